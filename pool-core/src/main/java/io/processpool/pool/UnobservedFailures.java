package io.processpool.pool;

import static io.processpool.internal.wire.Failures.describe;

import io.processpool.internal.log.Log;
import java.lang.ref.Cleaner;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The failed results of a pool that nobody has looked at yet. Each is told once: when its result is garbage, when there are too many, or when the
 * pool ends. Thread-safe.
 */
final class UnobservedFailures {
    private static final int MOST = 1000;

    /** Its thread starts with the first failure that nobody looks at. */
    private static final class Cleaning {
        static final Cleaner CLEANER = Cleaner.create();
    }

    // Guarded by itself; oldest first.
    private final Set<Ticket> tickets = new LinkedHashSet<>();

    /** One failure that may have to be told. */
    final class Ticket {
        private final String what;
        private final Throwable failure;

        private Ticket(String what, Throwable failure) {
            this.what = what;
            this.failure = failure;
        }

        /** Somebody looked; there is nothing to tell. */
        void observed() {
            take();
        }

        private void tell() {
            if (take()) {
                Log.warn("Nobody looked at the failure of " + what + ": " + describe(failure), failure);
            }
        }

        private boolean take() {
            synchronized (tickets) {
                return tickets.remove(this);
            }
        }
    }

    Ticket add(Object result, String what, Throwable failure) {
        Ticket ticket = new Ticket(what, failure);
        Ticket tooOld = null;
        synchronized (tickets) {
            tickets.add(ticket);
            if (tickets.size() > MOST) {
                tooOld = tickets.iterator().next();
            }
        }
        Cleaning.CLEANER.register(result, ticket::tell);
        if (tooOld != null) {
            tooOld.tell();
        }
        return ticket;
    }

    void tellAll() {
        Ticket[] all;
        synchronized (tickets) {
            all = tickets.toArray(new Ticket[0]);
        }
        for (Ticket ticket : all) {
            ticket.tell();
        }
    }
}
