package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.SpawningScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProcessLockTravelTest {

    private final ProcessLock lock = ProcessLock.create();

    @Test
    void outsideASpawningScopeALockDoesNotTravel() {
        String message = assertThrows(RuntimeError.class, () -> serialize(lock)).getMessage();
        assertEquals(
                "Lock objects should only be shared between processes through inheritance",
                message.lines().findFirst().orElseThrow());
        assertThrows(RuntimeError.class, () -> serialize((Serializable) List.of("a", lock)));
    }

    @Test
    @SuppressWarnings("try") // The scope is there to be closed.
    void insideASpawningScopeItArrivesAsTheSameLock() throws Exception {
        byte[] bytes;
        try (SpawningScope scope = SpawningScope.open()) {
            bytes = serialize(lock);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            assertEquals(lock, in.readObject());
        }
    }

    @Test
    void twoJvmsLoseNoUpdateUnderTheLock() throws Exception {
        try (Segment segment = Segment.create("test counter", 64);
                ChildJvm first = ChildJvm.start(Incrementer.class);
                ChildJvm second = ChildJvm.start(Incrementer.class)) {
            sendInheritance(first, segment);
            sendInheritance(second, segment);
            assertEquals("", first.awaitEnd());
            assertEquals("", second.awaitEnd());
            assertEquals(2 * Incrementer.TIMES, segment.words().getLongVolatile(Incrementer.COUNTER_OFFSET));
            assertFalse(lock.isLocked());
        }
    }

    @Test
    void anotherJvmIsNamedAsTheOwnerAndCannotBeUnlockedHere() throws Exception {
        try (Segment segment = Segment.create("unused", 64);
                ChildJvm child = ChildJvm.start(Holder.class)) {
            sendInheritance(child, segment);
            assertEquals("held", child.readLine());
            assertFalse(lock.tryLock());
            assertEquals(Optional.of(child.pid()), lock.ownerPid());
            String message = assertThrows(IllegalMonitorStateException.class, lock::unlock)
                    .getMessage();
            assertTrue(message.contains("owner=pid " + child.pid()), message);
        }
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private void sendInheritance(ChildJvm child, Segment segment) throws IOException {
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(new Inheritance(lock, segment.handle()));
        }
    }

    private static byte[] serialize(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** What a child gets at its start. */
    record Inheritance(ProcessLock lock, SegmentHandle segment) implements Serializable {}

    /** A child that counts in plain memory, in steps that another one could get between. */
    static final class Incrementer {
        static final int TIMES = 500_000;
        static final int COUNTER_OFFSET = 0;
        static final int READY_OFFSET = 8;

        public static void main(String[] args) throws Exception {
            Inheritance inheritance = (Inheritance) ChildJvm.receive();
            Words words = Segment.open(inheritance.segment()).words();
            // Both must run at the same time, or nothing is proved.
            words.getAndAddLong(READY_OFFSET, 1);
            while (words.getLongVolatile(READY_OFFSET) < 2) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < TIMES; i++) {
                inheritance.lock().lock();
                words.setLongPlain(COUNTER_OFFSET, words.getLongPlain(COUNTER_OFFSET) + 1);
                inheritance.lock().unlock();
            }
        }
    }

    /** A child that holds the lock until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            Inheritance inheritance = (Inheritance) ChildJvm.receive();
            inheritance.lock().lock();
            System.out.println("held");
            while (true) {
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
