package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartFailuresTest {

    @Test
    void thePoolIsGivenUpWhenTheLimitIsReached() {
        StartFailures failures = new StartFailures(3);
        assertEquals(7, failures.limit());
        for (int i = 1; i < 7; i++) {
            assertFalse(failures.add());
        }
        assertTrue(failures.add());
    }

    @Test
    void aGoodStartBeginsTheCountAnew() {
        StartFailures failures = new StartFailures(1);
        failures.add();
        failures.add();
        failures.reset();
        assertFalse(failures.add());
        assertFalse(failures.add());
        assertTrue(failures.add());
    }

    @Test
    void thePauseGrowsWithTheFailures() throws InterruptedException {
        StartFailures failures = new StartFailures(10);
        failures.add();
        failures.add();
        long start = System.nanoTime();
        failures.pause(new CountDownLatch(1));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(99));
    }

    @Test
    void aPoolThatHasStoppedDoesNotPause() throws InterruptedException {
        StartFailures failures = new StartFailures(100);
        for (int i = 0; i < 100; i++) {
            failures.add();
        }
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) { // On a busy machine one may take long.
            long start = System.nanoTime();
            failures.pause(new CountDownLatch(0));
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        assertTrue(shortest < TimeUnit.MILLISECONDS.toNanos(900));
    }
}
