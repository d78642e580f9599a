package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WorkerOptionsTest {

    private static boolean has(List<String> options, String start) {
        return options.stream().anyMatch(option -> option.startsWith(start));
    }

    @Test
    void everyLoopHasASafepoint() {
        List<String> options = WorkerOptions.defaults(4, List.of("-XX:+UseZGC", "-Xmx1g"));
        assertTrue(options.contains("-XX:+UseCountedLoopSafepoints"));
        assertTrue(options.contains("-XX:LoopStripMiningIter=1000"));
    }

    @Test
    void theSerialCollectorIsTheDefault() {
        assertTrue(WorkerOptions.defaults(4, List.of("-Dx=-XX:+UseZGC")).contains("-XX:+UseSerialGC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseZGC", "-XX:+UseG1GC", "-XX:+UseParallelGC", "-XX:+UseShenandoahGC"})
    void theUsersCollectorStandsAlone(String users) {
        assertFalse(has(WorkerOptions.defaults(4, List.of("-Da=b", users)), "-XX:+UseSerialGC"));
    }

    @Test
    void theHeapIsSharedBetweenTheWorkers() {
        assertTrue(WorkerOptions.defaults(1, List.of()).contains("-XX:MaxRAMPercentage=75.0"));
        assertTrue(WorkerOptions.defaults(4, List.of()).contains("-XX:MaxRAMPercentage=18.75"));
        assertTrue(WorkerOptions.defaults(500, List.of()).contains("-XX:MaxRAMPercentage=1.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx512m", "-XX:MaxRAMPercentage=10", "-XX:MaxHeapSize=1g", "-XX:MaxRAM=2g"})
    void theUsersHeapStandsAlone(String users) {
        assertFalse(has(WorkerOptions.defaults(4, List.of(users)), "-XX:MaxRAMPercentage"));
    }

    @Test
    void theUsersListIsNotChanged() {
        assertEquals(WorkerOptions.defaults(2, List.of()), WorkerOptions.defaults(2, List.of()));
    }
}
