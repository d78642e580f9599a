package io.processpool.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The calls that have not ended. Thread-safe. */
final class OpenCalls {
    private final Map<Long, Call> byId = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    long nextId() {
        return lastId.incrementAndGet();
    }

    void add(Call call) {
        byId.put(call.id, call);
    }

    /** Null if it is over. */
    Call get(long id) {
        return byId.get(id);
    }

    /** A call is over; false if that was told before. */
    boolean remove(Call call) {
        if (byId.remove(call.id) == null) {
            return false;
        }
        call.over();
        return true;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Whether the time of one has to be kept. */
    boolean isAnyTimed() {
        return byId.values().stream().anyMatch(call -> call.options.isTimed());
    }

    void forEach(Consumer<Call> action) {
        byId.values().forEach(action);
    }
}
