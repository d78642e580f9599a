package io.processpool.internal.spawn;

import io.processpool.RemoteRunnable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What this process gives to each of its children at their start, before their initializer runs: the part of a fork that a fork would do by itself. Whoever
 * shares something with children by itself, as the lock of a log file, registers it here; whoever starts children asks.
 *
 * <p>Thread-safe.
 */
public final class Inheritance {
    // Guarded by itself; in the order of registration.
    private static final Map<String, Supplier<? extends RemoteRunnable>> HEIRLOOMS = new LinkedHashMap<>();

    private Inheritance() {}

    /**
     * Gives something to every child that starts from now on.
     *
     * @param key of it; a later one takes the place of an earlier one
     * @param heirloom is asked at each start, in a {@link SpawningScope}, for what the child has to run to take it over; null for nothing this time
     */
    public static void register(String key, Supplier<? extends RemoteRunnable> heirloom) {
        synchronized (HEIRLOOMS) {
            HEIRLOOMS.put(key, heirloom);
        }
    }

    /** What a child that starts now has to run first, in this order. */
    public static List<RemoteRunnable> forNewChild() {
        List<Supplier<? extends RemoteRunnable>> heirlooms;
        synchronized (HEIRLOOMS) {
            heirlooms = new ArrayList<>(HEIRLOOMS.values());
        }
        List<RemoteRunnable> first = new ArrayList<>();
        for (Supplier<? extends RemoteRunnable> heirloom : heirlooms) {
            RemoteRunnable takeOver = heirloom.get();
            if (takeOver != null) {
                first.add(takeOver);
            }
        }
        return first;
    }
}
