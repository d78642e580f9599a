package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.SerializationException;
import io.processpool.manager.Manager;
import io.processpool.pool.ProcessPool;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Managers that listen at an address, for programs that have nothing in common but the key. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerNetworkTest {
    static final byte[] KEY = "a key of 16 bytes or more".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_KEY = "another key of that length".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private static Manager listening() {
        return Manager.builder().address("localhost", 0).authKey(KEY).startInProcess();
    }

    private static InetSocketAddress address(Manager manager) {
        return manager.address().orElseThrow();
    }

    /** Another program, which connects. */
    static final class Visitor {
        public static void main(String[] arguments) throws Exception {
            InetSocketAddress address = new InetSocketAddress("localhost", Integer.parseInt(arguments[0]));
            try (Manager manager = Manager.connect(address, KEY)) {
                Object lock = manager.registry().get("lock");
                ((InterProcessLock) lock).run(() -> manager.registry().merge("visits", 1, (a, b) -> (int) a + (int) b));
            }
        }
    }

    @Test
    void programsThatKnowTheKeyShareObjectsByTheRegistry() throws Exception {
        try (Manager manager =
                Manager.builder().address("localhost", 0).authKey(KEY).start()) {
            InterProcessLock lock = manager.newLock();
            manager.registry().put("lock", lock);
            String port = String.valueOf(address(manager).getPort());
            try (Program first = Program.start(directory, Visitor.class, port);
                    Program second = Program.start(directory, Visitor.class, port)) {
                assertEquals(List.of(), ended(first));
                assertEquals(List.of(), ended(second));
            }
            assertEquals(2, manager.registry().get("visits"));
            assertTrue(lock.tryLock());
            lock.unlock();
        }
    }

    private static List<String> ended(Program program) throws Exception {
        program.awaitEnd();
        return program.err();
    }

    private static int addThrough(List<Integer> list, int n) {
        list.add(n);
        return n;
    }

    @Test
    void workersOfAProgramThatConnectedUseItsProxies() {
        try (Manager manager = listening();
                ProcessPool pool = ProcessPool.create(2)) {
            List<Integer> list = manager.newList();
            pool.map(n -> addThrough(list, n), MapTest.range(10));
            assertEquals(10, list.size());
        }
    }

    @Test
    void anotherKeyIsRefused() {
        try (Manager manager = listening()) {
            Exception refused = assertThrows(
                    java.io.UncheckedIOException.class, () -> Manager.connect(address(manager), OTHER_KEY));
            assertTrue(refused.getMessage().contains("another key"), refused.getMessage());
            assertEquals(0, manager.newList().size(), "the server goes on");
        }
    }

    @Test
    void nobodyThereIsAnErrorThatNamesTheAddress() {
        InetSocketAddress address;
        try (Manager manager = listening()) {
            address = address(manager);
        }
        Exception refused = assertThrows(java.io.UncheckedIOException.class, () -> Manager.connect(address, KEY));
        assertTrue(refused.getMessage().contains(String.valueOf(address.getPort())), refused.getMessage());
    }

    @Test
    void addressWithoutAKeyIsAnError() {
        assertThrows(
                IllegalStateException.class,
                () -> Manager.builder().address("localhost", 0).startInProcess());
    }

    @Test
    void shortKeyIsAnErrorOnBothSides() {
        byte[] tooShort = new byte[15];
        assertThrows(IllegalArgumentException.class, () -> Manager.builder().authKey(tooShort));
        assertThrows(
                IllegalArgumentException.class, () -> Manager.connect(new InetSocketAddress("localhost", 1), tooShort));
    }

    @Test
    void portOfAClosedManagerCanBeUsedAtOnce() {
        int port;
        try (Manager manager = listening()) {
            port = address(manager).getPort();
        }
        // The system keeps the socket for as long as a thread waits at it: now and then one leaves too late.
        for (int i = 0; i < 200; i++) {
            try (Manager manager =
                    Manager.builder().address("localhost", port).authKey(KEY).startInProcess()) {
                assertEquals(port, address(manager).getPort());
            }
        }
    }

    /** A class that nobody has allowed. */
    record Point(int x, int y) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void valuesOfTheJdkTravelToEveryManager() {
        try (Manager manager = listening()) {
            Map<Object, Object> map = manager.newMap();
            List<Object> values = List.of(
                    1,
                    2L,
                    3.0,
                    "text",
                    'c',
                    new int[] {1}.length,
                    Instant.EPOCH,
                    new UUID(1, 2),
                    List.of(1, 2),
                    Map.of("a", 1),
                    new TreeMap<>(Map.of("a", 1)),
                    new ArrayList<>(List.of("x")),
                    java.math.BigInteger.TEN);
            for (Object value : values) {
                map.put("key", value);
                assertEquals(value, map.get("key"));
            }
        }
    }

    @Test
    void classesOfTheUserHaveToBeAllowed() {
        try (Manager manager = listening()) {
            ConcurrentMap<String, Object> map = manager.newMap();
            assertThrows(SerializationException.class, () -> map.put("key", new Point(1, 2)));
            assertEquals(0, map.size());
        }
        try (Manager manager = Manager.builder()
                .address("localhost", 0)
                .authKey(KEY)
                .allow(Point.class)
                .startInProcess()) {
            Map<String, Point> map = manager.newMap();
            map.put("key", new Point(1, 2));
            assertEquals(new Point(1, 2), map.get("key"));
        }
    }

    private static void assertProxiesTravelInside(Manager manager) throws Exception {
        Map<String, Object> map = manager.newMap();
        map.put("list", manager.newList(List.of(1, 2)));
        System.gc();
        assertEquals(List.of(1, 2), map.get("list"));
    }

    @Test
    void proxiesTravelInsideOtherProxies() throws Exception {
        try (Manager manager = listening()) {
            assertProxiesTravelInside(manager);
        }
    }

    @Test
    void proxiesTravelInsideOtherProxiesOfAServerJvm() throws Exception {
        try (Manager manager =
                Manager.builder().address("localhost", 0).authKey(KEY).start()) {
            assertProxiesTravelInside(manager);
        }
    }

    @Test
    void programCanComeAndGoAgainAndAgain() {
        try (Manager manager = listening()) {
            for (int i = 0; i < 100; i++) {
                // Of this same JVM, so that it is the same client that comes again.
                try (Manager visitor = Manager.connect(address(manager), KEY)) {
                    assertEquals(0, visitor.newList().size());
                }
            }
        }
    }
}
