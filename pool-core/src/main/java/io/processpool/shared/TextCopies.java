package io.processpool.shared;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The memory of a {@link SharedString}: two copies of the text and a version that says which of them is valid.
 *
 * <pre>
 *     0 | version                          | its lowest bit is the number of the valid copy
 *     8 | length of copy 0 | length of 1   | in bytes
 *    16 | copy 0       capacity bytes      |
 *       | copy 1       capacity bytes      |
 * </pre>
 *
 * <p>Who writes, one at a time, fills the copy that is not valid and then counts the version up: a writer that dies
 * leaves the old text. Who reads copies the valid one and looks at the version again: if it is another, somebody may
 * have begun to fill that copy.
 *
 * <p>Thread-safe for one writer and any number of readers, in all processes.
 */
final class TextCopies {

    static final int VERSION_OFFSET = 0;
    static final int LENGTHS_OFFSET = 8;
    static final int TEXT_OFFSET = 16;

    /** The largest capacity. */
    static final int MAX_CAPACITY_BYTES = (Blocks.MAX_BYTES - TEXT_OFFSET) / 2;

    private static final int TRIES = 100;

    private final Block block;
    private final int capacityBytes;

    TextCopies(Block block) {
        this.block = block;
        this.capacityBytes = (block.lengthBytes() - TEXT_OFFSET) / 2;
    }

    /** Returns the size of the block that a capacity needs. */
    static int lengthBytes(int capacityBytes) {
        return TEXT_OFFSET + 2 * capacityBytes;
    }

    int capacityBytes() {
        return capacityBytes;
    }

    /** Returns the text, or null if it changed each time before it was read. */
    byte[] tryRead() {
        for (int i = 0; i < TRIES; i++) {
            long version = block.getLong(VERSION_OFFSET);
            byte[] text = copy(version);
            // What was read of the copy was read before the version is read again.
            VarHandle.acquireFence();
            if (block.getLong(VERSION_OFFSET) == version) {
                return text;
            }
        }
        return null;
    }

    /** Returns the text while nobody writes. */
    byte[] read() {
        return copy(block.getLong(VERSION_OFFSET));
    }

    /** Replaces the text, which fits. No other thread of any process writes meanwhile. */
    void write(ByteBuffer text) {
        long version = block.getLong(VERSION_OFFSET) + 1;
        // A reader who sees anything of the new text must see that the copy had become invalid.
        VarHandle.releaseFence();
        block.setInt(lengthOffset(version), text.remaining());
        block.buffer().position(textOffset(version)).put(text);
        block.setLong(VERSION_OFFSET, version);
    }

    private byte[] copy(long version) {
        byte[] text = new byte[block.getInt(lengthOffset(version))];
        block.buffer().get(textOffset(version), text);
        return text;
    }

    private static int lengthOffset(long version) {
        return LENGTHS_OFFSET + Integer.BYTES * (int) (version & 1);
    }

    private int textOffset(long version) {
        return TEXT_OFFSET + capacityBytes * (int) (version & 1);
    }
}
