package io.processpool.internal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the children of one pool are launched.
 *
 * @param mainClass stands on the command line itself
 * @param classPath entries, absolute
 * @param jvmOptions in the order in which the child gets them: a later one wins
 * @param environment to be set on top of this process's, or to be removed where the value is null
 * @param workingDirectory of the child, or null for this process's
 */
public record LaunchSpec(
        String mainClass,
        List<Path> classPath,
        List<String> jvmOptions,
        Map<String, String> environment,
        Path workingDirectory) {}
