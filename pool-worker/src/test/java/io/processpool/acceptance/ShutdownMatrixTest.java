package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to end a pool while it is in every kind of trouble: it ends, and every result is there. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ShutdownMatrixTest {
    private static final int ROUNDS = 5;
    private static final int LARGE_BYTES = 16 << 20;

    @TempDir
    private Path directory;

    enum Trouble {
        CRASHES {
            @Override
            AsyncResult<?> in(ProcessPool pool) {
                return pool.applyAsync(Deaths.HALTS);
            }
        },
        CANCELS {
            @Override
            AsyncResult<?> in(ProcessPool pool) {
                AsyncResult<?> result = pool.applyAsync(() -> Thread.sleep(Long.MAX_VALUE));
                result.cancel(true);
                return result;
            }
        },
        CANNOT_TRAVEL {
            @Override
            AsyncResult<?> in(ProcessPool pool) {
                return pool.applyAsync(item -> item, (Object) new Thread());
            }
        },
        LARGE_RESULTS {
            @Override
            AsyncResult<?> in(ProcessPool pool) {
                return pool.applyAsync(() -> new byte[LARGE_BYTES]);
            }
        },
        LARGE_ARGUMENTS {
            @Override
            AsyncResult<?> in(ProcessPool pool) {
                return pool.applyAsync(bytes -> bytes.length, new byte[LARGE_BYTES]);
            }
        },
        CALLBACKS_THROW {
            @Override
            AsyncResult<?> in(ProcessPool pool) {
                return pool.applyAsync(() -> 1).onSuccess(value -> {
                    throw new IllegalStateException("played");
                });
            }
        };

        abstract AsyncResult<?> in(ProcessPool pool);
    }

    enum End {
        CLOSE {
            @Override
            void of(ProcessPool pool) {
                pool.close();
            }
        },
        SHUTDOWN_AND_JOIN {
            @Override
            void of(ProcessPool pool) throws InterruptedException {
                pool.shutdown();
                pool.join();
            }
        },
        CLOSE_WITH_A_TIME {
            @Override
            void of(ProcessPool pool) {
                pool.close(Duration.ofMillis(50));
            }
        },
        TERMINATE {
            @Override
            void of(ProcessPool pool) throws InterruptedException {
                pool.terminate();
                pool.join();
            }
        };

        abstract void of(ProcessPool pool) throws InterruptedException;

        boolean waits() {
            return this == CLOSE || this == SHUTDOWN_AND_JOIN;
        }
    }

    static Stream<Arguments> core() {
        return Stream.of(
                Arguments.of(Trouble.CRASHES, End.CLOSE),
                Arguments.of(Trouble.CANCELS, End.SHUTDOWN_AND_JOIN),
                Arguments.of(Trouble.CANNOT_TRAVEL, End.CLOSE_WITH_A_TIME),
                Arguments.of(Trouble.LARGE_RESULTS, End.TERMINATE));
    }

    static Stream<Arguments> all() {
        return Stream.of(Trouble.values())
                .flatMap(trouble -> Stream.of(End.values()).map(end -> Arguments.of(trouble, end)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void core(Trouble trouble, End end) throws Exception {
        check(trouble, end);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    @Tag("stress")
    void all(Trouble trouble, End end) throws Exception {
        check(trouble, end);
    }

    private void check(Trouble trouble, End end) throws Exception {
        ProcessPool pool =
                ProcessPool.builder().processes(2).jvmOptions("-Xmx128m").build();
        pool.apply(() -> 1); // So that workers are there to be in trouble.
        List<AsyncResult<?>> troubled = new ArrayList<>();
        List<AsyncResult<Integer>> innocent = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            troubled.add(trouble.in(pool));
            innocent.add(pool.applyAsync(n -> n, round));
        }
        end.of(pool);
        for (AsyncResult<?> result : troubled) {
            assertTrue(result.ready(), () -> "open: " + result);
            result.onError(seen -> {});
        }
        for (int round = 0; round < ROUNDS; round++) {
            checkInnocent(innocent.get(round), round, end);
        }
        assertThrows(IllegalStateException.class, () -> pool.apply(() -> 1));
    }

    private static void checkInnocent(AsyncResult<Integer> result, int value, End end) {
        assertTrue(result.ready(), () -> "open: " + result);
        try {
            assertEquals(value, result.join());
        } catch (CancellationException ended) {
            assertTrue(!end.waits(), () -> "not waited for: " + ended);
        }
    }

    @Test
    void aCallbackThatHangsHoldsUpNobodyForEver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ProcessPool pool = ProcessPool.create(1);
        AsyncResult<Integer> hangs = pool.applyAsync(() -> 1).onSuccess(value -> {
            begun.countDown();
            awaitQuietly(never);
        });
        AsyncResult<Integer> behind = pool.applyAsync(() -> 2).onSuccess(value -> {});
        begun.await();
        pool.apply(() -> 3);
        assertFalse(pool.close(Duration.ofMillis(50)));
        assertEquals(1, hangs.join());
        assertEquals(2, behind.join());
        never.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void eachResultHasAFailureOfItsOwn() throws Exception {
        ProcessPool pool = ProcessPool.create(1);
        Path gate = directory.resolve("never opened");
        AsyncResult<Void> first = pool.applyAsync(() -> Marks.await(gate));
        AsyncResult<Void> second = pool.applyAsync(() -> Marks.await(gate));
        pool.terminate();
        pool.join();
        assertNotSame(
                assertThrows(CancellationException.class, first::join),
                assertThrows(CancellationException.class, second::join));
    }
}
