package io.processpool.pool;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.EndOfJvm;
import io.processpool.internal.wire.BulkMemory;
import io.processpool.internal.wire.SpinRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a {@link ProcessPool} does, behind it: the calls that are open, the life of the pool, and the threads.
 *
 * <pre>
 *   caller's thread      serializes the items into chunks, hands their ranges to the {@link Dispatcher}
 *   Dispatcher           writes ranges into the mailboxes of slots, takes back what a slow worker has not started
 *   worker-N-answers     reads the answers of one worker, tells the dispatcher, completes the calls
 *   slot-N               starts a worker, waits for its death, buries it, starts the next
 *   balancer             lets the dispatcher look for slow workers while others are idle
 *   timekeeper           ends tasks that run too long, or that nobody wants any more
 *   callbacks            runs the users' callbacks, if there are any
 * </pre>
 */
final class PoolEngine {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String name;
    private final int processes;
    private final Workforce workforce;
    private final Dispatcher dispatcher;
    private final Callbacks callbacks;
    private final Supervisor supervisor;
    private final Timekeeper timekeeper;
    private final TimeLimits limits;
    private final Backlog backlog;
    private final UnobservedFailures unobserved = new UnobservedFailures();
    private final OpenCalls open = new OpenCalls();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final EndOfJvm endOfJvm;
    private final PoolState state;

    PoolEngine(
            String name,
            int processes,
            Lifespan lifespan,
            TimeLimits limits,
            Backlog backlog,
            Workforce workforce,
            Callbacks callbacks) {
        this.name = name;
        this.processes = processes;
        this.workforce = workforce;
        this.callbacks = callbacks;
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            slots.add(new Slot(i, workforce.mailbox(i)));
        }
        this.dispatcher = new Dispatcher(slots, lifespan, limits.graceNanos());
        this.supervisor = new Supervisor(this, workforce, processes, stopped);
        this.timekeeper = new Timekeeper(name + "-timekeeper", open, dispatcher, lifespan);
        this.limits = limits;
        this.backlog = backlog;
        this.endOfJvm = new EndOfJvm(name + "-shutdown", this::endWithJvm);
        this.state = new PoolState(name, open, processes);
        start(slots);
    }

    private void start(List<Slot> slots) {
        endOfJvm.await(); // Throws if this JVM is about to end; then nothing was started.
        for (Slot slot : slots) {
            DaemonThread.start(new WorkerLife(this, supervisor, slot), name + "-slot-" + (slot.index + 1));
        }
        DaemonThread.startLasting(this::balance, name + "-balancer");
        timekeeper.start();
    }

    private void balance() {
        try {
            dispatcher.balance();
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return name;
    }

    int processes() {
        return processes;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    SpinRule spinRule() {
        return workforce.spinRule();
    }

    /** How long an initializer may take. */
    long initializerNanos() {
        return limits.initializerNanos();
    }

    /** The bound on what is open of asynchronous calls; null if there is none. */
    Backlog backlog() {
        return backlog;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    BulkMemory bulkMemory() {
        return workforce.bulkMemory();
    }

    Broadcasts broadcasts() {
        return workforce.broadcasts();
    }

    // -- calls

    long nextCallId() {
        return open.nextId();
    }

    <T> PendingResult<T> newResult(Supplier<String> what, Consumer<Boolean> canceller) {
        return new PendingResult<>(what, callbacks, unobserved, canceller);
    }

    boolean isRunning() {
        return state.isRunning();
    }

    void checkRunning() {
        state.checkRunning();
    }

    /** From now on the pool does not stop before the call has ended. */
    void begin(Call call) {
        state.begin(call);
        if (call.options.isTimed()) {
            timekeeper.wake();
        }
    }

    /** Null if it is over. */
    Call call(long id) {
        return open.get(id);
    }

    /** All items of a call have ended. */
    void ended(Call call) {
        if (open.remove(call)) {
            dispatcher.forget(call);
            stopIfDone();
        }
    }

    /**
     * A call is over although not all of its items have ended.
     *
     * @param interrupt whether to end those that run, too
     */
    void abandon(Call call, boolean interrupt) {
        if (open.remove(call)) {
            dispatcher.withdraw(call);
            if (interrupt && dispatcher.endRunning(call)) {
                timekeeper.wake();
            }
            stopIfDone();
        }
    }

    // -- life of the pool

    void shutdown() {
        state.shutdown();
        stopIfDone();
    }

    /** Lazy inputs are pulled no further, so that what is open ends. */
    void stopProducing() {
        open.forEach(Call::stopProducing);
        stopIfDone();
    }

    private void stopIfDone() {
        if (state.stopIfDone()) {
            dispatcher.retireAll();
        }
    }

    void terminate() {
        if (state.terminate()) {
            abortAll();
            workforce.terminateAll(stopped, GRACE_NANOS);
        }
    }

    /** The pool cannot go on. */
    void breakDown(String why, Throwable cause) {
        if (state.breakDown(why, cause)) {
            abortAll();
            workforce.killAll();
        }
    }

    private void abortAll() {
        dispatcher.stop();
        if (backlog != null) {
            backlog.close();
        }
        open.forEach(call -> call.abort(state.reasonFor(call)));
    }

    private void endWithJvm() {
        long items = state.stop() ? openItems() : 0;
        dispatcher.stop();
        workforce.killAll();
        workforce.close();
        tellOfOpenWork(items); // Only now: a logger may take long, or wait for the thread that ends this JVM.
        unobserved.tellAll();
    }

    private long openItems() {
        PoolStatistics now = dispatcher.statistics();
        return now.waitingItems() + now.handedItems();
    }

    /** Who ends a program by a signal wants it to end, whatever is open. */
    private void tellOfOpenWork(long items) {
        if (items > 0 && !EndOfJvm.isBySignal()) {
            Log.warn("ProcessPool " + name + " has not finished " + items
                    + (items == 1 ? " item, which ends" : " items, which end")
                    + " with this JVM. Its threads do not keep a JVM alive: close() waits for them,"
                    + " best by try-with-resources, and so does join() after shutdown()");
        }
    }

    boolean hasStopped() {
        return stopped.getCount() == 0;
    }

    boolean awaitStopped(long timeoutNanos) throws InterruptedException {
        return stopped.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    void refuseInCallback(String verb) {
        if (callbacks.isInCallback()) {
            throw new IllegalStateException(verb + " was called by a callback of " + name
                    + ", for which it would wait: call it from another thread, or call shutdown() or terminate()");
        }
    }

    void checkNotRunning() {
        state.checkNotRunning();
    }

    // -- workers

    boolean needsWorker() {
        return state.needsWorkers();
    }

    boolean isEndOfJvm() {
        return endOfJvm.hasBegun();
    }

    void slotStopped(Slot slot) {
        dispatcher.stopped(slot);
        if (state.slotStopped()) {
            finish();
        }
    }

    private void finish() {
        timekeeper.stop();
        dispatcher.stop();
        workforce.close();
        endOfJvm.forget();
        try {
            callbacks.awaitEnd(GRACE_NANOS, state::wasCutShort);
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
        unobserved.tellAll();
        stopped.countDown();
    }

    @Override
    public String toString() {
        return "ProcessPool[" + name + ", " + state + ", processes=" + processes + "]";
    }
}
