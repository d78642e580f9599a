package io.processpool.internal.wire;

import io.processpool.shared.SharedBytes;
import io.processpool.shared.SharedInt;
import io.processpool.shared.SharedIntArray;
import io.processpool.shared.SharedString;
import io.processpool.sync.ProcessBarrier;
import io.processpool.sync.ProcessBoundedSemaphore;
import io.processpool.sync.ProcessCondition;
import io.processpool.sync.ProcessEvent;
import io.processpool.sync.ProcessLock;
import io.processpool.sync.ProcessReadWriteLock;
import io.processpool.sync.ProcessReentrantLock;
import io.processpool.sync.ProcessSemaphore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this library shares is refused by its own name, at the place where the user put it: its inside is nobody's business. */
@Timeout(60)
class OwnObjectsRefusedTest {

    private static final Map<String, Object> BY_KIND = new LinkedHashMap<>();

    static {
        BY_KIND.put("Lock", ProcessLock.create());
        BY_KIND.put("RLock", ProcessReentrantLock.create());
        BY_KIND.put("Semaphore", ProcessSemaphore.create(1));
        BY_KIND.put("BoundedSemaphore", ProcessBoundedSemaphore.create(1));
        BY_KIND.put("Condition", ProcessCondition.create());
        BY_KIND.put("Event", ProcessEvent.create());
        BY_KIND.put("Barrier", ProcessBarrier.create(1));
        BY_KIND.put("ReadWriteLock", ProcessReadWriteLock.create());
        BY_KIND.put("SharedInt", SharedInt.create(0));
        BY_KIND.put("SharedIntArray", SharedIntArray.create(3));
        BY_KIND.put("SharedBytes", SharedBytes.create(3));
        BY_KIND.put("SharedString", SharedString.create(3, "abc"));
    }

    private static void assertRefused(String kind, String path, LockPlaces.Named value, Object own) {
        String place = path.replace(LockPlaces.LOCKS_CLASS, own.getClass().getSimpleName());
        InheritanceRuleTest.assertRefused(kind, place, value.with(own));
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void eachIsRefusedWhereTheUserRefersToIt(String path, LockPlaces.Named value) {
        BY_KIND.forEach((kind, own) -> assertRefused(kind, path, value, own));
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void aViewOfAReadWriteLockIsRefusedThereToo(String path, LockPlaces.Named value) {
        ProcessReadWriteLock lock = ProcessReadWriteLock.create();
        assertRefused("ReadWriteLock", path, value, lock.readLock());
        assertRefused("ReadWriteLock", path, value, lock.writeLock());
    }

    @ParameterizedTest
    @MethodSource("io.processpool.internal.wire.LockPlaces#all")
    void rawDataIsRefusedThereToo(String path, LockPlaces.Named value) {
        assertRefused("SharedInt", path, value, SharedInt.createRaw(0));
        assertRefused("SharedIntArray", path, value, SharedIntArray.createRaw(3).slice(1, 2));
    }
}
