package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log line or a debugger may ask a proxy for its text at any time. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerTextTest {
    private static Map<String, Object> proxies(Manager manager) {
        InterProcessLock lock = manager.newLock();
        manager.register(LongSupplier.class, () -> () -> ProcessHandle.current().pid());
        return Map.ofEntries(
                Map.entry("Manager", manager),
                Map.entry("ManagerLock", lock),
                Map.entry("ManagerReentrantLock", manager.newReentrantLock()),
                Map.entry("ManagerSemaphore", manager.newSemaphore(1)),
                Map.entry("ManagerCondition", manager.newCondition(lock)),
                Map.entry("ManagerEvent", manager.newEvent()),
                Map.entry("ManagerBarrier", manager.newBarrier(2)),
                Map.entry("ManagedValue", manager.newValue("x")),
                Map.entry("ManagerSet", manager.newSet()),
                Map.entry("ManagerQueue", manager.newQueue()),
                Map.entry("Namespace", manager.newNamespace()),
                Map.entry("LongSupplier", manager.create(LongSupplier.class)));
    }

    @Test
    void namesWhatItIsAndThatItsManagerIsClosed() {
        Manager manager = Manager.inProcess();
        Map<String, Object> proxies = proxies(manager);
        Map<String, Integer> hashes = hashes(proxies);
        Map<String, Integer> map = manager.newMap(Map.of("a", 1));
        List<Integer> list = manager.newList(List.of(1, 2));
        List<Integer> part = list.subList(0, 1);
        manager.close();
        proxies.forEach(ManagerTextTest::assertSaysClosed);
        assertSaysClosed("ManagerMap", map);
        assertSaysClosed("ManagerMap.keySet", map.keySet());
        assertSaysClosed("ManagerMap.values", map.values());
        assertSaysClosed("ManagerMap.entrySet", map.entrySet());
        assertSaysClosed("ManagerList", list);
        assertSaysClosed("ManagerList", part);
        assertEquals(hashes, hashes(proxies));
    }

    private static void assertSaysClosed(String name, Object proxy) {
        String text = proxy.toString();
        assertTrue(text.startsWith(name + "["), text);
        assertTrue(text.contains("it is closed"), text);
    }

    /** Of all that are no collections, whose hash codes are those of their elements. */
    private static Map<String, Integer> hashes(Map<String, Object> proxies) {
        return proxies.entrySet().stream()
                .filter(proxy -> !(proxy.getValue() instanceof Set))
                .peek(proxy -> assertEquals(proxy.getValue(), proxy.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, proxy -> proxy.getValue().hashCode()));
    }

    @Test
    void saysThatTheServerHasDied() throws Exception {
        try (Manager manager = Manager.start()) {
            Map<String, Object> proxies = proxies(manager);
            long pid = ((LongSupplier) proxies.get("LongSupplier")).getAsLong();
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            server.destroyForcibly();
            server.onExit().get();
            for (String name : proxies.keySet()) {
                if (!Set.of("Manager", "LongSupplier").contains(name)) {
                    String text = proxies.get(name).toString();
                    assertTrue(text.startsWith(name + "[") && text.contains("exitCode=137"), text);
                }
            }
        }
    }
}
