package io.processpool.sync;

import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;

/**
 * One process's view of a lock's word in shared memory. Two processes are simulated in one JVM by two identities.
 *
 * <pre>
 *   63                              32 31 30 29           22 21                    0
 *  | owner's start ticks, low 32 bits | W| D|    0 (free)   |     owner's pid      |
 *
 *   W  WAITERS     another process may be waiting: who releases must wake
 *   D  OWNER_DIED  somebody saw the owner's end; its identity stays for the take-over
 *
 *  The slot:   0 | the word |   8 | turns |  16 | free, zero  ...  {@value SlotAllocator#SLOT_BYTES}
 *
 *   turns  how often a process got the lock for which it had waited while another had it; written by the owner. A
 *          releaser sees by it whether those who wait ever come in. Nothing depends on it but fairness.
 * </pre>
 *
 * States and arrows; P and Q are processes, each arrow is one CAS of the whole word:
 *
 * <pre>
 *   FREE (0)      -> HELD(P)      P acquires
 *   FREE (0)      -> HELD(P)+W    P acquires after it has waited: it cannot know whether others still wait
 *   HELD(P)       -> HELD(P)+W    Q is about to wait
 *   HELD(P)[+W]   -> FREE         P releases; with W it then wakes one waiter
 *   HELD(P)[+W]   -> HELD(P)[+W]+D   somebody saw P's end        } the arrows of recovery,
 *   HELD(P)[+W]+D -> HELD(Q)+W    Q takes over from the dead P   } not taken by this class
 * </pre>
 *
 * A release is a CAS because W may come between a read and a plain store, and that wake-up would be lost. The place of
 * the flags is that of Linux's robust futexes, and the low half is what a futex compares.
 *
 * <p>Thread-safe; nothing here blocks. Which thread of the process holds the lock is not in the word: {@link
 * LockEntry}.
 */
final class LockWord {

    /** The place of the word within its slot. */
    static final int WORD_OFFSET = 0;

    /** The place of the number of turns within its slot. */
    static final int TURNS_OFFSET = 8;

    static final long FREE = 0;
    static final long WAITERS = 1L << 31;
    static final long OWNER_DIED = 1L << 30;

    private static final long FLAGS = WAITERS | OWNER_DIED;

    private final Words words;
    private final int offset;
    private final int turnsOffset;
    private final long self;

    /** Looks at the word of a slot as one process, which need not be this one. */
    LockWord(Words words, int slotOffset, ProcessIdentity identity) {
        this.words = words;
        this.offset = slotOffset + WORD_OFFSET;
        this.turnsOffset = slotOffset + TURNS_OFFSET;
        this.self = identity.word();
    }

    /** Takes the lock if it is free. */
    boolean tryAcquire() {
        return words.compareAndSetLong(offset, FREE, self);
    }

    /** Takes the lock if it is free, for one who has waited for another process: leaves the mark, and counts a turn. */
    boolean tryAcquireAfterWait() {
        if (!words.compareAndSetLong(offset, FREE, self | WAITERS)) {
            return false;
        }
        words.setLongRelease(turnsOffset, turns() + 1);
        return true;
    }

    /** Returns how often a process got what it had waited for. */
    long turns() {
        return words.getLongAcquire(turnsOffset);
    }

    /** Gives the lock back if it is ours and unmarked: the common case, in one step. */
    boolean tryRelease() {
        return words.compareAndSetLong(offset, self, FREE);
    }

    /**
     * Gives the lock back, whatever flags have come.
     *
     * @return the word as it was; {@link #isOwnedHere} of it is false if it was not ours and nothing was done
     */
    long release() {
        while (true) {
            long seen = valueVolatile();
            if (!isOwnedHere(seen) || words.compareAndSetLong(offset, seen, FREE)) {
                return seen;
            }
        }
    }

    /**
     * Asks the owner, if it is another process, to wake somebody. An owner in this process knows of its own waiter.
     *
     * @return the word that stands there now, with the mark; without it if this process is the owner; {@link #FREE} if
     *     there is no owner to ask
     */
    long markWaiting() {
        while (true) {
            long seen = valueVolatile();
            if (seen == FREE || hasWaiters(seen) || isOwnedHere(seen)) {
                return seen;
            }
            if (words.compareAndSetLong(offset, seen, seen | WAITERS)) {
                return seen | WAITERS;
            }
        }
    }

    /** Returns the word, read with volatile ordering. */
    long valueVolatile() {
        return words.getLongVolatile(offset);
    }

    /** Tells whether the word says that this process holds the lock. */
    boolean isOwnedHere(long value) {
        return (value & ~FLAGS) == self;
    }

    static boolean hasWaiters(long value) {
        return (value & WAITERS) != 0;
    }

    /** Returns a word in words. */
    static String describe(long value) {
        if (value == FREE) {
            return "unlocked";
        }
        String owner = "owner=pid " + ProcessIdentity.pidOf(value);
        return (value & OWNER_DIED) == 0 ? owner : owner + ", dead";
    }
}
