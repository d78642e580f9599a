package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its writes of an event in turn. */
@Timeout(60)
class EventFailPointTest {

    Mortal bear(int writes) throws Exception {
        return new SimulatedProcess(writes);
    }

    @Test
    void whatTheDeadHasSetWakesAll() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessEvent event = ProcessEvent.create();
            FutureTask<Boolean> waiter = BodyChild.inThread(() -> event.await(Mortal.LONG));
            BodyChild.until(() -> Mortal.isWaitedFor(event));
            mortal.start(event::set);
            boolean survived = mortal.survived();
            assertTrue(event.isSet() || !survived);
            if (!event.isSet()) {
                assertFalse(waiter.isDone());
                event.set();
            }
            assertTrue(waiter.get());
            assertGoodToUse(event);
        });
    }

    @Test
    void clear() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessEvent event = ProcessEvent.create();
            event.set();
            mortal.start(event::clear);
            assertTrue(mortal.survived() != event.isSet());
            assertGoodToUse(event);
        });
    }

    @Test
    void waitForIt() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessEvent event = ProcessEvent.create();
            mortal.start(() -> assertTrue(event.await(Mortal.LONG)));
            BodyChild.until(() -> mortal.hasEnded() || Mortal.isWaitedFor(event));
            FutureTask<Boolean> other = BodyChild.inThread(() -> event.await(Mortal.LONG));
            event.set();
            assertTrue(other.get());
            mortal.survived();
            assertGoodToUse(event);
        });
    }

    private static void assertGoodToUse(ProcessEvent event) throws Exception {
        event.clear();
        assertFalse(event.isSet());
        FutureTask<Boolean> waiter = BodyChild.inThread(() -> event.await(Mortal.LONG));
        BodyChild.until(() -> Mortal.isWaitedFor(event));
        event.set();
        assertTrue(waiter.get());
    }
}
