package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallbacksTest {
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    private static Callbacks withExecutor(Executor users) {
        return new Callbacks("test-callbacks", users);
    }

    private static void execute(Callbacks callbacks, Runnable callback) {
        callbacks.execute(callback, () -> {});
    }

    private static String threadOf(Callbacks callbacks) throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        execute(callbacks, () -> name.complete(Thread.currentThread().getName()));
        return name.get(LONG_NANOS, TimeUnit.NANOSECONDS);
    }

    @Test
    void runOnAThreadOfThePool() throws Exception {
        assertEquals("test-callbacks", threadOf(withExecutor(null)));
    }

    @Test
    void runOneAfterTheOther() throws Exception {
        Callbacks callbacks = withExecutor(null);
        for (int i = 0; i < 100; i++) {
            String name = String.valueOf(i);
            execute(callbacks, () -> ran.add(name));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(String.valueOf(i), ran.poll(LONG_NANOS, TimeUnit.NANOSECONDS));
        }
    }

    @Test
    void runOnTheUsersExecutorWhereThereIsOne() throws Exception {
        assertEquals("users", threadOf(withExecutor(body -> new Thread(body, "users").start())));
    }

    @Test
    void anExecutorThatRunsThemAtOnceDoesNotHoldUpWhoHandsThemOver() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Callbacks callbacks = withExecutor(Runnable::run);
        execute(callbacks, () -> {
            ran.add(Thread.currentThread().getName());
            awaitQuietly(release);
        });
        assertEquals("test-callbacks", ran.poll(LONG_NANOS, TimeUnit.NANOSECONDS));
        assertFalse(callbacks.awaitIdle(1));
        release.countDown();
        assertTrue(callbacks.awaitIdle(LONG_NANOS));
    }

    @Test
    void anExecutorThatRefusesThemIsReplacedByTheThreadOfThePool() throws Exception {
        try (Warnings warnings = new Warnings()) {
            Callbacks callbacks = withExecutor(body -> {
                throw new RejectedExecutionException("no");
            });
            assertEquals("test-callbacks", threadOf(callbacks));
            assertTrue(callbacks.awaitIdle(LONG_NANOS));
            assertEquals(1, warnings.about("no").size());
        }
    }

    @Test
    void anExecutorThatFailsIsReplacedByTheThreadOfThePool() throws Exception {
        try (Warnings warnings = new Warnings()) {
            Callbacks callbacks = withExecutor(body -> {
                throw new IllegalStateException("broken executor");
            });
            assertEquals("test-callbacks", threadOf(callbacks));
            assertTrue(callbacks.awaitIdle(LONG_NANOS));
            assertEquals(1, warnings.about("broken executor").size());
        }
    }

    @Test
    void oneThatThrowsDoesNotHurtTheNext() throws Exception {
        Callbacks callbacks = withExecutor(null);
        Thread.UncaughtExceptionHandler old = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> ran.add(thrown.getMessage()));
        try {
            execute(callbacks, () -> {
                throw new IllegalStateException("first");
            });
            assertEquals("test-callbacks", threadOf(callbacks));
            assertTrue(callbacks.awaitIdle(LONG_NANOS));
            assertEquals("first", ran.poll(LONG_NANOS, TimeUnit.NANOSECONDS));
            assertTrue(ran.isEmpty(), "it is not run once more");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(old);
        }
    }

    @Test
    void aCallbackKnowsThatItIsOne() throws Exception {
        Callbacks callbacks = withExecutor(null);
        assertFalse(callbacks.isInCallback());
        callbacks.runHere(() -> {
            callbacks.runHere(() -> assertTrue(callbacks.isInCallback()));
            assertTrue(callbacks.isInCallback(), "still in the outer one");
        });
        assertFalse(callbacks.isInCallback());
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        execute(callbacks, () -> inside.complete(callbacks.isInCallback()));
        assertTrue(inside.get());
    }

    @Test
    void aCallbackOfOnePoolIsNoneOfAnother() {
        Callbacks callbacks = withExecutor(null);
        Callbacks others = withExecutor(null);
        callbacks.runHere(() -> assertFalse(others.isInCallback()));
    }

    @Test
    void whoThrewIsNoCallbackAnyMore() {
        Callbacks callbacks = withExecutor(null);
        try {
            callbacks.runHere(() -> {
                throw new IllegalStateException("x");
            });
        } catch (IllegalStateException expected) {
            assertFalse(callbacks.isInCallback());
        }
    }

    @Test
    void idleIsWhenAllHandedOverHaveEnded() throws Exception {
        Callbacks callbacks = withExecutor(null);
        assertTrue(callbacks.awaitIdle(0));
        CountDownLatch release = new CountDownLatch(1);
        execute(callbacks, () -> awaitQuietly(release));
        execute(callbacks, () -> ran.add("last"));
        assertFalse(callbacks.awaitIdle(TimeUnit.MILLISECONDS.toNanos(20)));
        release.countDown();
        assertTrue(callbacks.awaitIdle(LONG_NANOS));
        assertEquals(1, ran.size());
        assertNotSame("main", ran.peek());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoIsImpatientGivesUpThoseThatDoNotEnd() throws Exception {
        Callbacks callbacks = withExecutor(null);
        CountDownLatch release = new CountDownLatch(1);
        callbacks.execute(() -> awaitQuietly(release), () -> ran.add("first"));
        callbacks.execute(() -> {}, () -> ran.add("second"));
        try (Warnings warnings = new Warnings()) {
            callbacks.awaitEnd(1, () -> true);
            assertEquals(
                    1,
                    warnings.about("results that are ready without theirs: 2").size());
        }
        assertEquals(Set.of("first", "second"), Set.copyOf(ran));
        release.countDown();
        callbacks.awaitEnd(1, () -> false);
    }
}
