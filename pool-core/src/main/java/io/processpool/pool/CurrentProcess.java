package io.processpool.pool;

/**
 * This process, seen from inside, when it is a {@link ChildProcess} or a worker of a {@link ProcessPool}.
 *
 * @param name by which its parent calls it, such as {@code Process-1} or {@code pool-1-worker-3}
 * @param pid its process id
 * @param parentPid the process id of its parent; it ends itself when that is gone
 */
public record CurrentProcess(String name, long pid, long parentPid) {}
