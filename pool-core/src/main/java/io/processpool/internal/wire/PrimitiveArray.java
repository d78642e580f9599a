package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/** The short forms of arrays of numbers and characters: their elements, big-endian, up to the end of the message. Stateless. */
final class PrimitiveArray {
    // Behind those of SmallValue.
    static final byte FIRST = 32;
    private static final byte SHORTS = 32;
    private static final byte CHARS = 33;
    private static final byte INTS = 34;
    private static final byte LONGS = 35;
    private static final byte FLOATS = 36;
    private static final byte DOUBLES = 37;
    static final byte LAST = 37;

    private PrimitiveArray() {}

    /** Whether a value is one, of whatever elements. */
    static boolean is(Object value) {
        return value != null
                && value.getClass().isArray()
                && value.getClass().getComponentType().isPrimitive();
    }

    /** Writes the value if it is an array that has a short form. @return whether it is; if not, nothing was written */
    static boolean write(Object value, ByteArrayBuilder target) {
        if (value instanceof int[] numbers) {
            room(INTS, numbers.length, Integer.BYTES, target).asIntBuffer().put(numbers);
        } else if (value instanceof long[] numbers) {
            room(LONGS, numbers.length, Long.BYTES, target).asLongBuffer().put(numbers);
        } else if (value instanceof double[] numbers) {
            room(DOUBLES, numbers.length, Double.BYTES, target).asDoubleBuffer().put(numbers);
        } else if (value instanceof float[] numbers) {
            room(FLOATS, numbers.length, Float.BYTES, target).asFloatBuffer().put(numbers);
        } else if (value instanceof short[] numbers) {
            room(SHORTS, numbers.length, Short.BYTES, target).asShortBuffer().put(numbers);
        } else if (value instanceof char[] characters) {
            room(CHARS, characters.length, Character.BYTES, target)
                    .asCharBuffer()
                    .put(characters);
        } else {
            return false;
        }
        return true;
    }

    private static ByteBuffer room(byte tag, int length, int elementBytes, ByteArrayBuilder target) {
        long bytes = (long) length * elementBytes;
        if (bytes > Integer.MAX_VALUE) {
            throw new ByteArrayBuilder.TooLongException(bytes);
        }
        target.write(tag);
        int at = target.reserve((int) bytes);
        return ByteBuffer.wrap(target.array(), at, (int) bytes);
    }

    /** Reads what stands behind the tag, up to the limit. */
    static Object read(byte tag, ByteBuffer source) {
        ByteBuffer bytes = source.slice(); // Big-endian, whatever the source is.
        switch (tag) {
            case INTS:
                int[] ints = new int[length(tag, bytes, Integer.BYTES)];
                bytes.asIntBuffer().get(ints);
                return ints;
            case LONGS:
                long[] longs = new long[length(tag, bytes, Long.BYTES)];
                bytes.asLongBuffer().get(longs);
                return longs;
            case DOUBLES:
                double[] doubles = new double[length(tag, bytes, Double.BYTES)];
                bytes.asDoubleBuffer().get(doubles);
                return doubles;
            case FLOATS:
                float[] floats = new float[length(tag, bytes, Float.BYTES)];
                bytes.asFloatBuffer().get(floats);
                return floats;
            case SHORTS:
                short[] shorts = new short[length(tag, bytes, Short.BYTES)];
                bytes.asShortBuffer().get(shorts);
                return shorts;
            default:
                char[] chars = new char[length(tag, bytes, Character.BYTES)];
                bytes.asCharBuffer().get(chars);
                return chars;
        }
    }

    private static int length(byte tag, ByteBuffer bytes, int elementBytes) {
        if (bytes.remaining() % elementBytes != 0) {
            throw CompactValue.damaged(tag, bytes);
        }
        return bytes.remaining() / elementBytes;
    }
}
