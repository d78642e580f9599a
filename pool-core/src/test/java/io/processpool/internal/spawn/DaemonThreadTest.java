package io.processpool.internal.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DaemonThreadTest {
    @Test
    void oneThatLastsGoesOnAfterItRanOutOfMemory() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Thread thread = DaemonThread.startLasting(
                () -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new OutOfMemoryError("played");
                    }
                },
                "lasting");
        thread.join();
        assertEquals(3, runs.get());
    }
}
