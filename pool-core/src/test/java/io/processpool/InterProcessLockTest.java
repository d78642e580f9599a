package io.processpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterProcessLockTest {

    private final Local lock = new Local();

    @Test
    void aBodyRunsUnderTheLock() {
        boolean[] held = new boolean[1];
        lock.run(() -> held[0] = lock.isHeldByCurrentThread()); // compiles without a try: nothing checked is thrown
        assertTrue(held[0]);
        assertFalse(lock.isLocked());
    }

    @Test
    void aBodysValueIsReturned() {
        String value = lock.call(() -> "value");
        assertEquals("value", value);
        assertFalse(lock.isLocked());
    }

    @Test
    void aCheckedExceptionKeepsItsType() {
        IOException failure = new IOException("disk full");
        try {
            lock.run(() -> append(failure));
        } catch (IOException e) {
            assertSame(failure, e);
        }
        assertThrows(IOException.class, () -> lock.call(() -> append(failure)));
        assertFalse(lock.isLocked());
    }

    @Test
    void aMethodReferenceIsABody() throws IOException {
        lock.run(this::touch);
        assertEquals(1, (int) lock.call(lock::getHoldCount));
    }

    @Test
    void heldIsGivenBackOnce() {
        lock.lock();
        InterProcessLock.Held held = lock.acquire();
        assertEquals(2, lock.getHoldCount());
        held.close();
        held.close();
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
    }

    @Test
    void aBodysFailureIsNotHiddenByThatOfTheUnlock() {
        IllegalStateException failure = new IllegalStateException();
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> lock.run(() -> {
                    lock.unlock();
                    throw failure;
                }));
        assertSame(failure, thrown);
        assertEquals(IllegalMonitorStateException.class, thrown.getSuppressed()[0].getClass());
    }

    @Test
    void aMissingBodyIsRefusedBeforeTheLockIsTaken() {
        assertThrows(NullPointerException.class, () -> lock.run(null));
        assertThrows(NullPointerException.class, () -> lock.call(null));
        assertFalse(lock.isLocked());
    }

    private void touch() throws IOException {
        assertTrue(lock.isHeldByCurrentThread());
    }

    private static int append(IOException failure) throws IOException {
        throw failure;
    }

    /** The default methods over a lock of the JDK. */
    private static final class Local extends ReentrantLock implements InterProcessLock {
        private static final long serialVersionUID = 1;
    }
}
