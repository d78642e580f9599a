package io.processpool.pool;

import java.util.Arrays;
import java.util.Optional;

/**
 * Says which item of a call a failure belongs to. It is never thrown: what a task of {@code map}, {@code starmap}, {@code imap} or one of their like
 * throws has one among its {@linkplain Throwable#getSuppressed suppressed} exceptions, unless its class takes none.
 *
 * <pre>
 *   java.lang.IllegalArgumentException: no price
 *       at com.acme.Orders.price(Orders.java:17)
 *       ...
 *       Suppressed: item 17 of map (call 3): Order[42]
 * </pre>
 *
 * <p>A {@link WorkerDiedException} says it itself; {@code apply} has one item only.
 */
public final class FailedItem extends Exception {
    private static final long serialVersionUID = 1L;

    private final long index;
    private final String item;

    FailedItem(String call, long index, String item) {
        super("item " + index + " of " + call + (item == null ? "" : ": " + item), null, false, false);
        this.index = index;
        this.item = item;
    }

    /**
     * Finds what is known of the item of a failure.
     *
     * @param failure what a call threw or a result failed with, may be null
     * @return the item, from the failure or the first of its causes that knows one
     */
    public static Optional<FailedItem> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 50; depth++) {
            Optional<FailedItem> found = Arrays.stream(cause.getSuppressed())
                    .filter(FailedItem.class::isInstance)
                    .map(FailedItem.class::cast)
                    .reduce((inner, outer) -> outer); // The last one is this process's, where pools are nested.
            if (found.isPresent()) {
                return found;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /**
     * Which item failed.
     *
     * @return its index within its call, from 0
     */
    public long index() {
        return index;
    }

    /**
     * What the item looks like.
     *
     * @return the first 200 characters of its {@code toString()}, as it was in the worker when the task had failed; empty if it could not be rebuilt there, or
     *     had more than a mebibyte
     */
    public Optional<String> item() {
        return Optional.ofNullable(item);
    }

    /** The message alone, so that a stack trace reads well. */
    @Override
    public String toString() {
        return getMessage();
    }

    /** Attaches it to the failure of an item; returns that, or what stands for it. */
    static Throwable attach(Throwable failure, Call call, long index, String item) {
        if (call == null || call.isApply()) {
            return failure;
        }
        Throwable open = withRoom(failure);
        open.addSuppressed(new FailedItem(call.toString(), index, item));
        return open;
    }

    /** The errors that a JVM makes itself, without their constructors, take no suppressed ones; their like does. */
    private static Throwable withRoom(Throwable failure) {
        Throwable like;
        if (failure.getClass() == OutOfMemoryError.class) {
            like = new OutOfMemoryError(failure.getMessage());
        } else if (failure.getClass() == StackOverflowError.class) {
            like = new StackOverflowError(failure.getMessage());
        } else {
            return failure;
        }
        like.setStackTrace(failure.getStackTrace());
        Arrays.stream(failure.getSuppressed()).forEach(like::addSuppressed);
        return failure.getCause() == null ? like : like.initCause(failure.getCause());
    }
}
