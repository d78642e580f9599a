package io.processpool.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at what this program prints. */
final class Terminal {
    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Whether standard error is a terminal that can draw a line again. */
    static boolean isStandardError() {
        if (System.getenv("TERM") == null || System.getenv("TERM").equals("dumb")) {
            return false;
        }
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException noSuchLink) {
            // Says it of standard input and output, which is the nearest that the JDK knows.
            return System.console() != null;
        }
    }

    /** Its width, as far as it is known. */
    static int columns() {
        try {
            return Math.max(20, Integer.parseInt(System.getenv("COLUMNS")));
        } catch (NumberFormatException unknown) {
            return USUAL_COLUMNS;
        }
    }
}
