package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClaimTest {
    private static final int AT = 8;

    private final Words words = new Words(ByteBuffer.allocateDirect(24));

    private void begin(int items) {
        words.setLongVolatile(AT, Claim.of(items));
    }

    private long claim() {
        return words.getLongVolatile(AT);
    }

    @Test
    void itemsAreStartedInTheirOrder() {
        begin(3);
        assertEquals(0, Claim.start(words, AT));
        assertEquals(1, Claim.start(words, AT));
        assertEquals(1, Claim.unstarted(claim()));
        assertEquals(2, Claim.start(words, AT));
        assertEquals(-1, Claim.start(words, AT));
        assertEquals(3, Claim.next(claim()), "a refused start counts for nothing");
        assertEquals(0, Claim.unstarted(claim()));
    }

    @Test
    void theLastItemsAreTakenBackFirst() {
        begin(5);
        assertEquals(3, Claim.limit(Claim.takeBack(words, AT, 2)));
        assertEquals(0, Claim.start(words, AT));
        assertEquals(2, Claim.unstarted(claim()));
        assertEquals(1, Claim.limit(Claim.takeBack(words, AT, 100)), "what has started stays");
        assertEquals(-1, Claim.start(words, AT));
    }

    @Test
    void nothingIsTakenBackOfWhatHasStarted() {
        begin(1);
        Claim.start(words, AT);
        assertEquals(1, Claim.limit(Claim.takeBack(words, AT, Integer.MAX_VALUE)));
        assertEquals(1, Claim.next(claim()));
    }

    @Test
    void whatIsTakenBackFromAnItemOnIsTakenWholeOrNotAtAll() {
        begin(5);
        Claim.start(words, AT);
        assertTrue(Claim.takeBackFrom(words, AT, 3));
        assertEquals(3, Claim.limit(claim()));
        Claim.start(words, AT);
        assertFalse(Claim.takeBackFrom(words, AT, 1), "it has been started");
        assertEquals(1, Claim.unstarted(claim()));
        assertTrue(Claim.takeBackFrom(words, AT, 2));
        assertEquals(-1, Claim.start(words, AT));
        assertEquals(2, Claim.next(claim()));
    }

    @Test
    void anEmptyRecordHasNothingToStartOrTakeBack() {
        begin(0);
        assertEquals(-1, Claim.start(words, AT));
        assertEquals(0, Claim.limit(Claim.takeBack(words, AT, 1)));
    }

    @Test
    void numbersMayBeAsLargeAsAnInt() {
        begin(Integer.MAX_VALUE);
        assertEquals(0, Claim.start(words, AT));
        assertEquals(Integer.MAX_VALUE - 1, Claim.unstarted(claim()));
        assertEquals(1, Claim.limit(Claim.takeBack(words, AT, Integer.MAX_VALUE)));
    }

    @Test
    void neighboursAreLeftAlone() {
        begin(2);
        Claim.start(words, AT);
        Claim.takeBack(words, AT, 1);
        assertEquals(0, words.getLongVolatile(0));
        assertEquals(0, words.getLongVolatile(16));
    }

    @Test
    void anItemIsRunOrTakenBackNeverBoth() throws Exception {
        Often.hold(200, ClaimTest::startAndTakeBack);
    }

    private static void startAndTakeBack() {
        int rounds = 500;
        int items = 4;
        Words claims = new Words(ByteBuffer.allocateDirect(8 * rounds));
        AtomicIntegerArray owners = new AtomicIntegerArray(rounds * items);
        for (int i = 0; i < rounds; i++) {
            claims.setLongVolatile(8 * i, Claim.of(items));
        }
        AtomicInteger worker = new AtomicInteger();
        AtomicInteger parent = new AtomicInteger();
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                meet(worker, parent);
                for (int item = Claim.start(claims, 8 * i); item >= 0; item = Claim.start(claims, 8 * i)) {
                    owners.incrementAndGet(i * items + item);
                }
            }
        });
        for (int i = 0; i < rounds; i++) {
            meet(parent, worker);
            takeAllBack(claims, 8 * i, items, owners, i * items);
        }
        running.join();
        for (int i = 0; i < owners.length(); i++) {
            int owner = owners.get(i);
            assertEquals(true, owner == 1 || owner == 100, "item " + i + " was owned by " + owner);
        }
    }

    private static void takeAllBack(Words claims, int at, int limit, AtomicIntegerArray owners, int firstItem) {
        int before = limit;
        while (Claim.unstarted(claims.getLongVolatile(at)) > 0) {
            int after = Claim.limit(Claim.takeBack(claims, at, 1));
            for (int item = after; item < before; item++) {
                owners.addAndGet(firstItem + item, 100);
            }
            before = after;
        }
    }

    /** Both go on at nearly the same moment. */
    private static void meet(AtomicInteger mine, AtomicInteger other) {
        int round = mine.incrementAndGet();
        for (int spins = 0; other.get() < round; spins++) {
            if (spins > 1000) {
                Thread.yield();
            }
        }
    }
}
