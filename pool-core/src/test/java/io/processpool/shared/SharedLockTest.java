package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.sync.ProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedLockTest {

    @Test
    void aValueHasAReentrantLockOfItsOwn() {
        SharedInt number = SharedInt.create(0);
        number.getLock().run(() -> number.getLock().run(() -> number.update(value -> value + 1)));
        assertEquals(1, number.get());
        assertEquals(ProcessReentrantLock.class, number.getLock().getClass());
        assertNotEquals(number.getLock(), SharedInt.create(0).getLock());
    }

    @Test
    void anotherLockIsUsedAsItIs() {
        ProcessLock lock = ProcessLock.create();
        assertSame(lock, SharedInt.create(0, lock).getLock());
        assertSame(lock, SharedDoubleArray.create(3, lock).getLock());
        assertSame(lock, SharedByteArray.create(new byte[3], lock).getLock());
        assertSame(lock, SharedBytes.create(3, lock).getLock());
        assertSame(lock, SharedString.create(3, "", lock).getLock());
    }

    @Test
    void aRawValueHasNoLock() {
        String message = assertThrows(IllegalStateException.class, SharedInt.createRaw(0)::getLock)
                .getMessage();
        assertEquals("a raw SharedInt has no lock: create it with create(...)", message);
        assertThrows(IllegalStateException.class, SharedCharArray.createRaw(3)::getLock);
        assertThrows(IllegalStateException.class, SharedBytes.createRaw(3)::getLock);
        assertThrows(IllegalStateException.class, SharedString.createRaw(3, "")::getLock);
    }

    @Test
    void noLockAtAllIsRefused() {
        assertThrows(NullPointerException.class, () -> SharedInt.create(0, null));
        assertThrows(NullPointerException.class, () -> SharedIntArray.create(3, null));
        assertThrows(NullPointerException.class, () -> SharedIntArray.create(new int[3], null));
        assertThrows(NullPointerException.class, () -> SharedBytes.create(3, null));
        assertThrows(NullPointerException.class, () -> SharedString.create(3, "", null));
    }

    @Test
    void readsAndWritesDoNotWaitForTheLock() throws InterruptedException {
        SharedInt number = SharedInt.create(0);
        Thread other = new Thread(() -> number.addAndGet(number.get() + 1));
        number.getLock().lock();
        other.start();
        other.join();
        number.getLock().unlock();
        assertEquals(1, number.get());
    }
}
