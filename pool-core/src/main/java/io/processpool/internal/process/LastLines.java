package io.processpool.internal.process;

import java.nio.charset.Charset;
import java.util.List;

/**
 * The last lines that a child has printed on one of its streams, as far as they fit into 4 KiB: its last words, should it die. Thread-safe.
 */
final class LastLines {
    private static final int MOST_LINES = 20;
    private static final int MOST_BYTES = 4096;

    private static final byte[] NONE = {};

    // Guarded by this. A ring, in which the byte number n stands at n modulo its length; empty until there is something
    // to keep.
    private byte[] ring = NONE;
    private long written;

    /** Adds what was printed; the oldest bytes go. */
    synchronized void add(byte[] bytes, int length) {
        if (ring.length == 0) {
            ring = new byte[MOST_BYTES];
        }
        for (int i = Math.max(0, length - MOST_BYTES); i < length; i++) {
            ring[(int) ((written + i) % MOST_BYTES)] = bytes[i];
        }
        written += length;
    }

    /** The lines, without their ends; the first of them may be cut where a line is longer than all that is kept. */
    synchronized List<String> lines(Charset charset) {
        int length = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % MOST_BYTES)];
        }
        String text = new String(bytes, charset);
        boolean isCut = written > length && text.indexOf('\n') >= 0 && text.indexOf('\n') < text.length() - 1;
        List<String> lines = text.lines().skip(isCut ? 1 : 0).toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }
}
