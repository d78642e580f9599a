package io.processpool.pool;

import io.processpool.SerializationException;
import io.processpool.internal.wire.BulkMemory;
import java.util.ArrayList;
import java.util.List;

/** Serializes the input of a call and hands it over, in the calling thread. */
final class Feeder {
    /** A blocking call is refused as a whole if a lock is in so much of its input; what is behind is looked at as it goes. */
    private static final long LOOK_AHEAD_BYTES = 8 << 20;

    private static final long AT_ONCE_BYTES = 16 << 10;

    private final Dispatcher dispatcher;
    private final BulkMemory memory;
    private final GatheringCall<?> call;
    private final List<Range> held = new ArrayList<>(1); // Most calls have one range.
    private long heldBytes;
    private boolean started;

    Feeder(PoolEngine engine, GatheringCall<?> call) {
        this.dispatcher = engine.dispatcher();
        this.memory = engine.bulkMemory();
        this.call = call;
    }

    /** Serializes all, then hands all over, as far as a bound allows. */
    void feedWhole(Input input) throws InterruptedException {
        ChunkEncoder encoder = new ChunkEncoder(input.chunkSize(), input.name(), memory);
        while (input.items().hasNext()) {
            encode(encoder, input.items().next());
        }
        if (call.backlog() == null) {
            end(encoder);
        } else {
            endBounded(encoder, call.backlog());
        }
    }

    private void endBounded(ChunkEncoder encoder, Backlog backlog) throws InterruptedException {
        hold(encoder.rest());
        call.single = held.size() == 1;
        if (backlog.refuses()) {
            call.enter(held.stream().mapToLong(Range::items).sum());
            submitHeld();
        } else {
            for (Range range : held) {
                call.enter(range.items());
                dispatcher.submit(List.of(range));
            }
        }
        call.inputEnded(encoder.nextIndex());
    }

    /** Hands over as it goes, and waits while much of it waits for workers, so that memory stays flat. */
    void feedGradually(Input input) throws InterruptedException {
        ChunkEncoder encoder = new ChunkEncoder(input.chunkSize(), input.name(), memory);
        while (input.items().hasNext()) {
            encode(encoder, input.items().next());
            if (heldBytes >= (started ? AT_ONCE_BYTES : LOOK_AHEAD_BYTES)) {
                submitHeld();
                dispatcher.awaitRoom(call);
            }
        }
        end(encoder);
    }

    private void encode(ChunkEncoder encoder, Object item) {
        try {
            hold(encoder.add(item));
        } catch (SerializationException unsendable) {
            if (!call.takesUnsendable()) {
                throw unsendable;
            }
            hold(encoder.rest());
            call.failed(encoder.skip(), unsendable);
        }
    }

    private void hold(Chunk chunk) {
        if (chunk != null) {
            held.add(new Range(call, chunk));
            heldBytes += chunk.lengthBytes();
        }
    }

    private void end(ChunkEncoder encoder) {
        hold(encoder.rest());
        call.single = !started && held.size() == 1;
        submitHeld();
        call.inputEnded(encoder.nextIndex());
    }

    private void submitHeld() {
        if (!held.isEmpty()) {
            dispatcher.submit(held);
            started = true;
            held.clear();
            heldBytes = 0;
        }
    }
}
