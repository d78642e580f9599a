package io.processpool.pool;

import io.processpool.internal.log.Log;
import io.processpool.internal.wire.Token;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread of one slot: starts a worker, waits for its death, buries it, starts the next, as long as the pool needs one.
 *
 * <p>Deaths are seen here, in {@code Process.waitFor()}: {@code onExit()} runs on the common pool, which the user may have filled, and the end of the
 * socket's stream does not mean that the worker is dead.
 */
final class WorkerLife implements Runnable {
    private static final long START_MILLIS = 60_000;
    private static final long EXIT_MILLIS = 40_000; // The worker's own limit is 30 s.
    private static final long POLL_MILLIS = 100;

    /** So long a worker may take to read its configuration and to connect; its initializer has no limit. */
    private final long startMillis = Long.getLong("processpool.startMillis", START_MILLIS);

    /** So long a worker may take to exit that has been told to, and has run all that it was handed. */
    private final long exitMillis = Long.getLong("processpool.exitMillis", EXIT_MILLIS);

    private final PoolEngine engine;
    private final Supervisor supervisor;
    private final Slot slot;

    WorkerLife(PoolEngine engine, Supervisor supervisor, Slot slot) {
        this.engine = engine;
        this.supervisor = supervisor;
        this.slot = slot;
    }

    @Override
    public void run() {
        try {
            while (engine.needsWorker() && engine.dispatcher().demand().await(slot)) {
                liveOnce();
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            engine.breakDown("a thread of the pool failed: " + bug, bug);
        } finally {
            engine.slotStopped(slot);
        }
    }

    private void liveOnce() throws InterruptedException {
        StartTurn turn = StartTurn.await();
        try {
            if (engine.needsWorker()) { // Still, after the wait.
                liveOnce(turn);
            }
        } finally {
            turn.end();
        }
    }

    private void liveOnce(StartTurn turn) throws InterruptedException {
        slot.mailbox.clear();
        Worker worker;
        CompletableFuture<SocketChannel> connection;
        Token token = Token.random();
        try {
            worker = supervisor.launch(slot, turn);
            connection = supervisor.expect(token);
        } catch (IOException failed) {
            turn.end();
            supervisor.couldNotLaunch(failed);
            return;
        }
        worker.child().feed(supervisor.config(slot, worker.name(), token)::write);
        connect(worker, connection, turn);
        awaitReady(worker, turn);
        int exitCode = awaitEnd(worker);
        turn.end();
        Estate estate = Estate.release(worker.child());
        connection.cancel(false);
        worker.child().drain();
        worker.drain();
        supervisor.died(slot, worker, exitCode, estate);
    }

    /** A worker whose initializer does not end in time ends the pool, as one whose initializer throws does. */
    private void awaitReady(Worker worker, StartTurn turn) throws InterruptedException {
        long deadline = System.nanoTime() + engine.initializerNanos();
        while (!worker.wasReady() && !worker.child().waitFor(POLL_MILLIS)) {
            turn.end(); // An initializer that takes long has to do with itself.
            if (System.nanoTime() - deadline > 0) {
                String why = "the initializer of " + worker.name() + " (pid " + worker.pid() + ") did not end within "
                        + TimeUnit.NANOSECONDS.toMillis(engine.initializerNanos()) + " ms";
                engine.breakDown(why, null);
                worker.child().kill(why);
                return;
            }
        }
    }

    /** A worker ends its own exit where a shutdown hook hangs, but one that is stopped (SIGSTOP) cannot. */
    private int awaitEnd(Worker worker) throws InterruptedException {
        long leavesSince = System.nanoTime();
        while (!worker.child().waitFor(exitMillis / 8)) {
            long now = System.nanoTime();
            if (!engine.dispatcher().isLeaving(slot)) {
                leavesSince = now;
            } else if (now - leavesSince > TimeUnit.MILLISECONDS.toNanos(exitMillis)) {
                String why = "it did not exit within " + exitMillis + " ms";
                Log.warn(worker.name() + " (pid " + worker.pid() + ") is killed: " + why);
                worker.child().kill(why);
                break;
            }
        }
        return worker.child().waitFor();
    }

    /** A worker that neither connects nor dies, be it that it does not even read its configuration, is killed. */
    private void connect(Worker worker, CompletableFuture<SocketChannel> connection, StartTurn turn)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(startMillis);
        while (worker.child().isAlive()) {
            try {
                worker.connected(connection.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
                return;
            } catch (TimeoutException notYet) {
                if (turn.isLong()) {
                    turn.end();
                }
                if (System.nanoTime() > deadline) {
                    Log.warn(worker.name() + " (pid " + worker.pid() + ") did not connect within " + startMillis
                            + " ms and is killed");
                    worker.child().kill("it did not connect within " + startMillis + " ms");
                    return;
                }
            } catch (ExecutionException | CancellationException closed) {
                worker.child().kill();
                return;
            }
        }
    }
}
