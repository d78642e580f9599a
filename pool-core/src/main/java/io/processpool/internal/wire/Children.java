package io.processpool.internal.wire;

import java.io.Serializable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** The children of one object in a search: what the stream writes, traced back to the user's references. */
final class Children {

    /** How many more references than children are looked at for a match; some collections are nearly endless. */
    private static final int SPARE_REFERENCES = 1000;

    /** The same where a missed match would be an error: still not endless. */
    private static final int ALL_REFERENCES = 50_000_000;

    private final GraphNode node;
    private final Probe probe;

    /** Classes whose instances are written as themselves; shared by the whole search, to probe each only once. */
    private final Set<Class<?>> writtenAsTheyAre;

    private final Consumer<Object> found;

    /** What the stream writes and no reference has been found for yet. */
    private final Set<Object> unmatched = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether the object failed for another reason than its class. */
    private final boolean isChildSuspected;

    private int spareReferences;
    private boolean isAtFault;

    Children(GraphNode node, Probe probe, Set<Class<?>> writtenAsTheyAre, Consumer<Object> found) {
        this.node = node;
        this.probe = probe;
        this.writtenAsTheyAre = writtenAsTheyAre;
        this.found = found;
        for (Object child : probe.children()) {
            if (!GraphWalk.isLeaf(child)) {
                unmatched.add(child);
            }
        }
        isChildSuspected = probe.failure() != null && node.written() instanceof Serializable;
        boolean mustBeExact = isChildSuspected || unmatched.stream().anyMatch(GraphWalk::isLock);
        spareReferences = mustBeExact ? ALL_REFERENCES : probe.children().size() + SPARE_REFERENCES;
    }

    /**
     * Reports each child. A lock counts only when a user refers to it.
     *
     * @return whether the object failed because a child refused itself, which the child will say better
     */
    boolean report() {
        if (goesOn()) {
            node.visitReferences(this::match);
        }
        for (Object child : unmatched) {
            if (!GraphWalk.isLock(child) || isWrittenByUser(node.written().getClass())) {
                found.accept(child);
            }
        }
        return isAtFault;
    }

    private boolean match(String label, Object child) {
        if (!GraphWalk.isLeaf(child) && (unmatched.remove(child) || isWrittenOtherwise(child))) {
            found.accept(child);
        }
        return --spareReferences > 0 && goesOn();
    }

    private boolean goesOn() {
        return !unmatched.isEmpty() || (isChildSuspected && !isAtFault);
    }

    /** Whether the reference leads to something that is among the children in the form its writeReplace gave it. */
    private boolean isWrittenOtherwise(Object child) {
        if (writtenAsTheyAre.contains(child.getClass())) {
            return false;
        }
        Object written = Probe.of(child).written();
        if (written == null) {
            // Its writeReplace throws: if something stopped the probe of the parent, this did.
            isAtFault = isChildSuspected;
            return isAtFault;
        }
        if (written == child) {
            writtenAsTheyAre.add(child.getClass());
            return false;
        }
        return removeOneOf(written.getClass());
    }

    private boolean removeOneOf(Class<?> type) {
        for (Object child : unmatched) {
            if (child.getClass() == type) {
                return unmatched.remove(child);
            }
        }
        return false;
    }

    /** Whether a user's code alone decides what an instance writes, and no JDK class that it extends. */
    private static boolean isWrittenByUser(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            boolean writes = Serializable.class.isAssignableFrom(each) && !Throwable.class.isAssignableFrom(each);
            if (writes && JdkClasses.contains(each)) {
                return false;
            }
        }
        return true;
    }
}
