package io.processpool.examples;

import static io.processpool.Args.args;

import io.processpool.Args2;
import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import io.processpool.pool.ProcessPool;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A manager's lock is an argument of tasks like any other. Ten tasks take turns. */
public final class ManagerLock {
    private ManagerLock() {}

    public static void main(String[] args) throws InterruptedException {
        try (Manager manager = Manager.start();
                ProcessPool pool = ProcessPool.create(4)) {
            InterProcessLock lock = manager.newLock();
            List<Args2<Integer, InterProcessLock>> items =
                    IntStream.range(0, 10).mapToObj(i -> args(i, lock)).toList();
            pool.starmapAsync(ManagerLock::task, items).await();
        }
    }

    static void task(int item, InterProcessLock lock) throws InterruptedException {
        double seconds = ThreadLocalRandom.current().nextDouble();
        lock.run(() -> {
            Thread.sleep((long) (1000 * seconds));
            System.out.printf(Locale.ROOT, "Task %d completed with %.3f%n", item, seconds);
        });
    }
}
