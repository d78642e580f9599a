package io.processpool.examples;

import io.processpool.Inherit;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The lock is a global that the workers inherit, as they do in Python under fork. Ten tasks take turns. */
public final class InheritedLock {
    @Inherit
    private static ProcessLock lock = ProcessLock.create();

    private InheritedLock() {}

    public static void main(String[] args) throws InterruptedException {
        try (ProcessPool pool =
                ProcessPool.builder().processes(4).inherit(InheritedLock.class).build()) {
            pool.mapAsync(InheritedLock::task, IntStream.range(0, 10).boxed().toList())
                    .await();
        }
    }

    static void task(int item) throws InterruptedException {
        double seconds = ThreadLocalRandom.current().nextDouble();
        lock.run(() -> {
            Thread.sleep((long) (1000 * seconds));
            System.out.printf(Locale.ROOT, "Task %d completed with %.3f%n", item, seconds);
        });
    }
}
