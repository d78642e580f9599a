package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A text that several processes share, of a limited length. Python calls it {@code Array('c', 80).value}, or {@code
 * Array('u', 80)}.
 *
 * <pre>{@code
 * SharedString status = SharedString.create(200, "starting");
 * ...
 * status.set("at " + file);                             // in a worker
 * System.out.println(status.get());                     // in the parent, at any time
 * }</pre>
 *
 * <p>A reader gets one whole value, the latest, and does not wait for those who write, even if one of them died at it.
 * Those who write take the lock. <b>A raw string has none: let one thread at a time write it.</b>
 *
 * <p>It travels with the start of a process only, together with its lock. Thread-safe.
 */
public final class SharedString extends SharedData {

    private static final long serialVersionUID = 1;

    private final transient TextCopies copies;

    SharedString(Block block, InterProcessLock lock) {
        super(Kind.STRING, block, lock);
        this.copies = new TextCopies(block);
    }

    /**
     * Creates a text with a reentrant lock of its own.
     *
     * @param capacityBytes how long it can be at most, in bytes of UTF-8: 0 to about 1 GiB
     * @param initial the first value
     * @return the text
     * @throws IllegalArgumentException if the capacity is negative or too large, or the value does not fit
     * @throws NullPointerException if the value is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedString create(int capacityBytes, String initial) {
        return create(capacityBytes, initial, ProcessReentrantLock.create());
    }

    /**
     * Creates a text with a lock that others may have too.
     *
     * @param capacityBytes how long it can be at most, in bytes of UTF-8: 0 to about 1 GiB
     * @param initial the first value
     * @param lock its lock; one that is not reentrant must not be held where {@link #set} or {@link #update} is called
     * @return the text
     * @throws IllegalArgumentException if the capacity is negative or too large, or the value does not fit
     * @throws NullPointerException if the value or the lock is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedString create(int capacityBytes, String initial, InterProcessLock lock) {
        return allocate(capacityBytes, initial, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a text without a lock, for one writer at a time.
     *
     * @param capacityBytes how long it can be at most, in bytes of UTF-8: 0 to about 1 GiB
     * @param initial the first value
     * @return the text
     * @throws IllegalArgumentException if the capacity is negative or too large, or the value does not fit
     * @throws NullPointerException if the value is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedString createRaw(int capacityBytes, String initial) {
        return allocate(capacityBytes, initial, null);
    }

    private static SharedString allocate(int capacityBytes, String initial, InterProcessLock lock) {
        if (capacityBytes < 0 || capacityBytes > TextCopies.MAX_CAPACITY_BYTES) {
            throw new IllegalArgumentException("capacityBytes of a SharedString must be 0 to "
                    + TextCopies.MAX_CAPACITY_BYTES + ", not " + capacityBytes);
        }
        // Before any memory is taken.
        ByteBuffer text = encode(initial, capacityBytes);
        Block block = Blocks.allocate(Kind.STRING, TextCopies.lengthBytes(capacityBytes));
        SharedString string = new SharedString(block, lock);
        string.copies.write(text);
        return string;
    }

    /**
     * Reads the text.
     *
     * @return the latest value
     */
    public String get() {
        byte[] text = copies.tryRead();
        while (text == null) {
            // Values follow one another faster than one can be read.
            text = lockOrNull() == null ? copies.tryRead() : readBetweenWrites();
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte[] readBetweenWrites() {
        enter();
        try {
            return copies.read();
        } finally {
            leave();
        }
    }

    /**
     * Replaces the text, under the lock if there is one.
     *
     * @param value the new value
     * @throws IllegalArgumentException if it does not fit, or is no text because half of a surrogate pair is missing;
     *     nothing is written
     * @throws NullPointerException if the value is null
     */
    public void set(String value) {
        ByteBuffer text = encode(value, copies.capacityBytes());
        enter();
        try {
            copies.write(text);
        } finally {
            leave();
        }
    }

    /**
     * Replaces the text by what a function makes of it, under the lock if there is one. If the function throws, the
     * text stays.
     *
     * @param function given the text, returns the new one; must not return null
     * @return the new text
     * @throws IllegalArgumentException if the new text does not fit; nothing is written
     * @throws NullPointerException if the function is null or returns null
     */
    public String update(UnaryOperator<String> function) {
        enter();
        try {
            String value = function.apply(new String(copies.read(), StandardCharsets.UTF_8));
            copies.write(encode(value, copies.capacityBytes()));
            return value;
        } finally {
            leave();
        }
    }

    /**
     * Returns how long the text can be.
     *
     * @return the limit in bytes of UTF-8
     */
    public int capacityBytes() {
        return copies.capacityBytes();
    }

    /**
     * Describes the text.
     *
     * @return for example {@code SharedString[value=ready]}
     */
    @Override
    public String toString() {
        return "SharedString[value=" + get() + "]";
    }

    private static ByteBuffer encode(String value, int capacityBytes) {
        ByteBuffer text = encode(value);
        if (text.remaining() > capacityBytes) {
            throw new IllegalArgumentException("a text of " + text.remaining()
                    + " bytes in UTF-8 does not fit into a SharedString of capacityBytes=" + capacityBytes);
        }
        return text;
    }

    private static ByteBuffer encode(String value) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half of a surrogate pair cannot be written as UTF-8", e);
        }
    }
}
