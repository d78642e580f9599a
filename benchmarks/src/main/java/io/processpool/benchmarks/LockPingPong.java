package io.processpool.benchmarks;

import io.processpool.sync.ProcessSemaphore;
import java.util.List;

/**
 * Two processes wake each other in turns, by two semaphores; a round is there and back. With a pause the one who waits
 * has gone to sleep each time before it is woken; the pause is not counted.
 */
final class LockPingPong extends RaceBenchmark {
    private static ProcessSemaphore workersPing;
    private static ProcessSemaphore workersPong;

    private final int roundsOfFull;
    private final long pauseNanos;
    private int rounds;
    private ProcessSemaphore ping;
    private ProcessSemaphore pong;

    /**
     * Prepares the two.
     *
     * @param rounds how many there are in a full measurement
     * @param pauseNanos how long each works before it wakes the other
     */
    LockPingPong(int rounds, long pauseNanos) {
        this.roundsOfFull = rounds;
        this.pauseNanos = pauseNanos;
    }

    @Override
    public void open(Pace pace) {
        rounds = pace.share(roundsOfFull);
        ProcessSemaphore there = ProcessSemaphore.create(0);
        ProcessSemaphore back = ProcessSemaphore.create(0);
        ping = there;
        pong = back;
        race = new Race(2, pace, () -> prepare(there, back));
    }

    private static void prepare(ProcessSemaphore ping, ProcessSemaphore pong) {
        workersPing = ping;
        workersPong = pong;
    }

    @Override
    public double measure() {
        int times = rounds;
        long pause = pauseNanos;
        List<Lap> laps = race.run(player -> player == 0 ? serve(times, pause) : answer(times, pause));
        if (ping.tryAcquire() || pong.tryAcquire()) {
            throw new IllegalStateException("somebody woke the other without having been woken");
        }
        return 2e6 / perSecond(laps) - 2 * pause / 1e3;
    }

    private static Lap serve(int rounds, long pauseNanos) throws InterruptedException {
        Race.awaitAll();
        long begin = System.nanoTime();
        long longest = 0;
        for (int i = 0; i < rounds; i++) {
            Work.spend(pauseNanos);
            workersPing.release();
            longest = Math.max(longest, nanosToAcquire(workersPong));
        }
        return new Lap(rounds, System.nanoTime() - begin, longest);
    }

    private static Lap answer(int rounds, long pauseNanos) throws InterruptedException {
        Race.awaitAll();
        long begin = System.nanoTime();
        long longest = 0;
        for (int i = 0; i < rounds; i++) {
            longest = Math.max(longest, nanosToAcquire(workersPing));
            Work.spend(pauseNanos);
            workersPong.release();
        }
        return new Lap(rounds, System.nanoTime() - begin, longest);
    }

    private static long nanosToAcquire(ProcessSemaphore semaphore) throws InterruptedException {
        long asked = System.nanoTime();
        semaphore.acquire();
        return System.nanoTime() - asked;
    }
}
