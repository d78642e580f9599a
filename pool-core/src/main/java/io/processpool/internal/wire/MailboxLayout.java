package io.processpool.internal.wire;

/**
 * Where things lie in the mailbox of one slot.
 *
 * <pre>
 *   0            128             256             384             512            640
 *   +------------+---------------+---------------+---------------+--------------+--------------+----------------+
 *   | worker     | parent        | printed out   | room          | stage of     | tasks        | answers        |
 *   | parked     | parked        | printed err   | wanted        | the item     | (ring)       | (ring)         |
 *   | (int)      | (int)         | (2 longs)     | (int)         | (int)        | parent -> w. | worker -> p.   |
 *   +------------+---------------+---------------+---------------+--------------+--------------+----------------+
 * </pre>
 */
final class MailboxLayout {
    /** Offset of the worker's flag: 1 while it sleeps, or is about to, and wants a doorbell. Set by the worker, taken by either. */
    static final int WORKER_PARKED = 0;

    /** Offset of the parent's flag, likewise. */
    static final int PARENT_PARKED = 128;

    /** Offset of the number of bytes that the worker has written to its standard output. Written by the worker. */
    static final int PRINTED_OUT = 256;

    /** Offset of the number of bytes that the worker has written to its standard error. Written by the worker. */
    static final int PRINTED_ERR = 264;

    /** Offset of the flag that the parent sets when the ring of tasks is full: 1 while a doorbell is wanted when there is room again. */
    static final int ROOM_WANTED = 384;

    /** Offset of what the worker does with its item, see {@link ItemStage}. Written by the worker. */
    static final int STAGE = 512;

    /** Offset of the ring of tasks. */
    static final int TASKS = 640;

    /** Capacity of each ring, a power of two. */
    static final int RING_CAPACITY = 128 * 1024;

    /** Offset of the ring of answers. */
    static final int ANSWERS = TASKS + RingLayout.sizeBytes(RING_CAPACITY);

    /** Size of a whole mailbox, and the distance between two. */
    static final int SIZE = ANSWERS + RingLayout.sizeBytes(RING_CAPACITY);

    private MailboxLayout() {}
}
