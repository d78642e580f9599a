package io.processpool.pool;

/** A call that gathers the results of all its items into one value. */
final class GatheringCall<T> extends Call {
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final ResultSink<T> sink;
    private final PendingResult<T> result;
    private final PoolEngine engine;
    private final Backlog backlog;

    // All guarded by this.
    private long expected = UNKNOWN;
    private long ended;
    private Throwable failure;
    private long failedIndex;
    private long inBacklog;
    private boolean isOver;

    GatheringCall(PoolEngine engine, String verb, CallOptions options, ResultSink<T> sink, Backlog backlog) {
        super(engine.nextCallId(), verb, options);
        this.engine = engine;
        this.sink = sink;
        this.backlog = backlog;
        this.result =
                engine.newResult(() -> this + " of " + engine.name(), interrupt -> engine.abandon(this, interrupt));
    }

    PendingResult<T> result() {
        return result;
    }

    /** The bound that its items count for, null for none. */
    Backlog backlog() {
        return backlog;
    }

    /** So many items are about to be submitted; waits, or throws, while there are too many. */
    void enter(long items) throws InterruptedException {
        backlog.enter(items);
        synchronized (this) {
            if (!isOver) {
                inBacklog += items;
                return;
            }
        }
        backlog.leave(items);
    }

    private void leaveBacklog(long most) {
        if (backlog == null) {
            return;
        }
        long leaving;
        synchronized (this) {
            leaving = Math.min(most, inBacklog);
            inBacklog -= leaving;
        }
        backlog.leave(leaving);
    }

    @Override
    void over() {
        synchronized (this) {
            isOver = true;
        }
        leaveBacklog(Long.MAX_VALUE);
    }

    /** Whether an item that cannot travel fails alone. */
    boolean takesUnsendable() {
        return sink.takesUnsendable();
    }

    /** The whole input has been handed over, so many items; the call ends with the last of them. */
    void inputEnded(long items) {
        synchronized (this) {
            expected = items;
        }
        completeIfAllEnded();
    }

    /** Reads the answer in this thread, if it comes at once, and so saves two wake-ups. Only where one item is waited for. */
    void help() {
        Worker worker = lastWorker;
        if (single && worker != null) {
            worker.help(result);
        }
    }

    @Override
    void succeeded(long firstIndex, Object[] results, int from, int to) {
        try {
            put(firstIndex, results, from, to);
        } catch (OutOfMemoryError noRoom) {
            abort(noRoom); // The worker has done its part, and the next call may be a small one.
            return;
        }
        leaveBacklog(to - from);
        completeIfAllEnded();
    }

    private synchronized void put(long firstIndex, Object[] results, int from, int to) {
        sink.putAll(firstIndex, results, from, to);
        ended += to - from;
    }

    @Override
    void failed(long index, Throwable thrown) {
        if (options.failFast()) {
            if (result.completeFailure(thrown)) {
                engine.abandon(this, true);
            }
            return;
        }
        synchronized (this) {
            ended++;
            if (!sink.putFailure(index, thrown) && (failure == null || index < failedIndex)) {
                failure = thrown;
                failedIndex = index;
            }
        }
        leaveBacklog(1);
        completeIfAllEnded();
    }

    @Override
    void abort(Throwable thrown) {
        if (result.completeFailure(thrown)) {
            engine.abandon(this, false);
        }
    }

    private void completeIfAllEnded() {
        Throwable cause;
        T value;
        synchronized (this) {
            if (ended != expected) {
                return;
            }
            cause = failure;
            value = cause == null ? sink.value() : null;
        }
        boolean first = cause == null ? result.completeValue(value) : result.completeFailure(cause);
        if (first) {
            engine.ended(this);
        }
    }
}
