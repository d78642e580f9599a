/** Programs that show the library at work, each started by {@code examples/run NAME}. */
package io.processpool.examples;
