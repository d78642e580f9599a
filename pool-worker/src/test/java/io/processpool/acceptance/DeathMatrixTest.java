package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.Args2;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.DeathReason;
import io.processpool.pool.FailedItem;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    private static final int LARGE_BYTES = 64 << 20;

    enum Place {
        AT_START,
        IN_THE_INITIALIZER,
        WHILE_IDLE,
        READING,
        RUNNING,
        WRITING,
        WRITING_64_MB;

        boolean isBeforeTheFirstItem() {
            return compareTo(WHILE_IDLE) < 0;
        }
    }

    enum Verb {
        APPLY,
        MAP,
        STARMAP,
        IMAP,
        IMAP_UNORDERED
    }

    private static final List<Deaths> CORE_DEATHS = List.of(Deaths.EXITS, Deaths.IS_KILLED);

    @TempDir
    private Path directory;

    /** Each of some deaths at each place, the verbs in turn; and each verb once. */
    static Stream<Arguments> core() {
        List<Arguments> cells = new ArrayList<>();
        for (Deaths death : CORE_DEATHS) {
            for (Place place : Place.values()) {
                if (place != Place.WRITING_64_MB) {
                    cells.add(Arguments.of(death, place, Verb.values()[cells.size() % Verb.values().length]));
                }
            }
        }
        cells.add(Arguments.of(Deaths.THROWS, Place.WRITING, Verb.MAP));
        cells.add(Arguments.of(Deaths.CRASHES, Place.RUNNING, Verb.STARMAP));
        return cells.stream();
    }

    static Stream<Arguments> all() {
        return Stream.of(Deaths.values())
                .flatMap(death -> Stream.of(Place.values())
                        .flatMap(place -> Stream.of(Verb.values()).map(verb -> Arguments.of(death, place, verb))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    void core(Deaths death, Place place, Verb verb) throws Exception {
        check(death, place, verb);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    @Tag("stress")
    void all(Deaths death, Place place, Verb verb) throws Exception {
        check(death, place, verb);
    }

    private void check(Deaths death, Place place, Verb verb) throws Exception {
        Path first = Files.createFile(directory.resolve("the first worker dies"));
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .workingDirectory(directory)
                .jvmOptions(place == Place.WRITING_64_MB ? "-Xmx512m" : "-Xmx64m", "-XX:-CreateCoredumpOnCrash")
                .initializer(Starter::run, new Starter(death, place, first))
                .build()) {
            if (place.isBeforeTheFirstItem() && death.isTold()) {
                assertThrows(BrokenPoolException.class, () -> outcomes(pool, verb, List.of(new Item(0, null, null))));
                return;
            }
            if (place == Place.WHILE_IDLE) {
                dieWhileIdle(pool, death);
            }
            boolean isLost = place.compareTo(Place.WHILE_IDLE) > 0;
            Map<Integer, Object> outcomes = outcomes(pool, verb, items(isLost ? death : null, place));
            if (isLost) {
                checkFailure(death, outcomes.remove(VICTIM));
            }
            outcomes.forEach((number, value) -> assertEquals(number, value));
            assertEquals(MapTest.range(ITEMS), pool.map(n -> n, MapTest.range(ITEMS)));
        }
    }

    private static void checkFailure(Deaths death, Object outcome) {
        Throwable failure = assertInstanceOf(Throwable.class, outcome, "the victim's");
        if (death.isTold()) {
            assertTrue(isTold(failure, death), () -> "failed with " + failure);
            return;
        }
        WorkerDiedException died = assertInstanceOf(WorkerDiedException.class, failure);
        assertEquals(reason(death), died.reason(), died::getMessage);
    }

    private static DeathReason reason(Deaths death) {
        return switch (death) {
            case EXITS, HALTS -> DeathReason.EXIT;
            case IS_KILLED -> DeathReason.KILLED;
            default -> DeathReason.CRASH;
        };
    }

    private static boolean isTold(Throwable failure, Deaths death) {
        String name = switch (death) {
            case THROWS -> "IllegalStateException";
            case THROWS_AN_ERROR -> "AssertionError";
            case RUNS_OUT_OF_MEMORY -> "OutOfMemoryError";
            default -> "StackOverflowError";
        };
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.toString().contains(name)) {
                return true;
            }
        }
        return false;
    }

    private void dieWhileIdle(ProcessPool pool, Deaths death) throws Exception {
        Path gate = directory.resolve("gate");
        Path over = directory.resolve("over");
        long pid = pool.apply(() -> dieBehind(gate, death, over));
        Marks.open(gate);
        Await.until(
                "the idle worker is dead, or its thread",
                () -> Files.exists(over)
                        || ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
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

    // -- calls

    private static List<Item> items(Deaths death, Place place) {
        return MapTest.range(ITEMS).stream()
                .map(n -> new Item(n, n == VICTIM ? death : null, place))
                .toList();
    }

    /** By the numbers of the items; what is known. */
    private static Map<Integer, Object> outcomes(ProcessPool pool, Verb verb, List<Item> items) {
        return switch (verb) {
            case APPLY -> applied(pool, items);
            case MAP -> gathered(() -> pool.withChunkSize(2).map(Item::run, items));
            case STARMAP -> gathered(() -> pool.withChunkSize(2).starmap(DeathMatrixTest::run, pairs(items)));
            case IMAP -> iterated(pool.withChunkSize(2).imap(Item::run, items));
            case IMAP_UNORDERED -> iterated(pool.withChunkSize(2).imapUnordered(Item::run, items));
        };
    }

    private static Object run(Item item, int again) throws Exception {
        assertEquals(item.number, again);
        return item.run();
    }

    private static List<Args2<Item, Integer>> pairs(List<Item> items) {
        return items.stream().map(item -> args(item, item.number)).toList();
    }

    private static Map<Integer, Object> applied(ProcessPool pool, List<Item> items) {
        Map<Integer, Object> outcomes = new HashMap<>();
        for (Item item : items) {
            try {
                outcomes.put(item.number, pool.apply(Item::run, item));
            } catch (BrokenPoolException broken) {
                throw broken;
            } catch (RuntimeException failed) {
                outcomes.put(item.number, failed);
            }
        }
        assertEquals(items.size(), outcomes.size());
        return outcomes;
    }

    private interface Gathered {
        List<Object> get();
    }

    private static Map<Integer, Object> gathered(Gathered call) {
        Map<Integer, Object> outcomes = new TreeMap<>();
        try {
            List<Object> values = call.get();
            for (int i = 0; i < values.size(); i++) {
                outcomes.put(i, values.get(i));
            }
        } catch (BrokenPoolException broken) {
            throw broken;
        } catch (RuntimeException failed) {
            outcomes.put(indexOf(failed), failed);
        }
        return outcomes;
    }

    private static Map<Integer, Object> iterated(ResultIterator<Object> results) {
        Map<Integer, Object> outcomes = new TreeMap<>();
        int count = 0;
        while (results.hasNext()) {
            try {
                Object value = results.next();
                outcomes.put((Integer) value, value);
            } catch (BrokenPoolException broken) {
                throw broken;
            } catch (RuntimeException failed) {
                outcomes.put(indexOf(failed), failed);
            }
            count++;
        }
        assertEquals(count, outcomes.size());
        return outcomes;
    }

    private static int indexOf(RuntimeException failure) {
        long index = failure instanceof WorkerDiedException died
                ? died.itemIndex()
                : FailedItem.of(failure).orElseThrow(() -> failure).index();
        return (int) index;
    }

    // -- what dies

    private static void runUnchecked(Deaths death) {
        try {
            death.run();
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** An item that dies, or whose result does, at its place. */
    private static final class Item implements Serializable {
        private final int number;
        private final Deaths death; // null for one that lives
        private final Place place;

        Item(int number, Deaths death, Place place) {
            this.number = number;
            this.death = death;
            this.place = place;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (death != null && place == Place.READING) {
                runUnchecked(death);
            }
        }

        Object run() throws Exception {
            if (death != null && place == Place.RUNNING) {
                death.run();
            }
            boolean writing = place == Place.WRITING || place == Place.WRITING_64_MB;
            return death != null && writing ? new Result(death, place == Place.WRITING ? 1 : LARGE_BYTES) : number;
        }
    }

    private static final class Result implements Serializable {
        private final Deaths death;
        private final int bytes;

        Result(Deaths death, int bytes) {
            this.death = death;
            this.bytes = bytes;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.write(new byte[bytes]);
            runUnchecked(death);
        }
    }

    /** The argument of the initializer: the first worker dies of it. */
    private static final class Starter implements Serializable {
        private final Deaths death;
        private final Place place;
        private final String first;

        Starter(Deaths death, Place place, Path first) {
            this.death = death;
            this.place = place;
            this.first = first.toString();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (place == Place.AT_START && Files.deleteIfExists(Path.of(first))) {
                runUnchecked(death);
            }
        }

        void run() throws Exception {
            if (place == Place.IN_THE_INITIALIZER && Files.deleteIfExists(Path.of(first))) {
                death.run();
            }
        }
    }
}
