package io.processpool.internal.wire;

import java.util.Map;
import java.util.TreeMap;

/** What is free of a piece of memory: the first gap that is large enough is given away, neighbouring gaps become one. Not thread-safe. */
final class FreeSpace {
    /** No gap is large enough. */
    static final int NONE = -1;

    /** Of a cache line, so that two neighbours never share one. */
    private static final int ALIGNMENT = 64;

    /** Length of each gap by its offset; no two touch each other. */
    private final TreeMap<Integer, Integer> gaps = new TreeMap<>();

    FreeSpace(int lengthBytes) {
        gaps.put(0, lengthBytes / ALIGNMENT * ALIGNMENT);
    }

    /** So many bytes as a place takes that holds so many, or more than any memory has. */
    static int aligned(int bytes) {
        long aligned = (bytes + (ALIGNMENT - 1L)) / ALIGNMENT * ALIGNMENT;
        return (int) Math.min(Integer.MAX_VALUE, aligned);
    }

    /** Takes so many bytes; their offset, or {@link #NONE}. */
    int take(int bytes) {
        int length = aligned(bytes);
        for (Map.Entry<Integer, Integer> gap : gaps.entrySet()) {
            if (gap.getValue() >= length) {
                int offset = gap.getKey();
                int rest = gap.getValue() - length;
                gaps.remove(offset);
                if (rest > 0) {
                    gaps.put(offset + length, rest);
                }
                return offset;
            }
        }
        return NONE;
    }

    /** Gives back what was taken, once. */
    void giveBack(int offset, int bytes) {
        int from = offset;
        int to = offset + aligned(bytes);
        Map.Entry<Integer, Integer> before = gaps.lowerEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            from = before.getKey();
        }
        Integer behind = gaps.remove(to);
        gaps.put(from, to + (behind == null ? 0 : behind) - from);
    }

    /** Bytes that are free in all. */
    int freeBytes() {
        return gaps.values().stream().mapToInt(Integer::intValue).sum();
    }
}
