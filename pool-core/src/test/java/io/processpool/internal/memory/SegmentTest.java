package io.processpool.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class SegmentTest {

    @Test
    void isZeroAtFirst() {
        try (Segment segment = Segment.create("test", 1000)) {
            assertEquals(1000, segment.lengthBytes());
            for (int offset = 0; offset < 1000; offset += 8) {
                assertEquals(0, segment.words().getLongPlain(offset));
            }
        }
    }

    @Test
    void wordsAndBuffersShowTheSameMemory() {
        try (Segment segment = Segment.create("test", 4096)) {
            segment.words().setLongVolatile(4088, 42);
            assertEquals(42, segment.buffer(4080, 16).getLong(8));
            assertSame(ByteOrder.nativeOrder(), segment.buffer(0, 0).order());
            assertThrows(IndexOutOfBoundsException.class, () -> segment.buffer(4090, 7));
            assertThrows(IndexOutOfBoundsException.class, () -> segment.words().getLongVolatile(4096));
        }
    }

    @Test
    void isOneObjectWithinOneJvm() {
        try (Segment segment = Segment.create("test", 64)) {
            assertSame(segment, Segment.open(segment.handle()));
        }
    }

    @Test
    void aSecondMappingShowsTheSameMemory() {
        try (Segment segment = Segment.create("test", 64)) {
            Segment other = Segment.openUncached(segment.handle());
            other.words().setLongVolatile(0, 7);
            assertEquals(7, segment.words().getLongVolatile(0));
        }
    }

    @Test
    void anotherProcessReadsAndWrites() throws Exception {
        try (Segment segment = Segment.create("test", 64);
                ChildJvm child = ChildJvm.start(Adder.class)) {
            segment.words().setLongVolatile(56, 41);
            child.send(segment.handle());
            assertEquals("", child.awaitEnd());
            assertEquals(42, segment.words().getLongVolatile(56));
        }
    }

    @Test
    void outlivesItsCreatorWhereItIsOpen() throws Exception {
        try (ChildJvm creator = ChildJvm.start(Creator.class)) {
            SegmentHandle handle = Creator.handleOf(creator.readLine());
            Segment segment = Segment.open(handle);
            creator.kill();
            assertEquals(4711, segment.words().getLongVolatile(0));
            segment.close();
            String message = assertThrows(UncheckedIOException.class, () -> Segment.open(handle))
                    .getMessage();
            assertTrue(message.contains("pid " + creator.pid()), message);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noFileHasAName() throws IOException {
        try (Segment segment = Segment.create("test", 64)) {
            assertTrue(segment.handle().address().startsWith("/proc/"), segment::toString);
            assertEquals(List.of(), filesOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void afterCloseNobodyOpensItButItsWordsStay() {
        Segment segment = Segment.create("closing", 64);
        segment.close();
        segment.close();
        segment.words().setLongVolatile(0, 1);
        String message = assertThrows(UncheckedIOException.class, () -> Segment.open(segment.handle()))
                .getMessage();
        assertTrue(message.contains("purpose=closing, lengthBytes=64"), message);
    }

    @Test
    void anInterruptedThreadCreatesAndOpens() {
        Thread.currentThread().interrupt();
        try (Segment segment = Segment.create("test", 64)) {
            Segment.openUncached(segment.handle());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void interruptsAtAnyMomentDoNotHurt() throws Exception {
        FutureTask<Boolean> creator = new FutureTask<>(() -> {
            for (int i = 0; i < 50; i++) {
                try (Segment segment = Segment.create("test", 200_000)) {
                    Segment.openUncached(segment.handle());
                }
            }
            return true;
        });
        Thread thread = new Thread(creator);
        thread.start();
        while (!creator.isDone()) {
            thread.interrupt();
            LockSupport.parkNanos(20_000);
        }
        assertTrue(creator.get());
    }

    @Test
    void lengthsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Segment.create("test", 0));
        assertThrows(IllegalArgumentException.class, () -> Segment.create("test", Segment.MAX_LENGTH_BYTES + 1));
        assertThrows(NullPointerException.class, () -> Segment.create(null, 8));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullFileSystemIsAnErrorAtOnce() throws IOException {
        FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        String message = assertThrows(
                        UncheckedIOException.class, () -> Segment.create("mailboxes", 100_000, id -> new Full(full)))
                .getMessage();
        assertTrue(message.contains("purpose=mailboxes, lengthBytes=100000"), message);
        assertTrue(message.contains("No space left on device after 0 of 100128 bytes"), message);
        assertTrue(!full.isOpen(), "the file is closed");
    }

    private static List<String> filesOf(long pid) throws IOException {
        try (Stream<Path> files = Files.list(SegmentFile.directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("processpool-" + pid + "-"))
                    .toList();
        }
    }

    /** A file that has no room. */
    private record Full(FileChannel channel) implements SegmentFile {

        @Override
        public String address() {
            return "/dev/full";
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A child that adds 1 to the last word of the segment that it is sent. */
    static final class Adder {
        public static void main(String[] args) throws Exception {
            Segment.open((SegmentHandle) ChildJvm.receive()).words().getAndAddLong(56, 1);
        }
    }
}
