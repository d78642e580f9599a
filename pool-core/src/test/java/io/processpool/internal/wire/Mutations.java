package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Gives a decoder what nobody would send: random bytes, and good messages with some of them changed, cut or moved. */
final class Mutations {
    /** Values that a length or a tag might choke on. */
    private static final int[] NASTY = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFF, 0xFFFF, 1 << 24};

    /** Reads a message; throws what a decoder may. */
    interface Decoder {
        void decode(byte[] message) throws IOException;
    }

    private final long seed;
    private final Random random;
    private final List<byte[]> good;

    Mutations(List<byte[]> good) {
        this(good, Long.getLong("fuzz.seed", new Random().nextLong()));
    }

    private Mutations(List<byte[]> good, long seed) {
        this.good = good;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Fails if the decoder does anything but read, or say by one of these classes that it cannot. */
    void feed(int messages, Decoder decoder, Class<?>... allowed) {
        for (int i = 0; i < messages; i++) {
            byte[] message = next();
            try {
                decoder.decode(message);
            } catch (Throwable thrown) {
                if (Arrays.stream(allowed).noneMatch(each -> each.isInstance(thrown))) {
                    fail("-Dfuzz.seed=" + seed + ", message " + i + ": " + Arrays.toString(message), thrown);
                }
            }
        }
    }

    private byte[] next() {
        if (random.nextInt(8) == 0) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        byte[] message = good.get(random.nextInt(good.size())).clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && message.length > 0; i++) {
            message = changed(message);
        }
        return message;
    }

    private byte[] changed(byte[] message) {
        int at = random.nextInt(message.length);
        switch (random.nextInt(6)) {
            case 0 -> message[at] = (byte) random.nextInt();
            case 1 -> message[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> putInt(message, at, NASTY[random.nextInt(NASTY.length)]);
            case 3 -> {
                return Arrays.copyOf(message, at);
            }
            case 4 -> {
                return Arrays.copyOf(message, message.length + random.nextInt(20));
            }
            default -> copyWithin(message, at);
        }
        return message;
    }

    private static void putInt(byte[] message, int at, int value) {
        if (at + Integer.BYTES <= message.length) {
            ByteBuffer.wrap(message).putInt(at, value);
        }
    }

    private void copyWithin(byte[] message, int from) {
        int to = random.nextInt(message.length);
        int length = Math.min(random.nextInt(16), message.length - Math.max(from, to));
        System.arraycopy(message, from, message, to, length);
    }
}
