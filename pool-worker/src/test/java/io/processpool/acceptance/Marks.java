package io.processpool.acceptance;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Files by which tasks and tests see of each other: gates that open once, and logs that all append to. */
final class Marks {
    private Marks() {}

    /** Opens a gate. */
    static void open(Path gate) throws IOException {
        try {
            Files.createFile(gate);
        } catch (FileAlreadyExistsException isOpen) {
            return;
        }
    }

    /** Waits until somebody opens a gate; fails when its test has ended and taken the directory away. */
    static void await(Path gate) throws InterruptedException {
        while (!Files.exists(gate)) {
            if (!Files.exists(gate.getParent())) {
                throw new IllegalStateException("Nobody opens " + gate + " any more");
            }
            Thread.sleep(5);
        }
    }

    /** Appends a line, in one write, so that lines of many processes do not mix. */
    static void append(Path log, Object line) throws IOException {
        Files.writeString(log, line + "\n", CREATE, APPEND);
    }

    /** The lines that were appended so far. */
    static List<String> lines(Path log) throws IOException {
        try {
            return Files.readAllLines(log);
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
    }
}
