package io.processpool.benchmarks;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import java.lang.ref.Reference;
import java.util.AbstractList;
import java.util.List;

/**
 * What a parent needs for so many tiny items, in a JVM of its own: {@code ParentMemory WAY ITEMS [--collect]}. Prints MiB: with {@code --collect} what was
 * reachable on the heap at most, found by collecting the garbage again and again; otherwise what was resident at most.
 */
final class ParentMemory {
    enum Way {
        IMAP_UNORDERED("imapUnordered"),
        IMAP("imap"),
        MAP("map"),
        /** What the tasks give is not kept. */
        MAP_VOID("map of a void task");

        /** In tables. */
        final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private static final int WORKERS = 2;
    private static final long LOOK_MILLIS = 200;

    private ParentMemory() {}

    public static void main(String[] arguments) {
        Way way = Way.valueOf(arguments[0]);
        int items = Integer.parseInt(arguments[1]);
        boolean collects = arguments.length > 2;
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            System.out.println(collects ? reachable(pool, way, items) : resident(pool, way, items));
        }
    }

    private static double resident(ProcessPool pool, Way way, int items) {
        run(pool, way, items);
        return ProcessMemory.ofThisProcess().peakResidentMiB();
    }

    private static double reachable(ProcessPool pool, Way way, int items) {
        double[] most = {0};
        Thread looking = new Thread(() -> lookUntilInterrupted(most));
        looking.start();
        Object results = run(pool, way, items);
        looking.interrupt();
        join(looking);
        look(most);
        Reference.reachabilityFence(results);
        return most[0];
    }

    private static void lookUntilInterrupted(double[] most) {
        try {
            while (true) {
                look(most);
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException enough) {
            // That is how it ends.
        }
    }

    private static void look(double[] most) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        most[0] = Math.max(most[0], (runtime.totalMemory() - runtime.freeMemory()) / ProcessMemory.MIB);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException nobodyInterruptsThis) {
            throw new IllegalStateException(nobodyInterruptsThis);
        }
    }

    /** Runs all, checks it, and returns what it leaves. */
    private static Object run(ProcessPool pool, Way way, int items) {
        List<Integer> input = lazily(items);
        switch (way) {
            case IMAP_UNORDERED -> checkSum(pool.imapUnordered(Work::square, input), items);
            case IMAP -> checkSum(pool.imap(Work::square, input), items);
            case MAP_VOID -> pool.map(ParentMemory::drop, input);
            case MAP -> {
                List<Integer> squares = pool.map(Work::square, input);
                Work.check(squares, items);
                return squares;
            }
            default -> throw new IllegalArgumentException(way.toString());
        }
        return input;
    }

    private static void drop(int item) {
        Work.square(item);
    }

    private static void checkSum(ResultIterator<Integer> squares, int items) {
        long sum = 0;
        long expected = 0;
        try (squares) {
            for (int i = 0; i < items; i++) {
                sum += squares.next();
                expected += Work.square(i);
            }
            if (squares.hasNext() || sum != expected) {
                throw new IllegalStateException("the sum of the results: " + sum);
            }
        }
    }

    /** Numbers that are made as they are asked for, so that the input takes nothing. */
    private static List<Integer> lazily(int count) {
        return new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return count;
            }
        };
    }
}
