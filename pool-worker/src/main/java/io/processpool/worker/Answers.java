package io.processpool.worker;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.AnswerKind;
import io.processpool.internal.wire.AnswerRecord;
import io.processpool.internal.wire.ByteArrayBuilder;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.ItemText;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.ParkedFlag;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.RingWriter;
import io.processpool.internal.wire.ThrownAnswer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes answers into the mailbox, where they survive this worker, or over the socket where they are too large. Who has written one wakes the parent before
 * anything that may take long. For the task's thread, whose interrupt flag is
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
    private ByteArrayBuilder builder = new ByteArrayBuilder();
    private long lastBulk;

    // The item that was answered last.
    private long lastCall;
    private long lastIndex;

    Answers(Mailbox mailbox, Channel channel, Output output) {
        this.ring = mailbox.answerWriter();
        this.parentParked = mailbox.parentParked();
        this.channel = channel;
        this.output = output;
    }

    /**
     * The result of an item; if it cannot travel, why.
     *
     * @return false if this JVM has run out of memory at it
     */
    boolean writeValue(long call, long index, Object item, Object result) {
        if (builder.array().length > KEPT_BYTES) {
            builder = new ByteArrayBuilder();
        }
        builder.truncate(0);
        byte[] payload;
        try {
            Payload.write(result, builder);
            payload = written();
        } catch (RuntimeError refused) {
            writeThrown(call, index, item, refused.at("the result"));
            return true;
        } catch (SerializationException failed) {
            writeThrown(call, index, item, failed.at("the result"));
            return true;
        } catch (OutOfMemoryError tooLarge) {
            builder = new ByteArrayBuilder();
            writeThrown(call, index, item, tooLarge);
            return false;
        }
        write(AnswerKind.VALUE, call, index, payload, builder.length());
        return true;
    }

    /** The result's bytes; exactly those where they go over the socket, so that want of memory shows before anything is sent. */
    private byte[] written() {
        return isInline(builder.length()) ? builder.array() : Arrays.copyOf(builder.array(), builder.length());
    }

    private boolean isInline(int length) {
        return AnswerRecord.HEADER_BYTES + (long) length <= ring.maxBodyBytes();
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
        write(kind, call, index, payload, payload.length);
    }

    private void write(int kind, long call, long index, byte[] payload, int length) {
        Thread.interrupted();
        output.flush();
        if (kind == AnswerKind.VALUE && call == lastCall && index == lastIndex + 1 && length <= ring.maxBodyBytes()) {
            int body = begin(AnswerRecord.nextValue(length), length);
            ring.buffer().put(body, payload, 0, length);
        } else {
            writeWhole(kind, call, index, payload, length);
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

    private void writeWhole(int kind, long call, long index, byte[] payload, int length) {
        boolean inline = isInline(length);
        long bulk = inline ? 0 : sendBulk(payload);
        int body = begin(kind, AnswerRecord.HEADER_BYTES + (inline ? length : 0));
        AnswerRecord.writeHeader(ring.buffer(), body, call, index, length, bulk);
        if (inline) {
            ring.buffer().put(body + AnswerRecord.HEADER_BYTES, payload, 0, length);
        }
    }

    /** Before the record that names it, so that an answer that is there is there whole. */
    private long sendBulk(byte[] bytes) {
        try {
            channel.send(++lastBulk, bytes);
        } catch (IOException gone) {
            LifeLine.parentIsGone();
        }
        return lastBulk;
    }

    /** Begins a record, and waits for the parent while there is no room. */
    private int begin(int kind, int length) {
        int body = ring.begin(kind, length, Long.MAX_VALUE);
        while (body < 0) {
            wakeParent();
            Thread.interrupted();
            LockSupport.parkNanos(this, FULL_NANOS);
            body = ring.begin(kind, length, Long.MAX_VALUE);
        }
        return body;
    }
}
