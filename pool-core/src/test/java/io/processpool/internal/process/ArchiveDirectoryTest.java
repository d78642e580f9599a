package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ArchiveDirectoryTest {
    private static final String KEY = "0123456789abcdef";

    @TempDir
    Path tmp;

    private Path path;
    private ArchiveDirectory directory;

    @BeforeEach
    void open() throws IOException {
        path = tmp.resolve("archives");
        directory = ArchiveDirectory.open(path, tmp);
    }

    private Path publish(String key, String text) throws IOException {
        Files.writeString(directory.unfinished(key), text);
        directory.publish(key);
        return directory.find(key);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }

    // -- what is found

    @Test
    void findsWhatWasPublished() throws IOException {
        assertNull(directory.find(KEY));
        Path archive = publish(KEY, "classes");
        assertEquals("classes", Files.readString(archive));
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(archive));
        assertEquals(List.of(archive), files());
        assertNull(directory.find(KEY.replace('0', '1')));
    }

    @Test
    void findsNothingWithOtherContents() throws IOException {
        Path archive = publish(KEY, "classes");
        Files.writeString(archive, "Classes");
        assertNull(directory.find(KEY), "other bytes");
        Files.writeString(archive, "class");
        assertNull(directory.find(KEY), "fewer bytes");
        Files.writeString(archive, "classes");
        assertEquals(archive, directory.find(KEY));
    }

    /** To read all of an archive is dear: the next start is spared it. */
    @Test
    void whatWasFoundWholeIsNotReadAgain() throws IOException {
        Path archive = publish(KEY, "classes");
        FileTime seal = Files.getLastModifiedTime(archive);
        Files.writeString(archive, "Classes");
        Files.setLastModifiedTime(archive, seal); // As nobody does by accident.
        assertEquals(archive, directory.find(KEY));
        Files.writeString(archive, "class");
        Files.setLastModifiedTime(archive, seal);
        assertNull(directory.find(KEY), "fewer bytes");
    }

    @Test
    void copiedArchiveIsReadOnce() throws IOException {
        Path archive = publish(KEY, "classes");
        FileTime seal = Files.getLastModifiedTime(archive);
        Files.writeString(archive, "classes");
        assertNotEquals(seal, Files.getLastModifiedTime(archive));
        assertEquals(archive, directory.find(KEY));
        assertEquals(seal, Files.getLastModifiedTime(archive));
    }

    @Test
    void laterArchiveReplacesTheEarlier() throws IOException {
        publish(KEY, "classes");
        Path later = publish(KEY, "more classes");
        assertEquals(List.of(later), files());
    }

    @Test
    void thoseNotUsedForTheLongestTimeGo() throws IOException {
        Path stranger = Files.writeString(path.resolve("of the user.jsa"), "x");
        for (int i = 0; i < 21; i++) {
            Path archive = publish(key(i), "classes " + i);
            Files.setAttribute(archive, "lastAccessTime", FileTime.fromMillis(1_000_000_000L + i * 1_000L));
        }
        assertNull(directory.find(key(0)));
        assertNotNull(directory.find(key(1))); // It counts as used now.
        publish(key(21), "classes");
        assertNotNull(directory.find(key(1)));
        assertNull(directory.find(key(2)));
        assertNotNull(directory.find(key(3)));
        assertNotNull(directory.find(key(21)));
        assertTrue(Files.exists(stranger));
    }

    private static String key(int number) {
        return String.format("%016x", number);
    }

    // -- who makes one

    @Test
    void onlyOneMakesIt() throws IOException {
        FileLock claim = directory.claim(KEY);
        assertNotNull(claim);
        assertNull(ArchiveDirectory.open(path, tmp).claim(KEY));
        FileLock other = directory.claim(KEY.replace('0', '1'));
        assertNotNull(other, "another archive");
        ArchiveDirectory.release(other);
        ArchiveDirectory.release(claim);
        claim = directory.claim(KEY);
        assertNotNull(claim);
        ArchiveDirectory.release(claim);
    }

    // -- what is refused

    @Test
    void isMadeForTheUserAlone() throws IOException {
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(path));
    }

    @Test
    void thatOthersMayWriteToIsRefused() throws IOException {
        for (String permissions : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            IOException refused = assertThrows(IOException.class, () -> ArchiveDirectory.open(path, tmp));
            assertTrue(refused.getMessage().contains(path + " may be written to by others"), refused::getMessage);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        ArchiveDirectory.open(path, tmp);
    }

    @Test
    void ofAnotherUserIsRefused() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        Files.setOwner(
                path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        IOException refused = assertThrows(IOException.class, () -> ArchiveDirectory.open(path, tmp));
        assertTrue(refused.getMessage().contains(path + " belongs to nobody, not to root"), refused::getMessage);
    }

    @Test
    void archiveOfAnotherUserIsNotFound() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        Path archive = publish(KEY, "classes");
        Files.setOwner(
                archive, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertNull(directory.find(KEY));
    }

    @Test
    void thatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.createFile(tmp.resolve("file"));
        IOException refused = assertThrows(IOException.class, () -> ArchiveDirectory.open(file.resolve("x"), tmp));
        assertTrue(refused.getMessage().contains(file + "/x cannot be made"), refused::getMessage);
        refused = assertThrows(IOException.class, () -> ArchiveDirectory.open(file, tmp));
        assertTrue(refused.getMessage().contains(file + " cannot be made"), refused::getMessage);
        refused = assertThrows(IOException.class, () -> ArchiveDirectory.open(tmp.resolve("a:b"), tmp));
        assertTrue(refused.getMessage().contains("has a : in its name"), refused::getMessage);
        assertFalse(Files.exists(tmp.resolve("a:b")));
    }
}
