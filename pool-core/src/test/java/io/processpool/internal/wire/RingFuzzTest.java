package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a worker leaves in its ring, the reader gives records within it, or says that it is corrupt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // An endless loop hears no interrupt.
class RingFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final int CAPACITY = 256;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void garbageInTheRecordsIsCorruptOrARecord() {
        fuzz(() -> random.nextInt(32) * 8L, () -> random.nextInt(CAPACITY / 8 + 1) * 8L);
    }

    @Test
    void garbageInTheTailIsCorruptOrARecord() {
        fuzz(() -> random.nextInt(32) * 8L, this::anyLong);
    }

    @Test
    void garbageInHeadAndTailIsCorruptOrARecord() {
        fuzz(this::anyLong, this::anyLong);
    }

    @Test
    void aTailFurtherAwayThanTheRingIsLongIsCorrupt() throws Exception {
        TestRing ring = new TestRing(CAPACITY);
        fillWithPadding(ring, 8);
        ring.words.setLongVolatile(RingLayout.TAIL, Long.MAX_VALUE & -8);
        CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(ring.reader::next);
        try {
            Exception failure = assertThrows(ExecutionException.class, () -> reading.get(20, TimeUnit.SECONDS));
            assertInstanceOf(CorruptMessageException.class, failure.getCause());
        } finally {
            fillWithPadding(ring, 0); // Ends an endless loop.
        }
    }

    private static void fillWithPadding(TestRing ring, int length) {
        for (int i = RingLayout.RECORDS; i < RingLayout.RECORDS + CAPACITY; i += 8) {
            ring.buffer.putInt(i, length);
            ring.buffer.putInt(i + 4, RingLayout.PADDING_KIND);
        }
    }

    private void fuzz(LongSupplier heads, LongSupplier distances) {
        TestRing ring = new TestRing(CAPACITY);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = RingLayout.RECORDS; i < RingLayout.RECORDS + CAPACITY; i += 4) {
                ring.buffer.putInt(i, anyInt());
            }
            long head = heads.getAsLong();
            ring.words.setLongVolatile(RingLayout.HEAD, head);
            ring.words.setLongVolatile(RingLayout.TAIL, head + distances.getAsLong());
            try {
                readAll(ring.newReader());
            } catch (CorruptMessageException expected) {
                continue;
            } catch (RuntimeException | Error other) {
                fail("seed " + seed + ", round " + round + ", head " + head, other);
            }
        }
    }

    /** More records than the ring has room for, none of them given back, cannot be. */
    private static void readAll(RingReader reader) {
        int records = 0;
        while (reader.next()) {
            int end = reader.bodyOffset() + reader.bodyBytes();
            assertTrue(reader.bodyBytes() >= 0, "length");
            assertTrue(reader.bodyOffset() >= RingLayout.RECORDS + RingLayout.RECORD_BODY, "before the records");
            assertTrue(end <= RingLayout.sizeBytes(CAPACITY), "beyond the records");
            assertTrue(++records <= CAPACITY / 8, "more records than fit");
        }
    }

    /** Often what could be a length or a kind. */
    private int anyInt() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(3);
            default -> 8 * random.nextInt(5);
        };
    }

    private long anyLong() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(CAPACITY);
            case 2 -> -random.nextInt(CAPACITY);
            default -> 8L * random.nextInt(2 * CAPACITY);
        };
    }
}
