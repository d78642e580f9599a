package io.processpool.worker;

import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.wire.BulkPlace;
import io.processpool.internal.wire.BulkSegments;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.ChunkRecord;
import io.processpool.internal.wire.Claim;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.FunctionRecord;
import io.processpool.internal.wire.ItemStage;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.RecordPayload;
import io.processpool.internal.wire.RingReader;
import io.processpool.internal.wire.TaskKind;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs what comes in, one item at a time, until there is no more. An item is claimed before it is so much as looked at: what dies with this worker is the one item
 * that it had claimed.
 */
final class TaskLoop {
    private static final int LARGE_BYTES = 1 << 20;

    private final Words words;
    private final Inbox inbox;
    private final Answers answers;
    private final RunningTask runningTask;
    private final ItemStage stage;
    private RingReader ring;
    private final BulkSegments memory = new BulkSegments();
    private final Map<Long, Function> functions = new HashMap<>();
    private final HeapLimit heapLimit = HeapLimit.ofThisWorker();
    private boolean itemIsTooLarge;
    private boolean outOfMemory;
    private boolean ends;

    TaskLoop(Mailbox mailbox, Inbox inbox, Answers answers) {
        this.words = mailbox.words();
        this.inbox = inbox;
        this.answers = answers;
        this.runningTask = inbox.runningTask();
        this.stage = mailbox.stage();
    }

    /**
     * Runs tasks until the parent has no more, or this JVM is out of memory, or its heap holds more than it may. What it has not begun, another worker runs.
     *
     * @return whether it still has memory
     */
    boolean run() {
        while (!ends) {
            ring = inbox.awaitTask();
            if (ring.kind() == TaskKind.SHUTDOWN) {
                return true;
            }
            read();
            ring.release();
            answers.wakeParent();
        }
        return !outOfMemory;
    }

    private void read() {
        int body = ring.bodyOffset();
        switch (ring.kind()) {
            case TaskKind.CHUNK -> runChunk(ring.buffer(), body);
            case TaskKind.FUNCTION -> learn(ring.buffer(), body);
            case TaskKind.MEMORY -> memory.learn(ring);
            case TaskKind.FORGET -> functions.remove(FunctionRecord.id(ring.buffer(), body));
            default -> throw new CorruptMessageException("task: kind=" + ring.kind());
        }
    }

    private void learn(ByteBuffer buffer, int body) {
        RecordPayload.checkHeader(ring, FunctionRecord.HEADER_BYTES);
        int length = FunctionRecord.bytes(buffer, body);
        long bulk = FunctionRecord.bulk(buffer, body);
        ByteBuffer payload = payload(FunctionRecord.HEADER_BYTES, length, bulk);
        functions.put(FunctionRecord.id(buffer, body), new Function(bulk == 0 ? copy(payload) : payload));
    }

    private void runChunk(ByteBuffer buffer, int body) {
        RecordPayload.checkHeader(ring, ChunkRecord.HEADER_BYTES);
        int functionBytes = ChunkRecord.functionBytes(buffer, body);
        int length = functionBytes + ChunkRecord.itemsBytes(buffer, body);
        long call = ChunkRecord.call(buffer, body);
        long firstIndex = ChunkRecord.firstIndex(buffer, body);
        long bulk = ChunkRecord.bulk(buffer, body);
        boolean isElsewhere = BulkPlace.isAddress(bulk);
        int claimAt = ChunkRecord.claimOffset(body);
        ByteBuffer payload = isElsewhere
                ? payload(ChunkRecord.HEADER_BYTES, functionBytes, 0)
                : payload(ChunkRecord.HEADER_BYTES, length, bulk);
        if (payload == null) {
            refuseChunk(claimAt, call, firstIndex, length);
            return;
        }
        Function function = functionBytes > 0
                ? new Function(payload.slice(payload.position(), functionBytes))
                : functions.get(ChunkRecord.function(buffer, body));
        ByteBuffer items = isElsewhere
                ? memory.at(bulk, length - functionBytes)
                : payload.position(payload.position() + functionBytes);
        int itemAt = items.position();
        int end = items.limit();
        while (!ends) {
            stage.reading();
            int item = Claim.start(words, claimAt);
            if (item < 0) {
                return;
            }
            answers.wakeParentAfterClaim();
            itemAt = RecordPayload.nextItem(items, itemAt, end);
            boolean last = runItem(function, items, claimAt, call, firstIndex + item);
            ends = outOfMemory || holdsTooMuch();
            if (last) {
                return;
            }
        }
    }

    private boolean holdsTooMuch() {
        if (!heapLimit.isSuspected()) {
            return false;
        }
        answers.wakeParent(); // What was answered shall not wait for a collection.
        return heapLimit.isExceeded();
    }

    /** The items do not fit into the memory of this JVM; each is claimed and fails. */
    private void refuseChunk(int claimAt, long call, long firstIndex, int length) {
        int item = Claim.start(words, claimAt);
        while (item >= 0) {
            Throwable failure =
                    new OutOfMemoryError("a chunk of " + length + " bytes does not fit into the memory of this worker");
            answers.writeThrown(call, firstIndex + item, Answers.UNREAD, failure);
            item = Claim.start(words, claimAt);
        }
    }

    /**
     * Runs and answers an item.
     *
     * @return whether it was the last of its chunk; then the record has been given back before the answer, so that the parent, which fills the ring when answers
     *     come, finds the room, and nothing of the record may be touched any more
     */
    private boolean runItem(Function function, ByteBuffer argument, int claimAt, long call, long index) {
        boolean large = argument.remaining() > LARGE_BYTES;
        itemIsTooLarge = false;
        Object item = Answers.UNREAD;
        Object result = null;
        Throwable failure = null;
        runningTask.begin(call, index);
        try {
            function.read();
            Object read = large ? readLarge(argument) : Payload.read(argument);
            item = large ? Answers.UNREAD : read; // The task alone decides how long a large one is kept.
            stage.running();
            result = function.apply(read);
        } catch (Throwable thrown) {
            outOfMemory = thrown instanceof OutOfMemoryError && !function.isTooLarge() && !itemIsTooLarge;
            failure = thrown;
        }
        runningTask.end();
        stage.writing();
        ProcessEvents.taskEnded(call, index);
        boolean last = Claim.unstarted(words.getLongVolatile(claimAt)) == 0;
        if (last) {
            ring.release();
        }
        if (failure == null) {
            outOfMemory |= !answers.writeValue(call, index, item, result);
        } else {
            answers.writeThrown(call, index, item, failure);
        }
        return last;
    }

    /** What does not fit has left no trace in this JVM, and costs its item only. */
    private Object readLarge(ByteBuffer argument) {
        int length = argument.remaining();
        try {
            return Payload.read(argument);
        } catch (OutOfMemoryError noRoom) {
            itemIsTooLarge = true;
            String message = "an argument of " + length + " bytes does not fit into the memory of this worker: ";
            throw (Error) new OutOfMemoryError(message + noRoom.getMessage()).initCause(noRoom);
        }
    }

    /** Big-endian, with its position and limit around the payload; null if it did not fit into the memory of this JVM. */
    private ByteBuffer payload(int headerBytes, int length, long bulk) {
        if (bulk == 0) {
            return RecordPayload.of(ring, ring.buffer().duplicate(), headerBytes, length);
        }
        byte[] bytes = inbox.awaitBulk(bulk);
        return bytes == Channel.UNKEPT ? null : ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    }
}
