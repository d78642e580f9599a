package io.processpool.internal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the children of one pool are launched.
 *
 * @param main the words that start the main class, its name among them; they stand on the command line itself
 * @param classPath entries, absolute
 * @param hasOwnClassPath whether that is the user's, so that more may be found there than in this process
 * @param jvmOptions in the order in which the child gets them: a later one wins
 * @param environment to be set on top of this process's, or to be removed where the value is null
 * @param workingDirectory of the child, or null for this process's
 * @param archive where to find their classes, or null to read them from the class path each time
 */
public record LaunchSpec(
        List<String> main,
        List<Path> classPath,
        boolean hasOwnClassPath,
        List<String> jvmOptions,
        Map<String, String> environment,
        Path workingDirectory,
        ArchiveSpec archive) {
    /** The property that tells a worker how many bytes may be in use on its heap after an item. */
    public static final String MAX_HEAP = "processpool.maxWorkerHeap";

    /** Children with the class path of this process, that start without an archive. */
    public LaunchSpec(
            List<String> main,
            List<Path> classPath,
            List<String> jvmOptions,
            Map<String, String> environment,
            Path workingDirectory) {
        this(main, classPath, false, jvmOptions, environment, workingDirectory, null);
    }

    /** The same children with other options, and without an archive. */
    LaunchSpec withOptions(List<String> others) {
        return new LaunchSpec(main, classPath, hasOwnClassPath, others, environment, workingDirectory, null);
    }
}
