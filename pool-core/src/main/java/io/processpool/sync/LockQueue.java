package io.processpool.sync;

import io.processpool.internal.spawn.ProcessIdentity;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The threads of this JVM that wait for a lock's word, and what it does about a dead owner.
 *
 * <p>Only the head of the queue looks at the word, so each process has one waiter at most, however many threads want
 * the lock. The head spins shortly, naps, spins again and then {@linkplain Waiting waits}; a release within this JVM
 * unparks it. Newcomers may overtake: a lock that is handed over to a sleeping thread stands idle until that has woken.
 * So that other processes are not shut out for ever, {@link Waiting#wake} may give way.
 *
 * <p>The spin looks seldom, at distances that double (the back-off of Anderson, 1990), and the nap asks nobody for a
 * wake-up. Each look takes the word's cache line from the processor that locks and unlocks there, which costs as much
 * as ten cycles do; what the lock protects has to follow. So an owner that is in a hurry gets some time to itself, and
 * then the other does.
 *
 * <p>Who is woken and finds the lock taken again naps for as long as it has waited, 2 ms at most, before it asks to be
 * woken once more: those who are awake keep the lock busy, and a wake-up in vain costs the two processes some 30 us. So
 * a nap at most doubles a wait.
 *
 * <p>An owner that {@linkplain OwnerCheck proves dead} loses the lock to whoever finds out: never by time, only by a
 * CAS from the value that names the dead.
 *
 * <p>Thread-safe. Who comes out of here with the word owns it for this process; which thread that is, {@link LockEntry}
 * knows.
 */
final class LockQueue implements DeathSweep.Swept {

    private static final long FOREVER_NANOS = Long.MAX_VALUE;

    // The bounds of each wait, after which the head looks again: a wake-up may have died with a woken process.
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long INTERRUPTIBLE_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    // How long the parent of a dead owner has to tell of it, which knows more: it hears of the end within milliseconds.
    private static final long PARENT_MILLIS = 2_000;

    // Between the looks of one spin, in calls of onSpinWait(), which takes 10 to 50 ns. Alone on one processor the
    // owner cannot release while we spin.
    private static final int FIRST_PAUSE = 16;
    private static final int LAST_PAUSE = 128;
    private static final boolean SPINS = Runtime.getRuntime().availableProcessors() > 1;

    // As long as the shortest wait of a back-off; the kernel makes it some 50 us longer. And as long as an owner in a
    // hurry may go on before it must give way.
    private static final long SHORTEST_NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_NAP_NANOS = GiveWay.PATIENCE_NANOS;

    private final LockKind kind;
    private final LockWord word;
    private final Waiting waiting;
    private final OwnerCheck ownerCheck;

    // Its owner is the head.
    private final ReentrantLock queue = new ReentrantLock();

    // Written by the head only: itself while it waits, else null.
    private volatile Thread parkedHead;

    // Head only: whether it has waited for another process. If not, it is a newcomer to those.
    private boolean waitedForAnother;

    // Head only: since when it waits, and whether it naps before it asks to be woken: at first and after a wake-up.
    private long waitsSinceNanos;
    private boolean isNapDue = true;

    // Head only: whether the last wait ended as it began, so that spinning is of no use.
    private boolean nothingHappened;

    // Head only: the owner for which it waits, and since when.
    private long awaitedOwner;
    private long awaitedSinceNanos;

    LockQueue(LockKind kind, LockWord word, Waiting waiting, OwnerCheck ownerCheck) {
        this.kind = kind;
        this.word = word;
        this.waiting = waiting;
        this.ownerCheck = ownerCheck;
    }

    /** Waits for the word; an interrupt is kept. */
    void acquire() {
        queue.lock();
        boolean taken = false;
        try {
            taken = acquireUninterruptibly();
        } finally {
            leave(taken);
        }
    }

    /** Waits for the word. */
    void acquireInterruptibly() throws InterruptedException {
        queue.lockInterruptibly();
        boolean taken = false;
        try {
            taken = acquire(FOREVER_NANOS, INTERRUPTIBLE_WAIT_NANOS);
        } finally {
            leave(taken);
        }
    }

    /** Waits for the word for a limited time; whether it came. */
    boolean tryAcquire(long timeoutNanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        if (!queue.tryLock(timeoutNanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean taken = false;
        try {
            taken = acquire(deadlineNanos - System.nanoTime(), INTERRUPTIBLE_WAIT_NANOS);
            return taken;
        } finally {
            leave(taken);
        }
    }

    /** Takes the word without waiting, if its owner proves dead. */
    boolean tryTakeOver() {
        long seen = word.valueVolatile();
        throwIfSuspect(seen);
        return LockWord.hasOwner(seen) && !word.isOwnedHere(seen) && ownerCheck.isDead(seen) && succeed(seen);
    }

    /** Wakes who must know, after a release that found this value. */
    void released(long seen) {
        if (LockWord.hasWaiters(seen)) {
            if (LockWord.isSuspect(seen)) {
                waiting.wakeAll(word);
            } else {
                waiting.wake(word);
            }
        }
    }

    // Read after the word's CAS, and written by the head before it looks at the word: one of them sees the other.
    void wakeHead() {
        Thread waiter = parkedHead;
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
    }

    @Override
    public Optional<String> processDied(ProcessIdentity dead, Supplier<String> description) {
        boolean marked = word.markOwnerDied(dead.word());
        if (!marked && word.claimPredecessor(dead.word()) != dead.word()) {
            return Optional.empty();
        }
        Tell.later(() -> description.get() + ", pid " + dead.pid() + obituary());
        if (marked) {
            waiting.wakeAll(word);
            wakeHead();
        }
        return Optional.of(kind.one());
    }

    /** Tells whether a thread of this JVM is about to wait, or waits, as the head of the queue. */
    boolean hasParkedHead() {
        return parkedHead != null;
    }

    /** Estimates how many threads of this JVM wait. */
    int length() {
        return queue.getQueueLength() + (queue.isLocked() ? 1 : 0);
    }

    // The head's part

    private boolean acquireUninterruptibly() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return acquire(FOREVER_NANOS, WAIT_NANOS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tries and waits until this process owns the word or the time is over. Throws only without it. */
    private boolean acquire(long timeoutNanos, long longestWaitNanos) throws InterruptedException {
        waitsSinceNanos = System.nanoTime();
        // Overflows for FOREVER, rightly: only differences of nanoTime mean anything.
        long deadlineNanos = waitsSinceNanos + timeoutNanos;
        while (!spin()) {
            throwIfInterrupted();
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                return false;
            }
            if (!nap(leftNanos) && await(Math.min(leftNanos, longestWaitNanos))) {
                return true;
            }
        }
        return true;
    }

    private boolean spin() {
        // From the last pause on it is one look.
        int first = nothingHappened || !SPINS ? LAST_PAUSE : FIRST_PAUSE;
        for (int pause = first; pause <= LAST_PAUSE; pause *= 2) {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            if (look()) {
                return true;
            }
        }
        return false;
    }

    /** Sleeps shortly, if that is due and another process is the owner and lives; an owner in this one unparks who waits. */
    private boolean nap(long atMostNanos) {
        long seen = word.valueVolatile();
        if (!isNapDue || word.isOwnedHere(seen) || LockWord.isMarkedDead(seen)) {
            return false;
        }
        isNapDue = false;
        LockSupport.parkNanos(word, Math.min(atMostNanos, napNanos(System.nanoTime() - waitsSinceNanos)));
        return true;
    }

    private static long napNanos(long waitedNanos) {
        return Math.min(LONGEST_NAP_NANOS, Math.max(SHORTEST_NAP_NANOS, waitedNanos));
    }

    private boolean look() {
        long seen = word.valueVolatile();
        throwIfSuspect(seen);
        return seen == LockWord.FREE && tryAcquireAsHead();
    }

    private boolean tryAcquireAsHead() {
        return waitedForAnother ? word.tryAcquireAfterWait() : word.tryAcquire();
    }

    /** Waits once; true if the owner proved dead and this process owns the word in its place. */
    private boolean await(long atMostNanos) {
        parkedHead = Thread.currentThread();
        try {
            long seen = word.markWaiting();
            if (!LockWord.hasOwner(seen)) {
                return false;
            }
            if (!word.isOwnedHere(seen)) {
                waitedForAnother = true;
                if (ownerCheck.isDead(seen)) {
                    return succeed(seen);
                }
            }
            isNapDue = waiting.await(word, seen, awaitedNanos(LockWord.ownerOf(seen)), atMostNanos);
            nothingHappened = word.valueVolatile() == seen;
            return false;
        } finally {
            parkedHead = null;
        }
    }

    private long awaitedNanos(long seenOwner) {
        long now = System.nanoTime();
        if (seenOwner != awaitedOwner) {
            awaitedOwner = seenOwner;
            awaitedSinceNanos = now;
        }
        return now - awaitedSinceNanos;
    }

    private void leave(boolean taken) {
        if (!taken && waitedForAnother) {
            passOn();
        }
        waitedForAnother = false;
        isNapDue = true;
        nothingHappened = false;
        awaitedOwner = 0;
        queue.unlock();
    }

    /** Who leaves without the lock may have been woken in place of another: that one must not be forgotten. */
    private void passOn() {
        if (!LockWord.hasOwner(word.markWaiting())) {
            waiting.wakeAll(word);
        }
    }

    // Taking over

    /** Takes the place of a dead owner, or declares the lock suspect; the next look then throws. */
    private boolean succeed(long seen) {
        boolean suspect = word.throwsOnDeath();
        if (!(suspect ? word.condemn(seen) : word.takeOver(seen))) {
            return false;
        }
        if (!LockWord.isMarkedDead(seen)) {
            // Else who marked it has told.
            tellUnlessItsParentDoes(LockWord.ownerOf(seen));
        }
        if (suspect) {
            waiting.wakeAll(word);
            throwIfSuspect(word.valueVolatile());
            return false;
        }
        return true;
    }

    private void tellUnlessItsParentDoes(long dead) {
        Tell.after(PARENT_MILLIS, () -> {
            boolean told = word.claimPredecessor(dead) == 0;
            return told ? Optional.empty() : Optional.of("pid " + ProcessIdentity.pidOf(dead) + obituary());
        });
    }

    private String obituary() {
        String consequence = word.throwsOnDeath()
                ? ": it is suspect until recover(...) has repaired what it protects"
                : ": " + kind.advice();
        return " died while it held " + kind.one() + consequence;
    }

    private void throwIfSuspect(long seen) {
        if (seen == LockWord.SUSPECT) {
            throw new OwnerDiedException(kind.title());
        }
    }

    void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + kind.one());
        }
    }
}
