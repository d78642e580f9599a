package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.RemoteFunction;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks may wait for each other: as many as there are workers meet, whatever the batching does. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class BarrierTest {
    private static ProcessPool pool;

    @TempDir
    private Path directory;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(4);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    /** Waits until so many tasks have arrived; fails if they do not. */
    private static long meet(Path barrier, int party, int parties) throws Exception {
        Files.createFile(barrier.resolve("party-" + party));
        Await.until(parties + " tasks at the barrier", () -> arrived(barrier) == parties);
        return ProcessHandle.current().pid();
    }

    private static long arrived(Path barrier) throws IOException {
        try (Stream<Path> files = Files.list(barrier)) {
            return files.count();
        }
    }

    private void assertMet(List<Long> pids) {
        assertEquals(4, new TreeSet<>(pids).size(), "each on a worker of its own");
    }

    private RemoteFunction<Integer, Long> meeting() {
        Path barrier = directory;
        return n -> meet(barrier, n, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void fourTasksMeetWhateverTheChunkSize(int chunkSize) {
        assertMet(pool.withChunkSize(chunkSize).map(meeting(), MapTest.range(4)));
    }

    @Test
    void fourTasksMeetWithTheDefaultChunkSize() {
        assertMet(pool.map(meeting(), MapTest.range(4)));
    }

    @Test
    void fourCallsMeet() {
        List<AsyncResult<Long>> results = new ArrayList<>();
        for (int n : MapTest.range(4)) {
            results.add(pool.applyAsync(meeting(), n));
        }
        assertMet(results.stream().map(AsyncResult::join).toList());
    }

    @Test
    void fourTasksOfAnIterationMeet() {
        List<Long> pids = new ArrayList<>();
        pool.withChunkSize(4).imap(meeting(), MapTest.range(4)).forEachRemaining(pids::add);
        assertMet(pids);
    }

    @Test
    void lastFourOfManyQuickTasksInOneChunkMeet() {
        Path barrier = directory;
        List<Long> pids = pool.withChunkSize(1000)
                .map(n -> n < 996 ? Long.valueOf(0) : Long.valueOf(meet(barrier, n, 4)), MapTest.range(1000));
        assertMet(pids.subList(996, 1000));
    }

    @Test
    void tasksMeetInTheMiddleOfManyQuickOnes() {
        Path barrier = directory;
        List<Long> pids = pool.map(
                n -> n < 500 || n >= 504 ? Long.valueOf(0) : Long.valueOf(meet(barrier, n, 4)), MapTest.range(2000));
        assertMet(pids.subList(500, 504));
    }
}
