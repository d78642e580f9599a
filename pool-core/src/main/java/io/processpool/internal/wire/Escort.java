package io.processpool.internal.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what a message refers to alive for as long as the message is kept: objects in other processes which live while
 * somebody refers to them, and which the message names only.
 *
 * <p>Who serializes something, and keeps the bytes until they have arrived, opens an escort for that time and keeps
 * what it has {@linkplain #joined() collected} beside the bytes. Where there is none, the object has to find another way to
 * outlive its journey.
 *
 * <p>Escorts belong to one thread; the innermost open one is in charge.
 */
public final class Escort implements AutoCloseable {
    private static final ThreadLocal<Escort> CURRENT = new ThreadLocal<>();

    private final Escort outer = CURRENT.get();
    private List<Object> joined;

    private Escort() {}

    /** Opens one for the current thread, to be closed by it. */
    public static Escort open() {
        Escort escort = new Escort();
        CURRENT.set(escort);
        return escort;
    }

    /** Gives an object to the current thread's escort; whether there is one. */
    public static boolean join(Object kept) {
        Escort escort = CURRENT.get();
        if (escort == null) {
            return false;
        }
        if (escort.joined == null) {
            escort.joined = new ArrayList<>(1);
        }
        escort.joined.add(kept);
        return true;
    }

    /** What to keep, since this was opened or last asked; null if there is nothing, as mostly. */
    public Object joined() {
        Object kept = joined;
        joined = null;
        return kept;
    }

    @Override
    public void close() {
        CURRENT.set(outer);
    }
}
