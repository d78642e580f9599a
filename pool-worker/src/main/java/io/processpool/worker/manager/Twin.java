package io.processpool.worker.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.CallHeader;
import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.FrameKind;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Handshake;
import io.processpool.internal.rpc.SpinBudget;
import io.processpool.internal.rpc.UnkeptFrameException;
import io.processpool.internal.spawn.DaemonThread;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread that serves one connection, one call after the other: in this server, the twin of the client's thread that
 * calls. While it runs a call that takes long, the {@link Watch} listens in its place.
 */
final class Twin implements Runnable {
    private static final long FAREWELL_MILLIS = 100;
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Server server;
    private final Connection connection;
    private final Frames frames;
    private final SpinBudget spin = new SpinBudget();
    private final long bornNanos = System.nanoTime();
    private final Arguments arguments;
    private Session session; // written before the first call
    private volatile Thread thread; // written when it begins
    private boolean hasBegun; // of the thread alone

    // states: IDLE (not calling) <-> CALLING; guarded by this, written by the twin. While it calls, who holds this may
    // read the connection and interrupt the thread; while it does not, only the twin reads, and nobody interrupts.
    private boolean isCalling;
    private boolean isCancelled;
    private long callingSinceNanos;
    private SelectionKey watched;

    // Held while something is written.
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean isDisconnected;

    Twin(Server server, Connection connection) {
        this.server = server;
        this.connection = connection;
        this.frames = new Frames(connection);
        this.arguments = new Arguments(server);
    }

    void start(String name) {
        DaemonThread.startLasting(this, name);
    }

    long ageNanos() {
        return System.nanoTime() - bornNanos;
    }

    boolean isDisconnected() {
        return isDisconnected;
    }

    /** Serves; then ends, which is tried again where there is no memory, for a client waits until it is told. */
    @Override
    public void run() {
        Exception lost = null;
        try {
            if (!hasBegun) {
                hasBegun = true;
                thread = Thread.currentThread();
                lost = serve();
            }
        } finally {
            end(); // Whatever was thrown: a JVM without memory has other errors too.
        }
        if (lost != null) {
            // Last: a logger may take long to start, and others wait for what this client had.
            Log.debug("A connection to " + server.config().name() + " has ended: " + lost);
        }
    }

    /** Returns why the connection was lost; null if it was not. */
    private Exception serve() {
        try {
            Handshake.accept(connection, server.config().secret());
            session = server.sessions().join(frames.readHello(), this);
            server.known(this);
            frames.sendWelcome(server.id());
            serveCalls();
            return null;
        } catch (IOException | RuntimeException gone) {
            return isDisconnected ? null : gone;
        }
    }

    private void serveCalls() throws IOException {
        while (server.closedBecause() == null) {
            serveNext();
            if (session.hasLeft()) {
                return;
            }
        }
        sayFarewell();
    }

    private void end() {
        disconnect();
        server.ended(this);
        if (session != null) {
            server.sessions().end(session);
        }
    }

    private void serveNext() throws IOException {
        try {
            serveFrame(awaitFrame());
        } catch (UnkeptFrameException noRoom) {
            refuse(noRoom);
        }
    }

    private ByteBuffer awaitFrame() throws IOException {
        ByteBuffer frame = spin.poll(connection);
        while (frame == null) {
            connection.await(0);
            Thread.interrupted(); // Of a user's object, if anybody's.
            frame = connection.poll();
        }
        return frame;
    }

    private void serveFrame(ByteBuffer frame) throws IOException {
        FrameKind kind = Frames.kind(frame);
        if (kind == FrameKind.CALL) {
            serve(Frames.readCall(frame), frame);
        } else if (kind == FrameKind.PART) {
            arguments.readPart(frame);
            connection.recycle(frame);
        } else if (kind == FrameKind.LEAVE) {
            session.leave();
        } else if (kind != FrameKind.CANCEL) {
            throw new StreamCorruptedException("a client says " + kind);
        }
    }

    /** Fails the call to which a frame belongs that this JVM has no room for. */
    private void refuse(UnkeptFrameException noRoom) throws IOException {
        switch (noRoom.kind()) {
            case CALL -> answer(null, noRoom.asError());
            case PART -> arguments.losePart(noRoom.asError());
            default -> throw noRoom;
        }
    }

    private void serve(CallHeader call, ByteBuffer body) throws IOException {
        Hosted hosted = null;
        Object value = null;
        Throwable thrown = null;
        beginCall();
        try {
            Caller.set(new Caller(session, call.thread(), this));
            hosted = server.directory().find(call.object());
            value = hosted.call(call.method(), arguments.read(body));
        } catch (InvocationTargetException ofTheMethod) {
            thrown = ofTheMethod.getCause();
        } catch (IOException damaged) {
            throw damaged;
        } catch (Throwable refused) {
            thrown = refused;
        } finally {
            endCall();
        }
        try {
            if (value != null && hosted.isUndoable()) {
                requireCaller();
            }
            answer(value, thrown);
        } catch (IOException nobodyHears) {
            if (hosted != null && thrown == null) {
                hosted.undo(call.method(), value);
            }
            throw nobodyHears;
        }
    }

    /** What is written to a socket is not refused before its other side has been found gone. */
    private void requireCaller() throws IOException {
        ByteBuffer frame = connection.poll();
        if (frame != null && Frames.kind(frame) != FrameKind.CANCEL) {
            throw new StreamCorruptedException("a client says something while it waits");
        }
    }

    private void answer(Object value, Throwable thrown) throws IOException {
        writing.lock();
        try {
            String closedBecause = server.closedBecause();
            if (closedBecause != null) {
                frames.sendFarewell(closedBecause);
            } else if (thrown == null) {
                frames.sendValue(value);
            } else if (thrown instanceof InterruptedException && isCancelled) {
                frames.sendInterrupted();
            } else {
                frames.sendThrown(thrown);
            }
        } finally {
            writing.unlock();
        }
    }

    private synchronized void beginCall() throws IOException {
        if (isDisconnected) {
            throw new EOFException("the client has died"); // Nobody would interrupt the call.
        }
        isCalling = true;
        isCancelled = false;
        callingSinceNanos = System.nanoTime();
        if (connection.hasReadAhead()) {
            hear();
        }
        server.watch().callBegins();
    }

    private synchronized void endCall() {
        isCalling = false;
        if (watched != null) {
            watched.cancel();
            watched = null;
        }
        Thread.interrupted();
    }

    // The watch's side

    /** In the watch: listens for a call that takes long; whether one is under way at all. */
    synchronized boolean watch(Selector selector) {
        if (!isCalling) {
            return false;
        }
        if (watched == null && System.nanoTime() - callingSinceNanos > LONG_NANOS) {
            try {
                watched = connection.socket().register(selector, SelectionKey.OP_READ, this);
            } catch (IOException | CancelledKeyException laterOrNever) {
                Log.debug("Not watched: " + laterOrNever);
            }
        }
        return true;
    }

    /** In the watch: something has come while a call is under way. */
    void heard() {
        if (!hearWhileCalling()) {
            disconnect();
            endSession();
        }
    }

    /**
     * The call may go on for long, in an object of the user's; the client's other calls and locks end now. Not in the
     * watch, if there is a thread for it: that hears others too, and this ends with a warning, as soon as the user's
     * logger has taken it.
     */
    private void endSession() {
        try {
            DaemonThread.start(() -> server.sessions().end(session), thread.getName() + "-end");
        } catch (OutOfMemoryError noThread) {
            server.sessions().end(session);
        }
    }

    /** Whether the client is still there. */
    private synchronized boolean hearWhileCalling() {
        if (!isCalling) {
            return true;
        }
        try {
            hear();
            return true;
        } catch (IOException gone) {
            if (watched != null) {
                watched.cancel();
            }
            return false;
        }
    }

    private void hear() throws IOException {
        ByteBuffer frame = connection.poll();
        if (frame == null) {
            return;
        }
        if (Frames.kind(frame) != FrameKind.CANCEL) {
            throw new StreamCorruptedException("a client says something while it waits");
        }
        isCancelled = true;
        thread.interrupt();
    }

    // Ending

    /** There is nobody any more to answer: ends the call, if there is one. Twice does no harm. */
    void disconnect() {
        isDisconnected = true;
        synchronized (this) {
            if (isCalling) {
                thread.interrupt();
            }
        }
        try {
            connection.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing a connection: " + alreadyClosed);
        }
    }

    /** The server is closed: tells the client, be it in a call or not, unless it does not listen. */
    void sayFarewell() {
        if (isDisconnected) {
            return;
        }
        try {
            if (writing.tryLock(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    frames.sendFarewell(server.closedBecause());
                } finally {
                    writing.unlock();
                }
            }
        } catch (IOException | InterruptedException gone) {
            Log.debug("No farewell: " + gone);
        }
        disconnect();
    }
}
