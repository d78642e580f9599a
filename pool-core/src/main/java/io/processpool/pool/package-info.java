/**
 * Child JVMs that run tasks: a {@link io.processpool.pool.ProcessPool} for many, a {@link io.processpool.pool.ChildProcess} for one.
 *
 * <p>{@link io.processpool.pool.TaskSubmitter} has the calls and their options, {@link io.processpool.pool.ProcessPoolBuilder} the options of a pool,
 * {@link io.processpool.pool.AsyncResult} what an asynchronous call gives back. A task that fails is told of by its own exception, by
 * {@link io.processpool.pool.TaskException} around a checked one, or by {@link io.processpool.pool.WorkerDiedException} and
 * {@link io.processpool.pool.TaskTimeoutException} where it had no chance to throw any.
 */
package io.processpool.pool;
