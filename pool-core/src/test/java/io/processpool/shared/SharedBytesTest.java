package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.openhft.chronicle.bytes.BytesStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedBytesTest {

    private final SharedBytes bytes = SharedBytes.create(100);

    @Test
    void itsViewsAreTheSameMemory() {
        ByteBuffer buffer = bytes.buffer();
        BytesStore<?, Void> store = bytes.bytesStore();
        assertTrue(buffer.isDirect());
        assertSame(ByteOrder.nativeOrder(), buffer.order());
        assertEquals(100, buffer.remaining());
        assertEquals(100, store.capacity());
        buffer.putInt(96, 42);
        assertEquals(42, store.readInt(96));
        assertEquals(50, store.addAndGetInt(96, 8));
        assertEquals(50, bytes.buffer().getInt(96));
    }

    @Test
    void aChronicleViewReadsAndWritesStreams() {
        bytes.bytesStore().bytesForWrite().writeInt(7).writeDouble(0.5);
        assertEquals(7, bytes.bytesStore().bytesForRead().readInt());
        assertEquals(0.5, bytes.bytesStore().readDouble(4));
    }

    @Test
    void releasingAViewDoesNotHurtTheOthers() {
        BytesStore<?, Void> store = bytes.bytesStore();
        store.releaseLast();
        assertEquals(0, bytes.bytesStore().readByte(0));
        assertEquals(0, bytes.buffer().get(0));
        assertEquals(0, SharedInt.create(0).get());
    }

    @Test
    void aSliceIsTheSameMemory() {
        SharedBytes slice = bytes.slice(10, 20);
        assertEquals(10, slice.lengthBytes());
        slice.buffer().put(0, (byte) 7);
        assertEquals(7, bytes.buffer().get(10));
        assertEquals(7, slice.bytesStore().readByte(0));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.buffer().get(10));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(10, 101));
        assertSame(bytes.getLock(), slice.getLock());
        assertEquals(slice, bytes.slice(10, 20));
    }

    @Test
    void sizesAreChecked() {
        assertEquals(0, SharedBytes.create(0).buffer().capacity());
        assertEquals(0, SharedBytes.create(0).bytesStore().capacity());
        assertThrows(IllegalArgumentException.class, () -> SharedBytes.create(-1));
        assertEquals("SharedBytes[lengthBytes=100]", bytes.toString());
    }
}
