package io.processpool.worker.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.Hello;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client: a JVM that uses this manager.
 *
 * <p>Thread-safe.
 */
final class Session {
    private final Hello hello;
    private final Set<Twin> twins = ConcurrentHashMap.newKeySet();
    private final Set<ClientBound> bound = ConcurrentHashMap.newKeySet();

    /** How often it refers to each object. Guarded by the directory. */
    final Map<Long, Integer> references = new HashMap<>();

    // states: present -> dead, once. Who gives something to a client binds it first, under the lock of what is
    // given, and then looks at this; clientDied comes after it, under the same lock: so nothing is given to the dead
    // for good.
    private final AtomicBoolean isDead = new AtomicBoolean();

    private final AtomicInteger lostLocks = new AtomicInteger();

    private volatile boolean hasLeft;

    Session(Hello hello) {
        this.hello = hello;
    }

    UUID id() {
        return hello.client();
    }

    boolean isDead() {
        return isDead.get();
    }

    void add(Twin twin) {
        twins.add(twin);
    }

    /** It is to have something that it must lose when it dies; false if it is dead already, and must not get it. */
    boolean bind(ClientBound object) {
        bound.add(object);
        return !isDead();
    }

    /** It has nothing of that any more. */
    void unbind(ClientBound object) {
        bound.remove(object);
    }

    /** How many objects it has something of. */
    int boundObjects() {
        return bound.size();
    }

    /** It is about to end by itself, and has said so. */
    void leave() {
        hasLeft = true;
    }

    /** Whether it knows that it loses what it has. */
    boolean hasLeft() {
        return hasLeft;
    }

    /** Ends its calls, and takes back what it has; false if that was done. */
    boolean die() {
        if (!isDead.compareAndSet(false, true)) {
            return false;
        }
        bound.forEach(object -> object.clientDied(this));
        twins.forEach(Twin::disconnect);
        return true;
    }

    /** It is dying, and had a lock, which somebody else may have now. */
    void lostLock() {
        lostLocks.incrementAndGet();
    }

    /** Warns of its locks, unless it knows that it loses them. Blocks as long as the user's logger does, so nobody may wait for what it had. */
    void tellOfLostLocks() {
        int count = lostLocks.get();
        if (count > 0 && !hasLeft) {
            Log.warn(this + " is gone and held " + (count == 1 ? "a manager's lock" : count + " of a manager's locks")
                    + ": the next one to lock has it; look whether what it protects is whole");
        }
    }

    /** For people: {@code worker-3 pid=4711}. */
    @Override
    public String toString() {
        return hello.name() + " pid=" + hello.pid();
    }
}
