package io.processpool.internal.rpc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) of what two sides said, by which one proves to the other that it knows the key.
 *
 * <p>{@code javax.crypto.Mac} computes the same, and brings a hundred classes into a process that shall start at once.
 */
final class Hmac {
    /** Its length. */
    static final int BYTES = 32;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private Hmac() {}

    static byte[] of(byte[] key, byte[]... parts) {
        MessageDigest digest = sha256();
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? digest.digest(key) : key, BLOCK_BYTES);
        digest.update(padded(block, INNER));
        for (byte[] part : parts) {
            digest.update(part);
        }
        byte[] inner = digest.digest();
        digest.update(padded(block, OUTER));
        return digest.digest(inner);
    }

    private static byte[] padded(byte[] block, byte pad) {
        byte[] padded = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            padded[i] = (byte) (block[i] ^ pad);
        }
        return padded;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ofEveryJavaPlatform) {
            throw new IllegalStateException(ofEveryJavaPlatform);
        }
    }
}
