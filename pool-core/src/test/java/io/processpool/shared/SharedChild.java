package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.spawn.SpawningScope;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.Memory;
import org.slf4j.Logger;

/** Starts child JVMs that inherit shared data. */
final class SharedChild {

    /** What must be on a class path where shared data is used. */
    static final List<Class<?>> CLASS_PATH =
            List.of(Segment.class, ChildJvm.class, BytesStore.class, Memory.class, Logger.class);

    private SharedChild() {}

    @SuppressWarnings("try") // The scope is there to be closed.
    static ChildJvm start(Class<?> main, Serializable inheritance) throws IOException {
        ChildJvm child = ChildJvm.start(CLASS_PATH, main);
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(inheritance);
            return child;
        } catch (IOException | java.lang.RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** Waits for the end of a child that says nothing; on 24 and later the JDK warns of Chronicle. */
    static void awaitEnd(ChildJvm child) throws IOException, InterruptedException {
        assertEquals("", withoutWarnings(child.awaitEnd()));
    }

    /** Runs a child to its end. */
    static void run(Class<?> main, Serializable inheritance) throws IOException, InterruptedException {
        try (ChildJvm child = start(main, inheritance)) {
            awaitEnd(child);
        }
    }

    /** Runs two children at the same time to their ends. */
    static void runTwo(Class<?> main, Serializable inheritance) throws IOException, InterruptedException {
        try (ChildJvm first = start(main, inheritance);
                ChildJvm second = start(main, inheritance)) {
            awaitEnd(first);
            awaitEnd(second);
        }
    }

    /** Removes what the JDK says of {@code sun.misc.Unsafe}. */
    static String withoutWarnings(String output) {
        return output.lines()
                .filter(line -> !(line.startsWith("WARNING: ") && line.contains("Unsafe")))
                .collect(Collectors.joining("\n"));
    }
}
