package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What this process knows of a read-write lock, and how one enters and leaves it.
 *
 * <pre>
 *  The area:  0 | guard, bell |  128 | the writer's lock, see {@link LockWord} |  256 | rows
 *
 *  A row's mark:   READERS: its value is how many read holds the process has
 *                  WRITERS: its value is how many of its threads wait to write
 * </pre>
 *
 * <p>A writer first takes its lock, a robust one, then waits until there are no readers. A reader enters under the
 * guard, and only while that lock is free and nobody waits for it. A writer looks for readers under the guard too,
 * after its lock is taken: so one of them sees the other. Readers and waiting writers that die vanish with their rows,
 * a dead writer by the take-over of its lock.
 *
 * <p>Thread-safe.
 */
final class ReadWriteState {

    private static final int WRITER_OFFSET = Primitive.MORE_OFFSET;
    private static final int ROWS_OFFSET = WRITER_OFFSET + SlotAllocator.SLOT_BYTES;

    // A process may have one row of each mark.
    private static final int MAX_ROWS = 2 * Holders.MAX_PROCESSES;

    // The second look after this time is the one that counts: Lookout.
    private static final long WRITER_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(Lookout.LOOK_MILLIS);

    private static final long READERS = Rows.FIRST_MARK;
    private static final long WRITERS = Rows.FIRST_MARK << 1;

    private final Slot slot;
    private final Bell bell;
    private final Guard guard;
    private final LockEntry writer;
    private final Holders readers;
    private final Holders waitingWriters;

    // Written by waiting readers; what races here is only a sense of time.
    private volatile long writerLookedNanos = System.nanoTime() - WRITER_LOOK_NANOS;

    ReadWriteState(Slot slot, Bell bell) {
        this.slot = slot;
        this.bell = bell;
        this.guard = Guard.of(slot, LockKind.READ_WRITE_GUARD, bell::ring);
        this.writer = LockEntry.of(new Slot(slot.segment(), slot.offset() + WRITER_OFFSET), LockKind.WRITER);
        Rows rows = new Rows(slot.words(), slot.offset() + ROWS_OFFSET, MAX_ROWS, ProcessIdentity.current());
        this.readers = new Holders(rows, READERS);
        this.waitingWriters = new Holders(rows, WRITERS);
    }

    static int lengthBytes() {
        return ROWS_OFFSET + Rows.lengthBytes(MAX_ROWS);
    }

    // Reading

    void lockRead() {
        bell.awaitUninterruptibly(this::tryLockRead, this::isOpenForAll);
    }

    boolean lockRead(long timeoutNanos) throws InterruptedException {
        return bell.await(this::tryLockRead, this::isOpenForAll, timeoutNanos);
    }

    boolean tryLockRead() {
        if (!isOpenForReading()) {
            lookForDead();
        }
        guard.lock();
        try {
            if (!isOpenForReading()) {
                return false;
            }
            readers.add(1);
        } finally {
            guard.unlock();
        }
        ReadHolds.add(slot, this::unlockRead);
        return true;
    }

    // Who is inside goes on, or would wait for a writer who waits for it.
    private boolean isOpenForReading() {
        return readHolds() > 0 || isWriter() || isOpenForAll();
    }

    private boolean isOpenForAll() {
        return !LockWord.hasOwner(writer.word().valueVolatile()) && waitingWriters.total() == 0;
    }

    void unlockRead() {
        if (readHolds() == 0) {
            throw new IllegalMonitorStateException(
                    "thread " + Thread.currentThread().getName() + " has no read lock of this " + this + " to unlock");
        }
        ReadHolds.remove(slot);
        if (leaveReaders()) {
            bell.ring();
        }
    }

    /** Takes one hold of this process away; whether that was the last of all. */
    private boolean leaveReaders() {
        guard.lock();
        try {
            readers.add(-1);
            return readers.total() == 0;
        } finally {
            guard.unlock();
        }
    }

    // Writing

    void lockWrite() {
        if (writer.reenter()) {
            return;
        }
        beginToWait();
        boolean locked = false;
        try {
            writer.lock();
            bell.awaitUninterruptibly(this::hasNoReaders, () -> readers.total() == 0);
            locked = true;
        } finally {
            endWait(locked);
        }
    }

    boolean lockWrite(long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a ProcessReadWriteLock was taken");
        }
        if (writer.reenter()) {
            return true;
        }
        long startNanos = System.nanoTime();
        beginToWait();
        boolean locked = false;
        try {
            locked = writer.tryLock(timeoutNanos)
                    && bell.await(
                            this::hasNoReaders,
                            () -> readers.total() == 0,
                            timeoutNanos - (System.nanoTime() - startNanos));
            return locked;
        } finally {
            endWait(locked);
        }
    }

    boolean tryLockWrite() {
        if (writer.reenter()) {
            return true;
        }
        if (readHolds() > 0 || !writer.tryLock()) {
            return false;
        }
        boolean locked = false;
        try {
            locked = hasNoReaders();
            return locked;
        } finally {
            leave(locked);
        }
    }

    void unlockWrite() {
        writer.exit();
        if (!isWriter()) {
            bell.ring();
        }
    }

    private void beginToWait() {
        if (readHolds() > 0) {
            throw new IllegalStateException("thread " + Thread.currentThread().getName() + " has the read lock of this "
                    + this + " and would wait for itself for ever: unlock it before you lock for writing");
        }
        addWaitingWriters(1);
    }

    private void endWait(boolean locked) {
        try {
            addWaitingWriters(-1);
        } finally {
            leave(locked);
        }
    }

    /** Gives the writer's lock back if the readers did not go in time, and lets those in who waited for this writer. */
    private void leave(boolean locked) {
        if (locked) {
            return;
        }
        if (isWriter()) {
            writer.unlock();
        }
        bell.ring();
    }

    private void addWaitingWriters(int number) {
        guard.lock();
        try {
            waitingWriters.add(number);
        } finally {
            guard.unlock();
        }
    }

    private boolean hasNoReaders() {
        guard.lock();
        try {
            return readers.total() == 0 || guard.isLookDue() && readers.forgetDead() && readers.total() == 0;
        } finally {
            guard.unlock();
        }
    }

    // After a death

    private void lookForDead() {
        if (guard.isLookDue()) {
            guard.lock();
            try {
                waitingWriters.forgetDead();
            } finally {
                guard.unlock();
            }
        }
        // Takes the lock from a dead writer, not from the living.
        if (isWriterLookDue() && writer.tryLock()) {
            writer.unlock();
            bell.ring();
        }
    }

    private boolean isWriterLookDue() {
        long seen = writer.word().valueVolatile();
        long now = System.nanoTime();
        if (!LockWord.hasOwner(seen) || !LockWord.isMarkedDead(seen) && now - writerLookedNanos < WRITER_LOOK_NANOS) {
            return false;
        }
        writerLookedNanos = now;
        return true;
    }

    // What can be read

    int readHolds() {
        return ReadHolds.of(slot);
    }

    int writeHolds() {
        return writer.holdCount();
    }

    boolean isWriter() {
        return writer.isHeldByCurrentThread();
    }

    int readLocks() {
        return (int) readers.total();
    }

    Optional<LockOwner> writer() {
        return writer.owner();
    }

    long recoveries() {
        return writer.word().recoveries();
    }

    @Override
    public String toString() {
        String state = writer().map(owner -> "writer=" + owner).orElse("unlocked");
        return "ProcessReadWriteLock[" + (readLocks() > 0 ? "readers=" + readLocks() : state) + "]";
    }
}
