package io.processpool.internal.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** The secret by which a worker proves, on the socket, that it is the one that the parent started. */
public final class Token {
    /** Its length. */
    static final int BYTES = 32;

    /** Of its own, for a worker only reads a token: the JDK's security takes a tenth of its start. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }

    private final byte[] bytes;

    private Token(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new one, that nobody can guess. */
    public static Token random() {
        byte[] bytes = new byte[BYTES];
        Random.SECURE.nextBytes(bytes);
        return new Token(bytes);
    }

    /** Reads what {@link #write} wrote. */
    public static Token read(DataInput in) throws IOException {
        byte[] bytes = new byte[BYTES];
        in.readFully(bytes);
        return new Token(bytes);
    }

    /** Writes it, to a channel that nobody else reads. */
    public void write(DataOutput out) throws IOException {
        out.write(bytes);
    }

    /** The first thing that a worker says. */
    public ByteBuffer hello() {
        return ByteBuffer.wrap(bytes.clone());
    }

    /** Compares in a time that does not tell how many bytes are right. */
    boolean matches(byte[] hello) {
        return MessageDigest.isEqual(bytes, hello);
    }
}
