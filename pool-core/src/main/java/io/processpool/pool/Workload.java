package io.processpool.pool;

import io.processpool.internal.memory.Words;
import io.processpool.internal.wire.Claim;
import java.util.ArrayList;
import java.util.List;

/** What a worker has been handed, in its order, until it has answered or it was taken back. Guarded by the dispatcher's lock. */
final class Workload {
    private final Words words;
    private final Lineup<Handed> handed = new Lineup<>();
    private int openItems;
    private long givenItems;

    /**
     * The work of one worker after the other.
     *
     * @param words in which the claims are
     */
    Workload(Words words) {
        this.words = words;
    }

    /** Makes room for one more record. */
    void reserve() {
        handed.reserve(1);
    }

    /** The worker has been handed a record. */
    void add(Handed record) {
        handed.addLast(record);
        openItems += record.range.items();
        givenItems += record.range.items();
    }

    /** Items that are neither answered nor taken back. */
    int openItems() {
        return openItems;
    }

    /** Items that the worker has been handed since it is there, without those that were taken back. */
    long givenItems() {
        return givenItems;
    }

    /** Items whose end somebody waits for. */
    int expectedItems() {
        int expected = 0;
        for (int i = 0; i < handed.size(); i++) {
            expected += handed.get(i).expected();
        }
        return expected;
    }

    /** How long all of it takes, if all is like the last of it; 0 if it is not known. Not for an empty one. */
    long nanos() {
        return openItems * handed.last().range.call.nanosPerItem;
    }

    /** The oldest that is not done; null for none. */
    Handed first() {
        Handed first = handed.first();
        while (first != null && first.isDone()) {
            handed.removeFirst();
            first.end();
            first = handed.first();
        }
        return first;
    }

    /** Whether the worker runs an item of a record, which is the oldest. */
    boolean isRunning(Handed record) {
        return Claim.next(words.getLongVolatile(record.claimOffset)) > record.answered
                && record.answered < record.limit;
    }

    /**
     * Neighbouring items of a call have been answered.
     *
     * @return how many of them were next in order
     */
    int answered(long callId, long firstIndex, int count) {
        int right = 0;
        while (right < count) {
            Handed first = first();
            if (first == null || !first.expects(callId, firstIndex + right)) {
                break;
            }
            right += first.answered(count - right);
        }
        first();
        openItems -= right;
        return right;
    }

    /** Items that were not started. */
    int unstarted() {
        int unstarted = 0;
        for (int i = 0; i < handed.size(); i++) {
            unstarted += Claim.unstarted(words.getLongVolatile(handed.get(i).claimOffset));
        }
        return unstarted;
    }

    /**
     * Moves up to so many items that were not started back into the queue, the last ones, to its front. Each of them is with the worker or in the queue, also where
     * this runs out of memory.
     */
    void takeBack(int most, RangeQueue queue) {
        int left = most;
        for (int i = handed.size() - 1; i >= 0 && left > 0; i--) {
            queue.reserve(1);
            Range rest = handed.get(i).takeBackRange(words, left);
            if (rest != null) {
                queue.putBack(rest);
                takenBack(rest.items());
                left -= rest.items();
            }
        }
    }

    /** Drops what was not started of a call that is over. */
    void drop(Call call) {
        for (int i = 0; i < handed.size(); i++) {
            Handed record = handed.get(i);
            if (record.range.call == call) {
                drop(record);
            }
        }
    }

    /** Drops what was not started and has waited too long. */
    void dropOverdue(long now, Overdue overdue) {
        for (int i = 0; i < handed.size(); i++) {
            Handed record = handed.get(i);
            if (record.range.isOverdue(now)) {
                overdue.waited(record, this::drop);
            }
        }
    }

    private int drop(Handed record) {
        int items = record.takeBack(words, Integer.MAX_VALUE);
        takenBack(items);
        return items;
    }

    private void takenBack(int items) {
        openItems -= items;
        givenItems -= items;
    }

    /**
     * The worker is dead, and all that it answered has been counted.
     *
     * @param lost gets what it had started, as ranges of one item each
     * @return what it had not, in the order of the input
     */
    List<Range> bury(List<Range> lost) {
        List<Range> unstarted = new ArrayList<>();
        for (int i = 0; i < handed.size(); i++) {
            Handed record = handed.get(i);
            int claimed = Claim.next(words.getLongVolatile(record.claimOffset));
            int started = Math.max(record.answered, Math.min(record.limit, claimed));
            for (int item = record.answered; item < started; item++) {
                lost.add(record.range.part(item, item + 1));
            }
            if (started < record.limit) {
                unstarted.add(record.range.part(started, record.limit));
            }
        }
        handed.clear();
        openItems = 0;
        givenItems = 0;
        return unstarted;
    }
}
