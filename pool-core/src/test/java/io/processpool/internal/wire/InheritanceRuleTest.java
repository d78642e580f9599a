package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.spawn.SpawningScope;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks are refused wherever a user refers to one, ours and the JDK's alike, and the message says where. */
@Timeout(30)
class InheritanceRuleTest {

    static final String RULE = " objects should only be shared between processes through inheritance";

    static void assertRefused(String kind, String place, Object value) {
        RuntimeError error = assertThrows(RuntimeError.class, () -> Payload.write(value));
        assertEquals(kind + RULE, error.getMessage().lines().findFirst().orElseThrow());
        assertEquals(place, error.place());
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void jdkLockIsRefused(String path, LockPlaces.Named value) {
        assertRefused(
                "ReentrantLock",
                path.replace(LockPlaces.LOCKS_CLASS, "ReentrantLock"),
                value.with(new ReentrantLock()));
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void jdkLockIsRefusedWhileAWorkerStarts(String path, LockPlaces.Named value) {
        try (SpawningScope scope = SpawningScope.open()) {
            assertRefused("Semaphore", path.replace(LockPlaces.LOCKS_CLASS, "Semaphore"), value.with(new Semaphore(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void ownLockIsRefused(String path, LockPlaces.Named value) {
        assertRefused("Lock", path.replace(LockPlaces.LOCKS_CLASS, "OwnLock"), value.with(new OwnLock()));
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void ownLockMayTravelWhileAWorkerStarts(String path, LockPlaces.Named value) {
        try (SpawningScope scope = SpawningScope.open()) {
            assertDoesNotThrow(() -> Payload.write(value.with(new OwnLock())));
        }
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void harmlessObjectMayTravelInTheSamePlace(String path, LockPlaces.Named value) {
        assertDoesNotThrow(() -> Payload.write(value.with(new LockPlaces.Order("harmless", null))));
    }

    static Stream<Arguments> kinds() {
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        return Stream.of(
                Arguments.of("ReentrantLock", new ReentrantLock()),
                Arguments.of("ReentrantReadWriteLock", both),
                Arguments.of("ReadLock", both.readLock()),
                Arguments.of("WriteLock", both.writeLock()),
                Arguments.of("StampedLock", new StampedLock()),
                Arguments.of("ReadLockView", new StampedLock().asReadLock()),
                Arguments.of("ReadWriteLockView", new StampedLock().asReadWriteLock()),
                Arguments.of("Semaphore", new Semaphore(3)),
                Arguments.of("ConditionObject", new ReentrantLock().newCondition()),
                Arguments.of("ReentrantLock", new ReentrantLock() {}),
                Arguments.of("MyLock", new MyLock()));
    }

    static final class MyLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfJdkLockIsRefusedByItsName(String kind, Object lock) {
        assertRefused(kind, "", lock);
        assertRefused(kind, "Order.lock", new LockPlaces.Order("x", lock));
    }

    @Test
    void messageSaysPlaceAndCure() {
        RuntimeError error =
                assertThrows(RuntimeError.class, () -> Payload.write(new LockPlaces.Order("x", new ReentrantLock())));
        assertEquals(
                List.of(
                        "ReentrantLock" + RULE,
                        "  found at: argument 0 of item 3 -> Order.lock",
                        "  cure: a ReentrantLock works in one JVM only, a worker would get an unrelated copy: use a"
                                + " ProcessReentrantLock, passed with initializer(...), or mark the field transient"),
                error.at("argument 0 of item 3").getMessage().lines().toList());
    }

    @Test
    void cureNamesWhatDoesTheSameAcrossProcesses() {
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        assertCured("ProcessReadWriteLock", both);
        assertCured("ProcessReadWriteLock", both.writeLock());
        assertCured("ProcessReadWriteLock", new StampedLock());
        assertCured("ProcessSemaphore", new Semaphore(3));
        assertCured("ProcessCondition", new ReentrantLock().newCondition());
        assertCured("ProcessReentrantLock", new MyLock());
    }

    private static void assertCured(String counterpart, Object lock) {
        RuntimeError error = assertThrows(RuntimeError.class, () -> Payload.write(lock));
        assertTrue(error.getMessage().contains("use a " + counterpart + ", "), error.getMessage());
    }

    @Test
    void refusalTravels() {
        RuntimeError error = assertThrows(RuntimeError.class, () -> Payload.write(new OwnLock()));
        RuntimeError read =
                assertInstanceOf(RuntimeError.class, PayloadRoundTripTest.roundTrip(error.at("argument 1")));
        assertEquals("argument 1", read.place());
        assertEquals(error.at("argument 1").getMessage(), read.getMessage());
    }

    @Test
    void transientLockMayStay() {
        LockPlaces.Customer customer = new LockPlaces.Customer("order");
        customer.unsent = new ReentrantLock();
        assertDoesNotThrow(() -> Payload.write(customer));
        customer.unsent = new OwnLock();
        assertDoesNotThrow(() -> Payload.write(customer));
    }

    static final class Careful implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Lock lock = new ReentrantLock();
        private final ReadWriteLock rw = new ReentrantReadWriteLock();

        private Object writeReplace() {
            return "careful";
        }
    }

    static final class CarefulByHand implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Lock lock = new ReentrantLock();
        private final Object own = new OwnLock();

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(1);
            out.writeObject(new LinkedBlockingQueue<>());
        }
    }

    @Test
    void classThatDoesNotWriteItsLockMayTravel() {
        assertDoesNotThrow(() -> Payload.write(new Careful()));
        assertDoesNotThrow(() -> Payload.write(List.of(new Careful(), new LinkedBlockingQueue<>())));
        assertDoesNotThrow(() -> Payload.write(new CarefulByHand()));
    }

    @Test
    void comparatorThatCapturesALockIsRefused() {
        Object lock = new ReentrantLock();
        Comparator<String> comparator =
                Comparator.comparing((Function<String, String> & Serializable) s -> lock == null ? s : s.trim());
        RuntimeError error = assertThrows(RuntimeError.class, () -> Payload.write(new TreeSet<>(comparator)));
        assertEquals(
                "ReentrantLock" + RULE, error.getMessage().lines().findFirst().orElseThrow());
    }

    @Test
    void lockDeepInAWideStructureIsFound() {
        List<Object> wide = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            wide.add(new LockPlaces.Order("order " + i, List.of(i)));
        }
        wide.add(new LockPlaces.Order("last", new ReentrantLock()));
        assertRefused("ReentrantLock", "[20000] -> Order.lock", wide);
    }

    @Test
    void lockAtTheEndOfALongChainIsFound() {
        Object chain = new ReentrantLock();
        for (int i = 0; i < 100; i++) {
            chain = new Object[] {chain};
        }
        assertRefused("ReentrantLock", "[0]".repeat(100), chain);
    }
}
