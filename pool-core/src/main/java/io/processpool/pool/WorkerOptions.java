package io.processpool.pool;

import io.processpool.internal.process.CollectorOption;
import java.util.ArrayList;
import java.util.List;

/** The options that a worker's JVM gets from the pool. */
final class WorkerOptions {
    private static final int HEAP_PERCENT = 75;

    /**
     * From this version on the JDK warns of what Chronicle does, and of what a futex takes, in each JVM. One warning, the parent's, is enough.
     */
    private static final int UNSAFE_IS_WARNED_OF = 24;

    private WorkerOptions() {}

    /**
     * Small and quick to start; and a safepoint in every loop, since without one a worker whose parent is gone cannot end before its counted loop does (5.3 s
     * were seen).
     *
     * <p>The compilers of a JVM take as much of the cores in its first 100 ms as the start itself. So they begin when code has run three times as often as by
     * default: four workers on two cores give their first results after 166 ms where they took 223, and what runs hot is compiled a moment later.
     *
     * @param users options that come behind; a collector or a heap size among them stands alone
     */
    static List<String> defaults(int processes, List<String> users) {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseCountedLoopSafepoints",
                "-XX:LoopStripMiningIter=1000",
                "-XX:-UsePerfData",
                "-XX:CompileThresholdScaling=3",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Djava.awt.headless=true"));
        boolean setsHeap = false;
        for (String option : users) {
            setsHeap |= setsHeap(option);
        }
        if (!CollectorOption.isIn(users)) {
            options.add("-XX:+UseSerialGC");
        }
        if (Runtime.version().feature() >= UNSAFE_IS_WARNED_OF) {
            options.add("--sun-misc-unsafe-memory-access=allow");
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (!setsHeap) {
            options.add("-XX:MaxRAMPercentage=" + Math.max(1.0, (double) HEAP_PERCENT / processes));
        }
        return options;
    }

    private static boolean setsHeap(String option) {
        return option.startsWith("-Xmx") || option.startsWith("-XX:MaxRAM") || option.startsWith("-XX:MaxHeapSize");
    }
}
