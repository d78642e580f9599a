package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.internal.log.Warnings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its writes of a read-write lock in turn: it keeps nobody out. */
@Timeout(120)
class ReadWriteLockFailPointTest {

    private final Warnings warnings = new Warnings(); // of recoveries, many

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    Mortal bear(int writes) throws Exception {
        return new SimulatedProcess(writes);
    }

    @Test
    void read() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            mortal.start(() -> lock.readLock().run(() -> lock.readLock().run(() -> {})));
            mortal.survived();
            assertGoodToUse(lock);
        });
    }

    @Test
    void write() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            mortal.start(() -> lock.writeLock().run(() -> lock.writeLock().run(() -> {})));
            mortal.survived();
            assertGoodToUse(lock);
        });
    }

    @Test
    void tryToWrite() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            lock.readLock().lock();
            mortal.start(() -> assertFalse(lock.writeLock().tryLock()));
            mortal.survived();
            lock.readLock().unlock();
            assertGoodToUse(lock);
        });
    }

    @Test
    void fromWritingToReading() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            mortal.start(() -> {
                lock.writeLock().lock();
                lock.readLock().lock();
                lock.writeLock().unlock();
                lock.readLock().unlock();
            });
            mortal.survived();
            assertGoodToUse(lock);
        });
    }

    @Test
    void readAfterAWriter() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            lock.writeLock().lock();
            mortal.startToWait(() -> lock.readLock().run(() -> {}), () -> Mortal.isWaitedFor(lock));
            lock.writeLock().unlock();
            mortal.survived();
            assertGoodToUse(lock);
        });
    }

    @Test
    void writeAfterAReader() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            lock.readLock().lock();
            mortal.startToWait(() -> lock.writeLock().run(() -> {}), () -> Mortal.isWaitedFor(lock));
            lock.readLock().unlock();
            mortal.survived();
            assertGoodToUse(lock);
        });
    }

    @Test
    void whoDiesWaitingToWriteLetsReadersIn() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessReadWriteLock lock = ProcessReadWriteLock.create();
            lock.readLock().lock();
            mortal.start(() -> assertFalse(lock.writeLock().tryLock(1, TimeUnit.MILLISECONDS)));
            mortal.survived();
            inThread(lock.readLock());
            lock.readLock().unlock();
            assertGoodToUse(lock);
        });
    }

    private static void assertGoodToUse(ProcessReadWriteLock lock) throws Exception {
        inThread(lock.readLock());
        inThread(lock.writeLock());
        lock(lock.writeLock());
        assertFalse(BodyChild.inThread(lock.readLock()::tryLock).get(), "a reader beside a writer");
        lock.writeLock().unlock();
        lock(lock.readLock());
        assertFalse(BodyChild.inThread(lock.writeLock()::tryLock).get(), "a writer beside a reader");
        inThread(lock.readLock());
        lock.readLock().unlock();
        assertEquals("ProcessReadWriteLock[unlocked]", lock.toString());
        assertEquals(0, lock.getReadLockCount());
        assertTrue(lock.recoveries() <= 1);
    }

    private static void inThread(InterProcessLock view) throws Exception {
        BodyChild.inThread(() -> {
                    lock(view);
                    view.unlock();
                    return null;
                })
                .get();
    }

    private static void lock(InterProcessLock view) throws InterruptedException {
        assertTrue(view.tryLock(Mortal.LONG.toSeconds(), TimeUnit.SECONDS), view::toString);
    }
}
