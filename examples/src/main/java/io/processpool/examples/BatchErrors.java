package io.processpool.examples;

import static io.processpool.Args.args;

import io.processpool.Args2;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A batch in which some items fail, each of them named, with the stack of the worker that ran it; everything else is
 * done.
 *
 * <p>Each item is a call of its own, so that each has its own callbacks. A call of many items also runs all of them,
 * but fails with one failure only, that of the first failed item.
 */
public final class BatchErrors {
    private static final List<Args2<String, String>> PRICES = List.of(
            args("apples", "12 for 6.00"),
            args("pears", "a dozen for 7.20"),
            args("plums", "25 for 5.00"),
            args("quinces", "0 for 3.00"),
            args("cherries", "100 for 9.00"),
            args("figs", "8"),
            args("grapes", "40 for 6.00"),
            args("melons", "2 for 5.00"));

    private BatchErrors() {}

    public static void main(String[] args) throws InterruptedException {
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        List<AsyncResult<List<Integer>>> batch = new ArrayList<>();

        try (ProcessPool pool = ProcessPool.create(4)) {
            for (Args2<String, String> price : PRICES) {
                String name = price.first();
                batch.add(pool.starmapAsync(BatchErrors::centsForOne, List.of(price))
                        .onSuccess(cents -> System.out.println("done    " + name + ": " + cents.get(0) + " cents"))
                        .onError(error -> {
                            failed.add(name);
                            System.out.println("FAILED  " + name + ": " + error);
                            printWhere(error);
                        }));
            }
            for (AsyncResult<?> result : batch) {
                result.await();
            }
        }
        System.out.println((batch.size() - failed.size()) + " of " + batch.size() + " done, failed: " + failed);
    }

    /** The frames are those of the worker. */
    private static void printWhere(Throwable error) {
        for (StackTraceElement frame : error.getStackTrace()) {
            System.out.println("          at " + frame);
        }
    }

    static int centsForOne(String name, String price) throws PriceFormatException {
        String[] parts = price.split(" for ");
        if (parts.length != 2) {
            throw new PriceFormatException("no amount of money for " + name + ": " + price);
        }
        int pieces = Integer.parseInt(parts[0]);
        int cents = Integer.parseInt(parts[1].replace(".", ""));
        return cents / pieces;
    }
}
