package io.processpool.examples;

import static io.processpool.Args.args;

import io.processpool.Args2;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A lock as the argument of tasks, in a call that waits for them: the call throws, and this program does not catch it.
 */
public final class LockArgumentRaises {
    private LockArgumentRaises() {}

    public static void main(String[] args) {
        ProcessLock lock = ProcessLock.create();
        List<Args2<Integer, ProcessLock>> items =
                IntStream.range(0, 10).mapToObj(i -> args(i, lock)).toList();

        try (ProcessPool pool = ProcessPool.create(4)) {
            pool.starmap(LockArgumentRaises::task, items);
        }
    }

    static void task(int item, ProcessLock lock) {
        lock.run(() -> System.out.println("task " + item));
    }
}
