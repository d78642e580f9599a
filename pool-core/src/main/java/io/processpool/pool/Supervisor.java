package io.processpool.pool;

import io.processpool.internal.process.Child;
import io.processpool.internal.wire.ReadFilter;
import io.processpool.internal.wire.Token;
import io.processpool.internal.wire.WorkerConfig;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Knows what to do when a worker starts, is ready, fails, or dies. Thread-safe. */
final class Supervisor {
    private final PoolEngine engine;
    private final Workforce workforce;
    private final StartFailures startFailures;
    private final CountDownLatch stopped;

    /**
     * The supervisor of a pool.
     *
     * @param stopped is counted down when the pool is at its end
     */
    Supervisor(PoolEngine engine, Workforce workforce, int processes, CountDownLatch stopped) {
        this.engine = engine;
        this.workforce = workforce;
        this.startFailures = new StartFailures(processes);
        this.stopped = stopped;
    }

    /** Launches a worker, whose turn ends when it takes tasks. */
    Worker launch(Slot slot, StartTurn turn) throws IOException {
        return new Worker(engine, slot, workforce.launch(), turn);
    }

    CompletableFuture<SocketChannel> expect(Token token) {
        return workforce.expect(token);
    }

    WorkerConfig config(Slot slot, String workerName, Token token) {
        return workforce.config(slot.index, workerName, token);
    }

    /** What workers may send. */
    ReadFilter resultFilter() {
        return workforce.resultFilter();
    }

    /** A worker's initializer has run. */
    void ready(Slot slot, Worker worker) {
        startFailures.reset();
        engine.dispatcher().ready(slot, worker, worker.becomeReady());
    }

    void initializerFailed(Throwable thrown) {
        engine.breakDown("its initializer threw " + thrown, thrown);
    }

    void couldNotLaunch(Throwable failure) throws InterruptedException {
        if (startFailures.add()) {
            engine.breakDown("no worker could be launched: " + failure, failure);
        }
        startFailures.pause(stopped);
    }

    /** A worker is dead, and all that it answered has been told. What it ran is lost, the rest runs elsewhere. */
    void died(Slot slot, Worker worker, int exitCode, Estate estate) throws InterruptedException {
        Child child = worker.child();
        workforce.buried(child);
        if (engine.isEndOfJvm()) {
            return; // Nobody is told, not even what its estate is called.
        }
        Losses losses = engine.dispatcher().died(slot);
        estate.describe(child.name()
                + (losses.all().isEmpty() ? "" : " in " + losses.all().get(0)));
        boolean diedAtStart = !worker.wasReady() && engine.needsWorker();
        if (losses.failed().isEmpty() && !diedAtStart) {
            return;
        }
        Death death = Autopsy.of(child, exitCode, estate.held());
        for (Range item : losses.failed()) {
            LostItem described = LostItem.of(item, slot.mailbox.stage());
            WorkerDiedException died = new WorkerDiedException(death, described, item.call.toString());
            item.call.failed(item.firstIndex(), WorkerFrame.only(died, child.name(), child.pid()));
        }
        if (diedAtStart) {
            diedAtStart(death);
        }
    }

    private void diedAtStart(Death death) throws InterruptedException {
        if (startFailures.add()) {
            engine.breakDown(
                    "workers die before they are ready, " + startFailures.limit() + " in a row; the last was "
                            + death.headline() + death.details(),
                    null);
        }
        startFailures.pause(stopped);
    }
}
