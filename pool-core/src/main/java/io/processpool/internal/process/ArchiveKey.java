package io.processpool.internal.process;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The name of what an archive is made of: the JVM, the main class, the options, and the jars with their sizes and times.
 *
 * <p>It asks for all that the JVM asks for. A JVM that refuses its archive runs without any, the JDK's own included, and starts later than if it had been given none.
 */
final class ArchiveKey {
    /** To be changed when archives are made in another way. */
    private static final String VERSION = "1";

    static final int CHARACTERS = 32;

    private final MessageDigest digest;
    private final Set<Path> files = new HashSet<>();

    private ArchiveKey() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException noJdk) {
            throw new AssertionError(noJdk);
        }
    }

    static String of(LaunchSpec spec) {
        ArchiveKey key = new ArchiveKey();
        key.add(VERSION);
        key.add(System.getProperty("java.vm.vendor"));
        key.add(System.getProperty("java.vm.version"));
        key.addFile(Path.of(System.getProperty("java.home"), "lib", "modules"));
        spec.main().forEach(key::add);
        ArchiveRules.relevant(spec.jvmOptions()).forEach(key::add);
        spec.classPath().forEach(key::addJar);
        return HexFormat.of().formatHex(key.digest.digest(), 0, CHARACTERS / 2);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
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
                for (String other : others.strip().split("\\s+")) {
                    addJar(Path.of(jar.toUri().resolve(URI.create(other))).normalize());
                }
            }
        } catch (IOException | IllegalArgumentException noJarOrNoPath) {
            add(-1); // The JVM passes over it as well.
        }
    }
}
