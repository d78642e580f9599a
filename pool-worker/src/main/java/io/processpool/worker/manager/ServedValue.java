package io.processpool.worker.manager;

import io.processpool.internal.rpc.ValueService;
import java.util.Objects;

/** One value. Thread-safe. */
final class ServedValue implements ValueService {
    private Object value; // guarded by this

    ServedValue(Object value) {
        this.value = value;
    }

    @Override
    public synchronized Object get() {
        return value;
    }

    @Override
    public synchronized void set(Object to) {
        value = to;
    }

    @Override
    public synchronized Object getAndSet(Object to) {
        Object before = value;
        value = to;
        return before;
    }

    @Override
    public synchronized boolean compareAndSet(Object expected, Object to) {
        if (!Objects.equals(value, expected)) {
            return false;
        }
        value = to;
        return true;
    }
}
