package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.TaskHold;
import io.processpool.internal.spawn.TaskHolds;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What this JVM knows of one lock: its word, and which thread holds it. All handles of a lock share one entry.
 *
 * <p>An uncontended lock is one CAS of the word and a store of the owner. Whoever finds the word taken joins the {@link
 * LockQueue} of this JVM, and comes out with the word.
 *
 * <p>Thread-safe.
 */
final class LockEntry implements TaskHold {

    // By segment and offset. Strong: a lock is as long-lived as its memory, and must not lose its owner.
    private static final ConcurrentMap<UUID, ConcurrentMap<Integer, LockEntry>> KNOWN = new ConcurrentHashMap<>();

    private final LockKind kind;
    private final LockWord word;
    private final LockQueue queue;

    // states: null -> the owning thread -> null. Written by the owning thread while the word is its process's. A thread
    // that does not own the lock may read any other thread here, but never itself, so the check needs no ordering.
    private Thread owner;

    // Owning thread only: how often it has entered again.
    private int reentries;

    // The task's thread only: whether TaskHolds has this entry, and how often the thread held it when the task began.
    private boolean isNoted;
    private int holdsBeforeTask;

    LockEntry(LockKind kind, LockWord word, Waiting waiting, OwnerCheck ownerCheck) {
        this.kind = kind;
        this.word = word;
        this.queue = new LockQueue(kind, word, waiting, ownerCheck);
    }

    /** Returns the one entry of the lock in this slot, as this process sees it. */
    static LockEntry of(Slot slot, LockKind kind) {
        UUID segment = slot.segment().handle().id();
        return KNOWN.computeIfAbsent(segment, unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(slot.offset(), unused -> create(slot, kind));
    }

    private static LockEntry create(Slot slot, LockKind kind) {
        LockWord word = new LockWord(slot.words(), slot.offset(), ProcessIdentity.current());
        LockEntry entry = new LockEntry(kind, word, new KernelWait(), new Lookout());
        DeathSweep.register(entry.queue);
        return entry;
    }

    LockKind kind() {
        return kind;
    }

    LockWord word() {
        return word;
    }

    // Once

    void lock() {
        if (!word.tryAcquire()) {
            requireNotOwner();
            queue.acquire();
        }
        own();
    }

    void lockInterruptibly() throws InterruptedException {
        queue.throwIfInterrupted();
        if (!word.tryAcquire()) {
            requireNotOwner();
            queue.acquireInterruptibly();
        }
        own();
    }

    boolean tryLock() {
        return (word.tryAcquire() || queue.tryTakeOver()) && own();
    }

    boolean tryLock(long timeoutNanos) throws InterruptedException {
        queue.throwIfInterrupted();
        if (tryLock()) {
            return true;
        }
        if (timeoutNanos <= 0) {
            return false;
        }
        requireNotOwner();
        return queue.tryAcquire(timeoutNanos) && own();
    }

    void unlock() {
        requireOwner();
        owner = null;
        if (!word.tryRelease()) {
            released(word.release());
        }
        queue.wakeHead();
    }

    // Again and again

    /** Enters once more if the current thread is the owner. */
    boolean reenter() {
        Thread current = Thread.currentThread();
        if (owner != current) {
            return false;
        }
        if (ProcessEvents.isTaskThread(current)) {
            note(reentries + 1);
        }
        reentries = Math.incrementExact(reentries);
        return true;
    }

    /** Leaves once; the last time is an {@link #unlock}. */
    void exit() {
        if (owner == Thread.currentThread() && reentries > 0) {
            reentries--;
        } else {
            unlock();
        }
    }

    int holdCount() {
        return isHeldByCurrentThread() ? reentries + 1 : 0;
    }

    // After a death

    /**
     * Takes the lock, suspect or not.
     *
     * @return whether it is suspect, and the caller must repair before {@link #unlockRepaired}
     */
    boolean lockForRepair() {
        requireNotOwner();
        while (true) {
            try {
                lock();
                return false;
            } catch (OwnerDiedException suspect) {
                if (word.tryAcquireSuspect()) {
                    return own();
                }
            }
        }
    }

    /** Gives back what {@link #lockForRepair} took; the data is whole. */
    void unlockRepaired() {
        disown();
        released(word.releaseRepaired());
        queue.wakeHead();
    }

    /** Gives back what {@link #lockForRepair} took; the lock stays suspect. */
    void unlockUnrepaired() {
        disown();
        released(word.release());
        queue.wakeHead();
    }

    private void disown() {
        requireOwner();
        reentries = 0;
        owner = null;
    }

    @Override
    public boolean giveBack() {
        int before = holdsBeforeTask;
        isNoted = false;
        holdsBeforeTask = 0;
        if (holdCount() <= before) {
            return false;
        }
        if (before > 0) {
            reentries = before - 1;
        } else {
            reentries = 0;
            unlock();
        }
        return true;
    }

    @Override
    public String described() {
        return kind.one();
    }

    // What can be read

    boolean isHeldByCurrentThread() {
        return owner == Thread.currentThread();
    }

    /** Tells whether a thread of this JVM is about to wait, or waits, as the head of the queue. */
    boolean hasParkedHead() {
        return queue.hasParkedHead();
    }

    Optional<LockOwner> owner() {
        long value = word.valueVolatile();
        Thread thread = word.isOwnedHere(value) ? owner : null;
        return LockWord.hasOwner(value) ? Optional.of(LockOwner.of(word, value, thread)) : Optional.empty();
    }

    /** Estimates how many wait: all threads of this JVM, and one if another process has left its mark. */
    int waiters() {
        int here = queue.length();
        return here == 0 && LockWord.hasWaiters(word.valueVolatile()) ? 1 : here;
    }

    @Override
    public String toString() {
        String suspect = LockWord.isSuspect(word.valueVolatile()) ? ", suspect]" : "]";
        return kind.title() + "[" + owner().map(known -> "owner=" + known).orElse("unlocked") + suspect;
    }

    // Owning

    private boolean own() {
        Thread current = Thread.currentThread();
        owner = current;
        if (ProcessEvents.isTaskThread(current)) {
            note(0);
        }
        return true;
    }

    private void note(int holds) {
        if (!isNoted) {
            isNoted = true;
            holdsBeforeTask = holds;
            TaskHolds.add(this);
        } else if (holds == 0) {
            // What the initializer had taken was given back since.
            holdsBeforeTask = 0;
        }
    }

    private void released(long seen) {
        if (!word.isOwnedHere(seen)) {
            throw new IllegalMonitorStateException("the lock was taken from this process, which held it: now " + this);
        }
        queue.released(seen);
    }

    // Errors

    private void requireOwner() {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("cannot unlock from " + here() + ": " + this);
        }
    }

    private void requireNotOwner() {
        if (owner == Thread.currentThread()) {
            throw new IllegalStateException(here() + " already holds this " + kind.title()
                    + " and would wait for itself for ever; use a ProcessReentrantLock where one thread locks twice");
        }
    }

    private static String here() {
        return "thread " + Thread.currentThread().getName() + " of pid "
                + ProcessIdentity.current().pid();
    }
}
