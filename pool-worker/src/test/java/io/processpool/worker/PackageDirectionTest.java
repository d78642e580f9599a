package io.processpool.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports go down the list in CONTRIBUTING.md, and never in a circle. */
final class PackageDirectionTest {
    private static final String LOG = "internal.log";
    private static final String SPAWN = "internal.spawn";
    private static final String MEMORY = "internal.memory";
    private static final String WIRE = "internal.wire";
    private static final String PROCESS = "internal.process";
    private static final String RPC = "internal.rpc";

    // Each package's imports, beside the root package, which all but the log may import. A package not listed fails.
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("", Set.of()),
            Map.entry(LOG, Set.of()),
            Map.entry(SPAWN, Set.of(LOG)),
            Map.entry(MEMORY, Set.of(SPAWN, LOG)),
            Map.entry(WIRE, Set.of(MEMORY, SPAWN, LOG)),
            Map.entry(PROCESS, Set.of(MEMORY, SPAWN, LOG)),
            Map.entry(RPC, Set.of(WIRE, MEMORY, SPAWN, LOG)),
            Map.entry("sync", Set.of(MEMORY, SPAWN, LOG)),
            Map.entry("shared", Set.of("sync", MEMORY, SPAWN, LOG)),
            Map.entry("logback", Set.of("sync", MEMORY, SPAWN, LOG)),
            Map.entry("pool", Set.of(PROCESS, WIRE, MEMORY, SPAWN, LOG)),
            Map.entry("manager", Set.of("pool", RPC, PROCESS, WIRE, MEMORY, SPAWN, LOG)),
            Map.entry("worker", Set.of("worker.manager", RPC, PROCESS, WIRE, MEMORY, SPAWN, LOG)),
            Map.entry("worker.manager", Set.of(RPC, WIRE, MEMORY, SPAWN, LOG)));

    private static PackageGraph graph;

    @BeforeAll
    static void readClasses(@TempDir Path scratch) throws Exception {
        graph = PackageGraph.read(scratch);
        assertFalse(graph.imports().isEmpty(), "no import between our packages was found");
    }

    @Test
    void importsGoInAllowedDirectionsOnly() {
        List<String> offences = new ArrayList<>();
        graph.imports()
                .forEach((from, imported) -> imported.forEach((to, example) -> {
                    if (!isAllowed(shortName(from), shortName(to))) {
                        offences.add(from + " must not import " + to + ", seen in " + example);
                    }
                }));
        assertTrue(offences.isEmpty(), () -> String.join("\n", offences));
    }

    @Test
    void packagesDoNotImportEachOtherInACircle() {
        List<String> cycle = graph.cycle();
        assertTrue(cycle.isEmpty(), () -> describe(cycle));
    }

    private static boolean isAllowed(String from, String to) {
        Set<String> allowed = ALLOWED.get(from);
        return allowed != null && (allowed.contains(to) || (to.isEmpty() && !from.equals(LOG)));
    }

    private static String shortName(String packageName) {
        return packageName.equals(PackageGraph.ROOT) ? "" : packageName.substring(PackageGraph.ROOT.length() + 1);
    }

    private static String describe(List<String> cycle) {
        StringBuilder text = new StringBuilder("a cycle of packages: " + String.join(" -> ", cycle));
        for (int i = 1; i < cycle.size(); i++) {
            text.append("\n  ").append(graph.imported(cycle.get(i - 1)).get(cycle.get(i)));
        }
        return text.toString();
    }
}
