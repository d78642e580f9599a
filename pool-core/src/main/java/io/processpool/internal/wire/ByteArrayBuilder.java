package io.processpool.internal.wire;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array of bytes which is used again and again. Numbers are written big-endian.
 *
 * <p>For one thread at a time.
 */
public final class ByteArrayBuilder extends OutputStream {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The longest array that every JVM grants. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final int SMALL_BYTES = 64;
    private static final int LARGE_BYTES = 1 << 16;

    private byte[] bytes;
    private int length;

    /** A builder with room for a few small values. */
    public ByteArrayBuilder() {
        this(SMALL_BYTES);
    }

    /**
     * A builder with room for so many bytes, growing when there are more.
     *
     * @param capacity in bytes, not negative
     */
    public ByteArrayBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    /**
     * The bytes themselves, not a copy: valid up to {@link #length} and until the next write.
     *
     * @return the array in use
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * How much was written.
     *
     * @return bytes since the beginning or the last {@link #truncate}
     */
    public int length() {
        return length;
    }

    /**
     * Forgets what was written after a point.
     *
     * @param newLength how many bytes to keep, at most {@link #length}
     */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot truncate: length=" + length + ", newLength=" + newLength);
        }
        length = newLength;
    }

    /**
     * A copy of what was written.
     *
     * @return an array of exactly {@link #length} bytes
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * What was written, and starts anew. Large arrays that are just full, as a single large value leaves them, are not copied.
     *
     * @return an array of exactly {@link #length} bytes, which is the caller's
     */
    public byte[] detach() {
        byte[] written = length == bytes.length && length >= LARGE_BYTES ? bytes : toByteArray();
        if (written == bytes) {
            bytes = new byte[SMALL_BYTES];
        }
        length = 0;
        return written;
    }

    @Override
    public void write(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        int at = reserve(count);
        System.arraycopy(source, offset, bytes, at, count);
    }

    /**
     * Appends a whole array.
     *
     * @param source what to append
     */
    public void writeBytes(byte[] source) {
        write(source, 0, source.length);
    }

    /**
     * Appends four bytes.
     *
     * @param value the number, written big-endian
     */
    public void writeInt(int value) {
        setInt(reserve(Integer.BYTES), value);
    }

    /**
     * Overwrites four bytes that have been written or reserved.
     *
     * @param at where the first of them is
     * @param value the number, written big-endian
     */
    public void setInt(int at, int value) {
        INTS.set(bytes, at, value);
    }

    /**
     * Appends eight bytes.
     *
     * @param value the number, written big-endian
     */
    public void writeLong(long value) {
        int at = reserve(Long.BYTES);
        LONGS.set(bytes, at, value);
    }

    /**
     * Makes room and counts it as written.
     *
     * @param count in bytes
     * @return where the room begins in {@link #array}, which may be another array than before
     */
    public int reserve(int count) {
        int at = length;
        if (count > bytes.length - at) {
            grow(count);
        }
        length = at + count;
        return at;
    }

    private void grow(int count) {
        long needed = (long) length + count;
        if (needed > MAX_LENGTH) {
            throw new TooLongException(needed);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_LENGTH, Math.max(needed, 2L * bytes.length)));
    }

    /** More than one array can hold. */
    static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLongException(long needed) {
            super("one message holds at most 2 GiB, this needs at least " + needed + " bytes");
        }
    }
}
