package io.processpool.pool;

/** Why a worker died, as far as its parent can know. */
public enum DeathReason {
    /** It exited: {@code System.exit} or {@code Runtime.halt} in a task or another thread. */
    EXIT,

    /** Its JVM crashed, as native code and {@code Unsafe} can make it. {@link WorkerDiedException#crashReport} says where. */
    CRASH,

    /**
     * Its JVM ended for want of memory, or the kernel killed it for that. (An {@link OutOfMemoryError} in a task is that task's failure, and no death.)
     */
    OUT_OF_MEMORY,

    /** Its pool ended it. */
    KILLED_BY_POOL,

    /** Somebody else sent it a signal. A task that exits with 128 + n looks the same. */
    KILLED
}
