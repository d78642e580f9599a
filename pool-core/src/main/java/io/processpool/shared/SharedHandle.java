package io.processpool.shared;

import io.processpool.InterProcessLock;
import java.io.Serializable;

/**
 * A shared value or array on its way to a child process: where its memory is, and its lock, which writes itself as a
 * handle. Values with one lock arrive with one lock.
 *
 * @param kind its class
 * @param block its memory
 * @param lock its lock, null where it is raw
 */
record SharedHandle(Kind kind, BlockHandle block, InterProcessLock lock) implements Serializable {

    /** Opens the data in the process that reads it. */
    private Object readResolve() {
        return kind.open(block.open(), lock);
    }
}
