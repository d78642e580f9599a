package io.processpool.manager;

import java.util.ArrayList;
import java.util.List;

/** The options of the JVM of a manager's server, beside those that each child gets. */
final class ServerOptions {
    private ServerOptions() {}

    /**
     * Adds what makes the start short.
     *
     * <p>In the first 100 ms the JVM's compilers take as much of the cores as the start itself, so they may begin when
     * code has run five times as often as they would wait by default: 10 of 85 ms on two cores.
     *
     * @param users come behind, so that they win
     */
    static String[] with(List<String> users) {
        List<String> options = new ArrayList<>();
        options.add("-XX:CompileThresholdScaling=5");
        if (!choosesCollector(users)) {
            options.add("-XX:+UseG1GC");
        }
        options.addAll(users);
        return options.toArray(new String[0]);
    }

    private static boolean choosesCollector(List<String> users) {
        for (String option : users) {
            if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
                return true;
            }
        }
        return false;
    }
}
