package io.processpool.pool;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.Escort;
import io.processpool.internal.wire.MethodReferences;
import io.processpool.internal.wire.Payload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The function of a call, serialized.
 *
 * <p>One that has no state, as a reference to a static method or a lambda that captures nothing, is the same in each call: it is serialized once, sent to each
 * worker once, and kept there. How long its items take is remembered from call to call.
 */
final class TaskFunction {
    private static final int MOST_LASTING = 10_000;
    private static final AtomicLong LASTING = new AtomicLong();

    /** By the class of the stateless function, then by that of what adapts it. */
    private static final ClassValue<Map<Class<?>, TaskFunction>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<Class<?>, TaskFunction> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>(2);
        }
    };

    private static final ClassValue<Boolean> STATELESS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isHidden() && type.isSynthetic() && type.getDeclaredFields().length == 0;
        }
    };

    private final long id;
    private final Message message;

    /** As the last call has seen it, of a function that is lasting; 0 for nothing. An estimate: the later of two calls at a time wins. */
    private volatile long nanosPerItem;

    /**
     * A function.
     *
     * @param id by which chunks name it; below 0 if it is lasting
     * @param message the payload
     */
    TaskFunction(long id, Message message) {
        this.id = id;
        this.message = message;
    }

    /**
     * Serializes a function, unless that has been done.
     *
     * @param callId its id if it is not lasting
     */
    static TaskFunction of(Object task, long callId) {
        Object inner = usersTask(task);
        if (inner == null || !STATELESS.get(inner.getClass())) {
            return new TaskFunction(callId, write(task));
        }
        Map<Class<?>, TaskFunction> known = KNOWN.get(inner.getClass());
        TaskFunction function = known.get(task.getClass());
        if (function == null) {
            long id = LASTING.get() < MOST_LASTING ? -LASTING.incrementAndGet() : callId;
            function = new TaskFunction(id, write(task));
            if (function.isLasting()) {
                known.put(task.getClass(), function);
            }
        }
        return function;
    }

    long id() {
        return id;
    }

    boolean isLasting() {
        return id < 0;
    }

    /** How long an item takes, as far as seen; 0 if not yet. */
    long nanosPerItem() {
        return nanosPerItem;
    }

    void learn(long nanos) {
        if (isLasting()) {
            nanosPerItem = nanos;
        }
    }

    byte[] bytes() {
        return message.bytes();
    }

    private static Message write(Object task) {
        try (Escort escort = Escort.open()) {
            MethodReferences.check(usersTask(task));
            return new Message(Payload.write(task), escort.joined());
        } catch (RuntimeError | SerializationException refused) {
            throw Initializers.placed(Initializers.refusalOf(usersTask(task), refused), "the task");
        }
    }

    private static Object usersTask(Object task) {
        return task instanceof Tasks.Adapter ? ((Tasks.Adapter) task).task() : task;
    }
}
