package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ObjLongConsumer;

/** The bulks that have arrived; their bytes follow from their id. */
final class Bulks implements ObjLongConsumer<byte[]> {
    private final List<Long> ids = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> all = Collections.synchronizedList(new ArrayList<>());

    static byte[] bytes(long id, int length) {
        byte[] bytes = new byte[length];
        new Random(id).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void accept(byte[] bytes, long id) {
        ids.add(id);
        all.add(bytes);
    }

    int size() {
        return all.size();
    }

    void expect(int at, long id, int length) {
        assertEquals(id, ids.get(at));
        assertEquals(length, all.get(at).length);
        assertArrayEquals(bytes(id, length), all.get(at));
    }
}
