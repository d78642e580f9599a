package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class-data archive of children that are alike: they start from it where there is one; where there is none, one is made of what
 * they load.
 *
 * <p>It is a static archive on every JDK, made from the list of the classes that a child has loaded. A dynamic archive and an AOT cache would be written by the child
 * itself at its end, for which somebody waits, if it comes to one; and they gain less (JDK 25: 154 and 150 ms of processor time for a worker's start, against 138, and
 * 229 without).
 *
 * <p>Thread-safe.
 */
final class ClassDataArchive {
    /** From this version on the JVM tells some of its troubles with an archive under another tag, which earlier ones do not know. */
    private static final int HAS_AOT_TAG = 25;

    private static final ClassDataArchive NONE = new ClassDataArchive(null, null, null, null);

    private final LaunchSpec spec;
    private final ArchiveDirectory directory;
    private final String key;
    private final Path privateDirectory;

    // Guarded by this.
    private Path file;
    private boolean mayTrain;
    private ArchiveTraining training;

    private ClassDataArchive(LaunchSpec spec, ArchiveDirectory directory, String key, Path privateDirectory) {
        this.spec = spec;
        this.directory = directory;
        this.key = key;
        this.privateDirectory = privateDirectory;
        this.mayTrain = key != null;
    }

    /**
     * Looks for one.
     *
     * @param privateDirectory this process's, for lists of classes
     * @throws IOException if the directory of archives cannot be made, or is none to trust
     */
    static ClassDataArchive of(LaunchSpec spec, Path privateDirectory) throws IOException {
        if (spec.archive() == null) {
            return NONE;
        }
        ArchiveDirectory directory = ArchiveDirectory.open(spec.archive().directory(), privateDirectory);
        String obstacle = ArchiveRules.obstacle(spec);
        if (obstacle != null) {
            Log.debug("No class-data archive in " + directory + ": " + obstacle);
            return NONE;
        }
        return new ClassDataArchive(spec, directory, ArchiveKey.of(spec), privateDirectory);
    }

    /** What the next child is started with, unless it writes a list. */
    synchronized List<String> options() {
        if (!isThere()) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off"));
        if (Runtime.version().feature() >= HAS_AOT_TAG) {
            options.add("-Xlog:aot*=off");
        }
        return options;
    }

    /** The list that the next child is to write; null if there is an archive, or it is not this process that makes one. */
    synchronized ClassList newList() throws IOException {
        if (isThere()) {
            return null;
        }
        if (mayTrain) {
            mayTrain = false;
            training = tryToTrain();
        }
        return training == null ? null : training.newList(privateDirectory);
    }

    private ArchiveTraining tryToTrain() {
        FileLock claim = directory.claim(key);
        if (claim == null || isThere()) {
            ArchiveDirectory.release(claim);
            return null;
        }
        return new ArchiveTraining(spec, directory, key, claim);
    }

    /** A child runs that writes a list. */
    synchronized void learnFrom(Child child, ClassList list) {
        training.add(child, list);
    }

    /** Also when another process has made it meanwhile, or somebody has deleted it. */
    private boolean isThere() {
        if (key == null) {
            return false;
        }
        if (file == null || !Files.exists(file)) {
            file = directory.find(key);
        }
        return file != null;
    }
}
