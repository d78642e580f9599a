package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.EndOfJvm;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes an archive of what the first children load, in the background: each writes a list of its classes, and when none grows any more, or all have ended, another JVM
 * makes the archive of the longest. It reads classes and runs none of the user's code.
 *
 * <p>Nothing waits for it but the end of this JVM, and that not for long: the archive of a short program would never come into being otherwise.
 */
final class ArchiveTraining {
    /** So long the end of the JVM waits for the archive. */
    private static final long EXIT_MILLIS = Long.getLong("processpool.archiveMillis", 5_000);

    private static final int LAST_LINES = 3;

    /** By SIGINT, as from a terminal, or SIGTERM. */
    private static final Set<Integer> ASKED_TO_END = Set.of(130, 143);

    private static final String NAME = "class-data-archive";

    /** The maker waits for other JVMs, and does nothing else. */
    private static final List<String> MAKERS_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx32m");

    private final LaunchSpec spec;
    private final ArchiveDirectory directory;
    private final String key;
    private final FileLock claim;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final EndOfJvm endOfJvm = new EndOfJvm(NAME + "-shutdown", this::awaitEnd);

    private final ClassLists lists = new ClassLists();

    // Guarded by this.
    private boolean begun;

    /**
     * Prepares it.
     *
     * @param claim to make the archive of this key; is released at the end
     */
    ArchiveTraining(LaunchSpec spec, ArchiveDirectory directory, String key, FileLock claim) {
        this.spec = spec;
        this.directory = directory;
        this.key = key;
        this.claim = claim;
    }

    /** The list that the next child is to write; null if it need not. */
    ClassList newList(Path parent) throws IOException {
        return lists.next(parent);
    }

    /** A child runs that writes a list. With the first, the training goes on by itself. */
    synchronized void add(Child child, ClassList list) {
        lists.add(child, list);
        if (!begun) {
            begun = true;
            begin();
        }
    }

    private void begin() {
        if (endOfJvm.awaitIfStillToCome()) {
            DaemonThread.start(this::run, NAME);
        } else {
            end();
        }
    }

    private void end() {
        lists.close();
        ArchiveDirectory.release(claim);
        ended.countDown();
    }

    private void run() {
        try {
            ClassList longest = lists.awaitLongest();
            if (longest != null && longest.lengthBytes() > 0) {
                make(longest);
            }
        } catch (IOException | RuntimeException failed) {
            Log.warn("No class-data archive was made in " + directory + ": " + failed.getMessage(), failed);
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            endOfJvm.forget();
        }
    }

    private void make(ClassList classes) throws IOException, InterruptedException {
        try (PrivateDirectory own = PrivateDirectory.create()) {
            ArchiveOrder order = order(own.path(), classes);
            Child maker = new ChildLauncher(makersSpec(), own.path()).launch(NAME);
            maker.feed(order::write);
            int exitCode = maker.waitFor();
            if (ASKED_TO_END.contains(exitCode)) {
                Log.debug("The class-data archive was given up: exit code " + exitCode);
                return;
            }
            if (exitCode != 0) {
                throw new IOException("exit code " + exitCode + "; " + lastWords(order.log()));
            }
        }
        directory.publish(key);
    }

    /** One command that makes the archive, and one that fails unless the JVM takes it. */
    private ArchiveOrder order(Path own, ClassList classes) throws IOException {
        Path list = own.resolve("classes.list");
        classes.copyTo(list);
        Path arguments = own.resolve("archive.args");
        ArgumentFile.write(arguments, spec.withOptions(ArchiveRules.relevant(spec.jvmOptions())));
        Path result = directory.unfinished(key);
        String java = ChildLauncher.javaCommand();
        List<List<String>> commands = List.of(
                List.of(
                        java,
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + result,
                        "@" + arguments),
                List.of(java, "-Xshare:on", "-XX:SharedArchiveFile=" + result, "@" + arguments, "-version"));
        return new ArchiveOrder(commands, own.resolve("archive.log"), result, own);
    }

    private LaunchSpec makersSpec() {
        return new LaunchSpec(
                List.of(spec.archive().makerMain()),
                spec.classPath(),
                MAKERS_OPTIONS,
                spec.environment(),
                spec.workingDirectory());
    }

    private static String lastWords(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "it printed nothing";
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return "it printed: " + String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private void awaitEnd() {
        try {
            if (!ended.await(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                Log.debug("The class-data archive is not ready yet, and given up");
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }
}
