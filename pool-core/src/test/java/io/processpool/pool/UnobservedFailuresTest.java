package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnobservedFailuresTest {
    private final Warnings warnings = new Warnings();
    private final UnobservedFailures unobserved = new UnobservedFailures();
    private final Object result = new Object();

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void isToldOnceWithItsCause() {
        unobserved.add(result, "call one", new IllegalStateException("why"));
        assertEquals(List.of(), warnings.messages());
        unobserved.tellAll();
        unobserved.tellAll();
        assertEquals(1, warnings.about("call one").size());
        assertTrue(warnings.messages().get(0).contains("why"));
        assertEquals("why", warnings.onlyCause());
    }

    @Test
    void isToldWhateverItSaysOfItself() {
        unobserved.add(result, "call one", new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("played");
            }
        });
        unobserved.add(result, "call two", new IllegalStateException("why"));
        unobserved.tellAll();
        assertEquals(1, warnings.about("call two").size());
    }

    @Test
    void isNotToldWhenSomebodyLooked() {
        unobserved.add(result, "call two", new IllegalStateException("why")).observed();
        unobserved.tellAll();
        assertEquals(List.of(), warnings.messages());
    }

    @Test
    void isToldWhenItsResultIsGarbage() throws InterruptedException {
        unobserved.add(new Object(), "call three", new IllegalStateException("why"));
        collectUntilToldOf("call three");
        unobserved.tellAll();
        assertEquals(1, warnings.about("call three").size());
    }

    @Test
    void garbageThatWasLookedAtIsNotTold() throws InterruptedException {
        unobserved
                .add(new Object(), "looked at", new IllegalStateException("a"))
                .observed();
        unobserved.add(new Object(), "not looked at", new IllegalStateException("b"));
        collectUntilToldOf("not looked at");
        assertEquals(1, warnings.messages().size());
    }

    @Test
    void atMostAThousandAreKeptAndTheOldestIsTold() {
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < 1002; i++) {
            Object each = new Object();
            results.add(each);
            unobserved.add(each, "call number " + i + ";", new IllegalStateException("why"));
        }
        assertEquals(2, warnings.messages().size());
        assertEquals(1, warnings.about("call number 0;").size());
        assertEquals(1, warnings.about("call number 1;").size());
        unobserved.tellAll();
        assertEquals(1002, warnings.messages().size());
        assertEquals(1, warnings.about("call number 1001;").size());
        assertEquals(1002, results.size());
    }

    private void collectUntilToldOf(String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (warnings.about(what).isEmpty() && System.nanoTime() < deadline) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertEquals(1, warnings.about(what).size());
    }
}
