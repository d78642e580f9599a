package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.InterProcessLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of one JVM that all want the same lock at the same moment, in many short rounds, and what they may see: a
 * plain counter that loses nothing, and two plain fields that never differ.
 */
final class ContendedThreads {

    static final int THREADS = 4;

    private static final int ENTRIES = 20;
    private static final long LONGEST_MILLIS = 20_000;
    private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** One way to enter and leave a section. */
    interface Gate {

        /** Enters as one of the threads, 0 and up; whether it came in. */
        boolean enter(int thread) throws InterruptedException;

        void leave(int thread);
    }

    /** One of a lock's methods to take it. */
    @FunctionalInterface
    private interface WayIn {
        boolean enter(InterProcessLock lock) throws InterruptedException;
    }

    private static final List<WayIn> EVERY_WAY = List.of(
            lock -> {
                lock.lock();
                return true;
            },
            InterProcessLock::tryLock,
            lock -> lock.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS),
            lock -> lock.tryLock(LONGEST_MILLIS, TimeUnit.MILLISECONDS),
            lock -> {
                lock.lockInterruptibly();
                return true;
            });

    private final List<Gate> writing;
    private final List<Gate> reading;

    // Written under the exclusive lock by plain stores; if the lock orders nothing, that shows.
    private int counter;
    private int twin;
    private Thread inside;

    // How often a thread came in to write, by its own account.
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger atTheStart = new AtomicInteger();
    private final AtomicInteger atWork = new AtomicInteger();

    ContendedThreads(List<Gate> writing, List<Gate> reading) {
        this.writing = writing;
        this.reading = reading;
    }

    /** Returns every way into a lock. */
    static List<Gate> gates(InterProcessLock lock) {
        List<Gate> gates = new ArrayList<>();
        for (WayIn way : EVERY_WAY) {
            gates.add(new Gate() {
                @Override
                public boolean enter(int thread) throws InterruptedException {
                    return way.enter(lock);
                }

                @Override
                public void leave(int thread) {
                    lock.unlock();
                }
            });
        }
        return gates;
    }

    /** Plays a round: all start together, some are interrupted on the way. */
    void play() throws Exception {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        atTheStart.set(0);
        atWork.set(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            tasks.add(new FutureTask<>(() -> work(number)));
            threads.add(new Thread(tasks.get(i), "contender-" + i));
            threads.get(i).setDaemon(true);
        }
        threads.forEach(Thread::start);
        long start = System.nanoTime();
        while (atWork.get() > 0 && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)) {
            threads.get(ThreadLocalRandom.current().nextInt(THREADS)).interrupt();
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
        for (FutureTask<Void> task : tasks) {
            get(task);
        }
        assertEquals(entered.get(), counter, "an update was lost");
        assertEquals(counter, twin, "an update was lost");
    }

    private Void work(int number) {
        atTheStart.incrementAndGet();
        while (atTheStart.get() < THREADS) {
            Thread.onSpinWait();
        }
        try {
            for (int entry = 0; entry < ENTRIES; entry++) {
                if (entry % 2 == 0 || reading.isEmpty()) {
                    write(writing.get((number + entry) % writing.size()), number);
                } else {
                    read(reading.get((number + entry) % reading.size()), number);
                }
            }
        } finally {
            atWork.decrementAndGet();
        }
        return null;
    }

    private void write(Gate gate, int number) {
        if (!enter(gate, number)) {
            return;
        }
        try {
            if (inside != null || counter != twin) {
                throw new AssertionError("two inside: " + inside + ", counters " + counter + " and " + twin);
            }
            inside = Thread.currentThread();
            counter++;
            entered.incrementAndGet();
            dawdle();
            twin++;
            inside = null;
        } finally {
            gate.leave(number);
        }
    }

    private void read(Gate gate, int number) {
        if (!enter(gate, number)) {
            return;
        }
        try {
            int first = counter;
            dawdle();
            if (inside != null || first != twin) {
                throw new AssertionError("a writer beside a reader: counters " + first + " and " + twin);
            }
        } finally {
            gate.leave(number);
        }
    }

    /** Lets others in, if there is a way; now and then for as long as this thread must wait for a processor. */
    private static void dawdle() {
        int longer = ThreadLocalRandom.current().nextInt(100);
        if (longer == 0) {
            Thread.yield();
        }
        for (int i = 0; i < longer; i++) {
            Thread.onSpinWait();
        }
    }

    private static boolean enter(Gate gate, int number) {
        try {
            return gate.enter(number);
        } catch (InterruptedException expected) {
            return false;
        }
    }

    private static void get(FutureTask<Void> task) throws Exception {
        try {
            task.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a thread is left waiting", e);
        }
    }
}
