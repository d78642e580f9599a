/**
 * Locks and their like in shared memory, for the processes of one family on one machine.
 *
 * <p>Each is made by its {@code create} method in the parent, and reaches a child when that starts: as an argument of an initializer or of a
 * {@link io.processpool.pool.ChildProcess}, or by {@link io.processpool.Inherit}. As the argument of a task it is refused with
 * {@link io.processpool.RuntimeError}. All of them survive the death of a process that holds them. None has to be closed: their memory goes with the process that created them.
 */
package io.processpool.sync;
