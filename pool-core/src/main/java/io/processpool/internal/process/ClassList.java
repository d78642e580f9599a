package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The list of classes that a JVM writes as it loads them. It is held open from before that JVM starts, so that it can be read when its directory is gone.
 *
 * <p>Thread-safe.
 */
final class ClassList implements AutoCloseable {
    /** What the JDK's own archive holds. A class that was not seen in training is found there too, as without an archive of ours. */
    private static final Path OF_JDK = Path.of(System.getProperty("java.home"), "lib", "classlist");

    /** Numbers, by which lines refer to each other; they are unique in one list only. */
    private static final String NUMBER = " id: \\d+.*";

    private final Path file;
    private final FileChannel channel;

    ClassList(Path file) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** With this the JVM writes it. */
    String option() {
        return "-XX:DumpLoadedClassList=" + file;
    }

    long lengthBytes() throws IOException {
        return channel.size();
    }

    /** Copies it as far as it has come, with the JDK's own list behind. */
    void copyTo(Path copy) throws IOException {
        byte[] bytes = new byte[(int) channel.size()];
        channel.read(ByteBuffer.wrap(bytes), 0);
        try (OutputStream out = Files.newOutputStream(copy)) {
            out.write(bytes, 0, lengthOfWholeLines(bytes));
            out.write(listOfJdk().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int lengthOfWholeLines(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    private static String listOfJdk() throws IOException {
        if (!Files.exists(OF_JDK)) {
            return "";
        }
        StringBuilder list = new StringBuilder();
        try (Stream<String> lines = Files.lines(OF_JDK)) {
            lines.filter(line -> !line.startsWith("#"))
                    .forEach(line -> list.append(line.replaceFirst(NUMBER, "")).append('\n'));
        }
        return list.toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            Log.debug("While closing " + file + ": " + failed);
        }
    }
}
