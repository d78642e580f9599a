package io.processpool.logback;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who stands back from a turn that is taken. */
@Timeout(20)
class PatienceTest {
    private final Patience patience = new Patience();

    private void haveTurns(int events) {
        for (int i = 0; i < events; i++) {
            patience.hadTurn();
        }
    }

    @Test
    void aProcessThatWritesAsFastAsItCanStandsBackOnceForEachOfItsTurns() {
        haveTurns(10_000_000);
        assertTrue(patience.standBack());
        assertFalse(patience.standBack());
        haveTurns(10_000_000);
        assertTrue(patience.standBack());
    }

    @Test
    void aFewEventsAreNoHurry() {
        haveTurns(3);
        assertFalse(patience.standBack());
    }

    @Test
    void norAreManyOverALongTime() {
        for (long start = System.nanoTime(); System.nanoTime() - start < 20_000_000; ) {
            LockSupport.parkNanos(100_000);
            patience.hadTurn();
        }
        haveTurns(50);
        assertFalse(patience.standBack());
    }
}
