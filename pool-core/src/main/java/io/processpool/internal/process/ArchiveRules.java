package io.processpool.internal.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the JVM asks of those who want a class-data archive. Asked before each launch, so without lambdas, which are slow at first. */
final class ArchiveRules {
    /** With these there is no archive of ours, or the user has one of his own. */
    private static final List<String> EXCLUSIVE = List.of(
            "-Xshare",
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:DumpLoadedClassList",
            "-XX:AOT",
            "--patch-module",
            "--limit-modules",
            "--upgrade-module-path",
            "-Djava.system.class.loader");

    /** What makes no difference to an archive, and some harm to the JVM that makes one: agents, ports, files. */
    private static final List<String> IRRELEVANT = List.of(
            "-D",
            "-agent",
            "-javaagent",
            "-Xlog",
            "-Xloggc",
            "-Xdebug",
            "-Xrun",
            "-XX:StartFlightRecording",
            "-XX:FlightRecorderOptions");

    private ArchiveRules() {}

    /** Why there can be no archive; null if there can. */
    static String obstacle(LaunchSpec spec) {
        for (String option : spec.jvmOptions()) {
            if (startsWithOneOf(EXCLUSIVE, option)) {
                return "the option " + option + " rules it out";
            }
        }
        if (spec.main().size() > 1) {
            return "a launcher finds the classes in jars within a jar, and the JVM archives classes of the class path only";
        }
        for (Path entry : spec.classPath()) {
            if (isFullDirectory(entry)) {
                return "the class path has the directory " + entry + ", and the JVM archives classes of jars only";
            }
        }
        return null;
    }

    /** The options on which an archive depends. */
    static List<String> relevant(List<String> jvmOptions) {
        List<String> relevant = new ArrayList<>();
        for (String option : jvmOptions) {
            if (!startsWithOneOf(IRRELEVANT, option)) {
                relevant.add(option);
            }
        }
        return relevant;
    }

    private static boolean startsWithOneOf(List<String> prefixes, String option) {
        for (String prefix : prefixes) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFullDirectory(Path entry) {
        if (!Files.isDirectory(entry)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
            return files.iterator().hasNext();
        } catch (IOException unreadable) {
            return true;
        }
    }
}
