package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.pool.Broadcast;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A value reaches each worker once, lives as long as it is open, and is the same object for all tasks of a worker. */
@Timeout(60)
class BroadcastTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

    /** Counts in each JVM how often it was rebuilt. */
    static final class Table implements Serializable {
        private static final long serialVersionUID = 1L;
        private static int rebuilt;

        final int[] numbers = IntStream.range(0, 1000).toArray();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            rebuilt++;
        }
    }

    private static int rebuiltWhenRead(Broadcast<Table> table, int i) {
        assertEquals(i, table.value().numbers[i]);
        return Table.rebuilt;
    }

    @Test
    void eachWorkerRebuildsItOnce() {
        try (ProcessPool pool = ProcessPool.create(2)) {
            Broadcast<Table> table = pool.broadcast(new Table());
            List<Integer> times = pool.withChunkSize(1).map(i -> rebuiltWhenRead(table, i), ITEMS);
            assertEquals(Set.of(1), new HashSet<>(times));
        }
    }

    private static int lengthOf(Map<String, Broadcast<String>> texts) {
        return texts.get("a").value().length();
    }

    @Test
    void itTravelsInsideArgumentsAndInResults() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            Broadcast<String> text = pool.broadcast("twelve chars");
            assertEquals(12, pool.apply(BroadcastTest::lengthOf, Map.of("a", text)));
            assertSame(text, pool.apply(same -> same, text));
            assertEquals("twelve chars", text.value());
        }
    }

    @Test
    void aReplacedWorkerGetsItToo() {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).maxTasksPerChild(1).build()) {
            Broadcast<String> text = pool.broadcast("value");
            assertEquals(List.of("value0", "value1", "value2"), pool.map(i -> text.value() + i, List.of(0, 1, 2)));
        }
    }

    @Test
    void aClosedOneCannotBeReadByWhoHasNotReadIt() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            Broadcast<String> text = pool.broadcast("value");
            text.close();
            text.close();
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> pool.apply(each -> each.value(), text));
            assertTrue(refused.getMessage().contains("was closed"), refused.getMessage());
            assertThrows(IllegalStateException.class, text::value);
        }
    }

    @Test
    void itEndsWithItsPool() {
        Broadcast<String> text;
        try (ProcessPool pool = ProcessPool.create(1)) {
            text = pool.broadcast("value");
            assertEquals("value", text.value());
        }
        assertThrows(IllegalStateException.class, text::value);
    }

    @Test
    void aLockInItIsRefused() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            RuntimeError refused =
                    assertThrows(RuntimeError.class, () -> pool.broadcast(List.of(ProcessLock.create())));
            assertTrue(refused.getMessage().contains("the broadcast value"), refused.getMessage());
        }
    }

    @Test
    void nullIsAValue() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            Broadcast<String> nothing = pool.broadcast(null);
            assertNull(pool.apply(each -> each.value(), nothing));
        }
    }

    @Test
    void aPoolThatIsNotRunningRefuses() {
        ProcessPool pool = ProcessPool.create(1);
        pool.close();
        assertThrows(IllegalStateException.class, () -> pool.broadcast(1));
    }
}
