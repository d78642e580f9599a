package io.processpool.pool;

import io.processpool.internal.wire.BulkPlace;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.ChunkRecord;
import io.processpool.internal.wire.FunctionRecord;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.MemoryRecord;
import io.processpool.internal.wire.ParkedFlag;
import io.processpool.internal.wire.RingWriter;
import io.processpool.internal.wire.TaskKind;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes what one worker has to do: into its mailbox, or over its socket where it is too large for a record and there was no room for it in shared memory.
 * Guarded by the dispatcher's lock.
 */
final class TaskPort {
    private static final byte[] NONE = {};
    private static final long NO_FUNCTION = 0;

    private final RingWriter ring;
    private final ParkedFlag workerParked;
    private final ParkedFlag roomWanted;
    private final Channel channel;
    private final Set<Long> functions = new HashSet<>();
    private final BitSet memories = new BitSet();
    private final ArrayDeque<Long> forgotten = new ArrayDeque<>(0);
    private long lastBulk;

    // Of those that the worker has, the one that was asked for last.
    private long lastFunction = NO_FUNCTION;

    TaskPort(Mailbox mailbox, Channel channel) {
        this.ring = mailbox.taskWriter();
        this.workerParked = mailbox.workerParked();
        this.roomWanted = mailbox.roomWanted();
        this.channel = channel;
    }

    /**
     * Writes a range. If there is no room now, the worker rings when it has nothing to do.
     *
     * @param keepFrom position of the oldest record whose claim is still looked at
     * @return null if there is no room now
     */
    Handed write(Range range, long keepFrom) {
        Handed handed = tryWrite(range, keepFrom);
        if (handed == null) {
            roomWanted.setVolatile();
            handed = tryWrite(range, keepFrom);
        }
        if (handed == null) {
            publish(); // The function may have been written: room comes only when the worker has read it.
        }
        return handed;
    }

    /**
     * Writes a range, and before it the function of its call if the worker does not have it.
     *
     * @return null if there is no room now
     */
    private Handed tryWrite(Range range, long keepFrom) {
        Call call = range.call;
        writeForgotten(keepFrom);
        if (!knows(range.chunk.place(), keepFrom)) {
            return null;
        }
        if (call.functionGoesAlong()) {
            return writeChunk(range, call.function.bytes(), keepFrom);
        }
        return knows(call.function, keepFrom) ? writeChunk(range, NONE, keepFrom) : null;
    }

    /** Whether the worker has the memory of a place; if not, it is told, if there is room. */
    private boolean knows(BulkPlace place, long keepFrom) {
        if (place == null || memories.get(place.segment())) {
            return true;
        }
        byte[] handle = MemoryRecord.encoded(place.segmentHandle());
        int body = ring.begin(TaskKind.MEMORY, MemoryRecord.HEADER_BYTES + handle.length, keepFrom);
        if (body < 0) {
            return false;
        }
        MemoryRecord.write(ring.buffer(), body, place.segment(), handle);
        memories.set(place.segment());
        return true;
    }

    /** Whether the worker has a function; if not, it is written, if there is room. */
    private boolean knows(TaskFunction function, long keepFrom) {
        if (function.id() == lastFunction || functions.contains(function.id())) {
            lastFunction = function.id();
            return true;
        }
        return writeFunction(function, keepFrom) && functions.add(function.id());
    }

    /** The call is over: the worker forgets its function, the next time that it looks. */
    void forget(Call call, long keepFrom) {
        TaskFunction function = call.function;
        if (function != null && !function.isLasting() && functions.remove(function.id())) {
            lastFunction = NO_FUNCTION;
            forgotten.add(function.id());
            writeForgotten(keepFrom);
            ring.publish();
        }
    }

    private void writeForgotten(long keepFrom) {
        while (!forgotten.isEmpty()) {
            int body = ring.begin(TaskKind.FORGET, FunctionRecord.HEADER_BYTES, keepFrom);
            if (body < 0) {
                return;
            }
            FunctionRecord.writeHeader(ring.buffer(), body, forgotten.remove(), 0, 0);
        }
    }

    /** No more tasks; nothing can be written behind it. */
    void writeShutdown() {
        ring.writeLast(TaskKind.SHUTDOWN);
    }

    /** Shows the worker what was written, and wakes it if it sleeps. */
    void publish() {
        ring.publish();
        if (workerParked.take()) {
            channel.ring();
        }
    }

    private boolean writeFunction(TaskFunction function, long keepFrom) {
        byte[] bytes = function.bytes();
        boolean inline = FunctionRecord.HEADER_BYTES + (long) bytes.length <= ring.maxBodyBytes();
        int body = ring.begin(TaskKind.FUNCTION, FunctionRecord.HEADER_BYTES + (inline ? bytes.length : 0), keepFrom);
        if (body < 0) {
            return false;
        }
        try {
            writeFunction(function, body, inline);
            return true;
        } catch (RuntimeException | Error failed) {
            ring.abandon();
            throw failed;
        }
    }

    private void writeFunction(TaskFunction function, int body, boolean inline) {
        byte[] bytes = function.bytes();
        long bulk = inline ? 0 : ++lastBulk;
        FunctionRecord.writeHeader(ring.buffer(), body, function.id(), bytes.length, bulk);
        if (inline) {
            ring.buffer().put(body + FunctionRecord.HEADER_BYTES, bytes);
        } else {
            channel.sendLater(bulk, bytes);
        }
    }

    private Handed writeChunk(Range range, byte[] function, long keepFrom) {
        BulkPlace place = range.chunk.place();
        int payload = function.length + (place == null ? range.bytes() : 0);
        boolean inline = ChunkRecord.HEADER_BYTES + (long) payload <= ring.maxBodyBytes();
        int body = ring.begin(TaskKind.CHUNK, ChunkRecord.HEADER_BYTES + (inline ? payload : 0), keepFrom);
        if (body < 0) {
            return null;
        }
        try {
            return writeChunk(range, function, body, inline);
        } catch (RuntimeException | Error failed) {
            ring.abandon(); // Else the worker would run what its slot does not know of.
            throw failed;
        }
    }

    private Handed writeChunk(Range range, byte[] function, int body, boolean inline) {
        Handed handed = new Handed(range, ring.recordPosition(), ChunkRecord.claimOffset(body));
        ByteBuffer buffer = ring.buffer();
        long bulk = inline ? placeOf(range) : ++lastBulk;
        ChunkRecord.writeItems(buffer, body, range.items(), range.call.id, range.firstIndex());
        ChunkRecord.writePayload(buffer, body, range.call.function.id(), function.length, range.bytes(), bulk);
        if (!inline) {
            channel.sendLater(bulk, joined(function, range));
            return handed;
        }
        int at = body + ChunkRecord.HEADER_BYTES;
        buffer.put(at, function);
        if (range.chunk.place() == null) {
            buffer.put(at + function.length, range.chunk.frames(), range.fromByte, range.bytes());
        }
        return handed;
    }

    private static long placeOf(Range range) {
        BulkPlace place = range.chunk.place();
        return place == null ? 0 : place.address(range.fromByte);
    }

    private static byte[] joined(byte[] function, Range range) {
        Chunk chunk = range.chunk;
        if (function.length == 0 && chunk.place() == null && range.isWholeChunk()) {
            return chunk.frames();
        }
        byte[] joined = new byte[function.length + range.bytes()];
        System.arraycopy(function, 0, joined, 0, function.length);
        chunk.bytes().get(range.fromByte, joined, function.length, range.bytes());
        return joined;
    }
}
