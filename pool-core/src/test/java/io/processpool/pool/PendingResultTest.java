package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PendingResultTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Warnings warnings = new Warnings();
    private final UnobservedFailures unobserved = new UnobservedFailures();
    private final AtomicInteger cancels = new AtomicInteger();
    private final Callbacks callbacks = new Callbacks("test-callbacks", null);
    private final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final PendingResult<String> result = newResult(callbacks);

    @AfterEach
    void close() {
        warnings.close();
    }

    private PendingResult<String> newResult(Callbacks own) {
        return new PendingResult<>(() -> "test", own, unobserved, interrupt -> cancels.incrementAndGet());
    }

    @Test
    void aValueIsReadyAtOnce() throws Exception {
        assertFalse(result.ready());
        assertTrue(result.completeValue("x"));
        assertTrue(result.ready());
        assertTrue(result.isDone());
        assertTrue(result.successful());
        assertEquals("x", result.get());
        assertEquals("x", result.get(Duration.ZERO));
        assertEquals("x", result.join());
    }

    @Test
    void aTimeOutSaysAfterHowManySeconds() {
        TimeoutException early = assertThrows(TimeoutException.class, () -> result.get(Duration.ofMillis(10)));
        assertEquals("Not ready after 0.01 s: AsyncResult[test, pending]", early.getMessage());
        early = assertThrows(TimeoutException.class, () -> result.get(0, TimeUnit.HOURS));
        assertEquals("Not ready after 0.0 s: AsyncResult[test, pending]", early.getMessage());
    }

    @Test
    void aVoidTasksValueIsNull() throws Exception {
        result.onSuccess(value -> told.add("null:" + value));
        result.completeValue(null);
        assertTrue(result.await(LONG));
        assertNull(result.get());
        assertEquals("null:null", told.poll());
    }

    @Test
    void theFirstOutcomeStays() throws Exception {
        assertTrue(result.completeValue("first"));
        assertFalse(result.completeValue("second"));
        assertFalse(result.completeFailure(new IllegalStateException()));
        assertFalse(result.cancel(true));
        assertFalse(result.isCancelled());
        assertEquals(0, cancels.get());
        assertEquals("first", result.get());
    }

    @Test
    void aFailureIsTheCauseInGetAndItselfInJoin() {
        RuntimeException thrown = new IllegalArgumentException("x");
        result.completeFailure(thrown);
        assertFalse(result.successful());
        assertSame(thrown, assertThrows(ExecutionException.class, result::get).getCause());
        assertSame(thrown, assertThrows(IllegalArgumentException.class, result::join));
    }

    @Test
    void aCheckedFailureIsTheCauseInJoin() {
        IOException thrown = new IOException("x");
        result.completeFailure(thrown);
        assertSame(thrown, assertThrows(TaskException.class, result::join).getCause());
    }

    @Test
    void callbacksRunBeforeItIsReady() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        result.onSuccess(value -> {
            told.add(result.ready());
            awaitQuietly(release);
        });
        result.completeValue("x");
        assertEquals(false, told.poll(20, TimeUnit.SECONDS));
        assertFalse(result.ready());
        assertFalse(result.await(Duration.ofMillis(20)));
        result.onSuccess(value -> told.add(Thread.currentThread().getName()));
        release.countDown();
        assertTrue(result.await(LONG));
        assertEquals("test-callbacks", told.poll(), "one that comes meanwhile runs behind, in the same thread");
    }

    @Test
    void aCallbackMayAskItsOwnResult() throws Exception {
        result.onSuccess(value -> told.add(result.join() + result.successful()));
        result.completeValue("x");
        assertEquals("xtrue", told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aCallbackThatComesWhileOthersRunIsRunBeforeItIsReady() throws Exception {
        result.onSuccess(value -> result.onSuccess(again -> told.add(result.ready())));
        result.completeValue("x");
        assertTrue(result.await(LONG));
        assertEquals(List.of(false), List.copyOf(told));
    }

    @Test
    void onAReadyResultACallbackRunsAtOnceInItsOwnThread() {
        result.completeValue("x");
        result.onSuccess(value -> told.add(Thread.currentThread()));
        assertSame(Thread.currentThread(), told.poll());
        result.onError(failure -> told.add(failure));
        assertTrue(told.isEmpty());
    }

    @Test
    void callbacksRunInTheirOrderOnTheThreadOfThePool() throws Exception {
        for (int i = 0; i < 5; i++) {
            int number = i;
            result.onSuccess(value -> told.add(number));
        }
        result.onSuccess(value -> told.add(Thread.currentThread().getName()));
        result.completeValue("x");
        assertTrue(result.await(LONG));
        assertEquals(List.of(0, 1, 2, 3, 4, "test-callbacks"), List.copyOf(told));
    }

    @Test
    void eachOutcomeHasItsOwnCallbacks() throws Exception {
        IOException thrown = new IOException("x");
        result.onSuccess(value -> told.add("success")).onError(told::add);
        result.completeFailure(thrown);
        assertTrue(result.await(LONG));
        assertEquals(List.of(thrown), List.copyOf(told));
    }

    @Test
    void aCallbackThatThrowsIsLoggedAndHurtsNobody() throws Exception {
        result.onSuccess(value -> {
            throw new AssertionError("callback failed");
        });
        result.onSuccess(told::add);
        result.completeValue("x");
        assertTrue(result.await(LONG));
        assertEquals("x", told.poll());
        assertEquals("x", result.get());
        assertEquals(1, warnings.about("callback failed").size());
        result.onSuccess(value -> {
            throw new IllegalStateException("late callback failed");
        });
        assertEquals(1, warnings.about("late callback failed").size());
    }

    @Test
    void aCallbackWhoseExceptionCannotBeToldHurtsNobody() throws Exception {
        result.onSuccess(value -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1;

                @Override
                public String getMessage() {
                    throw new IllegalStateException("untold");
                }
            };
        });
        result.onSuccess(told::add);
        result.completeValue("x");
        assertTrue(result.await(LONG));
        assertEquals("x", told.poll());
    }

    @Test
    void anExecutorThatFailsDoesNotKeepItFromBeingReady() throws Exception {
        PendingResult<String> unlucky = newResult(new Callbacks("test-callbacks", body -> {
            throw new IllegalStateException("broken executor");
        }));
        unlucky.onSuccess(told::add);
        unlucky.completeValue("x");
        assertTrue(unlucky.await(LONG), "every result completes, whatever the user does");
        assertEquals("x", told.poll());
    }

    @Test
    void cancellingWithdrawsTheCallOnce() {
        assertTrue(result.cancel(false));
        assertFalse(result.cancel(true));
        assertTrue(result.isCancelled());
        assertTrue(result.isDone());
        assertEquals(1, cancels.get());
        assertThrows(CancellationException.class, result::get);
        assertThrows(CancellationException.class, result::join);
        assertFalse(result.completeValue("late"));
    }

    @Test
    void aCancelledResultTellsItsErrorCallbacks() throws Exception {
        result.onError(told::add);
        result.cancel(true);
        assertInstanceOf(CancellationException.class, told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void waitingEndsWithTheTime() throws Exception {
        assertFalse(result.await(Duration.ofMillis(5)));
        assertFalse(result.await(Duration.ofSeconds(Long.MIN_VALUE)));
        assertThrows(TimeoutException.class, () -> result.get(Duration.ofMillis(5)));
        assertThrows(TimeoutException.class, () -> result.get(0, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, result::successful);
        result.completeValue("x");
        assertTrue(result.await(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void whoWaitsIsWoken() throws Exception {
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(result::join);
        result.completeValue("x");
        assertEquals("x", waiting.get(20, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptEndsTheWaitAndTheCallGoesOn() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, result::get);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, result::join);
        assertTrue(Thread.interrupted(), "join restores it");
        assertTrue(result.completeValue("x"));
        assertEquals("x", result.get());
    }

    @Test
    void becomesACompletableFuture() throws Exception {
        CompletableFuture<String> future = result.toCompletableFuture();
        result.completeValue("x");
        assertEquals("x", future.get(20, TimeUnit.SECONDS));
        PendingResult<String> failing = newResult(callbacks);
        CompletableFuture<String> failed = failing.toCompletableFuture();
        IOException thrown = new IOException();
        failing.completeFailure(thrown);
        assertSame(thrown, assertThrows(ExecutionException.class, failed::get).getCause());
    }

    @Test
    void aFailureThatNobodyLooksAtIsTold() throws Exception {
        result.completeFailure(new IllegalStateException("alone"));
        assertTrue(result.ready());
        assertTrue(result.await(LONG), "waiting is not looking");
        unobserved.tellAll();
        assertEquals(1, warnings.about("alone").size());
    }

    @Test
    void aFailureThatSomebodyLookedAtIsNotTold() {
        result.completeFailure(new IllegalStateException("a"));
        assertThrows(ExecutionException.class, result::get);
        PendingResult<String> joined = newResult(callbacks);
        joined.completeFailure(new IllegalStateException("b"));
        assertThrows(IllegalStateException.class, joined::join);
        PendingResult<String> asked = newResult(callbacks);
        asked.completeFailure(new IllegalStateException("c"));
        assertFalse(asked.successful());
        PendingResult<String> early = newResult(callbacks);
        early.onError(told::add);
        early.completeFailure(new IllegalStateException("d"));
        PendingResult<String> cancelled = newResult(callbacks);
        cancelled.cancel(true);
        unobserved.tellAll();
        assertEquals(List.of(), warnings.messages());
    }

    @Test
    void whoGaveUpWaitingHasNotLookedAtTheFailure() {
        assertThrows(TimeoutException.class, () -> result.get(Duration.ofMillis(1)));
        assertThrows(IllegalStateException.class, result::successful);
        result.completeFailure(new IllegalStateException("came later"));
        unobserved.tellAll();
        assertEquals(1, warnings.about("came later").size());
    }

    @Test
    void nullCallbacksAreRefused() {
        assertThrows(NullPointerException.class, () -> result.onSuccess(null));
        assertThrows(NullPointerException.class, () -> result.onError(null));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
