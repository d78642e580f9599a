package io.processpool.pool;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A call whose results are taken one by one. It holds those that are ready and not taken yet.
 *
 * <p>The consumer's thread submits and takes; the pool's threads deliver.
 */
final class IterationCall extends Call {
    /** The end of one item. */
    record Ended(Object value, Throwable failure) {}

    private final Delivery delivery;
    private final PoolEngine engine;

    // All guarded by this.
    private final Map<Long, Ended> byIndex = new HashMap<>();
    private final ArrayDeque<Ended> asReady = new ArrayDeque<>();
    private long submitted;
    private long delivered;
    private long taken;
    private boolean producing = true;
    private Throwable aborted;

    IterationCall(PoolEngine engine, String verb, CallOptions options, Delivery delivery) {
        super(engine.nextCallId(), verb, options);
        this.engine = engine;
        this.delivery = delivery;
    }

    @Override
    void succeeded(long firstIndex, Object[] results, int from, int to) {
        synchronized (this) {
            for (int i = from; i < to; i++) {
                deliver(firstIndex + i - from, new Ended(results[i], null));
            }
            notifyAll();
        }
        endIfDelivered();
    }

    @Override
    void failed(long index, Throwable failure) {
        synchronized (this) {
            deliver(index, new Ended(null, failure));
            notifyAll();
        }
        endIfDelivered();
    }

    private void deliver(long index, Ended item) {
        if (delivery == Delivery.IN_ORDER) {
            byIndex.put(index, item);
        } else {
            asReady.add(item);
        }
        delivered++;
    }

    /** The pool has done its part when all that was pulled has been delivered and no more will be, whether or not it has been taken. */
    private void endIfDelivered() {
        synchronized (this) {
            if (producing || delivered < submitted) {
                return;
            }
        }
        engine.ended(this);
    }

    @Override
    void abort(Throwable failure) {
        synchronized (this) {
            if (aborted == null) {
                aborted = failure;
            }
            producing = false;
            notifyAll();
        }
        engine.abandon(this, false);
    }

    @Override
    void stopProducing() {
        synchronized (this) {
            producing = false;
        }
        endIfDelivered();
    }

    /** Items that were submitted and not taken. */
    synchronized long inFlight() {
        return submitted - taken;
    }

    /** Whether more may be submitted. */
    synchronized boolean isProducing() {
        return producing;
    }

    /** Why the whole call ended early; null if it did not. */
    synchronized Throwable aborted() {
        return aborted;
    }

    /** Whether this failure ended the whole call. */
    synchronized boolean isAbortedBy(Throwable failure) {
        return aborted != null && aborted == failure;
    }

    /**
     * The consumer hands over so many more items. The pool does not stop before they are delivered.
     *
     * @return false if it takes no more
     */
    synchronized boolean submitted(int items) {
        if (producing) {
            submitted += items;
        }
        return producing;
    }

    /**
     * Waits for the next item that has ended.
     *
     * @return null if none is there in time
     */
    synchronized Ended take(long timeoutNanos) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Ended next = delivery == Delivery.IN_ORDER ? byIndex.remove(taken) : asReady.poll();
            if (next != null) {
                taken++;
                return next;
            }
            if (aborted != null) {
                return new Ended(null, aborted);
            }
            long left = timeoutNanos - (System.nanoTime() - start);
            if (left <= 0) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
    }
}
