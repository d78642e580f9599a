package io.processpool.pool;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.Escort;
import io.processpool.internal.wire.Payload;
import java.util.HashMap;
import java.util.Map;

/** The broadcast values of a pool, which end with it, and what must live as long as they do. Thread-safe. */
final class Broadcasts {
    private static final Object NOTHING = new Object();

    // Guarded by this.
    private final Map<Broadcast<?>, Object> escorts = new HashMap<>();
    private boolean closed;

    /** Serializes a value and puts it into shared memory. */
    <T> Broadcast<T> add(T value) {
        Message message = write(value);
        Broadcast<T> broadcast = new Broadcast<>(BroadcastMemory.of(message.bytes()), value);
        BroadcastHandle.register(broadcast);
        synchronized (this) {
            if (!closed) {
                escorts.keySet().removeIf(each -> each.memory().isClosed());
                escorts.put(broadcast, message.escort() == null ? NOTHING : message.escort());
                return broadcast;
            }
        }
        broadcast.close();
        throw new IllegalStateException("Pool not running");
    }

    private static Message write(Object value) {
        try (Escort escort = Escort.open()) {
            byte[] bytes = Payload.write(value);
            return new Message(bytes, escort.joined());
        } catch (RuntimeError refused) {
            throw refused.at("the broadcast value");
        } catch (SerializationException failed) {
            throw failed.at("the broadcast value");
        }
    }

    /** The pool has ended. */
    synchronized void close() {
        closed = true;
        escorts.keySet().forEach(Broadcast::close);
        escorts.clear();
    }
}
