package io.processpool.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What threads have cost until now, as Linux tells it.
 *
 * @param nanos of processor time
 * @param sleeps how often they gave their processor up to wait for something; each is a wake-up later
 */
record Expense(long nanos, long sleeps) {
    static final Expense NONE = new Expense(0, 0);

    /** Which of a process's threads. */
    enum Part {
        /** The main thread, which calls the pool. */
        CALLER,
        /** Those that the pool has named: in the parent they read answers, in a worker it is the one that runs the tasks. */
        POOL,
        /** The JVM's own, compiler and garbage collector above all. */
        JVM
    }

    /** Of the threads that live. */
    static Expense of(long pid, Part part) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(thread -> part == partOf(thread))
                    .map(Expense::of)
                    .reduce(NONE, Expense::plus);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Part partOf(Path thread) {
        String name = String.join("", lines(thread.resolve("comm")));
        if (name.equals("java")) {
            return Part.CALLER;
        }
        return name.startsWith("pool-") ? Part.POOL : Part.JVM;
    }

    private static Expense of(Path thread) {
        long nanos = lines(thread.resolve("schedstat")).stream()
                .mapToLong(line -> Long.parseLong(line.split(" ")[0]))
                .sum();
        long sleeps = lines(thread.resolve("status")).stream()
                .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                .sum();
        return new Expense(nanos, sleeps);
    }

    /** None of a thread that has just ended. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException ended) {
            return List.of();
        } catch (IOException failed) {
            if (Files.exists(file.getParent())) {
                throw new UncheckedIOException(failed);
            }
            return List.of();
        }
    }

    Expense plus(Expense other) {
        return new Expense(nanos + other.nanos, sleeps + other.sleeps);
    }

    Expense minus(Expense before) {
        return new Expense(nanos - before.nanos, sleeps - before.sleeps);
    }
}
