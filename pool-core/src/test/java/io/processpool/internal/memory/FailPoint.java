package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;

/**
 * Where a process of a test dies: before its n-th write of shared memory. {@link MortalClasses} call it. As static as a
 * process is one: each simulated process has a class of its own.
 */
public final class FailPoint {

    /** What a process that was halted here exits with. */
    public static final int EXIT_CODE = 99;

    /** The end of a simulated process. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private static boolean isArmed;
    private static boolean isSimulated;
    private static boolean isDead;
    private static int writesLeft;

    // null in a process that is not simulated.
    private static volatile ProcessIdentity identity;

    private FailPoint() {}

    /** This is not a process, but is to be known as one. */
    public static synchronized void simulate(ProcessIdentity known) {
        identity = known;
        isSimulated = true;
    }

    /** From now on so many writes are left. */
    public static synchronized void arm(int writes) {
        writesLeft = writes;
        isArmed = true;
    }

    /** Tells whether this process has died, and may write nothing. */
    public static synchronized boolean isDead() {
        return isDead;
    }

    /** Is called before each write. */
    public static synchronized void step() {
        if (isArmed && --writesLeft < 0) {
            die();
        }
    }

    /** Is called where a process asks who it is. */
    public static ProcessIdentity identity(ProcessIdentity real) {
        return identity == null ? real : identity;
    }

    private static void die() {
        if (!isSimulated) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        isDead = true;
        writesLeft = 0;
        throw new Death();
    }
}
