package io.processpool.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotAllocatorTest {

    @Test
    void noTwoThreadsGetTheSameSlot() throws InterruptedException {
        Set<SlotHandle> handles = ConcurrentHashMap.newKeySet();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    handles.add(SlotAllocator.allocate().handle());
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1200, handles.size());
    }

    @Test
    void aSlotIsZeroAndHasItsOwnCacheLines() {
        Slot slot = SlotAllocator.allocate();
        assertEquals(0, slot.offset() % SlotAllocator.SLOT_BYTES);
        assertEquals(0, slot.words().getLongVolatile(slot.offset()));
    }

    @Test
    void aHandleLeadsBackToTheSlot() {
        Slot slot = SlotAllocator.allocate();
        assertEquals(slot, slot.handle().open());
    }

    @Test
    void aHandleToNoSlotIsRefused() {
        SlotHandle handle = SlotAllocator.allocate().handle();
        for (int offset : new int[] {-128, 64, 1 << 16, Integer.MAX_VALUE - 127}) {
            SlotHandle wrong = new SlotHandle(handle.segment(), offset);
            assertThrows(IndexOutOfBoundsException.class, wrong::open);
        }
    }
}
