package io.processpool.pool;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The ranges that wait for a worker, in their order, and how many bytes of each call. Guarded by the dispatcher's lock. */
final class RangeQueue {
    private final ArrayDeque<Range> waiting = new ArrayDeque<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** How many items they are. */
    long items() {
        return waiting.stream().mapToLong(Range::items).sum();
    }

    Range first() {
        return waiting.peekFirst();
    }

    /** Adds a range at the end, unless its call is over. */
    void add(Range range) {
        if (!range.call.withdrawn) {
            waiting.addLast(range);
            range.call.queuedBytes += range.bytes();
        }
    }

    /** Puts ranges back in front, in this order, but for those whose calls are over. */
    void putBack(List<Range> ranges) {
        for (int i = ranges.size() - 1; i >= 0; i--) {
            Range range = ranges.get(i);
            if (!range.call.withdrawn) {
                waiting.addFirst(range);
                range.call.queuedBytes += range.bytes();
            }
        }
    }

    Range removeFirst() {
        Range first = waiting.removeFirst();
        first.call.queuedBytes -= first.bytes();
        return first;
    }

    /** A call is over. */
    void remove(Call call) {
        if (call.queuedBytes > 0) {
            waiting.removeIf(range -> range.call == call);
            call.queuedBytes = 0;
        }
    }

    /** Removes what has waited too long. */
    void removeOverdue(long now, Consumer<Range> removed) {
        for (Iterator<Range> ranges = waiting.iterator(); ranges.hasNext(); ) {
            Range range = ranges.next();
            if (range.isOverdue(now)) {
                ranges.remove();
                range.call.queuedBytes -= range.bytes();
                removed.accept(range);
            }
        }
    }

    void clear() {
        waiting.clear();
    }
}
