package io.processpool.pool;

import io.processpool.internal.wire.Escort;

/**
 * Something serialized, which is kept until it has arrived.
 *
 * @param bytes the payload
 * @param escort what must live as long as the bytes are kept, see {@link Escort}; null for nothing
 */
record Message(byte[] bytes, Object escort) {}
