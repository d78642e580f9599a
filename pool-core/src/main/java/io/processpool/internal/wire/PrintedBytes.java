package io.processpool.internal.wire;

import io.processpool.internal.memory.Words;

/**
 * How many bytes a worker has written to its standard output and error, so that the parent can let what a task printed appear
 * before the task's result does.
 */
public final class PrintedBytes {
    private final Words words;
    private final int out;
    private final int err;

    PrintedBytes(Words words, int out, int err) {
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /** The worker has written so many more bytes to its standard output. */
    public void addOut(int bytes) {
        words.getAndAddLong(out, bytes);
    }

    /** The worker has written so many more bytes to its standard error. */
    public void addErr(int bytes) {
        words.getAndAddLong(err, bytes);
    }

    /** Bytes written to standard output so far. */
    public long outVolatile() {
        return words.getLongVolatile(out);
    }

    /** Bytes written to standard error so far. */
    public long errVolatile() {
        return words.getLongVolatile(err);
    }
}
