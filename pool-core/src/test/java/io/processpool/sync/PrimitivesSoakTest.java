package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.SpawningScope;
import io.processpool.shared.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * Processes that use every primitive at once are killed at random and replaced. Who is inside what shows in memory and
 * in a file; nothing ever stands still, and at the end all is good to use. Prints the longest waits.
 */
@Tag("stress")
@Timeout(3000)
class PrimitivesSoakTest {

    private static final int CHILDREN = 3;
    private static final long LONGEST_STANDSTILL_NANOS = 30_000_000_000L;
    private static final long LONG_SECONDS = 20;
    private static final List<Class<?>> CLASS_PATH =
            List.of(Segment.class, ChildJvm.class, Native.class, BytesStore.class, Memory.class, Logger.class);

    private final Random random = new Random();
    private final Set<Long> killed = new HashSet<>();
    private final Warnings warnings = new Warnings(); // of recoveries, many
    private final List<ChildJvm> children = new ArrayList<>();

    @TempDir
    Path directory;

    private Path wrong;
    private Segment segment;
    private SoakMemory memory;
    private SoakUse.Fixtures fixtures;
    private FutureTask<Boolean> consumer;

    @AfterEach
    void close() throws Exception {
        if (consumer != null) {
            consumer.cancel(true);
        }
        for (ChildJvm child : children) {
            child.close();
        }
        segment.close();
        warnings.settled().close();
    }

    @Test
    void nobodyIsLeftWaitingAndNothingIsEnteredTwice() throws Exception {
        prepare();
        for (int i = 0; i < CHILDREN; i++) {
            children.add(start());
        }
        for (ChildJvm child : children) {
            awaitUse(child);
        }
        consumer = BodyChild.inThread(() -> {
            while (!Thread.interrupted()) {
                SoakUse.CONSUME.once(fixtures, memory);
            }
            return true;
        });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.getInteger("soak.seconds", 60));
        while (System.nanoTime() < end) {
            Thread.sleep(random.nextInt(100));
            awaitProgress();
            replace(random.nextInt(CHILDREN));
        }
        awaitProgress();
        for (ChildJvm child : children) {
            kill(child);
        }
        assertFalse(consumer.isDone());
        assertGoodToUse();
        assertNothingWrong();
        assertFileIsWhole(Files.readAllLines(Path.of(fixtures.file())));
        report();
    }

    private void prepare() throws IOException {
        segment = Segment.create("soak", SoakMemory.LENGTH_BYTES);
        wrong = Files.createFile(directory.resolve("wrong"));
        memory = new SoakMemory(segment.words(), wrong);
        ProcessReentrantLock buffer = ProcessReentrantLock.create();
        fixtures = new SoakUse.Fixtures(
                segment.handle(),
                wrong.toString(),
                Files.createFile(directory.resolve("sections")).toString(),
                ProcessLock.create(),
                ProcessReadWriteLock.create(),
                ProcessBoundedSemaphore.createTrackingHolders(SoakUse.PERMITS),
                ProcessCondition.create(buffer),
                ProcessCondition.create(buffer),
                ProcessBarrier.create(CHILDREN),
                SharedLong.create(0));
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private ChildJvm start() throws IOException {
        ChildJvm child = ChildJvm.start(CLASS_PATH, User.class);
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(fixtures);
        }
        return child;
    }

    private void replace(int victim) throws Exception {
        kill(children.get(victim));
        children.get(victim).close();
        children.set(victim, start());
        awaitUse(children.get(victim));
    }

    /** Waits until a child has begun: only together they contend. */
    private static void awaitUse(ChildJvm child) throws IOException {
        String line = child.readLine();
        while (!User.IN_USE.equals(line)) {
            assertNotNull(line, "a child ended by itself");
            line = child.readLine();
        }
    }

    private void kill(ChildJvm child) throws Exception {
        ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
        killed.add(child.pid());
        child.kill();
        if (random.nextBoolean()) {
            ProcessEvents.died(identity, () -> "user");
        }
    }

    private void awaitProgress() throws Exception {
        Map<SoakUse, Long> before = new EnumMap<>(SoakUse.class);
        for (SoakUse use : SoakUse.values()) {
            before.put(use, memory.count(use));
        }
        long start = System.nanoTime();
        for (SoakUse use : SoakUse.values()) {
            while (memory.count(use) == before.get(use)) {
                assertNothingWrong();
                assertTrue(System.nanoTime() - start < LONGEST_STANDSTILL_NANOS, () -> use + " is stuck: " + fixtures);
                Thread.sleep(1);
            }
        }
    }

    private void assertNothingWrong() throws IOException {
        assertEquals("", Files.readString(wrong));
    }

    private void assertGoodToUse() throws Exception {
        assertTrue(fixtures.lock().tryLock(LONG_SECONDS, TimeUnit.SECONDS), "lock");
        assertTrue(fixtures.readWrite().writeLock().tryLock(LONG_SECONDS, TimeUnit.SECONDS), "write lock");
        fixtures.readWrite().writeLock().unlock();
        assertTrue(fixtures.readWrite().readLock().tryLock(LONG_SECONDS, TimeUnit.SECONDS), "read lock");
        for (int i = 0; i < SoakUse.PERMITS; i++) {
            assertTrue(fixtures.permits().tryAcquire(Duration.ofSeconds(LONG_SECONDS)), "permits");
        }
        assertFalse(fixtures.permits().tryAcquire(), "more permits than there were");
        assertTrue(fixtures.counter().getLock().tryLock(LONG_SECONDS, TimeUnit.SECONDS), "the counter's lock");
        long counted = fixtures.counter().get();
        assertTrue(memory.number(SoakUse.COUNT, SoakUse.ENDED) <= counted, "an update was lost");
        assertTrue(counted <= memory.number(SoakUse.COUNT, SoakUse.BEGUN), "an update was made twice");
        assertBarrierIsAsNew();
        assertBufferMoves();
    }

    private void assertBarrierIsAsNew() throws Exception {
        fixtures.barrier().reset();
        List<FutureTask<Integer>> others = new ArrayList<>();
        for (int i = 1; i < CHILDREN; i++) {
            others.add(BodyChild.inThread(() -> fixtures.barrier().await(Duration.ofSeconds(LONG_SECONDS))));
        }
        int sum = fixtures.barrier().await(Duration.ofSeconds(LONG_SECONDS));
        for (FutureTask<Integer> other : others) {
            sum += other.get();
        }
        assertEquals(CHILDREN * (CHILDREN - 1) / 2, sum);
    }

    private void assertBufferMoves() throws Exception {
        long before = memory.count(SoakUse.CONSUME);
        FutureTask<Boolean> producer = BodyChild.inThread(() -> {
            for (int i = 0; i < 100; i++) {
                SoakUse.PRODUCE.once(fixtures, memory);
            }
            return true;
        });
        assertTrue(producer.get(LONG_SECONDS, TimeUnit.SECONDS));
        assertTrue(memory.count(SoakUse.CONSUME) > before);
    }

    /** Each begin is followed by its own end, but where its process was killed between. */
    private void assertFileIsWhole(List<String> lines) {
        String open = null;
        for (String line : lines) {
            String pid = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("begin ")) {
                assertTrue(open == null || killed.contains(Long.parseLong(open)), "two owners in the file");
                open = pid;
            } else {
                assertEquals("end " + open, line, "two owners in the file");
                open = null;
            }
        }
        assertTrue(lines.size() > 10, "nothing was tested");
    }

    private void report() {
        System.out.println("soak: " + killed.size() + " kills");
        for (SoakUse use : SoakUse.values()) {
            System.out.println("soak: " + use + " " + memory.count(use) + " times, longest wait "
                    + memory.longestMillis(use) + " ms");
        }
    }

    /** A child that uses everything until it is killed. */
    static final class User {
        static final String IN_USE = "in use";

        public static void main(String[] args) throws Exception {
            SoakUse.Fixtures fixtures = (SoakUse.Fixtures) ChildJvm.receive();
            SoakMemory memory = new SoakMemory(Segment.open(fixtures.memory()).words(), Path.of(fixtures.wrong()));
            SoakUse.LOCK.once(fixtures, memory);
            System.out.println(IN_USE);
            for (SoakUse use : SoakUse.values()) {
                if (use != SoakUse.CONSUME) {
                    new Thread(() -> useForEver(use, fixtures, memory)).start();
                }
            }
        }

        private static void useForEver(SoakUse use, SoakUse.Fixtures fixtures, SoakMemory memory) {
            try {
                while (true) {
                    use.once(fixtures, memory);
                }
            } catch (Exception | Error e) {
                memory.wrong(use + ": " + e);
            }
        }
    }
}
