package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.SerializationException;
import io.processpool.manager.Manager;
import io.processpool.manager.ManagerClosedException;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the start of a manager to its end, with what travels and what fails on the way. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerLifeTest {
    @TempDir
    private Path directory;

    /** An object of the user's. */
    interface Counter {
        int add(int n);

        int fail() throws IOException;

        Object unsendable();

        long pid();
    }

    private static final class PlainCounter implements Counter {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public int add(int n) {
            return count.addAndGet(n);
        }

        @Override
        public int fail() throws IOException {
            throw new IOException("count=" + count);
        }

        @Override
        public Object unsendable() {
            return new Object();
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }
    }

    private static int addOne(Counter counter, int n) {
        return counter.add(1);
    }

    @Test
    void usersObjectsWorkInTheServerForAllProcesses() {
        try (Manager manager = Manager.builder()
                        .register(Counter.class, PlainCounter::new)
                        .start();
                ProcessPool pool = ProcessPool.create(2)) {
            Counter counter = manager.create(Counter.class);
            assertTrue(counter.pid() != ProcessHandle.current().pid());
            pool.withChunkSize(1).map(n -> addOne(counter, n), MapTest.range(50));
            assertEquals(50, counter.add(0));
            assertEquals(0, manager.create(Counter.class).add(0), "another object");
            assertEquals(counter, manager.newList(List.of(counter)).get(0));

            IOException failure = assertThrows(IOException.class, counter::fail);
            assertEquals("count=50", failure.getMessage());
            List<String> frames = Arrays.stream(failure.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .toList();
            assertTrue(frames.contains(PlainCounter.class.getName()), () -> "the server's stack: " + frames);
            assertTrue(frames.contains(ManagerLifeTest.class.getName()), () -> "the caller's stack: " + frames);
            assertThrows(SerializationException.class, counter::unsendable);
            assertEquals(51, counter.add(1), "the connection goes on");
        }
    }

    @Test
    void typesAreRegisteredLaterAndErrorsOfFactoriesArrive() {
        try (Manager manager = Manager.inProcess()) {
            assertThrows(IllegalArgumentException.class, () -> manager.create(Counter.class));
            manager.register(Counter.class, PlainCounter::new);
            assertEquals(3, manager.create(Counter.class).add(3));
            manager.register(Counter.class, () -> {
                throw new IOException("no counters today");
            });
            TaskException failed = assertThrows(TaskException.class, () -> manager.create(Counter.class));
            assertInstanceOf(IOException.class, failed.getCause());
            assertThrows(IllegalArgumentException.class, () -> manager.register(PlainCounter.class, PlainCounter::new));
        }
    }

    private static int travel(Map<String, List<InterProcessLock>> nested, List<Object> seen) {
        InterProcessLock lock = nested.get("locks").get(0);
        lock.lock();
        seen.add(lock);
        lock.unlock();
        return seen.size();
    }

    @Test
    void proxiesTravelInsideArgumentsResultsAndEachOther() {
        try (Manager manager = Manager.start();
                ProcessPool pool = ProcessPool.create(1)) {
            InterProcessLock lock = manager.newLock();
            List<Object> seen = manager.newList();
            assertEquals(1, pool.apply(ManagerLifeTest::travel, Map.of("locks", List.of(lock)), seen));
            assertEquals(lock, seen.get(0));
            List<InterProcessEvent> events = pool.apply(event -> List.of(event, event), manager.newEvent());
            events.get(0).set();
            assertTrue(events.get(1).isSet());
            Object condition = manager.newCondition(lock);
            seen.add(condition);
            assertEquals(condition, seen.get(1));
        }
    }

    @Test
    void eachCallAfterTheCloseSaysSo() throws Exception {
        for (Manager manager : List.of(Manager.start(), Manager.inProcess())) {
            InterProcessLock lock = manager.newLock();
            InterProcessEvent event = manager.newEvent();
            List<Integer> list = manager.newList(List.of(1));
            OtherThread<Void> waiting = OtherThread.run(event::await);
            waiting.assertWaits();
            manager.close();
            manager.close();
            assertThrows(ManagerClosedException.class, waiting::get);
            Exception closed = assertThrows(ManagerClosedException.class, lock::lock);
            assertTrue(closed.getMessage().matches("manager at .*: it is closed"), closed.getMessage());
            assertThrows(ManagerClosedException.class, () -> list.add(2));
            assertThrows(ManagerClosedException.class, manager::newLock);
            assertTrue(lock.toString().contains("it is closed"), lock.toString());
        }
    }

    private static String waitForTheEnd(InterProcessEvent ready, InterProcessEvent never) throws InterruptedException {
        ready.set();
        try {
            never.await();
            return "no end";
        } catch (ManagerClosedException ended) {
            return ended.getMessage();
        }
    }

    @Test
    void workersInTheMiddleOfACallAreToldOfTheClose() throws Exception {
        try (ProcessPool pool = ProcessPool.create(1)) {
            Manager manager = Manager.start();
            InterProcessEvent ready = manager.newEvent();
            var result = pool.applyAsync(ManagerLifeTest::waitForTheEnd, ready, manager.newEvent());
            ready.await();
            manager.close();
            assertTrue(result.get().contains("closed by the process that started it"), result.get());
        }
    }

    private static long serverPid(Manager manager) {
        manager.register(Counter.class, PlainCounter::new);
        return manager.create(Counter.class).pid();
    }

    @Test
    void deathOfTheServerIsToldByEachCall() throws Exception {
        try (Manager manager = Manager.start()) {
            InterProcessEvent event = manager.newEvent();
            long pid = serverPid(manager);
            OtherThread<Void> waiting = OtherThread.run(event::await);
            waiting.assertWaits();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Exception died = assertThrows(ManagerClosedException.class, waiting::get);
            assertTrue(died.getMessage().contains("137"), died.getMessage());
            assertThrows(ManagerClosedException.class, event::isSet);
        }
    }

    /** A program that starts a manager and leaves it open. */
    static final class Careless {
        public static void main(String[] arguments) throws Exception {
            Manager manager = Manager.start();
            Marks.append(Path.of(arguments[0]), serverPid(manager));
            Thread.sleep(Duration.ofMinutes(10).toMillis());
        }
    }

    @Test
    void serverOfAKilledProgramEnds() throws Exception {
        Path pids = directory.resolve("pids");
        try (Program program = Program.start(directory, Careless.class, pids.toString())) {
            Await.until("the server is there", () -> Marks.lines(pids).size() == 1);
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(Marks.lines(pids).get(0))).orElseThrow();
            assertTrue(server.isAlive());
            program.kill();
            Await.until("the server ends", () -> !server.isAlive());
            assertFalse(server.isAlive());
        }
    }

    @Test
    void hundredCallersThatWaitBlockNobodyElse() throws Exception {
        try (Manager manager = Manager.inProcess()) {
            InterProcessEvent event = manager.newEvent();
            List<OtherThread<Void>> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(OtherThread.run(event::await));
            }
            assertEquals(Set.of(), manager.newSet());
            event.set();
            for (OtherThread<Void> thread : waiting) {
                thread.get();
            }
        }
    }

    @Test
    void valueThatIsTooDeepIsAnErrorOfItsCallOnly() {
        try (Manager manager = Manager.inProcess()) {
            List<Object> list = manager.newList();
            List<Object> deep = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                deep = new ArrayList<>(List.of(deep));
            }
            Object tooDeep = deep;
            assertThrows(SerializationException.class, () -> list.add(tooDeep));
            assertEquals(0, list.size());
        }
    }
}
