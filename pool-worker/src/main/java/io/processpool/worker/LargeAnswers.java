package io.processpool.worker;

import io.processpool.internal.wire.BulkPlace;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.ResultSpace;
import java.io.IOException;
import java.util.Arrays;

/**
 * The way of what is too large for the mailbox, or better off elsewhere: into shared memory, where the parent has offered some and it is large enough, or else
 * over the socket. For the task's thread, which waits here while the parent has not read enough of what came before.
 */
final class LargeAnswers {
    private static final int MOST_DIRECT_BYTES = 1 << 30;

    private final Inbox inbox;
    private final Answers answers;
    private long lastBulk;

    // What the parent had offered when it was looked at last.
    private ResultSpace space;

    /** @param answers waits for the parent where there is no room */
    LargeAnswers(Inbox inbox, Answers answers) {
        this.inbox = inbox;
        this.answers = answers;
    }

    /** Whether there is shared memory for so many bytes, perhaps after a wait. */
    boolean hasMemoryFor(int length) {
        space = inbox.resultSpace();
        return space != null && space.canHold(length);
    }

    /**
     * Puts bytes to where the record that is to name them will find them.
     *
     * @return what the record is to name
     * @throws OutOfMemoryError before anything was sent
     */
    long put(byte[] payload, int length) {
        long place = take(length);
        if (place == BulkPlace.NOWHERE) {
            return send(length == payload.length ? payload : Arrays.copyOf(payload, length));
        }
        space.bytes(place, length).put(payload, 0, length);
        return place;
    }

    /**
     * Puts a value that needs no other form before it is in shared memory.
     *
     * @return what the record is to name, or {@link BulkPlace#NOWHERE} if there is no shared memory for it
     */
    long putValue(byte[] value) {
        if (value.length > MOST_DIRECT_BYTES) {
            return BulkPlace.NOWHERE;
        }
        int length = Payload.TAG_BYTES + value.length;
        long place = take(length);
        if (place != BulkPlace.NOWHERE) {
            Payload.writeBytes(value, space.bytes(place, length));
        }
        return place;
    }

    private long take(int length) {
        while (hasMemoryFor(length)) {
            long place = space.take(length);
            if (place != BulkPlace.NOWHERE) {
                return place;
            }
            answers.awaitParent();
        }
        return BulkPlace.NOWHERE;
    }

    private long send(byte[] bytes) {
        try {
            inbox.channel().send(++lastBulk, bytes);
        } catch (IOException gone) {
            LifeLine.parentIsGone();
        }
        return lastBulk;
    }
}
