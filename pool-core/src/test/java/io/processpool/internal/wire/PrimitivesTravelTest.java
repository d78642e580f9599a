package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.spawn.SpawningScope;
import io.processpool.sync.ProcessBarrier;
import io.processpool.sync.ProcessCondition;
import io.processpool.sync.ProcessEvent;
import io.processpool.sync.ProcessReadWriteLock;
import io.processpool.sync.ProcessSemaphore;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Primitives in shared memory are not mistaken for the JDK's, whose interfaces some of them have. */
@Timeout(60)
class PrimitivesTravelTest {

    static Stream<Object> primitives() {
        ProcessReadWriteLock lock = ProcessReadWriteLock.create();
        return Stream.of(
                ProcessEvent.create(),
                ProcessSemaphore.create(1),
                ProcessCondition.create(),
                ProcessBarrier.create(1),
                lock,
                lock.readLock(),
                lock.writeLock());
    }

    @ParameterizedTest
    @MethodSource("primitives")
    @SuppressWarnings("try") // The scope is there to be closed.
    void theyTravelToAChildsStartAndNowhereElse(Object primitive) {
        List<Object> argument = List.of("a", primitive);
        try (SpawningScope scope = SpawningScope.open()) {
            byte[] bytes = Payload.write(argument);
            assertEquals(argument, Payload.read(bytes, 0, bytes.length));
        }
        String message =
                assertThrows(RuntimeError.class, () -> Payload.write(argument)).getMessage();
        assertTrue(message.contains(" objects should only be shared between processes through inheritance"), message);
        assertTrue(message.contains("initializer(...)"), message);
    }

    @ParameterizedTest
    @MethodSource("primitives")
    @SuppressWarnings("try") // The scope is there to be closed.
    void theyTravelToAChildsStartBesideAQueueThatKeepsALockForItself(Object primitive) {
        List<Object> argument = List.of(primitive, new LinkedBlockingQueue<>(List.of("a")));
        try (SpawningScope scope = SpawningScope.open()) {
            assertDoesNotThrow(() -> Payload.write(argument));
        }
    }

    @ParameterizedTest
    @MethodSource("primitives")
    @SuppressWarnings("try") // The scope is there to be closed.
    void theyAreNotBlamedForWhatIsBesideThemInAChildsStart(Object primitive) {
        List<Object> argument = List.of(primitive, new ReentrantLock());
        try (SpawningScope scope = SpawningScope.open()) {
            assertEquals(
                    "[1]",
                    assertThrows(RuntimeError.class, () -> Payload.write(argument))
                            .place());
        }
    }
}
