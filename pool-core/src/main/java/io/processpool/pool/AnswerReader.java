package io.processpool.pool;

import io.processpool.SerializationException;
import io.processpool.internal.wire.AnswerKind;
import io.processpool.internal.wire.AnswerRecord;
import io.processpool.internal.wire.BulkMemory;
import io.processpool.internal.wire.BulkPlace;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.RecordPayload;
import io.processpool.internal.wire.ResultMemory;
import io.processpool.internal.wire.RingReader;
import io.processpool.internal.wire.ThrownAnswer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads what a worker answers, rebuilds the results, and tells the dispatcher and the calls. One thread at a time reads: the worker's reading thread, a caller
 * that helps, or, after the worker's death, the thread that buries it. Bulks are added by whoever reads the socket.
 */
final class AnswerReader {
    /** More answers that name a bulk than the ring has room for, and one whose answer waits for room. */
    private static final int MOST_BULKS = Mailbox.RING_BYTES / AnswerRecord.HEADER_BYTES;

    private static final long NO_CALL = 0;

    private final PoolEngine engine;
    private final Worker worker;
    private final Slot slot;
    private final RingReader ring;
    private final ByteBuffer view;
    private final AnswerBatch batch = new AnswerBatch();
    private final Map<Long, byte[]> bulks = new ConcurrentHashMap<>();
    private final ResultMemory memory;

    // The item that was answered last; no call at first.
    private long lastCallId;
    private long lastIndex;

    // Of the last answer of this batch, if it was found; null for one that is over.
    private long foundCallId;
    private Call found;

    AnswerReader(PoolEngine engine, Worker worker, Slot slot, Mailbox mailbox) {
        this.engine = engine;
        this.worker = worker;
        this.slot = slot;
        this.ring = mailbox.answerReader();
        this.view = ring.buffer().duplicate();
        this.memory = new ResultMemory(engine.bulkMemory());
    }

    /** A bulk has arrived; the answer that names it follows. */
    void bulkArrived(byte[] bytes, long id) {
        if (bulks.size() == MOST_BULKS || bulks.put(id, bytes) != null) {
            throw new CorruptMessageException(
                    "bulk " + id + ": it was sent twice, or " + MOST_BULKS + " wait for their answers");
        }
    }

    boolean hasNext() {
        return ring.hasNext();
    }

    /**
     * Reads and tells what is there.
     *
     * @return how many records there were
     */
    int readAll() {
        int all = 0;
        int records = readBatch();
        while (records > 0) {
            all += records;
            records = readBatch();
        }
        return all;
    }

    private int readBatch() {
        int records = 0;
        foundCallId = NO_CALL;
        found = null;
        try {
            while (!batch.isFull() && ring.next()) {
                records++;
                readRecord();
            }
        } finally {
            tell(records > 0); // Also what stands before a record that cannot be read.
        }
        return records;
    }

    private void tell(boolean any) {
        if (any) {
            ring.release();
        }
        int answers = batch.size();
        if (answers == 0) {
            return;
        }
        worker.awaitPrinted();
        int right = engine.dispatcher().answered(slot, batch);
        long wrongIndex = right < answers ? batch.indexOf(right) : 0;
        batch.deliver(right);
        if (right < answers) {
            throw new CorruptMessageException("answer to item " + wrongIndex + ", which was not running");
        }
    }

    /** The worker is dead, and nothing comes any more. */
    void close() {
        memory.close();
    }

    private void readRecord() {
        if (AnswerRecord.isNextValue(ring)) {
            readNextValue();
            return;
        }
        RecordPayload.checkHeader(ring, AnswerRecord.HEADER_BYTES);
        int body = ring.bodyOffset();
        switch (ring.kind()) {
            case AnswerKind.READY -> {
                checkStarting();
                engine.supervisor().ready(slot, worker);
            }
            case AnswerKind.INITIALIZER_FAILED -> {
                checkStarting();
                engine.supervisor().initializerFailed(readThrowable(payload(body)));
            }
            case AnswerKind.VALUE, AnswerKind.THROWN -> readAnswer(body);
            default -> throw new CorruptMessageException("answer: kind=" + ring.kind());
        }
    }

    /** A worker is ready once, or never. */
    private void checkStarting() {
        if (worker.wasReady()) {
            throw new CorruptMessageException("answer: kind=" + ring.kind() + " of a worker that was ready");
        }
    }

    private ByteBuffer payload(int body) {
        int length = AnswerRecord.bytes(ring.buffer(), body);
        long bulk = AnswerRecord.bulk(ring.buffer(), body);
        if (BulkPlace.isAddress(bulk)) {
            return memory.at(bulk, length);
        }
        if (bulk != BulkPlace.NOWHERE) {
            return ByteBuffer.wrap(takeBulk(bulk));
        }
        return inline(AnswerRecord.HEADER_BYTES, length);
    }

    private ByteBuffer inline(int headerBytes, int length) {
        ByteBuffer payload = RecordPayload.of(ring, view, headerBytes, length);
        if (length >= BulkMemory.LEAST_BYTES) {
            offerMemory(length);
        }
        return payload;
    }

    private byte[] takeBulk(long id) {
        byte[] bytes = bulks.remove(id);
        if (bytes == null) {
            worker.receive(); // It was sent before this record: what the reading thread has not read yet is there.
            bytes = bulks.remove(id);
        }
        if (bytes == null) {
            throw new CorruptMessageException("answer: bulk " + id + " did not arrive");
        }
        if (bytes == Channel.UNKEPT) {
            throw new OutOfMemoryError("what the task gave does not fit into the memory of this JVM");
        }
        offerMemory(bytes.length);
        return bytes;
    }

    /** A result that is better off in shared memory has come by another way. */
    private void offerMemory(int length) {
        byte[] offer = memory.offerFor(length);
        if (offer != null) {
            worker.offer(offer);
        }
    }

    private void readAnswer(int body) {
        lastCallId = AnswerRecord.call(ring.buffer(), body);
        lastIndex = AnswerRecord.index(ring.buffer(), body);
        try {
            ByteBuffer payload = payload(body);
            if (ring.kind() == AnswerKind.VALUE) {
                addValue(payload);
            } else {
                addFailure(ThrownAnswer.readItemText(payload), readThrowable(payload));
            }
        } catch (SerializationException | OutOfMemoryError cannotBeRebuilt) {
            addFailure(null, cannotBeRebuilt);
        }
        if (BulkPlace.isAddress(AnswerRecord.bulk(ring.buffer(), body))) {
            memory.consumed();
        }
    }

    private void readNextValue() {
        if (lastCallId == NO_CALL) {
            throw new CorruptMessageException("answer: kind=" + ring.kind() + " before any other");
        }
        ByteBuffer payload = inline(0, AnswerRecord.nextValueBytes(ring));
        lastIndex++;
        try {
            addValue(payload);
        } catch (SerializationException | OutOfMemoryError cannotBeRebuilt) {
            addFailure(null, cannotBeRebuilt);
        }
    }

    private void addValue(ByteBuffer payload) {
        Object value = Payload.read(payload, engine.supervisor().resultFilter());
        batch.addValue(lastCallId, lastIndex, lastCall(), value);
    }

    private Throwable readThrowable(ByteBuffer payload) {
        return WorkerFrame.mark(
                Payload.readThrowable(payload, engine.supervisor().resultFilter()), worker.name(), worker.pid());
    }

    private void addFailure(String item, Throwable failure) {
        Call call = lastCall();
        batch.addFailure(lastCallId, lastIndex, call, FailedItem.attach(failure, call, lastIndex, item));
    }

    /** The call of the item that was answered last, null if it is over. */
    private Call lastCall() {
        if (foundCallId != lastCallId) {
            found = engine.call(lastCallId);
            foundCallId = lastCallId;
        }
        return found;
    }
}
