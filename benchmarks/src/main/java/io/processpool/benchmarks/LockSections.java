package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import io.processpool.sync.ProcessLock;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Four processes that each want the lock again as soon as they have left it, for sections of 100 µs. The figure is how
 * much of the time somebody was inside; beside it stands what the waiting cost.
 */
final class LockSections extends RaceBenchmark {
    private static final int WORKERS = 4;
    private static final long SECTION_NANOS = 100_000;

    /** The waits are long: it takes some laps to see whether one is left out. */
    private static final int LAPS = 4;

    private static ProcessLock workersLock;
    private static SharedLong workersCounter;
    private static long workersNanos;

    private SharedLong counter;

    private double waitingPercent;

    private record Turns(Lap lap, long insideNanos, long cpuNanos) implements Serializable {}

    @Override
    public void open(Pace pace) {
        ProcessLock lock = ProcessLock.create();
        SharedLong counted = SharedLong.createRaw(0);
        counter = counted;
        long nanos = LAPS * pace.lapNanos();
        race = new Race(WORKERS, pace, () -> prepare(lock, counted, nanos));
    }

    private static void prepare(ProcessLock lock, SharedLong counter, long nanos) {
        workersLock = lock;
        workersCounter = counter;
        workersNanos = nanos;
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
        waitingPercent = 100 * waiting / nanos;
        perSecond(laps);
        return 100 * inside / nanos;
    }

    @Override
    public String beside() {
        return String.format(Locale.ROOT, "%s, waiting cost %.1f %% of a core", super.beside(), waitingPercent);
    }

    private static Turns takeTurns() {
        Race.awaitAll();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        long inside = 0;
        long longest = 0;
        long turns = 0;
        long now = begin;
        while (now - begin < workersNanos) {
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
        return new Turns(new Lap(turns, now - begin, longest), inside, cpuNanos() - cpu);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
