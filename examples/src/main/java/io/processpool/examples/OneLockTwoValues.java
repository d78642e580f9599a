package io.processpool.examples;

import io.processpool.pool.ChildProcess;
import io.processpool.shared.SharedInt;
import io.processpool.sync.ProcessReentrantLock;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Two values with one lock: money moves between two accounts, and whoever looks under the lock, in whatever process,
 * sees the same sum. What the sum has to be is a value that nobody writes, so it has no lock.
 */
public final class OneLockTwoValues {
    private static final int MOVES = 2_000;
    private static final int LOOKS = 1_000;

    private OneLockTwoValues() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessReentrantLock lock = ProcessReentrantLock.create();
        SharedInt left = SharedInt.create(600, lock);
        SharedInt right = SharedInt.create(400, lock);
        SharedInt sum = SharedInt.createRaw(1_000);
        try (ChildProcess there =
                        ChildProcess.of(OneLockTwoValues::move, left, right).start();
                ChildProcess back =
                        ChildProcess.of(OneLockTwoValues::move, right, left).start();
                ChildProcess auditor = ChildProcess.of(OneLockTwoValues::audit, left, right, sum)
                        .start()) {
            audit(left, right, sum);
            for (ChildProcess child : new ChildProcess[] {there, back, auditor}) {
                child.join();
                if (child.exitCode().orElseThrow() != 0) {
                    throw new IllegalStateException("has failed: " + child);
                }
            }
        }
        System.out.printf("at the end: %d + %d = %d%n", left.get(), right.get(), left.get() + right.get());
    }

    static void move(SharedInt from, SharedInt to) {
        for (int i = 0; i < MOVES; i++) {
            int amount = ThreadLocalRandom.current().nextInt(1, 10);
            from.getLock()
                    .run(
                            () -> { // It is the lock of both.
                                from.set(from.get() - amount);
                                to.set(to.get() + amount);
                            });
        }
        System.out.printf(
                "[Process-%d] moved money %d times%n", ProcessHandle.current().pid(), MOVES);
    }

    static void audit(SharedInt left, SharedInt right, SharedInt sum) throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            int seen = left.getLock().call(() -> left.get() + right.get());
            if (seen != sum.get()) {
                throw new IllegalStateException("the sum was " + seen);
            }
            Thread.sleep(1);
        }
        System.out.printf(
                "[Process-%d] looked %d times, the sum was always %d%n",
                ProcessHandle.current().pid(), LOOKS, sum.get());
    }
}
