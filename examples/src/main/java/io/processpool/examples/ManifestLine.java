package io.processpool.examples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One line as {@code sha256sum} of the GNU coreutils 9 writes it: the hash, two spaces, the name. A name with a
 * backslash, a newline or a carriage return is escaped, and a backslash in front of the line says so.
 */
final class ManifestLine {
    private ManifestLine() {}

    static byte[] of(byte[] hash, byte[] name) {
        byte[] escaped = escape(name);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (escaped.length > name.length) {
            line.write('\\');
        }
        line.writeBytes(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
        line.write(' ');
        line.write(' ');
        line.writeBytes(escaped);
        line.write('\n');
        return line.toByteArray();
    }

    private static byte[] escape(byte[] name) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        for (byte b : name) {
            switch (b) {
                case '\\' -> escaped.writeBytes(new byte[] {'\\', '\\'});
                case '\n' -> escaped.writeBytes(new byte[] {'\\', 'n'});
                case '\r' -> escaped.writeBytes(new byte[] {'\\', 'r'});
                default -> escaped.write(b);
            }
        }
        return escaped.toByteArray();
    }
}
