package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.manager.ManagedValue;
import io.processpool.manager.Namespace;
import io.processpool.pool.ProcessPool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A manager's queues, values and namespaces. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerQueueTest extends OneManager {
    @Test
    void queueKeepsTheOrderAndItsBound() throws Exception {
        BlockingQueue<Integer> queue = manager.newQueue(2);
        assertTrue(queue.offer(1));
        queue.put(2);
        assertFalse(queue.offer(3));
        assertFalse(queue.offer(3, 10, TimeUnit.MILLISECONDS));
        assertThrows(IllegalStateException.class, () -> queue.add(3));
        assertEquals(0, queue.remainingCapacity());
        assertEquals(1, queue.peek());
        assertEquals(List.of(1, 2), new ArrayList<>(queue));
        assertEquals(1, queue.take());
        assertEquals(2, queue.remove());
        assertNull(queue.poll());
        assertNull(queue.poll(10, TimeUnit.MILLISECONDS));
        assertThrows(NoSuchElementException.class, queue::element);
        assertThrows(NoSuchElementException.class, queue::remove);
        assertThrows(IllegalArgumentException.class, () -> manager.newQueue(0));
    }

    @Test
    void waitingPutAndTakeGoOn() throws Exception {
        BlockingQueue<String> queue = manager.newQueue(1);
        OtherThread<String> taker = OtherThread.call(queue::take);
        taker.assertWaits();
        queue.put("first");
        assertEquals("first", taker.get());
        queue.put("second");
        OtherThread<Void> putter = OtherThread.run(() -> queue.put("third"));
        putter.assertWaits();
        assertEquals("second", queue.poll());
        putter.get();
        assertEquals("third", queue.poll(1, TimeUnit.HOURS));
    }

    @Test
    void queueIsACollection() {
        BlockingQueue<String> queue = manager.newQueue();
        queue.addAll(List.of("a", "b", "c", "d"));
        assertTrue(queue.contains("b"));
        assertTrue(queue.remove("b"));
        assertFalse(queue.remove("b"));
        Iterator<String> iterator = queue.iterator();
        iterator.next();
        iterator.remove();
        assertEquals(List.of("c", "d"), List.of(queue.toArray(new String[0])));
        List<String> drained = new ArrayList<>();
        assertEquals(0, queue.drainTo(drained, 0));
        assertEquals(1, queue.drainTo(drained, 1));
        assertEquals(1, queue.drainTo(drained));
        assertEquals(List.of("c", "d"), drained);
        queue.add("x");
        queue.clear();
        assertTrue(queue.isEmpty());
    }

    @Test
    void whatIsWrongIsRefusedBeforeAnythingIsTaken() {
        BlockingQueue<String> queue = manager.newQueue();
        queue.add("kept");
        assertThrows(NullPointerException.class, () -> queue.add(null));
        assertThrows(NullPointerException.class, () -> queue.put(null));
        assertThrows(NullPointerException.class, () -> queue.offer(null, 1, TimeUnit.SECONDS));
        assertFalse(queue.contains(null));
        assertFalse(queue.remove(null));
        assertThrows(NullPointerException.class, () -> queue.drainTo(null));
        assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue));
        assertEquals("kept", queue.poll());
    }

    private static int produce(BlockingQueue<Integer> queue, int n) throws InterruptedException {
        queue.put(n);
        return n;
    }

    @Test
    void whatWorkersPutInComesOutOnce() throws Exception {
        BlockingQueue<Integer> queue = manager.newQueue(5);
        List<Integer> taken = new ArrayList<>();
        try (ProcessPool pool = ProcessPool.create(2)) {
            var produced = pool.withChunkSize(1).mapAsync(n -> produce(queue, n), MapTest.range(100));
            for (int i = 0; i < 100; i++) {
                taken.add(queue.take());
            }
            produced.get();
        }
        assertEquals(100, new TreeSet<>(taken).size());
        assertTrue(queue.isEmpty());
    }

    private static int add(ManagedValue<Integer> value, int n) {
        return value.update(old -> old + 1);
    }

    @Test
    void noUpdateOfAValueIsLost() {
        ManagedValue<Integer> value = manager.newValue(0);
        try (ProcessPool pool = ProcessPool.create(2)) {
            pool.withChunkSize(1).map(n -> add(value, n), MapTest.range(200));
        }
        assertEquals(200, value.get());
        assertEquals(200, value.getAndSet(null));
        assertNull(value.get());
        assertTrue(value.compareAndSet(null, 7));
        assertFalse(value.compareAndSet(8, 9));
        value.set(1);
        assertEquals("ManagedValue[1]", value.toString());
    }

    @Test
    void namespaceKeepsValuesAndNulls() {
        Namespace namespace = manager.newNamespace();
        namespace.set("x", 1);
        namespace.set("nothing", null);
        int x = namespace.get("x");
        assertEquals(1, x);
        assertNull(namespace.<Object>get("nothing"));
        assertEquals(Set.of("x", "nothing"), namespace.names());
        assertTrue(namespace.remove("nothing"));
        assertFalse(namespace.remove("nothing"));
        assertThrows(NoSuchElementException.class, () -> namespace.get("nothing"));
        assertThrows(NullPointerException.class, () -> namespace.set(null, 1));
    }
}
