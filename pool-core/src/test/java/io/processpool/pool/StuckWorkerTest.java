package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.internal.log.Warnings;
import io.processpool.internal.process.ClassPaths;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.wire.ReadFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child that does not read its configuration holds up nobody for longer than a child may take to start. */
@Timeout(60)
class StuckWorkerTest {
    private static final String LIMIT = "processpool.startMillis";

    /** More than a pipe holds. */
    private static final Message INITIALIZER = new Message(new byte[1 << 20], null);

    private static PoolEngine start() throws Exception {
        LaunchSpec spec = new LaunchSpec(
                List.of(StuckWorker.class.getName()),
                ClassPaths.ofThisJvm(),
                List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1"),
                Map.of(),
                null);
        Workforce workforce = Workforce.create("stuck", 1, spec, INITIALIZER, ReadFilter.of(null));
        return new PoolEngine(
                "stuck",
                1,
                new Lifespan(1, 0, 0, 0, 0),
                new TimeLimits(1_000_000_000, 60_000_000_000L),
                null,
                workforce,
                new Callbacks("stuck-callbacks", null));
    }

    private static GatheringCall<List<Object>> submit(PoolEngine engine) {
        GatheringCall<List<Object>> call =
                new GatheringCall<>(engine, "map", CallOptions.DEFAULT, ResultSink.list(3), null);
        call.function = new TaskFunction(call.id, new Message(new byte[] {1}, null));
        engine.begin(call);
        Chunk chunk = new RecordedCall(1, 3).ranges(3).get(0).chunk;
        engine.dispatcher().submit(List.of(new Range(call, chunk)));
        call.inputEnded(3);
        return call;
    }

    @Test
    void isKilledAndReplaced() throws Exception {
        System.setProperty(LIMIT, "4000"); // For the second one, too, on whatever machine.
        try (Warnings warnings = new Warnings()) {
            PoolEngine engine = start();
            try {
                GatheringCall<List<Object>> call = submit(engine);
                assertTrue(call.result().await(Duration.ofSeconds(40)), "the second worker answers");
                // What it plays are no values; where no worker answers, the pool is broken instead.
                Throwable failure = assertThrows(ExecutionException.class, call.result()::get)
                        .getCause();
                assertInstanceOf(SerializationException.class, failure);
                // More than one where a later worker took longer too, on a busy machine.
                assertFalse(warnings.about("did not connect within 4000 ms").isEmpty(), warnings.messages()::toString);
            } finally {
                engine.terminate();
                assertTrue(engine.awaitStopped(TimeUnit.SECONDS.toNanos(20)));
            }
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    @Test
    void doesNotHoldUpTheEndOfItsPool() throws Exception {
        PoolEngine engine = start();
        GatheringCall<List<Object>> call = submit(engine);
        engine.terminate();
        assertTrue(engine.awaitStopped(TimeUnit.SECONDS.toNanos(20)));
        assertTrue(call.result().await(Duration.ofSeconds(10)));
    }
}
