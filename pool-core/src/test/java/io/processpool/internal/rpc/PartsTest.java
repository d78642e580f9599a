package io.processpool.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.internal.wire.ReadFilter;
import io.processpool.internal.wire.SocketPair;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A long array that is an argument goes ahead of its call in parts, and is one argument there. */
@Timeout(60)
class PartsTest {
    private static final CallHeader HEADER = new CallHeader(5, 6, "put(Object[])");
    private static final Object[] LONG =
            IntStream.range(0, 100_000).mapToObj(i -> "number " + i).toArray();

    private final Parts parts = new Parts();
    private SocketPair sockets;
    private Connection client;
    private Connection server;
    private Frames frames;
    private int partsSeen;

    @BeforeEach
    void open() throws IOException {
        sockets = SocketPair.open();
        client = new Connection(sockets.parent);
        server = new Connection(sockets.worker);
        frames = new Frames(client);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        sockets.close();
    }

    /** What comes out there, of what this puts in. */
    private Object[] call(Object... arguments) throws IOException {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try {
                frames.sendCall(HEADER, arguments);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        partsSeen = 0;
        ByteBuffer frame = read();
        FrameKind kind = Frames.kind(frame);
        while (kind == FrameKind.PART) {
            partsSeen++;
            parts.add(frame, ReadFilter.of(null));
            server.recycle(frame);
            frame = read();
            kind = Frames.kind(frame);
        }
        assertEquals(FrameKind.CALL, kind);
        assertEquals(HEADER, Frames.readCall(frame));
        Object[] read = Frames.readArguments(frame, ReadFilter.of(null), parts);
        sent.join();
        return read;
    }

    private ByteBuffer read() throws IOException {
        return server.read(System.nanoTime() + 30_000_000_000L);
    }

    @Test
    void longArrayIsOneArgumentAmongOthers() throws IOException {
        Object[] read = call(1, LONG, "last");
        assertTrue(partsSeen > 10, "parts: " + partsSeen);
        assertEquals(3, read.length);
        assertEquals(1, read[0]);
        assertArrayEquals(LONG, (Object[]) read[1]);
        assertEquals("last", read[2]);
    }

    @Test
    void twoLongArraysAreTwoArguments() throws IOException {
        Object[] read = call(LONG, LONG.clone());
        assertArrayEquals(LONG, (Object[]) read[0]);
        assertArrayEquals(LONG, (Object[]) read[1]);
    }

    @Test
    void arrayWhoseElementsMayBeTheSameGoesWhole() throws IOException {
        Object[] array = LONG.clone();
        array[0] = new int[] {1};
        array[array.length - 1] = array[0];
        Object[] read = (Object[]) call((Object) array)[0];
        assertEquals(0, partsSeen);
        assertSame(read[0], read[read.length - 1]);
    }

    @Test
    void nothingIsSentOfACallThatHasSomethingElseThatCannotTravel() throws IOException {
        assertThrows(SerializationException.class, () -> frames.sendCall(HEADER, new Object[] {LONG, new Object()}));
        assertNull(server.poll());
        assertEquals("next", call("next")[0]);
    }

    @Test
    void partsOfACallThatNeverCameAreForgotten() throws IOException {
        new PartsWriter(client).send(new Object[] {"lost"});
        ByteBuffer lost = read();
        assertEquals(FrameKind.PART, Frames.kind(lost));
        parts.add(lost, ReadFilter.of(null));
        assertArrayEquals(LONG, (Object[]) call((Object) LONG)[0]);
    }

    @Test
    void partsThatAreMissingAreAnError() throws IOException {
        assertThrows(StreamCorruptedException.class, () -> parts.take(1));
        assertThrows(StreamCorruptedException.class, () -> parts.take(Integer.MIN_VALUE));
        ByteBuffer second = ByteBuffer.allocate(20).putInt(1).put(new byte[] {10, 0, 0, 0, 0});
        assertThrows(StreamCorruptedException.class, () -> parts.add(second.flip(), ReadFilter.of(null)));
        ByteBuffer noArray = ByteBuffer.allocate(20).putInt(0).put((byte) 1);
        assertThrows(StreamCorruptedException.class, () -> parts.add(noArray.flip(), ReadFilter.of(null)));
    }
}
