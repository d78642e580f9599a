package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerConfigTest {
    private static final SegmentHandle MAILBOXES =
            new SegmentHandle("/proc/1/fd/2", new UUID(3, 4), 5, new ProcessIdentity(6, 7), "mailboxes");

    private final Token token = Token.random();
    private final WorkerConfig config = new WorkerConfig(
            new ChildConfig(
                    "pool-1-worker-\u00fc", new ProcessIdentity(4711, 42), "/tmp/a directory", "", new byte[] {1, 2, 3
                    }),
            token,
            new Endpoint("/tmp/socket", 17),
            MAILBOXES,
            2,
            8);

    @Test
    void arrivesAsItWas() throws IOException {
        WorkerConfig read = read(write(config));
        assertEquals(config.child().name(), read.child().name());
        assertEquals(config.child().parent(), read.child().parent());
        assertEquals(config.child().directory(), read.child().directory());
        assertArrayEquals(config.child().start(), read.child().start());
        assertEquals(token.hello(), read.token().hello());
        assertEquals(config.endpoint(), read.endpoint());
        assertEquals(MAILBOXES, read.mailboxes());
        assertEquals(2, read.slot());
        assertEquals(8, read.slots());
    }

    @Test
    void nothingBehindItIsRead() throws IOException {
        byte[] bytes = write(config);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length + 1)));
        WorkerConfig.read(in);
        assertEquals(1, in.available());
    }

    @Test
    void anEndAtAnyByteIsAnIOException() throws IOException {
        byte[] bytes = write(config);
        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThrows(IOException.class, () -> read(truncated), "length " + length);
        }
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        byte[] bytes = write(config);
        for (int at : new int[] {0, 7}) {
            byte[] other = bytes.clone();
            other[at]++;
            IOException failure = assertThrows(IOException.class, () -> read(other));
            assertTrue(failure.getMessage().contains("same version"), failure.getMessage());
            assertTrue(failure.getMessage().contains("not by hand"), failure.getMessage());
        }
    }

    @Test
    void aLengthAloneCostsNothing() throws IOException {
        byte[] bytes = write(config);
        int lengthAt = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\0\0\3\1\2\3");
        ByteBuffer.wrap(bytes).putInt(lengthAt, Integer.MAX_VALUE - 8);
        assertThrows(EOFException.class, () -> read(bytes));
    }

    @Test
    void aLineThatSomebodyTypedIsNoConfiguration() {
        assertThrows(IOException.class, () -> read("hello, are you there?\n".getBytes()));
    }

    private static byte[] write(WorkerConfig config) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        config.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static WorkerConfig read(byte[] bytes) throws IOException {
        return WorkerConfig.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
