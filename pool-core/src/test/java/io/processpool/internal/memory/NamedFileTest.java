package io.processpool.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS) // which does not delete a file that is mapped
class NamedFileTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @Test
    void anotherProcessOpensIt() throws Exception {
        try (Segment segment = Segment.create("test", 64, id -> NamedFile.create(directory, id));
                ChildJvm child = ChildJvm.start(SegmentTest.Adder.class)) {
            child.send(segment.handle());
            assertEquals("", child.awaitEnd());
            assertEquals(1, segment.words().getLongVolatile(56));
        }
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        try (Segment segment = Segment.create("test", 64, id -> NamedFile.create(directory, id))) {
            Path file = Path.of(segment.handle().address());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void isDeletedByClose() throws IOException {
        Segment segment = Segment.create("test", 64, id -> NamedFile.create(directory, id));
        assertEquals(1, files().size());
        segment.close();
        assertEquals(List.of(), files());
    }

    @Test
    void isDeletedWhenTheJvmEnds() throws Exception {
        try (ChildJvm creator = ChildJvm.start(Creator.class, directory.toString())) {
            creator.readLine();
            assertEquals(1, files().size());
            creator.send("the end");
            assertEquals("", creator.awaitEnd());
            assertEquals(List.of(), files());
        }
    }

    @Test
    void isSweptWhenItsCreatorWasKilled() throws Exception {
        try (ChildJvm creator = ChildJvm.start(Creator.class, directory.toString())) {
            creator.readLine();
            Leftovers.sweep(directory);
            assertEquals(1, files().size(), "the creator lives");
            creator.kill();
            assertEquals(1, files().size());
            Leftovers.sweep(directory);
            assertEquals(List.of(), files());
        }
    }

    @Test
    void whatMayBeAnothersIsNotSwept() throws IOException {
        ProcessIdentity dead = new ProcessIdentity(ProcessIdentity.current().pid(), 1);
        Machine here = Machine.current();
        Machine container = new Machine(here.bootId(), here.pidNamespace() + 1, here.timeNamespace());
        List<String> names = Stream.of(
                        Leftovers.fileName(ID),
                        Leftovers.fileName(dead, container, ID),
                        "processpool-socket",
                        "processpool-1-1-1-1-short",
                        "processpool-99999999999999999999-1-" + here.pidNamespace() + "-" + here.timeNamespace() + "-"
                                + ID)
                .sorted()
                .toList();
        for (String name : names) {
            Files.createFile(directory.resolve(name));
        }
        Files.createFile(directory.resolve(Leftovers.fileName(dead, here, ID)));
        Leftovers.sweep(directory);
        assertEquals(names, files());
    }

    @Test
    void aDirectoryThatIsNotThereIsSweptWithoutComplaint() {
        Leftovers.sweep(directory.resolve("missing"));
        assertTrue(Files.notExists(directory.resolve("missing")));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
