package io.processpool.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The threads of this JVM that wait for the same bell. The first of them, the head, listens for all; the others are
 * parked, cost nothing, and leave at once when they are interrupted or their time is over.
 *
 * <p>Each time the head has looked for itself it looks for the others too, and wakes those who have something to look
 * at. Whoever leaves as the head hands over to the next one, which looks by itself. So what one JVM is told by a ring,
 * or finds out without one, reaches all of its threads; and where one permit comes for many, only one is woken.
 *
 * <p>One for each bell and JVM. Thread-safe; blocks only while another thread goes through the list.
 */
final class WaitingRoom {

    /** For those of whom none can be served before the head is. */
    static final BooleanSupplier AFTER_THE_HEAD = () -> false;

    /** A thread that waits. */
    static final class Guest {
        private final Thread thread = Thread.currentThread();
        private final BooleanSupplier isWorthALook;

        // states: not called -> called -> not called. Set by who wakes it, cleared by the guest before it looks.
        private volatile boolean isCalled;

        private Guest(BooleanSupplier isWorthALook) {
            this.isWorthALook = isWorthALook;
        }
    }

    // In the order in which they came.
    private final Set<Guest> guests = new LinkedHashSet<>(); // guarded by this

    // The first of them; null while there is none. Written under this.
    private volatile Guest head;

    /**
     * Lets the current thread in.
     *
     * @param isWorthALook tells whether this thread should look by itself, though it is not the head; asked by other
     *     threads, must be quick, change nothing and not throw
     */
    Guest enter(BooleanSupplier isWorthALook) {
        Guest guest = new Guest(isWorthALook);
        synchronized (this) {
            guests.add(guest);
            if (head == null) {
                head = guest;
            }
        }
        return guest;
    }

    /** Tells whether a guest must listen for all. */
    boolean isHead(Guest guest) {
        return head == guest;
    }

    /** Must be called by the guest before it looks, so that it is woken if it has looked too early. */
    void isAboutToLook(Guest guest) {
        guest.isCalled = false;
    }

    /** Parks the current thread, which is not the head, until it is called or becomes the head, or for no reason. */
    void park(Guest guest, long atMostNanos) {
        if (!guest.isCalled && !isHead(guest)) {
            LockSupport.parkNanos(this, atMostNanos);
        }
    }

    /** Wakes those who have something to look at. */
    void callOthers(Guest caller) {
        wake(othersToCall(caller));
    }

    /** Lets a guest out. If it was the head, the next one is woken, and those who have something to look at. */
    void leave(Guest guest) {
        wake(remove(guest));
    }

    private synchronized List<Guest> remove(Guest guest) {
        guests.remove(guest);
        if (head != guest) {
            return List.of();
        }
        head = guests.isEmpty() ? null : guests.iterator().next();
        if (head == null) {
            return List.of();
        }
        List<Guest> called = othersToCall(head);
        called.add(head);
        return called;
    }

    private synchronized List<Guest> othersToCall(Guest caller) {
        List<Guest> called = new ArrayList<>();
        if (guests.size() > 1) {
            for (Guest guest : guests) {
                if (guest != caller && !guest.isCalled && guest.isWorthALook.getAsBoolean()) {
                    guest.isCalled = true;
                    called.add(guest);
                }
            }
        }
        return called;
    }

    // Not under the lock, which each of them wants soon.
    private static void wake(List<Guest> called) {
        for (Guest guest : called) {
            LockSupport.unpark(guest.thread);
        }
    }
}
