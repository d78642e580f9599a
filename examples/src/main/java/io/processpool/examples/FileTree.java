package io.processpool.examples;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The regular files below a directory, found as they are asked for; links are not followed. What cannot be read is
 * told, and the rest goes on, which {@link Files#walk} does not do. For one thread, once.
 */
final class FileTree implements Iterable<Path>, Iterator<Path>, AutoCloseable {
    private final Set<Path> except;
    private final BiConsumer<Path, IOException> unreadable;
    private final Deque<Path> directories = new ArrayDeque<>();

    private DirectoryStream<Path> open;
    private Iterator<Path> entries = Collections.emptyIterator();
    private Path next;

    /**
     * A walk that has not begun.
     *
     * @param except files that are left out
     * @param unreadable is told what cannot be read, and why
     */
    FileTree(Path root, Set<Path> except, BiConsumer<Path, IOException> unreadable) {
        this.except = except;
        this.unreadable = unreadable;
        directories.push(root);
    }

    /** How many files there are now. */
    static long count(Path root, Set<Path> except) {
        try (FileTree files = new FileTree(root, except, (path, problem) -> {})) {
            long count = 0;
            for (Path file : files) {
                count++;
            }
            return count;
        }
    }

    @Override
    public Iterator<Path> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        while (next == null && (hasEntry() || openDirectory())) {
            if (hasEntry()) {
                visit(entries.next());
            }
        }
        return next != null;
    }

    @Override
    public Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Path file = next;
        next = null;
        return file;
    }

    private boolean hasEntry() {
        try {
            return entries.hasNext();
        } catch (DirectoryIteratorException broken) {
            entries = Collections.emptyIterator();
            unreadable.accept(directories.peek(), broken.getCause());
            return false;
        }
    }

    private void visit(Path entry) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                directories.push(entry);
            } else if (attributes.isRegularFile() && !except.contains(entry)) {
                next = entry;
            }
        } catch (IOException problem) {
            unreadable.accept(entry, problem);
        }
    }

    /** Goes on with the next directory that can be opened; false when there is none. */
    private boolean openDirectory() {
        close();
        while (!directories.isEmpty()) {
            Path directory = directories.pop();
            try {
                open = Files.newDirectoryStream(directory);
                entries = open.iterator();
                return true;
            } catch (IOException problem) {
                unreadable.accept(directory, problem);
            }
        }
        return false;
    }

    @Override
    public void close() {
        entries = Collections.emptyIterator();
        if (open != null) {
            try {
                open.close();
            } catch (IOException harmless) {
                // It was only read.
            }
            open = null;
        }
    }
}
