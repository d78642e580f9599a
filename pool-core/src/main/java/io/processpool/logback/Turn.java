package io.processpool.logback;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What those who write one file have in common: a lock, and a word that says whether somebody has begun an event and not ended it. Whoever takes the lock and
 * finds it begun knows that the one before died or failed in the middle.
 *
 * @param lock of the threads of this process, or of all processes
 * @param words where the word is
 * @param offset of the word, in bytes
 */
record Turn(Lock lock, Words words, int offset) {
    private static final long BEGUN = 1;

    /** Only the threads of this process take turns. */
    static Turn ofThisProcess() {
        return new Turn(new ReentrantLock(), new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES)), 0);
    }

    /** All processes that have the lock take turns. */
    static Turn ofProcesses(ProcessLock lock, Slot begun) {
        return new Turn(lock, begun.words(), begun.offset());
    }

    /** Whether somebody has it right now, as far as processes take turns. */
    boolean isTaken() {
        return lock instanceof ProcessLock shared && shared.isLocked();
    }

    /**
     * Begins an event. The caller holds the lock.
     *
     * @return whether the one before was never ended
     */
    boolean begin() {
        boolean unfinished = words.getLongPlain(offset) == BEGUN;
        words.setLongRelease(offset, BEGUN);
        return unfinished;
    }

    /** Ends the event: all of it is in the file. */
    void end() {
        words.setLongRelease(offset, 0);
    }
}
