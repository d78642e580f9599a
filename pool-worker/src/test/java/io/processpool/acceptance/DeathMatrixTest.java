package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.acceptance.MortalItem.Place;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.DeathReason;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ProcessPoolBuilder;
import io.processpool.pool.TaskSubmitter;
import io.processpool.pool.TaskTimeoutException;
import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to die at every place, in every kind of call: it ends in bounded time, the right item fails with the right failure, and the pool goes on.
 * {@code docs/deaths.md} has the table.
 */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class DeathMatrixTest {
    private static final int ITEMS = 6;
    private static final int VICTIM = 3;
    private static final String START_LIMIT = "processpool.startMillis";

    /** Of what is stopped: of its item, and of the initializer. */
    private static final Duration TIME_OUT = Delays.scaled(Duration.ofSeconds(1));

    private static final List<Deaths> CORE_DEATHS = List.of(Deaths.EXITS, Deaths.IS_KILLED);

    @TempDir
    private Path directory;

    @BeforeEach
    void expectWorkersSoon() {
        System.setProperty(
                START_LIMIT, String.valueOf(Delays.scaled(Duration.ofSeconds(6)).toMillis()));
    }

    @AfterEach
    void expectWorkersAsUsual() {
        System.clearProperty(START_LIMIT);
    }

    /** Each of some deaths at each place, the verbs in turn; each verb once, and each other death. */
    static Stream<Arguments> core() {
        List<Arguments> cells = new ArrayList<>();
        for (Deaths death : CORE_DEATHS) {
            for (Place place : Place.values()) {
                if (place != Place.WRITING_64_MB) {
                    cells.add(Arguments.of(death, place, MatrixCalls.values()[cells.size() % 5]));
                }
            }
        }
        cells.add(Arguments.of(Deaths.THROWS, Place.WRITING, MatrixCalls.MAP));
        cells.add(Arguments.of(Deaths.CRASHES, Place.RUNNING, MatrixCalls.STARMAP));
        cells.add(Arguments.of(Deaths.IS_STOPPED, Place.WHILE_IDLE, MatrixCalls.IMAP));
        cells.add(Arguments.of(Deaths.IS_STOPPED, Place.READING, MatrixCalls.MAP));
        cells.add(Arguments.of(Deaths.IS_STOPPED, Place.WRITING, MatrixCalls.IMAP_UNORDERED));
        return cells.stream();
    }

    static Stream<Arguments> all() {
        return Stream.of(Deaths.values())
                .flatMap(death -> Stream.of(Place.values())
                        .flatMap(place ->
                                Stream.of(MatrixCalls.values()).map(verb -> Arguments.of(death, place, verb))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    void core(Deaths death, Place place, MatrixCalls verb) throws Exception {
        check(death, place, verb);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    @Tag("stress")
    void all(Deaths death, Place place, MatrixCalls verb) throws Exception {
        check(death, place, verb);
    }

    private void check(Deaths death, Place place, MatrixCalls verb) throws Exception {
        Path first = Files.createFile(directory.resolve("the first worker dies"));
        try (ProcessPool pool = builder(death, place, first).build()) {
            TaskSubmitter tasks = death == Deaths.IS_STOPPED ? pool.withTaskTimeout(TIME_OUT) : pool;
            if (place.isInTheInitializer() && !death.isReplacedAtStart()) {
                assertThrows(BrokenPoolException.class, () -> verb.outcomes(tasks, MortalItem.list(1, 0, null, place)));
                return;
            }
            if (place == Place.WHILE_IDLE) {
                dieWhileIdle(pool, death);
            }
            Map<Integer, Object> outcomes =
                    verb.outcomes(tasks, MortalItem.list(ITEMS, VICTIM, place.isInAnItem() ? death : null, place));
            if (place.isInAnItem()) {
                checkFailure(death, outcomes.remove(VICTIM));
            }
            outcomes.forEach((number, value) -> assertEquals(number, value));
            assertEquals(MapTest.range(ITEMS), pool.map(n -> n, MapTest.range(ITEMS)));
        }
    }

    private ProcessPoolBuilder builder(Deaths death, Place place, Path first) throws IOException {
        ProcessPoolBuilder builder = ProcessPool.builder()
                .processes(1)
                .workingDirectory(directory)
                .gracePeriod(Delays.scaled(Duration.ofMillis(400)))
                .jvmOptions(place == Place.WRITING_64_MB ? "-Xmx512m" : "-Xmx64m", "-XX:-CreateCoredumpOnCrash")
                .initializer(MortalStart::run, new MortalStart(death, place, first));
        if (death == Deaths.IS_STOPPED) {
            builder.initializerTimeout(Delays.scaled(Duration.ofSeconds(4)));
        }
        return place == Place.BEFORE_THE_HANDSHAKE
                ? builder.jvmOptions(MortalStart.agent(death, first, directory))
                : builder;
    }

    private static void checkFailure(Deaths death, Object outcome) {
        Throwable failure = assertInstanceOf(Throwable.class, outcome, "the victim's");
        if (death == Deaths.IS_STOPPED) {
            assertTrue(assertInstanceOf(TaskTimeoutException.class, failure).started());
        } else if (death.isTold()) {
            assertTrue(death.isToldBy(failure), () -> "failed with " + failure);
        } else {
            WorkerDiedException died = assertInstanceOf(WorkerDiedException.class, failure);
            assertEquals(reason(death), died.reason(), died::getMessage);
        }
    }

    private static DeathReason reason(Deaths death) {
        return switch (death) {
            case EXITS, HALTS -> DeathReason.EXIT;
            case IS_KILLED -> DeathReason.KILLED;
            default -> DeathReason.CRASH;
        };
    }

    private void dieWhileIdle(ProcessPool pool, Deaths death) throws Exception {
        Path gate = directory.resolve("gate");
        Path over = directory.resolve("over");
        long pid = pool.apply(() -> dieBehind(gate, death, over));
        Marks.open(gate);
        Await.until("the idle worker is dead, or its thread", () -> Files.exists(over) || Deaths.hasHit(pid));
    }

    /** A thread of the user's that goes on after its task. */
    private static long dieBehind(Path gate, Deaths death, Path over) {
        Thread thread = new Thread(() -> {
            try {
                Marks.await(gate);
                death.run();
            } catch (Throwable thrown) {
                mark(over);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return ProcessHandle.current().pid();
    }

    private static void mark(Path over) {
        try {
            Marks.open(over);
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** The result of 64 MB is whole, or its item died with its worker, at whatever moment of its way that was. */
    @ParameterizedTest
    @Timeout(300)
    @EnumSource(names = {"IS_KILLED", "HALTS", "GETS_SIGSEGV"})
    @Tag("stress")
    void aResultOnItsWayIsWholeOrLost(Deaths death) {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .jvmOptions("-Xmx512m", "-XX:-CreateCoredumpOnCrash")
                .build()) {
            int lost = 0;
            for (int delayMillis = 0; delayMillis < 100; delayMillis += 5) {
                try {
                    assertTrue(pool.apply(LateDeath::new, death, delayMillis).isWhole());
                } catch (WorkerDiedException died) {
                    lost++;
                }
                assertEquals(1, pool.withRetries(1).apply(() -> 1)); // It may die in this one.
            }
            assertTrue(lost > 0, "none died");
        }
    }
}
