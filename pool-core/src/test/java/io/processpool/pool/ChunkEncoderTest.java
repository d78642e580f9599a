package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.BulkMemory;
import io.processpool.internal.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChunkEncoderTest {

    private static List<Object> decode(Chunk chunk) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < chunk.items(); i++) {
            int from = chunk.offsetOf(i) + Integer.BYTES;
            items.add(Payload.read(chunk.frames(), from, chunk.offsetOf(i + 1) - from));
        }
        return items;
    }

    @Test
    void cutsWhenAChunkIsFull() {
        ChunkEncoder encoder = new ChunkEncoder(3, "item", new BulkMemory(0));
        assertNull(encoder.add("a"));
        assertNull(encoder.add(2));
        Chunk first = encoder.add(null);
        assertEquals(0, first.firstIndex());
        List<Object> expected = new ArrayList<>(List.of("a", 2));
        expected.add(null);
        assertEquals(expected, decode(first));
        assertNull(encoder.rest(), "nothing waits");
    }

    @Test
    void theRestIsTheLastChunk() {
        ChunkEncoder encoder = new ChunkEncoder(2, "item", new BulkMemory(0));
        encoder.add(1);
        encoder.add(2);
        encoder.add(3);
        Chunk rest = encoder.rest();
        assertEquals(2, rest.firstIndex());
        assertEquals(List.of(3), decode(rest));
        assertNull(encoder.rest());
        assertEquals(3, encoder.nextIndex());
    }

    @Test
    void nothingOfAnItemThatCannotTravelStays() {
        ChunkEncoder encoder = new ChunkEncoder(3, "item", new BulkMemory(0));
        assertThrows(SerializationException.class, () -> encoder.add(new Object()));
        assertNull(encoder.rest());
        assertEquals(0, encoder.skip());
        encoder.add("a");
        assertThrows(SerializationException.class, () -> encoder.add(List.of("b", new Object())));
        Chunk before = encoder.rest();
        assertEquals(List.of("a"), decode(before));
        assertEquals(2, encoder.skip());
        encoder.add("c");
        Chunk behind = encoder.rest();
        assertEquals(3, behind.firstIndex());
        assertEquals(List.of("c"), decode(behind));
    }

    @Test
    void aChunkIsASnapshot() {
        ChunkEncoder encoder = new ChunkEncoder(2, "item", new BulkMemory(0));
        List<Integer> changing = new ArrayList<>(List.of(1));
        encoder.add(changing);
        changing.add(2);
        Chunk chunk = encoder.add(changing);
        encoder.add("later");
        assertEquals(List.of(List.of(1), List.of(1, 2)), decode(chunk));
    }

    @Test
    void aChunkThatWouldNotFitIntoAMailboxIsCutEarlier() {
        ChunkEncoder encoder = new ChunkEncoder(100, "item", new BulkMemory(0));
        byte[] large = new byte[10 << 10];
        int items = 1;
        Chunk chunk = encoder.add(large);
        while (chunk == null) {
            items++;
            chunk = encoder.add(large);
        }
        assertEquals(4, items);
        assertEquals(4, chunk.items());
        assertEquals(4, encoder.nextIndex());
    }

    @Test
    void anItemThatCannotTravelIsNamed() {
        ChunkEncoder encoder = new ChunkEncoder(10, "item", new BulkMemory(0));
        encoder.add("fine");
        SerializationException failure = assertThrows(SerializationException.class, () -> encoder.add(new Object()));
        assertTrue(failure.getMessage().contains("item 1"), failure.getMessage());
    }

    @Test
    void aLockIsRefusedWithItsPlace() {
        ChunkEncoder encoder = new ChunkEncoder(10, "item", new BulkMemory(0));
        RuntimeError refused = assertThrows(RuntimeError.class, () -> encoder.add(List.of(new ReentrantLock())));
        assertTrue(refused.getMessage()
                .startsWith("ReentrantLock objects should only be shared between processes through inheritance"));
        assertTrue(refused.getMessage().contains("item 0"), refused.getMessage());
        assertNotNull(refused.getStackTrace());
    }
}
