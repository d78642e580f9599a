package io.processpool.pool;

import static io.processpool.internal.wire.Failures.describe;

import io.processpool.internal.log.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The result of one call, completed by the call. */
final class PendingResult<T> implements AsyncResult<T> {
    private enum State {
        PENDING,
        CALLING_BACK,
        READY
    }

    private final Supplier<String> what;
    private final Callbacks callbacks;
    private final UnobservedFailures unobserved;
    private final Consumer<Boolean> canceller;

    // All below: guarded by this.
    // states: PENDING -> CALLING_BACK -> READY; PENDING -> READY when there are no callbacks.
    // The outcome is fixed when PENDING is left. CALLING_BACK: callbacks run in one thread, READY when none is left, or
    // when the pool that was terminated waits for them no longer.
    private State state = State.PENDING;
    private T value;
    private Throwable failure;
    private final ArrayDeque<Runnable> waitingCallbacks = new ArrayDeque<>(0);
    private Thread callbackThread;
    private boolean observed;
    private UnobservedFailures.Ticket ticket;

    /**
     * A result to come.
     *
     * @param what it is the result of, for warnings
     * @param canceller withdraws the call when this is cancelled; is told whether to end what runs
     */
    PendingResult(
            Supplier<String> what, Callbacks callbacks, UnobservedFailures unobserved, Consumer<Boolean> canceller) {
        this.what = what;
        this.callbacks = callbacks;
        this.unobserved = unobserved;
        this.canceller = canceller;
    }

    boolean completeValue(T result) {
        return complete(result, null);
    }

    boolean completeFailure(Throwable cause) {
        return complete(null, Objects.requireNonNull(cause));
    }

    private boolean complete(T result, Throwable cause) {
        synchronized (this) {
            if (state != State.PENDING) {
                return false;
            }
            value = result;
            failure = cause;
            if (cause != null && !observed && !(cause instanceof CancellationException)) {
                ticket = unobserved.add(this, what.get(), cause);
            }
            if (waitingCallbacks.isEmpty()) {
                becomeReady();
                return true;
            }
            state = State.CALLING_BACK;
        }
        callbacks.execute(this::runCallbacks, this::becomeReadyAnyway);
        return true;
    }

    private void becomeReady() {
        state = State.READY;
        callbackThread = null;
        notifyAll();
    }

    /** Its callbacks, or those of another result before them, do not end. */
    private synchronized void becomeReadyAnyway() {
        becomeReady();
    }

    private void runCallbacks() {
        for (Runnable next = nextCallback(); next != null; next = nextCallback()) {
            runSafely(next);
        }
    }

    private synchronized Runnable nextCallback() {
        callbackThread = Thread.currentThread();
        Runnable next = waitingCallbacks.poll();
        if (next == null) {
            becomeReady();
        }
        return next;
    }

    private void runSafely(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable thrown) {
            Log.warnWithStack("A callback of " + what.get() + " threw " + describe(thrown), thrown);
        }
    }

    @Override
    public AsyncResult<T> onSuccess(Consumer<? super T> callback) {
        Objects.requireNonNull(callback, "callback");
        return addCallback(() -> {
            if (failure == null) {
                callback.accept(value);
            }
        });
    }

    @Override
    public AsyncResult<T> onError(Consumer<? super Throwable> callback) {
        Objects.requireNonNull(callback, "callback");
        observe();
        return addCallback(() -> {
            if (failure != null) {
                callback.accept(failure);
            }
        });
    }

    /** Callbacks read the outcome without a lock: it was fixed before they run, and is published by the executor or by this. */
    private AsyncResult<T> addCallback(Runnable callback) {
        synchronized (this) {
            if (state != State.READY) {
                waitingCallbacks.add(callback);
                return this;
            }
        }
        callbacks.runHere(() -> runSafely(callback));
        return this;
    }

    private synchronized void observe() {
        observed = true;
        if (ticket != null) {
            ticket.observed();
            ticket = null;
        }
    }

    @Override
    public synchronized boolean ready() {
        return state == State.READY;
    }

    @Override
    public boolean isDone() {
        return ready();
    }

    @Override
    public synchronized boolean successful() {
        if (!isFixed()) {
            throw new IllegalStateException("Not ready: " + this);
        }
        observe();
        return failure == null;
    }

    @Override
    public synchronized boolean isCancelled() {
        return failure instanceof CancellationException;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = completeFailure(new CancellationException("Cancelled: " + what.get()));
        if (cancelled) {
            canceller.accept(mayInterruptIfRunning);
        }
        return cancelled;
    }

    @Override
    public void await() throws InterruptedException {
        await(Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return await(saturatedNanos(timeout));
    }

    private synchronized boolean await(long timeoutNanos) throws InterruptedException {
        long start = System.nanoTime();
        while (!isFixed()) {
            long left = timeoutNanos - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }

    /** Ready, or asked by one of its own callbacks, which would otherwise wait for itself. */
    private boolean isFixed() {
        return state == State.READY || state == State.CALLING_BACK && callbackThread == Thread.currentThread();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        await();
        return report();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return get(unit.toNanos(timeout));
    }

    @Override
    public T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        return get(saturatedNanos(timeout));
    }

    private T get(long timeoutNanos) throws InterruptedException, ExecutionException, TimeoutException {
        if (!await(timeoutNanos)) {
            throw new TimeoutException("Not ready after " + TaskTimeoutException.seconds(timeoutNanos) + ": " + this);
        }
        return report();
    }

    private synchronized T report() throws ExecutionException {
        observe();
        if (failure instanceof CancellationException) {
            throw Failures.cancelled((CancellationException) failure);
        }
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return value;
    }

    @Override
    public T join() {
        try {
            await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(what.get(), interrupted);
        }
        return outcome();
    }

    /** The value, or the failure as a blocking call throws it. To be called when ready. */
    private synchronized T outcome() {
        observe();
        if (failure != null) {
            throw Failures.forCaller(failure);
        }
        return value;
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> future = new CompletableFuture<>();
        onSuccess(future::complete);
        onError(future::completeExceptionally);
        return future;
    }

    static long saturatedNanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    @Override
    public synchronized String toString() {
        String outcome = failure == null ? "value" : failure.getClass().getName();
        return "AsyncResult[" + what.get() + ", " + (state == State.PENDING ? "pending" : outcome) + "]";
    }
}
