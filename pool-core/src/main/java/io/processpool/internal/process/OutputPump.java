package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Carries what a child prints to a stream of this process, whole lines at a time, so that the lines of many children never mix.
 *
 * <p>One daemon thread for each stream. Bytes pass as they are. The last line of a child that ends in the middle of it gets its line
 * end; a line of more than a mebibyte is passed on in pieces.
 */
public final class OutputPump {
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream from;
    private final Supplier<PrintStream> to;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private final LastLines lastLines = new LastLines();
    private final Thread thread;

    // Guarded by this: bytes that were passed on, or wait only for the end of their line.
    private long consumed;
    private boolean ended;

    /**
     * Starts to pump.
     *
     * @param to asked for each time, since a program may replace {@code System.out}
     */
    OutputPump(InputStream from, Supplier<PrintStream> to, String threadName) {
        this.from = from;
        this.to = to;
        this.thread = DaemonThread.start(this::pump, threadName);
    }

    /**
     * Waits until so many bytes of the child have been passed on, or it has ended, or the time is up. An interrupt ends the wait and stays
     * set.
     */
    public synchronized void awaitConsumed(long bytes, long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            while (consumed < bytes && !ended) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines that have come, 20 and 4 KiB at most, in this machine's encoding. */
    public List<String> lastLines() {
        return lastLines.lines(Charset.forName(System.getProperty("native.encoding", "UTF-8")));
    }

    /** Waits for the end of the stream, at most so long: a grandchild may hold it open. */
    void awaitEnd(long timeoutMillis) throws InterruptedException {
        thread.join(timeoutMillis);
    }

    private void pump() {
        byte[] bytes = new byte[8192];
        try {
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                passOrLose(bytes, n);
                consumed(n);
            }
        } catch (IOException closed) {
            // The child is gone; what it had written has been read.
        } finally {
            end();
        }
    }

    /** Whatever the user's stream does with it: a child whose output nobody reads would wait for ever. */
    private void passOrLose(byte[] bytes, int length) {
        try {
            pass(bytes, length);
        } catch (RuntimeException | Error lost) {
            Log.warn("Output is lost in " + Thread.currentThread().getName(), lost);
        }
    }

    private void pass(byte[] bytes, int length) {
        lastLines.add(bytes, length);
        int lineEnd = length;
        while (lineEnd > 0 && bytes[lineEnd - 1] != '\n') {
            lineEnd--;
        }
        if (lineEnd > 0) {
            unfinished.write(bytes, 0, lineEnd);
            print();
        }
        unfinished.write(bytes, lineEnd, length - lineEnd);
        if (unfinished.size() > LONGEST_LINE) {
            print();
        }
    }

    private void print() {
        PrintStream stream = to.get();
        byte[] lines = unfinished.toByteArray();
        unfinished.reset();
        stream.write(lines, 0, lines.length);
        stream.flush();
    }

    private synchronized void consumed(int bytes) {
        consumed += bytes;
        notifyAll();
    }

    private void end() {
        if (unfinished.size() > 0) {
            passOrLose(new byte[] {'\n'}, 1);
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }
}
