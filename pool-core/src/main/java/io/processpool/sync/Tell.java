package io.processpool.sync;

import io.processpool.internal.log.Log;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Warns in a thread of its own. Whoever took a lock from the dead holds it now, and the user's logger may want the same
 * lock.
 */
final class Tell {

    private Tell() {}

    static void later(Supplier<String> message) {
        later(message, null);
    }

    /** Warns soon; the message may wait for what it has to say. */
    static void later(Supplier<String> message, Throwable cause) {
        inThreadOfItsOwn(() -> Log.warn(message.get(), cause));
    }

    /** Warns after a time, if there is something to say then. */
    static void after(long millis, Supplier<Optional<String>> message) {
        inThreadOfItsOwn(() -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                // Nobody but the user knows this thread; who interrupts it wants to hear at once.
            }
            message.get().ifPresent(told -> Log.warn(told));
        });
    }

    private static void inThreadOfItsOwn(Runnable telling) {
        Thread thread = new Thread(null, telling, "processpool-warn", 0, false);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // The caller holds a lock: that must not be forgotten for the sake of a message.
        }
    }
}
