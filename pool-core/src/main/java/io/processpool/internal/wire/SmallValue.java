package io.processpool.internal.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The short forms of the JDK's less common values of a fixed size, none of which can hold anything else. Stateless. */
final class SmallValue {
    // Behind those of CompactValue.
    static final byte FIRST = 16;
    private static final byte BYTE = 16;
    private static final byte SHORT = 17;
    private static final byte CHARACTER = 18;
    private static final byte FLOAT = 19;
    private static final byte ID = 20;
    private static final byte DURATION = 21;
    private static final byte INSTANT = 22;
    static final byte LAST = 22;

    private SmallValue() {}

    /** Whether a value is one. */
    static boolean is(Object value) {
        return value instanceof Byte
                || value instanceof Short
                || value instanceof Character
                || value instanceof Float
                || value instanceof UUID
                || value instanceof Duration
                || value instanceof Instant;
    }

    /** Writes the value if it is one. @return whether it is; if not, nothing was written */
    static boolean write(Object value, ByteArrayBuilder target) {
        if (value instanceof Byte number) {
            target.write(BYTE);
            target.write(number);
        } else if (value instanceof Short number) {
            writeTwo(SHORT, number, target);
        } else if (value instanceof Character character) {
            writeTwo(CHARACTER, character, target);
        } else if (value instanceof Float number) {
            target.write(FLOAT);
            target.writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof UUID id) {
            target.write(ID);
            target.writeLong(id.getMostSignificantBits());
            target.writeLong(id.getLeastSignificantBits());
        } else if (value instanceof Duration duration) {
            writeTime(DURATION, duration.getSeconds(), duration.getNano(), target);
        } else if (value instanceof Instant instant) {
            writeTime(INSTANT, instant.getEpochSecond(), instant.getNano(), target);
        } else {
            return false;
        }
        return true;
    }

    private static void writeTwo(byte tag, int value, ByteArrayBuilder target) {
        target.write(tag);
        target.write(value >>> Byte.SIZE);
        target.write(value);
    }

    private static void writeTime(byte tag, long seconds, int nanos, ByteArrayBuilder target) {
        target.write(tag);
        target.writeLong(seconds);
        target.writeInt(nanos);
    }

    /** Reads what stands behind the tag, up to the limit. */
    static Object read(byte tag, ByteBuffer source) {
        ByteBuffer bytes = source.slice(); // Big-endian, whatever the source is.
        if (bytes.remaining() != sizeOf(tag)) {
            throw CompactValue.damaged(tag, source);
        }
        switch (tag) {
            case BYTE:
                return bytes.get();
            case SHORT:
                return bytes.getShort();
            case CHARACTER:
                return bytes.getChar();
            case FLOAT:
                return bytes.getFloat();
            case ID:
                return new UUID(bytes.getLong(), bytes.getLong());
            default:
                return readTime(tag, bytes);
        }
    }

    private static Object readTime(byte tag, ByteBuffer bytes) {
        long seconds = bytes.getLong();
        int nanos = bytes.getInt();
        boolean isTime = nanos >= 0 && nanos < 1_000_000_000;
        boolean isInstant = seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond();
        if (!isTime || tag == INSTANT && !isInstant) {
            throw CompactValue.damaged(tag, bytes);
        }
        return tag == DURATION ? Duration.ofSeconds(seconds, nanos) : Instant.ofEpochSecond(seconds, nanos);
    }

    private static int sizeOf(byte tag) {
        switch (tag) {
            case BYTE:
                return Byte.BYTES;
            case SHORT:
            case CHARACTER:
                return Short.BYTES;
            case FLOAT:
                return Float.BYTES;
            case ID:
                return 2 * Long.BYTES;
            default:
                return Long.BYTES + Integer.BYTES;
        }
    }
}
