package io.processpool.internal.rpc;

import io.processpool.SerializationException;
import io.processpool.internal.wire.ByteArrayBuilder;
import io.processpool.internal.wire.Payload;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.StreamCorruptedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes and reads the frames of {@link FrameLayout}. Of one connection, for one thread at a time. */
public final class Frames {
    private static final int LARGEST_KEPT_BYTES = 1 << 16;
    private static final Object[] NONE = {};

    private final Connection connection;
    private ByteArrayBuilder bytes = new ByteArrayBuilder();
    private PartsWriter parts; // made when it is needed

    /** The frames of a connection. */
    public Frames(Connection connection) {
        this.connection = connection;
    }

    // Writing

    /** Says who this client is. */
    public void sendHello(Hello hello) throws IOException {
        begin(FrameLayout.HELLO);
        write(hello.client());
        bytes.writeLong(hello.pid());
        write(hello.name());
        send();
    }

    /** Says who this manager is. */
    public void sendWelcome(UUID manager) throws IOException {
        begin(FrameLayout.WELCOME);
        write(manager);
        send();
    }

    /**
     * Asks for a call.
     *
     * @param arguments may be null for none
     * @throws SerializationException if one of them cannot travel; nothing was sent
     * @throws io.processpool.RuntimeError if one of them holds a lock; nothing was sent
     * @throws OutOfMemoryError if there is no room for what is to be sent; nothing of the call was
     */
    public void sendCall(CallHeader header, Object[] arguments) throws IOException {
        Object[] given = arguments == null ? NONE : arguments;
        int divided = PartsWriter.indexOfDivisible(given);
        begin(FrameLayout.CALL);
        bytes.writeLong(header.object());
        bytes.writeLong(header.thread());
        write(header.method());
        bytes.write(given.length);
        int atDivided = 0;
        for (int i = 0; i < given.length; i++) {
            int at = bytes.reserve(Integer.BYTES);
            if (i == divided) {
                atDivided = at;
            } else {
                bytes.setInt(at, Payload.write(given[i], bytes));
            }
        }
        if (divided >= 0) {
            bytes.setInt(atDivided, -sendParts((Object[]) given[divided])); // Only now: nothing else can be refused.
        }
        send();
    }

    private int sendParts(Object[] argument) throws IOException {
        if (parts == null) {
            parts = new PartsWriter(connection);
        }
        return parts.send(argument);
    }

    /** Asks that the call under way be interrupted. */
    public void sendCancel() throws IOException {
        begin(FrameLayout.CANCEL);
        send();
    }

    /** Says that this client ends its use of the manager, on whatever connections; the server then closes them all. */
    public void sendLeave() throws IOException {
        begin(FrameLayout.LEAVE);
        send();
    }

    /** Answers a call; with the reason, if the value cannot travel, or there is no room for its message. */
    public void sendValue(Object value) throws IOException {
        begin(FrameLayout.VALUE);
        try {
            Payload.write(value, bytes);
        } catch (RuntimeException | OutOfMemoryError refused) {
            sendThrown(refused);
            return;
        }
        send();
    }

    /** Answers a call that threw. */
    public void sendThrown(Throwable thrown) throws IOException {
        begin(FrameLayout.THROWN);
        bytes.writeBytes(Payload.writeThrowable(thrown));
        send();
    }

    /** Answers a call that was cancelled in time. */
    public void sendInterrupted() throws IOException {
        begin(FrameLayout.INTERRUPTED);
        send();
    }

    /** Says that there will be no more answers. */
    public void sendFarewell(String reason) throws IOException {
        begin(FrameLayout.FAREWELL);
        write(reason);
        send();
    }

    private void begin(byte kind) {
        bytes = bytes.array().length > LARGEST_KEPT_BYTES ? new ByteArrayBuilder() : bytes;
        bytes.truncate(0);
        bytes.reserve(FrameLayout.LENGTH_BYTES);
        bytes.write(kind);
    }

    private void send() throws IOException {
        bytes.setInt(0, bytes.length() - FrameLayout.LENGTH_BYTES);
        connection.write(bytes.array(), 0, bytes.length());
    }

    private void write(UUID id) {
        bytes.writeLong(id.getMostSignificantBits());
        bytes.writeLong(id.getLeastSignificantBits());
    }

    private void write(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeInt(encoded.length);
        bytes.writeBytes(encoded);
    }

    // Reading

    /** Takes the kind off a frame. */
    public static FrameKind kind(ByteBuffer frame) throws IOException {
        return kind(frame.get());
    }

    static FrameKind kind(byte kind) throws IOException {
        return switch (kind) {
            case FrameLayout.CALL -> FrameKind.CALL;
            case FrameLayout.PART -> FrameKind.PART;
            case FrameLayout.CANCEL -> FrameKind.CANCEL;
            case FrameLayout.LEAVE -> FrameKind.LEAVE;
            case FrameLayout.VALUE -> FrameKind.VALUE;
            case FrameLayout.THROWN -> FrameKind.THROWN;
            case FrameLayout.INTERRUPTED -> FrameKind.INTERRUPTED;
            case FrameLayout.FAREWELL -> FrameKind.FAREWELL;
            default -> throw new StreamCorruptedException("a frame of kind " + kind);
        };
    }

    /** Reads the first frame of a client. */
    public Hello readHello() throws IOException {
        ByteBuffer frame = read(FrameLayout.HELLO);
        UUID client = readId(frame);
        long pid = need(frame, Long.BYTES).getLong();
        return new Hello(client, pid, readText(frame));
    }

    /** Reads the first frame of a server: who it is. */
    public UUID readWelcome() throws IOException {
        return readId(read(FrameLayout.WELCOME));
    }

    private ByteBuffer read(byte kind) throws IOException {
        ByteBuffer frame = connection.read(Handshake.deadline());
        byte read = frame.get();
        if (read != kind) {
            throw new StreamCorruptedException("a frame of kind " + read);
        }
        return frame;
    }

    /** Reads the beginning of a call. */
    public static CallHeader readCall(ByteBuffer body) throws IOException {
        try {
            return new CallHeader(body.getLong(), body.getLong(), readText(body));
        } catch (BufferUnderflowException damaged) {
            throw new StreamCorruptedException("a call of " + body.limit() + " bytes");
        }
    }

    /**
     * Reads the arguments of a call.
     *
     * @param filter of what they may be
     * @param parts that have come before
     * @throws SerializationException if one of them cannot be rebuilt here
     */
    public static Object[] readArguments(ByteBuffer body, ObjectInputFilter filter, Parts parts) throws IOException {
        try {
            Object[] arguments = new Object[body.get() & 0xFF];
            int end = body.limit();
            for (int i = 0; i < arguments.length; i++) {
                int length = body.getInt();
                if (length < 0) {
                    arguments[i] = parts.take(-length);
                } else {
                    body.limit(Math.addExact(length, body.position()));
                    arguments[i] = Payload.read(body, filter);
                    body.limit(end);
                }
            }
            return arguments;
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException damaged) {
            throw new StreamCorruptedException("the arguments of a call: " + damaged);
        }
    }

    /** Reads a reason. */
    public static String readText(ByteBuffer body) throws IOException {
        int length = need(body, Integer.BYTES).getInt();
        if (length < 0 || length > body.remaining()) {
            throw new StreamCorruptedException("a text of " + length + " bytes");
        }
        byte[] encoded = new byte[length];
        body.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    private static UUID readId(ByteBuffer body) throws IOException {
        need(body, 2 * Long.BYTES);
        return new UUID(body.getLong(), body.getLong());
    }

    private static ByteBuffer need(ByteBuffer body, int bytes) throws IOException {
        if (body.remaining() < bytes) {
            throw new StreamCorruptedException(
                    "a frame that ends early: " + body.remaining() + " of " + bytes + " bytes");
        }
        return body;
    }
}
