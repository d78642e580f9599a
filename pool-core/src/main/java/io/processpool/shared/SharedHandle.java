package io.processpool.shared;

import io.processpool.InterProcessLock;
import java.io.Serializable;

/**
 * A shared value or array on its way to a child process: where its memory is, and its lock, which writes itself as a
 * handle. Values with one lock arrive with one lock.
 */
final class SharedHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Its class. */
    private final Kind kind;
    /** Its memory. */
    private final BlockHandle block;
    /** Its lock, null where it is raw. */
    private final InterProcessLock lock;

    SharedHandle(Kind kind, BlockHandle block, InterProcessLock lock) {
        this.kind = kind;
        this.block = block;
        this.lock = lock;
    }

    /** Opens the data in the process that reads it. */
    private Object readResolve() {
        return kind.open(block.open(), lock);
    }
}
