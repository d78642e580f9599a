package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import io.processpool.sync.ProcessLock;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Four processes that each want the lock again as soon as they have left it, for sections of 100 µs. The figure is how
 * much of the time somebody was inside; what the waiting cost and how long it took is told beside it.
 */
final class LockSections implements Benchmark {
    private static final int WORKERS = 4;
    private static final long SECTION_NANOS = 100_000;
    private static final long NANOS = 2_000_000_000;

    private static ProcessLock workersLock;
    private static SharedLong workersCounter;

    private SharedLong counter;
    private Race race;

    private record Turns(Lap lap, long insideNanos, long cpuNanos, long longestWaitNanos) implements Serializable {}

    @Override
    public void open() {
        ProcessLock lock = ProcessLock.create();
        SharedLong counted = SharedLong.createRaw(0);
        counter = counted;
        race = new Race(WORKERS, () -> prepare(lock, counted));
    }

    private static void prepare(ProcessLock lock, SharedLong counter) {
        workersLock = lock;
        workersCounter = counter;
    }

    @Override
    public double measure() {
        counter.set(0);
        List<Turns> all = race.run(worker -> takeTurns());
        List<Lap> laps = all.stream().map(Turns::lap).toList();
        Lap.check(laps, counter.get());
        double nanos = Lap.seconds(laps) * 1e9;
        long inside = all.stream().mapToLong(Turns::insideNanos).sum();
        long waiting = all.stream().mapToLong(Turns::cpuNanos).sum() - inside;
        long longest = all.stream().mapToLong(Turns::longestWaitNanos).max().orElseThrow();
        System.err.printf(
                "lock.sections4: ours, waiting cost %.1f %% of a core, longest wait %.1f ms, smallest share %.3f%n",
                100 * waiting / nanos, longest / 1e6, Lap.slowestShare(laps));
        return 100 * inside / nanos;
    }

    private static Turns takeTurns() {
        Race.awaitAll();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        long inside = 0;
        long longest = 0;
        long turns = 0;
        long now = begin;
        while (now - begin < NANOS) {
            long asked = now;
            workersLock.lock();
            long entered = System.nanoTime();
            try {
                workersCounter.set(workersCounter.get() + 1);
                Work.spend(SECTION_NANOS);
                now = System.nanoTime();
            } finally {
                workersLock.unlock();
            }
            longest = Math.max(longest, entered - asked);
            inside += now - entered;
            turns++;
        }
        return new Turns(new Lap(turns, now - begin), inside, cpuNanos() - cpu, longest);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Override
    public void close() {
        if (race != null) {
            race.close();
        }
    }
}
