package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.process.ClassPaths;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.wire.ReadFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose memory is broken is given up, and the call that it worked for completes nevertheless. */
@Timeout(60)
class RogueWorkerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong item",
                "wrong kind",
                "wrong length",
                "more spare bytes than there are",
                "short record",
                "missing bulk",
                "same bulk twice",
                "ready again",
                "initializer fails late"
            })
    void aCallCompletesThoughItsWorkerAnswersNonsense(String nonsense) throws Exception {
        LaunchSpec spec = new LaunchSpec(
                List.of(RogueWorker.class.getName()),
                ClassPaths.ofThisJvm(),
                List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1"),
                Map.of(RogueWorker.NONSENSE, nonsense),
                null);
        try (Warnings warnings = new Warnings()) {
            Workforce workforce =
                    Workforce.create("rogue", 1, spec, new Message(new byte[0], null), ReadFilter.of(null));
            PoolEngine engine = new PoolEngine(
                    "rogue",
                    1,
                    new Lifespan(1, 0, 0, 0, 0),
                    new TimeLimits(1_000_000_000, 60_000_000_000L),
                    null,
                    workforce,
                    new Callbacks("rogue-callbacks", null));
            try {
                expectCompletion(engine, 10);
                assertEquals(
                        1,
                        warnings.about("is given up").size(),
                        warnings.messages().toString());
            } finally {
                engine.terminate();
                assertTrue(engine.awaitStopped(TimeUnit.SECONDS.toNanos(20)));
            }
        }
    }

    private static void expectCompletion(PoolEngine engine, int items) throws InterruptedException {
        GatheringCall<List<Object>> call =
                new GatheringCall<>(engine, "map", CallOptions.DEFAULT, ResultSink.list(items), null);
        call.function = new TaskFunction(call.id, new Message(new byte[] {1}, null));
        engine.begin(call);
        engine.dispatcher().submit(List.of(new Range(call, indexes(items))));
        call.inputEnded(items);
        assertTrue(call.result().await(Duration.ofSeconds(30)), "every result completes");
        assertFalse(call.result().successful(), "an item died with its worker");
    }

    private static Chunk indexes(int items) {
        return new RecordedCall(1, items).ranges(items).get(0).chunk;
    }
}
