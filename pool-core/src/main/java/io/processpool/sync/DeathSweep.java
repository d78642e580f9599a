package io.processpool.sync;

import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What this JVM does in shared memory when one of its children has died: everything registered here is told, so that
 * those who wait for the dead need not find out by themselves.
 *
 * <p>It starts to listen with the first registration. Thread-safe. What is registered stays for the life of the JVM, as
 * the memory does.
 */
final class DeathSweep {

    /** Something in shared memory that a process may hold when it dies. */
    @FunctionalInterface
    interface Swept {

        /**
         * Marks what the dead process holds and wakes who waits for it. Called in the thread that watches the child:
         * must be quick, and neither wait nor log.
         *
         * @param dead the process, which has ended and was waited for
         * @param description its name and what it ran, for messages; it waits, and is to be asked in another thread
         * @return what the user is to be told that it held; empty if it held nothing, or another process was quicker to find out
         */
        Optional<String> processDied(ProcessIdentity dead, Supplier<String> description);
    }

    private static final Set<Swept> SWEPT = ConcurrentHashMap.newKeySet();

    static {
        ProcessEvents.onDeath(DeathSweep::sweep);
    }

    private DeathSweep() {}

    /** Tells it of every death from now on. */
    static void register(Swept swept) {
        SWEPT.add(swept);
    }

    private static List<String> sweep(ProcessIdentity dead, Supplier<String> description) {
        List<String> held = new ArrayList<>();
        for (Swept swept : SWEPT) {
            try {
                swept.processDied(dead, description).ifPresent(held::add);
            } catch (RuntimeException e) {
                // The others must be told all the same.
                Tell.later(() -> "could not look after what " + description.get() + " held: " + swept, e);
            }
        }
        return held;
    }
}
