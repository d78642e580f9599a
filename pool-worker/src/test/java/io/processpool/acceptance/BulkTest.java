package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.internal.wire.BulkMemory;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.Outcome;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.WorkerDiedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments and results that are too large for a mailbox arrive whole, by shared memory and by sockets, whatever becomes of workers and calls. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class BulkTest {
    private static final int LARGE = 3 << 20;

    @TempDir
    private Path directory;

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    /** Around all limits: the mailbox's, that of shared memory's first segment and of the socket's buffers. */
    private static final int[] LENGTHS = {0, 1, 32_000, 32_767, 32_768, 65_536, 131_072, 1 << 20, (1 << 20) + 1, 5 << 20
    };

    private static List<byte[]> arrays() {
        Random random = new Random(5);
        List<byte[]> arrays = new ArrayList<>();
        for (int length : LENGTHS) {
            for (int i = 0; i < 5; i++) {
                byte[] array = new byte[length];
                random.nextBytes(array);
                arrays.add(array);
            }
        }
        return arrays;
    }

    /** With so many bytes of memory for bulks. */
    private static ProcessPool pool(long limit) {
        System.setProperty(BulkMemory.LIMIT_PROPERTY, Long.toString(limit));
        try {
            return ProcessPool.create(2);
        } finally {
            System.clearProperty(BulkMemory.LIMIT_PROPERTY);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4 << 20, 128 << 20})
    void arraysArriveWhole(long limit) {
        List<byte[]> arrays = arrays();
        List<Long> sums = arrays.stream().map(BulkTest::sum).toList();
        try (ProcessPool pool = pool(limit)) {
            assertEquals(sums, pool.map(BulkTest::sum, arrays));
            assertEquals(sums, pool.withChunkSize(1).map(BulkTest::sum, arrays));
            assertEquals(sums, pool.mapAsync(BulkTest::sum, arrays).join());
            try (ResultIterator<Long> results = pool.imap(BulkTest::sum, arrays)) {
                assertEquals(sums, results.stream().toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 128 << 20})
    void whatIsNoArrayArrivesWholeToo(long limit) {
        String text = "größer ".repeat(100_000);
        List<List<Integer>> lists = List.of(MapTest.range(100_000), MapTest.range(3));
        int[] numbers = {1, 2, 3};
        try (ProcessPool pool = pool(limit)) {
            int hash = pool.apply(String::hashCode, text);
            assertEquals(text.hashCode(), hash);
            assertEquals(List.of(100_000, 3), pool.map(List::size, lists));
            int sum = pool.apply(a -> a.length + a[1], Arrays.copyOf(numbers, 1_000_000));
            assertEquals(1_000_002, sum);
            byte[] captured = new byte[LARGE];
            int lengths = pool.apply(b -> captured.length + b.length, captured);
            assertEquals(2 * LARGE, lengths);
        }
    }

    private static long dieOnce(byte[] bytes, Path mark) {
        if (mark.toFile().mkdir()) {
            Runtime.getRuntime().halt(3);
        }
        return sum(bytes);
    }

    @Test
    void itIsReadAgainWhenItsWorkerHasDied() {
        List<byte[]> arrays = arrays();
        List<Long> sums = arrays.stream().map(BulkTest::sum).toList();
        Path mark = directory.resolve("died");
        try (ProcessPool pool = pool(128 << 20)) {
            assertEquals(sums, pool.withRetries(1).map(bytes -> dieOnce(bytes, mark), arrays));
        }
    }

    @Test
    void aDeathCostsOneItemAndNoMemory() {
        byte[] array = arrays().get(49);
        try (ProcessPool pool = pool(24 << 20)) {
            for (int i = 0; i < 6; i++) {
                AsyncResult<Long> doomed = pool.applyAsync(
                        bytes -> {
                            Runtime.getRuntime().halt(3);
                            return 0L;
                        },
                        array);
                assertThrows(WorkerDiedException.class, doomed::join);
                assertEquals(sum(array), pool.apply(BulkTest::sum, array));
            }
        }
    }

    @Test
    void aCallThatIsCancelledHurtsNoOther() throws Exception {
        List<byte[]> arrays = arrays();
        List<Long> sums = arrays.stream().map(BulkTest::sum).toList();
        try (ProcessPool pool = pool(24 << 20)) {
            for (int i = 0; i < 5; i++) {
                AsyncResult<List<Long>> cancelled = pool.mapAsync(BulkTest::slowSum, arrays);
                AsyncResult<List<Long>> other = pool.mapAsync(BulkTest::sum, arrays);
                cancelled.cancel(true);
                assertEquals(sums, other.join());
            }
        }
    }

    /** Looks twice, with time for others to write over it. */
    private static long slowSum(byte[] bytes) throws InterruptedException {
        Thread.sleep(5);
        return sum(bytes);
    }

    private static byte[] made(int seed) {
        byte[] bytes = new byte[LENGTHS[seed % LENGTHS.length]];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 8) + seed);
        }
        return bytes;
    }

    private static void assertMade(int seed, byte[] bytes) {
        assertArrayEquals(made(seed), bytes, () -> "result " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4 << 20, 128 << 20})
    void resultsArriveWhole(long limit) {
        List<Integer> seeds = MapTest.range(50);
        try (ProcessPool pool = pool(limit)) {
            for (int round = 0; round < 2; round++) {
                List<byte[]> results = pool.map(BulkTest::made, seeds);
                seeds.forEach(seed -> assertMade(seed, results.get(seed)));
                try (ResultIterator<byte[]> iterator = pool.imap(BulkTest::made, seeds)) {
                    seeds.forEach(seed -> assertMade(seed, iterator.next()));
                }
                assertMade(49, pool.apply(BulkTest::made, 49));
            }
        }
    }

    private static String text(int length) {
        return "größer ".repeat(length);
    }

    private static List<Integer> list(int length) {
        return MapTest.range(length);
    }

    private static int[] numbers(int length) {
        return IntStream.range(0, length).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 128 << 20})
    void resultsThatAreNoBytesArriveWholeToo(long limit) {
        List<Integer> lengths = List.of(100_000, 10, 200_000, 20_000, 1, 100_000);
        try (ProcessPool pool = pool(limit)) {
            assertEquals(lengths.stream().map(BulkTest::text).toList(), pool.map(BulkTest::text, lengths));
            assertEquals(lengths.stream().map(BulkTest::list).toList(), pool.map(BulkTest::list, lengths));
            List<int[]> arrays = pool.map(BulkTest::numbers, lengths);
            for (int i = 0; i < lengths.size(); i++) {
                assertArrayEquals(numbers(lengths.get(i)), arrays.get(i));
            }
        }
    }

    private static byte[] madeOrDead(int seed) {
        if (seed == 24) {
            Runtime.getRuntime().halt(3);
        }
        return made(seed);
    }

    @Test
    void whatWasAnsweredBeforeADeathIsThereWhole() {
        List<Integer> seeds = MapTest.range(50);
        try (ProcessPool pool = pool(128 << 20)) {
            for (int round = 0; round < 2; round++) {
                List<Outcome<byte[]>> outcomes = pool.mapOutcomes(BulkTest::madeOrDead, seeds);
                for (Outcome<byte[]> outcome : outcomes) {
                    if (outcome instanceof Outcome.Success<byte[]> success) {
                        assertMade((int) success.index(), success.value());
                    } else {
                        assertEquals(24, outcome.index());
                        assertInstanceOf(WorkerDiedException.class, ((Outcome.Failure<byte[]>) outcome).error());
                    }
                }
            }
        }
    }

    @Test
    void aTaskMayThrowMuch() {
        try (ProcessPool pool = pool(128 << 20)) {
            for (int i = 0; i < 5; i++) {
                String message = "x".repeat(LARGE + i);
                IllegalStateException thrown = assertThrows(
                        IllegalStateException.class,
                        () -> pool.apply(
                                length -> {
                                    throw new IllegalStateException("x".repeat(length));
                                },
                                message.length()));
                assertEquals(message, thrown.getMessage());
            }
        }
    }
}
