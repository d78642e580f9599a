package io.processpool.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * The ranges that wait for a worker, in their order, and how many bytes of each call. Guarded by the dispatcher's lock.
 *
 * <p>A range gets in without any memory: none is lost.
 */
final class RangeQueue {
    private final Chain<Range> waiting = new Chain<>();
    private long items;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** How many items they are. */
    long items() {
        return items;
    }

    Range first() {
        return waiting.first();
    }

    /** Adds a range at the end, unless its call is over. */
    void add(Range range) {
        if (!range.call.withdrawn) {
            waiting.addLast(range);
            added(range);
        }
    }

    /** Puts ranges back in front, in this order, but for those whose calls are over. */
    void putBack(List<Range> ranges) {
        for (int i = ranges.size() - 1; i >= 0; i--) {
            putBack(ranges.get(i));
        }
    }

    /** Puts a range back in front, unless its call is over. */
    void putBack(Range range) {
        if (!range.call.withdrawn) {
            waiting.addFirst(range);
            added(range);
        }
    }

    void removeFirst() {
        remove(waiting.first());
    }

    /** Cuts a range that waits after so many of its items, if it has more; returns its first part. */
    Range cut(Range range, int most) {
        if (range.items() <= most) {
            return range;
        }
        Range front = range.part(0, most);
        waiting.replace(range, front, range.part(most, range.items()));
        return front;
    }

    private void added(Range range) {
        range.call.queuedBytes += range.bytes();
        items += range.items();
    }

    private void remove(Range range) {
        waiting.remove(range);
        range.call.queuedBytes -= range.bytes();
        items -= range.items();
    }

    /** A call is over. */
    void remove(Call call) {
        Range range = waiting.first();
        while (range != null && call.queuedBytes > 0) {
            Range next = range.next;
            if (range.call == call) {
                remove(range);
            }
            range = next;
        }
    }

    /** Removes what has waited too long. */
    void removeOverdue(long now, Overdue overdue) {
        List<Range> late = new ArrayList<>(0);
        for (Range range = waiting.first(); range != null; range = range.next) {
            if (range.isOverdue(now)) {
                late.add(range);
            }
        }
        if (!late.isEmpty()) {
            overdue.waited(late, () -> remove(late));
        }
    }

    private void remove(List<Range> these) {
        for (int i = 0; i < these.size(); i++) {
            remove(these.get(i));
        }
    }

    void clear() {
        waiting.clear();
        items = 0;
    }
}
