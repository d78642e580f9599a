package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.util.UUID;

/**
 * The layout of a segment's first 128 bytes. Written once by the creator before anybody else knows of the segment; the
 * magic comes last, with a release store, so that half a header is never taken for a whole one.
 *
 * <pre>
 *        0               4               8              12              16
 *   0    | magic                         | version       | lengthBytes   |
 *  16    | boot id, high                 | boot id, low                  |
 *  32    | pid namespace                 | time namespace                |
 *  48    | creator's pid                 | creator's start ticks         |
 *  64    | segment id, high              | segment id, low               |
 *  80    | free, zero                                                    |
 * 128    the usable area, lengthBytes long
 * </pre>
 *
 * All in native byte order: a segment never leaves its machine.
 */
final class SegmentHeader {

    /** The size of the header, two cache lines, so that slots behind it are aligned as the mapping is. */
    static final int BYTES = 128;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int LENGTH_OFFSET = 12;
    static final int BOOT_HIGH_OFFSET = 16;
    static final int BOOT_LOW_OFFSET = 24;
    static final int PID_NAMESPACE_OFFSET = 32;
    static final int TIME_NAMESPACE_OFFSET = 40;
    static final int CREATOR_PID_OFFSET = 48;
    static final int CREATOR_TICKS_OFFSET = 56;
    static final int ID_HIGH_OFFSET = 64;
    static final int ID_LOW_OFFSET = 72;

    /** The letters PROCPOOL. */
    static final long MAGIC = 0x50524F43504F4F4CL;

    /** Grows with every change of a layout in shared memory, this one or that of what lies behind it. */
    static final int VERSION = 1;

    private SegmentHeader() {}

    /** Writes the header of a new segment. */
    static void write(Words words, SegmentHandle handle, Machine machine) {
        words.setIntPlain(VERSION_OFFSET, VERSION);
        words.setIntPlain(LENGTH_OFFSET, handle.lengthBytes());
        setUuid(words, BOOT_HIGH_OFFSET, machine.bootId());
        words.setLongPlain(PID_NAMESPACE_OFFSET, machine.pidNamespace());
        words.setLongPlain(TIME_NAMESPACE_OFFSET, machine.timeNamespace());
        words.setLongPlain(CREATOR_PID_OFFSET, handle.creator().pid());
        words.setLongPlain(CREATOR_TICKS_OFFSET, handle.creator().startTicks());
        setUuid(words, ID_HIGH_OFFSET, handle.id());
        words.setLongRelease(MAGIC_OFFSET, MAGIC);
    }

    /**
     * Checks that the memory is the segment that the handle means, and that this process may share it.
     *
     * @throws IOException if anything differs; the message names what, with both values
     */
    static void check(Words words, SegmentHandle handle, Machine here) throws IOException {
        require("magic number", words.getLongAcquire(MAGIC_OFFSET), MAGIC);
        require("layout version", words.getIntPlain(VERSION_OFFSET), VERSION);
        String difference = machine(words).differenceFrom(here);
        if (!difference.isEmpty()) {
            throw new IOException("it belongs to another machine or container: its " + difference);
        }
        require("segment id", uuid(words, ID_HIGH_OFFSET), handle.id());
        require("length in bytes", words.getIntPlain(LENGTH_OFFSET), handle.lengthBytes());
        require("creator", creator(words), handle.creator());
    }

    private static void require(String what, Object found, Object expected) throws IOException {
        if (!found.equals(expected)) {
            throw new IOException("its " + what + " is " + found + ", expected " + expected);
        }
    }

    private static Machine machine(Words words) {
        return new Machine(
                uuid(words, BOOT_HIGH_OFFSET),
                words.getLongPlain(PID_NAMESPACE_OFFSET),
                words.getLongPlain(TIME_NAMESPACE_OFFSET));
    }

    private static ProcessIdentity creator(Words words) {
        return new ProcessIdentity(words.getLongPlain(CREATOR_PID_OFFSET), words.getLongPlain(CREATOR_TICKS_OFFSET));
    }

    private static UUID uuid(Words words, int offset) {
        return new UUID(words.getLongPlain(offset), words.getLongPlain(offset + Long.BYTES));
    }

    private static void setUuid(Words words, int offset, UUID value) {
        words.setLongPlain(offset, value.getMostSignificantBits());
        words.setLongPlain(offset + Long.BYTES, value.getLeastSignificantBits());
    }
}
