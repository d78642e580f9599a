package io.processpool.pool;

/**
 * The options of a call.
 *
 * @param chunkSize items in a chunk; 0 for the default of the call
 */
record CallOptions(int chunkSize) {
    static final CallOptions DEFAULT = new CallOptions(0);

    CallOptions withChunkSize(int items) {
        if (items < 1) {
            throw new IllegalArgumentException("Chunk size must be at least 1, not " + items);
        }
        return new CallOptions(items);
    }

    /** The rule of Python's pool: four chunks for each worker. */
    int chunkSizeFor(int items, int workers) {
        if (chunkSize > 0) {
            return chunkSize;
        }
        long chunks = 4L * workers;
        return Math.max(1, (int) ((items + chunks - 1) / chunks));
    }
}
