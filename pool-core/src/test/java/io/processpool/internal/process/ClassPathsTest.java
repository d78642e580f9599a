package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClassPathsTest {
    private static final String CLASS_PATH = "java.class.path";
    private static final String MODULE_PATH = "jdk.module.path";

    private final String classPath = System.getProperty(CLASS_PATH);
    private final String modulePath = System.getProperty(MODULE_PATH);

    @AfterEach
    void restore() {
        set(CLASS_PATH, classPath);
        set(MODULE_PATH, modulePath);
    }

    private static void set(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @Test
    void entriesAreAbsolute() {
        set(CLASS_PATH, String.join(File.pathSeparator, "lib/a.jar", "/x/../y", "."));
        set(MODULE_PATH, null);
        Path here = Path.of("").toAbsolutePath();
        assertEquals(List.of(here.resolve("lib/a.jar"), Path.of("/y"), here), ClassPaths.ofThisJvm());
    }

    @Test
    void theModulePathStandsBehindTheClassPath() {
        set(CLASS_PATH, "/a");
        set(MODULE_PATH, String.join(File.pathSeparator, "/m1", "/m2"));
        assertEquals(List.of(Path.of("/a"), Path.of("/m1"), Path.of("/m2")), ClassPaths.ofThisJvm());
    }

    @Test
    void emptyEntriesAreLeftOut() {
        set(CLASS_PATH, File.pathSeparator + "/a" + File.pathSeparator + File.pathSeparator);
        set(MODULE_PATH, "");
        assertEquals(List.of(Path.of("/a")), ClassPaths.ofThisJvm());
    }

    @Test
    void theClassesUnderTestAreThere() {
        List<Path> entries = ClassPaths.ofThisJvm();
        assertFalse(entries.isEmpty());
        assertTrue(entries.stream().allMatch(Path::isAbsolute));
    }
}
