package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever comes first, there is one outcome, and each callback hears of it once. */
@Timeout(60)
class PendingResultRaceTest {
    private static final int ROUNDS = 5_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10); // Where all share a processor.
    private static final int CALLBACKS = 3;

    private final Callbacks callbacks = new Callbacks("test-callbacks", null);
    private final UnobservedFailures unobserved = new UnobservedFailures();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final CyclicBarrier together = new CyclicBarrier(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private final class Round {
        final AtomicInteger outcomes = new AtomicInteger();
        final AtomicInteger cancels = new AtomicInteger();
        final AtomicInteger successes = new AtomicInteger();
        final AtomicInteger errors = new AtomicInteger();
        final PendingResult<String> result =
                new PendingResult<>(() -> "race", callbacks, unobserved, interrupt -> cancels.incrementAndGet());

        void complete() {
            count(result.completeValue("x"));
        }

        void fail() {
            count(result.completeFailure(new IllegalStateException()));
        }

        void cancel() {
            count(result.cancel(true));
        }

        void register() {
            for (int i = 0; i < CALLBACKS; i++) {
                result.onSuccess(value -> successes.incrementAndGet());
                result.onError(failure -> errors.incrementAndGet());
            }
        }

        private void count(boolean first) {
            outcomes.addAndGet(first ? 1 : 0);
        }

        void check() throws InterruptedException {
            assertTrue(result.await(Duration.ofSeconds(20)));
            assertEquals(1, outcomes.get());
            assertEquals(result.isCancelled() ? 1 : 0, cancels.get());
            boolean succeeded = result.successful();
            assertEquals(succeeded ? CALLBACKS : 0, successes.get());
            assertEquals(succeeded ? 0 : CALLBACKS, errors.get());
        }
    }

    @Test
    void thereIsOneOutcomeAndEachCallbackHearsOfItOnce() throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS && System.nanoTime() - start < LONGEST_NANOS; i++) {
            Round round = new Round();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (Runnable body : List.<Runnable>of(round::complete, round::fail, round::cancel, round::register)) {
                all.add(CompletableFuture.runAsync(() -> together(body), threads));
            }
            for (CompletableFuture<Void> each : all) {
                each.get();
            }
            round.check();
        }
    }

    private void together(Runnable body) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        body.run();
    }
}
