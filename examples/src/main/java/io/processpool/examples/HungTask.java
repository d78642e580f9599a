package io.processpool.examples;

import io.processpool.pool.Outcome;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * One task of a batch never ends, and hears no interrupt: nobody thought of zero. Its time is over after a second, its
 * worker is replaced, and the batch ends.
 */
public final class HungTask {
    private static final List<Long> NUMBERS = List.of(6L, 27L, 0L, 97L, 871L);

    private HungTask() {}

    public static void main(String[] args) {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .gracePeriod(Duration.ofSeconds(1))
                .build()) {
            List<Outcome<Integer>> outcomes =
                    pool.withTaskTimeout(Duration.ofSeconds(2)).mapOutcomes(HungTask::collatzSteps, NUMBERS);
            outcomes.forEach(HungTask::print);
        }
    }

    static int collatzSteps(long number) {
        int steps = 0;
        for (long n = number; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
            steps++;
        }
        return steps;
    }

    private static void print(Outcome<Integer> outcome) {
        if (outcome instanceof Outcome.Success<Integer> done) {
            System.out.println(NUMBERS.get((int) done.index()) + ": " + done.value() + " steps");
        } else if (outcome instanceof Outcome.Failure<Integer> failed
                && failed.error() instanceof TaskTimeoutException late) {
            System.out.println(
                    failed.item() + ": no answer within " + late.timeout().toSeconds() + " s");
        }
    }
}
