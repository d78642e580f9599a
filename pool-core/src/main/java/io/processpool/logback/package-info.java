/** One log file for all processes, through Logback, which is an optional dependency. */
package io.processpool.logback;
