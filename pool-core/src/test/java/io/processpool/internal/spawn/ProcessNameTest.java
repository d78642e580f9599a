package io.processpool.internal.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessNameTest {

    @Test
    void aWorkersNameStandsBehindItsMainClass() {
        String commandLine = "/usr/bin/java\0@/tmp/java.args\0io.processpool.worker.WorkerMain\0pool-1-worker-3\0";
        assertEquals(Optional.of("pool-1-worker-3"), ProcessName.parse(commandLine));
    }

    @Test
    void othersHaveNone() {
        assertEquals(Optional.empty(), ProcessName.parse("/usr/bin/sleep\0" + "1000\0"));
        assertEquals(Optional.empty(), ProcessName.parse(""));
        assertEquals(Optional.empty(), ProcessName.parse("io.processpool.worker.WorkerMain\0"));
        assertEquals(Optional.empty(), ProcessName.of(0));
    }
}
