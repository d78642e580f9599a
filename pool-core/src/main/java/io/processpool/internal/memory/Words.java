package io.processpool.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * The words of a piece of memory: 64-bit and 32-bit integers in native byte order, each access named by its ordering.
 *
 * <p>Offsets are in bytes from the start of the piece. Volatile, acquire, release and atomic accesses want an offset
 * that is a multiple of the word's size ({@link IllegalStateException} otherwise); plain ones take any offset. An
 * offset outside the piece is an {@link IndexOutOfBoundsException}. Both are checked by the JDK's VarHandle.
 *
 * <p>Thread-safe; the orderings are those of {@link VarHandle}, and hold between all threads of all processes that map
 * the same memory, because they become the same instructions on the same cache lines. No method blocks.
 */
public final class Words {

    // static final, so that the JIT compiler sees constants and every access becomes one instruction and its checks.
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;

    // Where the memory starts, 0 until a futex needed it. Written by whoever comes first; all find the same.
    private volatile long address;

    /**
     * Looks upon the whole of a direct buffer, from index 0 to its capacity; its position, limit and order do not
     * matter and are not shared.
     *
     * @param memory a direct, writable buffer whose address is a multiple of 8
     * @throws IllegalArgumentException if the buffer is not direct, not writable or not aligned
     */
    public Words(ByteBuffer memory) {
        if (!memory.isDirect() || memory.isReadOnly() || memory.alignmentOffset(0, Long.BYTES) != 0) {
            throw new IllegalArgumentException("words need direct, writable memory, aligned to 8: " + memory);
        }
        this.memory = memory.duplicate().clear();
    }

    /**
     * Returns the size of the memory.
     *
     * @return the length in bytes
     */
    public int lengthBytes() {
        return memory.capacity();
    }

    /**
     * Reads a long with volatile ordering.
     *
     * @param offset the offset in bytes, a multiple of 8
     * @return the value
     */
    public long getLongVolatile(int offset) {
        return (long) LONGS.getVolatile(memory, offset);
    }

    /**
     * Reads a long; no later access of this thread moves before it.
     *
     * @param offset the offset in bytes, a multiple of 8
     * @return the value
     */
    public long getLongAcquire(int offset) {
        return (long) LONGS.getAcquire(memory, offset);
    }

    /**
     * Reads a long without any ordering.
     *
     * @param offset the offset in bytes
     * @return the value
     */
    public long getLongPlain(int offset) {
        return (long) LONGS.get(memory, offset);
    }

    /**
     * Writes a long with volatile ordering.
     *
     * @param offset the offset in bytes, a multiple of 8
     * @param value the new value
     */
    public void setLongVolatile(int offset, long value) {
        LONGS.setVolatile(memory, offset, value);
    }

    /**
     * Writes a long; no earlier access of this thread moves behind it.
     *
     * @param offset the offset in bytes, a multiple of 8
     * @param value the new value
     */
    public void setLongRelease(int offset, long value) {
        LONGS.setRelease(memory, offset, value);
    }

    /**
     * Writes a long without any ordering.
     *
     * @param offset the offset in bytes
     * @param value the new value
     */
    public void setLongPlain(int offset, long value) {
        LONGS.set(memory, offset, value);
    }

    /**
     * Replaces a long if it has the expected value, atomically and with volatile ordering.
     *
     * @param offset the offset in bytes, a multiple of 8
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSetLong(int offset, long expected, long value) {
        return LONGS.compareAndSet(memory, offset, expected, value);
    }

    /**
     * Adds to a long, atomically and with volatile ordering; overflow wraps.
     *
     * @param offset the offset in bytes, a multiple of 8
     * @param delta what to add
     * @return the value before
     */
    public long getAndAddLong(int offset, long delta) {
        return (long) LONGS.getAndAdd(memory, offset, delta);
    }

    /**
     * Reads an int with volatile ordering.
     *
     * @param offset the offset in bytes, a multiple of 4
     * @return the value
     */
    public int getIntVolatile(int offset) {
        return (int) INTS.getVolatile(memory, offset);
    }

    /**
     * Reads an int; no later access of this thread moves before it.
     *
     * @param offset the offset in bytes, a multiple of 4
     * @return the value
     */
    public int getIntAcquire(int offset) {
        return (int) INTS.getAcquire(memory, offset);
    }

    /**
     * Reads an int without any ordering.
     *
     * @param offset the offset in bytes
     * @return the value
     */
    public int getIntPlain(int offset) {
        return (int) INTS.get(memory, offset);
    }

    /**
     * Writes an int with volatile ordering.
     *
     * @param offset the offset in bytes, a multiple of 4
     * @param value the new value
     */
    public void setIntVolatile(int offset, int value) {
        INTS.setVolatile(memory, offset, value);
    }

    /**
     * Writes an int; no earlier access of this thread moves behind it.
     *
     * @param offset the offset in bytes, a multiple of 4
     * @param value the new value
     */
    public void setIntRelease(int offset, int value) {
        INTS.setRelease(memory, offset, value);
    }

    /**
     * Writes an int without any ordering.
     *
     * @param offset the offset in bytes
     * @param value the new value
     */
    public void setIntPlain(int offset, int value) {
        INTS.set(memory, offset, value);
    }

    /**
     * Replaces an int if it has the expected value, atomically and with volatile ordering.
     *
     * @param offset the offset in bytes, a multiple of 4
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSetInt(int offset, int expected, int value) {
        return INTS.compareAndSet(memory, offset, expected, value);
    }

    /**
     * Adds to an int, atomically and with volatile ordering; overflow wraps.
     *
     * @param offset the offset in bytes, a multiple of 4
     * @param delta what to add
     * @return the value before
     */
    public int getAndAddInt(int offset, int delta) {
        return (int) INTS.getAndAdd(memory, offset, delta);
    }

    /**
     * Returns where a word is in this process's memory, for the kernel. Valid for as long as this object is reachable.
     */
    long address(int offset, ToLongFunction<ByteBuffer> addressOf) {
        Objects.checkIndex(offset, memory.capacity());
        if (address == 0) {
            address = addressOf.applyAsLong(memory);
        }
        return address + offset;
    }
}
