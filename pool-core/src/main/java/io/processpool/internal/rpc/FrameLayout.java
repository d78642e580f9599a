package io.processpool.internal.rpc;

/**
 * What goes over a connection to a manager's server once both sides have proved themselves, see {@link Handshake}.
 * Numbers are big-endian.
 *
 * <pre>
 *   a frame:     0              4          5
 *               | length (int) | kind (1) | body: length - 1 bytes
 *
 *   HELLO        | client (2 longs) | pid (long) | name (text) |                 client, first
 *   WELCOME      | manager (2 longs) |                                    server, its answer
 *   CALL         | object (long) | thread (long) | method (text) | number of arguments (1) | arguments |
 *                   an argument: | length (int) | payload |                client
 *                   or: | minus the number of PARTs (int) |
 *   PART         | index (int) | payload: an array |                      client, before its CALL: an argument that is a long array
 *   CANCEL       | |                                                      client: interrupt the call that it waits for
 *   LEAVE        | |                                                      client: it will call no more, and lives on
 *   VALUE        | payload |                                              server: what the call returned
 *   THROWN       | payload |                                              server: what it threw
 *   INTERRUPTED  | |                                                      server: the call was cancelled in time
 *   FAREWELL     | reason (text) |                                        server: no call will be served any more
 * </pre>
 *
 * <p>A text is its length (int) and as many bytes of UTF-8. A connection carries one call at a time.
 */
final class FrameLayout {
    static final byte HELLO = 1;
    static final byte WELCOME = 2;
    static final byte CALL = 3;
    static final byte CANCEL = 4;
    static final byte VALUE = 5;
    static final byte THROWN = 6;
    static final byte INTERRUPTED = 7;
    static final byte FAREWELL = 8;
    static final byte PART = 9;
    static final byte LEAVE = 10;

    /** Length of the length. */
    static final int LENGTH_BYTES = 4;

    private FrameLayout() {}
}
