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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The demo: workers write a log under one lock, and the one that holds the lock is killed. That costs the one item that
 * it was running; the lock goes to the next worker, the batch to its end, and the log is whole.
 */
public final class KillAWorker {
    private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();
    private static final int WORKERS = 4;
    private static final int DONE_BEFORE_THE_KILL = 50;
    private static final int SLOW_ITEM = 55;

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
                        System.out.println("worker " + worker + " is new, and has done its first item");
                    }
                    if (++done == DONE_BEFORE_THE_KILL) {
                        killOwner(lock);
                    }
                } catch (WorkerDiedException died) {
                    lost.add(ITEMS.get((int) died.itemIndex()));
                    System.out.println("one item is lost: " + died.getMessage());
                }
            }
        }
        return lost;
    }

    /** Kills the worker that holds the lock: the one with the slow item. */
    private static void killOwner(ProcessLock lock) throws InterruptedException {
        Optional<Long> owner = lock.ownerPid();
        for (int looks = 0; looks < 20; ) { // The same owner, again and again: that is the slow one.
            Thread.sleep(10);
            Optional<Long> seen = lock.ownerPid();
            looks = seen.isPresent() && seen.equals(owner) ? looks + 1 : 0;
            owner = seen;
        }
        System.out.printf(
                "%d items are done; worker %d holds the lock, and is killed (SIGKILL)%n",
                DONE_BEFORE_THE_KILL, owner.get());
        ProcessHandle.of(owner.get()).ifPresent(ProcessHandle::destroyForcibly);
    }

    static void init(ProcessLock sharedLock, Path sharedLog) {
        lock = sharedLock;
        log = sharedLog;
    }

    /** Does an item, logs it, and tells which worker did it. */
    static long write(int item) throws Exception {
        long worker = ProcessHandle.current().pid();
        lock.run(() -> {
            int number = Files.readAllLines(log).size() + 1; // A line knows its number: that needs the lock.
            Thread.sleep(item == SLOW_ITEM ? 60_000 : 2); // The work.
            String line = number + ": item " + item + " by worker " + worker + "\n";
            Files.writeString(log, line, StandardOpenOption.APPEND);
        });
        return worker;
    }

    private static void checkLog(List<String> lines, List<Integer> lost) {
        Set<Integer> logged = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).matches((i + 1) + ": item \\d+ by worker \\d+")
                    || !logged.add(Integer.valueOf(lines.get(i).split(" ")[2]))) {
                throw new IllegalStateException("the log is not whole: " + lines.get(i));
            }
        }
        logged.addAll(lost);
        if (!logged.containsAll(ITEMS) || lost.size() != 1) {
            throw new IllegalStateException("lost: " + lost + ", lines in the log: " + lines.size());
        }
        System.out.printf("the log is whole: %d lines, numbered without a gap%n", lines.size());
    }
}
