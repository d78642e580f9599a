package io.processpool.sync;

import io.processpool.internal.memory.Futex;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteOrder;

/**
 * One process's view of a lock's word in shared memory. Two processes are simulated in one JVM by two identities.
 *
 * <pre>
 *   63                              32 31 30 29 28        22 21                    0
 *  | owner's start ticks, low 32 bits | W| D| S|  0 (free)  |     owner's pid      |
 *
 *   W  WAITERS     another process may be waiting: who releases must wake
 *   D  OWNER_DIED  a parent saw the owner's end; its identity stays for the take-over
 *   S  SUSPECT     an owner died, and nobody has said yet that what the lock protects is whole again
 *
 *  The slot:   0 | the word |   8 | turns |  16 | recoveries |  24 | since |  32 | policy
 *             40 | of a primitive that has this lock | 112 | predecessor
 *
 *   turns       how often a process got the lock for which it had waited while another had it; written by the owner. A
 *               releaser sees by it whether those who wait ever come in. Nothing depends on it but fairness.
 *   recoveries  how often an owner died and the lock went on; counted by who took the lock from the dead
 *   since       System.nanoTime() when W was last set, so the present owner has held the lock for that long at least
 *   policy      1 if the death of an owner makes the lock suspect; written once by the creator
 *   predecessor the identity of a dead owner that a waiter was the first to find, until somebody has told of it; written
 *               by who is about to take the lock from it. Nothing depends on it but who tells, and what
 * </pre>
 *
 * States and arrows; P and Q are processes, each arrow is one CAS of the whole word:
 *
 * <pre>
 *   FREE (0)         -> HELD(P)         P acquires
 *   FREE (0)         -> HELD(P)+W       P acquires after it has waited: it cannot know whether others still wait
 *   HELD(P)          -> HELD(P)+W       Q is about to wait
 *   HELD(P)[+W]      -> FREE            P releases; with W it then wakes one waiter
 *   HELD(P)[+W]      -> HELD(P)[+W]+D   the parent of the dead P marks it
 *   HELD(P)[+W][+D]  -> HELD(Q)+W       Q takes over from the dead P
 *
 *   and where the policy says that locking throws:
 *
 *   HELD(P)[+W][+D][+S] -> SUSPECT      Q found that P is dead; all waiters are woken, each throws
 *   SUSPECT             -> HELD(Q)+W+S  Q repairs
 *   HELD(Q)[+W]+S       -> SUSPECT      Q failed to repair
 *   HELD(Q)[+W]+S       -> FREE         Q says that all is whole
 * </pre>
 *
 * A release is a CAS because W may come between a read and a plain store, and that wake-up would be lost. A dead
 * process's word changes only by those who wait for it, so a CAS from exactly the value that names the dead has one
 * winner. The place of W and D is that of Linux's robust futexes, and the low half is what a futex compares.
 *
 * <p>Thread-safe; nothing here blocks but {@link #sleep}. Which thread of the process holds the lock is not in the
 * word: {@link LockEntry}. Not final, so that a test can let the process die at any write.
 */
class LockWord {

    /** The place of the word within its slot. */
    static final int WORD_OFFSET = 0;

    /** The place of the number of turns within its slot. */
    static final int TURNS_OFFSET = 8;

    /** The place of the number of recoveries within its slot. */
    static final int RECOVERIES_OFFSET = 16;

    /** The place of the time of the last mark within its slot. */
    static final int SINCE_OFFSET = 24;

    /** The place of the policy within its slot. */
    static final int POLICY_OFFSET = 32;

    /** The place of the dead owner of whom nobody has told yet, within its slot. */
    static final int PREDECESSOR_OFFSET = 112;

    static final long FREE = 0;
    static final long WAITERS = 1L << 31;
    static final long OWNER_DIED = 1L << 30;
    static final long SUSPECT = 1L << 29;

    private static final long FLAGS = WAITERS | OWNER_DIED | SUSPECT;

    private static final long THROW_ON_DEATH = 1;

    private static final int LOW_HALF = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : Integer.BYTES;

    private final Words words;
    private final int slotOffset;
    private final int offset;
    private final long self;

    /** Looks at the word of a slot as one process, which need not be this one. */
    LockWord(Words words, int slotOffset, ProcessIdentity identity) {
        this.words = words;
        this.slotOffset = slotOffset;
        this.offset = slotOffset + WORD_OFFSET;
        this.self = identity.word();
    }

    // The owner's part

    /** Takes the lock if it is free. */
    boolean tryAcquire() {
        return compareAndSet(FREE, self);
    }

    /** Takes the lock if it is free, for one who has waited for another process: leaves the mark, and counts a turn. */
    boolean tryAcquireAfterWait() {
        return compareAndSet(FREE, self | WAITERS) && countTurn();
    }

    /** Takes a lock that is suspect and that nobody holds, to repair what it protects. */
    boolean tryAcquireSuspect() {
        return compareAndSet(SUSPECT, self | WAITERS | SUSPECT) && countTurn();
    }

    private boolean countTurn() {
        write(SINCE_OFFSET, System.nanoTime());
        write(TURNS_OFFSET, turns() + 1);
        return true;
    }

    /** Gives the lock back if it is ours and unmarked: the common case, in one step. */
    boolean tryRelease() {
        return compareAndSet(self, FREE);
    }

    /**
     * Gives the lock back, whatever flags have come. A suspect one stays suspect.
     *
     * @return the word as it was; {@link #isOwnedHere} of it is false if it was not ours and nothing was done
     */
    long release() {
        while (true) {
            long seen = valueVolatile();
            if (!isOwnedHere(seen) || compareAndSet(seen, seen & SUSPECT)) {
                return seen;
            }
        }
    }

    /** Gives the lock back as {@link #release} does, and no longer suspect. */
    long releaseRepaired() {
        while (true) {
            long seen = valueVolatile();
            if (!isOwnedHere(seen) || compareAndSet(seen, FREE)) {
                return seen;
            }
        }
    }

    // A waiter's part

    /**
     * Asks the owner, if it is another process, to wake somebody. An owner in this process knows of its own waiter.
     *
     * @return the word that stands there now, with the mark; without it if this process is the owner or nobody is
     */
    long markWaiting() {
        while (true) {
            long seen = valueVolatile();
            if (!hasOwner(seen) || hasWaiters(seen) || isOwnedHere(seen)) {
                return seen;
            }
            if (compareAndSet(seen, seen | WAITERS)) {
                write(SINCE_OFFSET, System.nanoTime());
                return seen | WAITERS;
            }
        }
    }

    /** Sleeps in the kernel for as long as the low half of the word is that of the value. */
    Futex.Wake sleep(Futex futex, long value, long atMostNanos) {
        return futex.sleep(words, offset + LOW_HALF, (int) value, atMostNanos);
    }

    /** Wakes who sleeps in the kernel, in whatever process. */
    void wake(Futex futex, int most) {
        futex.wake(words, offset + LOW_HALF, most);
    }

    // Recovery

    /**
     * Says that the owner is dead, if it is a certain process.
     *
     * @param dead the packed identity of the dead
     * @return whether this call said it first
     */
    boolean markOwnerDied(long dead) {
        while (true) {
            long seen = valueVolatile();
            if ((seen & ~FLAGS) != dead || isMarkedDead(seen)) {
                return false;
            }
            if (compareAndSet(seen, seen | OWNER_DIED)) {
                return true;
            }
        }
    }

    /**
     * Takes the lock from a dead owner.
     *
     * @param seen the whole value that names the dead
     * @return whether this process now holds it; false if the value has changed
     */
    boolean takeOver(long seen) {
        notePredecessor(seen);
        if (!compareAndSet(seen, self | WAITERS)) {
            return false;
        }
        countRecovery();
        return countTurn();
    }

    /**
     * Takes the lock from a dead owner for nobody: it becomes suspect.
     *
     * @param seen the whole value that names the dead
     * @return whether this call did it; false if the value has changed
     */
    boolean condemn(long seen) {
        notePredecessor(seen);
        return compareAndSet(seen, SUSPECT) && countRecovery();
    }

    // Before the word, so that a parent that finds the word taken over finds this too. Whoever is late here, and then
    // loses, may write what is past: then a death is told of by who took over, or twice.
    private void notePredecessor(long seen) {
        if (!isMarkedDead(seen) && valueVolatile() == seen) {
            write(PREDECESSOR_OFFSET, ownerOf(seen));
        }
    }

    /**
     * Decides who tells of a death that a waiter was the first to find: the parent of the dead, which knows its task,
     * or if that does not come, the waiter. Touches nothing but the note.
     *
     * @param dead the packed identity of the dead
     * @return the note as it was: the dead if this call is the one to tell; 0 if there is nothing to tell (any more);
     *     another dead if that one's note stands in the place of this one's
     */
    long claimPredecessor(long dead) {
        int place = slotOffset + PREDECESSOR_OFFSET;
        while (true) {
            long noted = words.getLongVolatile(place);
            if (noted != dead || words.compareAndSetLong(place, dead, 0)) {
                return noted;
            }
        }
    }

    // Whoever dies before this has left the lock held by a dead process, or suspect: nobody takes it for sound.
    private boolean countRecovery() {
        increment(RECOVERIES_OFFSET);
        return true;
    }

    /** Tells whether the lock becomes suspect when an owner dies. */
    boolean throwsOnDeath() {
        return words.getLongAcquire(slotOffset + POLICY_OFFSET) == THROW_ON_DEATH;
    }

    /** Written once by the creator, before anybody else knows the lock. */
    static void throwOnDeath(Words words, int slotOffset) {
        words.setLongRelease(slotOffset + POLICY_OFFSET, THROW_ON_DEATH);
    }

    // What can be read

    /** Returns the word, read with volatile ordering. */
    long valueVolatile() {
        return words.getLongVolatile(offset);
    }

    /** Returns how often a process got what it had waited for. */
    long turns() {
        return words.getLongAcquire(slotOffset + TURNS_OFFSET);
    }

    /** Returns how often an owner died and the lock went on. */
    long recoveries() {
        return words.getLongAcquire(slotOffset + RECOVERIES_OFFSET);
    }

    /** Returns since when the present owner has held the lock at least; says nothing while there is no W. */
    long sinceNanos() {
        return words.getLongAcquire(slotOffset + SINCE_OFFSET);
    }

    /** Tells whether the word says that this process holds the lock. */
    boolean isOwnedHere(long value) {
        return (value & ~FLAGS) == self;
    }

    static boolean hasOwner(long value) {
        return (value & ~FLAGS) != 0;
    }

    /** Returns the owner without the flags: equal values mean the same process. */
    static long ownerOf(long value) {
        return value & ~FLAGS;
    }

    static boolean hasWaiters(long value) {
        return (value & WAITERS) != 0;
    }

    static boolean isMarkedDead(long value) {
        return (value & OWNER_DIED) != 0;
    }

    static boolean isSuspect(long value) {
        return (value & SUSPECT) != 0;
    }

    // Every write of shared memory by who waits for the lock or holds it goes through one of these

    /** Replaces the word; a test may die here. */
    boolean compareAndSet(long expected, long value) {
        return words.compareAndSetLong(offset, expected, value);
    }

    /** Writes another field of the slot; a test may die here. */
    void write(int field, long value) {
        words.setLongRelease(slotOffset + field, value);
    }

    /** Counts in another field of the slot; a test may die here. */
    void increment(int field) {
        words.getAndAddLong(slotOffset + field, 1);
    }
}
