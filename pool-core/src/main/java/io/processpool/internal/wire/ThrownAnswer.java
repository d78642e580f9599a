package io.processpool.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The payload of an answer that says what a task threw:
 *
 * <pre>
 *   bytes of the item's text (int, big-endian; -1 for none) | the text, UTF-8 | what was thrown, see {@link Payload#writeThrowable}
 * </pre>
 */
public final class ThrownAnswer {
    private ThrownAnswer() {}

    /**
     * Writes an answer. Always succeeds.
     *
     * @param itemText what the item looks like, or null
     */
    public static byte[] write(String itemText, Throwable thrown) {
        byte[] text = itemText == null ? new byte[0] : itemText.getBytes(StandardCharsets.UTF_8);
        byte[] payload = Payload.writeThrowable(thrown);
        ByteBuffer answer = ByteBuffer.allocate(Integer.BYTES + text.length + payload.length);
        answer.putInt(itemText == null ? -1 : text.length);
        return answer.put(text).put(payload).array();
    }

    /**
     * Reads what the item looks like, and moves to what was thrown.
     *
     * @return null if the worker could not say
     */
    public static String readItemText(ByteBuffer answer) {
        int length = answer.remaining() < Integer.BYTES ? Integer.MAX_VALUE : answer.getInt();
        if (length > answer.remaining() || length < -1) {
            throw new CorruptMessageException("answer: length of the item's text=" + length);
        }
        byte[] text = new byte[Math.max(0, length)];
        answer.get(text);
        return length < 0 ? null : new String(text, StandardCharsets.UTF_8);
    }
}
