package io.processpool.internal.rpc;

import io.processpool.internal.wire.ByteArrayBuilder;
import io.processpool.internal.wire.Payload;
import java.io.IOException;

/**
 * Sends a long array in parts, ahead of the call whose argument it is: so that the other side reads some of it while
 * this one writes more, and nobody needs the memory for all of its bytes at once. Of one connection, for one thread at a
 * time.
 */
final class PartsWriter {
    /** Shorter ones are sent with the call. */
    private static final int LEAST_ELEMENTS = 2048;

    /** Some of them fill the buffers of a socket, one fits into the cache of a core. */
    private static final int PART_BYTES = 48 * 1024;

    private final Connection connection;
    private final ByteArrayBuilder bytes = new ByteArrayBuilder(64 * 1024);

    PartsWriter(Connection connection) {
        this.connection = connection;
    }

    /** Which of some arguments is to be sent in parts, -1 for none. */
    static int indexOfDivisible(Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean isLong = arguments[i] instanceof Object[] array && array.length >= LEAST_ELEMENTS;
            if (isLong && Payload.isDivisible(arguments[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Sends all of it. @return the number of the parts */
    int send(Object[] array) throws IOException {
        int number = 0;
        for (int next = 0; next < array.length; number++) {
            bytes.truncate(0);
            bytes.reserve(FrameLayout.LENGTH_BYTES);
            bytes.write(FrameLayout.PART);
            bytes.writeInt(number);
            next = Payload.writePart(array, next, PART_BYTES, bytes);
            bytes.setInt(0, bytes.length() - FrameLayout.LENGTH_BYTES);
            connection.write(bytes.array(), 0, bytes.length());
        }
        return number;
    }
}
