package io.processpool.examples;

import static io.processpool.Args.args;

import io.processpool.Args2;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.util.List;
import java.util.stream.IntStream;

/** A lock as the argument of tasks, with a callback for errors, which hears of it once, before the wait ends. */
public final class LockArgumentCallback {
    private LockArgumentCallback() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessLock lock = ProcessLock.create();
        List<Args2<Integer, ProcessLock>> items =
                IntStream.range(0, 10).mapToObj(i -> args(i, lock)).toList();

        try (ProcessPool pool = ProcessPool.create(4)) {
            pool.starmapAsync(LockArgumentCallback::task, items)
                    .onError(error -> System.out.println(error.getMessage()))
                    .await();
            System.out.println("await() has returned");
        }
    }

    static void task(int item, ProcessLock lock) {
        lock.run(() -> System.out.println("task " + item));
    }
}
