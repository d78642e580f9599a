package io.processpool.pool;

import java.util.List;

/**
 * What died with a worker: the item that it ran, if it ran one; more only if its memory was broken.
 *
 * @param all as ranges of one item each
 * @param failed those of them that are not run again
 */
record Losses(List<Range> all, List<Range> failed) {}
