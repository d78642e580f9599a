package io.processpool.logback;

import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Appends to a file that this program and all workers of its pools write, for Logback. Lines and stack traces of different processes never mix.
 *
 * <pre>{@code
 * <appender name="FILE" class="io.processpool.logback.ProcessFileAppender">
 *   <file>app.log</file>
 *   <encoder>
 *     <pattern>%d %-5level [%thread] %logger - %msg%n</pattern>
 *   </encoder>
 * </appender>
 * }</pre>
 *
 * <p>That is all: a worker loads the same {@code logback.xml}, and a lock for the file, known by its absolute name, is handed to each worker by itself, also
 * to those of a pool within a worker. The lock is the parent's, so <b>the parent's Logback has to be started when the pool is built</b>; getting a logger is
 * enough. Workers of a pool that was built before log without the lock, and warn of it once. Their events are whole as far as the system does each append in
 * one piece, as Linux does on local file systems. The same is so for another program that writes the file.
 *
 * <p>Each event is encoded by its own thread, then, by default, written at once and as one, in the process's turn: nothing waits that a {@code kill -9} could lose. An
 * interrupt neither stops the appender nor loses the event, and the flag is kept. If a process is killed in the middle of a write, or the disk is full,
 * a piece of that one event may stay in the file, as a line of its own. It may be a named pipe, too.
 *
 * <p>With {@code <immediateFlush>false</immediateFlush>} events wait, whole, until there are 8 KiB of them, and are then written as one, which is four times as
 * fast. None waits for longer than a fifth of a second, or than its task: what a task has logged is in the file when its result is told. Neither the end of the
 * program nor {@code System.exit} loses any; a {@code kill -9} or {@code Runtime.halt} loses what waits. Events of different processes are then in the file in
 * the order in which they were written, which may be another one than that of their times.
 *
 * <p>The file may be moved away by a tool such as {@code logrotate} (with {@code create}, or with {@code copytruncate}): within a second each process goes on
 * in a new one. Until then it writes to the old one, so compress it later ({@code delaycompress}).
 *
 * <p>Failures are told to Logback's status, once for each row of them, and never to whoever logs; the appender tries again with each event.
 *
 * @param <E> type of the events
 */
@SuppressWarnings("exports") // Whoever configures it by code requires Logback too; nobody else has to.
public final class ProcessFileAppender<E> extends UnsynchronizedAppenderBase<E> {
    // Set before start().
    private String fileName;
    private boolean append = true;
    private boolean immediateFlush = true;
    private Encoder<E> encoder;

    // Written by start(), read by those who log. Null before the first start.
    private volatile LogOutput output;
    private volatile EventBuffer buffer; // null also where each event is written at once
    private volatile boolean isFailing;

    /** Makes an appender, to be configured and started. */
    public ProcessFileAppender() {}

    /**
     * Sets the file.
     *
     * @param file its name; a relative one counts from the working directory, which workers have in common with their parent unless the pool is told otherwise
     */
    public void setFile(String file) {
        fileName = file == null ? null : file.trim();
    }

    /**
     * Tells the file.
     *
     * @return its name as it was set, or null
     */
    public String getFile() {
        return fileName;
    }

    /**
     * Sets whether the file keeps what it holds when the program starts. Workers never empty it, nor does a second start of an appender.
     *
     * @param append false to empty it; true by default
     */
    public void setAppend(boolean append) {
        this.append = append;
    }

    /**
     * Tells whether the file keeps what it holds when the program starts.
     *
     * @return false if it is emptied
     */
    public boolean isAppend() {
        return append;
    }

    /**
     * Sets whether each event is in the file when the call that logged it returns.
     *
     * @param immediateFlush false to let events wait for a moment and write several as one; true by default
     */
    public void setImmediateFlush(boolean immediateFlush) {
        this.immediateFlush = immediateFlush;
    }

    /**
     * Tells whether each event is in the file when the call that logged it returns.
     *
     * @return false if events may wait for a moment
     */
    public boolean isImmediateFlush() {
        return immediateFlush;
    }

    /**
     * Sets what makes bytes of an event.
     *
     * @param encoder the encoder; a configuration file that names no class gets a {@code PatternLayoutEncoder}
     */
    public void setEncoder(Encoder<E> encoder) {
        this.encoder = encoder;
    }

    /**
     * Tells what makes bytes of an event.
     *
     * @return the encoder, or null
     */
    public Encoder<E> getEncoder() {
        return encoder;
    }

    /** Opens the file, creating it and its directories where they are missing. A failure goes to Logback's status, and the appender is not started. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        if (fileName == null || fileName.isEmpty() || encoder == null) {
            addError("the appender named [" + name + "] needs a file and an encoder");
            return;
        }
        try {
            Path path = Path.of(fileName).toAbsolutePath().normalize();
            output = LogOutput.open(path, share(path), orNothing(encoder.headerBytes()), append);
            buffer = immediateFlush ? null : EventBuffer.flushedAtEnds(this::write);
            isFailing = false;
            super.start();
        } catch (IOException | InvalidPathException e) {
            addError("cannot open the file [" + fileName + "] of the appender named [" + name + "]", e);
        }
    }

    private SharedFile share(Path path) {
        SharedFile file = SharedFile.of(path.toString());
        try {
            file.open();
        } catch (UncheckedIOException e) {
            addWarn("no lock can be made for " + path + ": processes write it without taking turns", e);
        }
        return file;
    }

    /** Closes the file. Its lock stays, for children that are running and for the next start. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        if (buffer != null) {
            buffer.close();
        }
        try {
            // Others may go on when a worker ends.
            output.close(SharedFile.isChild() ? new byte[0] : orNothing(encoder.footerBytes()));
        } catch (IOException e) {
            tellOnce(e);
        }
    }

    @Override
    protected void append(E event) {
        byte[] bytes = encoder.encode(event);
        if (bytes == null || bytes.length == 0) {
            return;
        }
        EventBuffer together = buffer;
        if (together == null) {
            write(bytes);
        } else {
            together.add(bytes);
        }
    }

    private void write(byte[] events) {
        try {
            output.write(events);
            if (isFailing) {
                isFailing = false;
                addInfo("writing to [" + fileName + "] works again");
            }
        } catch (IOException | RuntimeException e) {
            tellOnce(e);
        }
    }

    private void tellOnce(Exception failure) {
        if (!isFailing) {
            isFailing = true;
            addError("cannot write to the file [" + fileName + "] of the appender named [" + name + "]", failure);
        }
    }

    private static byte[] orNothing(byte[] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }
}
