package io.processpool.logback;

import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.EndOfJvm;
import io.processpool.internal.spawn.ProcessEvents;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Whole events of this process that wait to be written as one: until there are 8 KiB of them, until a task of this process ends, until the appender stops or the
 * JVM ends, and for a fifth of a second at most. A {@code kill -9} loses those that wait.
 *
 * <p>Thread-safe. Whoever finds it full, or a task at its end, waits until they are written.
 */
final class EventBuffer {
    /** Above that, a {@code FileOutputStream} takes memory for each write. */
    static final int FULL_BYTES = 8192;

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Consumer<byte[]> writer;
    private final long longestNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition closed = lock.newCondition();

    // Guarded by the lock.
    private final byte[] waiting = new byte[FULL_BYTES];
    private int lengthBytes;
    private boolean isOpen = true;

    /**
     * Holds nothing yet.
     *
     * @param writer writes one or more events at the end of the file, and does not throw; called by one thread at a time
     * @param longestNanos how long an event may wait
     */
    EventBuffer(Consumer<byte[]> writer, long longestNanos) {
        this.writer = writer;
        this.longestNanos = longestNanos;
        DaemonThread.startLasting(this::watch, "processpool-log");
    }

    /** Makes one of which nothing is left behind by a task or by this JVM, if they end in order. */
    static EventBuffer flushedAtEnds(Consumer<byte[]> writer) {
        EventBuffer buffer = new EventBuffer(writer, LONGEST_NANOS);
        Ends.add(buffer);
        return buffer;
    }

    /** Adds an event; writes those before it if there is no room. Once closed, writes it at once. */
    void add(byte[] event) {
        lock.lock();
        try {
            if (lengthBytes + event.length > FULL_BYTES) {
                writeWaiting();
            }
            if (isOpen && event.length <= FULL_BYTES) {
                keep(event);
            } else {
                writer.accept(event);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(byte[] event) {
        if (lengthBytes == 0) {
            filled.signal();
        }
        System.arraycopy(event, 0, waiting, lengthBytes, event.length);
        lengthBytes += event.length;
    }

    /** Writes all that wait. */
    void flush() {
        lock.lock();
        try {
            writeWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void writeWaiting() {
        if (lengthBytes > 0) {
            byte[] events = Arrays.copyOf(waiting, lengthBytes); // Without memory for that, they wait on.
            lengthBytes = 0;
            writer.accept(events);
        }
    }

    /** Writes all that wait. What comes from now on does not wait. */
    void close() {
        Ends.OPEN.remove(this);
        lock.lock();
        try {
            isOpen = false;
            closed.signal();
            writeWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        lock.lock();
        try {
            while (isOpen) {
                if (lengthBytes == 0) {
                    filled.awaitUninterruptibly();
                } else {
                    letThemWait();
                    writeWaiting();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void letThemWait() {
        try {
            long leftNanos = longestNanos;
            while (isOpen && leftNanos > 0) {
                leftNanos = closed.awaitNanos(leftNanos);
            }
        } catch (InterruptedException nobodyDoes) {
            // Then they are written sooner.
        }
    }

    /** What writes all that wait in this JVM. */
    private static final class Ends {
        static final Set<EventBuffer> OPEN = ConcurrentHashMap.newKeySet();

        // Where the JVM already ends, nobody comes once more.
        private static final boolean IS_LATE =
                !new EndOfJvm("processpool-log-end", () -> OPEN.forEach(EventBuffer::close)).awaitIfStillToCome();

        static {
            ProcessEvents.onTaskEnd(task -> OPEN.forEach(Ends::flush));
        }

        static void add(EventBuffer buffer) {
            OPEN.add(buffer);
            if (IS_LATE) {
                buffer.close();
            }
        }

        private static void flush(EventBuffer buffer) {
            try {
                buffer.flush();
            } catch (OutOfMemoryError later) {
                // A task's end must not fail for that; its events are still there.
            }
        }
    }
}
