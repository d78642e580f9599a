package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs in the README are compiled and run as they stand there. */
@Timeout(120)
class ReadmeTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");

    /** As Python's message about a wrong one lists them. */
    private static final String TYPE_CODES = "cbBuhHiIlLqQfd";

    @TempDir
    Path directory;

    @Test
    void programsOfTheReadmeRun() throws Exception {
        List<String> names = compilePrograms();

        assertEquals(List.of("Squares", "SharedLog", "WordCount"), names);
        assertEquals("[1, 4, 9, 16]\n", run("Squares"));
        assertEquals(
                List.of("2", "counted: a rose", "counted: a rose is"),
                run("WordCount").lines().sorted().toList());
        assertEquals("", run("SharedLog"));
        List<String> lines = Files.readAllLines(directory.resolve("shared.log"));
        assertEquals(List.of("a 1", "b 2"), lines.stream().sorted().toList());
    }

    @Test
    void everyTypeCodeOfPythonStandsInTheReadmeAndInTheJavadoc() throws Exception {
        String readme = Files.readString(readme());
        String javadoc = Files.readString(
                readme().resolveSibling("pool-core/src/main/java/io/processpool/shared/package-info.java"));
        for (char code : TYPE_CODES.toCharArray()) {
            assertTrue(rows(readme, "| `'").anyMatch(row -> row.contains("`'" + code + "'`")), "README: " + code);
            assertTrue(rows(javadoc, " * <tr><td>").anyMatch(row -> row.contains("{@code '" + code + "'}")), "" + code);
        }
    }

    private static Stream<String> rows(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start));
    }

    private List<String> compilePrograms() throws IOException {
        List<String> names = new ArrayList<>();
        Matcher programs = PROGRAM.matcher(Files.readString(readme()));
        while (programs.find()) {
            Matcher name = CLASS_NAME.matcher(programs.group(1));
            assertTrue(name.find(), "a program of the README is a public class");
            names.add(name.group(1));
            compile(Files.writeString(directory.resolve(name.group(1) + ".java"), programs.group(1)));
        }
        return names;
    }

    private void compile(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, "-d", directory.toString(), source.toString());
        assertEquals(0, result, "the README's " + source.getFileName() + " compiles");
    }

    private String run(String mainClass) throws IOException, InterruptedException {
        Path output = directory.resolve(mainClass + ".out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + directory,
                        mainClass)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), mainClass + " ends");
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), printed);
        // This test's class path has a Logback of its own, which tells everything.
        return printed.lines()
                .filter(line -> !line.contains(" DEBUG io.processpool "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Path readme() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md"))) {
            directory = directory.getParent();
        }
        return directory.resolve("README.md");
    }
}
