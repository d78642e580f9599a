package io.processpool.examples;

import static io.processpool.Args.args;

import io.processpool.Args2;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A lock as the argument of tasks, and nobody who asks how they went: in Python the tasks do not run and nothing is
 * said. Here a warning says it, at the latest when the pool closes.
 */
public final class LockArgumentSilent {
    private LockArgumentSilent() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessLock lock = ProcessLock.create();
        List<Args2<Integer, ProcessLock>> items =
                IntStream.range(0, 10).mapToObj(i -> args(i, lock)).toList();

        try (ProcessPool pool = ProcessPool.create(4)) {
            long start = System.nanoTime();
            pool.starmapAsync(LockArgumentSilent::task, items).await();
            System.out.println("await() has returned after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    static void task(int item, ProcessLock lock) {
        lock.run(() -> System.out.println("task " + item));
    }
}
