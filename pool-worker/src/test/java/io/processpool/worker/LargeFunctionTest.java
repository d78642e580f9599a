package io.processpool.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.RemoteFunction;
import io.processpool.pool.ProcessPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LargeFunctionTest {

    /** 60 KB each: together they are too large for the ring of tasks, unless its writer stands at its start. */
    @Test
    void aLargeFunctionAndALargeItemReachTheWorker() throws Exception {
        byte[] captured = new byte[60_000];
        RemoteFunction<byte[], Integer> task = item -> item.length + captured.length;
        ProcessPool pool = ProcessPool.create(1);
        try {
            int before = pool.apply(item -> item.length, new byte[50_000]);
            assertEquals(50_000, before);
            List<Integer> lengths = pool.withChunkSize(1)
                    .mapAsync(task, List.of(new byte[60_000], new byte[60_000]))
                    .get(30, TimeUnit.SECONDS);
            assertEquals(List.of(120_000, 120_000), lengths);
        } finally {
            pool.terminate();
            pool.join();
        }
    }
}
