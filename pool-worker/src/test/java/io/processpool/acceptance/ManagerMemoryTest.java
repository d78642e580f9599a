package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.manager.Manager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Little memory for much data, in a manager's server and in its clients. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerMemoryTest {
    @Test
    void emptyCollectionsTakeNoMemoryForWhatTheyHeld() {
        List<Integer> elements = MapTest.range(100_000);
        Map<Integer, Integer> entries = elements.stream().collect(Collectors.toMap(Function.identity(), n -> 0));
        List<Object> kept = new ArrayList<>(); // Proxies, or their objects would be gone.
        try (Manager manager = Manager.builder().jvmOptions("-Xmx48m").start()) {
            for (int i = 0; i < 30; i++) {
                Map<Integer, Integer> map = manager.newMap();
                map.putAll(entries);
                map.clear();
                Set<Integer> set = manager.newSet();
                set.addAll(elements);
                set.clear();
                List<Integer> list = manager.newList();
                list.addAll(elements);
                list.clear();
                Collections.addAll(kept, map, set, list);
            }
        }
        assertEquals(90, kept.size());
    }
}
