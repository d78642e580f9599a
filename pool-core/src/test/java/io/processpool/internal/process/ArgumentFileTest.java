package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the {@code java} command makes of the file is what counts, so it is asked. */
@Timeout(60)
class ArgumentFileTest {
    @TempDir
    Path directory;

    @Test
    void optionsArriveAsTheyAre() throws Exception {
        List<String> values = List.of(
                "plain",
                "with spaces  and\ttab",
                "\"quoted\"",
                "it's",
                "C:\\new\\table\\",
                "\\\\server\\share",
                "# not a comment",
                "behind # it",
                "@file",
                "*",
                "$HOME ${x} %PATH%",
                "two\nlines",
                "carriage\rreturn",
                "");
        assertEquals(hex(values), run(values, "p"));
    }

    @Test
    void lettersOfThisPlatformArriveAsTheyAre() throws Exception {
        List<String> values = List.of("Gr\u00fc\u00dfe", "caf\u00e9 \u00e0 la carte", "\u65e5\u672c");
        assumeTrue(canEncode(values), "this platform's encoding has no such letters");
        assertEquals(hex(values), run(values, "p"));
    }

    @Test
    void aClassPathWithSpacesIsOneArgument() throws Exception {
        Path odd = directory.resolve("a dir with \"quotes\" and \\ #");
        ArgumentFile.write(
                directory.resolve("java.args"),
                new LaunchSpec(List.of("x"), List.of(odd, testClasses()), List.of(), Map.of(), null));
        assertTrue(start("java.class.path").get(0).startsWith(hex(odd.toString())));
    }

    @Test
    void aLaterOptionWins() throws Exception {
        ArgumentFile.write(
                directory.resolve("java.args"),
                new LaunchSpec(
                        List.of("x"), List.of(testClasses()), List.of("-Dp0=first", "-Dp0=second"), Map.of(), null));
        assertEquals(List.of(hex("second")), start("p0"));
    }

    private static boolean canEncode(List<String> values) {
        String encoding = System.getProperty("native.encoding", "US-ASCII");
        return values.stream().allMatch(Charset.forName(encoding).newEncoder()::canEncode);
    }

    private List<String> run(List<String> values, String prefix) throws Exception {
        List<String> options = new ArrayList<>();
        String[] names = new String[values.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = prefix + i;
            options.add("-D" + names[i] + "=" + values.get(i));
        }
        ArgumentFile.write(
                directory.resolve("java.args"),
                new LaunchSpec(List.of("x"), List.of(testClasses()), options, Map.of(), null));
        return start(names);
    }

    private List<String> start(String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + directory.resolve("java.args"));
        command.add(Printer.class.getName());
        command.addAll(List.of(properties));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream input = process.getOutputStream()) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals(0, process.waitFor(), output);
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path testClasses() throws URISyntaxException {
        return Path.of(ArgumentFileTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<String> hex(List<String> values) {
        return values.stream().map(ArgumentFileTest::hex).toList();
    }

    static String hex(String text) {
        StringBuilder hex = new StringBuilder(":");
        text.chars().forEach(c -> hex.append(String.format("%04x", c)));
        return hex.toString();
    }

    /** Prints system properties in letters that no encoding changes. */
    static final class Printer {
        public static void main(String[] names) {
            for (String name : names) {
                System.out.println(hex(System.getProperty(name)));
            }
        }
    }
}
