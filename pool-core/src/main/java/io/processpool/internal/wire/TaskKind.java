package io.processpool.internal.wire;

/** The kinds of records in the ring of tasks. */
public final class TaskKind {
    /** A run of items of one call; see {@link ChunkRecord}. */
    public static final int CHUNK = 1;

    /** A function, for the chunks that follow; see {@link FunctionRecord}. */
    public static final int FUNCTION = 2;

    /** A function that is not needed any more; see {@link FunctionRecord}. */
    public static final int FORGET = 3;

    /** No more work: the worker exits in order. No body. */
    public static final int SHUTDOWN = 4;

    /** A segment of memory, in which items of later chunks lie; see {@link MemoryRecord}. */
    public static final int MEMORY = 5;

    private TaskKind() {}
}
