package io.processpool.internal.wire;

import io.processpool.RuntimeError;

/**
 * Something in an object graph that may not travel.
 *
 * @param node the object and the way to it
 * @param failure what was thrown when it was written; null for a JDK lock, which the stream would have let pass
 */
record Obstacle(GraphNode node, Throwable failure) {

    boolean isLock() {
        return failure == null;
    }

    /** Whether it is one of our own locks, which refuse themselves. */
    boolean isRefusal() {
        return failure instanceof RuntimeError;
    }

    String path() {
        return node.path();
    }
}
