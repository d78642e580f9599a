package io.processpool.internal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the children of one pool are launched.
 *
 * @param main the words that start the main class, its name among them; they stand on the command line itself
 * @param classPath entries, absolute
 * @param jvmOptions in the order in which the child gets them: a later one wins
 * @param environment to be set on top of this process's, or to be removed where the value is null
 * @param workingDirectory of the child, or null for this process's
 */
public record LaunchSpec(
        List<String> main,
        List<Path> classPath,
        List<String> jvmOptions,
        Map<String, String> environment,
        Path workingDirectory) {
    /** The property that tells a worker how many bytes may be in use on its heap after an item. */
    public static final String MAX_HEAP = "processpool.maxWorkerHeap";
}
