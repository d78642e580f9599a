package io.processpool.pool;

/**
 * How long a pool is patient.
 *
 * @param graceNanos how long a task may take to end that is being ended
 * @param initializerNanos how long an initializer may take
 */
record TimeLimits(long graceNanos, long initializerNanos) {}
