package io.processpool.examples;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * What became of one file.
 *
 * @param file its path, which can travel to another process though the JDK's paths are not serializable
 * @param bytes how many were hashed
 * @param problem why it could not be read, or null
 */
record HashedFile(Path file, long bytes, String problem) implements Serializable {

    static HashedFile of(Path file, long bytes) {
        return new HashedFile(file, bytes, null);
    }

    static HashedFile unreadable(Path file, String problem) {
        return new HashedFile(file, 0, problem);
    }
}
