package io.processpool.worker;

import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.wire.ChunkRecord;
import io.processpool.internal.wire.Claim;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.FunctionRecord;
import io.processpool.internal.wire.ItemStage;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.Payload;
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
    private final Map<Long, Function> functions = new HashMap<>();
    private boolean outOfMemory;

    TaskLoop(Mailbox mailbox, Inbox inbox, Answers answers) {
        this.words = mailbox.words();
        this.inbox = inbox;
        this.answers = answers;
        this.runningTask = inbox.runningTask();
        this.stage = mailbox.stage();
    }

    /**
     * Runs tasks until the parent has no more, or this JVM is out of memory.
     *
     * @return whether it still has memory
     */
    boolean run() {
        while (!outOfMemory) {
            ring = inbox.awaitTask();
            if (ring.kind() == TaskKind.SHUTDOWN) {
                return true;
            }
            read();
            ring.release();
        }
        return false;
    }

    private void read() {
        int body = ring.bodyOffset();
        switch (ring.kind()) {
            case TaskKind.CHUNK -> runChunk(ring.buffer(), body);
            case TaskKind.FUNCTION -> learn(ring.buffer(), body);
            case TaskKind.FORGET -> functions.remove(FunctionRecord.id(ring.buffer(), body));
            default -> throw new CorruptMessageException("task: kind=" + ring.kind());
        }
    }

    private void learn(ByteBuffer buffer, int body) {
        int length = FunctionRecord.bytes(buffer, body);
        long bulk = FunctionRecord.bulk(buffer, body);
        ByteBuffer payload = payload(buffer, body + FunctionRecord.HEADER_BYTES, length, bulk);
        functions.put(FunctionRecord.id(buffer, body), Function.read(payload));
    }

    private void runChunk(ByteBuffer buffer, int body) {
        int functionBytes = ChunkRecord.functionBytes(buffer, body);
        int length = functionBytes + ChunkRecord.itemsBytes(buffer, body);
        long call = ChunkRecord.call(buffer, body);
        long firstIndex = ChunkRecord.firstIndex(buffer, body);
        ByteBuffer payload = payload(buffer, body + ChunkRecord.HEADER_BYTES, length, ChunkRecord.bulk(buffer, body));
        int end = payload.limit();
        Function function = functionBytes > 0 ? null : functions.get(ChunkRecord.function(buffer, body));
        int itemAt = payload.position() + functionBytes;
        int claimAt = ChunkRecord.claimOffset(body);
        while (!outOfMemory) {
            stage.reading();
            int item = Claim.start(words, claimAt);
            if (item < 0) {
                return;
            }
            if (function == null) {
                function = Function.read(payload.duplicate().limit(itemAt));
            }
            int itemBytes = payload.getInt(itemAt);
            itemAt += Integer.BYTES;
            payload.limit(itemAt + itemBytes).position(itemAt);
            boolean last = runItem(function, payload, claimAt, call, firstIndex + item);
            if (last) {
                return;
            }
            itemAt += itemBytes;
            payload.limit(end);
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
        Object item = Answers.UNREAD;
        Object result = null;
        Throwable failure = null;
        runningTask.begin(call, index);
        try {
            item = Payload.read(argument);
            stage.running();
            result = function.apply(item);
            item = large ? Answers.UNREAD : item; // Both need not be in memory while the result is written.
        } catch (Throwable thrown) {
            outOfMemory = thrown instanceof OutOfMemoryError;
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
            answers.writeValue(call, index, item, result);
        } else {
            answers.writeThrown(call, index, item, failure);
        }
        return last;
    }

    /** Big-endian, with its position and limit around the payload. */
    private ByteBuffer payload(ByteBuffer buffer, int at, int length, long bulk) {
        return bulk == 0 ? buffer.duplicate().limit(at + length).position(at) : ByteBuffer.wrap(inbox.awaitBulk(bulk));
    }
}
