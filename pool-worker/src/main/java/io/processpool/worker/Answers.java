package io.processpool.worker;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.AnswerKind;
import io.processpool.internal.wire.AnswerRecord;
import io.processpool.internal.wire.BulkMemory;
import io.processpool.internal.wire.BulkPlace;
import io.processpool.internal.wire.ByteArrayBuilder;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.ItemText;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.ParkedFlag;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.RingWriter;
import io.processpool.internal.wire.ThrownAnswer;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes answers into the mailbox, where they survive this worker; what is too large for that goes {@linkplain LargeAnswers another way}. Who has written one wakes
 * the parent before anything that may take long. For the task's thread, whose interrupt flag is
 * cleared first: it belongs to the task that has ended.
 */
final class Answers {
    /** Stands for an item that could not be read. */
    static final Object UNREAD = new Object();

    private static final long FULL_NANOS = 50_000;
    private static final int KEPT_BYTES = 1 << 20;

    private final RingWriter ring;
    private final ParkedFlag parentParked;
    private final Channel channel;
    private final Output output;
    private final LargeAnswers large;
    private ByteArrayBuilder builder = new ByteArrayBuilder();

    // The item that was answered last.
    private long lastCall;
    private long lastIndex;

    Answers(Mailbox mailbox, Inbox inbox, Output output) {
        this.ring = mailbox.answerWriter();
        this.parentParked = mailbox.parentParked();
        this.channel = inbox.channel();
        this.output = output;
        this.large = new LargeAnswers(inbox, this);
    }

    /**
     * The result of an item; if it cannot travel, why.
     *
     * @return false if this JVM has run out of memory at it
     */
    boolean writeValue(long call, long index, Object item, Object result) {
        if (result instanceof Integer number && isNext(call, index)) {
            writeNextInteger(index, number);
            return true;
        }
        if (builder.array().length > KEPT_BYTES) {
            builder = new ByteArrayBuilder();
        }
        builder.truncate(0);
        if (result instanceof byte[] && writeLargeBytes(call, index, (byte[]) result)) {
            return true;
        }
        long bulk;
        try {
            int length = Payload.write(result, builder);
            bulk = isInline(length) ? BulkPlace.NOWHERE : large.put(builder.array(), length);
        } catch (RuntimeError refused) {
            writeThrown(call, index, item, withoutFrames(refused.at("the result")));
            return true;
        } catch (SerializationException failed) {
            writeThrown(call, index, item, withoutFrames(failed.at("the result")));
            return true;
        } catch (OutOfMemoryError tooLarge) {
            builder = new ByteArrayBuilder();
            writeThrown(call, index, item, tooLarge);
            return false;
        }
        write(AnswerKind.VALUE, call, index, builder.array(), builder.length(), bulk);
        return true;
    }

    /** The most common of tiny results is written where it is read. */
    private void writeNextInteger(long index, int number) {
        Thread.interrupted();
        output.flush();
        int body = begin(AnswerRecord.nextValue(Payload.INTEGER_BYTES), Payload.INTEGER_BYTES);
        Payload.putInteger(number, ring.buffer(), body);
        lastIndex = index;
        ring.publish();
    }

    private boolean isNext(long call, long index) {
        return call == lastCall && index == lastIndex + 1;
    }

    /** All frames are ours, from below the task; its message says what a user has to know. */
    static <T extends Throwable> T withoutFrames(T failure) {
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    /** Bytes for which there is shared memory go there as they are; false for others. */
    private boolean writeLargeBytes(long call, long index, byte[] bytes) {
        long place = isInline(bytes.length) ? BulkPlace.NOWHERE : large.putValue(bytes);
        if (place == BulkPlace.NOWHERE) {
            return false;
        }
        write(AnswerKind.VALUE, call, index, bytes, Payload.TAG_BYTES + bytes.length, place);
        return true;
    }

    private boolean isInline(int length) {
        boolean fits = AnswerRecord.HEADER_BYTES + (long) length <= ring.maxBodyBytes();
        return fits && (length < BulkMemory.LEAST_BYTES || !large.hasMemoryFor(length));
    }

    /**
     * What an item threw.
     *
     * @param item as its message shall show it; {@link #UNREAD} if there is none
     */
    void writeThrown(long call, long index, Object item, Throwable thrown) {
        String text = item == UNREAD ? null : ItemText.of(item);
        write(AnswerKind.THROWN, call, index, ThrownAnswer.write(text, thrown));
    }

    void write(int kind, long call, long index, byte[] payload) {
        long bulk = isInline(payload.length) ? BulkPlace.NOWHERE : large.put(payload, payload.length);
        write(kind, call, index, payload, payload.length, bulk);
    }

    /** @param bulk where the payload was put, before this record, so that an answer that is there is there whole; or {@link BulkPlace#NOWHERE} */
    private void write(int kind, long call, long index, byte[] payload, int length, long bulk) {
        Thread.interrupted();
        output.flush();
        if (bulk != BulkPlace.NOWHERE) {
            int body = begin(kind, AnswerRecord.HEADER_BYTES);
            AnswerRecord.writeHeader(ring.buffer(), body, call, index, length, bulk);
        } else if (kind == AnswerKind.VALUE && isNext(call, index)) {
            int body = begin(AnswerRecord.nextValue(length), length);
            ring.buffer().put(body, payload, 0, length);
        } else {
            int body = begin(kind, AnswerRecord.HEADER_BYTES + length);
            AnswerRecord.writeHeader(ring.buffer(), body, call, index, length, BulkPlace.NOWHERE);
            ring.buffer().put(body + AnswerRecord.HEADER_BYTES, payload, 0, length);
        }
        lastCall = call;
        lastIndex = index;
        ring.publish();
    }

    /** The parent is to look at the answers that were written, soon. */
    void wakeParent() {
        if (parentParked.take()) {
            channel.ring();
        }
    }

    /** As {@link #wakeParent}, by one who has claimed an item since the last answer. */
    void wakeParentAfterClaim() {
        if (parentParked.takeAfterFence()) {
            channel.ring();
        }
    }

    /** There is no room for an answer: gives the parent a moment to read what was answered before. */
    void awaitParent() {
        wakeParent();
        Thread.interrupted(); // A set flag would turn the wait into a busy loop.
        LockSupport.parkNanos(this, FULL_NANOS);
    }

    /** Begins a record, and waits for the parent while there is no room. */
    private int begin(int kind, int length) {
        int body = ring.begin(kind, length, Long.MAX_VALUE);
        while (body < 0) {
            awaitParent();
            body = ring.begin(kind, length, Long.MAX_VALUE);
        }
        return body;
    }
}
