package io.processpool.sync;

import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * What the processes of a soak note of each other: who is inside what, how often each use was done, and the longest
 * wait for it. What they find wrong goes to a file.
 *
 * <pre>
 *  For each use, 128 bytes:  0 | how often |  8 | longest wait in ns | 16 | who is inside | 24 | seats, 8 of them | 88 | three numbers
 * </pre>
 */
final class SoakMemory {

    static final int LENGTH_BYTES = 128 * SoakUse.values().length;

    private static final int LONGEST_OFFSET = 8;
    private static final int INSIDE_OFFSET = 16;
    private static final int SEATS_OFFSET = 24;
    private static final int SEATS = 8;
    private static final int NUMBERS_OFFSET = 88;

    private final Words words;
    private final Path wrong;
    private final long self = ProcessIdentity.current().word();

    SoakMemory(Words words, Path wrong) {
        this.words = words;
        this.wrong = wrong;
    }

    // Progress

    long count(SoakUse use) {
        return words.getLongVolatile(at(use, 0));
    }

    void done(SoakUse use) {
        words.getAndAddLong(at(use, 0), 1);
    }

    /** Notes that a wait which began then is over. */
    void waited(SoakUse use, long startNanos) {
        long nanos = System.nanoTime() - startNanos;
        long seen = words.getLongVolatile(at(use, LONGEST_OFFSET));
        while (nanos > seen && !words.compareAndSetLong(at(use, LONGEST_OFFSET), seen, nanos)) {
            seen = words.getLongVolatile(at(use, LONGEST_OFFSET));
        }
    }

    long longestMillis(SoakUse use) {
        return TimeUnit.NANOSECONDS.toMillis(words.getLongVolatile(at(use, LONGEST_OFFSET)));
    }

    long number(SoakUse use, int index) {
        return words.getLongVolatile(at(use, NUMBERS_OFFSET + Long.BYTES * index));
    }

    void setNumber(SoakUse use, int index, long value) {
        words.setLongVolatile(at(use, NUMBERS_OFFSET + Long.BYTES * index), value);
    }

    // Being alone

    /** Goes inside; nobody who lives may be there. */
    void enter(SoakUse use) {
        requireEmpty(use);
        words.setLongVolatile(at(use, INSIDE_OFFSET), self);
    }

    void leave(SoakUse use) {
        if (words.getLongVolatile(at(use, INSIDE_OFFSET)) != self) {
            wrong(use + ": somebody came in");
        }
        words.setLongVolatile(at(use, INSIDE_OFFSET), 0);
    }

    void requireEmpty(SoakUse use) {
        if (isOther(words.getLongVolatile(at(use, INSIDE_OFFSET)))) {
            wrong(use + ": somebody is inside");
        }
    }

    // Being a few

    /** Takes a seat and returns it; no more than so many of the living may have one. */
    int sit(SoakUse use, int most) {
        int seat = takeSeat(use);
        if (others(use) >= most) {
            wrong(use + ": too many inside");
        }
        return seat;
    }

    private int takeSeat(SoakUse use) {
        for (int seat = 0; seat < SEATS; seat++) {
            long seen = words.getLongVolatile(at(use, SEATS_OFFSET + Long.BYTES * seat));
            if (!isOther(seen) && words.compareAndSetLong(at(use, SEATS_OFFSET + Long.BYTES * seat), seen, self)) {
                return seat;
            }
        }
        throw new IllegalStateException("no seat for " + use);
    }

    void rise(SoakUse use, int seat) {
        words.setLongVolatile(at(use, SEATS_OFFSET + Long.BYTES * seat), 0);
    }

    /** Counts the others who live and have a seat. */
    int others(SoakUse use) {
        int others = 0;
        for (int seat = 0; seat < SEATS; seat++) {
            if (isOther(words.getLongVolatile(at(use, SEATS_OFFSET + Long.BYTES * seat)))) {
                others++;
            }
        }
        return others;
    }

    private boolean isOther(long who) {
        return who != 0 && who != self && ProcessIdentity.isAlive(who);
    }

    /** Notes that something is wrong; the test fails with that. */
    void wrong(String what) {
        try {
            Files.writeString(wrong, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int at(SoakUse use, int place) {
        return 128 * use.ordinal() + place;
    }
}
