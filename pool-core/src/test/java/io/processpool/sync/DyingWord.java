package io.processpool.sync;

import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;

/** A process's view of a word that ends before its n-th write of shared memory, and writes nothing after that. */
final class DyingWord extends LockWord {

    /** The end of a simulated process. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private int writesLeft;

    DyingWord(Words words, ProcessIdentity identity, int writesBeforeDeath) {
        super(words, 0, identity);
        this.writesLeft = writesBeforeDeath;
    }

    /** Changes its mind about the time of its death. */
    void dieAfter(int writes) {
        writesLeft = writes;
    }

    boolean isDead() {
        return writesLeft < 0;
    }

    @Override
    boolean compareAndSet(long expected, long value) {
        dieIfItIsTime();
        return super.compareAndSet(expected, value);
    }

    @Override
    void write(int field, long value) {
        dieIfItIsTime();
        super.write(field, value);
    }

    @Override
    void increment(int field) {
        dieIfItIsTime();
        super.increment(field);
    }

    private void dieIfItIsTime() {
        if (--writesLeft < 0) {
            writesLeft = -1;
            throw new Death();
        }
    }
}
