package io.processpool.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The lists of the first children, of whom some may get no task, or be killed. Thread-safe. */
final class ClassLists implements AutoCloseable {
    private static final int MOST_LISTS = 8;
    private static final long QUIET_MILLIS = 2_000;

    /** As a manager's server ends, by SIGTERM. */
    private static final int CLOSED = 143;

    private record Recording(Child child, ClassList list) {
        /** Whether it tells what children need: not if its child died of something. */
        boolean isGood() {
            return child.isAlive() || child.exitCode() == 0 || child.exitCode() == CLOSED;
        }
    }

    // Guarded by this.
    private final List<Recording> recordings = new ArrayList<>();
    private int handedOut;
    private boolean closed;

    /** For the next child; null when there are enough, or it is too late. */
    synchronized ClassList next(Path directory) throws IOException {
        if (closed || handedOut == MOST_LISTS) {
            return null;
        }
        handedOut++;
        return new ClassList(directory.resolve("classes-" + handedOut + ".list"));
    }

    /** That child runs, and writes the list. */
    synchronized void add(Child child, ClassList list) {
        if (closed) {
            list.close();
        } else {
            recordings.add(new Recording(child, list));
        }
    }

    /** Waits until the children load no more, or all have ended; null if none of them has ended well or lives. */
    ClassList awaitLongest() throws IOException, InterruptedException {
        long seen = -1;
        long length = 0;
        while (seen < length && !awaitEnds()) {
            seen = length;
            length = lengthOfAll();
        }
        ClassList longest = null;
        for (Recording recording : recordings()) {
            if (recording.isGood() && (longest == null || recording.list.lengthBytes() > longest.lengthBytes())) {
                longest = recording.list;
            }
        }
        return longest;
    }

    /** Whether all children end before long. */
    private boolean awaitEnds() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
        for (Recording recording : recordings()) {
            if (!recording.child.waitFor(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private long lengthOfAll() throws IOException {
        long sum = 0;
        for (Recording recording : recordings()) {
            sum += recording.list.lengthBytes();
        }
        return sum;
    }

    private synchronized List<Recording> recordings() {
        return List.copyOf(recordings);
    }

    /** No list is handed out any more. */
    @Override
    public synchronized void close() {
        closed = true;
        recordings.forEach(recording -> recording.list.close());
        recordings.clear();
    }
}
