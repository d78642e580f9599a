package io.processpool.internal.wire;

/**
 * Where things lie in a {@linkplain RingWriter ring}: one writer and one reader, in two processes, records of any length.
 *
 * <pre>
 *    0                   8                                         128
 *   +-------------------+-------------------------------------------+
 *   | head (long)       | padding: one writer for each cache line   |
 *   +-------------------+-------------------------------------------+
 *   128                 136                                       256
 *   +-------------------+-------------------------------------------+
 *   | tail (long)       | padding                                   |
 *   +-------------------+-------------------------------------------+
 *   256                                              256 + capacity
 *   +---------------------------------------------------------------+
 *   | records                                                       |
 *   +---------------------------------------------------------------+
 *
 *   record, aligned to 8 bytes:
 *    0                   4                   8              length
 *   +-------------------+-------------------+-----------------------+
 *   | length (int)      | kind (int)        | body ...              |
 *   +-------------------+-------------------+-----------------------+
 * </pre>
 *
 * <p>Head and tail are positions that only grow; a position modulo the capacity is an index into the records. The writer
 * fills a record and then moves {@code tail} beyond it with one release store: a record is there whole or not at all, also
 * when the writer dies in between. The reader moves {@code head} beyond a record that it no longer looks at.
 */
final class RingLayout {
    /** Offset of the reader's position. Written by the reader only. */
    static final int HEAD = 0;

    /** Offset of the writer's position. Written by the writer only. */
    static final int TAIL = 128;

    /** Offset of the first record. */
    static final int RECORDS = 256;

    /** Offset of a record's length, which counts header, body and alignment. */
    static final int RECORD_LENGTH = 0;

    /** Offset of a record's kind. */
    static final int RECORD_KIND = 4;

    /** Offset of a record's body. */
    static final int RECORD_BODY = 8;

    /** Kind of a record that only fills the space up to the end of the ring. */
    static final int PADDING_KIND = 0;

    private RingLayout() {}

    static int align(int lengthBytes) {
        return (lengthBytes + 7) & ~7;
    }

    /** The bytes that a ring of this capacity takes in its segment. */
    static int sizeBytes(int capacity) {
        return RECORDS + capacity;
    }
}
