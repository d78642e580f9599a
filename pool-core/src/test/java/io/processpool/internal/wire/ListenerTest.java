package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerTest {
    @TempDir
    Path directory;

    private final Token token = Token.random();
    private Listener listener;
    private SocketChannel client;

    @BeforeEach
    void open() throws IOException {
        listener = Listener.open(directory, "test-acceptor");
        client = listener.endpoint().connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        listener.close();
    }

    @Test
    void whoSaysTheTokenIsConnected() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        client.write(token.hello());
        expectTalk(connection.get(), client);
    }

    @Test
    void theTokenMayComeInTwoHalves() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        ByteBuffer hello = token.hello();
        client.write(hello.duplicate().limit(16));
        expectAnotherIsServed();
        assertFalse(connection.isDone());
        client.write(hello.position(16));
        expectTalk(connection.get(), client);
    }

    @Test
    void whatFollowsTheTokenIsLeftForTheChannel() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        client.write(ByteBuffer.allocate(35)
                .put(token.hello())
                .put(new byte[] {1, 2, 3})
                .flip());
        try (SocketChannel accepted = connection.get()) {
            accepted.configureBlocking(true);
            ByteBuffer rest = ByteBuffer.allocate(10);
            accepted.read(rest);
            assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), rest.flip());
        }
    }

    @Test
    void aStrangerWhoSaysNothingHoldsUpNobody() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        expectAnotherIsServed();
        assertFalse(connection.isDone());
    }

    @Test
    void aStrangerWhoTalksNonsenseIsClosed() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        client.write(ByteBuffer.allocate(1000));
        expectClosed(client);
        expectAnotherIsServed();
        assertFalse(connection.isDone());
    }

    @Test
    void aTokenWithOneWrongByteIsClosed() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        ByteBuffer almost = token.hello();
        almost.put(31, (byte) (almost.get(31) + 1));
        client.write(almost);
        expectClosed(client);
        assertFalse(connection.isDone());
    }

    @Test
    void aStrangerWhoLeavesHarmsNothing() throws Exception {
        client.write(ByteBuffer.allocate(5));
        client.close();
        expectAnotherIsServed();
    }

    @Test
    void aTokenIsGoodForOneConnection() throws Exception {
        CompletableFuture<SocketChannel> connection = listener.expect(token);
        client.write(token.hello());
        try (SocketChannel first = connection.get();
                SocketChannel second = listener.endpoint().connect()) {
            second.write(token.hello());
            expectClosed(second);
            assertTrue(first.isOpen());
        }
    }

    @Test
    void whoIsExpectedNoLongerIsClosed() throws Exception {
        listener.expect(token).cancel(false);
        client.write(token.hello());
        expectClosed(client);
        expectAnotherIsServed();
    }

    @Test
    void manyAreToldApartByTheirTokens() throws Exception {
        Token other = Token.random();
        CompletableFuture<SocketChannel> mine = listener.expect(token);
        CompletableFuture<SocketChannel> others = listener.expect(other);
        try (SocketChannel second = listener.endpoint().connect()) {
            second.write(other.hello());
            expectTalk(others.get(), second);
            assertFalse(mine.isDone());
            client.write(token.hello());
            expectTalk(mine.get(), client);
        }
    }

    @Test
    void aDirectoryWithALongNameLeadsToLoopbackTcp() throws Exception {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(60)).resolve("e".repeat(60)));
        try (Listener tcp = Listener.open(deep, "test-tcp-acceptor")) {
            assertEquals("", tcp.endpoint().unixPath());
            CompletableFuture<SocketChannel> connection = tcp.expect(token);
            try (SocketChannel stranger = tcp.endpoint().connect();
                    SocketChannel right = tcp.endpoint().connect()) {
                stranger.write(ByteBuffer.allocate(32));
                right.write(token.hello());
                expectTalk(connection.get(), right);
                expectClosed(stranger);
            }
        }
    }

    @Test
    void nobodyConnectsOnceItIsClosed() throws Exception {
        listener.close();
        listener.close();
        assertThrows(IOException.class, () -> listener.endpoint().connect());
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingEndsConnectionsThatHaveSaidNothing() throws Exception {
        expectAnotherIsServed();
        listener.close();
        expectClosed(client);
    }

    @Test
    @Tag("stress")
    void aSilentStrangerIsClosedAfterTenSeconds() throws Exception {
        long start = System.nanoTime();
        expectClosed(client);
        assertTrue(System.nanoTime() - start > TimeUnit.SECONDS.toNanos(9));
    }

    /** Since one thread serves all, in their order, who came before has been looked at then. */
    private void expectAnotherIsServed() throws Exception {
        Token another = Token.random();
        CompletableFuture<SocketChannel> connection = listener.expect(another);
        try (SocketChannel socket = listener.endpoint().connect()) {
            socket.write(another.hello());
            connection.get(10, TimeUnit.SECONDS).close();
        }
    }

    private static void expectTalk(SocketChannel accepted, SocketChannel client) throws IOException {
        try (accepted) {
            accepted.configureBlocking(true);
            accepted.write(ByteBuffer.wrap("hello".getBytes()));
            ByteBuffer heard = ByteBuffer.allocate(5);
            while (heard.hasRemaining() && client.read(heard) >= 0) {
                continue;
            }
            assertTrue(Arrays.equals("hello".getBytes(), heard.array()));
        }
    }

    private static void expectClosed(SocketChannel socket) throws IOException {
        try {
            assertEquals(-1, socket.read(ByteBuffer.allocate(10)));
        } catch (SocketException reset) {
            // Closed while bytes of ours were unread.
        } catch (IOException reset) {
            assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset.toString());
        }
    }
}
