package io.processpool.internal.wire;

import io.processpool.internal.memory.Words;

/**
 * What a worker does with its item, in its mailbox: the last thing that is known of it, should it die.
 *
 * <pre>
 *   states: READING -> RUNNING -> WRITING -> READING of the next. Written by the worker's thread, READING before it claims an item.
 * </pre>
 */
public final class ItemStage {
    private static final int READING = 0;
    private static final int RUNNING = 1;
    private static final int WRITING = 2;

    private final Words words;
    private final int offset;

    ItemStage(Words words, int offset) {
        this.words = words;
        this.offset = offset;
    }

    /** The next item is about to be claimed, and its argument, or the function, to be rebuilt. */
    public void reading() {
        words.setIntRelease(offset, READING);
    }

    /** The argument is there; the task begins. */
    public void running() {
        words.setIntRelease(offset, RUNNING);
    }

    /** The task has ended; what it gave is to be written. */
    public void writing() {
        words.setIntRelease(offset, WRITING);
    }

    /** Whether the argument of the item was rebuilt without harm. */
    public boolean wasRead() {
        return words.getIntVolatile(offset) != READING;
    }

    /** In words, before "item 5". */
    public String described() {
        return switch (words.getIntVolatile(offset)) {
            case READING -> "reading";
            case RUNNING -> "running";
            case WRITING -> "writing the result of";
            default -> "with"; // Its memory was broken.
        };
    }
}
