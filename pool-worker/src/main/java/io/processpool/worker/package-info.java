/**
 * What runs in a child JVM: {@link io.processpool.worker.WorkerMain} is started by a {@code ProcessPool}, never by hand.
 */
package io.processpool.worker;
