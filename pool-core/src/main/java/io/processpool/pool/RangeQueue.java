package io.processpool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The ranges that wait for a worker, in their order, and how many bytes of each call. Guarded by the dispatcher's lock.
 */
final class RangeQueue {
    private final Lineup<Range> waiting = new Lineup<>();
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

    /** Makes room for so many more ranges. */
    void reserve(int more) {
        waiting.reserve(more);
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
        Range first = waiting.first();
        waiting.removeFirst();
        removed(first);
    }

    /** The first range, which is cut before if it has more items than this. */
    Range first(int most) {
        Range whole = waiting.first();
        if (whole.items() <= most) {
            return whole;
        }
        Range front = whole.part(0, most);
        Range rear = whole.part(most, whole.items());
        waiting.reserve(1);
        waiting.removeFirst();
        waiting.addFirst(rear);
        waiting.addFirst(front);
        return front;
    }

    /** Cuts all ranges into such of at most so many items. */
    void cut(int most) {
        List<Range> parts = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            Range whole = waiting.get(i);
            for (int from = 0; from < whole.items(); from += most) {
                parts.add(whole.part(from, Math.min(whole.items(), from + most)));
            }
        }
        waiting.reserve(parts.size());
        waiting.clear();
        for (int i = 0; i < parts.size(); i++) { // Without an iterator or a lambda, for which there might be no memory.
            waiting.addLast(parts.get(i));
        }
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
            removeIf(range -> range.call == call);
        }
    }

    /** Removes what has waited too long. */
    void removeOverdue(long now, Overdue overdue) {
        List<Range> late = new ArrayList<>(0);
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).isOverdue(now)) {
                late.add(waiting.get(i));
            }
        }
        if (!late.isEmpty()) {
            Predicate<Range> isLate = range -> range.isOverdue(now);
            overdue.waited(late, () -> removeIf(isLate));
        }
    }

    private void removeIf(Predicate<Range> isGone) {
        waiting.removeIf(range -> {
            boolean gone = isGone.test(range);
            if (gone) {
                removed(range);
            }
            return gone;
        });
    }

    void clear() {
        waiting.clear();
        items = 0;
    }
}
