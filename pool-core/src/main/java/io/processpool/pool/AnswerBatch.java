package io.processpool.pool;

import java.util.Arrays;

/**
 * Answers of one worker, in their order, read from its mailbox in one go. Values of neighbouring items of a call are one
 * run, which its call is told of at once; a failure is a run of its own. For its reading thread.
 */
final class AnswerBatch {
    static final int CAPACITY = 256;

    private static final int NONE = -1;

    /** So many answers at a time are worth a young array: the collector's barrier for a value in an old one costs more than to read the value. */
    private static final int MANY = 32;

    // By answer.
    private Object[] values = new Object[CAPACITY];
    private int size;

    // By run: it begins with this answer, and ends where the next one begins.
    private final int[] begins = new int[CAPACITY];
    private final long[] callIds = new long[CAPACITY];
    private final long[] firstIndexes = new long[CAPACITY];
    private final Call[] calls = new Call[CAPACITY];
    private final Throwable[] failures = new Throwable[CAPACITY];
    private int runs;

    // The answer of which nobody is told.
    private int dropped = NONE;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    /**
     * Adds a result.
     *
     * @param call null if it is over
     */
    void addValue(long callId, long index, Call call, Object value) {
        if (!continuesRun(callId, index)) {
            beginRun(callId, index, call, null);
        }
        values[size++] = value;
    }

    /**
     * Adds a failure.
     *
     * @param call null if it is over
     */
    void addFailure(long callId, long index, Call call, Throwable failure) {
        beginRun(callId, index, call, failure);
        size++;
    }

    private boolean continuesRun(long callId, long index) {
        int last = runs - 1;
        return last >= 0
                && failures[last] == null
                && callIds[last] == callId
                && firstIndexes[last] + size - begins[last] == index;
    }

    private void beginRun(long callId, long index, Call call, Throwable failure) {
        begins[runs] = size;
        callIds[runs] = callId;
        firstIndexes[runs] = index;
        calls[runs] = call;
        failures[runs] = failure;
        runs++;
    }

    int runs() {
        return runs;
    }

    /** How many answers a run has. */
    int length(int run) {
        return end(run) - begins[run];
    }

    private int end(int run) {
        return run + 1 < runs ? begins[run + 1] : size;
    }

    /** The item of a run's first answer. */
    long firstIndex(int run) {
        return firstIndexes[run];
    }

    /** The item that an answer is for. */
    long indexOf(int answer) {
        int run = runOf(answer);
        return firstIndexes[run] + answer - begins[run];
    }

    /** The call of an answer has taken so long for each item. */
    void learn(int answer, long nanosPerItem) {
        Call call = calls[runOf(answer)];
        if (call != null) {
            call.learn(nanosPerItem);
        }
    }

    private int runOf(int answer) {
        int run = 0;
        while (end(run) <= answer) {
            run++;
        }
        return run;
    }

    /**
     * Tells the slot of the worker what was answered. Guarded by the dispatcher's lock.
     *
     * @param tally counts them
     * @return how many of the answers are right; all, unless the worker's memory is broken
     */
    int acceptedBy(Slot slot, Tally tally) {
        int right = 0;
        for (int run = 0; run < runs; run++) {
            int rightOfRun = slot.answered(callIds[run], firstIndexes[run], length(run));
            dropEnded(slot, run, rightOfRun);
            count(run, rightOfRun, tally);
            right += rightOfRun;
            if (rightOfRun < length(run)) {
                break;
            }
        }
        return right;
    }

    private void count(int run, int answers, Tally tally) {
        boolean hasDropped = dropped >= begins[run] && dropped < begins[run] + answers;
        int told = calls[run] == null ? 0 : answers - (hasDropped ? 1 : 0);
        if (failures[run] == null) {
            tally.completed(told);
        } else {
            tally.failed(told);
        }
    }

    /** Nobody is told of an item whose call has been told of its end before. One for each batch, since a worker runs one item at a time. */
    private void dropEnded(Slot slot, int run, int count) {
        for (int i = 0; i < count && slot.ending() != null; i++) {
            if (slot.endedAtLast(callIds[run], firstIndexes[run] + i)) {
                drop(run, i);
            }
        }
    }

    void drop(int run, int answer) {
        dropped = begins[run] + answer;
    }

    /** Tells the calls of the first so many answers, and forgets all. */
    void deliver(int count) {
        for (int run = 0; run < runs && begins[run] < count; run++) {
            if (calls[run] != null) {
                deliver(run, Math.min(count, end(run)));
            }
        }
        if (size < MANY) {
            Arrays.fill(values, 0, size, null);
        } else {
            values = new Object[CAPACITY];
        }
        Arrays.fill(calls, 0, runs, null);
        Arrays.fill(failures, 0, runs, null);
        size = 0;
        runs = 0;
        dropped = NONE;
    }

    private void deliver(int run, int end) {
        int begin = begins[run];
        if (dropped < begin || dropped >= end) {
            deliver(run, begin, end);
        } else {
            deliver(run, begin, dropped);
            deliver(run, dropped + 1, end);
        }
    }

    private void deliver(int run, int from, int to) {
        if (from == to) {
            return;
        }
        long index = firstIndexes[run] + from - begins[run];
        if (failures[run] != null) {
            calls[run].failed(index, failures[run]);
        } else {
            calls[run].succeeded(index, values, from, to);
        }
    }
}
