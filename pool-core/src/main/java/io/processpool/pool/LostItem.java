package io.processpool.pool;

import io.processpool.internal.wire.ItemStage;
import io.processpool.internal.wire.ItemText;
import io.processpool.internal.wire.Payload;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The item that died with its worker, or ran too long, and what it looks like.
 *
 * <p>It is rebuilt here from what the worker got, for its {@code toString()}: code of the user's, which may wait for ever, so that a thread of its own
 * runs it. An item that the worker had not finished reading may be what killed or held it, and is left alone.
 *
 * @param index within its call
 * @param stage what the worker did with it: "running"
 * @param text what it looks like; null if it has no looks, as the only one of {@code apply}
 */
record LostItem(long index, String stage, String text) {
    private static final int LARGE_BYTES = 1 << 20;
    private static final long LONGEST_MILLIS = 1000;

    static LostItem of(Range item, ItemStage stage) {
        return new LostItem(item.firstIndex(), stage.described(), text(item.call, payload(item), stage.wasRead()));
    }

    private static ByteBuffer payload(Range item) {
        return item.chunk.bytes().position(item.fromByte + Integer.BYTES).limit(item.toByte);
    }

    /** The bytes of an item that may be answered any moment, after which others may lie where they are; as far as {@link #text} looks at them. */
    static ByteBuffer payloadNow(Range item) {
        ByteBuffer payload = payload(item);
        return payload.remaining() > LARGE_BYTES
                ? payload
                : ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    }

    /** What an item looks like; null if it has no looks. Takes a second at most. */
    static String text(Call call, ByteBuffer payload, boolean wasRead) {
        if (payload.remaining() > LARGE_BYTES) {
            return "(" + payload.remaining() + " bytes)";
        }
        if (Payload.isHarmless(payload)) {
            String text = ItemText.of(Payload.read(payload));
            return call.isApply() && text.equals("null") ? null : text;
        }
        return wasRead ? textWithin(payload) : "(not looked at: its worker had not read it)";
    }

    private static String textWithin(ByteBuffer payload) {
        FutureTask<String> text = new FutureTask<>(() -> ItemText.of(Payload.read(payload)));
        Thread thread = new Thread(text, Thread.currentThread().getName() + "-obituary");
        thread.setDaemon(true);
        try {
            thread.start();
            return text.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException waitsForEver) {
            return "(its toString() takes more than " + LONGEST_MILLIS + " ms)";
        } catch (ExecutionException | OutOfMemoryError failed) {
            return "(cannot be rebuilt: " + failed + ")";
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
            return "(not looked at)";
        }
    }
}
