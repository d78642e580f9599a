package io.processpool.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The items of a call, to be pulled in the calling thread.
 *
 * @param items in their order
 * @param expected how many there are; 0 if that is not known
 * @param chunkSize how many go together
 * @param name of an item, for errors; empty if it only holds those that have a name
 */
record Input(Iterator<?> items, int expected, int chunkSize, String name) {
    /** Many items. Where their number decides on the chunks and is not known, they are drained first. */
    static Input of(Iterable<?> items, CallOptions options, int workers) {
        Objects.requireNonNull(items, "items");
        if (options.chunkSize() > 0 && !(items instanceof Collection)) {
            return new Input(items.iterator(), 0, options.chunkSize(), "item");
        }
        Collection<?> counted = items instanceof Collection ? (Collection<?>) items : drain(items);
        int size = counted.size();
        return new Input(counted.iterator(), size, options.chunkSizeFor(size, workers), "item");
    }

    /** One item: the argument of a task, or all that a task spreads. */
    static Input only(Object item, Object task) {
        String name = task instanceof Tasks.Spread ? "" : "argument";
        return new Input(Collections.singletonList(item).iterator(), 1, 1, name);
    }

    private static List<Object> drain(Iterable<?> items) {
        List<Object> drained = new ArrayList<>();
        items.forEach(drained::add);
        return drained;
    }
}
