package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.manager.Manager;
import io.processpool.manager.ManagerBuilder;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a manager's server runs before it listens. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerInitializerTest {
    /** Of the server's JVM. */
    private static final List<Object> SEEN = new ArrayList<>();

    private static ProcessLock lock;

    /** An object there, which tells what it finds. */
    interface Witness {
        List<Object> seenBefore();

        long pid();

        boolean tryLock();
    }

    private static final class OneWitness implements Witness {
        private final List<Object> seenBefore = List.copyOf(SEEN);

        @Override
        public List<Object> seenBefore() {
            return seenBefore;
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public boolean tryLock() {
            boolean isTaken = lock.tryLock();
            if (isTaken) {
                lock.unlock();
            }
            return isTaken;
        }
    }

    private static void see(Object... what) {
        SEEN.addAll(List.of(what));
    }

    private static void keep(ProcessLock given) {
        lock = given;
    }

    private static void fail(String why) throws IOException {
        throw new IOException(why);
    }

    private static ManagerBuilder builder() {
        return Manager.builder().register(Witness.class, OneWitness::new);
    }

    private static List<Object> seenIn(ManagerBuilder builder) {
        try (Manager manager = builder.start()) {
            Witness witness = manager.create(Witness.class);
            assertFalse(witness.pid() == ProcessHandle.current().pid());
            return witness.seenBefore();
        }
    }

    @Test
    void runsInTheServerBeforeAnyObjectIsMade() {
        assertEquals(List.of("ran"), seenIn(builder().initializer(() -> see("ran"))));
        assertEquals(List.of(), SEEN, "in this JVM");
    }

    @Test
    void takesUpToFourArguments() {
        assertEquals(List.of(1), seenIn(builder().initializer(a -> see(a), 1)));
        assertEquals(List.of(1, "b"), seenIn(builder().initializer((a, b) -> see(a, b), 1, "b")));
        assertEquals(List.of(1, "b", 3L), seenIn(builder().initializer((a, b, c) -> see(a, b, c), 1, "b", 3L)));
        assertEquals(
                List.of(1, "b", 3L, 'd'),
                seenIn(builder().initializer((a, b, c, d) -> see(a, b, c, d), 1, "b", 3L, 'd')));
    }

    @Test
    void runsAlsoWhereThereAreNoTypesOfTheUsers() {
        ProcessLock given = ProcessLock.create();
        given.lock();
        try (Manager manager = Manager.builder()
                .initializer(ManagerInitializerTest::keep, given)
                .start()) {
            manager.register(Witness.class, OneWitness::new);
            Witness witness = manager.create(Witness.class);
            assertFalse(witness.tryLock(), "it is the same lock");
            given.unlock();
            assertTrue(witness.tryLock());
        }
    }

    @Test
    void whatItThrowsIsTheCauseOfAFailedStart() {
        ManagerBuilder failing = builder().initializer(ManagerInitializerTest::fail, "no such database");
        IllegalStateException failed = assertThrows(IllegalStateException.class, failing::start);
        assertEquals(IOException.class, failed.getCause().getClass());
        assertEquals("no such database", failed.getCause().getMessage());
        assertTrue(failed.getMessage().contains("no such database"), failed.getMessage());
    }

    @Test
    void oneThatEndsItsJvmIsAFailedStart() {
        ManagerBuilder exiting =
                builder().initializer(code -> Runtime.getRuntime().halt(code), 17);
        IllegalStateException failed = assertThrows(IllegalStateException.class, exiting::start);
        assertTrue(failed.getMessage().contains("17"), failed.getMessage());
    }

    @Test
    void whatCannotTravelIsRefusedWithItsPlace() {
        ManagerBuilder locked = builder().initializer(a -> see(a), new ReentrantLock());
        RuntimeError refused = assertThrows(RuntimeError.class, locked::start);
        assertTrue(refused.getMessage().contains("argument 0"), refused.getMessage());
        ManagerBuilder unsendable = builder().initializer((a, b) -> see(a, b), 1, new Object());
        SerializationException failed = assertThrows(SerializationException.class, unsendable::start);
        assertTrue(failed.getMessage().contains("argument 1"), failed.getMessage());
    }

    @Test
    void inProcessItRunsHereOnItsArgumentsThemselves() {
        List<Object> here = new ArrayList<>();
        try (Manager manager = Manager.builder()
                .initializer(list -> list.add(Thread.currentThread()), here)
                .startInProcess()) {
            assertEquals(List.of(Thread.currentThread()), here);
            assertEquals(0, manager.newList().size());
        }
        ManagerBuilder failing = Manager.builder().initializer(ManagerInitializerTest::fail, "not today");
        IllegalStateException failed = assertThrows(IllegalStateException.class, failing::startInProcess);
        assertEquals("not today", failed.getCause().getMessage());
    }

    @Test
    void anInterruptInItIsKept() {
        ManagerBuilder interrupted = Manager.builder().initializer(() -> {
            throw new InterruptedException();
        });
        assertThrows(IllegalStateException.class, interrupted::startInProcess);
        assertTrue(Thread.interrupted());
    }
}
