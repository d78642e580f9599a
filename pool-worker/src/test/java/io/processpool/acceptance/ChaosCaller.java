package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.WorkerDiedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread of {@link ChaosSoakTest} that makes random calls, and enters what becomes of each item. */
final class ChaosCaller {
    private static final int MOST_ITEMS = 60;
    private static final int MOST_LARGE_BYTES = 600_000;

    private final ProcessPool pool;
    private final ChaosItem.Books books;
    private final Random random;
    private FutureTask<Void> body;

    // Written by the thread of this caller.
    private volatile long calls;
    private volatile long longestNanos;
    private long seenCalls = -1; // By who waits for its end.

    ChaosCaller(ProcessPool pool, ChaosItem.Books books, Random random) {
        this.pool = pool;
        this.books = books;
        this.random = random;
    }

    void startUntil(long endNanos) {
        body = new FutureTask<>(() -> {
            while (System.nanoTime() < endNanos) {
                long start = System.nanoTime();
                callOnce();
                longestNanos = Math.max(longestNanos, System.nanoTime() - start);
                calls = calls + 1;
            }
            return null;
        });
        Thread thread = new Thread(body, "chaos-caller");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until it has ended, also a minute after its time: a call that does not end by then never will. */
    void awaitEnd() throws Exception {
        while (true) {
            try {
                body.get(60, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException working) {
                assertTrue(isAtWork(), () -> "a call does not end: " + pool);
            }
        }
    }

    private boolean isAtWork() {
        boolean more = calls != seenCalls;
        seenCalls = calls;
        return more;
    }

    long calls() {
        return calls;
    }

    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestNanos);
    }

    private void callOnce() throws Exception {
        List<ChaosItem> items = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_ITEMS);
        for (int i = 0; i < count; i++) {
            ChaosItem.Kind kind = ChaosItem.Kind.values()[random.nextInt(ChaosItem.Kind.values().length)];
            boolean large = kind == ChaosItem.Kind.LARGE && random.nextInt(8) == 0;
            byte[] ballast = new byte[large ? random.nextInt(MOST_LARGE_BYTES) : 10];
            Arrays.fill(ballast, (byte) random.nextInt());
            items.add(books.make(kind, ballast));
        }
        int chunkSize = 1 + random.nextInt(10);
        switch (random.nextInt(6)) {
            case 0 -> map(items, chunkSize);
            case 1 -> starmap(items, chunkSize);
            case 2 -> iterate(pool.withChunkSize(chunkSize).imap(ChaosItem::run, items), items, true);
            case 3 -> iterate(pool.withChunkSize(chunkSize).imapUnordered(ChaosItem::run, items), items, false);
            case 4 -> apply(items);
            default -> async(items);
        }
    }

    private interface Gathering {
        List<ChaosItem.Result> get() throws Exception;
    }

    private void map(List<ChaosItem> items, int chunkSize) throws Exception {
        gather(items, () -> pool.withChunkSize(chunkSize).map(ChaosItem::run, items));
    }

    private static ChaosItem.Result runPair(ChaosItem item, int id) throws Exception {
        assertEquals(item.id, id);
        return item.run();
    }

    private void starmap(List<ChaosItem> items, int chunkSize) throws Exception {
        gather(
                items,
                () -> pool.withChunkSize(chunkSize)
                        .starmap(
                                ChaosCaller::runPair,
                                items.stream().map(item -> args(item, item.id)).toList()));
    }

    private void gather(List<ChaosItem> items, Gathering call) throws Exception {
        try {
            List<ChaosItem.Result> results = call.get();
            assertEquals(items.size(), results.size());
            for (int i = 0; i < results.size(); i++) {
                enter(items.get(i), results.get(i));
            }
        } catch (WorkerDiedException died) {
            enterDeath(items, died);
        }
    }

    private void iterate(ResultIterator<ChaosItem.Result> results, List<ChaosItem> items, boolean inOrder) {
        int taken = 0;
        while (results.hasNext()) {
            try {
                ChaosItem.Result result = results.next();
                assertTrue(!inOrder || items.get(taken).id == result.id(), "the order");
                enter(find(items, result.id()), result);
            } catch (WorkerDiedException died) {
                enterDeath(items, died);
            }
            taken++;
        }
        assertEquals(items.size(), taken);
    }

    private static ChaosItem find(List<ChaosItem> items, int id) {
        return items.stream().filter(item -> item.id == id).findFirst().orElseThrow();
    }

    private void apply(List<ChaosItem> items) {
        for (ChaosItem item : items) {
            try {
                enter(item, pool.apply(ChaosItem::run, item));
            } catch (WorkerDiedException died) {
                enterDeath(List.of(item), died);
            }
        }
    }

    private void async(List<ChaosItem> items) throws Exception {
        AtomicInteger callbacks = new AtomicInteger();
        List<AsyncResult<ChaosItem.Result>> results = new ArrayList<>();
        for (ChaosItem item : items) {
            results.add(pool.applyAsync(ChaosItem::run, item)
                    .onSuccess(result -> callbacks.incrementAndGet())
                    .onError(failure -> callbacks.incrementAndGet()));
        }
        for (int i = 0; i < items.size(); i++) {
            try {
                enter(items.get(i), results.get(i).get());
            } catch (ExecutionException failed) {
                enterDeath(List.of(items.get(i)), (WorkerDiedException) failed.getCause());
            }
        }
        assertEquals(items.size(), callbacks.get(), "callbacks, each before its result is ready");
    }

    private void enter(ChaosItem item, ChaosItem.Result result) {
        assertEquals(item.id, result.id());
        assertArrayEquals(item.ballast, result.ballast());
        books.completed(item.id);
    }

    private void enterDeath(List<ChaosItem> items, WorkerDiedException died) {
        ChaosItem item = items.get((int) died.itemIndex());
        assertEquals("SIGKILL", died.signal().orElse("none"), died::getMessage);
        books.lost(item.id);
    }
}
