package io.processpool.internal.wire;

import io.processpool.RuntimeError;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out what one object writes, without what its children write: each child is seen and replaced by null.
 *
 * <p>So Java serialization itself says which references travel, custom {@code writeObject} methods, records, proxies
 * and lambdas included, and no rule of it is written down here a second time.
 */
final class Probe extends ObjectOutputStream {

    private final List<Object> children = new ArrayList<>(4);
    private Object written;
    private Throwable failure;

    private Probe() throws IOException {
        super(OutputStream.nullOutputStream());
        enableReplaceObject(true);
    }

    static Probe of(Object object) {
        try {
            Probe probe = new Probe();
            probe.failure = probe.failureOf(object);
            return probe;
        } catch (IOException e) {
            throw new IllegalStateException("the null stream failed", e);
        }
    }

    private Throwable failureOf(Object object) {
        try {
            writeObject(object);
            return null;
        } catch (Throwable e) {
            Failures.rethrowFatal(e);
            forget(e);
            return e;
        }
    }

    /** The stream writes what stopped it as its last object. */
    private void forget(Throwable e) {
        written = written == e ? null : written;
        children.removeIf(child -> child == e);
    }

    @Override
    protected Object replaceObject(Object object) {
        if (written == null) {
            written = Treatment.of(object).inPlaceOf(object);
            return written;
        }
        children.add(object);
        return null;
    }

    /** What stands in the stream for the object: itself, or what its writeReplace made; null if that threw. */
    Object written() {
        return written;
    }

    /** What it refers to in the stream: after their own writeReplace, but for what a lambda captured. */
    List<Object> children() {
        if (written instanceof SerializedLambda lambda) {
            return failure == null ? captured(lambda) : List.of();
        }
        return children;
    }

    private static List<Object> captured(SerializedLambda lambda) {
        List<Object> captured = new ArrayList<>();
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            captured.add(lambda.getCapturedArg(i));
        }
        return captured;
    }

    /** Whether the object itself is one of ours that is refused here: its writeReplace said so. */
    boolean isRefusal() {
        return written == null && failure instanceof RuntimeError;
    }

    /** Why the object cannot be written, or null. */
    Throwable failure() {
        return failure;
    }
}
