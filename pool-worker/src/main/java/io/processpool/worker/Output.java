package io.processpool.worker;

import io.processpool.internal.wire.PrintedBytes;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The standard streams of this JVM, with a count of what went out, by which the parent lets a task's lines appear before the task's result.
 */
final class Output {
    private final Buffer outBuffer;
    private final Buffer errBuffer;
    private final PrintStream out;
    private final PrintStream err;

    private Output(OutputStream out, OutputStream err) {
        outBuffer = new Buffer(out);
        errBuffer = new Buffer(err);
        this.out = new Lasting(outBuffer, charset("stdout.encoding"));
        this.err = new Lasting(errBuffer, charset("stderr.encoding"));
    }

    // Classes, for the first lambda of a JVM costs its start some milliseconds.
    static Output replaceSystemStreams(PrintedBytes printed) {
        return replaceSystemStreams(
                new Counting(FileDescriptor.out) {
                    @Override
                    void count(int bytes) {
                        printed.addOut(bytes);
                    }
                },
                new Counting(FileDescriptor.err) {
                    @Override
                    void count(int bytes) {
                        printed.addErr(bytes);
                    }
                });
    }

    /** Without the count. */
    static Output replaceSystemStreams() {
        return replaceSystemStreams(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    private static Output replaceSystemStreams(OutputStream out, OutputStream err) {
        Output output = new Output(out, err);
        System.setOut(output.out);
        System.setErr(output.err);
        return output;
    }

    /** What this thread has printed without a line end goes out, too. */
    void flush() {
        flush(outBuffer, out);
        flush(errBuffer, err);
    }

    // Asked without the stream's lock, which costs as much as a small task: a thread knows what it has printed itself.
    private static void flush(Buffer buffer, PrintStream stream) {
        if (!buffer.isEmpty()) {
            stream.flush();
        }
    }

    private static Charset charset(String property) {
        String name = System.getProperty(property, System.getProperty("native.encoding"));
        try {
            return name == null ? Charset.defaultCharset() : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return Charset.defaultCharset();
        }
    }

    /** A task that closes it, as by a writer around it, silences no later one. */
    private static final class Lasting extends PrintStream {
        Lasting(Buffer target, Charset charset) {
            super(target, true, charset);
        }

        @Override
        public void close() {
            flush();
        }
    }

    private static final class Buffer extends BufferedOutputStream {
        Buffer(OutputStream target) {
            super(target);
        }

        boolean isEmpty() {
            return count == 0;
        }
    }

    private abstract static class Counting extends OutputStream {
        private final FileOutputStream target;

        Counting(FileDescriptor target) {
            this.target = new FileOutputStream(target);
        }

        /** So many more bytes went out. */
        abstract void count(int bytes);

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
            count(length);
        }
    }
}
