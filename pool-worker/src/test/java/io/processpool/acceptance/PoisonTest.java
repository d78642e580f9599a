package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteFunction;
import io.processpool.pool.FailedItem;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskException;
import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What kills or chokes the worker that receives it fails its own items, and goes round no further. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class PoisonTest {
    private static final int LARGE_BYTES = 100_000_000;

    /** A function that ends the JVM which rebuilds it. */
    private static final class DeadlyFunction implements RemoteFunction<Integer, Integer> {
        private void readObject(ObjectInputStream in) throws IOException {
            Runtime.getRuntime().halt(9);
        }

        @Override
        public Integer apply(Integer n) {
            return n;
        }
    }

    @Test
    void functionThatKillsItsReaderFailsEachItem() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            ResultIterator<Integer> results = pool.imap(new DeadlyFunction(), MapTest.range(3));
            for (int i = 0; i < 3; i++) {
                WorkerDiedException died = assertThrows(WorkerDiedException.class, results::next);
                assertEquals(i, died.itemIndex());
                assertEquals(9, died.exitCode());
            }
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    private static final class Hungry implements RemoteFunction<Integer, Integer> {
        private void readObject(ObjectInputStream in) throws IOException {
            throw new OutOfMemoryError("played");
        }

        @Override
        public Integer apply(Integer n) {
            return n;
        }
    }

    @Test
    void functionThatCannotBeRebuiltForWantOfMemoryFailsEachItem() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            ResultIterator<Integer> results = pool.imap(new Hungry(), MapTest.range(3));
            for (int i = 0; i < 3; i++) {
                TaskException thrown = assertThrows(TaskException.class, results::next);
                assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
            }
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    @Test
    void itemThatDoesNotFitIntoTheWorkersMemoryFailsAlone() {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx64m").build()) {
            List<byte[]> items = List.of(new byte[1], new byte[LARGE_BYTES], new byte[2]);
            ResultIterator<Integer> lengths = pool.imap(bytes -> bytes.length, items);
            assertEquals(1, lengths.next());
            TaskException thrown = assertThrows(TaskException.class, lengths::next);
            assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
            assertTrue(thrown.getMessage().contains("100000"), thrown::getMessage);
            assertEquals(1, FailedItem.of(thrown).orElseThrow().index());
            assertEquals(2, lengths.next());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    @Test
    void resultThatDoesNotFitIntoTheWorkersMemoryOnceMoreFailsAlone() {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx96m").build()) {
            for (int mebibytes = 16; mebibytes <= 64; mebibytes += 4) {
                int length = mebibytes << 20;
                try {
                    assertEquals(length, pool.apply(n -> new byte[n], length).length);
                } catch (TaskException thrown) {
                    assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
                }
            }
        }
    }

    @Test
    void functionThatDoesNotFitIntoTheWorkersMemoryFailsItsItems() {
        byte[] captured = new byte[LARGE_BYTES];
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx64m").build()) {
            ResultIterator<Integer> sums = pool.imap(n -> n + captured.length, MapTest.range(2));
            for (int i = 0; i < 2; i++) {
                assertInstanceOf(
                        OutOfMemoryError.class,
                        assertThrows(TaskException.class, sums::next).getCause());
            }
            assertEquals(1, pool.apply(() -> 1));
        }
    }
}
