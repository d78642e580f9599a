package io.processpool.worker.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.acceptance.Await;
import io.processpool.internal.rpc.DirectoryService;
import io.processpool.internal.rpc.EventService;
import io.processpool.internal.rpc.LockService;
import io.processpool.internal.rpc.ObjectKind;
import io.processpool.manager.Manager;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object is there as long as somebody refers to it, be it a message on its way, and no longer. */
@Timeout(60)
class ReferencesTest {
    private OwnServer server;
    private Manager manager;

    @BeforeEach
    void open() throws Exception {
        server = OwnServer.open();
        manager = server.connect();
    }

    @AfterEach
    void close() {
        manager.close();
        server.close();
    }

    private void assertLeft(int number) throws Exception {
        Await.until(number + " objects left, not " + server.directory(), () -> {
            System.gc();
            return server.directory().size() == number;
        });
    }

    private static int sum(List<Integer> list) {
        return list.stream().mapToInt(n -> n).sum();
    }

    private static int sumAfter(InterProcessEvent gate, List<Integer> list) throws InterruptedException {
        gate.await();
        return sum(list);
    }

    private static List<List<Integer>> back(List<Integer> list) {
        return List.of(list);
    }

    private static boolean collect() {
        System.gc();
        return true;
    }

    @Test
    void objectIsGoneWithTheLastProxy() throws Exception {
        List<Object> proxies = new ArrayList<>(List.of(manager.newLock(), manager.newQueue(), manager.newCondition()));
        assertEquals(4, server.directory().size(), "a condition has a lock");
        System.gc();
        assertEquals(4, server.directory().size());
        proxies.remove(2);
        assertLeft(2);
        proxies.clear();
        assertLeft(0);
    }

    @Test
    void registryIsAlwaysThereAndKeepsWhatIsInIt() throws Exception {
        manager.registry().put("list", manager.newList(List.of(1)));
        assertLeft(1);
        assertEquals(List.of(1), manager.registry().get("list"));
        manager.registry().clear();
        assertLeft(0);
    }

    @Test
    void proxyInAMapOfTheManagerKeepsItsObject() throws Exception {
        Map<String, Object> map = manager.newMap();
        map.put("inner", manager.newList(List.of(1, 2)));
        assertLeft(2);
        assertEquals(List.of(1, 2), map.get("inner"));
        map.remove("inner");
        assertLeft(1);
        assertEquals(0, map.size());
    }

    @Test
    void argumentOfAQueuedTaskKeepsItsObject() throws Exception {
        InterProcessEvent gate = manager.newEvent();
        try (ProcessPool pool = ProcessPool.create(1)) {
            AsyncResult<Integer> first = pool.applyAsync(ReferencesTest::sumAfter, gate, manager.newList(List.of(1)));
            AsyncResult<Integer> second = pool.applyAsync(ReferencesTest::sum, manager.newList(List.of(20)));
            for (int i = 0; i < 10; i++) {
                System.gc();
                assertEquals(3, server.directory().size());
            }
            gate.set();
            assertEquals(1, first.get());
            assertEquals(20, second.get());
            assertTrue(pool.apply(ReferencesTest::collect));
        }
        assertLeft(1);
        assertTrue(gate.isSet());
    }

    @Test
    void resultKeepsItsObjectAndTheWorkerDoesNot() throws Exception {
        List<Integer> list;
        try (ProcessPool pool = ProcessPool.create(1)) {
            list = pool.apply(ReferencesTest::back, manager.newList(List.of(7))).get(0);
        }
        assertLeft(1);
        assertEquals(List.of(7), list);
    }

    @Test
    void initializersArgumentKeepsItsObjectForWorkersThatCome() throws Exception {
        useWorkersOneAfterTheOther();
        assertLeft(0);
    }

    private void useWorkersOneAfterTheOther() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .maxTasksPerChild(1)
                .initializer(Kept::init, manager.newList(List.of(3)))
                .build()) {
            for (int i = 0; i < 3; i++) {
                System.gc();
                assertEquals(3, pool.apply(Kept::sum));
            }
        }
    }

    /** What an initializer keeps. */
    static final class Kept {
        private static List<Integer> list;

        static void init(List<Integer> given) {
            list = given;
        }

        static int sum() {
            return ReferencesTest.sum(list);
        }
    }

    private static void hold(List<Integer> list, InterProcessLock lock, InterProcessEvent holds) throws Exception {
        lock.lock();
        holds.set();
        Thread.sleep(600_000 + list.size());
    }

    @Test
    void killedProcessRefersToNothing() throws Exception {
        InterProcessEvent holds = manager.newEvent();
        try (ChildProcess child =
                ChildProcess.of(ReferencesTest::hold, manager.newList(List.of(1)), manager.newLock(), holds)) {
            child.start();
            holds.await();
            System.gc();
            assertTrue(server.directory().size() >= 3);
            child.kill();
        }
        assertLeft(1);
        assertTrue(holds.isSet());
    }

    @Test
    void whatADeadProcessHasLentIsKeptForAWhile() throws Exception {
        long lock;
        long taken;
        try (RawClient lender = new RawClient(server)) {
            lock = lender.create(ObjectKind.LOCK);
            taken = (long) lender.call(DirectoryService.ID, DirectoryService.class, "lend", lock);
            lender.call(DirectoryService.ID, DirectoryService.class, "lend", lender.create(ObjectKind.EVENT));
        }
        Await.until("nothing else is left", () -> server.directory().size() == 2);
        server.directory().expire(System.nanoTime() + Duration.ofSeconds(50).toNanos());
        assertEquals(2, server.directory().size(), "a message may still be read");
        try (RawClient reader = new RawClient(server)) {
            reader.call(DirectoryService.ID, DirectoryService.class, "retain", lock, taken);
            server.directory().expire(System.nanoTime() + Duration.ofSeconds(70).toNanos());
            assertEquals(1, server.directory().size(), "the one that nobody took is gone");
            assertEquals(true, reader.call(lock, LockService.class, "tryLock"));
        }
        assertLeft(0);
    }

    @Test
    void whatALivingProcessHasLentStays() throws Exception {
        try (RawClient lender = new RawClient(server)) {
            long lock = lender.create(ObjectKind.LOCK);
            lender.call(DirectoryService.ID, DirectoryService.class, "lend", lock);
            lender.call(DirectoryService.ID, DirectoryService.class, "release", lock);
            server.directory().expire(System.nanoTime() + Duration.ofDays(1).toNanos());
            assertEquals(1, server.directory().size());
        }
    }

    @Test
    void callOfAnObjectThatIsGoneSaysSo() throws Exception {
        try (RawClient raw = new RawClient(server)) {
            Exception gone =
                    assertThrows(IllegalStateException.class, () -> raw.call(4711, EventService.class, "isSet"));
            assertTrue(gone.getMessage().contains("no object 4711"), gone.getMessage());
        }
    }

    @Test
    void proxyThatIsGarbageDuringItsCallKeepsItsObjectUntilThen() throws Exception {
        for (int i = 0; i < 12_000; i++) {
            manager.newList().add(i);
        }
        for (int i = 0; i < 20; i++) {
            manager.newList().add(new CollectsAsItIsWritten());
        }
    }

    /** Leaves the collector and the cleaner time before it is sent. */
    private static final class CollectsAsItIsWritten implements Serializable {
        private static final long serialVersionUID = 1L;

        private void writeObject(ObjectOutputStream out) throws IOException {
            System.gc();
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            out.defaultWriteObject();
        }
    }
}
