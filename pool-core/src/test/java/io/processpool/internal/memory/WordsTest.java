package io.processpool.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WordsTest {

    private final ByteBuffer memory = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
    private final Words words = new Words(memory);

    @Test
    void everyReadSeesEveryKindOfWriteOfALong() {
        words.setLongPlain(8, 1);
        assertEquals(1, words.getLongVolatile(8));
        words.setLongRelease(8, 2);
        assertEquals(2, words.getLongAcquire(8));
        words.setLongVolatile(8, Long.MIN_VALUE);
        assertEquals(Long.MIN_VALUE, words.getLongPlain(8));
        assertEquals(Long.MIN_VALUE, memory.getLong(8));
    }

    @Test
    void everyReadSeesEveryKindOfWriteOfAnInt() {
        words.setIntPlain(4, 1);
        assertEquals(1, words.getIntVolatile(4));
        words.setIntRelease(4, 2);
        assertEquals(2, words.getIntAcquire(4));
        words.setIntVolatile(4, -3);
        assertEquals(-3, words.getIntPlain(4));
        assertEquals(-3, memory.getInt(4));
    }

    @Test
    void compareAndSetReplacesOnlyTheExpected() {
        assertTrue(words.compareAndSetLong(0, 0, 5));
        assertFalse(words.compareAndSetLong(0, 0, 6));
        assertEquals(5, words.getLongVolatile(0));
        assertTrue(words.compareAndSetInt(8, 0, 5));
        assertFalse(words.compareAndSetInt(8, 0, 6));
        assertEquals(5, words.getIntVolatile(8));
    }

    @Test
    void additionsOfSeveralThreadsAllCount() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    words.getAndAddLong(0, 1);
                    words.getAndAddInt(8, 2);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40_000, words.getLongVolatile(0));
        assertEquals(80_000, words.getIntVolatile(8));
    }

    @Test
    void offsetsAreChecked() {
        assertThrows(IndexOutOfBoundsException.class, () -> words.getLongVolatile(64));
        assertThrows(IndexOutOfBoundsException.class, () -> words.setLongPlain(60, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> words.getIntPlain(-1));
        assertThrows(IllegalStateException.class, () -> words.compareAndSetLong(4, 0, 1));
        assertThrows(IllegalStateException.class, () -> words.setIntRelease(2, 1));
    }

    @Test
    void onlyDirectWritableAlignedMemoryIsTaken() {
        ByteBuffer heap = ByteBuffer.allocate(64);
        assertThrows(IllegalArgumentException.class, () -> new Words(heap));
        ByteBuffer readOnly = memory.asReadOnlyBuffer();
        assertThrows(IllegalArgumentException.class, () -> new Words(readOnly));
        ByteBuffer shifted = memory.slice(4, 8);
        assertThrows(IllegalArgumentException.class, () -> new Words(shifted));
    }

    @Test
    void limitAndPositionOfTheBufferDoNotMatter() {
        memory.position(8).limit(16);
        Words all = new Words(memory);
        assertEquals(64, all.lengthBytes());
        all.setLongVolatile(56, 1);
        assertEquals(8, memory.position());
    }
}
