package io.processpool.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.internal.rpc.Announcement.FailedThereException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AnnouncementTest {
    @TempDir
    private Path directory;

    @Test
    void nothingIsAnnouncedAtFirst() throws Exception {
        assertNull(Announcement.read(directory));
    }

    @Test
    void addressArrives() throws Exception {
        ServerAddress unix = ServerAddress.unix("/tmp/manager");
        Announcement.listening(directory.toString(), unix);
        assertEquals(unix, Announcement.read(directory));
        ServerAddress tcp = ServerAddress.tcp(InetSocketAddress.createUnresolved("here", 4711));
        Announcement.listening(directory.toString(), tcp);
        assertEquals(tcp, Announcement.read(directory));
    }

    @Test
    void failureArrivesAsItself() throws Exception {
        Announcement.failed(directory.toString(), new IOException("no room", new IllegalStateException("none at all")));
        Throwable failed = assertThrows(FailedThereException.class, () -> Announcement.read(directory))
                .getCause();
        assertEquals("java.io.IOException: no room", failed.toString());
        assertEquals(
                "java.lang.IllegalStateException: none at all",
                failed.getCause().toString());
    }

    @Test
    void directoryThatIsNotThereIsAnErrorOfWhoAnnounces() {
        String gone = directory.resolve("gone").toString();
        assertThrows(IOException.class, () -> Announcement.listening(gone, ServerAddress.unix("/tmp/manager")));
    }
}
