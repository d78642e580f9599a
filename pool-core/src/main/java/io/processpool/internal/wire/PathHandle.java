package io.processpool.internal.wire;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Travels in place of a path of the default file system.
 *
 * <p>A file's name is bytes, and the locale may be unable to read them: then the text is not the name, but the URI,
 * which spells out the bytes, is.
 */
final class PathHandle implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The name, or null when it cannot be said in text. */
    private final String text;

    /** The name from the root, or null when the text is enough. */
    private final URI uri;

    /** Whether the URI's path is to be taken without its root. */
    private final boolean isRelative;

    private PathHandle(String text, URI uri, boolean isRelative) {
        this.text = text;
        this.uri = uri;
        this.isRelative = isRelative;
    }

    static PathHandle of(Path path) {
        String text = path.toString();
        if (isNameOf(text, path)) {
            return new PathHandle(text, null, false);
        }
        return new PathHandle(null, anchored(path).toUri(), !path.isAbsolute());
    }

    private static boolean isNameOf(String text, Path path) {
        try {
            return Path.of(text).equals(path);
        } catch (InvalidPathException undecodable) {
            return false;
        }
    }

    /** A relative path under the root, because a URI knows no other. */
    private static Path anchored(Path path) {
        if (path.isAbsolute()) {
            return path;
        }
        return path.getFileSystem().getRootDirectories().iterator().next().resolve(path);
    }

    private Object readResolve() {
        if (text != null) {
            return Path.of(text);
        }
        Path path = Path.of(uri);
        return isRelative ? path.subpath(0, path.getNameCount()) : path;
    }
}
