package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.RuntimeError;
import io.processpool.internal.spawn.SpawningScope;
import io.processpool.internal.wire.Payload;
import io.processpool.sync.ProcessLock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTravelTest {

    private static final List<SharedData> ONE_OF_EACH = List.of(
            SharedBoolean.create(true),
            SharedByte.create((byte) 1),
            SharedChar.create('a'),
            SharedShort.create((short) 1),
            SharedInt.create(1),
            SharedLong.create(1),
            SharedFloat.create(1),
            SharedDouble.create(1),
            SharedBooleanArray.create(3),
            SharedByteArray.create(3),
            SharedCharArray.create(3),
            SharedShortArray.create(3),
            SharedIntArray.create(3),
            SharedLongArray.create(3),
            SharedFloatArray.create(3),
            SharedDoubleArray.create(3),
            SharedBytes.create(3),
            SharedString.create(3, "abc"));

    @Test
    void outsideASpawningScopeNothingTravels() {
        assertEquals(Kind.values().length, ONE_OF_EACH.size());
        for (SharedData data : ONE_OF_EACH) {
            String message =
                    assertThrows(RuntimeError.class, () -> serialize(data)).getMessage();
            assertEquals(
                    data.getClass().getSimpleName()
                            + " objects should only be shared between processes through inheritance",
                    message.lines().findFirst().orElseThrow());
        }
    }

    @Test
    void inATasksArgumentItsPlaceIsNamed() {
        RuntimeError error =
                assertThrows(RuntimeError.class, () -> Payload.write(Map.of("counter", SharedInt.create(0))));
        assertEquals(
                "SharedInt objects should only be shared between processes through inheritance",
                error.getMessage().lines().findFirst().orElseThrow());
        assertFalse(error.place().isEmpty(), error::getMessage);
    }

    @Test
    void insideASpawningScopeEachArrivesAsTheSameDataWithTheSameLock() throws Exception {
        for (SharedData data : ONE_OF_EACH) {
            SharedData arrived = (SharedData) travel(data);
            assertEquals(data, arrived);
            assertEquals(data.hashCode(), arrived.hashCode());
            assertEquals(data.toString(), arrived.toString());
            assertEquals(data.getLock(), arrived.getLock());
        }
    }

    @Test
    void rawDataArrivesRaw() throws Exception {
        SharedInt arrived = (SharedInt) travel(SharedInt.createRaw(7));
        assertEquals(7, arrived.get());
        assertThrows(IllegalStateException.class, arrived::getLock);
    }

    @Test
    void aSliceArrivesAsASlice() throws Exception {
        SharedShortArray array = SharedShortArray.create(new short[] {1, 2, 3, 4, 5});
        SharedShortArray arrived = (SharedShortArray) travel(array.slice(1, 4));
        assertEquals(3, arrived.length());
        arrived.set(2, (short) 9);
        assertEquals(9, array.get(3));
    }

    @Test
    void oneLockOfTwoValuesArrivesAsOneLock() throws Exception {
        ProcessLock lock = ProcessLock.create();
        Serializable two = (Serializable) List.of(SharedInt.create(0, lock), SharedLong.create(0, lock));
        List<?> arrived = (List<?>) travel(two);
        SharedInt first = (SharedInt) arrived.get(0);
        SharedLong second = (SharedLong) arrived.get(1);
        assertSame(first.getLock(), second.getLock());
        assertEquals(lock, first.getLock());
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private static Object travel(Serializable object) throws IOException, ClassNotFoundException {
        byte[] bytes;
        try (SpawningScope scope = SpawningScope.open()) {
            bytes = serialize(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static byte[] serialize(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }
}
