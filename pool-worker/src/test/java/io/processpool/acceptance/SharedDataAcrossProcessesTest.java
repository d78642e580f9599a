package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.shared.SharedBytes;
import io.processpool.shared.SharedDouble;
import io.processpool.shared.SharedDoubleArray;
import io.processpool.shared.SharedInt;
import io.processpool.shared.SharedIntArray;
import io.processpool.shared.SharedLong;
import io.processpool.shared.SharedString;
import io.processpool.sync.ProcessLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Data in shared memory and two processes: CPython's tests of Value, Array, shared ctypes and shared memory. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class SharedDataAcrossProcessesTest {

    // -- test_sharedctypes, test_synchronize, test_copy

    @Test
    void aChildDoublesNumbersArraysRecordsAndTextsButNoCopies() throws Exception {
        SharedInt number = SharedInt.create(7);
        SharedDouble fraction = SharedDouble.create(1.0 / 3);
        SharedLong large = SharedLong.create(1L << 33);
        SharedDoubleArray array = SharedDoubleArray.create(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        SharedString text = SharedString.create(20, "hello");
        SharedBytes record = SharedBytes.create(16); // an int at 0, a double at 8
        record.buffer().putInt(0, 3).putDouble(8, 2.5);
        double[] copy = array.toArray();
        String oldText = text.get();
        try (Children children = new Children()) {
            children.start(() -> {
                number.update(value -> 2 * value);
                fraction.update(value -> 2 * value);
                large.update(value -> 2 * value);
                array.getLock().run(() -> {
                    for (int i = 0; i < array.length(); i++) {
                        array.set(i, 2 * array.get(i));
                    }
                });
                text.update(value -> value + value);
                record.buffer().putInt(0, 2 * record.buffer().getInt(0));
                record.buffer().putDouble(8, 2 * record.buffer().getDouble(8));
            });
            children.join();
        }
        assertEquals(14, number.get());
        assertEquals(2.0 / 3, fraction.get());
        assertEquals(1L << 34, large.get());
        assertArrayEquals(new double[] {0, 2, 4, 6, 8, 10, 12, 14, 16, 18}, array.toArray());
        assertEquals("hellohello", text.get());
        assertEquals(6, record.buffer().getInt(0));
        assertEquals(5.0, record.buffer().getDouble(8));
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, copy);
        assertEquals("hello", oldText);
    }

    // -- test_getobj_getlock, test_getobj_getlock_obj

    @Test
    void aChildFindsTheLockThatWasChosen() throws Exception {
        ProcessLock own = ProcessLock.create();
        SharedInt usual = SharedInt.create(1);
        SharedInt chosen = SharedInt.create(2, own);
        SharedInt raw = SharedInt.createRaw(3);
        SharedIntArray usualArray = SharedIntArray.create(new int[] {1, 2});
        SharedIntArray chosenArray = SharedIntArray.create(new int[] {3, 4}, own);
        SharedIntArray rawArray = SharedIntArray.createRaw(new int[] {5, 6});
        own.lock();
        usual.getLock().lock();
        try (Children children = new Children()) {
            children.start(() -> {
                assertTrue(own.isLocked());
                assertEquals(own, chosen.getLock());
                assertEquals(own, chosenArray.getLock());
                assertTrue(!usual.getLock().tryLock(), "the parent has it");
                assertTrue(usualArray.getLock().tryLock());
                usualArray.getLock().unlock();
                assertThrows(IllegalStateException.class, raw::getLock);
                assertThrows(IllegalStateException.class, rawArray::getLock);
                // Without a lock there is no wait, also where there is one.
                assertEquals(6, usual.get() + chosen.get() + raw.get());
                raw.set(30);
                rawArray.set(1, 60);
            });
            children.join();
        }
        own.unlock();
        usual.getLock().unlock();
        assertEquals(30, raw.get());
        assertEquals(60, rawArray.get(1));
    }

    // -- test_shared_memory_across_processes, test_shared_memory_cleaned_after_process_termination

    @Test
    void bytesAreTheSameForAChildAndAGrandchildAndSurviveAKilledOne() throws Exception {
        SharedBytes bytes = SharedBytes.create(1000);
        try (Children children = new Children()) {
            children.start(() -> {
                bytes.buffer().put(0, (byte) 1);
                try (Children grandchildren = new Children()) {
                    grandchildren.start(() ->
                            bytes.buffer().put(1, (byte) (1 + bytes.buffer().get(0))));
                    grandchildren.join();
                }
                Runtime.getRuntime().halt(9);
            });
            children.get(0).join(Delays.LONG);
        }
        assertEquals(1, bytes.buffer().get(0));
        assertEquals(2, bytes.buffer().get(1));
        // That the memory itself leaves nothing behind, the extension of this class proves.
    }
}
