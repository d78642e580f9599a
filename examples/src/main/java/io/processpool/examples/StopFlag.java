package io.processpool.examples;

import io.processpool.pool.ChildProcess;
import io.processpool.shared.SharedBoolean;
import io.processpool.shared.SharedLong;
import io.processpool.shared.SharedLongArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Workers look for primes until a flag tells them to stop. Each has a progress counter, which the parent reads while it
 * runs; the primes it counts for itself, and adds them to the sum of all once, at its end.
 */
public final class StopFlag {
    private static final int WORKERS = 3;
    private static final int LOOKS = 5;

    private StopFlag() {}

    public static void main(String[] args) throws InterruptedException {
        SharedBoolean stop = SharedBoolean.create(false);
        SharedLongArray progress = SharedLongArray.create(WORKERS);
        SharedLong primes = SharedLong.create(0);
        List<ChildProcess> workers = new ArrayList<>();
        try {
            for (int i = 0; i < WORKERS; i++) {
                workers.add(ChildProcess.of(StopFlag::countPrimes, i, stop, progress, primes)
                        .start());
            }
            for (int i = 0; i < WORKERS; i++) {
                while (progress.get(i) == 0 && workers.get(i).isAlive()) {
                    Thread.sleep(10); // A JVM takes a moment to start.
                }
            }
            for (int look = 0; look < LOOKS; look++) {
                Thread.sleep(100);
                System.out.println("progress: " + progress.stream().boxed().toList());
            }
        } finally {
            stop.set(true);
        }
        System.out.println("the flag is set");
        for (ChildProcess worker : workers) {
            worker.join();
        }
        System.out.printf("all: %d numbers, %d primes%n", progress.stream().sum(), primes.get());
    }

    static void countPrimes(int worker, SharedBoolean stop, SharedLongArray progress, SharedLong primes) {
        long first = 1_000_000L * (worker + 1);
        long tried = 0;
        long found = 0;
        while (!stop.get()) {
            if (isPrime(first + tried)) {
                found++;
            }
            tried++;
            progress.set(worker, tried);
        }
        primes.getAndAdd(found);
        System.out.printf(
                "[Process-%d] came from %d to %d: %d numbers, %d primes%n",
                ProcessHandle.current().pid(), first, first + tried, tried, found);
    }

    private static boolean isPrime(long number) {
        for (long divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return number > 1;
    }
}
