package io.processpool.sync;

import io.processpool.internal.memory.Futex;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.Words;
import io.processpool.sync.WaitingRoom.Guest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Says to threads of all processes that something has changed, and lets them wait for that: a counter in one 32-bit
 * word.
 *
 * <pre>
 *   31                               1  0
 *  | how often it rang, wrapping      | W |      W  somebody may be asleep: who rings must wake
 * </pre>
 *
 * <p>Who waits sets W, looks whether there is still something to wait for, and sleeps until the word changes. Who
 * changes something does so first, then rings, which clears W. So no ring falls between look and sleep. A process that
 * dies between change and ring, or after it was woken in another's place, delays the others only: no sleep is longer
 * than 80 ms, and each is followed by a look.
 *
 * <p>Of the threads of a JVM only one sleeps on the word, for all in the {@link WaitingRoom}.
 *
 * <p>One for each place and JVM, for those that wait. Thread-safe.
 */
final class Bell {

    /** Waits without an end. */
    static final long FOREVER_NANOS = Long.MAX_VALUE;

    private static final int WAITERS = 1;
    private static final int ONE_RING = 2;

    // Who has waited long is as likely to wait on: it looks less often, yet an interrupt ends its wait within 100 ms.
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_LATE_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOAD_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    // As long as two wake-ups take. Alone on one processor nobody can ring while we spin.
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 20_000 : 0;
    private static final int LOOKS_PER_LOOK_AT_CLOCK = 16;

    // Where spinning does not help, as where processes outnumber cores, it only takes a core from who would ring.
    private static final int MOST_VAIN_SPINS = 3;
    private static final int TRY_AGAIN_AFTER = 32;

    private record Place(Segment segment, int offset) {}

    // Strong: a bell is as long-lived as its memory.
    private static final ConcurrentMap<Place, Bell> KNOWN = new ConcurrentHashMap<>();

    private final Words words;
    private final int offset;
    private final WaitingRoom room = new WaitingRoom();

    // states: null -> the head of the room, about to back off -> null. Written by that one only.
    private volatile Thread parkedHead;

    // Head only: the word when it last rang, and since when it has been so.
    private int heard;
    private long quietSinceNanos;

    // Written by who waits, without order: how many spins in a row were in vain, and were left out since.
    private int vainSpins;

    // Written by sleepers: whether one overslept a ring, so that somebody rings without a futex.
    private volatile boolean unwoken;

    /** Makes a view of the bell at a place, a multiple of 4, to ring it for other processes. */
    Bell(Words words, int offset) {
        this.words = words;
        this.offset = offset;
    }

    /** Returns the one bell at a place, a multiple of 4, in the segment of a slot, as this process sees it. */
    static Bell of(Segment segment, int offset) {
        return KNOWN.computeIfAbsent(new Place(segment, offset), unused -> new Bell(segment.words(), offset));
    }

    // Ringing

    /** Wakes all who wait. Call it after the change. Never blocks. */
    void ring() {
        ring(Integer.MAX_VALUE);
    }

    /**
     * Wakes some of those who wait. Who has waited and waits no longer must then {@link #mark()} again: others may
     * still be asleep.
     */
    void ring(int most) {
        while (true) {
            int seen = words.getIntVolatile(offset);
            if (words.compareAndSetInt(offset, seen, (seen & ~WAITERS) + ONE_RING)) {
                if ((seen & WAITERS) != 0) {
                    wake(most);
                }
                wakeHead();
                return;
            }
        }
    }

    // Read after the CAS, and written by the head before it marks the word and looks: one of them sees the other.
    private void wakeHead() {
        Thread waiter = parkedHead;
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
    }

    private void wake(int most) {
        Futex futex = Futex.ifLoaded();
        if (futex != null) {
            futex.wake(words, offset, most);
        } else {
            // They sleep for up to 80 ms, which is longer than loading takes.
            Futex.request(late -> late.wake(words, offset, most));
        }
    }

    // Waiting

    /** Says that somebody may be asleep; returns the word as it stands with that. */
    int mark() {
        while (true) {
            int seen = words.getIntVolatile(offset);
            int marked = seen | WAITERS;
            if (seen == marked || words.compareAndSetInt(offset, seen, marked)) {
                return marked;
            }
        }
    }

    /**
     * Waits until something is true: looks, spins, then sleeps until the bell rings and looks again.
     *
     * @param isDone what to look at; it may take what it finds, and is asked no more after it has said true
     * @param isWorthALook whether that may be true, for other threads to ask: {@link WaitingRoom#enter}
     * @param timeoutNanos how long to wait at most; 0 or less is one look
     * @return whether it became true in that time
     * @throws InterruptedException if this thread was interrupted, 80 ms ago at most; nothing was taken
     */
    boolean await(BooleanSupplier isDone, BooleanSupplier isWorthALook, long timeoutNanos) throws InterruptedException {
        throwIfInterrupted();
        long startNanos = System.nanoTime();
        if (spin(isDone, startNanos, Math.min(timeoutNanos, SPIN_NANOS))) {
            return true;
        }
        if (System.nanoTime() - startNanos >= timeoutNanos) {
            return false;
        }
        Guest guest = room.enter(isWorthALook);
        try {
            return await(guest, isDone, startNanos, timeoutNanos);
        } finally {
            room.leave(guest);
        }
    }

    /** Waits until something is true, however long that takes; an interrupt is kept. */
    void awaitUninterruptibly(BooleanSupplier isDone, BooleanSupplier isWorthALook) {
        boolean interrupted = false;
        while (true) {
            try {
                await(isDone, isWorthALook, FOREVER_NANOS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean spin(BooleanSupplier isDone, long startNanos, long nanos) {
        if (isDone.getAsBoolean()) {
            return true;
        }
        int vain = vainSpins;
        if (vain >= MOST_VAIN_SPINS && vain < MOST_VAIN_SPINS + TRY_AGAIN_AFTER) {
            vainSpins = vain + 1;
            return false;
        }
        boolean isSeen = spinUntil(isDone, startNanos, nanos);
        vainSpins = isSeen ? 0 : vain >= MOST_VAIN_SPINS ? MOST_VAIN_SPINS : vain + 1;
        return isSeen;
    }

    private static boolean spinUntil(BooleanSupplier isDone, long startNanos, long nanos) {
        while (System.nanoTime() - startNanos < nanos) {
            for (int i = 0; i < LOOKS_PER_LOOK_AT_CLOCK; i++) {
                Thread.onSpinWait();
                if (isDone.getAsBoolean()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean await(Guest guest, BooleanSupplier isDone, long startNanos, long timeoutNanos)
            throws InterruptedException {
        while (true) {
            long waitedNanos = System.nanoTime() - startNanos;
            long leftNanos = timeoutNanos - waitedNanos;
            if (leftNanos <= 0) {
                return false;
            }
            room.isAboutToLook(guest);
            if (room.isHead(guest) ? listen(guest, isDone, waitedNanos, leftNanos) : isDone.getAsBoolean()) {
                return true;
            }
            room.park(guest, leftNanos);
            throwIfInterrupted();
        }
    }

    /** The head's look and sleep, for all of this JVM. */
    private boolean listen(Guest guest, BooleanSupplier isDone, long waitedNanos, long leftNanos) {
        parkedHead = Thread.currentThread();
        try {
            int seen = mark();
            if (isDone.getAsBoolean()) {
                return true;
            }
            room.callOthers(guest);
            long quietNanos = Math.min(waitedNanos, quietNanos(seen));
            long longestNanos = quietNanos < LATE_NANOS ? LONGEST_SLEEP_NANOS : LONGEST_LATE_SLEEP_NANOS;
            sleep(seen, quietNanos, Math.min(leftNanos, longestNanos));
            return false;
        } finally {
            parkedHead = null;
        }
    }

    // Who becomes the head after a long time comes into a room where it may have rung just now, and will again.
    private long quietNanos(int seen) {
        long now = System.nanoTime();
        if (seen != heard) {
            heard = seen;
            quietSinceNanos = now;
        }
        return now - quietSinceNanos;
    }

    private void sleep(int seen, long quietNanos, long atMostNanos) {
        Futex futex = Futex.ifLoaded();
        long backOffNanos = Math.min(BackOff.parkNanos(quietNanos), atMostNanos);
        if (futex != null) {
            sleep(futex, seen, unwoken ? backOffNanos : atMostNanos);
        } else {
            if (quietNanos > LOAD_AFTER_NANOS) {
                Futex.request();
            }
            LockSupport.parkNanos(this, backOffNanos);
        }
    }

    private void sleep(Futex futex, int seen, long nanos) {
        switch (futex.sleep(words, offset, seen, nanos)) {
            case WOKEN -> unwoken = false;
            case TIMED_OUT -> unwoken |= words.getIntVolatile(offset) != seen;
            case CHANGED -> {
                // No sleep, nothing learnt.
            }
        }
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for other processes");
        }
    }
}
