package io.processpool.shared;

import io.processpool.InterProcessLock;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * What all shared arrays have in common: a length, and elements one behind the other.
 *
 * @param <E> the box of an element
 */
abstract class SharedArray<E> extends SharedData implements Iterable<E> {

    private static final long serialVersionUID = 1;

    private static final int SHOWN = 10;

    private final transient int length;

    SharedArray(Kind kind, Block block, int elementBytes, InterProcessLock lock) {
        super(kind, block, lock);
        this.length = block.lengthBytes() / elementBytes;
    }

    /** Hands out memory for an array, filled with zeros. */
    static Block allocate(Kind kind, int length, int elementBytes) {
        if (length < 0) {
            throw new IllegalArgumentException("length of a " + kind + " must be 0 or more, not " + length);
        }
        long lengthBytes = (long) length * elementBytes;
        if (lengthBytes > Blocks.MAX_BYTES) {
            throw new IllegalArgumentException("length " + length + " of a " + kind + " needs " + lengthBytes
                    + " bytes, at most " + Blocks.MAX_BYTES + " are possible");
        }
        return Blocks.allocate(kind, (int) lengthBytes);
    }

    /**
     * Returns the number of elements, which never changes.
     *
     * @return the length, 0 or more
     */
    public final int length() {
        return length;
    }

    /**
     * Iterates over the elements, each read when it is asked for. Nothing is locked.
     *
     * @return a new iterator, which cannot remove
     */
    @Override
    public final Iterator<E> iterator() {
        return new Elements();
    }

    /**
     * Describes the array by its first ten elements.
     *
     * @return for example {@code SharedIntArray[1, 2, 3]}, or {@code [1, 2, ... of 5000]} where there are more
     */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder().append(kind()).append('[');
        for (int i = 0; i < Math.min(length, SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(boxed(i));
        }
        return text.append(length > SHOWN ? ", ... of " + length + "]" : "]").toString();
    }

    /** Reads an element, whose index is checked. */
    abstract E boxed(int index);

    /** Returns the index if it is one. */
    final int check(int index) {
        return Objects.checkIndex(index, length);
    }

    /** Checks that a piece is within the array. */
    final void checkRange(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
    }

    /** Returns the memory of a slice. */
    final Block part(int from, int to, int elementBytes) {
        Objects.checkFromToIndex(from, to, length);
        return block().part(from * elementBytes, (to - from) * elementBytes);
    }

    private final class Elements implements Iterator<E> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < length;
        }

        @Override
        public E next() {
            if (next == length) {
                throw new NoSuchElementException("after the last of " + length + " elements");
            }
            return boxed(next++);
        }
    }
}
