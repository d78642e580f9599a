package io.processpool.pool;

import io.processpool.internal.process.Child;
import io.processpool.internal.spawn.ProcessEvents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a dead child held. It is freed first of all, before anything of the child is read, since others wait for it; who
 * tells of it waits until it is known what the child ran.
 */
final class Estate {
    private static final long READING_MILLIS = 10_000;

    private final Child child;
    private final CompletableFuture<String> description = new CompletableFuture<>();
    private final List<String> held;

    private Estate(Child child) {
        this.child = child;
        this.held = ProcessEvents.died(child.identity(), this::described);
    }

    /** Frees what a child held, which is dead and was waited for. */
    static Estate release(Child child) {
        return new Estate(child);
    }

    /** It is known what the child ran. */
    void describe(String what) {
        description.complete(what);
    }

    /** What the child held, such as "a ProcessLock". */
    List<String> held() {
        return held;
    }

    private String described() {
        try {
            return description.get(READING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notTold) {
            return child.name();
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
            return child.name();
        }
    }
}
