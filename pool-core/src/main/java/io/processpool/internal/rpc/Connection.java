package io.processpool.internal.rpc;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A socket that carries frames, see {@link FrameLayout}.
 *
 * <p>It never blocks inside a read or a write, for an interrupt there would close it: it waits in a selector, which an
 * interrupt merely wakes. Where there is no memory for a selector it looks again every few milliseconds. One thread at a time may read, and one may write; any
 * may close.
 */
public final class Connection implements Closeable {
    private static final int SLICE_BYTES = 16 * 1024;
    private static final int LARGEST_SPARE_BYTES = 64 * 1024;
    private static final long WITHOUT_MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Takes the place of a frame for which there is no room. */
    private static final byte[] UNKEPT = new byte[0];

    private final SocketChannel socket;
    private final ByteBuffer in = ByteBuffer.allocateDirect(SLICE_BYTES).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(SLICE_BYTES);

    // Made by the reading thread when it waits for the first time; closed by whoever closes.
    private volatile Selector readable;

    // The frame that is under way, of the reading thread: null between two of them.
    private byte[] frame;
    private byte kind;
    private int frameLength;
    private int received;
    private byte[] spare; // for the next frame, or null

    /** Takes over a connected socket. */
    public Connection(SocketChannel socket) throws IOException {
        socket.configureBlocking(false);
        this.socket = socket;
    }

    /** What it runs over, for a selector of somebody else. */
    public SocketChannel socket() {
        return socket;
    }

    // Reading

    /**
     * Takes the next frame if all of it has come. Never blocks.
     *
     * @return kind and body of it, or null
     * @throws UnkeptFrameException if there was no room for it; the next one may be taken
     * @throws EOFException if no more will come
     * @throws StreamCorruptedException if it is none of ours
     */
    public ByteBuffer poll() throws IOException {
        while (true) {
            if (takeFrame()) {
                byte[] whole = frame;
                frame = null;
                if (whole == UNKEPT) {
                    throw new UnkeptFrameException(kind, frameLength);
                }
                return ByteBuffer.wrap(whole, 0, frameLength);
            }
            if (fill() == 0) {
                return null;
            }
        }
    }

    /** Takes back a frame that nobody refers to any more: its memory is used for the next one. */
    public void recycle(ByteBuffer whole) {
        spare = whole.capacity() <= LARGEST_SPARE_BYTES ? whole.array() : null;
    }

    /** Whether something has been read that belongs to a later frame. */
    public boolean hasReadAhead() {
        return in.hasRemaining();
    }

    /**
     * Waits until something can be read, the time is up, or the thread is interrupted, which stays so; without memory it waits for a moment only.
     *
     * @param timeoutMillis at most so long; 0 for no limit
     */
    public void await(long timeoutMillis) throws IOException {
        try {
            if (readable == null) {
                readable = selector(SelectionKey.OP_READ);
            }
            select(readable, timeoutMillis);
        } catch (ClosedSelectorException | CancelledKeyException closed) {
            throw new EOFException("the connection was closed");
        }
    }

    /** A selector for this socket; null if there is no memory for one. */
    private Selector selector(int operation) throws IOException {
        Selector selector = null;
        try {
            selector = socket.provider().openSelector();
            socket.register(selector, operation);
            return selector;
        } catch (OutOfMemoryError notNow) {
            if (selector != null) {
                selector.close();
            }
            return null;
        }
    }

    /** Waits in a selector, or a moment if there is none or no memory to use it. */
    private static void select(Selector selector, long timeoutMillis) throws IOException {
        if (selector == null) {
            LockSupport.parkNanos(WITHOUT_MEMORY_NANOS);
            return;
        }
        try {
            selector.select(timeoutMillis);
            selector.selectedKeys().clear();
        } catch (OutOfMemoryError notNow) {
            LockSupport.parkNanos(WITHOUT_MEMORY_NANOS);
        }
    }

    /**
     * Reads exactly so many bytes that are no frame.
     *
     * @param deadlineNanos of {@code System.nanoTime()}
     */
    void readFully(byte[] target, long deadlineNanos) throws IOException {
        int length = 0;
        while (length < target.length) {
            if (!in.hasRemaining() && fill() == 0) {
                awaitUntil(deadlineNanos);
                continue;
            }
            int count = Math.min(in.remaining(), target.length - length);
            in.get(target, length, count);
            length += count;
        }
    }

    /** Reads the next frame, waiting for it. */
    ByteBuffer read(long deadlineNanos) throws IOException {
        ByteBuffer whole = poll();
        while (whole == null) {
            awaitUntil(deadlineNanos);
            whole = poll();
        }
        return whole;
    }

    private void awaitUntil(long deadlineNanos) throws IOException {
        long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("the other side says nothing");
        }
        boolean interrupted = Thread.interrupted();
        try {
            await(millis);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int fill() throws IOException {
        in.compact();
        int count;
        try {
            count = socket.read(in);
        } finally {
            in.flip();
        }
        if (count < 0) {
            throw new EOFException("the other side has closed the connection");
        }
        return count;
    }

    private boolean takeFrame() throws IOException {
        if (frame == null && !beginFrame()) {
            return false;
        }
        int count = Math.min(in.remaining(), frameLength - received);
        if (received == 0 && count > 0) {
            kind = in.get(in.position());
        }
        keep(count);
        received += count;
        return received == frameLength;
    }

    /** What does not fit costs the call to which it belongs, not the connection. */
    private void keep(int count) {
        try {
            if (frame != UNKEPT && received + count > frame.length) {
                // Grows with what has come, so that a length alone costs nothing.
                frame = Arrays.copyOf(
                        frame, (int) Math.min(frameLength, Math.max(received + count, 2L * frame.length)));
            }
        } catch (OutOfMemoryError noRoom) {
            frame = UNKEPT;
        }
        if (frame == UNKEPT) {
            in.position(in.position() + count);
        } else {
            in.get(frame, received, count);
        }
    }

    private boolean beginFrame() throws IOException {
        if (in.remaining() < FrameLayout.LENGTH_BYTES) {
            return false;
        }
        int length = in.getInt();
        if (length < 1) {
            throw new StreamCorruptedException("a frame of " + length + " bytes");
        }
        frameLength = length;
        received = 0;
        int enough = Math.min(length, SLICE_BYTES);
        frame = UNKEPT; // Until there is room.
        try {
            frame = spare != null && spare.length >= enough ? spare : new byte[enough];
        } catch (OutOfMemoryError noRoom) {
            return true;
        } finally {
            spare = null;
        }
        return true;
    }

    // Writing

    /** Writes bytes, waiting until the socket has taken them; an interrupt is kept. Either it writes all, or nothing can follow. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset;
        while (from < end) {
            int count = Math.min(end - from, SLICE_BYTES);
            out.clear().put(bytes, from, count).flip();
            socket.write(out);
            if (out.hasRemaining()) {
                drain();
            }
            from += count;
        }
    }

    private void drain() throws IOException {
        boolean interrupted = false;
        try (Selector writable = selector(SelectionKey.OP_WRITE)) {
            while (out.hasRemaining()) {
                interrupted |= Thread.interrupted(); // A set flag would turn the wait into a busy loop.
                select(writable, 100);
                socket.write(out);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Ends both directions: who waits in {@link #await} is woken. Where there is no memory for that it throws, and may be called again.
     */
    @Override
    public void close() throws IOException {
        tellOtherSide();
        socket.close();
        Selector selector = readable;
        if (selector != null) {
            selector.close();
        }
    }

    /** Takes no memory. A close that fails for want of it leaves the other side waiting, and does nothing the next time. */
    private void tellOtherSide() {
        try {
            socket.shutdownOutput();
        } catch (IOException | NotYetConnectedException nobodyToTell) {
            // It was never connected, or the other side has gone, or it was closed before.
        }
    }
}
