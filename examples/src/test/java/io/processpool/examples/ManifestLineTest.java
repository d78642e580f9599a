package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManifestLineTest {
    @Test
    void aPlainNameIsTakenAsItIs() {
        assertEquals("0aff  two words\n", line("two words"));
        assertEquals("0aff   *edges\u00ff\n", line(" *edges\u00ff"));
    }

    @Test
    void aNameThatWouldBreakTheLineIsEscapedAndTheLineMarked() {
        assertEquals("\\0aff  a\\nb\n", line("a\nb"));
        assertEquals("\\0aff  a\\rb\n", line("a\rb"));
        assertEquals("\\0aff  a\\\\nb\n", line("a\\nb"));
    }

    private static String line(String name) {
        byte[] line = ManifestLine.of(new byte[] {10, -1}, name.getBytes(StandardCharsets.ISO_8859_1));
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
