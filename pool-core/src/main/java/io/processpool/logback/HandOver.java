package io.processpool.logback;

import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.SlotHandle;
import io.processpool.sync.ProcessLock;

/**
 * What a child runs before its initializer to take part in the turns at a file. Refers to no class of Logback: a child may have none.
 *
 * @param file the absolute name
 * @param lock of the file
 * @param begun names the word of {@link Turn}
 */
record HandOver(String file, ProcessLock lock, SlotHandle begun) implements RemoteRunnable {
    @Override
    public void run() {
        SharedFile.of(file).share(lock, begun.open());
    }
}
