package io.processpool.logback;

import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.SlotHandle;
import io.processpool.sync.ProcessLock;

/** What a child runs before its initializer to take part in the turns at a file. Refers to no class of Logback: a child may have none. */
final class HandOver implements RemoteRunnable {
    private static final long serialVersionUID = 1L;

    /** The absolute name. */
    private final String file;
    /** Of the file. */
    private final ProcessLock lock;
    /** Names the word of {@link Turn}. */
    private final SlotHandle begun;

    HandOver(String file, ProcessLock lock, SlotHandle begun) {
        this.file = file;
        this.lock = lock;
        this.begun = begun;
    }

    @Override
    public void run() {
        SharedFile.of(file).share(lock, begun.open());
    }
}
