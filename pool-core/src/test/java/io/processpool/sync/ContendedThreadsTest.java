package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads that contend for one lock in every way at once: they exclude each other, see what the one before has written,
 * and none is left waiting.
 */
@Timeout(120)
class ContendedThreadsTest {

    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("soak.seconds", 20));

    @Test
    void plainLock() throws Exception {
        plainLock(SHORT_NANOS);
    }

    @Test
    void reentrantLock() throws Exception {
        reentrantLock(SHORT_NANOS);
    }

    @Test
    void readWriteLock() throws Exception {
        readWriteLock(SHORT_NANOS);
    }

    @Test
    void bareWord() throws Exception {
        bareWord(SHORT_NANOS);
    }

    @Test
    @Tag("stress")
    void plainLockForLong() throws Exception {
        plainLock(LONG_NANOS);
    }

    @Test
    @Tag("stress")
    void reentrantLockForLong() throws Exception {
        reentrantLock(LONG_NANOS);
    }

    @Test
    @Tag("stress")
    void readWriteLockForLong() throws Exception {
        readWriteLock(LONG_NANOS);
    }

    @Test
    @Tag("stress")
    void bareWordForLong() throws Exception {
        bareWord(LONG_NANOS);
    }

    private static void plainLock(long nanos) throws Exception {
        contend(ProcessLock.create(), nanos);
    }

    private static void reentrantLock(long nanos) throws Exception {
        contend(ProcessReentrantLock.create(), nanos);
    }

    private static void contend(RobustLock lock, long nanos) throws Exception {
        play(ContendedThreads.gates(lock), List.of(), nanos);
        assertFalse(lock.isLocked());
        assertEquals(0, lock.entry.waiters());
        assertEquals(LockWord.FREE, lock.entry.word().valueVolatile());
    }

    private static void readWriteLock(long nanos) throws Exception {
        ProcessReadWriteLock lock = ProcessReadWriteLock.create();
        play(ContendedThreads.gates(lock.writeLock()), ContendedThreads.gates(lock.readLock()), nanos);
        assertEquals("ProcessReadWriteLock[unlocked]", lock.toString());
        assertEquals(0, lock.getReadLockCount());
        assertTrue(lock.writeLock().tryLock());
        lock.writeLock().unlock();
    }

    /** The word alone, each thread as a process of its own: what two JVMs would do, without what is around it. */
    private static void bareWord(long nanos) throws Exception {
        Words words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
        ContendedThreads.Gate gate = new ContendedThreads.Gate() {
            @Override
            public boolean enter(int thread) {
                while (!word(thread).tryAcquire()) {
                    word(thread).markWaiting();
                    Thread.onSpinWait();
                }
                return true;
            }

            @Override
            public void leave(int thread) {
                assertTrue(word(thread).isOwnedHere(word(thread).release()), "not the owner");
            }

            private LockWord word(int thread) {
                return new LockWord(words, 0, new ProcessIdentity(thread + 1, 1000));
            }
        };
        play(List.of(gate), List.of(), nanos);
        assertEquals(LockWord.FREE, words.getLongVolatile(LockWord.WORD_OFFSET));
    }

    private static void play(List<ContendedThreads.Gate> writing, List<ContendedThreads.Gate> reading, long nanos)
            throws Exception {
        ContendedThreads threads = new ContendedThreads(writing, reading);
        long start = System.nanoTime();
        do {
            threads.play();
        } while (System.nanoTime() - start < nanos);
    }
}
