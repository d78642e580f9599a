package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this JVM knows of one lock: its word, and which thread holds it. All handles of a lock share one entry.
 *
 * <p>An uncontended lock is one CAS of the word and a store of the owner. Whoever finds the word taken joins the queue
 * of this JVM; only its head looks at the word, so each process has one waiter at most, however many threads want the
 * lock. The head spins shortly and then {@linkplain Waiting waits}; a release within this JVM unparks it. Newcomers may
 * overtake: a lock that is handed over to a sleeping thread stands idle until that has woken. So that other processes
 * are not shut out for ever, {@link Waiting#wake} may give way.
 *
 * <p>Thread-safe.
 */
final class LockEntry {

    // By segment and offset. Strong: a lock is as long-lived as its memory, and must not lose its owner.
    private static final ConcurrentMap<UUID, ConcurrentMap<Integer, LockEntry>> KNOWN = new ConcurrentHashMap<>();

    private static final long FOREVER_NANOS = Long.MAX_VALUE;

    // Alone on one processor the owner cannot release while we spin.
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 1;

    private final LockWord word;
    private final Waiting waiting;
    private final Takeover takeover;

    // The threads of this JVM that wait for the word; its owner is the head.
    private final ReentrantLock queue = new ReentrantLock();

    // Written by the head only: itself while it waits, else null.
    private volatile Thread parkedHead;

    // Head only: whether it last waited for another process. If not, it is a newcomer to those.
    private boolean waitedForAnother;

    // states: null -> the owning thread -> null. Written by the owning thread while the word is its process's. A thread
    // that does not own the lock may read any other thread here, but never itself, so the check needs no ordering.
    private Thread owner;

    LockEntry(LockWord word, Waiting waiting, Takeover takeover) {
        this.word = word;
        this.waiting = waiting;
        this.takeover = takeover;
    }

    /** Returns the one entry of the lock in this slot, as this process sees it. */
    static LockEntry of(Slot slot) {
        UUID segment = slot.segment().handle().id();
        return KNOWN.computeIfAbsent(segment, unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(slot.offset(), unused -> create(slot));
    }

    private static LockEntry create(Slot slot) {
        LockWord word = new LockWord(slot.words(), slot.offset(), ProcessIdentity.current());
        return new LockEntry(word, new BackOff(), Takeover.NEVER);
    }

    void lock() {
        if (!tryLock()) {
            requireNotOwner();
            queue.lock();
            try {
                acquireUninterruptibly();
            } finally {
                queue.unlock();
            }
        }
    }

    void lockInterruptibly() throws InterruptedException {
        throwIfInterrupted();
        if (!tryLock()) {
            requireNotOwner();
            queue.lockInterruptibly();
            try {
                acquire(FOREVER_NANOS);
            } finally {
                queue.unlock();
            }
        }
    }

    boolean tryLock() {
        return word.tryAcquire() && own();
    }

    boolean tryLock(long timeoutNanos) throws InterruptedException {
        throwIfInterrupted();
        if (tryLock()) {
            return true;
        }
        if (timeoutNanos <= 0) {
            return false;
        }
        requireNotOwner();
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        if (!queue.tryLock(timeoutNanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            return acquire(deadlineNanos - System.nanoTime());
        } finally {
            queue.unlock();
        }
    }

    void unlock() {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("cannot unlock from " + here() + ": " + holder());
        }
        owner = null;
        if (!word.tryRelease()) {
            releaseMarked();
        }
        // Read after the word's CAS, and written by the head before it looks at the word: one of them sees the other.
        Thread waiter = parkedHead;
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
    }

    boolean isHeldByCurrentThread() {
        return owner == Thread.currentThread();
    }

    /** Tells whether a thread of this JVM is about to park, or parked, as the head of the queue. */
    boolean hasParkedHead() {
        return parkedHead != null;
    }

    long valueVolatile() {
        return word.valueVolatile();
    }

    // The head's part

    private void acquireUninterruptibly() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    acquire(FOREVER_NANOS);
                    return;
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

    /** Tries and waits until this thread owns the lock or the time is over. Throws only without owning it. */
    private boolean acquire(long timeoutNanos) throws InterruptedException {
        // Overflows for FOREVER, rightly: only differences of nanoTime mean anything.
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        for (int round = 0; !spin(round); round++) {
            throwIfInterrupted();
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                return false;
            }
            if (await(round, leftNanos)) {
                return true;
            }
        }
        return true;
    }

    private boolean spin(int round) {
        for (int i = 0; i < SPINS; i++) {
            if (word.valueVolatile() == LockWord.FREE && tryAcquire(round)) {
                return own();
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private boolean tryAcquire(int round) {
        return round > 0 && waitedForAnother ? word.tryAcquireAfterWait() : word.tryAcquire();
    }

    /** Waits once; true if the owner proved dead and this thread owns the lock in its place. */
    private boolean await(int round, long leftNanos) {
        parkedHead = Thread.currentThread();
        try {
            long seen = word.markWaiting();
            waitedForAnother = seen != LockWord.FREE && !word.isOwnedHere(seen);
            if (seen == LockWord.FREE) {
                return false;
            }
            // Not in the first round: most owners live, and a look at one costs 10 µs and more.
            if (round > 0 && takeover.tryTakeOver(word, seen)) {
                return own();
            }
            waiting.await(word, seen, round, leftNanos);
            return false;
        } finally {
            parkedHead = null;
        }
    }

    private boolean own() {
        owner = Thread.currentThread();
        return true;
    }

    private void releaseMarked() {
        long seen = word.release();
        if (!word.isOwnedHere(seen)) {
            throw new IllegalMonitorStateException(
                    "the lock was taken from this process, which held it: now " + LockWord.describe(seen));
        }
        if (LockWord.hasWaiters(seen)) {
            waiting.wake(word);
        }
    }

    // Errors

    private void requireNotOwner() {
        if (owner == Thread.currentThread()) {
            throw new IllegalStateException(
                    here() + " already holds this ProcessLock and would wait for itself for ever;"
                            + " use a ProcessReentrantLock where one thread locks twice");
        }
    }

    private String holder() {
        long value = word.valueVolatile();
        Thread thread = owner;
        String text = value == LockWord.FREE ? "it is not locked" : "it is held, " + LockWord.describe(value);
        return word.isOwnedHere(value) && thread != null ? text + ", thread " + thread.getName() : text;
    }

    private static String here() {
        return "thread " + Thread.currentThread().getName() + " of pid "
                + ProcessIdentity.current().pid();
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for a ProcessLock");
        }
    }
}
