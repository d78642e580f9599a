package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.Bound;
import io.processpool.sync.ProcessLock;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What may not reach a new child is named as its user knows it, by the number of the argument. */
@Timeout(60)
class InitializersTest {

    private record Order(Object lock) implements Serializable {}

    private static void write(RemoteRunnable bound) {
        Initializers.write(List.of(), bound, "the initializer");
    }

    private static void assertPlace(String place, RemoteRunnable bound) {
        assertEquals(
                "the initializer" + place,
                assertThrows(RuntimeError.class, () -> write(bound)).place());
    }

    @Test
    void eachArgumentIsNamedByItsNumber() {
        ReentrantLock bad = new ReentrantLock();
        assertPlace(" -> argument 0", Bound.bind(a -> {}, bad));
        assertPlace(" -> argument 0", Bound.bind((a, b) -> {}, bad, 1));
        assertPlace(" -> argument 1", Bound.bind((a, b) -> {}, 0, bad));
        assertPlace(" -> argument 2", Bound.bind((a, b, c) -> {}, 0, 1, bad));
        assertPlace(" -> argument 1", Bound.bind((a, b, c, d) -> {}, 0, bad, 2, 3));
        assertPlace(" -> argument 3", Bound.bind((a, b, c, d) -> {}, 0, 1, 2, bad));
    }

    @Test
    void whatIsInsideAnArgumentIsNamedBehindIt() {
        ProcessLock good = ProcessLock.create();
        assertPlace(
                " -> argument 1[0] -> Order.lock",
                Bound.bind((a, b) -> {}, good, List.of(new Order(new ReentrantLock()))));
    }

    @Test
    void whatTheInitializerCapturesIsNamedWithoutAWordOfOurs() {
        ReentrantLock bad = new ReentrantLock();
        String lambda = " -> captured argument 0 of the lambda in " + InitializersTest.class.getName()
                + ".whatTheInitializerCapturesIsNamedWithoutAWordOfOurs";
        assertPlace(lambda, () -> bad.lock());
        assertPlace(lambda, Bound.bind(a -> bad.lock(), 1));
    }

    @Test
    void whatIsNotSerializableIsNamedInTheSameWay() {
        SerializationException failed = assertThrows(
                SerializationException.class, () -> write(Bound.bind((a, b) -> {}, 1, new Order(new Object()))));
        assertEquals("the initializer -> argument 1 -> Order.lock", failed.place());
    }
}
