package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.ChildJvm;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Children that do nothing but use a primitive, and are killed anywhere in it: what they leave must be good to use. Each
 * time one that lives uses it with them.
 */
@Timeout(120)
class PrimitivesKilledTest {

    private static final int KILLS = 4;
    private static final int LONGEST_MILLIS = 60;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Warnings warnings = new Warnings();

    // A new order each time; what is asserted holds for all.
    private final Random random = new Random();

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    @Test
    void trackedPermitsAllComeBack() throws Exception {
        ProcessBoundedSemaphore semaphore = ProcessBoundedSemaphore.createTrackingHolders(3);
        RemoteRunnable use = () -> {
            semaphore.acquire();
            semaphore.release();
        };
        killUsers(use);
        for (int i = 0; i < 3; i++) {
            assertTrue(semaphore.tryAcquire(LONG), semaphore::toString);
        }
        assertFalse(semaphore.tryAcquire());
        semaphore.release(3);
        assertEquals(3, semaphore.availablePermits());
    }

    @Test
    void aReadWriteLockIsFreeAgain() throws Exception {
        ProcessReadWriteLock lock = ProcessReadWriteLock.create();
        RemoteRunnable use = () -> {
            lock.readLock().run(() -> {});
            lock.writeLock().run(() -> lock.readLock().run(() -> {}));
        };
        killUsers(use);
        assertTrue(lock.writeLock().tryLock(LONG.toSeconds(), TimeUnit.SECONDS), lock::toString);
        lock.writeLock().unlock();
        assertTrue(lock.readLock().tryLock(LONG.toSeconds(), TimeUnit.SECONDS), lock::toString);
        lock.readLock().unlock();
    }

    @Test
    void aConditionStillWakesOneForOneSignal() throws Exception {
        ProcessCondition condition = ProcessCondition.create();
        RemoteRunnable use = () -> condition.getLock().run(() -> {
            condition.signal();
            condition.await(Duration.ofMillis(1));
        });
        killUsers(use);
        FutureTask<Boolean> waiter =
                BodyChild.inThread(() -> condition.getLock().call(() -> condition.await(LONG)));
        BodyChild.until(() -> condition.waiters() > 0);
        while (!waiter.isDone()) {
            // A row of the dead may take a signal, which then is not for one who comes later.
            condition.getLock().run(condition::signal);
            Thread.sleep(1);
        }
        assertTrue(waiter.get());
        condition.getLock().run(() -> assertFalse(condition.await(Duration.ofMillis(200)), "nobody signals"));
        assertEquals(0, condition.waiters());
    }

    @Test
    void aBarrierIsAsNewAfterAReset() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(2);
        RemoteRunnable use = () -> {
            try {
                barrier.await(Duration.ofMillis(20));
            } catch (BrokenBarrierException | TimeoutException e) {
                barrier.reset();
            }
        };
        killUsers(use);
        barrier.reset();
        FutureTask<Integer> other = BodyChild.inThread(() -> barrier.await(LONG));
        assertEquals(1, barrier.await(LONG) + other.get());
    }

    @Test
    void anEventStillWakes() throws Exception {
        ProcessEvent event = ProcessEvent.create();
        RemoteRunnable use = () -> {
            event.set();
            event.await(Duration.ofMillis(5));
            event.clear();
        };
        killUsers(use);
        event.clear();
        FutureTask<Boolean> waiter = BodyChild.inThread(() -> event.await(LONG));
        BodyChild.until(() -> {
            event.set();
            return waiter.isDone();
        });
        assertTrue(waiter.get());
    }

    private void killUsers(RemoteRunnable use) throws Exception {
        ProcessEvent enough = ProcessEvent.create();
        FutureTask<Boolean> survivor = BodyChild.inThread(() -> {
            while (!enough.isSet()) {
                use.run();
            }
            return true;
        });
        for (int i = 0; i < KILLS; i++) {
            try (ChildJvm child = BodyChild.start(() -> {
                use.run();
                System.out.println("in use");
                while (true) {
                    use.run();
                }
            })) {
                assertEquals("in use", child.readLine());
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
                child.kill();
            }
        }
        enough.set();
        assertTrue(survivor.get());
    }
}
