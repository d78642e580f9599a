package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import java.util.HashMap;
import java.util.Map;

/** How often the current thread has each read lock. */
final class ReadHolds {

    // By the read-write lock's slot. Absent for threads that hold none, so that pooled threads keep nothing.
    private static final ThreadLocal<Map<Slot, Integer>> HOLDS = new ThreadLocal<>();

    private ReadHolds() {}

    static int of(Slot lock) {
        Map<Slot, Integer> holds = HOLDS.get();
        return holds == null ? 0 : holds.getOrDefault(lock, 0);
    }

    static void add(Slot lock) {
        Map<Slot, Integer> holds = HOLDS.get();
        if (holds == null) {
            holds = new HashMap<>();
            HOLDS.set(holds);
        }
        holds.merge(lock, 1, Math::addExact);
    }

    /** Takes one of them away; there is one. */
    static void remove(Slot lock) {
        Map<Slot, Integer> holds = HOLDS.get();
        holds.computeIfPresent(lock, (unused, count) -> count == 1 ? null : count - 1);
        if (holds.isEmpty()) {
            HOLDS.remove();
        }
    }
}
