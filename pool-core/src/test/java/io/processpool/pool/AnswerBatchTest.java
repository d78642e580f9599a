package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neighbours are told of at once, in order, each once. */
class AnswerBatchTest {
    private final AnswerBatch batch = new AnswerBatch();
    private final List<String> told = new ArrayList<>();
    private final Call call = new Call(7, "map", CallOptions.DEFAULT) {
        @Override
        void succeeded(long firstIndex, Object[] results, int from, int to) {
            told.add(firstIndex + "=" + List.of(results).subList(from, to));
        }

        @Override
        void failed(long index, Throwable failure) {
            told.add(index + "!" + failure.getMessage());
        }

        @Override
        void abort(Throwable failure) {
            throw new AssertionError(failure);
        }
    };

    private void addValues(long first, int count) {
        for (long i = first; i < first + count; i++) {
            batch.addValue(7, i, call, "v" + i);
        }
    }

    /** The arrays are used again, and {@code List.of} knows no nulls: so they are full. */
    private void fill() {
        while (!batch.isFull()) {
            batch.addValue(8, batch.size(), null, "over");
        }
    }

    @Test
    void neighboursAreOneRun() {
        addValues(3, 2);
        addValues(9, 1);
        fill();
        assertEquals(3, batch.runs());
        assertEquals(2, batch.length(0));
        assertEquals(9, batch.firstIndex(1));
        batch.deliver(batch.size());
        assertEquals(List.of("3=[v3, v4]", "9=[v9]"), told);
    }

    @Test
    void aFailureIsARunOfItsOwn() {
        addValues(0, 2);
        batch.addFailure(7, 2, call, new IllegalStateException("no"));
        addValues(3, 1);
        assertEquals(3, batch.runs());
        assertEquals(2, batch.indexOf(2));
        assertEquals(3, batch.indexOf(3));
    }

    @Test
    void whatIsDroppedIsNotTold() {
        addValues(0, 3);
        fill();
        batch.drop(0, 1);
        batch.deliver(batch.size());
        assertEquals(List.of("0=[v0]", "2=[v2]"), told);
    }

    @Test
    void onlyTheFirstAnswersAreTold() {
        addValues(0, 3);
        fill();
        batch.deliver(2);
        assertEquals(List.of("0=[v0, v1]"), told);
        assertEquals(0, batch.size());
    }
}
