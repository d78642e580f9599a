package io.processpool.internal.wire;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Searches an object graph for what may not travel, the nearest to the root first.
 *
 * <p>Two views of each object are put together: a {@link Probe} says what the stream writes, {@link References} say
 * which of it the user referred to and by what name. A lock that a JDK class keeps for itself is in the first only.
 *
 * <p>Runs only after a failure, or when a lock was met.
 */
final class GraphWalk {

    private static final Set<Class<?>> LEAVES = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Class.class,
            StackTraceElement.class);

    private final Queue<GraphNode> queue = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Class<?>> writtenAsTheyAre = new HashSet<>();

    private GraphWalk() {}

    /** The first obstacle of the wanted sort, or null when there is none. */
    static Obstacle find(Object root, Predicate<Obstacle> wanted) {
        GraphWalk walk = new GraphWalk();
        walk.add(root, null);
        for (GraphNode node = walk.queue.poll(); node != null; node = walk.queue.poll()) {
            Obstacle obstacle = walk.examine(node);
            if (obstacle != null && wanted.test(obstacle)) {
                return obstacle;
            }
        }
        return null;
    }

    /** Whether an object has no references that matter. */
    static boolean isLeaf(Object object) {
        if (object == null || object instanceof Enum || LEAVES.contains(object.getClass())) {
            return true;
        }
        Class<?> type = object.getClass();
        return type.isArray() && type.getComponentType().isPrimitive();
    }

    static boolean isLock(Object object) {
        return Treatment.of(object) == Treatment.LOCK;
    }

    private void add(Object child, GraphNode parent) {
        if (!isLeaf(child) && seen.add(child)) {
            queue.add(new GraphNode(child, parent));
        }
    }

    private Obstacle examine(GraphNode node) {
        Probe probe = Probe.of(node.object());
        node.writtenAs(probe.written());
        if (probe.isRefusal()) {
            return new Obstacle(node, probe.failure()); // What is inside is not the user's.
        }
        if (isLock(node.written())) {
            return new Obstacle(node, null);
        }
        Children children = new Children(node, probe, writtenAsTheyAre, child -> add(child, node));
        boolean isChildAtFault = children.report();
        return probe.failure() == null || isChildAtFault ? null : new Obstacle(node, probe.failure());
    }
}
