package io.processpool.internal.wire;

import io.processpool.internal.wire.ByteArrayBuilder.TooLongException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;

/**
 * What a value is between two processes: one message of its own for each value.
 *
 * <p>The first byte is a tag. A few small types have a compact form, everything else is a fresh stream of Java
 * serialization, so a value that cannot be rebuilt never hurts its neighbours. What may travel does not depend on the
 * form; see {@code ValueOutput} for the rule about locks.
 *
 * <p>Stateless, for any thread.
 */
public final class Payload {

    /** The value has no short form. */
    public static final int NOT_SHORT = -1;

    /** What stands before the bytes of {@link #writeBytes}. */
    public static final int TAG_BYTES = 1;

    /** The length of the message of an {@code Integer}. */
    public static final int INTEGER_BYTES = CompactValue.INTEGER_BYTES;

    private Payload() {}

    /**
     * Writes the message of an {@code Integer} to its place.
     *
     * @param number the value
     * @param target of any byte order; its position stays as it is
     * @param offset where the message begins
     */
    public static void putInteger(int number, ByteBuffer target, int offset) {
        CompactValue.putInteger(number, target, offset);
    }

    /**
     * Appends a value to a buffer. When it fails the buffer is as before.
     *
     * @param value anything, or null
     * @param target gets the message
     * @return the length of the message in bytes
     * @throws io.processpool.RuntimeError if the value holds a lock
     * @throws io.processpool.SerializationException if the value cannot travel for another reason
     */
    public static int write(Object value, ByteArrayBuilder target) {
        int start = target.length();
        boolean isWritten = false;
        try {
            if (!CompactValue.write(value, target)) {
                SerializedValue.write(value, target);
            }
            isWritten = true;
        } catch (TooLongException e) {
            throw WriteFailure.of(value, e);
        } finally {
            if (!isWritten) {
                target.truncate(start);
            }
        }
        return target.length() - start;
    }

    /**
     * Appends a value that has a short form: quickly, and without anything that would have to be {@linkplain Escort
     * escorted}.
     *
     * @param value anything, or null
     * @param target gets the message
     * @return the length of the message in bytes, or {@link #NOT_SHORT}, and then nothing was appended
     * @throws io.processpool.SerializationException if it is too long for a message
     */
    public static int writeShort(Object value, ByteArrayBuilder target) {
        int start = target.length();
        try {
            return CompactValue.write(value, target) ? target.length() - start : NOT_SHORT;
        } catch (TooLongException e) {
            target.truncate(start);
            throw WriteFailure.of(value, e);
        }
    }

    /**
     * Writes what {@link #write} would write for bytes.
     *
     * @param bytes the value
     * @param target has room for one byte more than these; its position moves behind them
     */
    public static void writeBytes(byte[] bytes, ByteBuffer target) {
        CompactValue.writeBytes(bytes, target);
    }

    /**
     * Whether a value is an array that may travel in parts: of objects which all have a short form, and cannot be changed.
     *
     * @param value anything, or null
     */
    public static boolean isDivisible(Object value) {
        return value != null && value.getClass() == Object[].class && CompactArray.isDivisible((Object[]) value);
    }

    /**
     * Appends some elements of a {@linkplain #isDivisible divisible} array: an array of its own, to who reads it.
     *
     * @param elements the array
     * @param from the index of the first of them
     * @param enoughBytes ends the part, once it is so long
     * @param target gets the message
     * @return the index behind the last of them
     * @throws io.processpool.SerializationException if an element is too long for a message
     */
    public static int writePart(Object[] elements, int from, int enoughBytes, ByteArrayBuilder target) {
        try {
            return CompactArray.writePart(elements, from, enoughBytes, target);
        } catch (TooLongException e) {
            throw WriteFailure.of(elements, e);
        }
    }

    /**
     * The message of a value, in an array of its own.
     *
     * @param value anything, or null
     * @return the message
     * @throws io.processpool.RuntimeError if the value holds a lock
     * @throws io.processpool.SerializationException if the value cannot travel for another reason
     */
    public static byte[] write(Object value) {
        ByteArrayBuilder target = new ByteArrayBuilder();
        write(value, target);
        return target.toByteArray();
    }

    /**
     * Rebuilds a value from a message that takes the rest of a buffer. Classes are found by the context class loader of
     * this thread, then by the loader of this library.
     *
     * @param source from its position to its limit, heap or direct, of any byte order; its position moves to the limit
     * @return the value, or null when that was written
     * @throws io.processpool.SerializationException if it cannot be rebuilt here
     */
    public static Object read(ByteBuffer source) {
        return read(source, ReadFilter.ofThisProcess());
    }

    /**
     * Rebuilds a value as {@link #read(ByteBuffer)} does, from somebody who may not send everything.
     *
     * @param source from its position to its limit; its position moves to the limit
     * @param filter of the classes that the message may name; numbers, strings and their like always pass
     * @return the value, or null when that was written
     * @throws io.processpool.SerializationException if it cannot be rebuilt here, or the filter refuses it
     */
    public static Object read(ByteBuffer source, ObjectInputFilter filter) {
        if (CompactValue.isInteger(source)) {
            return CompactValue.readInteger(source);
        }
        int limit = source.limit();
        try {
            return CompactValue.isHarmless(source) ? CompactValue.read(source) : readOther(source, filter);
        } finally {
            source.limit(limit).position(limit); // A damaged array leaves it elsewhere.
        }
    }

    private static Object readOther(ByteBuffer source, ObjectInputFilter filter) {
        boolean isRecord = source.hasRemaining() && source.get(source.position()) == CompactRecord.RECORD;
        if (!isRecord) {
            return SerializedValue.read(source, filter);
        }
        source.get();
        return CompactRecord.read(source, filter);
    }

    /**
     * Rebuilds a value from a part of an array.
     *
     * @param source holds the message
     * @param offset where it begins
     * @param length its length in bytes
     * @return the value, or null when that was written
     * @throws io.processpool.SerializationException if it cannot be rebuilt here
     */
    public static Object read(byte[] source, int offset, int length) {
        return read(ByteBuffer.wrap(source, offset, length));
    }

    /**
     * The value as it would arrive here.
     *
     * @param value anything, or null
     * @return what {@link #read(ByteBuffer)} makes of its message
     * @throws io.processpool.RuntimeError if the value holds a lock
     * @throws io.processpool.SerializationException if the value cannot travel, or cannot be rebuilt here
     */
    public static Object copy(Object value) {
        return read(ByteBuffer.wrap(write(value)));
    }

    /**
     * Whether a value can be rebuilt without running any code of the user's.
     *
     * @param source from its position to its limit; stays as it is
     * @return true for numbers, strings and their like
     */
    public static boolean isHarmless(ByteBuffer source) {
        return CompactValue.isHarmless(source);
    }

    /**
     * The message of what a task threw. Always succeeds: what cannot travel itself travels as its description.
     *
     * @param thrown what the task threw
     * @return the message, for {@link #readThrowable} only
     */
    public static byte[] writeThrowable(Throwable thrown) {
        return ThrownPayload.write(thrown);
    }

    /**
     * Rebuilds what a task threw, with the stack trace that it had there.
     *
     * @param source from its position to its limit; its position moves to the limit
     * @return the original, or a {@link io.processpool.StandInException} where its class cannot be rebuilt, or a
     *     {@link io.processpool.SerializationException} if the message is damaged; never null
     */
    public static Throwable readThrowable(ByteBuffer source) {
        return readThrowable(source, ReadFilter.ofThisProcess());
    }

    /**
     * Rebuilds what a task threw as {@link #readThrowable(ByteBuffer)} does, from somebody who may not send everything.
     *
     * @param source from its position to its limit; its position moves to the limit
     * @param filter of the classes that a serialized form may name
     * @return the original, or a {@link io.processpool.StandInException} where the filter refuses its class or a part
     */
    public static Throwable readThrowable(ByteBuffer source, ObjectInputFilter filter) {
        int limit = source.limit();
        try {
            return ThrownPayload.read(source, filter);
        } finally {
            source.limit(limit).position(limit); // A damaged array leaves it elsewhere.
        }
    }
}
