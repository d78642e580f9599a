package io.processpool.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads of one JVM that wait for the same: one listens for other processes, the rest cost nothing. */
@Timeout(60)
class IdleWaitersTest {

    private static final int THREADS = 20;

    private final List<Thread> threads = new ArrayList<>();

    /** The same wait through two handles. */
    private record Waits(Callable<?> first, Callable<?> second) {}

    /** A wait of which any thread may be the one that says how it is done. */
    @FunctionalInterface
    private interface Wait<T> {
        void on(T primitive) throws Exception;
    }

    static Stream<Named<Waits>> waits() throws Exception {
        ProcessReadWriteLock lockedForWriting = ProcessReadWriteLock.create();
        BodyChild.inThread(() -> {
                    lockedForWriting.writeLock().lock();
                    return null;
                })
                .get();
        return Stream.of(
                waits(ProcessSemaphore.create(0), ProcessSemaphore::acquire),
                waits(ProcessSemaphore.createTrackingHolders(0), ProcessSemaphore::acquire),
                waits(ProcessEvent.create(), ProcessEvent::await),
                waits(ProcessBarrier.create(THREADS + 1), ProcessBarrier::await),
                waits(ProcessLock.create().newCondition(), IdleWaitersTest::awaitSignal),
                waits(lockedForWriting, lock -> lock.readLock().lockInterruptibly()));
    }

    @SuppressWarnings("unchecked") // A handle of the same primitive.
    private static <T> Named<Waits> waits(T primitive, Wait<T> wait) throws Exception {
        T other = (T) BodyChild.travelled(primitive);
        return Named.of(primitive.toString(), new Waits(() -> run(wait, primitive), () -> run(wait, other)));
    }

    private static <T> Void run(Wait<T> wait, T primitive) throws Exception {
        wait.on(primitive);
        return null;
    }

    private static void awaitSignal(ProcessCondition condition) throws Exception {
        condition.getLock().lock();
        try {
            condition.await();
        } finally {
            condition.getLock().unlock();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void allButOneAreParkedThroughWhicheverHandleTheyWait(Waits waits) throws Exception {
        for (int i = 0; i < THREADS; i++) {
            start(i % 2 == 0 ? waits.first() : waits.second());
        }
        BodyChild.until(() -> parked() == THREADS - 1);
    }

    private long parked() {
        return threads.stream()
                .filter(thread -> LockSupport.getBlocker(thread) instanceof WaitingRoom)
                .count();
    }

    private void start(Callable<?> wait) {
        Thread thread = new Thread(() -> {
            try {
                wait.call();
            } catch (Exception interruptedOrBroken) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        threads.add(thread);
    }
}
