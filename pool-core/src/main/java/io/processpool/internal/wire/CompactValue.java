package io.processpool.internal.wire;

import io.processpool.SerializationException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The short forms: a tag, then the value up to the end of the message. For arrays of objects see {@link CompactArray}.
 *
 * <p>Only types of which every instance may travel, so that this path never decides what may.
 */
final class CompactValue {

    static final byte SERIALIZED = 0;
    private static final byte NULL = 1;
    private static final byte TRUE = 2;
    private static final byte FALSE = 3;
    private static final byte INTEGER = 4;
    private static final byte LONG = 5;
    private static final byte DOUBLE = 6;
    private static final byte LATIN_1 = 7;
    private static final byte UTF_8 = 8;
    private static final byte BYTES = 9;
    static final byte OBJECTS = 10;

    static final int INTEGER_BYTES = 1 + Integer.BYTES;

    // Views with an order of their own: the order of a caller's buffer is neither trusted nor changed.
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private CompactValue() {}

    /** Writes the value if it has a short form. @return whether it has one; if not, nothing was written */
    static boolean write(Object value, ByteArrayBuilder target) {
        return writeAlone(value, target) || value instanceof Record && CompactRecord.write(value, target);
    }

    /** Writes the value if it has a short form of which no instance can do harm. @return whether it has one; if not, nothing was written */
    static boolean writeAlone(Object value, ByteArrayBuilder target) {
        if (value == null) {
            target.write(NULL);
        } else if (value instanceof Integer number) {
            target.write(INTEGER);
            target.writeInt(number);
        } else if (value instanceof String text) {
            return writeString(text, target);
        } else if (value instanceof Long number) {
            target.write(LONG);
            target.writeLong(number);
        } else if (value instanceof Double number) {
            target.write(DOUBLE);
            target.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean truth) {
            target.write(truth ? TRUE : FALSE);
        } else if (value instanceof byte[] bytes) {
            target.write(BYTES);
            target.write(bytes, 0, bytes.length);
        } else {
            return writeLessCommon(value, target);
        }
        return true;
    }

    static void writeBytes(byte[] bytes, ByteBuffer target) {
        target.put(BYTES).put(bytes);
    }

    private static boolean writeLessCommon(Object value, ByteArrayBuilder target) {
        if (value.getClass() == Object[].class) {
            return CompactArray.write((Object[]) value, target);
        }
        return PrimitiveArray.write(value, target) || SmallValue.write(value, target);
    }

    /** Whether a value is one that {@link #writeAlone} writes, and nothing about it can be changed. */
    static boolean isImmutable(Object value) {
        return value == null
                || value instanceof Integer
                || value instanceof String text && isWellFormed(text, firstWide(text))
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || SmallValue.is(value);
    }

    private static boolean writeString(String text, ByteArrayBuilder target) {
        int firstWide = firstWide(text);
        if (firstWide == text.length()) {
            writeLatin1(text, target);
            return true;
        }
        // UTF-8 would turn a lone surrogate into a question mark; Java serialization keeps it.
        if (!isWellFormed(text, firstWide)) {
            return false;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        target.write(UTF_8);
        target.write(encoded, 0, encoded.length);
        return true;
    }

    @SuppressWarnings("deprecation") // the low bytes are what is meant, and no other method copies without allocating
    private static void writeLatin1(String text, ByteArrayBuilder target) {
        target.write(LATIN_1);
        int at = target.reserve(text.length());
        text.getBytes(0, text.length(), target.array(), at);
    }

    private static int firstWide(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) <= 0xFF) {
            i++;
        }
        return i;
    }

    private static boolean isWellFormed(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether no code of the user's runs when it is rebuilt. */
    static boolean isHarmless(ByteBuffer source) {
        return source.hasRemaining()
                && source.get(source.position()) != SERIALIZED
                && source.get(source.position()) != CompactRecord.RECORD;
    }

    static void putInteger(int number, ByteBuffer target, int offset) {
        target.put(offset, INTEGER);
        INTS.set(target, offset + 1, number);
    }

    /** Whether it is the whole message of an {@code Integer}. */
    static boolean isInteger(ByteBuffer source) {
        return source.remaining() == INTEGER_BYTES && source.get(source.position()) == INTEGER;
    }

    /** Reads what {@link #isInteger}: the most common of tiny values, without what other forms need. */
    static Integer readInteger(ByteBuffer source) {
        int at = source.position() + 1;
        int number = (int) INTS.get(source, at);
        source.position(at + Integer.BYTES);
        return number;
    }

    static Object read(ByteBuffer source) {
        byte tag = source.get();
        switch (tag) {
            case NULL:
                return null;
            case TRUE:
                return Boolean.TRUE;
            case FALSE:
                return Boolean.FALSE;
            case LATIN_1:
                return readString(source, StandardCharsets.ISO_8859_1);
            case UTF_8:
                return readString(source, StandardCharsets.UTF_8);
            case BYTES:
                return readBytes(source);
            case OBJECTS:
                return CompactArray.read(source);
            default:
                return readOther(tag, source);
        }
    }

    private static Object readOther(byte tag, ByteBuffer source) {
        if (tag >= SmallValue.FIRST && tag <= SmallValue.LAST) {
            return SmallValue.read(tag, source);
        }
        if (tag >= PrimitiveArray.FIRST && tag <= PrimitiveArray.LAST) {
            return PrimitiveArray.read(tag, source);
        }
        return readNumber(tag, source);
    }

    /** The next four bytes, which have to be there. */
    static int takeInt(ByteBuffer source) {
        int number = (int) INTS.get(source, source.position());
        source.position(source.position() + Integer.BYTES);
        return number;
    }

    private static Object readNumber(byte tag, ByteBuffer source) {
        int size = tag == INTEGER ? Integer.BYTES : Long.BYTES;
        if (tag < INTEGER || tag > DOUBLE || source.remaining() != size) {
            throw damaged(tag, source);
        }
        if (tag == INTEGER) {
            return (int) INTS.get(source, source.position());
        }
        long bits = (long) LONGS.get(source, source.position());
        return tag == LONG ? (Object) bits : (Object) Double.longBitsToDouble(bits);
    }

    private static String readString(ByteBuffer source, Charset charset) {
        if (source.hasArray()) {
            int at = source.arrayOffset() + source.position();
            return new String(source.array(), at, source.remaining(), charset);
        }
        return new String(readBytes(source), charset);
    }

    private static byte[] readBytes(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        return bytes;
    }

    static SerializationException damaged(byte tag, ByteBuffer source) {
        String problem = "a message is damaged: tag=" + tag + ", lengthBytes=" + (source.remaining() + 1);
        return new SerializationException(problem, "", null);
    }
}
