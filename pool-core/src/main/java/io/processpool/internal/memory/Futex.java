package io.processpool.internal.memory;

import io.processpool.internal.log.Log;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The kernel's way to sleep on a word of shared memory, where there is one: Linux, with JNA at hand.
 *
 * <p>It is loaded in the background at the first {@link #request()}; until then, and for ever where it is missing,
 * {@link #ifLoaded()} is null and callers wait in another way. It is missing where the system property {@code
 * processpool.futex} is {@code false}, on other systems and processors, without JNA on the class path, and where a JVM
 * would print a warning about native access that nobody has enabled (JDK 24 and later).
 *
 * <p>Thread-safe. Sleepers and wakers may be different processes that map the same memory at different addresses.
 */
public final class Futex {

    /** How a sleep ended. */
    public enum Wake {
        /** Somebody called {@link Futex#wake}, or nobody did and it ended for no reason. */
        WOKEN,
        /** There was no sleep: the word did not have the expected value. */
        CHANGED,
        /** The time was over. */
        TIMED_OUT
    }

    // About what the first of several children needs to its first result.
    private static final long SOON_MILLIS = 250;

    // states: null -> the one object, if it loads. Written once by the loading thread.
    private static volatile Futex loaded;

    // states: open -> the object that is loaded, or why there is none. Completed once by the loading thread.
    private static final CompletableFuture<Futex> LOADING = new CompletableFuture<>();

    private static final AtomicBoolean REQUESTED = new AtomicBoolean();
    private static final AtomicBoolean REQUESTED_SOON = new AtomicBoolean();

    private final FutexCalls calls;

    private Futex(FutexCalls calls) {
        this.calls = calls;
    }

    /**
     * Returns the futex if it is there. Never blocks.
     *
     * @return the futex, or null
     */
    public static Futex ifLoaded() {
        return loaded;
    }

    /** Starts to load the futex, once. Never blocks: loading takes some 50 ms, in a thread of its own. */
    public static void request() {
        if (!REQUESTED.get() && REQUESTED.compareAndSet(false, true)) {
            Thread thread = new Thread(null, Futex::load, "processpool-futex", 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Starts to load the futex, and gives it to one who needs it: at once if it is there, else in the loading thread,
     * never if it is missing. Never blocks.
     *
     * @param user what to do with the futex; must be quick and not throw
     */
    public static void request(Consumer<Futex> user) {
        request();
        LOADING.thenAccept(user);
    }

    /**
     * Starts to load the futex in a quarter of a second, if nobody {@linkplain #request() needs} it sooner: for a
     * process that has better things to do now, such as launching children. They sleep in the kernel no sooner than
     * that, since they must start and load it too. Never blocks.
     */
    public static void requestSoon() {
        if (!REQUESTED.get() && REQUESTED_SOON.compareAndSet(false, true)) {
            // In the JDK's own timer thread: what it runs is short.
            CompletableFuture.delayedExecutor(SOON_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(Futex::request);
        }
    }

    private static void load() {
        try {
            JnaLoader.load();
            loaded = new Futex(FutexCalls.load());
            LOADING.complete(loaded);
        } catch (LinkageError | Exception e) {
            // No JNA, or not for this machine: the others' way is good enough.
            Log.debug("Waiting without futex: " + e);
            LOADING.completeExceptionally(e);
        }
    }

    /**
     * Sleeps until somebody wakes this word, for a time of 50 µs to 100 ms that is not longer than asked where that is
     * possible. An interrupt does not end it.
     *
     * @param words the memory
     * @param offset the word's place, a multiple of 4
     * @param expected sleeps only if the word, 32 bits of it, has this value
     * @param atMostNanos the longest sleep
     * @return how it ended
     */
    public Wake sleep(Words words, int offset, int expected, long atMostNanos) {
        return calls.sleep(calls.address(words, offset), expected, atMostNanos);
    }

    /**
     * Wakes who sleeps on a word, longest sleepers first.
     *
     * @param words the memory
     * @param offset the word's place, a multiple of 4
     * @param most how many to wake at most
     */
    public void wake(Words words, int offset, int most) {
        calls.wake(calls.address(words, offset), most);
    }
}
