package io.processpool.internal.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The name of what an archive is made of: the JVM, the main class, the options, and the jars with their sizes and times.
 *
 * <p>A child is launched when this is known, so there are no digests, lambdas and regular expressions here, which are slow at their first use.
 *
 * <p>It asks for all that the JVM asks for. A JVM that refuses its archive runs without any, the JDK's own included, and starts later than if it had been given none.
 */
final class ArchiveKey {
    /** To be changed when archives are made in another way. */
    private static final String VERSION = "2";

    static final int CHARACTERS = 16;

    // FNV-1a of 64 bits: it tells a few archives of one user's apart, and the JDK's digests take a JVM 16 ms at their
    // first use, before any child is launched.
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long hash = FNV_BASIS;
    private final Set<Path> files = new HashSet<>();

    private ArchiveKey() {}

    static String of(LaunchSpec spec) {
        ArchiveKey key = new ArchiveKey();
        key.add(VERSION);
        key.add(System.getProperty("java.vm.vendor"));
        key.add(System.getProperty("java.vm.version"));
        key.addFile(Path.of(System.getProperty("java.home"), "lib", "modules"));
        key.addAll(spec.main());
        key.addAll(ArchiveRules.relevant(spec.jvmOptions()));
        for (Path jar : spec.classPath()) {
            key.addJar(jar);
        }
        return hex(key.hash, CHARACTERS);
    }

    /** A number in hexadecimal, so many digits long. No {@code String.format}, whose first use takes a JVM 15 ms. */
    static String hex(long number, int digits) {
        String text = Long.toHexString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private void addAll(List<String> texts) {
        for (String text : texts) {
            add(text);
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        for (byte next : bytes) {
            add(next);
        }
    }

    private void add(long number) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            add((byte) (number >> shift));
        }
    }

    private void add(byte next) {
        hash = (hash ^ next & 0xff) * FNV_PRIME;
    }

    private void addJar(Path jar) {
        if (files.add(jar) && addFile(jar)) {
            addManifest(jar);
        }
    }

    /** What it is now; one that is missing counts as such, since the JVM too remembers that. */
    private boolean addFile(Path file) {
        add(file.toString());
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            add(attributes.size());
            add(attributes.lastModifiedTime().toMillis());
            return attributes.isRegularFile();
        } catch (IOException missing) {
            add(-1);
            return false;
        }
    }

    /** The jars that its manifest names belong to the class path as well. */
    private void addManifest(Path jar) {
        try (JarFile opened = new JarFile(jar.toFile(), false)) {
            Manifest manifest = opened.getManifest();
            String others =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (others != null) {
                StringTokenizer words = new StringTokenizer(others);
                while (words.hasMoreTokens()) {
                    addJar(Path.of(jar.toUri().resolve(URI.create(words.nextToken())))
                            .normalize());
                }
            }
        } catch (IOException | IllegalArgumentException noJarOrNoPath) {
            add(-1); // The JVM passes over it as well.
        }
    }
}
