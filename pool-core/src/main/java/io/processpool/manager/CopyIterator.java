package io.processpool.manager;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Goes through a copy, and removes from the original. */
final class CopyIterator<E> implements Iterator<E> {
    private final Iterator<? extends E> copy;
    private final Consumer<? super E> remover;

    private E last;
    private boolean isRemovable;

    CopyIterator(List<? extends E> copy, Consumer<? super E> remover) {
        this.copy = copy.iterator();
        this.remover = remover;
    }

    @Override
    public boolean hasNext() {
        return copy.hasNext();
    }

    @Override
    public E next() {
        last = copy.next();
        isRemovable = true;
        return last;
    }

    @Override
    public void remove() {
        if (!isRemovable) {
            throw new IllegalStateException("remove() before next(), or twice");
        }
        isRemovable = false;
        remover.accept(last);
    }
}
