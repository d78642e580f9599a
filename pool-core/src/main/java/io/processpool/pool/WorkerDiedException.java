package io.processpool.pool;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A worker ended while it had an item: {@code System.exit} or {@code Runtime.halt} in the task, a crash, a signal. It costs that item only; the
 * pool starts another worker.
 *
 * <p>The first line of the message says which worker and which item, the others what else is known:
 *
 * <pre>
 *   Worker died: worker=pool-1-worker-4, pid=1146, exitCode=137 (SIGKILL), running item 55 of map (call 3)
 *     item: Order[42]
 *     reason: killed by a signal that its pool has not sent
 *     it held: a ProcessLock
 *     last lines of its standard error:
 *       ...
 * </pre>
 */
public final class WorkerDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Death death;
    private final long itemIndex;
    private final String item;

    WorkerDiedException(Death death, LostItem lost, String call) {
        super("Worker died: " + death.headline() + ", " + lost.stage() + " item " + lost.index() + " of " + call
                + (lost.text() == null ? "" : "\n  item: " + lost.text()) + death.details());
        this.death = death;
        this.itemIndex = lost.index();
        this.item = lost.text();
    }

    /**
     * The name of the worker.
     *
     * @return such as {@code pool-1-worker-3}
     */
    public String worker() {
        return death.worker();
    }

    /**
     * The process id of the worker.
     *
     * @return the pid, which another process may have by now
     */
    public long pid() {
        return death.pid();
    }

    /**
     * The exit code of the worker.
     *
     * @return what it gave to {@code System.exit}; 128 + n after signal n
     */
    public int exitCode() {
        return death.exitCode();
    }

    /**
     * The signal that ended the worker, by its exit code.
     *
     * @return such as {@code SIGKILL}; empty if it was none
     */
    public Optional<String> signal() {
        return Optional.ofNullable(Death.signal(death.exitCode()));
    }

    /**
     * Which item the worker had.
     *
     * @return its index within its call, from 0
     */
    public long itemIndex() {
        return itemIndex;
    }

    /**
     * What the item looks like.
     *
     * @return the first 200 characters of its {@code toString()}, or in parentheses why it could not be asked for: it had more than a mebibyte, or the worker
     *     had not read it; empty for an {@code apply} without arguments
     */
    public Optional<String> item() {
        return Optional.ofNullable(item);
    }

    /**
     * Why the worker died.
     *
     * @return the reason, as far as it can be known
     */
    public DeathReason reason() {
        return death.reason();
    }

    /**
     * The locks that the worker held when it died. The next one to lock each takes it over.
     *
     * @return such as {@code a ProcessLock}; one that was taken over twice before this process knew of the death may be missing
     */
    public List<String> heldLocks() {
        return death.heldLocks();
    }

    /**
     * What the worker, in this or an earlier item, printed last on its standard error.
     *
     * @return the lines, at most 20 and 4 KiB; empty if it never printed any
     */
    public List<String> lastErrorLines() {
        return death.lastErrorLines();
    }

    /**
     * What the worker's JVM wrote about its crash. Nobody removes it.
     *
     * @return the path of its {@code hs_err_pid<pid>.log}; empty if there is none
     */
    public Optional<Path> crashReport() {
        return Optional.ofNullable(death.crashReport()).map(Path::of);
    }

    /**
     * The first lines of the {@linkplain #crashReport crash report}: the signal, the JVM, the problematic frame.
     *
     * @return the lines, at most 12; empty if there is none
     */
    public List<String> crashHead() {
        return death.crashHead();
    }
}
