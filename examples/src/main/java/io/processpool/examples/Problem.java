package io.processpool.examples;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in a line for people what is wrong with a file. */
final class Problem {
    private Problem() {}

    /** The file and the reason. */
    static String of(Throwable problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        String file = cause instanceof FileSystemException known ? known.getFile() : null;
        return file == null ? reason(cause) : printable(file) + ": " + reason(cause);
    }

    /** The reason alone. */
    static String reason(Throwable problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (problem instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if (problem instanceof InvalidPathException) {
            return "this locale cannot name such a file: " + printable(problem.getMessage());
        }
        String reason = problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
        return reason == null ? problem.getClass().getSimpleName() : printable(reason);
    }

    /** A name on one line, whatever is in it. */
    static String printable(Object name) {
        return name.toString().replaceAll("\\p{Cntrl}", "?");
    }

    /** A file with what is wrong with it. */
    static String of(Path file, String reason) {
        return printable(file) + ": " + reason;
    }
}
