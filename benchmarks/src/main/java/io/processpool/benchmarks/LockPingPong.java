package io.processpool.benchmarks;

import io.processpool.sync.ProcessSemaphore;
import java.util.List;

/**
 * Two processes wake each other in turns, by two semaphores; a round is there and back. With a pause the one who waits
 * has gone to sleep each time before it is woken; the pause is not counted.
 */
final class LockPingPong implements Benchmark {
    private static ProcessSemaphore workersPing;
    private static ProcessSemaphore workersPong;

    private final int rounds;
    private final long pauseNanos;
    private Race race;

    /**
     * Prepares the two.
     *
     * @param rounds how many to measure
     * @param pauseNanos how long each works before it wakes the other
     */
    LockPingPong(int rounds, long pauseNanos) {
        this.rounds = rounds;
        this.pauseNanos = pauseNanos;
    }

    @Override
    public void open() {
        ProcessSemaphore ping = ProcessSemaphore.create(0);
        ProcessSemaphore pong = ProcessSemaphore.create(0);
        race = new Race(2, () -> prepare(ping, pong));
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
        return Lap.seconds(laps) * 1e6 / times - 2 * pause / 1e3;
    }

    private static Lap serve(int rounds, long pauseNanos) throws InterruptedException {
        Race.awaitAll();
        long begin = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            Work.spend(pauseNanos);
            workersPing.release();
            workersPong.acquire();
        }
        return new Lap(rounds, System.nanoTime() - begin);
    }

    private static Lap answer(int rounds, long pauseNanos) throws InterruptedException {
        Race.awaitAll();
        long begin = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            workersPing.acquire();
            Work.spend(pauseNanos);
            workersPong.release();
        }
        return new Lap(rounds, System.nanoTime() - begin);
    }

    @Override
    public void close() {
        if (race != null) {
            race.close();
        }
    }
}
