package io.processpool.pool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/** The ranges that wait for a worker, in their order, and how many bytes of each call. Guarded by the dispatcher's lock. */
final class RangeQueue {
    private final ArrayDeque<Range> waiting = new ArrayDeque<>();
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
        return waiting.peekFirst();
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
            Range range = ranges.get(i);
            if (!range.call.withdrawn) {
                waiting.addFirst(range);
                added(range);
            }
        }
    }

    Range removeFirst() {
        Range first = waiting.removeFirst();
        removed(first);
        return first;
    }

    private void added(Range range) {
        range.call.queuedBytes += range.bytes();
        items += range.items();
    }

    private void removed(Range range) {
        range.call.queuedBytes -= range.bytes();
        items -= range.items();
    }

    /** A call is over. */
    void remove(Call call) {
        if (call.queuedBytes > 0) {
            waiting.removeIf(range -> {
                boolean isOne = range.call == call;
                if (isOne) {
                    removed(range);
                }
                return isOne;
            });
        }
    }

    /** Removes what has waited too long. */
    void removeOverdue(long now, Overdue overdue) {
        Predicate<Range> isLate = range -> range.isOverdue(now);
        List<Range> late = waiting.stream().filter(isLate).toList();
        if (!late.isEmpty()) {
            overdue.waited(late, () -> remove(late, isLate));
        }
    }

    // By removeIf, since an iterator's remove moves half of the queue, and needs memory before it changes anything.
    private void remove(List<Range> these, Predicate<Range> areThese) {
        waiting.removeIf(areThese);
        for (int i = 0; i < these.size(); i++) {
            removed(these.get(i));
        }
    }

    void clear() {
        waiting.clear();
        items = 0;
    }
}
