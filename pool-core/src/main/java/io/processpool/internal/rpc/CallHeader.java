package io.processpool.internal.rpc;

/**
 * What a call says before its arguments.
 *
 * @param object whose method it is
 * @param thread of the client, which locks take for their owner
 * @param method the text of its {@link MethodKey}
 */
public record CallHeader(long object, long thread, String method) {}
