package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
    @TempDir
    private Path mount;

    private OptionalLong count(String groups) throws IOException {
        return OomKills.count(Files.writeString(mount.resolve("groups"), groups), mount);
    }

    private void write(String file, String text) throws IOException {
        Path path = mount.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void versionTwoTellsInMemoryEvents() throws IOException {
        write("batch/job/memory.events", "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 0\n");
        assertEquals(OptionalLong.of(2), count("0::/batch/job\n"));
    }

    @Test
    void versionOneTellsInOomControl() throws IOException {
        write("memory/batch/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n");
        assertEquals(OptionalLong.of(5), count("9:name=systemd:/\n4:cpu,memory:/batch\n0::/\n"));
    }

    @Test
    void inAContainerTheGroupIsTheRoot() throws IOException {
        write("memory.events", "oom_kill 7\n");
        assertEquals(OptionalLong.of(7), count("0::/as/the/host/names/it\n"));
    }

    @Test
    void withoutFilesNothingIsKnown() throws IOException {
        assertEquals(OptionalLong.empty(), count("0::/\n"));
        assertEquals(OptionalLong.empty(), OomKills.count(mount.resolve("no groups"), mount));
    }
}
