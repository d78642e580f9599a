package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.Args2;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.FailedItem;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskSubmitter;
import io.processpool.pool.TaskTimeoutException;
import io.processpool.pool.WorkerDiedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The kinds of calls of the {@linkplain DeathMatrixTest matrix of deaths}. */
enum MatrixCalls {
    APPLY {
        @Override
        Map<Integer, Object> outcomes(TaskSubmitter pool, List<MortalItem> items) {
            Map<Integer, Object> outcomes = new TreeMap<>();
            for (MortalItem item : items) {
                outcomes.put(item.number, outcome(() -> pool.apply(MortalItem::run, item)));
            }
            return outcomes;
        }
    },
    MAP {
        @Override
        Map<Integer, Object> outcomes(TaskSubmitter pool, List<MortalItem> items) {
            return gathered(() -> pool.withChunkSize(2).map(MortalItem::run, items));
        }
    },
    STARMAP {
        @Override
        Map<Integer, Object> outcomes(TaskSubmitter pool, List<MortalItem> items) {
            List<Args2<MortalItem, Integer>> pairs =
                    items.stream().map(item -> args(item, item.number)).toList();
            return gathered(() -> pool.withChunkSize(2).starmap(MatrixCalls::runPair, pairs));
        }
    },
    IMAP {
        @Override
        Map<Integer, Object> outcomes(TaskSubmitter pool, List<MortalItem> items) {
            return iterated(pool.withChunkSize(2).imap(MortalItem::run, items));
        }
    },
    IMAP_UNORDERED {
        @Override
        Map<Integer, Object> outcomes(TaskSubmitter pool, List<MortalItem> items) {
            return iterated(pool.withChunkSize(2).imapUnordered(MortalItem::run, items));
        }
    };

    /**
     * Runs the items; what has become of each, by its number, as far as such a call tells.
     *
     * @throws BrokenPoolException if the pool is broken
     */
    abstract Map<Integer, Object> outcomes(TaskSubmitter pool, List<MortalItem> items);

    private static Object runPair(MortalItem item, int again) throws Exception {
        assertEquals(item.number, again);
        return item.run();
    }

    /** The value or the failure. */
    private static Object outcome(Supplier<?> value) {
        try {
            return value.get();
        } catch (BrokenPoolException broken) {
            throw broken;
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private static Map<Integer, Object> gathered(Supplier<List<Object>> call) {
        Map<Integer, Object> outcomes = new TreeMap<>();
        Object outcome = outcome(call);
        if (outcome instanceof RuntimeException failure) {
            add(failure, outcomes);
        } else {
            ((List<?>) outcome).forEach(value -> outcomes.put(outcomes.size(), value));
        }
        return outcomes;
    }

    private static Map<Integer, Object> iterated(ResultIterator<Object> results) {
        Map<Integer, Object> outcomes = new TreeMap<>();
        int count = 0;
        while (results.hasNext()) {
            Object outcome = outcome(results::next);
            if (outcome instanceof RuntimeException failure) {
                add(failure, outcomes);
            } else {
                outcomes.put((Integer) outcome, outcome);
            }
            count++;
        }
        assertEquals(count, outcomes.size());
        return outcomes;
    }

    private static void add(RuntimeException failure, Map<Integer, Object> outcomes) {
        outcomes.put((int) indexOf(failure), failure);
    }

    private static long indexOf(RuntimeException failure) {
        if (failure instanceof WorkerDiedException died) {
            return died.itemIndex();
        }
        return failure instanceof TaskTimeoutException late
                ? late.itemIndex()
                : FailedItem.of(failure).orElseThrow(() -> failure).index();
    }
}
