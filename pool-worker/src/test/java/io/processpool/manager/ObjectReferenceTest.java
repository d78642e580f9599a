package io.processpool.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processpool.InterProcessEvent;
import io.processpool.acceptance.Await;
import io.processpool.internal.rpc.EventService;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reference gives back when it is garbage. */
@Timeout(60)
class ObjectReferenceTest {
    private static long object(InterProcessEvent proxy) {
        return ((ManagedObject) proxy).reference().object();
    }

    private static void awaitThatGarbageIsReleased(Manager manager) throws Exception {
        EventService released = Stub.of(EventService.class, manager.client, object(manager.newEvent()));
        Await.until("an event without a proxy is gone", () -> {
            System.gc();
            try {
                return released.isSet();
            } catch (IllegalStateException gone) {
                return true;
            }
        });
    }

    /** As when the server cannot be reached for a moment. */
    @Test
    void referenceThatWasNotCountedGivesNothingBack() throws Exception {
        try (Manager manager = Manager.inProcess()) {
            long next = object(manager.newEvent()) + 1;
            WeakReference<?> tooEarly = new WeakReference<>(ObjectReference.retain(manager.client, next, 0));
            InterProcessEvent event = manager.newEvent();
            assertEquals(next, object(event));
            Await.until("it is garbage", () -> {
                System.gc();
                return tooEarly.get() == null;
            });
            awaitThatGarbageIsReleased(manager);
            assertFalse(event.isSet());
        }
    }
}
