package io.processpool.internal.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How two sides that know the same key prove that to each other, before either listens to anything else. All of it has
 * a fixed length, and none of it is deserialized.
 *
 * <pre>
 *   client:  | magic (8) | challenge (32) |
 *   server:  | challenge (32) |
 *   client:  | HMAC-SHA-256(key, "client", both challenges) |
 *   server:  | HMAC-SHA-256(key, "server", both challenges) |
 * </pre>
 *
 * <p>The idea, a mutual challenge, is that of Python's {@code multiprocessing.connection}. The words in front keep one
 * side's proof from serving as the other's. The server proves itself last: a stranger gets nothing from it on which he
 * could try out keys by himself.
 */
public final class Handshake {
    private static final byte[] MAGIC = "PPMGR\0\0\1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER = "server".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLIENT = "client".getBytes(StandardCharsets.US_ASCII);
    private static final int CHALLENGE_BYTES = 32;

    // On a machine where a hundred JVMs start at the same time one may not get to run for more than ten seconds.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Handshake() {}

    /**
     * The client's side.
     *
     * @throws AuthenticationException if one side does not know the other's key
     */
    public static void connect(Connection connection, byte[] key) throws IOException {
        byte[] ours = challenge();
        byte[] first = Arrays.copyOf(MAGIC, MAGIC.length + CHALLENGE_BYTES);
        System.arraycopy(ours, 0, first, MAGIC.length, CHALLENGE_BYTES);
        connection.write(first, 0, first.length);
        try {
            byte[] theirs = new byte[CHALLENGE_BYTES];
            connection.readFully(theirs, deadline());
            connection.write(Hmac.of(key, CLIENT, ours, theirs), 0, Hmac.BYTES);
            byte[] proof = new byte[Hmac.BYTES];
            connection.readFully(proof, deadline());
            if (!MessageDigest.isEqual(proof, Hmac.of(key, SERVER, ours, theirs))) {
                throw new AuthenticationException("the manager has another key");
            }
        } catch (EOFException refused) {
            throw new AuthenticationException("the manager has another key, or there is no manager of this version");
        }
    }

    /**
     * The server's side.
     *
     * @throws AuthenticationException if the client does not know the key
     */
    public static void accept(Connection connection, byte[] key) throws IOException {
        long deadline = deadline();
        byte[] first = new byte[MAGIC.length + CHALLENGE_BYTES];
        connection.readFully(first, deadline);
        if (!Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new AuthenticationException("this is no client of this version");
        }
        byte[] theirs = Arrays.copyOfRange(first, MAGIC.length, first.length);
        byte[] ours = challenge();
        connection.write(ours, 0, ours.length);
        byte[] proof = new byte[Hmac.BYTES];
        connection.readFully(proof, deadline);
        if (!MessageDigest.isEqual(proof, Hmac.of(key, CLIENT, theirs, ours))) {
            throw new AuthenticationException("the client has another key");
        }
        connection.write(Hmac.of(key, SERVER, theirs, ours), 0, Hmac.BYTES);
    }

    /** Does what takes a JVM some 20 ms when it is done for the first time, for a thread that has the time. */
    public static void rehearse() {
        challenge();
        Hmac.of(MAGIC);
    }

    private static byte[] challenge() {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Until when the other side has to say the next thing. */
    static long deadline() {
        return System.nanoTime() + PATIENCE_NANOS;
    }
}
