package io.processpool.pool;

import io.processpool.internal.spawn.EndOfJvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The child processes of this JVM that live, and their end at its end. Thread-safe. */
final class ActiveChildren {
    // Guarded by the class. In the order of their starts.
    private static final Map<ChildProcess, ChildLife> LIVING = new LinkedHashMap<>();
    private static boolean hasHook;
    private static boolean ending;

    private ActiveChildren() {}

    /**
     * To be called before a child is launched, so that none is launched of which the end of this JVM does not know.
     *
     * @throws IllegalStateException if this JVM is about to end
     */
    static synchronized void checkMayStart() {
        if (ending) {
            throw new IllegalStateException("This JVM is about to end: no process can be started");
        }
        if (!hasHook) {
            new EndOfJvm("children-shutdown", ActiveChildren::endAll).await();
            hasHook = true;
        }
    }

    static synchronized void add(ChildProcess process, ChildLife life) {
        LIVING.put(process, life);
        if (ending) {
            life.kill();
        }
    }

    static synchronized void remove(ChildProcess process) {
        LIVING.remove(process);
    }

    static synchronized List<ChildProcess> list() {
        return List.copyOf(LIVING.keySet());
    }

    private static void endAll() {
        List<ChildLife> lives = beginEnding();
        lives.forEach(ChildLife::terminate);
        long deadline = System.nanoTime() + ChildLife.GRACE_NANOS;
        try {
            for (ChildLife life : lives) {
                life.awaitEnd(deadline - System.nanoTime());
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
        lives.forEach(ChildLife::kill);
        lives.forEach(ChildLife::bury);
    }

    private static synchronized List<ChildLife> beginEnding() {
        ending = true;
        return new ArrayList<>(LIVING.values());
    }
}
