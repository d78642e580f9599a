package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.SerializationException;
import io.processpool.StandInException;
import io.processpool.manager.Manager;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.shared.SharedInt;
import io.processpool.sync.ProcessLock;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user does not want to be deserialized is not, on either end. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ObjectInputFilterTest {
    /** All of this class but what is refused. */
    private static final String TIGHT =
            "!io.processpool.acceptance.ObjectInputFilterTest$Refused*;io.processpool.acceptance.*;java.base/*;!*";

    private static ProcessLock lock;
    private static SharedInt count;

    @TempDir
    private Path directory;

    record Taken(int number) implements Serializable {}

    record Refused(int number) implements Serializable {}

    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    static void init(ProcessLock shared, SharedInt counter) {
        lock = shared;
        count = counter;
    }

    private static ProcessPool pool(String pattern) {
        return ProcessPool.builder().processes(2).objectInputFilter(pattern).build();
    }

    private static Serializable make(int number) {
        return number == 3 ? new Refused(number) : new Taken(number);
    }

    private static int number(Serializable value) {
        return value instanceof Taken taken ? taken.number() : -1;
    }

    private static void assertRefused(AsyncResult<?> result) throws Exception {
        assertTrue(result.await(Delays.LONG));
        SerializationException failure = assertThrows(SerializationException.class, () -> AsyncResults.value(result));
        assertTrue(failure.getMessage().startsWith(Refused.class.getName() + " is refused"), failure::getMessage);
        assertTrue(failure.getMessage().contains("objectInputFilter(...)"), failure::getMessage);
    }

    /** Its value, or what failed it. */
    static final class AsyncResults {
        static Object value(AsyncResult<?> result) throws Exception {
            try {
                return result.get(Duration.ZERO);
            } catch (java.util.concurrent.ExecutionException failed) {
                throw (Exception) failed.getCause();
            }
        }
    }

    @Test
    void aResultThatIsRefusedFailsItsItemOnly() throws Exception {
        try (ProcessPool pool = pool(TIGHT)) {
            List<AsyncResult<Serializable>> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                results.add(pool.applyAsync(ObjectInputFilterTest::make, i));
            }
            for (int i = 0; i < 6; i++) {
                if (i == 3) {
                    assertRefused(results.get(i));
                } else {
                    assertEquals(new Taken(i), results.get(i).get(Delays.LONG));
                }
            }
        }
    }

    @Test
    void anArgumentThatIsRefusedFailsItsItemOnly() throws Exception {
        try (ProcessPool pool = pool(TIGHT)) {
            List<AsyncResult<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                results.add(pool.applyAsync(ObjectInputFilterTest::number, make(i)));
            }
            for (int i = 0; i < 6; i++) {
                if (i == 3) {
                    assertRefused(results.get(i));
                } else {
                    assertEquals(i, results.get(i).get(Delays.LONG));
                }
            }
        }
    }

    @Test
    void whatATaskCapturesIsFilteredToo() throws Exception {
        Refused captured = new Refused(1);
        try (ProcessPool pool = pool(TIGHT)) {
            assertRefused(pool.applyAsync(() -> captured.number()));
            assertEquals(2, pool.apply(() -> 2));
        }
    }

    @Test
    void anExceptionThatIsRefusedArrivesAsItsDescription() {
        try (ProcessPool pool = pool(TIGHT)) {
            StandInException thrown = assertThrows(
                    StandInException.class,
                    () -> pool.apply(() -> {
                        throw new RefusedException("the reason");
                    }));
            assertTrue(thrown.getMessage().contains("the reason"), thrown::getMessage);
        }
    }

    @Test
    void aPatternOfTheUsersClassesIsEnough() {
        ProcessLock shared = ProcessLock.create();
        SharedInt counter = SharedInt.create(0);
        try (Manager manager = Manager.start();
                ProcessPool pool = ProcessPool.builder()
                        .processes(2)
                        .initializer(ObjectInputFilterTest::init, shared, counter)
                        .objectInputFilter("io.processpool.acceptance.*;java.base/*;!*")
                        .build()) {
            Map<String, Integer> map = manager.newMap();
            InterProcessLock proxy = manager.newLock();
            List<Optional<Path>> paths = pool.starmap(
                    (number, more) -> {
                        lock.run(() -> count.getAndAdd(number));
                        proxy.run(() -> map.merge("key", more, Integer::sum));
                        return Optional.of(Path.of("p" + number));
                    },
                    List.of(args(1, 10), args(2, 20)));
            assertEquals(List.of(Optional.of(Path.of("p1")), Optional.of(Path.of("p2"))), paths);
            assertEquals(3, counter.get());
            assertEquals(30, map.get("key"));
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> pool.apply(() -> {
                        throw new IllegalStateException("of the task", new RuntimeException("its cause"));
                    }));
            assertEquals("its cause", thrown.getCause().getMessage());
        }
    }

    @Test
    void anInitializerThatIsRefusedEndsThePoolWithThatCause() {
        Refused argument = new Refused(1);
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(() -> System.out.println(argument))
                .objectInputFilter(TIGHT)
                .build()) {
            Throwable thrown = assertThrows(RuntimeException.class, () -> pool.apply(() -> 1));
            assertInstanceOf(SerializationException.class, thrown.getCause(), thrown::toString);
        }
    }

    @Test
    void whatIsNoPatternIsRefusedByTheBuilder() {
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.builder().objectInputFilter("maxdepth=deep"));
    }

    /** A program whose options filter, not its builder. */
    static final class Filtered {
        public static void main(String[] arguments) throws Exception {
            try (ProcessPool pool = ProcessPool.create(1)) {
                tell(() -> pool.apply(number -> make(number), 3));
                Serializable refused = make(3);
                tell(() -> pool.apply(value -> number(value), refused));
                tell(() -> pool.apply(number -> make(number), 4));
            }
        }

        private static void tell(java.util.concurrent.Callable<?> call) throws Exception {
            try {
                System.out.println(call.call());
            } catch (SerializationException failure) {
                System.out.println(
                        failure.getMessage().lines().findFirst().orElseThrow().replaceAll(" of the.*", ""));
            }
        }
    }

    private List<String> runFiltered(String option) throws Exception {
        ProcessBuilder builder = Program.builder(Program.classPath(), Filtered.class);
        builder.command().add(1, option);
        try (Program program = Program.start(directory, builder)) {
            assertEquals(0, program.awaitEnd(), () -> "standard error: " + program.err());
            return program.out();
        }
    }

    @Test
    void thePropertyFiltersInAllPoolsOfAProgram() throws Exception {
        String refused = Refused.class.getName() + " is refused by the objectInputFilter";
        assertEquals(
                List.of(refused, refused, "Taken[number=4]"), runFiltered("-Dprocesspool.objectInputFilter=" + TIGHT));
    }

    @Test
    void theFilterOfTheJvmStillCounts() throws Exception {
        String refused = Refused.class.getName() + " is refused by the jdk.serialFilter";
        String option = "-Djdk.serialFilter=!" + Refused.class.getName();
        assertEquals(
                List.of(refused, "-1", "Taken[number=4]"), runFiltered(option), "in the parent, whose option it is");
    }
}
