package io.processpool.internal.wire;

import io.processpool.internal.memory.Segment;
import java.util.function.BooleanSupplier;

/**
 * Whether a process that has nothing to do should look for work a little longer before it sleeps: it saves two wake-ups, but it takes a core from somebody if
 * processes outnumber cores. Counted are the parent and the workers that do not sleep.
 */
public final class SpinRule {
    /** As long as two wake-ups take: after a shorter one, two processes that once slept never got out of sleeping again. */
    private static final long SPIN_NANOS = 50_000;

    private final ParkedFlag[] workers;
    private final int cores = Runtime.getRuntime().availableProcessors();

    /** The rule of a pool with so many slots. */
    public SpinRule(Segment mailboxes, int slots) {
        workers = new ParkedFlag[slots];
        for (int slot = 0; slot < slots; slot++) {
            workers[slot] = new Mailbox(mailboxes, slot).workerParked();
        }
    }

    /** Whether there are cores enough just now. */
    public boolean maySpin() {
        return maySpin(0);
    }

    /** Whether there are cores enough just now, with so many threads of this process that are busy besides. */
    public boolean maySpin(int busyThreads) {
        int awake = 1 + busyThreads;
        for (ParkedFlag worker : workers) {
            awake += worker.isSetVolatile() ? 0 : 1;
        }
        return awake <= cores;
    }

    /**
     * Looks again and again whether there is something to do, for a short time, if there are cores enough.
     *
     * @return whether there is
     */
    public boolean spin(BooleanSupplier somethingToDo) {
        return maySpin() && look(somethingToDo);
    }

    /**
     * Looks again and again whether there is something to do, for a short time.
     *
     * @return whether there is
     */
    public static boolean look(BooleanSupplier somethingToDo) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < SPIN_NANOS) {
            if (somethingToDo.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
