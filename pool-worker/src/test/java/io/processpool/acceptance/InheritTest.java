package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.Inherit;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ProcessPoolBuilder;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Static fields that workers inherit, as they inherit the globals of a forked program. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class InheritTest {
    @TempDir
    private Path directory;

    private static ProcessPoolBuilder oneWorker() {
        return ProcessPool.builder().processes(1);
    }

    // -- what is inherited

    static final class Counter {
        @Inherit
        private static ProcessLock lock = ProcessLock.create();

        @Inherit
        private static Path file;

        private static int next() throws IOException {
            int value = Integer.parseInt(Files.readString(file)) + 1;
            Files.writeString(file, String.valueOf(value));
            return value;
        }

        static int increment(int n) throws IOException {
            return lock.call(Counter::next);
        }
    }

    @Test
    void aLockInAStaticFieldExcludesTheWorkers() throws Exception {
        Counter.file = Files.writeString(directory.resolve("counter"), "0");
        try (ProcessPool pool =
                ProcessPool.builder().processes(4).inherit(Counter.class).build()) {
            List<Integer> values = pool.withChunkSize(1).map(Counter::increment, MapTest.range(200));
            assertEquals(
                    MapTest.range(201).subList(1, 201), values.stream().sorted().toList(), "each value once");
        }
    }

    static final class Settings {
        @Inherit
        private static int number = 1;

        @Inherit
        protected static List<String> words = List.of("initial");

        @Inherit
        public static String absent = "initial";

        static String other = "initial";

        static String all() {
            return number + " " + words + " " + absent + " " + other;
        }
    }

    @Test
    void numbersObjectsAndNullAreInheritedAndOtherFieldsAreNot() {
        Settings.number = 2;
        Settings.words = List.of("a", "b");
        Settings.absent = null;
        Settings.other = "changed";
        try (ProcessPool pool = oneWorker().inherit(Settings.class).build()) {
            assertEquals("2 [a, b] null initial", pool.apply(() -> Settings.all()));
        }
    }

    static final class Version {
        @Inherit
        private static int version;

        private static int atInitializer = -1;

        static void init() {
            atInitializer = version;
        }
    }

    @Test
    void valuesAreThoseOfTheBuildAndEachReplacementGetsThem() {
        Version.version = 1;
        try (ProcessPool pool =
                oneWorker().maxTasksPerChild(1).inherit(Version.class).build()) {
            Version.version = 2;
            List<Integer> seen = pool.map(
                    n -> {
                        int value = Version.version;
                        Version.version = 3;
                        return value;
                    },
                    MapTest.range(3));
            assertEquals(List.of(1, 1, 1), seen);
        }
    }

    @Test
    void fieldsAreSetBeforeTheInitializerRuns() {
        Version.version = 7;
        try (ProcessPool pool =
                oneWorker().inherit(Version.class).initializer(Version::init).build()) {
            assertEquals(7, pool.apply(() -> Version.atInitializer));
        }
    }

    static final class Two {
        @Inherit
        private static List<String> first = new ArrayList<>();

        @Inherit
        private static List<List<String>> second = List.of(first);
    }

    @Test
    void anObjectThatTwoFieldsShareStaysOne() {
        try (ProcessPool pool = oneWorker().inherit(Two.class).build()) {
            assertEquals(true, pool.apply(() -> Two.first == Two.second.get(0)));
        }
    }

    @Test
    void whatAWorkerInheritedItsOwnWorkersInherit() throws Exception {
        Counter.file = Files.writeString(directory.resolve("counter"), "0");
        try (ProcessPool pool =
                ProcessPool.builder().processes(2).inherit(Counter.class).build()) {
            List<Integer> sizes = pool.withChunkSize(1)
                    .map(
                            n -> {
                                try (ProcessPool inner =
                                        oneWorker().inherit(Counter.class).build()) {
                                    return inner.map(Counter::increment, MapTest.range(30))
                                            .size();
                                }
                            },
                            MapTest.range(2));
            assertEquals(List.of(30, 30), sizes);
        }
        assertEquals("60", Files.readString(Counter.file));
    }

    // -- what is refused

    static final class Final {
        @Inherit
        private static final ProcessLock LOCK = ProcessLock.create();
    }

    static final class NotStatic {
        @Inherit
        private ProcessLock lock;
    }

    @ParameterizedTest
    @ValueSource(classes = {Final.class, NotStatic.class, InheritTest.class})
    void aClassWithoutAFieldThatCanBeSetIsRefusedAtOnce(Class<?> type) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> oneWorker().inherit(type));
        String expected = switch (type.getSimpleName()) {
            case "Final" ->
                "@Inherit field Final.LOCK is final: in a child its own static initializer sets it, and"
                        + " nobody can set it afterwards; remove final";
            case "NotStatic" -> "@Inherit field NotStatic.lock is not static: only static fields are inherited";
            default ->
                InheritTest.class.getName()
                        + " has no static field with @Inherit, so there is nothing to inherit from it";
        };
        assertEquals(expected, thrown.getMessage());
    }

    static final class Unsendable {
        @Inherit
        private static Object value;

        @Inherit
        private static String sendable = "yes";
    }

    @Test
    void aValueThatCannotTravelIsNamedByItsField() {
        Unsendable.value = List.of(new Socket());
        SerializationException thrown = assertThrows(
                SerializationException.class,
                () -> oneWorker()
                        .inherit(Unsendable.class)
                        .initializer(() -> {})
                        .build());
        assertTrue(thrown.place().startsWith("Unsendable.value -> "), thrown::getMessage);
        Unsendable.value = List.of(new ReentrantLock());
        RuntimeError refused = assertThrows(
                RuntimeError.class, () -> oneWorker().inherit(Unsendable.class).build());
        assertTrue(refused.place().startsWith("Unsendable.value -> "), refused::getMessage);
        Unsendable.value = new ReentrantLock();
        refused = assertThrows(
                RuntimeError.class, () -> oneWorker().inherit(Unsendable.class).build());
        assertEquals("Unsendable.value", refused.place());
        Unsendable.value = null;
        refused = assertThrows(
                RuntimeError.class,
                () -> oneWorker()
                        .inherit(Unsendable.class)
                        .initializer(l -> {}, new ReentrantLock())
                        .build());
        assertEquals("the initializer -> argument 0", refused.place());
    }

    static final class Broken {
        @Inherit
        private static String value = System.getProperty("of.the.parent").trim();
    }

    @Test
    void aClassThatCannotBeInitializedInAWorkerBreaksThePool() {
        System.setProperty("of.the.parent", "here");
        try (ProcessPool pool = oneWorker().inherit(Broken.class).build()) {
            BrokenPoolException thrown = assertThrows(BrokenPoolException.class, () -> pool.apply(() -> 1));
            assertTrue(thrown.getMessage().contains("ExceptionInInitializerError"), thrown::getMessage);
        } finally {
            System.clearProperty("of.the.parent");
        }
    }
}
