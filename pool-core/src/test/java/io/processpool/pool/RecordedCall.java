package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A call that counts how often it is told of each of its items. */
final class RecordedCall extends Call {
    final int items;
    final AtomicIntegerArray succeeded;
    final AtomicIntegerArray failed;

    RecordedCall(long id, int items) {
        this(id, items, CallOptions.DEFAULT);
    }

    RecordedCall(long id, int items, CallOptions options) {
        super(id, "test", options);
        this.items = items;
        this.succeeded = new AtomicIntegerArray(items);
        this.failed = new AtomicIntegerArray(items);
        this.function = new TaskFunction(id, new Message(new byte[] {1, 2, 3}, null));
    }

    /** Its input, cut into chunks; an item is its index, in at least so many bytes. */
    List<Range> ranges(int chunkSize, int itemBytes) {
        List<Range> ranges = new ArrayList<>();
        for (int first = 0; first < items; first += chunkSize) {
            int count = Math.min(chunkSize, items - first);
            ByteBuffer frames = ByteBuffer.allocate(count * (Integer.BYTES + itemBytes));
            for (int i = 0; i < count; i++) {
                frames.putInt(itemBytes).putLong(first + i).position((i + 1) * (Integer.BYTES + itemBytes));
            }
            ranges.add(new Range(this, new Chunk(first, count, frames.array(), null)));
        }
        return ranges;
    }

    List<Range> ranges(int chunkSize) {
        return ranges(chunkSize, Long.BYTES);
    }

    @Override
    void succeeded(long firstIndex, Object[] results, int from, int to) {
        for (int i = from; i < to; i++) {
            long index = firstIndex + i - from;
            assertEquals(index, results[i]);
            succeeded.incrementAndGet((int) index);
        }
    }

    @Override
    void failed(long index, Throwable failure) {
        failed.incrementAndGet((int) index);
    }

    @Override
    void abort(Throwable failure) {
        throw new AssertionError(failure);
    }

    int told() {
        int told = 0;
        for (int i = 0; i < items; i++) {
            told += succeeded.get(i) + failed.get(i);
        }
        return told;
    }

    void expectEachToldOnce(String when) {
        for (int i = 0; i < items; i++) {
            assertEquals(1, succeeded.get(i) + failed.get(i), "item " + i + " of " + this + ", " + when);
        }
    }

    void expectNoneToldTwice(String when) {
        for (int i = 0; i < items; i++) {
            assertEquals(true, succeeded.get(i) + failed.get(i) <= 1, "item " + i + " of " + this + ", " + when);
        }
    }
}
