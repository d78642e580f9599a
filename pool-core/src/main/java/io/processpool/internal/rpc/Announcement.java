package io.processpool.internal.rpc;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a server in a child process tells its parent that it listens, or why it cannot; in shared memory, of which
 * nothing is left whoever dies.
 *
 * <pre>
 *   0             4             8
 *   | state (int) | length (int)| text, UTF-8 ... |
 *
 *   states: 0 nothing yet -> 1 listening, the text is the address; -> 2 failed, the text says why. Written once, last.
 * </pre>
 */
public final class Announcement implements AutoCloseable {
    private static final int LENGTH_BYTES = 8 * 1024;
    private static final int STATE = 0;
    private static final int TEXT_LENGTH = 4;
    private static final int TEXT = 8;

    private static final int LISTENING = 1;
    private static final int FAILED = 2;

    private final Segment segment;

    private Announcement(Segment segment) {
        this.segment = segment;
    }

    /** Makes one, in the parent. */
    public static Announcement create() {
        return new Announcement(Segment.create("a manager's address", LENGTH_BYTES));
    }

    /** What the child needs to find it. */
    public SegmentHandle handle() {
        return segment.handle();
    }

    /** In the child: it listens. */
    public static void listening(SegmentHandle handle, ServerAddress address) {
        write(handle, LISTENING, address.isUnix() ? address.unixPath() : address.host() + "\n" + address.port());
    }

    /** In the child: it cannot listen. */
    public static void failed(SegmentHandle handle, String why) {
        write(handle, FAILED, why);
    }

    private static void write(SegmentHandle handle, int state, String text) {
        try (Segment segment = Segment.open(handle)) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = Arrays.copyOf(encoded, Math.min(encoded.length, LENGTH_BYTES - TEXT));
            segment.buffer(TEXT, bytes.length).put(bytes);
            segment.words().setIntPlain(TEXT_LENGTH, bytes.length);
            segment.words().setIntVolatile(STATE, state);
        }
    }

    /**
     * In the parent: what has been announced.
     *
     * @return the address, null if there is nothing yet
     * @throws IllegalStateException if it cannot listen
     */
    public ServerAddress read() {
        Words words = segment.words();
        int state = words.getIntVolatile(STATE);
        if (state == 0) {
            return null;
        }
        ByteBuffer buffer = segment.buffer(TEXT, words.getIntPlain(TEXT_LENGTH));
        String text = StandardCharsets.UTF_8.decode(buffer).toString();
        if (state == FAILED) {
            throw new IllegalStateException(text);
        }
        int end = text.indexOf('\n');
        return end < 0
                ? ServerAddress.unix(text)
                : new ServerAddress("", text.substring(0, end), Integer.parseInt(text.substring(end + 1)));
    }

    @Override
    public void close() {
        segment.close();
    }
}
