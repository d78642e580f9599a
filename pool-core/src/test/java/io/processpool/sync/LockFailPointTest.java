package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its writes of shared memory in turn; whoever comes after it gets the lock. */
@Timeout(60)
class LockFailPointTest {

    private static final ProcessIdentity P = new ProcessIdentity(11, 1000);
    private static final ProcessIdentity Q = new ProcessIdentity(22, 2000);
    private static final ProcessIdentity R = new ProcessIdentity(33, 3000);
    private static final int WITHOUT_END = Integer.MAX_VALUE;

    private final Warnings warnings = new Warnings(); // many, and all the same

    private Words words;
    private DyingWord dyingWord;
    private LockEntry dying;
    private LockEntry first;
    private LockEntry second;
    private boolean pIsDead;

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    @Test
    void lockAndUnlock() {
        forEachWrite(lock -> {}, () -> {
            dying.lock();
            dying.unlock();
        });
    }

    @Test
    void unlockWithTheMarkOfOthers() {
        forEachWrite(lock -> lock.lock(), () -> {
            first.word().markWaiting();
            dying.unlock();
        });
    }

    @Test
    void waitAndGiveUp() {
        forEachWrite(lock -> first.lock(), () -> {
            // On a busy machine the time may be over before it has said that it waits.
            while (!LockWord.hasWaiters(words.getLongVolatile(LockWord.WORD_OFFSET))) {
                assertFalse(tryLock(dying, 1_000_000));
            }
        });
    }

    @Test
    void waitAndTakeWhatIsReleased() {
        forEachWrite(lock -> first.lock(), () -> {
            LockWord waiter = dying.word();
            waiter.markWaiting();
            if (first.isHeldByCurrentThread()) {
                first.unlock();
            }
            if (waiter.tryAcquireAfterWait()) {
                waiter.release();
            }
        });
    }

    @Test
    void takeOverFromAnotherDead() {
        forEachWrite(lock -> new LockWord(words, 0, R).tryAcquire(), () -> {
            dying.lock();
            dying.unlock();
        });
    }

    @Test
    void condemnAndRepairUnderThePolicyThatThrows() {
        forEachWrite(
                lock -> {
                    LockWord.throwOnDeath(words, 0);
                    new LockWord(words, 0, R).tryAcquire();
                },
                () -> {
                    throwsOwnerDied(dying::lock);
                    assertTrue(dying.lockForRepair());
                    dying.unlockRepaired();
                });
    }

    @Test
    void markTheDead() {
        forEachWrite(lock -> new LockWord(words, 0, R).tryAcquire(), () -> dyingWord.markOwnerDied(R.word()));
    }

    @Test
    void aDeathUnderThePolicyThatThrowsIsNeverOverlooked() throws InterruptedException {
        for (int writes = 0; writes < 3; writes++) {
            begin();
            LockWord.throwOnDeath(words, 0);
            dyingWord.dieAfter(writes);
            try {
                dying.lock();
                dying.unlock();
            } catch (DyingWord.Death death) {
                pIsDead = true;
            }
            if (LockWord.hasOwner(words.getLongVolatile(0))) {
                assertThrows(OwnerDiedException.class, () -> first.tryLock(TimeUnit.SECONDS.toNanos(20)));
                assertThrows(OwnerDiedException.class, second::tryLock);
                assertEquals(1, first.word().recoveries());
            } else {
                assertTrue(first.tryLock());
            }
        }
    }

    /** Lets P die before its first write, its second, and so on, until it survives the body. */
    private void forEachWrite(Consumer<LockEntry> before, Runnable body) {
        int deaths = 0;
        do {
            begin();
            before.accept(dying);
            dyingWord.dieAfter(deaths++);
            try {
                body.run();
            } catch (DyingWord.Death death) {
                pIsDead = true;
            }
            assertTheOthersGoOn();
        } while (pIsDead);
        assertTrue(deaths > 1, "it never died");
    }

    private void begin() {
        words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
        pIsDead = false;
        dyingWord = new DyingWord(words, P, WITHOUT_END);
        dying = entry(dyingWord);
        first = entry(new LockWord(words, 0, Q));
        second = entry(new LockWord(words, 0, new ProcessIdentity(44, 4000)));
    }

    private LockEntry entry(LockWord word) {
        return new LockEntry(LockKind.PLAIN, word, new BackOff(), this::isDead);
    }

    private boolean isDead(long value) {
        return LockWord.ownerOf(value) == R.word() || pIsDead && LockWord.ownerOf(value) == P.word();
    }

    private void assertTheOthersGoOn() {
        if (first.isHeldByCurrentThread()) {
            first.unlock();
        }
        for (LockEntry entry : new LockEntry[] {second, first, second}) {
            lockWhateverItTakes(entry);
            assertFalse((entry == first ? second : first).word().tryAcquire(), "two owners");
            entry.unlock();
        }
        assertEquals(LockWord.FREE, words.getLongVolatile(LockWord.WORD_OFFSET));
    }

    private static void lockWhateverItTakes(LockEntry entry) {
        try {
            assertTrue(tryLock(entry, TimeUnit.SECONDS.toNanos(20)), () -> "stuck: " + entry);
        } catch (OwnerDiedException suspect) {
            assertTrue(entry.lockForRepair());
            entry.unlockRepaired();
            entry.lock();
        }
    }

    private static boolean tryLock(LockEntry entry, long timeoutNanos) {
        try {
            return entry.tryLock(timeoutNanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // Unlike assertThrows, it lets the process die.
    private static void throwsOwnerDied(Runnable body) {
        try {
            body.run();
        } catch (OwnerDiedException expected) {
            return;
        }
        throw new AssertionError("no OwnerDiedException");
    }
}
