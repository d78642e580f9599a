package io.processpool.internal.rpc;

import java.util.UUID;

/**
 * Who speaks on a connection, from the client's side.
 *
 * @param client the same on all connections that live and die together: those of one JVM to one manager
 * @param pid of that JVM, for people
 * @param name of that JVM, for people
 */
public record Hello(UUID client, long pid, String name) {}
