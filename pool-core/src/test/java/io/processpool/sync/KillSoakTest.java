package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.SpawningScope;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that contend for a lock are killed at random; exclusion shows in memory and in a file. */
class KillSoakTest {

    private static final int CHILDREN = 3;
    private static final long LONGEST_STANDSTILL_NANOS = 20_000_000_000L;

    private final Random random = new Random(4711);
    private final Set<Long> killed = new HashSet<>();

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void aFewKills() throws Exception {
        soak(2);
    }

    @Test
    @Tag("stress")
    @Timeout(600)
    void manyKills() throws Exception {
        soak(Integer.getInteger("soak.seconds", 60));
    }

    private void soak(int seconds) throws Exception {
        ProcessLock lock = ProcessLock.create();
        Path file = Files.createFile(directory.resolve("sections"));
        List<ChildJvm> children = new ArrayList<>();
        try (Warnings warnings = new Warnings();
                Segment segment = Segment.create("soak", 64)) {
            Inheritance inheritance = new Inheritance(lock, segment.handle(), file.toString());
            for (int i = 0; i < CHILDREN; i++) {
                children.add(start(inheritance));
            }
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextInt(100));
                awaitProgress(segment.words(), lock);
                int victim = random.nextInt(CHILDREN);
                kill(children.get(victim));
                children.get(victim).close();
                children.set(victim, start(inheritance));
            }
            awaitProgress(segment.words(), lock);
            assertEquals(0, segment.words().getLongVolatile(Contender.VIOLATIONS_OFFSET), "two owners in memory");
        } finally {
            for (ChildJvm child : children) {
                killed.add(child.pid());
                child.close();
            }
        }
        assertFileIsWhole(Files.readAllLines(file));
    }

    private void kill(ChildJvm child) throws Exception {
        ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
        killed.add(child.pid());
        child.kill();
        if (random.nextBoolean()) {
            ProcessEvents.died(identity, () -> "contender");
        }
    }

    private static void awaitProgress(Words words, ProcessLock lock) throws InterruptedException {
        long before = words.getLongVolatile(Contender.SECTIONS_OFFSET);
        long start = System.nanoTime();
        while (words.getLongVolatile(Contender.SECTIONS_OFFSET) == before) {
            assertTrue(System.nanoTime() - start < LONGEST_STANDSTILL_NANOS, () -> "stuck: " + lock);
            Thread.sleep(1);
        }
    }

    /** Each begin is followed by its own end, but where its process was killed between. */
    private void assertFileIsWhole(List<String> lines) {
        String open = null;
        for (String line : lines) {
            String pid = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("begin")) {
                assertTrue(open == null || killed.contains(Long.parseLong(open)), "two owners in the file");
                open = pid;
            } else {
                assertEquals(open, pid, "two owners in the file");
                open = null;
            }
        }
        assertTrue(lines.size() > 10, "nothing was tested");
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private static ChildJvm start(Inheritance inheritance) throws IOException {
        List<Class<?>> classPath = List.of(Segment.class, ChildJvm.class, Native.class);
        ChildJvm child = ChildJvm.start(classPath, Contender.class);
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(inheritance);
        }
        return child;
    }

    /** What a child gets at its start. */
    record Inheritance(ProcessLock lock, SegmentHandle segment, String file) implements Serializable {}

    /** A child that locks for ever, and notices if it is not alone. */
    static final class Contender {
        static final int INSIDE_OFFSET = 0;
        static final int SECTIONS_OFFSET = 8;
        static final int VIOLATIONS_OFFSET = 16;

        public static void main(String[] args) throws Exception {
            Inheritance inheritance = (Inheritance) ChildJvm.receive();
            Words words = Segment.open(inheritance.segment()).words();
            ProcessLock lock = inheritance.lock();
            long pid = ProcessHandle.current().pid();
            long self = ProcessIdentity.current().word();
            Random random = new Random(pid);
            try (FileChannel file = FileChannel.open(Path.of(inheritance.file()), StandardOpenOption.APPEND)) {
                while (true) {
                    lock.lock();
                    enter(words, lock);
                    words.setLongVolatile(INSIDE_OFFSET, self);
                    if (random.nextInt(50) == 0) {
                        file.write(line("begin " + pid));
                        file.write(line("end " + pid));
                    }
                    if (words.getLongVolatile(INSIDE_OFFSET) != self) {
                        words.getAndAddLong(VIOLATIONS_OFFSET, 1);
                    }
                    words.setLongVolatile(SECTIONS_OFFSET, words.getLongVolatile(SECTIONS_OFFSET) + 1);
                    words.setLongVolatile(INSIDE_OFFSET, 0);
                    lock.unlock();
                }
            }
        }

        private static void enter(Words words, ProcessLock lock) {
            long inside = words.getLongVolatile(INSIDE_OFFSET);
            // A zombie is dead: its parent may not have had the time to see that.
            if (inside != 0 && (lock.recoveries() == 0 || ProcessIdentity.isAlive(inside))) {
                words.getAndAddLong(VIOLATIONS_OFFSET, 1);
            }
        }

        private static ByteBuffer line(String text) {
            return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
