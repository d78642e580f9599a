package io.processpool.internal.rpc;

/**
 * What a call says before its arguments.
 *
 * @param object whose method it is
 * @param thread of the client, which locks take for their owner
 * @param method as {@link MethodKey} writes it
 */
public record CallHeader(long object, long thread, String method) {}
