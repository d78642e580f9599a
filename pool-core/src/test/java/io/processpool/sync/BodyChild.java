package io.processpool.sync;

import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.spawn.SpawningScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A child JVM that runs a body, to which it gets what that captures as its inheritance; and what such tests need. */
final class BodyChild {

    private BodyChild() {}

    public static void main(String[] args) throws Exception {
        ((RemoteRunnable) ChildJvm.receive()).run();
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    static ChildJvm start(RemoteRunnable body) throws IOException {
        ChildJvm child = ChildJvm.start(BodyChild.class);
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(body);
        }
        return child;
    }

    /** In the child: says a line, and then does nothing until it is killed. */
    static void sayAndStay(String line) throws InterruptedException {
        System.out.println(line);
        while (true) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Runs something in a thread of its own. */
    static <T> FutureTask<T> inThread(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Waits for what no one tells; the test's time-out ends it. */
    static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    /** Interrupts a thread that has begun to wait, and returns for how many milliseconds it went on with that. */
    static long interruptedWaitMillis(Callable<?> wait) throws Exception {
        Thread[] waiter = new Thread[1];
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            try {
                wait.call();
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        waiter[0] = new Thread(task);
        waiter[0].start();
        Thread.sleep(150);
        long start = System.nanoTime();
        waiter[0].interrupt();
        if (!task.get()) {
            throw new AssertionError("the wait ended without the interrupt");
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** Serializes outside any start of a child. */
    static byte[] serialize(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** Serializes as for a child, and reads again. */
    @SuppressWarnings("try") // The scope is there to be closed.
    static Object travelled(Object object) throws Exception {
        try (SpawningScope scope = SpawningScope.open()) {
            return new ObjectInputStream(new ByteArrayInputStream(serialize(object))).readObject();
        }
    }
}
