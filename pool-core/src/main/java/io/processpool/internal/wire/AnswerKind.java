package io.processpool.internal.wire;

/** The kinds of records in the ring of answers; all but one have the header of {@link AnswerRecord}. */
public final class AnswerKind {
    /** The initializer has run; the worker takes tasks. */
    public static final int READY = 1;

    /** The initializer threw; the payload is the throwable. */
    public static final int INITIALIZER_FAILED = 2;

    /** The result of an item. */
    public static final int VALUE = 3;

    /** What an item threw. */
    public static final int THROWN = 4;

    /** The result of the item behind the one that the record before has answered, without its header; see {@link AnswerRecord}. */
    public static final int NEXT_VALUE = 5;

    private AnswerKind() {}
}
