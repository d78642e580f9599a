package io.processpool.internal.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the options of the {@code java} command into a file, so that neither their length nor what they say shows on a command line.
 *
 * <p>The format is that of the JDK's {@code java} man page, "java Command-Line Argument Files": quoted tokens, the backslash doubled,
 * in the encoding of the platform.
 */
final class ArgumentFile {
    private ArgumentFile() {}

    static void write(Path file, LaunchSpec spec) throws IOException {
        List<String> tokens = new ArrayList<>(spec.jvmOptions());
        tokens.add("-cp");
        tokens.add(joined(spec.classPath()));
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            text.append('"').append(escape(token)).append("\"\n");
        }
        Files.writeString(file, text, platformCharset());
    }

    private static String joined(List<Path> classPath) {
        StringBuilder joined = new StringBuilder();
        for (Path entry : classPath) {
            joined.append(joined.length() == 0 ? "" : File.pathSeparator).append(entry);
        }
        return joined.toString();
    }

    private static String escape(String token) {
        return token.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static Charset platformCharset() {
        String name = System.getProperty("native.encoding");
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }
}
