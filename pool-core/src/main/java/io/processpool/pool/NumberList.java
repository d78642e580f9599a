package io.processpool.pool;

import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The list that a caller gets whose results are a {@link NumberColumn}: of fixed size, as that of {@link Arrays#asList} is, and serialized as that. A number is
 * boxed when it is asked for, and all are when one is set.
 *
 * <p>As thread-safe as an array: any threads may read, and set different elements.
 */
final class NumberList<R> extends AbstractList<R> implements RandomAccess, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient NumberColumn column;
    // null -> all elements, by the first set(), which holds this meanwhile.
    private transient volatile Object[] elements;

    NumberList(NumberColumn column) {
        this.column = column;
    }

    @Override
    public int size() {
        return column.size();
    }

    @Override
    public R get(int index) {
        Objects.checkIndex(index, column.size());
        Object[] boxed = elements;
        return cast(boxed == null ? column.get(index) : boxed[index]);
    }

    @Override
    public R set(int index, R element) {
        Objects.checkIndex(index, column.size());
        Object[] boxed = boxed();
        R before = cast(boxed[index]);
        boxed[index] = element;
        return before;
    }

    private synchronized Object[] boxed() {
        if (elements == null) {
            elements = column.boxed(column.size());
        }
        return elements;
    }

    @SuppressWarnings("unchecked") // What the task returned, by its type, or the caller has set.
    private R cast(Object element) {
        return (R) element;
    }

    @Serial
    private Object writeReplace() {
        return Arrays.asList(toArray());
    }
}
