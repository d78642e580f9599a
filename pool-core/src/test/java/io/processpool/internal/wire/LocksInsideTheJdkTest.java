package io.processpool.internal.wire;

import static io.processpool.internal.wire.PayloadRoundTripTest.roundTrip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lock inside a JDK class is that class's business. */
@Timeout(30)
class LocksInsideTheJdkTest {

    private record Holder(Object held) implements Serializable {}

    @Test
    void concurrentHashMapMayTravel() {
        Map<String, List<Integer>> map = new ConcurrentHashMap<>(Map.of("a", List.of(1)));
        assertEquals(map, roundTrip(map));
        assertEquals(new Holder(map), roundTrip(new Holder(map)));
        assertEquals(map.keySet(), roundTrip(map.keySet()));
        assertEquals(ConcurrentHashMap.newKeySet(), roundTrip(ConcurrentHashMap.newKeySet()));
    }

    static Stream<Collection<String>> collections() {
        List<String> elements = List.of("a", "b");
        return Stream.of(
                new LinkedBlockingQueue<>(elements),
                new LinkedBlockingDeque<>(elements),
                new ArrayBlockingQueue<>(5, true, elements),
                new PriorityBlockingQueue<>(elements),
                new LinkedTransferQueue<>(elements),
                new ConcurrentLinkedDeque<>(elements),
                new CopyOnWriteArrayList<>(elements),
                new CopyOnWriteArraySet<>(elements),
                new Vector<>(elements));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void concurrentCollectionMayTravel(Collection<String> collection) {
        Collection<?> read = assertInstanceOf(collection.getClass(), roundTrip(collection));
        assertEquals(List.of("a", "b"), new ArrayList<>(read));
        Holder holder = (Holder) roundTrip(new Holder(List.of(new Holder(collection))));
        assertEquals(1, ((List<?>) holder.held()).size());
    }

    @Test
    void synchronousQueueMayTravel() {
        assertInstanceOf(SynchronousQueue.class, roundTrip(new SynchronousQueue<>()));
        assertInstanceOf(SynchronousQueue.class, roundTrip(new SynchronousQueue<>(true)));
    }

    @Test
    void queueOfQueuesMayTravel() {
        BlockingQueue<Queue<String>> outer = new LinkedBlockingQueue<>();
        outer.add(new ArrayBlockingQueue<>(1));
        outer.add(new LinkedBlockingDeque<>(List.of("x")));
        assertEquals(2, ((Collection<?>) roundTrip(outer)).size());
    }

    private static final class MyQueue extends LinkedBlockingQueue<String> {
        private static final long serialVersionUID = 1L;
        private final String name = "mine";
    }

    @Test
    void usersSubclassOfABlockingQueueMayTravel() {
        MyQueue queue = new MyQueue();
        queue.add("x");
        assertEquals("x", ((MyQueue) roundTrip(queue)).peek());
        assertEquals("mine", ((MyQueue) roundTrip(queue)).name);
    }

    @Test
    void bigQueueIsDecidedQuickly() {
        LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        for (int i = 0; i < 100_000; i++) {
            queue.add(new Holder(i));
        }
        assertEquals(100_000, ((Collection<?>) roundTrip(queue)).size());
    }
}
