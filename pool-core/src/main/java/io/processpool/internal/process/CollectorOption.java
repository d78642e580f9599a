package io.processpool.internal.process;

import java.util.List;

/** The option that chooses a JVM's collector. A JVM that is given two of them does not start. */
public final class CollectorOption {
    private CollectorOption() {}

    /** Whether one is among some options. */
    public static boolean isIn(List<String> options) {
        for (String option : options) {
            if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
                return true;
            }
        }
        return false;
    }
}
