package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random calls while workers are killed at random instants: each result is accounted for, each item runs once at most, no lock is stuck.
 *
 * <p>The long one takes {@code -Dsoak.seconds}, and prints what it has seen.
 */
@ExtendWith(NothingLeftBehind.class)
class ChaosSoakTest {
    private static final int WORKERS = 3;
    private static final int CALLERS = 3;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("soak.seed", System.nanoTime());

    @Test
    @Timeout(120)
    void aFewKills() throws Exception {
        soak(3);
    }

    @Test
    @Tag("stress")
    @Timeout(7200)
    void manyKills() throws Exception {
        soak(Integer.getInteger("soak.seconds", 60));
    }

    private void soak(int seconds) throws Exception {
        ChaosItem.Books books = new ChaosItem.Books(directory);
        ProcessLock lock = ProcessLock.create();
        List<ChaosCaller> callers = new CopyOnWriteArrayList<>(); // The killer reads it.
        int kills;
        try (ProcessPool pool = ProcessPool.builder()
                        .processes(WORKERS)
                        .initializer(ChaosItem::open, lock, directory.toString())
                        .build();
                ChaosKiller killer = new ChaosKiller(directory, new Random(seed), () -> calls(callers))) {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new ChaosCaller(pool, books, new Random(seed + 1 + i)));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            callers.forEach(caller -> caller.startUntil(end));
            for (ChaosCaller caller : callers) {
                caller.awaitEnd();
            }
            kills = killer.stop();
            assertEquals(MapTest.range(100), pool.map(n -> n, MapTest.range(100)), "the pool is usable");
            assertTrue(lock.tryLock(5, TimeUnit.SECONDS), () -> "stuck: " + lock);
            lock.unlock();
        }
        report(kills, callers, books.check(kills, counter()), lock);
    }

    private static long calls(List<ChaosCaller> callers) {
        return callers.stream().mapToLong(ChaosCaller::calls).sum();
    }

    private void report(int kills, List<ChaosCaller> callers, String items, ProcessLock lock) {
        long calls = calls(callers);
        long longest =
                callers.stream().mapToLong(ChaosCaller::longestMillis).max().orElse(0);
        System.out.println("chaos: seed=" + seed + ", kills=" + kills + ", calls=" + calls + ", " + items
                + ", lock recoveries=" + lock.recoveries() + ", longest call=" + longest + " ms");
    }

    private long counter() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        try (FileChannel file = FileChannel.open(directory.resolve(ChaosItem.COUNTER))) {
            return file.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) : 0;
        }
    }
}
