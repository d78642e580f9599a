package io.processpool.pool;

/** Answers of one worker, in their order, read from its mailbox in one go. For its reading thread. */
final class AnswerBatch {
    static final int CAPACITY = 256;

    private final long[] callIds = new long[CAPACITY];
    private final long[] itemIndexes = new long[CAPACITY];
    private final Call[] calls = new Call[CAPACITY];
    private final Object[] values = new Object[CAPACITY];
    private final Throwable[] failures = new Throwable[CAPACITY];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    /**
     * Adds an answer.
     *
     * @param call null if it is over
     */
    void add(long callId, long itemIndex, Call call, Object value, Throwable failure) {
        callIds[size] = callId;
        itemIndexes[size] = itemIndex;
        calls[size] = call;
        values[size] = value;
        failures[size] = failure;
        size++;
    }

    long callId(int i) {
        return callIds[i];
    }

    long itemIndex(int i) {
        return itemIndexes[i];
    }

    /** The call of an answer, null if it is over. */
    Call call(int i) {
        return calls[i];
    }

    /** Nobody is told of this answer. */
    void drop(int i) {
        calls[i] = null;
    }

    /** Tells the calls of the first so many answers, and forgets all. */
    void deliver(int count) {
        for (int i = 0; i < size; i++) {
            if (i < count && calls[i] != null) {
                deliverOne(i);
            }
            calls[i] = null;
            values[i] = null;
            failures[i] = null;
        }
        size = 0;
    }

    private void deliverOne(int i) {
        if (failures[i] != null) {
            calls[i].failed(itemIndexes[i], failures[i]);
        } else {
            calls[i].succeeded(itemIndexes[i], values[i]);
        }
    }
}
