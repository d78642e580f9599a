/**
 * The words that all of the library has in common: code that travels ({@code Remote...}), several arguments ({@link io.processpool.Args}), what a task sees of
 * a lock wherever it lives ({@code InterProcess...}), and the failures of what cannot travel.
 *
 * <p>Begin with {@link io.processpool.pool.ProcessPool}. {@link io.processpool.sync} has the locks that workers share, {@link io.processpool.shared} values and
 * arrays in shared memory, {@link io.processpool.manager} objects that grow or that other machines share, {@link io.processpool.logback} a log file for all
 * processes.
 *
 * <p>In all of these packages null is an argument only where its description says so; elsewhere it is a {@link java.lang.NullPointerException} of the call.
 */
package io.processpool;
