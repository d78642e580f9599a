package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.nio.ByteBuffer;
import java.util.Objects;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * A buffer of a fixed size that several processes share, seen as a {@link ByteBuffer} or as a Chronicle {@link
 * BytesStore}. Python calls it {@code SharedMemory(...).buf}.
 *
 * <pre>{@code
 * SharedBytes image = SharedBytes.create(width * height * Integer.BYTES);
 * IntBuffer pixels = image.buffer().asIntBuffer();      // in whatever process: the same memory
 * }</pre>
 *
 * <p>Views copy nothing, and stay good to use as long as the process. What one process writes plainly through a view,
 * another surely sees after both took {@link #getLock}, or one wrote and the other read something volatile.
 *
 * <p>It travels with the start of a process only, together with its lock.
 *
 * <p>Thread-safe itself; a view belongs to one thread, as the position of a ByteBuffer does. It takes up to 2 GiB and
 * is filled with zeros when it is created, about a second for each GiB.
 */
public final class SharedBytes extends SharedData {

    private static final long serialVersionUID = 1;

    SharedBytes(Block block, InterProcessLock lock) {
        super(Kind.BYTES, block, lock);
    }

    /**
     * Creates a buffer filled with zeros, with a reentrant lock of its own.
     *
     * @param lengthBytes its size, 0 or more
     * @return the buffer
     * @throws IllegalArgumentException if the size is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBytes create(int lengthBytes) {
        return create(lengthBytes, ProcessReentrantLock.create());
    }

    /**
     * Creates a buffer filled with zeros, with a lock that others may have too.
     *
     * @param lengthBytes its size, 0 or more
     * @param lock its lock
     * @return the buffer
     * @throws IllegalArgumentException if the size is negative or more than 2 GiB hold
     * @throws NullPointerException if the lock is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBytes create(int lengthBytes, InterProcessLock lock) {
        return allocate(lengthBytes, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a buffer filled with zeros, without a lock.
     *
     * @param lengthBytes its size, 0 or more
     * @return the buffer
     * @throws IllegalArgumentException if the size is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBytes createRaw(int lengthBytes) {
        return allocate(lengthBytes, null);
    }

    private static SharedBytes allocate(int lengthBytes, InterProcessLock lock) {
        return new SharedBytes(SharedArray.allocate(Kind.BYTES, lengthBytes, Byte.BYTES), lock);
    }

    /**
     * Returns the size, which never changes.
     *
     * @return the length in bytes, 0 or more
     */
    public int lengthBytes() {
        return block().lengthBytes();
    }

    /**
     * Returns the memory as a direct buffer in native byte order, from position 0 to the length.
     *
     * @return a new view with its own position and limit
     */
    public ByteBuffer buffer() {
        return block().buffer();
    }

    /**
     * Returns the memory as a Chronicle store, from offset 0 to the length. <b>The store itself checks no bounds</b>:
     * an offset beyond them reads or breaks what lies there, or ends this JVM. To release it does not release the
     * memory.
     *
     * @return a new view
     */
    public BytesStore<?, Void> bytesStore() {
        return block().newStore();
    }

    /**
     * Returns a part of this buffer: a view of the same memory with the same lock, which travels as a buffer does.
     *
     * @param from the offset of its first byte
     * @param to the offset after its last byte
     * @return the view
     * @throws IndexOutOfBoundsException if the part is not within this buffer
     */
    public SharedBytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, lengthBytes());
        return new SharedBytes(block().part(from, to - from), lockOrNull());
    }

    /**
     * Describes the buffer.
     *
     * @return for example {@code SharedBytes[lengthBytes=4096]}
     */
    @Override
    public String toString() {
        return "SharedBytes[lengthBytes=" + lengthBytes() + "]";
    }
}
