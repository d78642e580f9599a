package io.processpool.worker.manager;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The references that are under way in messages, each of which keeps its object. Who gets the message takes the
 * reference up; but a message that nobody reads any more says nothing, so that what a client has lent is kept only for a
 * while when it is dead.
 *
 * <p>Guarded by the directory.
 */
final class Tickets {
    /** A message that can still be read is read by then: it was there before its sender died. */
    private static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Loan(long object, Session lender) {}

    private record Orphan(long ticket, long untilNanos) {}

    private final Map<Long, Loan> loans = new HashMap<>();
    private final ArrayDeque<Orphan> orphans = new ArrayDeque<>(); // in the order of their ends
    private long last;

    /** A reference goes on its way. @return its ticket, which is not 0 */
    long issue(long object, Session lender) {
        loans.put(++last, new Loan(object, lender));
        return last;
    }

    /** It has arrived. @return whether it was under way */
    boolean takeUp(long ticket, long object) {
        Loan loan = loans.get(ticket);
        return loan != null && loan.object == object && loans.remove(ticket, loan);
    }

    /** A client is dead. */
    void orphan(Session dead, long nowNanos) {
        loans.forEach((ticket, loan) -> {
            if (loan.lender == dead) {
                orphans.add(new Orphan(ticket, nowNanos + GRACE_NANOS));
            }
        });
    }

    /** Forgets what has been under way for too long. @return the objects of that, each as often as it was lent */
    List<Long> expire(long nowNanos) {
        List<Long> objects = new ArrayList<>();
        while (!orphans.isEmpty() && orphans.peek().untilNanos - nowNanos <= 0) {
            Loan expired = loans.remove(orphans.poll().ticket);
            if (expired != null) {
                objects.add(expired.object);
            }
        }
        return objects;
    }
}
