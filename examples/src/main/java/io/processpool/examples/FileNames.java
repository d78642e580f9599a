package io.processpool.examples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The names of the files below a directory, relative to it, as the bytes that the file system knows.
 *
 * <p>A name is bytes, and not every locale can read it as text: the text of such a path is another name. Its URI spells
 * out the bytes.
 */
final class FileNames {
    private final int prefixLength;

    /** Names below this directory, which is there, and absolute. */
    FileNames(Path directory) {
        // The URI of a directory ends with a slash.
        this.prefixLength = directory.toUri().getRawPath().length();
    }

    /** The name of a file below the directory. */
    byte[] of(Path file) {
        byte[] uri = file.toUri().getRawPath().substring(prefixLength).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = 0; i < uri.length; i++) {
            if (uri[i] == '%') {
                name.write(Character.digit(uri[i + 1], 16) << 4 | Character.digit(uri[i + 2], 16));
                i += 2;
            } else {
                name.write(uri[i]);
            }
        }
        return name.toByteArray();
    }
}
