package io.processpool.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A jar with jars in it, as Spring Boot's build plugins write it: those within are not compressed. */
final class BootJar implements AutoCloseable {
    private final ZipOutputStream out;
    private final Set<String> names = new HashSet<>();

    BootJar(Path file, String manifest) throws IOException {
        out = new ZipOutputStream(Files.newOutputStream(file));
        add("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds what is in another jar, its loader's. */
    void addAllOf(Path jar) throws IOException {
        try (InputStream file = Files.newInputStream(jar);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                add(entry.getName(), in.readAllBytes());
            }
        }
    }

    /** Adds the files of a directory of classes. */
    void addClasses(String place, Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        add(place, new byte[0]);
        for (Path file : files) {
            add(place + directory.relativize(file), Files.readAllBytes(file));
        }
    }

    /** Adds a jar. */
    void addLibrary(String place, Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(place + jar.getFileName());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        add(place, new byte[0]);
        write(entry, bytes);
    }

    private void add(String name, byte[] bytes) throws IOException {
        write(new ZipEntry(name), bytes);
    }

    /** The first of a name stands. */
    private void write(ZipEntry entry, byte[] bytes) throws IOException {
        if (names.add(entry.getName())) {
            out.putNextEntry(entry);
            out.write(bytes);
            out.closeEntry();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
