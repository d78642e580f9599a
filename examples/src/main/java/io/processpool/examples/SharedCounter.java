package io.processpool.examples;

import io.processpool.pool.ChildProcess;
import io.processpool.shared.SharedInt;
import java.util.List;

/**
 * Two processes count together, under the lock of the counter. With {@code --racy} they do without the lock: both read
 * the same number, both write the next one, and one of the two updates is lost.
 */
public final class SharedCounter {
    private static final int PROCESSES = 2;
    private static final int ROUNDS = 50;
    private static final int RACY_ROUNDS = 2_000_000;

    private SharedCounter() {}

    public static void main(String[] args) throws InterruptedException {
        boolean racy = List.of(args).contains("--racy");
        SharedInt counter = SharedInt.create(0);
        SharedInt ready = SharedInt.create(0);
        System.out.printf("%s: start value %d%n", racy ? "Without a lock" : "With a lock", counter.get());
        try (ChildProcess first = child(racy, counter, ready).start();
                ChildProcess second = child(racy, counter, ready).start()) {
            first.join();
            second.join();
        }
        int expected = PROCESSES * (racy ? RACY_ROUNDS : ROUNDS);
        System.out.println("final value: " + counter.get());
        System.out.println("expected:    " + expected);
        System.out.println(verdict(expected - counter.get()));
    }

    private static ChildProcess child(boolean racy, SharedInt counter, SharedInt ready) {
        return racy
                ? ChildProcess.of(SharedCounter::incrementRacy, counter, RACY_ROUNDS, ready)
                : ChildProcess.of(SharedCounter::increment, counter, ROUNDS);
    }

    static void increment(SharedInt counter, int rounds) throws InterruptedException {
        say("start");
        for (int i = 0; i < rounds; i++) {
            counter.getLock().run(() -> counter.set(counter.get() + 1));
            Thread.sleep(1);
        }
        say("end");
    }

    static void incrementRacy(SharedInt counter, int rounds, SharedInt ready) throws InterruptedException {
        ready.getAndAdd(1);
        for (int waits = 0; waits < 10_000 && ready.get() < PROCESSES; waits++) {
            Thread.sleep(1); // They only race if both are there.
        }
        say("start");
        for (int i = 0; i < rounds; i++) {
            counter.set(counter.get() + 1); // Two steps: another may write between them.
        }
        say("end");
    }

    private static void say(String what) {
        System.out.printf("[Process-%d] %s%n", ProcessHandle.current().pid(), what);
    }

    private static String verdict(int lost) {
        return lost == 0
                ? "success: no update was lost"
                : "lost updates: " + lost + ". To read and then to write are two steps; between them the other process"
                        + " wrote, and its update was overwritten. Take the lock, or use getAndAdd.";
    }
}
