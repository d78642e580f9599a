package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.FailPoint;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that dies before one of its writes of shared memory, and what tests of that need.
 *
 * <p>Every second death is announced, as by the parent of the dead; the others must be found out.
 */
abstract class Mortal implements AutoCloseable {

    /** What a wait of the living is bounded by; no test waits for so long. */
    static final Duration LONG = Duration.ofSeconds(20);

    /** What one process that is about to die, and those that live, do. */
    @FunctionalInterface
    interface Round {
        void play(Mortal mortal) throws Exception;
    }

    /** Makes the process that dies after a number of writes. */
    @FunctionalInterface
    interface Birth {
        Mortal bear(int writes) throws Exception;
    }

    private static final int MOST_WRITES = 500;

    // They wait most of the time, for a death to be found out.
    private static final int ROUNDS_AT_A_TIME = 6;

    private final int writes;
    private final boolean isAnnounced;
    private FutureTask<Boolean> life;

    Mortal(int writes) {
        this.writes = writes;
        this.isAnnounced = writes % 2 == 0;
    }

    /** Lets a process die before its first write, the next one before its second, and so on, until one survives. */
    static void forEachWrite(Birth birth, Round round) throws Exception {
        boolean died = true;
        for (int first = 0; died; first += ROUNDS_AT_A_TIME) {
            assertTrue(first < MOST_WRITES, "it writes for ever");
            List<FutureTask<Boolean>> rounds = new ArrayList<>();
            for (int writes = first; writes < first + ROUNDS_AT_A_TIME; writes++) {
                int writesLeft = writes;
                rounds.add(BodyChild.inThread(() -> died(birth, round, writesLeft)));
            }
            for (FutureTask<Boolean> end : rounds) {
                died &= end.get();
            }
            assertTrue(first > 0 || rounds.get(0).get(), "it never died");
        }
    }

    private static boolean died(Birth birth, Round round, int writes) {
        try (Mortal mortal = birth.bear(writes)) {
            round.play(mortal);
            return !mortal.survived();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("when a process dies before its write number " + (writes + 1), e);
        }
    }

    /** Tells whether somebody is asleep, or is about to be, until the primitive's bell rings. */
    static boolean isWaitedFor(Primitive primitive) {
        return (primitive.words().getIntVolatile(primitive.at(Primitive.BELL_OFFSET)) & 1) != 0;
    }

    /** Begins to run a body in the process. It may capture primitives. */
    final void start(RemoteRunnable body) {
        life = BodyChild.inThread(() -> {
            boolean survived = live(body);
            if (!survived && isAnnounced) {
                ProcessEvents.died(identity(), () -> "mortal");
            }
            return survived;
        });
    }

    /**
     * Begins to run a body that waits for something; returns when it does so, and counts the writes only from then on.
     */
    final void startToWait(RemoteRunnable body, BooleanSupplier waits) throws InterruptedException, IOException {
        int writesLeft = writes;
        ProcessEvent isWaiting = ProcessEvent.create();
        // No event: setting that would be a write that counts.
        Path directory = Files.createTempDirectory("mortal-");
        Path armed = directory.resolve("armed");
        String armedName = armed.toString();
        start(() -> {
            FailPoint.arm(Integer.MAX_VALUE);
            BodyChild.inThread(() -> {
                isWaiting.await();
                FailPoint.arm(writesLeft);
                Files.createFile(Path.of(armedName));
                return null;
            });
            body.run();
        });
        BodyChild.until(waits);
        isWaiting.set();
        BodyChild.until(() -> Files.exists(armed) || hasEnded());
        delete(armed, directory);
    }

    /** A body that has ended first may still arm itself: then the file comes once, or cannot come any more. */
    private static void delete(Path file, Path directory) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException itHasCome) {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    /** Tells whether the body is done, or the process dead and, maybe, announced. */
    final boolean hasEnded() {
        return life.isDone();
    }

    /** Waits until the body is done or the process dead; whether the body was done. */
    final boolean survived() throws Exception {
        return life.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** Runs the body; whether it came to its end. Before this returns false, the process is dead for all others. */
    abstract boolean live(RemoteRunnable body) throws Exception;

    /** Returns who this was, after its life. */
    abstract ProcessIdentity identity();

    @Override
    public abstract void close() throws Exception;
}
