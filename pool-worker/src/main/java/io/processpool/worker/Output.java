package io.processpool.worker;

import io.processpool.internal.wire.PrintedBytes;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.IntConsumer;

/**
 * The standard streams of this JVM, with a count of what went out, by which the parent lets a task's lines appear before the task's result.
 */
final class Output {
    private final Buffer outBuffer;
    private final Buffer errBuffer;
    private final PrintStream out;
    private final PrintStream err;

    private Output(IntConsumer outCounter, IntConsumer errCounter) {
        outBuffer = new Buffer(new Counting(new FileOutputStream(FileDescriptor.out), outCounter));
        errBuffer = new Buffer(new Counting(new FileOutputStream(FileDescriptor.err), errCounter));
        out = new PrintStream(outBuffer, true, charset("stdout.encoding"));
        err = new PrintStream(errBuffer, true, charset("stderr.encoding"));
    }

    static Output replaceSystemStreams(PrintedBytes printed) {
        return replaceSystemStreams(printed::addOut, printed::addErr);
    }

    /** Without the count. */
    static Output replaceSystemStreams() {
        return replaceSystemStreams(bytes -> {}, bytes -> {});
    }

    private static Output replaceSystemStreams(IntConsumer outCounter, IntConsumer errCounter) {
        Output output = new Output(outCounter, errCounter);
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

    private static final class Buffer extends BufferedOutputStream {
        Buffer(OutputStream target) {
            super(target);
        }

        boolean isEmpty() {
            return count == 0;
        }
    }

    private static final class Counting extends OutputStream {
        private final FileOutputStream target;
        private final IntConsumer counter;

        Counting(FileOutputStream target, IntConsumer counter) {
            this.target = target;
            this.counter = counter;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
            counter.accept(length);
        }
    }
}
