package io.processpool.benchmarks;

import io.processpool.manager.Manager;
import java.util.HashMap;
import java.util.Map;

/** A map of a million numbers goes into a manager's map that is empty. */
final class ManagerPutAll implements Benchmark {
    private static final int ENTRIES = 1_000_000;

    private final Map<Integer, Integer> numbers = new HashMap<>();
    private Manager manager;

    @Override
    public void open(Pace pace) {
        manager = Manager.start();
        for (int i = 0; i < ENTRIES; i++) {
            numbers.put(i, i);
        }
    }

    @Override
    public double measure() {
        Map<Integer, Integer> map = manager.newMap();
        long begin = System.nanoTime();
        map.putAll(numbers);
        double millis = (System.nanoTime() - begin) / 1e6;
        if (map.size() != ENTRIES || map.get(ENTRIES - 1) != ENTRIES - 1) {
            throw new IllegalStateException("entries: " + map.size());
        }
        map.clear();
        return millis;
    }

    @Override
    public void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
