package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LockWordTest {

    private static final ProcessIdentity P = new ProcessIdentity(4711, 1000);
    private static final ProcessIdentity Q = new ProcessIdentity(4711, 2000); // a later process with the same pid

    private final Words words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
    private final LockWord p = new LockWord(words, 0, P);
    private final LockWord q = new LockWord(words, 0, Q);

    @Test
    void oneProcessExcludesAnother() {
        assertTrue(p.tryAcquire());
        assertFalse(q.tryAcquire());
        assertFalse(p.tryAcquire());
        assertEquals(P.word(), q.valueVolatile());
        assertTrue(p.tryRelease());
        assertTrue(q.tryAcquire());
    }

    @Test
    void onlyTheOwnerReleases() {
        p.tryAcquire();
        assertFalse(q.tryRelease());
        assertFalse(q.isOwnedHere(q.release()));
        assertEquals(P.word(), p.valueVolatile());
    }

    @Test
    void aWaitersMarkReachesTheReleasingOwner() {
        p.tryAcquire();
        assertEquals(P.word() | LockWord.WAITERS, q.markWaiting());
        assertFalse(p.tryRelease(), "the quick release must not lose the mark");
        long seen = p.release();
        assertTrue(p.isOwnedHere(seen));
        assertTrue(LockWord.hasWaiters(seen));
        assertEquals(LockWord.FREE, p.valueVolatile());
    }

    @Test
    void aSecondMarkChangesNothing() {
        p.tryAcquire();
        assertEquals(q.markWaiting(), q.markWaiting());
    }

    @Test
    void aFreeWordIsNotMarked() {
        assertEquals(LockWord.FREE, q.markWaiting());
        assertEquals(LockWord.FREE, q.valueVolatile());
    }

    @Test
    void aProcessDoesNotAskItselfToWakeIt() {
        p.tryAcquire();
        assertEquals(P.word(), p.markWaiting());
        assertTrue(p.tryRelease());
    }

    @Test
    void whoHasWaitedLeavesTheMarkForOthersAndCountsATurn() {
        assertTrue(q.tryAcquireAfterWait());
        assertTrue(q.isOwnedHere(q.valueVolatile()));
        assertEquals(1, p.turns());
        assertFalse(p.tryAcquireAfterWait());
        assertEquals(1, p.turns());
        assertTrue(LockWord.hasWaiters(q.release()));
    }

    @Test
    void aDeadOwnersMarkKeepsItsName() {
        p.tryAcquire();
        words.setLongVolatile(LockWord.WORD_OFFSET, p.valueVolatile() | LockWord.OWNER_DIED);
        assertTrue(p.isOwnedHere(q.valueVolatile()));
        assertFalse(q.tryAcquire());
    }

    @Test
    void theFlagsTouchNeitherThePidNorTheStart() {
        ProcessIdentity full = new ProcessIdentity((1 << ProcessIdentity.PID_BITS) - 1, 0xFFFF_FFFFL);
        assertEquals(0, full.word() & (LockWord.WAITERS | LockWord.OWNER_DIED | LockWord.SUSPECT));
        assertTrue(LockWord.WAITERS < 1L << 32 && LockWord.OWNER_DIED < 1L << 32, "in the half that a futex compares");
    }

    @Test
    void onlyTheDeadOwnerIsMarkedAndOnlyOnce() {
        p.tryAcquire();
        assertFalse(q.markOwnerDied(Q.word()));
        assertTrue(q.markOwnerDied(P.word()));
        assertFalse(q.markOwnerDied(P.word()));
        assertTrue(LockWord.isMarkedDead(q.valueVolatile()));
        assertEquals(P.word(), LockWord.ownerOf(q.valueVolatile()));
    }

    @Test
    void aLockIsTakenFromExactlyTheDeadValue() {
        p.tryAcquire();
        long seen = p.valueVolatile();
        q.markWaiting();
        assertFalse(q.takeOver(seen), "it has a mark since");
        assertEquals(0, q.recoveries());
        assertTrue(q.takeOver(q.valueVolatile()));
        assertEquals(1, q.recoveries());
        assertTrue(LockWord.hasWaiters(q.release()), "others may wait for the dead, too");
    }

    @Test
    void aSuspectLockIsForRepairersOnlyUntilItIsRepaired() {
        p.tryAcquire();
        assertTrue(q.condemn(p.valueVolatile()));
        assertEquals(LockWord.SUSPECT, q.valueVolatile());
        assertFalse(LockWord.hasOwner(q.valueVolatile()));
        assertFalse(q.tryAcquire());
        assertFalse(q.tryAcquireAfterWait());
        assertTrue(q.tryAcquireSuspect());
        assertFalse(p.tryAcquireSuspect());
        q.release();
        assertEquals(LockWord.SUSPECT, q.valueVolatile());
        q.tryAcquireSuspect();
        q.releaseRepaired();
        assertEquals(LockWord.FREE, q.valueVolatile());
    }

    @Test
    void thePolicyIsSeenByAllProcesses() {
        assertFalse(p.throwsOnDeath());
        LockWord.throwOnDeath(words, 0);
        assertTrue(p.throwsOnDeath());
        assertTrue(q.throwsOnDeath());
    }
}
