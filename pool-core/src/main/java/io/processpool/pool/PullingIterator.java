package io.processpool.pool;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Pulls the input as its results are taken, some items ahead: four chunks for each worker, or about four milliseconds of work where
 * items are short.
 */
final class PullingIterator<R> implements ResultIterator<R> {
    private static final long AHEAD_NANOS = 4_000_000;
    private static final long MOST_AHEAD = 1 << 16;

    private final PoolEngine engine;
    private final IterationCall call;
    private final Iterator<?> input;
    private final int chunkSize;
    private final ChunkEncoder encoder;

    // Consumer's thread only.
    private boolean inputEnded;
    private Object pulled;
    private RuntimeException inputFailure;
    private boolean closed;

    PullingIterator(PoolEngine engine, IterationCall call, Iterator<?> input, int chunkSize) {
        this.engine = engine;
        this.call = call;
        this.input = input;
        this.chunkSize = chunkSize;
        this.encoder = new ChunkEncoder(chunkSize, "item", engine.bulkMemory());
    }

    @Override
    public String toString() {
        return "ResultIterator[" + call + "]";
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        pull();
        return call.inFlight() > 0 || !inputEnded || inputFailure != null;
    }

    @Override
    public R next() {
        try {
            return take(Long.MAX_VALUE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(call.toString(), interrupted);
        } catch (TimeoutException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public R next(Duration timeout) throws TimeoutException, InterruptedException {
        return take(PendingResult.saturatedNanos(timeout));
    }

    private R take(long timeoutNanos) throws TimeoutException, InterruptedException {
        if (!hasNext()) {
            throw new NoSuchElementException("No more results of " + call);
        }
        if (call.inFlight() == 0) {
            throw pullingEnded();
        }
        IterationCall.Ended item = call.take(timeoutNanos);
        if (item == null) {
            throw new TimeoutException("No result yet of " + call);
        }
        return valueOf(item);
    }

    /** All before has been taken, and the input failed, or the pool was closed. */
    private RuntimeException pullingEnded() {
        Throwable aborted = call.aborted();
        close();
        if (aborted != null) {
            return Failures.forCaller(aborted);
        }
        return inputFailure != null
                ? inputFailure
                : new IllegalStateException("Pool not running: it was closed before all of the input was pulled");
    }

    @SuppressWarnings("unchecked") // What the task returned, by its type.
    private R valueOf(IterationCall.Ended item) {
        if (call.isAbortedBy(item.failure())) {
            close();
        }
        if (item.failure() != null) {
            throw Failures.forCaller(item.failure());
        }
        return (R) item.value();
    }

    /** Submits chunks until enough is under way. */
    private void pull() {
        while (!inputEnded && call.isProducing() && call.inFlight() < window()) {
            pullChunk();
        }
    }

    private long window() {
        if (call.options.window() > 0) {
            return call.options.window();
        }
        long workers = engine.processes();
        long shortItems = Math.min(MOST_AHEAD, AHEAD_NANOS * workers / Math.max(1, call.nanosPerItem));
        return Math.max(4 * workers * chunkSize, call.nanosPerItem == 0 ? 0 : shortItems);
    }

    private void pullChunk() {
        Chunk chunk = null;
        while (chunk == null && hasInput()) {
            try {
                chunk = encoder.add(pullItem());
            } catch (RuntimeError | SerializationException refused) {
                submit(encoder.rest());
                refuse(refused);
                return;
            }
        }
        submit(chunk == null ? encoder.rest() : chunk);
        if (inputEnded) {
            call.stopProducing();
        }
    }

    /** Whether the input has one more item, which is then {@link #pulled}. An exception of the input is its end, and is thrown at its place. */
    private boolean hasInput() {
        try {
            inputEnded = !input.hasNext();
            pulled = inputEnded ? null : input.next();
        } catch (RuntimeException failed) {
            inputFailure = failed;
            inputEnded = true;
        }
        return !inputEnded;
    }

    private Object pullItem() {
        Object item = pulled;
        pulled = null;
        return item;
    }

    private void submit(Chunk chunk) {
        if (chunk == null) {
            return;
        }
        if (call.submitted(chunk.items())) {
            engine.dispatcher().submit(List.of(new Range(call, chunk)));
        } else {
            inputEnded = false; // The pool was closed in the meantime: not all of the input has been run.
        }
    }

    /** The place of an item that cannot travel is taken by its failure. */
    private void refuse(RuntimeException failure) {
        if (call.submitted(1)) {
            call.failed(encoder.skip(), failure);
        }
    }

    @Override
    public Iterator<R> iterator() {
        return this;
    }

    @Override
    public Stream<R> stream() {
        Spliterator<R> results = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED);
        return StreamSupport.stream(results, false).onClose(this::close);
    }

    @Override
    public void close() {
        closed = true;
        inputEnded = true;
        engine.abandon(call, false);
    }
}
