package io.processpool.internal.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/** Describes one throwable and its causes, whatever the user's overridden methods do. For one throwable. */
final class ThrownRecorder {

    /** Causes deeper than this are cut off; so that describing never overflows the stack. */
    private static final int MAX_DEPTH = 50;

    /** Throwables described in all; suppressed ones may fan out. */
    private static final int MAX_RECORDS = 200;

    /** Each self contains those below it, so only the outer ones have one. */
    private static final int MAX_SELVES = 4;

    private final boolean withSelves;
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    ThrownRecorder(boolean withSelves) {
        this.withSelves = withSelves;
    }

    ThrownRecord record(Throwable thrown) {
        return record(thrown, 0, withSelves);
    }

    private ThrownRecord record(Throwable thrown, int depth, boolean withSelf) {
        if (thrown == null || depth > MAX_DEPTH || seen.size() >= MAX_RECORDS || !seen.add(thrown)) {
            return null;
        }
        SerializedSelf self = withSelf ? SerializedSelf.of(thrown) : SerializedSelf.OMITTED;
        byte[] alone = withSelf && depth == 0 ? SerializedSelf.alone(thrown) : null;
        boolean causeToo = withSelf && depth + 1 < MAX_SELVES;
        ThrownRecord cause = record(causeOf(thrown), depth + 1, causeToo);
        return new ThrownRecord(
                thrown, framesOf(thrown), cause, suppressed(thrown, depth), self.bytes(), alone, self.reason());
    }

    private ThrownRecord[] suppressed(Throwable thrown, int depth) {
        return Arrays.stream(thrown.getSuppressed())
                .map(each -> record(each, depth + 1, false))
                .filter(Objects::nonNull)
                .toArray(ThrownRecord[]::new);
    }

    static Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            Failures.rethrowFatal(e);
            return null;
        }
    }

    private static StackTraceElement[] framesOf(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return Arrays.stream(frames).filter(Objects::nonNull).toArray(StackTraceElement[]::new);
        } catch (Throwable e) {
            Failures.rethrowFatal(e);
            return new StackTraceElement[0];
        }
    }
}
