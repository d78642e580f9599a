package io.processpool.worker.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.Connection;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread of a server that lets connections in, and keeps in bounds what strangers cost until they have proved themselves. */
final class Acceptor implements Runnable {
    /** Strangers that are about to prove themselves; there are never more, so that they cost no more than this. */
    private static final int MOST_STRANGERS = 128;

    /** So long a stranger may keep others out. Who knows the key needs some milliseconds. */
    private static final long STRANGER_NANOS = 1_000_000_000;

    private static final long LOOK_NANOS = 1_000_000;

    private static final long RETRY_NANOS = 50_000_000;

    /** The system keeps a socket, and its port, as long as a thread waits at it; it leaves within microseconds. */
    private static final long LEAVE_MILLIS = 1_000;

    private final Server server;
    private final ServerSocketChannel socket;
    private final Queue<Twin> strangers = new ConcurrentLinkedQueue<>(); // in the order of their coming
    private final CountDownLatch hasLeft = new CountDownLatch(1);

    Acceptor(Server server, ServerSocketChannel socket) {
        this.server = server;
        this.socket = socket;
    }

    @Override
    public void run() {
        try {
            while (server.closedBecause() == null) {
                acceptOne();
            }
        } finally {
            hasLeft.countDown();
        }
    }

    private void acceptOne() {
        try {
            serve(socket.accept());
        } catch (IOException | OutOfMemoryError closedOrTooMuchOpen) {
            if (server.closedBecause() == null) {
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    private void serve(SocketChannel accepted) throws IOException {
        try {
            serveOrClose(accepted);
        } catch (OutOfMemoryError noMemoryOrThread) {
            Log.warn(server.config().name() + " has no room for one more connection: " + noMemoryOrThread);
        }
    }

    /** Who connects waits until it is told. */
    private void serveOrClose(SocketChannel accepted) throws IOException {
        boolean isServed = false;
        try {
            if (server.closedBecause() == null) { // Else it came while the socket was being closed.
                configure(accepted);
                awaitRoom();
                start(new Twin(server, new Connection(accepted)));
                isServed = true;
            }
        } finally {
            if (!isServed) {
                accepted.close();
            }
        }
    }

    private void configure(SocketChannel accepted) throws IOException {
        if (!server.address().isUnix()) {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
    }

    private void start(Twin twin) {
        strangers.add(twin);
        try {
            twin.start(server.config().name() + "-call");
        } catch (OutOfMemoryError noThread) {
            strangers.remove(twin);
            throw noThread;
        }
    }

    private void awaitRoom() {
        while (strangers.size() >= MOST_STRANGERS && server.closedBecause() == null) {
            Twin oldest = strangers.peek();
            if (oldest != null && oldest.ageNanos() > STRANGER_NANOS) {
                strangers.remove(oldest);
                oldest.disconnect();
            } else {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
    }

    /** A twin is no stranger any more: its other side has proved itself, or it has ended. */
    void forget(Twin twin) {
        strangers.remove(twin);
    }

    /** Lets nobody in any more; the address is free when this returns. */
    void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing " + server.config().name() + ": " + alreadyClosed);
        }
        awaitLeave();
    }

    private void awaitLeave() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!hasLeft.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
                Log.debug("The address of " + server.config().name() + " is not free yet");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void disconnectStrangers() {
        strangers.forEach(Twin::disconnect);
    }
}
