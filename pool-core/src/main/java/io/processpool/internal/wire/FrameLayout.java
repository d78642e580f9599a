package io.processpool.internal.wire;

/**
 * What goes over the socket of a worker, in either direction, behind the token of the handshake.
 *
 * <pre>
 *   doorbell:   0                bulk:   0            1            9                13
 *              +------------+           +------------+------------+----------------+----------------+
 *              | 1 (byte)   |           | 2 (byte)   | id (long)  | length (int)   | bytes ...      |
 *              +------------+           +------------+------------+----------------+----------------+
 * </pre>
 *
 * <p>A doorbell says: look into your mailbox. A bulk carries what is too large for a record of the mailbox, which names it by
 * its id. Numbers are big-endian.
 */
final class FrameLayout {
    static final byte DOORBELL = 1;
    static final byte BULK = 2;

    /** Length of what stands before the bytes of a bulk. */
    static final int BULK_HEADER = 13;

    private FrameLayout() {}
}
