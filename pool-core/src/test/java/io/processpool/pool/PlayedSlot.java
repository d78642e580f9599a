package io.processpool.pool;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.AnswerRecord;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.RingReader;
import io.processpool.internal.wire.SocketPair;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongFunction;

/** A slot over a real mailbox and socket, whose worker the test plays. */
final class PlayedSlot implements Closeable {
    final Slot slot;
    PlayedWorker worker;

    private final SocketPair sockets = SocketPair.open();
    private final Channel channel = new Channel(sockets.parent, (bytes, id) -> {});
    private RingReader answers;

    PlayedSlot(Segment segment, int index) throws IOException {
        this.slot = new Slot(index, new Mailbox(segment, index));
    }

    /** A new worker has started. */
    TaskPort begin() {
        slot.mailbox.clear();
        worker = new PlayedWorker(slot.mailbox);
        answers = slot.mailbox.answerReader();
        return new TaskPort(slot.mailbox, channel);
    }

    void beginReady(int maxItems) {
        TaskPort port = begin();
        slot.ready(null, port, maxItems);
    }

    /** What the reading thread does when it wakes; the calls that are over are null. */
    int readAnswers(Dispatcher dispatcher, LongFunction<Call> calls) {
        AnswerBatch batch = new AnswerBatch();
        while (!batch.isFull() && answers.next()) {
            int body = answers.bodyOffset();
            long call = AnswerRecord.call(answers.buffer(), body);
            long index = AnswerRecord.index(answers.buffer(), body);
            batch.addValue(call, index, calls.apply(call), index);
        }
        answers.release();
        int size = batch.size();
        if (size > 0) {
            int right = dispatcher.answered(slot, batch);
            batch.deliver(right);
            if (right < size) {
                throw new CorruptMessageException("only " + right + " of " + size + " answers are right");
            }
        }
        if (worker.hasRung()) {
            dispatcher.roomMade(slot);
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        sockets.close();
    }
}
