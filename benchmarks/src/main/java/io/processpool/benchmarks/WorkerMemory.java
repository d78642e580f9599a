package io.processpool.benchmarks;

import io.processpool.pool.ProcessPool;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** What a worker needs: one that is new, and one after some work. */
final class WorkerMemory {
    /**
     * Some work.
     *
     * @param title in tables
     * @param work runs it on a pool of one worker
     */
    private record Load(String title, Consumer<ProcessPool> work) {}

    private static final List<Load> LOADS = List.of(
            new Load("after its first result", pool -> {}),
            new Load("after a million tiny items", pool -> pool.map(Work::square, Work.items(1_000_000))),
            new Load("after hashing 800 MiB", pool -> pool.map(CpuBatch::hash, Work.items(200))),
            new Load("after 64 arguments of 4 MiB", pool -> look(pool, 64, 4 << 20)),
            new Load("after 16 arguments of 64 MiB", pool -> look(pool, 16, 64 << 20)));

    private WorkerMemory() {}

    private static void look(ProcessPool pool, int items, int length) {
        pool.withChunkSize(1).map(Bytes::look, Collections.nCopies(items, new byte[length]));
    }

    /** Measures all, and returns a tab-separated row for each: what, resident, of its own, in MiB. */
    static List<String> rows() {
        return LOADS.stream().map(WorkerMemory::row).toList();
    }

    private static String row(Load load) {
        try (ProcessPool pool = ProcessPool.create(1)) {
            pool.apply(Work::square, 1);
            load.work().accept(pool);
            ProcessMemory worker = new ProcessMemory(
                    ProcessHandle.current().children().findFirst().orElseThrow().pid());
            return MemoryMain.row(load.title(), worker.residentMiB(), worker.ownMiB());
        }
    }
}
