package io.processpool.examples;

import io.processpool.pool.ChildProcess;
import io.processpool.shared.SharedIntArray;

/** A process doubles each element of an array, under its lock; this one sees it. */
public final class SharedNumbers {
    private SharedNumbers() {}

    public static void main(String[] args) throws InterruptedException {
        SharedIntArray numbers = SharedIntArray.create(new int[] {1, 2, 3});
        try (ChildProcess child =
                ChildProcess.of(SharedNumbers::doubleAll, numbers).start()) {
            child.join();
        }
        System.out.println(numbers.stream().boxed().toList());
    }

    static void doubleAll(SharedIntArray numbers) {
        numbers.getLock().run(() -> {
            for (int i = 0; i < numbers.length(); i++) {
                numbers.set(i, 2 * numbers.get(i));
            }
        });
    }
}
