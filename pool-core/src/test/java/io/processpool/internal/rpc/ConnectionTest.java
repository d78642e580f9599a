package io.processpool.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.processpool.internal.wire.SocketPair;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames come out of a connection as they went in, however the bytes of them are split. */
@Timeout(60)
class ConnectionTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] OTHER_KEY = {1, 2, 3};

    private SocketPair sockets;
    private Connection connection;
    private SocketChannel raw;

    @BeforeEach
    void open() throws IOException {
        sockets = SocketPair.open();
        connection = new Connection(sockets.parent);
        raw = sockets.worker;
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        sockets.close();
    }

    private static ByteBuffer frame(byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .flip();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            raw.write(bytes);
        }
    }

    private byte[] awaitFrame() throws IOException {
        ByteBuffer frame = connection.poll();
        while (frame == null) {
            connection.await(1000);
            frame = connection.poll();
        }
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Test
    void frameComesWholeHoweverItIsSplit() throws IOException {
        byte[] body = random(100);
        for (int cut = 1; cut < 104; cut++) {
            ByteBuffer whole = frame(body);
            write(whole.slice(0, cut));
            assertNull(connection.poll());
            write(whole.slice(cut, 104 - cut));
            assertArrayEquals(body, awaitFrame());
        }
    }

    @Test
    void severalFramesInOneReadComeOneByOne() throws IOException {
        ByteBuffer both = ByteBuffer.allocate(100)
                .put(frame(random(10)))
                .put(frame(random(20)))
                .flip();
        write(both);
        assertArrayEquals(random(10), awaitFrame());
        assertTrue(connection.hasReadAhead());
        assertArrayEquals(random(20), awaitFrame());
        assertNull(connection.poll());
    }

    @Test
    void frameLargerThanEveryBufferCrosses() throws Exception {
        expectLargeFrameCrosses(raw);
    }

    @Test
    void frameCrossesWhereThereIsNoMemoryToWaitIn() throws Exception {
        connection = new Connection(new PoorSocket(sockets.parent));
        expectLargeFrameCrosses(new PoorSocket(raw));
    }

    private void expectLargeFrameCrosses(SocketChannel from) throws Exception {
        byte[] body = random(5_000_000);
        FutureTask<Void> writing = new FutureTask<>(() -> {
            try (Connection other = new Connection(from)) {
                ByteBuffer whole = frame(body);
                other.write(whole.array(), 0, whole.limit());
                return null;
            }
        });
        new Thread(writing).start();
        assertArrayEquals(body, awaitFrame());
        writing.get();
    }

    @Test
    void recycledFramesHoldTheNextOnes() throws IOException {
        for (int length : new int[] {1000, 10, 50_000, 60_000, 1000, 20_000}) {
            write(frame(random(length)));
            ByteBuffer frame = connection.poll();
            while (frame == null) {
                connection.await(1000);
                frame = connection.poll();
            }
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            assertArrayEquals(random(length), bytes);
            connection.recycle(frame);
        }
    }

    @Test
    void lengthAloneAllocatesNothing() throws IOException {
        write(ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(0).flip());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertNull(connection.poll());
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1_000_000);
    }

    @Test
    void lengthThatNoFrameHasIsAnError() throws IOException {
        write(ByteBuffer.allocate(4).putInt(0).flip());
        assertThrows(StreamCorruptedException.class, this::awaitFrame);
        write(ByteBuffer.allocate(4).putInt(-1).flip());
        assertThrows(StreamCorruptedException.class, this::awaitFrame);
    }

    @Test
    void endOfTheOtherSideIsAnErrorAlsoInTheMiddleOfAFrame() throws IOException {
        write(frame(random(50)).limit(20));
        assertNull(connection.poll());
        raw.close();
        assertThrows(EOFException.class, this::awaitFrame);
    }

    @Test
    void closeWakesTheOneWhoWaits() throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() -> thrown.set(assertThrows(IOException.class, this::awaitFrame)));
        waiting.start();
        connection.close();
        waiting.join();
        assertTrue(thrown.get() instanceof IOException);
    }

    @Test
    void interruptDoesNotCloseAConnection() throws IOException {
        Thread.currentThread().interrupt();
        connection.await(10_000);
        assertNull(connection.poll());
        connection.write(new byte[1], 0, 1);
        assertTrue(Thread.interrupted());
        write(frame(random(3)));
        assertArrayEquals(random(3), awaitFrame());
    }

    // The handshake

    private Exception connectWith(byte[] clientsKey, byte[] serversKey, AtomicReference<Exception> atServer)
            throws Exception {
        Connection client = new Connection(raw);
        Thread server = new Thread(() -> {
            try {
                Handshake.accept(connection, serversKey);
                new Frames(connection).sendWelcome(new UUID(1, 2));
            } catch (IOException refused) {
                atServer.set(refused);
                closeQuietly();
            }
        });
        server.start();
        try {
            Handshake.connect(client, clientsKey);
            assertEquals(new UUID(1, 2), new Frames(client).readWelcome());
            return null;
        } catch (IOException refused) {
            return refused;
        } finally {
            server.join();
        }
    }

    private void closeQuietly() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sidesWithTheSameKeyKnowEachOther() throws Exception {
        AtomicReference<Exception> atServer = new AtomicReference<>();
        assertNull(connectWith(KEY, KEY, atServer));
        assertNull(atServer.get());
    }

    @Test
    void bothSidesRefuseAnotherKey() throws Exception {
        AtomicReference<Exception> atServer = new AtomicReference<>();
        assertTrue(connectWith(KEY, OTHER_KEY, atServer) instanceof AuthenticationException);
        assertTrue(atServer.get() instanceof AuthenticationException);
    }

    @Test
    void strangersAreRefusedByTheirFirstWords() throws IOException {
        write(ByteBuffer.wrap(
                "GET / HTTP/1.1\r\nHost: a-name-of-some-length\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThrows(AuthenticationException.class, () -> Handshake.accept(connection, KEY));
    }

    @Test
    void truncatedHandshakeEnds() throws IOException {
        write(ByteBuffer.wrap("PPMGR\0\0\1".getBytes(StandardCharsets.US_ASCII)));
        raw.shutdownOutput();
        assertThrows(EOFException.class, () -> Handshake.accept(connection, KEY));
    }
}
