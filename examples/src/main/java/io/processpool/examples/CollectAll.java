package io.processpool.examples;

import io.processpool.pool.Outcome;
import io.processpool.pool.ProcessPool;
import java.util.List;

/** A batch whose every value and every failure is wanted: nothing is thrown, each item is told of, in its place. */
public final class CollectAll {
    private static final List<String> AMOUNTS = List.of("12", "7", "a dozen", "25", "exit", "100", "");

    private CollectAll() {}

    public static void main(String[] args) {
        int done = 0;
        try (ProcessPool pool = ProcessPool.create(2)) {
            for (Outcome<Integer> outcome : pool.mapOutcomes(CollectAll::parse, AMOUNTS)) {
                if (outcome instanceof Outcome.Success<Integer> success) {
                    System.out.println("item " + success.index() + ": " + success.value());
                    done++;
                } else if (outcome instanceof Outcome.Failure<Integer> failure) {
                    String why = failure.error().toString().lines().findFirst().orElseThrow();
                    System.out.println("item " + failure.index() + ", '" + failure.item() + "', failed: " + why);
                }
            }
        }
        System.out.println(done + " of " + AMOUNTS.size() + " done");
    }

    static int parse(String amount) {
        if (amount.equals("exit")) {
            System.exit(3); // Costs this item only.
        }
        return Integer.parseInt(amount);
    }
}
