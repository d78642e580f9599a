package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.RuntimeError;
import io.processpool.acceptance.InheritanceRuleTest.Raw;
import io.processpool.pool.ProcessPool;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where an error says that a lock was found: in the user's words, whatever this library keeps around and inside it. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class RefusalPlaceTest {
    private static ProcessPool pool;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(1);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    @ParameterizedTest
    @EnumSource
    void placeNamesWhatTheUserWroteAndNothingElse(Raw raw) {
        Object lock = raw.make();
        List<Object> jobs =
                List.of(new InheritanceRuleTest.Job("a", 1), new InheritanceRuleTest.Job("b", List.of(lock)));
        assertEquals(
                "item 1 -> Job.lock[0]",
                assertThrows(RuntimeError.class, () -> pool.map(job -> 1, jobs)).place());
        assertEquals(
                "item 0 -> argument 1",
                assertThrows(RuntimeError.class, () -> pool.starmap((a, b) -> 1, List.of(args("a", lock))))
                        .place());
        assertEquals(
                "argument 0",
                assertThrows(RuntimeError.class, () -> pool.apply(a -> 1, lock)).place());
        assertEquals(
                "argument 1",
                assertThrows(RuntimeError.class, () -> pool.apply((a, b) -> 1, "a", lock))
                        .place());
        assertEquals(
                "the task -> captured argument 0 of the lambda in " + RefusalPlaceTest.class.getName()
                        + ".placeNamesWhatTheUserWroteAndNothingElse",
                assertThrows(RuntimeError.class, () -> pool.apply(() -> lock.hashCode()))
                        .place());
    }
}
