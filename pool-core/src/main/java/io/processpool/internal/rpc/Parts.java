package io.processpool.internal.rpc;

import io.processpool.internal.wire.Payload;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The parts of an argument that have come before its call. Of one connection, for one thread. */
public final class Parts {
    private final List<Object[]> parts = new ArrayList<>();
    private int elements;
    private OutOfMemoryError noRoom; // for one of them; null if there was room for all

    /**
     * Adds what a frame holds. The first part of another argument takes the place of those whose call never came.
     *
     * @param filter of what it may be
     * @throws StreamCorruptedException if it is not the next one
     */
    public void add(ByteBuffer body, ObjectInputFilter filter) throws IOException {
        int index = body.remaining() < Integer.BYTES ? -1 : body.getInt();
        if (index == 0) {
            clear();
        }
        if (noRoom != null) {
            return;
        }
        try {
            if (index != parts.size() || !(Payload.read(body, filter) instanceof Object[] part)) {
                throw new StreamCorruptedException("part " + index + " of an argument, behind " + parts.size());
            }
            elements = Math.addExact(elements, part.length);
            parts.add(part);
        } catch (OutOfMemoryError ofThisPart) {
            lose(ofThisPart);
        }
    }

    /** There is no room for the next part: forgets those before it, and has its call fail. */
    public void lose(OutOfMemoryError forThatPart) {
        clear();
        noRoom = forThatPart;
    }

    /**
     * The argument, whose parts are then forgotten. Who takes its elements into a collection fills it with nulls then: so
     * large an array is old from its beginning, and what it refers to would outlive all young collections, even when
     * neither is needed any more.
     *
     * @param number of the parts that there must be
     * @throws StreamCorruptedException if there are not so many
     * @throws OutOfMemoryError if there was no room for one of them, or there is none for the whole
     */
    Object[] take(int number) throws IOException {
        try {
            return join(number);
        } finally {
            clear();
        }
    }

    private Object[] join(int number) throws IOException {
        if (noRoom != null) {
            throw noRoom;
        }
        if (number != parts.size()) {
            throw new StreamCorruptedException(
                    "an argument of " + number + " parts, of which " + parts.size() + " came");
        }
        Object[] whole = new Object[elements];
        int end = 0;
        for (Object[] part : parts) {
            System.arraycopy(part, 0, whole, end, part.length);
            end += part.length;
        }
        return whole;
    }

    private void clear() {
        parts.clear();
        elements = 0;
        noRoom = null;
    }
}
