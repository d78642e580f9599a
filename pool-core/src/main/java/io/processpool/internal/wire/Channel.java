package io.processpool.internal.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.ObjLongConsumer;

/**
 * The socket between a slot's parent and its worker: doorbells, and bulks that are too large for the mailbox.
 *
 * <p>It never blocks inside a read or a write, for an interrupt there would close it: it waits in selectors, which an interrupt
 * merely wakes. Any thread may write, and may read what is there; one thread waits.
 */
public final class Channel implements Closeable {
    /** Takes the place of a bulk that does not fit into this JVM's memory. */
    public static final byte[] UNKEPT = {};

    private final SocketChannel socket;
    private final Selector selector;
    private final SelectionKey key;
    private final FrameWriter writer;
    private final FrameReader reader;

    /**
     * Takes over a connected socket.
     *
     * @param bulks is given each bulk that has arrived, or {@link #UNKEPT} for it, with its id, in the thread that reads
     */
    public Channel(SocketChannel socket, ObjLongConsumer<byte[]> bulks) throws IOException {
        socket.configureBlocking(false);
        this.socket = socket;
        this.selector = Selector.open();
        this.key = socket.register(selector, SelectionKey.OP_READ);
        this.writer = new FrameWriter(socket);
        this.reader = new FrameReader(socket, bulks);
    }

    /** Tells the other side to look into its mailbox. That it is gone is noticed elsewhere, so it is no error here. */
    public void ring() {
        try {
            writer.ring();
        } catch (IOException gone) {
            selector.wakeup();
        }
    }

    /** Hands over a bulk to be written by the reading thread, and wakes that thread. */
    public void sendLater(long id, byte[] bytes) {
        writer.add(id, bytes);
        selector.wakeup();
    }

    /**
     * Writes a bulk, and waits until the socket has taken it. An interrupt neither ends nor harms that; the flag is cleared.
     *
     * @throws IOException if the other side is gone
     */
    public void send(long id, byte[] bytes) throws IOException {
        writer.add(id, bytes);
        if (writer.flush()) {
            return;
        }
        try (Selector writable = Selector.open()) {
            socket.register(writable, SelectionKey.OP_WRITE);
            while (!writer.flush()) {
                Thread.interrupted(); // A set flag would turn the wait into a busy loop.
                writable.select(100);
            }
        }
    }

    /**
     * The reading thread: waits until something can be read, or there is something to write, or {@link #wakeup}, or the time is up;
     * then writes and reads what can be.
     *
     * @param timeoutMillis at most so long; 0 for no limit
     * @return false at the end of the stream
     */
    public boolean await(long timeoutMillis) throws IOException {
        try {
            key.interestOps(writer.isPending() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            selector.select(timeoutMillis);
            selector.selectedKeys().clear();
            Thread.interrupted();
            boolean open = flush();
            return readAvailable() && open;
        } catch (ClosedSelectorException | CancelledKeyException closed) {
            return false;
        }
    }

    /** Writes what can be written; false if the other side is gone, of whom there may still be something to read. */
    private boolean flush() {
        try {
            writer.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Ends the wait of the reading thread, now or the next one. */
    public void wakeup() {
        selector.wakeup();
    }

    private boolean readAvailable() throws IOException {
        synchronized (reader) {
            return reader.readAvailable();
        }
    }

    /** Reads what is there, without waiting, beside the reading thread or after its end. */
    public void drain() {
        try {
            readAvailable();
        } catch (IOException | CorruptMessageException gone) {
            // What could be read has been handed over; the rest was never whole.
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        socket.close();
    }
}
