package io.processpool.internal.memory;

import io.processpool.internal.spawn.EndOfJvm;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts JNA so that nobody notices: no warning is printed, and the library that it unpacks is in a private directory
 * that is gone before this returns.
 *
 * <p>A process may be killed just then: what the dead left is swept by the next one that starts JNA, or the next pool,
 * whose directories have such names too.
 */
final class JnaLoader {

    private static final String TMPDIR = "jna.tmpdir";

    /** Set in a worker: the private directory of its pool, which is removed whatever happens. */
    private static final String POOL_DIRECTORY = "processpool.directory";

    /** So long the end of this JVM waits at most for what takes some 50. */
    private static final long UNPACKING_MILLIS = 5_000;

    private static final Pattern DIRECTORY = Pattern.compile("processpool-(\\d{1,9})-(\\d{1,18})-jna\\d+");

    private JnaLoader() {}

    /**
     * Initializes JNA, if that is wanted and can be done silently.
     *
     * @throws ClassNotFoundException if there is no JNA
     * @throws UnsupportedOperationException if the JVM would warn, or the user has switched futexes off
     */
    static void load() throws ClassNotFoundException, IOException {
        if ("false".equals(System.getProperty("processpool.futex"))) {
            throw new UnsupportedOperationException("switched off by processpool.futex");
        }
        Class<?> jna = Class.forName("com.sun.jna.Native", false, JnaLoader.class.getClassLoader());
        requireNativeAccess(jna.getModule());
        requireNativeAccess(JnaLoader.class.getModule());
        String poolDirectory = System.getProperty(POOL_DIRECTORY);
        if (System.getProperty(TMPDIR) != null) {
            initialize(jna);
        } else if (poolDirectory != null) {
            initializeIn(poolDirectory, jna);
        } else {
            initializeInPrivateDirectory(jna);
        }
    }

    private static void initializeIn(String directory, Class<?> jna) throws ClassNotFoundException {
        System.setProperty(TMPDIR, directory);
        try {
            initialize(jna);
        } finally {
            System.clearProperty(TMPDIR);
        }
    }

    private static void initializeInPrivateDirectory(Class<?> jna) throws ClassNotFoundException, IOException {
        sweep(new File(System.getProperty("java.io.tmpdir")));
        ReentrantLock unpacking = new ReentrantLock();
        EndOfJvm endOfJvm = new EndOfJvm("processpool-jna-exit", () -> awaitRelease(unpacking));
        boolean isInTime = endOfJvm.awaitIfStillToCome();
        unpacking.lock();
        try {
            if (!isInTime || endOfJvm.hasBegun()) {
                throw new UnsupportedOperationException("this JVM is about to end");
            }
            unpack(jna);
        } finally {
            unpacking.unlock();
            endOfJvm.forget();
        }
    }

    /** This JVM ends: not before the directory is gone. Removing it under way is of no use, for JNA makes it again. */
    private static void awaitRelease(ReentrantLock unpacking) {
        try {
            if (unpacking.tryLock(UNPACKING_MILLIS, TimeUnit.MILLISECONDS)) {
                unpacking.unlock();
            }
        } catch (InterruptedException nobodyDoes) {
            // Then it is left to the next one that sweeps.
        }
    }

    private static void unpack(Class<?> jna) throws ClassNotFoundException, IOException {
        ProcessIdentity self = ProcessIdentity.current();
        // Only this user may enter what createTempDirectory makes.
        Path directory = Files.createTempDirectory("processpool-" + self.pid() + "-" + self.startTicks() + "-jna");
        try {
            initializeIn(directory.toString(), jna);
        } finally {
            remove(directory);
        }
    }

    private static void initialize(Class<?> jna) throws ClassNotFoundException {
        Class.forName(jna.getName(), true, jna.getClassLoader());
    }

    private static void sweep(File parent) {
        for (File directory : children(parent)) {
            Matcher name = DIRECTORY.matcher(directory.getName());
            if (name.matches() && !new ProcessIdentity(number(name, 1), number(name, 2)).isAlive()) {
                remove(directory.toPath());
            }
        }
    }

    private static long number(Matcher name, int group) {
        return Long.parseLong(name.group(group));
    }

    // What cannot be removed is another user's, or somebody else removes it too.
    private static void remove(Path directory) {
        for (File file : children(directory.toFile())) {
            file.delete();
        }
        directory.toFile().delete();
    }

    private static File[] children(File directory) {
        File[] files = directory.listFiles();
        return files == null ? new File[0] : files;
    }

    /** Asks what {@code Module.isNativeAccessEnabled} says, which is there since 22; before, nobody warns. */
    private static void requireNativeAccess(Module module) {
        try {
            Method isEnabled = Module.class.getMethod("isNativeAccessEnabled");
            if (!(Boolean) isEnabled.invoke(module)) {
                throw new UnsupportedOperationException("native access is not enabled for " + module);
            }
        } catch (NoSuchMethodException older) {
            // JDK 17 to 21.
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("cannot ask for native access", e);
        }
    }
}
