package io.processpool.acceptance;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of {@link LogPipeTest}: each logs to a pipe. A worker comes to a stop in the middle of its event, where the pipe is full, and so keeps
 * everybody else from their turn until the test kills it or reads the pipe.
 */
final class LogPipePrograms {
    static final int STOPPED_EVENT = 1 << 20;
    static final int ITEMS = 40;

    private LogPipePrograms() {}

    /** In the working directory of the program and its workers, which is that of the test. */
    private static Path mark(String name) {
        return Path.of(name).toAbsolutePath();
    }

    private static void logUntilThePipeIsFull(int length) throws IOException {
        Marks.append(mark("pid"), ProcessHandle.current().pid());
        LoggerFactory.getLogger("log").info("x".repeat(length));
    }

    /** A worker is killed in its turn, while others wait for theirs. */
    static final class Killed {
        public static void main(String[] arguments) throws Exception {
            Logger logger = LoggerFactory.getLogger("log");
            logger.info("parent starts");
            try (ProcessPool pool = ProcessPool.create(3)) {
                AsyncResult<Void> dying = pool.applyAsync(LogPipePrograms::logUntilThePipeIsFull, STOPPED_EVENT);
                Marks.await(mark("full"));
                AsyncResult<Void> others =
                        pool.withChunkSize(1).mapAsync(LogPrograms::logInWorker, MapTest.range(ITEMS));
                Marks.open(mark("others"));
                others.join();
                dying.await();
                System.out.println("successful: " + dying.successful());
                logger.info("parent ends");
            }
        }
    }

    /** A thread is interrupted while it waits for the turn of its process. */
    static final class Interrupted {
        private static boolean waits(Thread thread) {
            return Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("takeTurn"));
        }

        public static void main(String[] arguments) throws Exception {
            Logger logger = LoggerFactory.getLogger("log");
            logger.info("parent starts");
            try (ProcessPool pool = ProcessPool.create(1)) {
                AsyncResult<Void> stopped = pool.applyAsync(LogPipePrograms::logUntilThePipeIsFull, STOPPED_EVENT);
                Marks.await(mark("full"));
                Thread waiting = new Thread(() -> {
                    logger.info("interrupted");
                    System.out.println("flag: " + Thread.interrupted());
                });
                waiting.start();
                Await.until("it waits for its turn", () -> waits(waiting));
                waiting.interrupt();
                Marks.open(mark("interrupted"));
                waiting.join();
                stopped.join();
                logger.info("parent ends");
            }
        }
    }
}
