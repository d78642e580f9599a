package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its writes of a semaphore in turn; the others find it good to use. */
@Timeout(60)
class SemaphoreFailPointTest {

    private static final int PERMITS = 2;

    private final Warnings warnings = new Warnings(); // of the guard's recoveries, many

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    Mortal bear(int writes) throws Exception {
        return new SimulatedProcess(writes);
    }

    @Test
    void onlyWhatTheDeadHeldIsLost() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessSemaphore semaphore = ProcessSemaphore.create(PERMITS);
            mortal.start(() -> {
                semaphore.acquire();
                semaphore.release();
            });
            int left = mortal.survived() ? PERMITS : semaphore.availablePermits();
            assertTrue(left == PERMITS || left == PERMITS - 1, semaphore::toString);
            assertGoodToUse(semaphore, left);
        });
    }

    @Test
    void severalAreNeverHalfTaken() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessSemaphore semaphore = ProcessSemaphore.create(PERMITS);
            mortal.start(() -> semaphore.acquire(PERMITS));
            mortal.survived();
            int left = semaphore.availablePermits();
            assertTrue(left == PERMITS || left == 0, semaphore::toString);
            semaphore.release(PERMITS - left + 1);
            assertTrue(semaphore.tryAcquire(PERMITS + 1, Mortal.LONG), semaphore::toString);
        });
    }

    @Test
    void whoWaitsForSeveralAndGivesUpTakesNothing() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessSemaphore semaphore = ProcessSemaphore.create(0);
            mortal.start(() -> {
                while (!Mortal.isWaitedFor(semaphore)) {
                    assertFalse(semaphore.tryAcquire(PERMITS, Duration.ofMillis(5)));
                }
            });
            mortal.survived();
            semaphore.release(PERMITS);
            assertGoodToUse(semaphore, PERMITS);
        });
    }

    @Test
    void trackedPermitsTakenTogetherComeBackTogether() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBoundedSemaphore semaphore = ProcessBoundedSemaphore.createTrackingHolders(PERMITS);
            mortal.start(() -> {
                semaphore.acquire(PERMITS);
                semaphore.release(PERMITS);
            });
            mortal.survived();
            assertTrue(semaphore.tryAcquire(PERMITS, Mortal.LONG), semaphore::toString);
            semaphore.release(PERMITS);
            assertGoodToUse(semaphore, PERMITS);
        });
    }

    @Test
    void aBoundIsNeverExceeded() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBoundedSemaphore semaphore = ProcessBoundedSemaphore.create(PERMITS);
            mortal.start(() -> {
                semaphore.acquire();
                semaphore.acquire();
                semaphore.release(2);
            });
            int left = mortal.survived() ? PERMITS : semaphore.availablePermits();
            if (left < PERMITS) {
                semaphore.release(PERMITS - left);
            }
            assertThrows(IllegalStateException.class, semaphore::release);
            assertGoodToUse(semaphore, PERMITS);
        });
    }

    @Test
    void trackedPermitsComeBack() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBoundedSemaphore semaphore = ProcessBoundedSemaphore.createTrackingHolders(PERMITS);
            mortal.start(() -> {
                semaphore.acquire();
                semaphore.acquire();
                semaphore.release();
                semaphore.release();
            });
            mortal.survived();
            assertGoodToUse(semaphore, PERMITS);
            assertThrows(IllegalStateException.class, semaphore::release);
        });
    }

    @Test
    void aReleaseOfMoreThanWasHeldAddsAllOrNothing() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessSemaphore semaphore = ProcessSemaphore.createTrackingHolders(PERMITS);
            mortal.start(() -> {
                semaphore.acquire();
                semaphore.release(3);
            });
            int least = mortal.survived() ? PERMITS + 2 : PERMITS;
            for (int i = 0; i < least; i++) {
                assertTrue(semaphore.tryAcquire(Mortal.LONG), semaphore::toString);
            }
            assertTrue(semaphore.availablePermits() == 0 || semaphore.availablePermits() == 2, semaphore::toString);
        });
    }

    @Test
    void whoWaitsAndGivesUpTakesNothing() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessSemaphore semaphore = ProcessSemaphore.create(0);
            mortal.start(() -> {
                // On a busy machine the time may be over before it has said that it waits.
                while (!Mortal.isWaitedFor(semaphore)) {
                    assertFalse(semaphore.tryAcquire(Duration.ofMillis(5)));
                }
            });
            mortal.survived();
            FutureTask<Boolean> other = BodyChild.inThread(() -> semaphore.tryAcquire(Mortal.LONG));
            semaphore.release();
            assertTrue(other.get(), semaphore::toString);
            assertEquals(0, semaphore.availablePermits());
        });
    }

    @Test
    void aPermitThatADyingWaiterGotGoesToTheNext() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessSemaphore semaphore = ProcessSemaphore.createTrackingHolders(1);
            semaphore.acquire();
            mortal.startToWait(
                    () -> {
                        assertTrue(semaphore.tryAcquire(Mortal.LONG));
                        semaphore.release();
                    },
                    () -> Mortal.isWaitedFor(semaphore));
            semaphore.release();
            BodyChild.until(() -> mortal.hasEnded() || semaphore.availablePermits() == 0);
            assertTrue(semaphore.tryAcquire(Mortal.LONG), semaphore::toString);
            mortal.survived();
            assertFalse(semaphore.tryAcquire());
        });
    }

    private static void assertGoodToUse(ProcessSemaphore semaphore, int permits) throws InterruptedException {
        for (int i = 0; i < permits; i++) {
            assertTrue(semaphore.tryAcquire(Mortal.LONG), semaphore::toString);
        }
        assertFalse(semaphore.tryAcquire(), "more than there were");
        FutureTask<Boolean> waiter = BodyChild.inThread(() -> semaphore.tryAcquire(Mortal.LONG));
        semaphore.release(permits);
        assertTrue(get(waiter), semaphore::toString);
        assertEquals(permits - 1, semaphore.availablePermits());
        semaphore.release();
    }

    private static boolean get(FutureTask<Boolean> waiter) {
        try {
            return waiter.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
