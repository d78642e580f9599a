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
    private final PrintStream out;
    private final PrintStream err;

    private Output(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    static Output replaceSystemStreams(PrintedBytes printed) {
        return replaceSystemStreams(printed::addOut, printed::addErr);
    }

    /** Without the count. */
    static Output replaceSystemStreams() {
        return replaceSystemStreams(bytes -> {}, bytes -> {});
    }

    private static Output replaceSystemStreams(IntConsumer outCounter, IntConsumer errCounter) {
        Output output = new Output(
                stream(FileDescriptor.out, outCounter, "stdout.encoding"),
                stream(FileDescriptor.err, errCounter, "stderr.encoding"));
        System.setOut(output.out);
        System.setErr(output.err);
        return output;
    }

    /** What was printed without a line end goes out, too. */
    void flush() {
        out.flush();
        err.flush();
    }

    private static PrintStream stream(FileDescriptor descriptor, IntConsumer counter, String encodingProperty) {
        OutputStream counting = new Counting(new FileOutputStream(descriptor), counter);
        return new PrintStream(new BufferedOutputStream(counting), true, charset(encodingProperty));
    }

    private static Charset charset(String property) {
        String name = System.getProperty(property, System.getProperty("native.encoding"));
        try {
            return name == null ? Charset.defaultCharset() : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return Charset.defaultCharset();
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
