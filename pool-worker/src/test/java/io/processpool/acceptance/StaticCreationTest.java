package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.Inherit;
import io.processpool.manager.Manager;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import io.processpool.shared.SharedBytes;
import io.processpool.shared.SharedInt;
import io.processpool.shared.SharedIntArray;
import io.processpool.sync.ProcessCondition;
import io.processpool.sync.ProcessLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A static initializer that makes a lock or a value makes another one in each child, and that is told. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class StaticCreationTest {
    @TempDir
    private Path directory;

    static final class OwnLock {
        private static final ProcessLock LOCK = ProcessLock.create();

        static int number() {
            return LOCK.call(() -> 1);
        }
    }

    static final class Half {
        @Inherit
        private static ProcessLock inherited = made();

        private static final ProcessLock FORGOTTEN = made();

        private static ProcessLock made() {
            return ProcessLock.create();
        }

        static int number() {
            return inherited.call(() -> 1) + FORGOTTEN.call(() -> 1);
        }
    }

    static final class OwnCounter {
        private static final SharedInt COUNTER = Helper.counter();

        static int number() {
            return COUNTER.get();
        }
    }

    /** Between a static initializer and what it makes. */
    static final class Helper {
        static SharedInt counter() {
            return SharedInt.create(1);
        }
    }

    static final class OwnData {
        private static final SharedIntArray RAW = SharedIntArray.createRaw(1);
        private static final SharedBytes MORE = SharedBytes.create(1);

        static int number() {
            return RAW.length() + MORE.lengthBytes();
        }
    }

    static final class OwnCondition {
        private static final ProcessCondition CONDITION = ProcessCondition.create();

        static int number() {
            return CONDITION.hashCode();
        }
    }

    static final class UsesOwnLock {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.map(n -> OwnLock.number(), List.of(1, 2));
            }
        }
    }

    static final class UsesOwnOfEachSort {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.map(n -> OwnCounter.number() + OwnData.number() + OwnCondition.number(), List.of(1, 2));
            }
        }
    }

    static final class UsesHalf {
        public static void main(String[] arguments) {
            Half.number();
            try (ProcessPool pool =
                    ProcessPool.builder().processes(1).inherit(Half.class).build()) {
                pool.map(n -> Half.number(), List.of(1, 2));
            }
        }
    }

    /** The class of the tasks has the pool in a static field, so that each worker makes one too. */
    static final class OwnPool {
        private static final ProcessPool POOL = ProcessPool.create(2);

        /** How many workers this process has, once it has had time to start some. */
        static long workers(int n) throws Exception {
            Await.happens(Delays.SHORT, () -> children() > 0);
            return children();
        }

        private static long children() {
            return ProcessHandle.current().children().count();
        }

        static int useIt(int n) {
            return POOL.apply(() -> 7);
        }

        public static void main(String[] arguments) {
            System.out.println(POOL.map(OwnPool::workers, List.of(1, 2)));
            System.out.println(POOL.map(OwnPool::useIt, List.of(1)));
            POOL.close();
        }
    }

    /** It would have as many workers again as the one that is meant, or workers without end where those run an initializer of the class. */
    @Test
    void aPoolThatAStaticInitializerMakesInAWorkerStartsNoProcessUntilItIsUsed() throws Exception {
        try (Program program = Program.startWithoutLogger(directory, OwnPool.class)) {
            assertEquals(0, program.awaitEnd(), () -> "standard error: " + program.err());
            assertEquals(List.of("[0, 0]", "[7]"), program.out());
        }
    }

    /** The class of the target starts it in a static field, so that each child would start the next. */
    static final class OwnChild {
        private static final ChildProcess CHILD = ChildProcess.builder()
                .name("counter")
                .target(OwnChild::count)
                .build()
                .start();

        static void count() {
            System.out.println("not reached");
        }

        public static void main(String[] arguments) throws Exception {
            CHILD.join();
            System.out.println(CHILD.exitCode());
        }
    }

    @Test
    void aChildThatAStaticInitializerStartsInAChildIsRefused() throws Exception {
        try (Program program = Program.startWithoutLogger(directory, OwnChild.class)) {
            assertEquals(0, program.awaitEnd(), () -> "standard error: " + program.err());
            assertEquals(List.of("OptionalInt[1]"), program.out());
            String refusal = "java.lang.IllegalStateException: the static initializer of " + OwnChild.class.getName()
                    + " runs in a child process, counter, and would start counter there too, and so on without end:"
                    + " start it in a method that only the parent calls, such as main";
            assertTrue(program.err().stream().anyMatch(line -> line.endsWith(refusal)), () -> "" + program.err());
        }
    }

    static final class OwnManager {
        private static final Map<String, Integer> COUNTS = Manager.inProcess().newMap();

        static int count(int n) {
            return COUNTS.merge("all", n, Integer::sum);
        }

        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.map(OwnManager::count, List.of(1, 2));
            }
        }
    }

    @Test
    void aManagerThatAStaticInitializerStartsInAWorkerIsToldOnceWithTheCure() throws Exception {
        List<String> warnings = warningsOf(OwnManager.class);
        assertEquals(
                List.of("processpool WARN the static initializer of " + OwnManager.class.getName()
                        + " runs in a child process, pool-1-worker-1, which starts a Manager of its own and shares its objects"
                        + " with no other: start the Manager in the parent, and pass the objects that it makes to the tasks"
                        + " as arguments"),
                warnings);
    }

    private List<String> warningsOf(Class<?> main) throws Exception {
        try (Program program = Program.startWithoutLogger(directory, main)) {
            assertEquals(0, program.awaitEnd(), () -> "standard error: " + program.err());
            return program.err();
        }
    }

    private void assertWarns(Class<?> main, String start, String owner) throws Exception {
        List<String> warnings = warningsOf(main);
        assertEquals(1, warnings.size(), warnings::toString);
        String warning = warnings.get(0);
        assertTrue(warning.startsWith("processpool WARN " + start), warning);
        assertTrue(warning.contains(" pool-1-worker-1"), warning);
        assertTrue(warning.contains("inherit(" + owner + ".class)"), warning);
    }

    @Test
    void aLockThatAStaticInitializerMakesInAWorkerIsToldOnceWithTheCure() throws Exception {
        assertWarns(UsesOwnLock.class, "the static initializer of " + OwnLock.class.getName(), "OwnLock");
    }

    @Test
    void sharedDataAndOtherPrimitivesAreToldByTheirOwnNamesTooOnceForEachClass() throws Exception {
        List<String> warnings = warningsOf(UsesOwnOfEachSort.class);
        List<String> told = warnings.stream()
                .map(warning -> warning.replaceAll(
                        ".* initializer of .*\\$(\\w+) runs .* has made a (\\w+) of its own .*", "$1 $2"))
                .toList();
        assertEquals(
                List.of("OwnCounter SharedInt", "OwnData SharedIntArray", "OwnCondition ProcessCondition"),
                told,
                warnings::toString);
    }

    @Test
    void theInitialValueOfAnInheritedFieldIsExemptAndAForgottenFieldBesideItIsNamed() throws Exception {
        assertWarns(UsesHalf.class, "Half.FORGOTTEN ", "Half");
    }

    @Test
    void nothingIsToldInTheParent() {
        assertEquals(1, OwnLock.number());
    }
}
