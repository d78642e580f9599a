package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.internal.log.Warnings;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PrivateDirectoryTest {
    private static final String TMPDIR = "java.io.tmpdir";

    @TempDir
    Path tmp;

    private final String oldTmp = System.getProperty(TMPDIR);

    @BeforeEach
    void redirect() {
        System.setProperty(TMPDIR, tmp.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty(TMPDIR, oldTmp);
    }

    @Test
    void onlyItsOwnerMayEnter() throws IOException {
        try (PrivateDirectory directory = PrivateDirectory.create()) {
            assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(directory.path()));
            assertEquals(tmp, directory.path().getParent());
        }
    }

    @Test
    void goesWithAllThatIsInIt() throws IOException {
        PrivateDirectory directory = PrivateDirectory.create();
        Files.writeString(directory.path().resolve("java.args"), "x");
        Files.createFile(directory.path().resolve("socket"));
        directory.close();
        assertFalse(Files.exists(directory.path()));
        directory.close();
    }

    @Test
    void aFileThatComesMeanwhileGoesToo() throws Exception {
        for (int round = 0; round < 200; round++) {
            PrivateDirectory directory = PrivateDirectory.create();
            CountDownLatch begun = new CountDownLatch(1);
            Thread dying = new Thread(() -> addFiles(directory.path(), begun));
            dying.start();
            begun.await();
            directory.close();
            dying.join();
            assertFalse(Files.exists(directory.path()));
        }
    }

    /** Three at most, as long as there is the directory. */
    private static void addFiles(Path directory, CountDownLatch begun) {
        try {
            for (int i = 0; i < 3; i++) {
                Files.createFile(directory.resolve("jna" + i));
                begun.countDown();
            }
        } catch (IOException gone) {
            begun.countDown();
        }
    }

    @Test
    void whatSomebodyElseHasRemovedIsNotWorthAWord() throws IOException {
        PrivateDirectory directory = PrivateDirectory.create();
        directory.close();
        Logger logger = Warnings.logger();
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        try {
            directory.close();
        } finally {
            logger.detachAppender(told);
        }
        List<String> aboutIt = List.copyOf(told.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(directory.path().toString()))
                .toList();
        assertEquals(List.of(), aboutIt); // Another thread of this JVM may tell something else just then.
    }

    @Test
    void twoAreTwo() throws IOException {
        try (PrivateDirectory first = PrivateDirectory.create();
                PrivateDirectory second = PrivateDirectory.create()) {
            assertTrue(Files.isDirectory(first.path()));
            assertTrue(Files.isDirectory(second.path()));
            assertFalse(first.path().equals(second.path()));
        }
    }

    @Test
    void aDeadMakersDirectoryIsSwept() throws IOException {
        ProcessIdentity self = ProcessIdentity.current();
        Path reusedPid = abandon("processpool-" + self.pid() + "-" + (self.startTicks() - 1) + "-abc");
        Path noSuchPid = abandon("processpool-4194303-17-abc");
        PrivateDirectory.create().close();
        assertFalse(Files.exists(reusedPid));
        assertFalse(Files.exists(noSuchPid));
    }

    @Test
    void aLivingMakersDirectoryStays() throws IOException {
        ProcessIdentity self = ProcessIdentity.current();
        Path living = abandon("processpool-" + self.pid() + "-" + self.startTicks() + "-abc");
        PrivateDirectory.create().close();
        assertTrue(Files.exists(living.resolve("java.args")));
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Path other = abandon("processpool-notes");
        Path tooLong = abandon("processpool-99999999999999999999-1-x");
        Path similar = abandon("my-processpool-1-2-3");
        PrivateDirectory.create().close();
        assertTrue(Files.exists(other));
        assertTrue(Files.exists(tooLong));
        assertTrue(Files.exists(similar));
    }

    @Test
    void aDirectoryThatCannotBeRemovedIsNoFailure() throws IOException {
        Path nested = abandon("processpool-4194303-17-abc");
        Files.createDirectories(nested.resolve("a/b"));
        PrivateDirectory.create().close();
        assertTrue(Files.exists(nested.resolve("a/b")), "we make no directories in there, so it is not ours to walk");
    }

    private Path abandon(String name) throws IOException {
        Path directory = Files.createDirectory(tmp.resolve(name));
        Files.writeString(directory.resolve("java.args"), "-Dx=y");
        return directory;
    }
}
