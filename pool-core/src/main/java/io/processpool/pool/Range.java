package io.processpool.pool;

/**
 * Some items of a chunk, that wait for a worker or were handed to one. Immutable.
 */
final class Range {
    final Call call;
    final Chunk chunk;
    final int from;
    final int to;
    final int fromByte;
    final int toByte;
    /** When it began to wait; 0 if nobody wants to know. */
    final long queuedNanos;

    Range(Call call, Chunk chunk) {
        this(call, chunk, 0, chunk.items(), call.options.queueTimeoutNanos() > 0 ? System.nanoTime() : 0);
    }

    private Range(Call call, Chunk chunk, int from, int to, long queuedNanos) {
        this.queuedNanos = queuedNanos;
        this.call = call;
        this.chunk = chunk;
        this.from = from;
        this.to = to;
        this.fromByte = chunk.offsetOf(from);
        this.toByte = chunk.offsetOf(to);
    }

    /** A part of this; items count from 0 within this. */
    Range part(int first, int end) {
        return first == 0 && end == items() ? this : new Range(call, chunk, from + first, from + end, queuedNanos);
    }

    /** Whether it has waited longer for a worker than its call allows. */
    boolean isOverdue(long now) {
        return queuedNanos != 0 && now - queuedNanos > call.options.queueTimeoutNanos();
    }

    int items() {
        return to - from;
    }

    boolean isWholeChunk() {
        return items() == chunk.items();
    }

    int bytes() {
        return toByte - fromByte;
    }

    @Override
    public String toString() {
        return "item " + firstIndex() + " of " + call;
    }

    /** Index of its first item within the call. */
    long firstIndex() {
        return chunk.firstIndex() + from;
    }
}
