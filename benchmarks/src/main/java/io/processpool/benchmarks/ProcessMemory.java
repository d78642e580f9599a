package io.processpool.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about the memory of a process. */
final class ProcessMemory {
    static final double MIB = 1 << 20;

    private static final double KIB_IN_MIB = 1024;

    private final Path directory;

    /** Of the process with this id. */
    ProcessMemory(long pid) {
        directory = Path.of("/proc", Long.toString(pid));
    }

    static ProcessMemory ofThisProcess() {
        return new ProcessMemory(ProcessHandle.current().pid());
    }

    /** In memory now, with what it shares with other processes: the JVM's code, the JDK's class-data archive. */
    double residentMiB() {
        return mebibytes("smaps_rollup", "Rss:");
    }

    /** In memory now, of no other process. */
    double ownMiB() {
        return mebibytes("smaps_rollup", "Private_Clean:") + mebibytes("smaps_rollup", "Private_Dirty:");
    }

    /** At most in memory until now. */
    double peakResidentMiB() {
        return mebibytes("status", "VmHWM:");
    }

    private double mebibytes(String file, String name) {
        try {
            return Files.readAllLines(directory.resolve(file)).stream()
                            .map(line -> line.split("\\s+"))
                            .filter(words -> words[0].equals(name))
                            .mapToLong(words -> Long.parseLong(words[1]))
                            .findFirst()
                            .orElseThrow()
                    / KIB_IN_MIB;
        } catch (IOException failed) {
            throw new IllegalStateException("no " + file + " in " + directory, failed);
        }
    }
}
