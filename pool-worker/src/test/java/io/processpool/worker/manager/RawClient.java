package io.processpool.worker.manager;

import io.processpool.acceptance.Delays;
import io.processpool.internal.rpc.CallHeader;
import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.DirectoryService;
import io.processpool.internal.rpc.FrameKind;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Handshake;
import io.processpool.internal.rpc.Hello;
import io.processpool.internal.rpc.MethodKey;
import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.wire.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/** One connection of a client that the test plays itself: it dies when the test says so. */
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Delays.scaled(Duration.ofSeconds(5));

    final Connection connection;
    final Frames frames;
    final UUID id;

    /** A client with one connection. */
    RawClient(OwnServer server) throws IOException {
        this(server, UUID.randomUUID());
    }

    /** One more connection of a client. */
    RawClient(OwnServer server, UUID id) throws IOException {
        this.id = id;
        connection = new Connection(server.address().connect());
        frames = new Frames(connection);
        Handshake.connect(connection, OwnServer.KEY);
        frames.sendHello(new Hello(id, 4711, "raw"));
        frames.readWelcome();
    }

    long create(ObjectKind kind, Object... arguments) throws IOException {
        return (long) call(DirectoryService.ID, DirectoryService.class, "create", kind.name(), arguments);
    }

    long createRegistered(Class<?> type) throws IOException {
        return (long) call(DirectoryService.ID, DirectoryService.class, "createRegistered", type.getName());
    }

    /** Calls the method of that name and number of parameters, and waits for what it returns; throws what it throws. */
    Object call(long object, Class<?> service, String name, Object... arguments) throws IOException {
        send(object, service, name, arguments);
        return answer();
    }

    void send(long object, Class<?> service, String name, Object... arguments) throws IOException {
        Method method = Arrays.stream(service.getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        frames.sendCall(new CallHeader(object, 1, MethodKey.of(method).text()), arguments);
    }

    Object answer() throws IOException {
        long begin = System.nanoTime();
        ByteBuffer frame = connection.poll();
        while (frame == null) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("no answer");
            }
            connection.await(100);
            frame = connection.poll();
        }
        FrameKind kind = Frames.kind(frame);
        if (kind == FrameKind.VALUE) {
            return Payload.read(frame);
        }
        if (kind == FrameKind.THROWN && Payload.readThrowable(frame) instanceof RuntimeException thrown) {
            throw thrown;
        }
        throw new IOException("the server says " + kind);
    }

    /** It dies. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
