package io.processpool.internal.wire;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;

/** An object on the way of a search, and how it was reached. */
final class GraphNode {

    private final Object object;
    private final GraphNode parent;

    /** What the stream writes for the object; set once, when the search comes to it. */
    private Object written;

    GraphNode(Object object, GraphNode parent) {
        this.object = object;
        this.parent = parent;
        this.written = object;
    }

    Object object() {
        return object;
    }

    Object written() {
        return written;
    }

    GraphNode parent() {
        return parent;
    }

    /** Notes what stands for the object in the stream; null, when its writeReplace threw, means the object. */
    void writtenAs(Object replacement) {
        written = replacement == null ? object : replacement;
    }

    /** Shows the references of the object and of what is written for it. */
    void visitReferences(References.Visitor visitor) {
        boolean[] goesOn = {true};
        References.visit(object, (label, child) -> goesOn[0] = visitor.visit(label, child));
        if (goesOn[0] && written != object) {
            References.visit(written, visitor);
        }
    }

    /** The way from the root, such as {@code [3] -> Order.customer -> Customer.socket}; empty for the root. */
    String path() {
        Deque<String> labels = new ArrayDeque<>();
        for (GraphNode node = this; node.parent != null; node = node.parent) {
            labels.addFirst(node.parent.labelOf(node.object));
        }
        StringBuilder path = new StringBuilder();
        for (String label : labels) {
            boolean isApart = path.length() > 0 && !label.isEmpty() && !label.startsWith("[") && !label.startsWith(".");
            path.append(isApart ? " -> " : "").append(label);
        }
        return path.toString();
    }

    private String labelOf(Object child) {
        String[] found = {null};
        visitReferences((label, each) -> {
            found[0] = each == child ? label : null;
            return found[0] == null;
        });
        if (found[0] != null) {
            return found[0];
        }
        // Written by a writeObject of its own: a user's class is worth a word, the inside of a JDK class is not.
        Class<?> type = written.getClass();
        return JdkClasses.contains(type) || Proxy.isProxyClass(type) ? "" : References.nameOf(type);
    }
}
