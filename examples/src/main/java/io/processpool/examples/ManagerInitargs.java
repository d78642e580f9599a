package io.processpool.examples;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import io.processpool.pool.ProcessPool;
import java.util.stream.IntStream;

/** A manager's lock comes in through the initializer, as a lock in shared memory does. Ten tasks take turns. */
public final class ManagerInitargs {
    // Set once in each worker, before its first task.
    private static InterProcessLock lock;

    private ManagerInitargs() {}

    public static void main(String[] args) throws InterruptedException {
        try (Manager manager = Manager.start();
                ProcessPool pool = ProcessPool.builder()
                        .processes(4)
                        .initializer(ManagerInitargs::init, manager.newLock())
                        .build()) {
            pool.mapAsync(ManagerInitargs::task, IntStream.range(0, 10).boxed().toList())
                    .await();
        }
    }

    static void init(InterProcessLock shared) {
        lock = shared;
    }

    static void task(int item) throws InterruptedException {
        ManagerLock.task(item, lock);
    }
}
