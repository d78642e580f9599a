package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class CallOptionsTest {

    /** Made by {@code chunksize, extra = divmod(n, 4 * workers); chunksize += bool(extra)}, as CPython's pool does. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "4, 1, 1",
        "5, 1, 2",
        "8, 1, 2",
        "9, 1, 3",
        "16, 4, 1",
        "17, 4, 2",
        "32, 4, 2",
        "33, 4, 3",
        "100, 4, 7",
        "1000, 4, 63",
        "1000000, 2, 125000",
        "1000001, 2, 125001",
        "3, 8, 1",
        "2147483647, 1, 536870912",
        "2147483647, 1000000000, 1",
        "10, 536870912, 1"
    })
    void theDefaultChunkSizeIsPythons(int items, int workers, int chunkSize) {
        assertEquals(chunkSize, CallOptions.DEFAULT.chunkSizeFor(items, workers));
    }

    @Test
    void theDefaultIsTheCeilingOfItemsByFourTimesWorkers() {
        for (int workers = 1; workers < 20; workers++) {
            for (int items = 1; items < 500; items++) {
                int expected = items / (4 * workers) + (items % (4 * workers) == 0 ? 0 : 1);
                assertEquals(expected, CallOptions.DEFAULT.chunkSizeFor(items, workers));
            }
        }
    }

    @Test
    void noItemsStillHaveAChunkSize() {
        assertEquals(1, CallOptions.DEFAULT.chunkSizeFor(0, 4));
    }

    @Test
    void aGivenChunkSizeIsTaken() {
        assertEquals(20, CallOptions.DEFAULT.withChunkSize(20).chunkSizeFor(1_000_000, 1));
    }

    @Test
    void aChunkSizeBelowOneIsRefused() {
        for (int size : new int[] {0, -1, Integer.MIN_VALUE}) {
            Exception failure =
                    assertThrows(IllegalArgumentException.class, () -> CallOptions.DEFAULT.withChunkSize(size));
            assertTrue(failure.getMessage().contains(String.valueOf(size)));
        }
    }
}
