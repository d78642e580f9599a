package io.processpool.examples;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.WorkerDiedException;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The demo: workers write a log under one lock, and one of them is killed in the middle of it. That costs the one item
 * that it was running; the batch goes to its end, and the log is whole.
 *
 * <p>Until locks survive their owner, the victim is a worker that does not hold the lock: this program holds it while
 * it kills.
 */
public final class KillAWorker {
    private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();
    private static final int WORKERS = 4;
    private static final int DONE_BEFORE_THE_KILL = 50;

    // Set once in each worker, before its first task.
    private static ProcessLock lock;
    private static Path log;

    private KillAWorker() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path log = Files.createTempFile("kill-a-worker", ".log");
        try {
            List<Integer> lost = runBatch(log);
            System.out.printf(
                    "the batch has ended: %d of %d items done, lost: %s%n",
                    ITEMS.size() - lost.size(), ITEMS.size(), lost);
            checkLog(Files.readAllLines(log), lost);
        } finally {
            Files.delete(log);
        }
    }

    private static List<Integer> runBatch(Path log) throws InterruptedException {
        System.out.printf("%d workers write %d items into one log, under one lock%n", WORKERS, ITEMS.size());
        ProcessLock lock = ProcessLock.create();
        List<Integer> lost = new ArrayList<>();
        Set<Long> workers = new HashSet<>();
        int done = 0;
        try (ProcessPool pool = ProcessPool.builder()
                        .processes(WORKERS)
                        .initializer(KillAWorker::init, lock, log)
                        .build();
                ResultIterator<Long> results = pool.imapUnordered(KillAWorker::write, ITEMS)) {
            while (results.hasNext()) {
                try {
                    long worker = results.next();
                    if (workers.add(worker) && !lost.isEmpty()) {
                        System.out.println("worker " + worker + " has taken the place of the dead one");
                    }
                    if (++done == DONE_BEFORE_THE_KILL) {
                        kill(worker, lock);
                    }
                } catch (WorkerDiedException died) {
                    lost.add(ITEMS.get((int) died.itemIndex()));
                    System.out.println("one item is lost: " + died.getMessage());
                }
            }
        }
        return lost;
    }

    /** Whoever holds the lock is sure that no other process does. */
    private static void kill(long worker, ProcessLock lock) throws InterruptedException {
        System.out.printf("%d items are done; now worker %d is killed (SIGKILL)%n", DONE_BEFORE_THE_KILL, worker);
        lock.run(() -> {
            Thread.sleep(200); // All workers come to wait for the lock, each in the middle of an item.
            ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
        });
    }

    static void init(ProcessLock sharedLock, Path sharedLog) {
        lock = sharedLock;
        log = sharedLog;
    }

    /** Does an item, logs it, and tells which worker did it. */
    static long write(int item) throws IOException, InterruptedException {
        long worker = ProcessHandle.current().pid();
        Thread.sleep(20); // The work.
        lock.run(() -> {
            Files.writeString(log, "item " + item, StandardOpenOption.APPEND); // A line in two pieces needs the lock.
            Files.writeString(log, " by worker " + worker + "\n", StandardOpenOption.APPEND);
        });
        return worker;
    }

    private static void checkLog(List<String> lines, List<Integer> lost) {
        Set<Integer> logged = new HashSet<>(lost);
        for (String line : lines) {
            if (!line.matches("item \\d+ by worker \\d+") || !logged.add(Integer.valueOf(line.split(" ")[1]))) {
                throw new IllegalStateException("the log is not whole: " + line);
            }
        }
        if (!logged.containsAll(ITEMS) || lost.size() != 1) {
            throw new IllegalStateException("lost: " + lost + ", lines in the log: " + lines.size());
        }
        System.out.printf("the log is whole: %d lines, one for each item that was done%n", lines.size());
    }
}
