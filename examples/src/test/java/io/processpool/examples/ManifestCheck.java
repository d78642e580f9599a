package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Checks a manifest against its tree twice: here, and by {@code sha256sum} where that is. */
final class ManifestCheck {
    private ManifestCheck() {}

    static void assertLists(Path tree, Path manifest, int files) throws Exception {
        List<String> expected = expectedLines(tree);
        assertEquals(files, expected.size(), "files in the tree");
        // A character for each byte.
        List<String> lines = Files.readString(manifest, StandardCharsets.ISO_8859_1)
                .lines()
                .sorted()
                .toList();
        assertEquals(expected, lines);
        if (Files.isExecutable(Path.of("/usr/bin/sha256sum"))) {
            assertSha256sumAgrees(tree, manifest);
        }
    }

    private static List<String> expectedLines(Path tree) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    lines.add(line(tree, path));
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static String line(Path tree, Path file) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        String name = latin1(file.toUri().getRawPath())
                .substring(latin1(tree.toUri().getRawPath()).length());
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + HexFormat.of().formatHex(hash) + "  " + escaped;
    }

    /** A character for each byte of what a URI spells out. */
    private static String latin1(String uri) {
        return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    }

    private static void assertSha256sumAgrees(Path tree, Path manifest) throws IOException, InterruptedException {
        Process check = new ProcessBuilder("/usr/bin/sha256sum", "--check", "--strict", "--quiet", manifest.toString())
                .directory(tree.toFile())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(check.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(check.waitFor() == 0 && complaints.isEmpty(), complaints);
    }
}
