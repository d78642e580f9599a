package io.processpool.internal.wire;

import io.processpool.internal.memory.Words;
import java.lang.invoke.VarHandle;

/**
 * Says that one side sleeps, or waits for room, so that the other rings the doorbell, once, and only then.
 *
 * <p>The sleeper sets the flag and looks for work once more before it sleeps; the other side publishes work and then takes the
 * flag. Both are full fences, so one of the two sees the other (Dekker's argument), and no wake-up is lost.
 */
public final class ParkedFlag {
    private final Words words;
    private final int offset;

    ParkedFlag(Words words, int offset) {
        this.words = words;
        this.offset = offset;
    }

    /** The sleeper: from now on a doorbell is wanted. */
    public void setVolatile() {
        words.setIntVolatile(offset, 1);
    }

    /** The sleeper: awake again. */
    public void clearVolatile() {
        words.setIntVolatile(offset, 0);
    }

    /** Whether that side sleeps or is about to. */
    public boolean isSetVolatile() {
        return words.getIntVolatile(offset) != 0;
    }

    /**
     * The other side, after it has published its work: whether it has to ring. True for one caller for each sleep.
     */
    public boolean take() {
        VarHandle.fullFence();
        return takeAfterFence();
    }

    /** As {@link #take}, by one who has done a CAS since the work was published, which is as good as the fence. */
    public boolean takeAfterFence() {
        return words.getIntVolatile(offset) != 0 && words.compareAndSetInt(offset, 1, 0);
    }
}
