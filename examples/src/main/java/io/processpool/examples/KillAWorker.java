package io.processpool.examples;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.WorkerDiedException;
import io.processpool.sync.ProcessBarrier;
import io.processpool.sync.ProcessEvent;
import io.processpool.sync.ProcessLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * The demo: workers write a log under one lock, and the one that holds the lock is killed. That costs the one item that
 * it was running; the lock goes to the next worker, the batch to its end, and the log is whole.
 */
public final class KillAWorker {
    private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();
    private static final int WORKERS = 4;
    private static final int SLOW_ITEM = 55;

    // Set once in each worker, before its first task.
    private static ProcessLock lock;
    private static ProcessBarrier allAreThere;
    private static ProcessEvent slowItemBegins;
    private static Path log;

    private KillAWorker() {}

    public static void main(String[] args) throws Exception {
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

    private static List<Integer> runBatch(Path log) throws Exception {
        ProcessLock lock = ProcessLock.create();
        ProcessBarrier allAreThere = ProcessBarrier.create(WORKERS);
        ProcessEvent slowItemBegins = ProcessEvent.create();
        FutureTask<Long> kill = new FutureTask<>(() -> killOwner(lock, slowItemBegins, log));
        List<Integer> lost = new ArrayList<>();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(WORKERS)
                .initializer(KillAWorker::init, lock, allAreThere, slowItemBegins, log)
                .build()) {
            Set<Long> workers = meet(pool);
            System.out.printf("%d workers write %d items into one log, under one lock%n", workers.size(), ITEMS.size());
            startThread(kill);
            for (ResultIterator<Void> results = pool.imapUnordered(KillAWorker::write, ITEMS); results.hasNext(); ) {
                try {
                    results.next();
                } catch (WorkerDiedException died) {
                    lost.add(ITEMS.get((int) died.itemIndex()));
                    System.out.println("one item is lost: " + died.getMessage());
                }
            }
            Set<Long> newOnes = meet(pool);
            newOnes.removeAll(workers);
            System.out.printf("there are %d workers again, the new one is %s%n", WORKERS, newOnes);
        }
        kill.get(); // Throws what it threw.
        return lost;
    }

    private static void startThread(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        thread.start();
    }

    /** Kills the worker with the slow item, which holds the lock: so nobody writes into the log meanwhile. */
    private static long killOwner(ProcessLock lock, ProcessEvent slowItemBegins, Path log) throws Exception {
        slowItemBegins.await();
        long owner = lock.ownerPid().orElseThrow();
        int done = Files.readAllLines(log).size();
        System.out.printf("%d items are done; worker %d holds the lock, and is killed (SIGKILL)%n", done, owner);
        ProcessHandle.of(owner).ifPresent(ProcessHandle::destroyForcibly);
        return owner;
    }

    static void init(ProcessLock sharedLock, ProcessBarrier sharedBarrier, ProcessEvent sharedEvent, Path sharedLog) {
        lock = sharedLock;
        allAreThere = sharedBarrier;
        slowItemBegins = sharedEvent;
        log = sharedLog;
    }

    /** Gives each worker a task that waits for the others, and so learns who they are. */
    private static Set<Long> meet(ProcessPool pool) {
        return new HashSet<>(pool.map(KillAWorker::awaitOthers, ITEMS.subList(0, WORKERS)));
    }

    static long awaitOthers(int item) throws Exception {
        allAreThere.await();
        return ProcessHandle.current().pid();
    }

    /** Does an item, and logs it with the worker that did it. */
    static void write(int item) throws Exception {
        lock.run(() -> {
            int number = Files.readAllLines(log).size() + 1; // A line knows its number: that needs the lock.
            work(item);
            long worker = ProcessHandle.current().pid();
            String line = number + ": item " + item + " by worker " + worker + "\n";
            Files.writeString(log, line, StandardOpenOption.APPEND);
        });
    }

    private static void work(int item) throws InterruptedException {
        if (item == SLOW_ITEM) {
            slowItemBegins.set();
        }
        Thread.sleep(item == SLOW_ITEM ? 60_000 : 2);
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
