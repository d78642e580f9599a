package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ClassListTest {
    @TempDir
    Path directory;

    @Test
    void copyEndsWithTheLastWholeLineAndTheNamesOfTheJdk() throws IOException {
        Path file = directory.resolve("classes.list");
        Path copy = directory.resolve("copy.list");
        try (ClassList list = new ClassList(file)) {
            Files.writeString(file, "a/A id: 7\na/B\na/Ha");
            Files.delete(file); // As when its child has gone with all of its directory.
            list.copyTo(copy);
        }
        List<String> lines = Files.readAllLines(copy);
        assertEquals(List.of("a/A id: 7", "a/B"), lines.subList(0, 2));
        List<String> ofJdk = lines.subList(2, lines.size());
        assertTrue(ofJdk.stream().noneMatch(line -> line.contains(" id: ") || line.equals("a/Ha")));
        // Not every run-time image has a list.
        assertTrue(ofJdk.isEmpty() || ofJdk.contains("java/lang/Object"));
    }
}
