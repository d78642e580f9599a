package io.processpool.manager;

import io.processpool.InterProcessEvent;
import io.processpool.internal.rpc.EventService;
import io.processpool.internal.rpc.ObjectKind;
import java.time.Duration;

/** An event in a manager's server. */
final class EventProxy extends ManagedObject implements InterProcessEvent {
    private static final long serialVersionUID = 1L;

    private final transient EventService event;

    EventProxy(ObjectReference reference) {
        super(ObjectKind.EVENT, reference);
        event = Stub.of(EventService.class, reference);
    }

    @Override
    public boolean isSet() {
        return event.isSet();
    }

    @Override
    public void set() {
        event.set();
    }

    @Override
    public void clear() {
        event.clear();
    }

    @Override
    public void await() throws InterruptedException {
        event.await(Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return event.await(Timeout.nanos(timeout));
    }

    @Override
    public String toString() {
        return "ManagerEvent[" + Description.of(() -> isSet() ? "set" : "unset") + "]";
    }
}
