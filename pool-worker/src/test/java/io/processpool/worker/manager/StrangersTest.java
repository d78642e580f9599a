package io.processpool.worker.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteCallable;
import io.processpool.SerializationException;
import io.processpool.acceptance.Await;
import io.processpool.acceptance.OtherThread;
import io.processpool.internal.rpc.AuthenticationException;
import io.processpool.internal.rpc.CallHeader;
import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.DirectoryService;
import io.processpool.internal.rpc.Handshake;
import io.processpool.internal.rpc.MapService;
import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.wire.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server lets come in: nothing from strangers, and from those who know its key what is allowed. */
@Timeout(60)
class StrangersTest {
    private static final AtomicBoolean MARK = new AtomicBoolean();

    private OwnServer server;

    /** Leaves a mark when it is read. */
    private static final class Marking implements Serializable, Comparator<String> {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            MARK.set(true);
        }

        @Override
        public int compare(String a, String b) {
            MARK.set(true);
            return a.compareTo(b);
        }
    }

    @BeforeEach
    void open() throws IOException {
        server = OwnServer.guarded();
        MARK.set(false);
    }

    /** Whatever came, the server goes on, and nothing that it read left a mark. */
    @AfterEach
    void serverGoesOn() throws IOException {
        try (RawClient client = new RawClient(server)) {
            assertTrue(client.create(ObjectKind.LOCK) > 0);
        }
        assertFalse(MARK.get(), "something was deserialized");
        server.close();
    }

    private SocketChannel connect() throws IOException {
        return server.address().connect();
    }

    private static void write(SocketChannel socket, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Reads until the server ends the connection; how many bytes came. */
    private static int awaitEnd(SocketChannel socket) {
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        try {
            while (socket.read(buffer) >= 0) {
                continue;
            }
        } catch (IOException reset) {
            return buffer.position();
        }
        return buffer.position();
    }

    @Test
    void anotherKeyIsToldToNobodyButRefused() throws Exception {
        try (Connection connection = new Connection(connect())) {
            byte[] key = random(1, 32);
            Exception refused = assertThrows(AuthenticationException.class, () -> Handshake.connect(connection, key));
            assertTrue(refused.getMessage().contains("another key"), refused.getMessage());
        }
    }

    @Test
    void clientRefusesAServerOfAnotherKey() throws Exception {
        try (ServerSocketChannel rogue = ServerSocketChannel.open().bind(new InetSocketAddress("localhost", 0));
                Connection client = new Connection(SocketChannel.open(rogue.getLocalAddress()));
                Connection other = new Connection(rogue.accept())) {
            // It does not care about the client's proof, and has nothing to prove itself by.
            OtherThread<Void> connecting = OtherThread.run(() -> Handshake.connect(client, OwnServer.KEY));
            other.socket().write(ByteBuffer.wrap(random(2, 64)));
            Exception refused = assertThrows(AuthenticationException.class, connecting::get);
            assertEquals("the manager has another key", refused.getMessage());
        }
    }

    @Test
    void oneProofDoesNotServeAsTheOthers() throws Exception {
        // A stranger who hands the server's own challenge back, on a second connection, to have it proved there.
        try (SocketChannel one = connect()) {
            write(one, "PPMGR\0\0\1".getBytes(StandardCharsets.US_ASCII));
            write(one, random(3, 32));
            ByteBuffer challenge = ByteBuffer.allocate(32);
            while (challenge.hasRemaining() && one.read(challenge) >= 0) {
                continue;
            }
            write(one, challenge.array());
            assertEquals(0, awaitEnd(one), "no proof comes back");
        }
    }

    @RepeatedTest(30)
    void randomBytesEndTheirConnectionOnly(RepetitionInfo info) throws Exception {
        try (SocketChannel socket = connect()) {
            write(socket, random(info.getCurrentRepetition(), 8 + info.getCurrentRepetition() * 40));
            socket.shutdownOutput();
            assertTrue(awaitEnd(socket) <= 32);
        }
    }

    @Test
    void objectsFromStrangersAreNotRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Marking());
        }
        try (SocketChannel socket = connect()) {
            write(socket, bytes.toByteArray());
            write(socket, Payload.write(new Marking()));
            awaitEnd(socket);
        }
    }

    @Test
    void silentStrangersAndHalfHandshakesKeepNobodyOut() throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                SocketChannel socket = connect();
                silent.add(socket);
                write(socket, "PPMGR".substring(0, i % 6).getBytes(StandardCharsets.US_ASCII));
            }
            try (RawClient client = new RawClient(server)) {
                assertTrue(client.create(ObjectKind.EVENT) > 0);
            }
        } finally {
            for (SocketChannel socket : silent) {
                socket.close();
            }
        }
        Await.until("no thread is left of them", () -> OwnServer.servingThreads() == 0);
    }

    @Test
    void manyClientsThatComeAtOnceAreAllLetIn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<OtherThread<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            clients.add(OtherThread.run(() -> {
                gate.await();
                new RawClient(server).close();
            }));
        }
        gate.countDown();
        for (OtherThread<Void> client : clients) {
            client.get();
        }
    }

    // Those who know the key

    private void assertRefused(Object value) throws IOException {
        try (RawClient client = new RawClient(server)) {
            long map = client.create(ObjectKind.MAP);
            assertThrows(SerializationException.class, () -> client.call(map, MapService.class, "put", "key", value));
            assertEquals(0, client.call(map, MapService.class, "size"), "the connection goes on");
        }
    }

    @Test
    void classThatIsNotAllowedIsNotRead() throws Exception {
        assertRefused(new Marking());
        assertRefused(List.of(new Marking()));
        assertRefused(new Object[] {new Marking()});
        assertRefused(new Marking[0]);
        assertRefused(new PriorityQueue<>(new Marking()));
        assertRefused(new TreeMap<>(new Marking()));
    }

    @Test
    void lambdaIsNotRead() throws Exception {
        assertRefused((RemoteCallable<String>) () -> String.valueOf(MARK.getAndSet(true)));
        try (RawClient client = new RawClient(server)) {
            RemoteCallable<Comparator<String>> factory = Marking::new;
            assertThrows(
                    SerializationException.class,
                    () -> client.call(
                            DirectoryService.ID, DirectoryService.class, "register", Comparator.class, factory));
        }
    }

    @Test
    void damagedCallsEndTheirConnectionAtMost() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            try (RawClient client = new RawClient(server)) {
                byte[] frame = random.nextInt(4) == 0 ? random(seed, 1 + random.nextInt(200)) : damagedCall(random);
                ByteBuffer whole = ByteBuffer.allocate(4 + frame.length);
                whole.putInt(random.nextInt(10) == 0 ? random.nextInt() : frame.length)
                        .put(frame)
                        .flip();
                client.connection.socket().write(whole);
                if (random.nextBoolean()) {
                    client.connection.await(1);
                }
            }
        }
        Await.until("no thread is left of them", () -> OwnServer.servingThreads() == 0);
    }

    /** A call of {@code put} in the registry, of which some bytes are others, and maybe the last are missing. */
    private static byte[] damagedCall(Random random) throws IOException {
        ByteBuffer call = ByteBuffer.allocate(10_000);
        byte[] method = "put(java.lang.Object,java.lang.Object)".getBytes(StandardCharsets.UTF_8);
        call.put((byte) 3)
                .putLong(DirectoryService.REGISTRY_ID)
                .putLong(1)
                .putInt(method.length)
                .put(method);
        call.put((byte) 2);
        for (Object argument : new Object[] {"key", new Object[] {1, "x", List.of(new HashMap<>())}}) {
            byte[] payload = Payload.write(argument);
            call.putInt(payload.length).put(payload);
        }
        byte[] bytes = Arrays.copyOf(call.array(), call.position() - random.nextInt(2) * random.nextInt(50));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
        }
        return bytes;
    }

    @Test
    void otherMethodsThanThoseOfTheServiceCannotBeCalled() throws Exception {
        try (RawClient client = new RawClient(server)) {
            client.frames.sendCall(new CallHeader(DirectoryService.ID, 1, "getClass()"), null);
            assertThrows(IllegalArgumentException.class, client::answer);
            client.frames.sendCall(new CallHeader(DirectoryService.ID, 1, "size()"), null);
            assertThrows(IllegalArgumentException.class, client::answer);
        }
    }
}
