package io.processpool.sync;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.EndOfJvm;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Warns in a thread of its own. Whoever took a lock from the dead holds it now, and the user's logger may want the same
 * lock.
 */
final class Tell {

    private static final String NAME = "processpool-warn";

    private Tell() {}

    static void later(Supplier<String> message) {
        later(message, null);
    }

    /** Warns soon; the message may wait for what it has to say. */
    static void later(Supplier<String> message, Throwable cause) {
        start(new Thread(null, () -> Log.warn(message.get(), cause), NAME, 0, false));
    }

    /** Warns after a time, or when this JVM ends, if there is something to say then. */
    static void after(long millis, Supplier<Optional<String>> message) {
        Thread thread = new Thread(null, () -> tellAfter(millis, message), NAME, 0, false);
        Pending.THREADS.add(thread);
        start(thread);
    }

    private static void tellAfter(long millis, Supplier<Optional<String>> message) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException theEndOfThisJvm) {
            // It is told now or never.
        }
        message.get().ifPresent(Log::warn);
        Pending.THREADS.remove(Thread.currentThread());
    }

    private static void start(Thread thread) {
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // The caller holds a lock: that must not be forgotten for the sake of a message.
            Pending.THREADS.remove(thread);
        }
    }

    /** The threads that wait for their time; the end of this JVM waits for them a moment. */
    private static final class Pending {
        private static final long PATIENCE_MILLIS = 300;

        static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

        static {
            // Where this JVM ends already it is too late to make anybody wait.
            new EndOfJvm("processpool-warn-end", Pending::tellNow).awaitIfStillToCome();
        }

        private static void tellNow() {
            try {
                // Somebody else may still tell what they would.
                Thread.sleep(THREADS.isEmpty() ? 0 : PATIENCE_MILLIS);
                for (Thread thread : THREADS) {
                    thread.interrupt();
                    thread.join(PATIENCE_MILLIS);
                }
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
