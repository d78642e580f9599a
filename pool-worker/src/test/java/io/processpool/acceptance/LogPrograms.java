package io.processpool.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.status.Status;
import io.processpool.logback.ProcessFileAppender;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of {@link ProcessFileAppenderTest}: each logs to {@code app.log} in its working directory, as its {@code logback.xml} says. */
final class LogPrograms {
    static final Path LOG = Path.of("app.log");
    static final int LONG_TEXT = 20_000;

    private LogPrograms() {}

    /**
     * Starts one of them.
     *
     * @param directory that it works in
     * @param by words of the command before it
     * @param settings of the appender
     */
    static Program start(Path directory, List<String> by, Class<?> main, String... settings) throws IOException {
        Path configuration = directory.resolve("logback.xml");
        Files.writeString(configuration, """
                <configuration>
                  <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
                  <appender name="FILE" class="io.processpool.logback.ProcessFileAppender">
                    <file>app.log</file>
                    <encoder><pattern>%%-5level %%msg%%n</pattern></encoder>
                    %s
                  </appender>
                  <root level="INFO"><appender-ref ref="FILE"/></root>
                </configuration>
                """.formatted(String.join("\n", settings)));
        ProcessBuilder builder = Program.builder(Program.classPath(), main);
        builder.command().add(1, "-Dlogback.configurationFile=" + configuration);
        builder.command().addAll(0, by);
        return Program.start(directory, builder.directory(directory.toFile()));
    }

    /** An event of one line, then one with a stack trace, now and then a long one. */
    static void log(String who, int n) {
        Logger logger = LoggerFactory.getLogger("log");
        logger.info("{} {} plain", who, n);
        logger.error(who + " " + n + " thrown", new IllegalStateException("outer", new IOException("inner")));
        if (n % 10 == 0) {
            logger.info("{} {} long {}", who, n, "x".repeat(LONG_TEXT));
        }
    }

    static void logInWorker(int n) {
        log("worker", n);
    }

    /** The parent logs, builds a pool, and logs beside its workers. */
    static final class Together {
        public static void main(String[] arguments) {
            LoggerFactory.getLogger("log").info("parent starts");
            try (ProcessPool pool = ProcessPool.create(4)) {
                AsyncResult<Void> workers =
                        pool.withChunkSize(1).mapAsync(LogPrograms::logInWorker, MapTest.range(1000));
                for (int n = 0; n < 250; n++) {
                    log("parent", n);
                }
                workers.join();
                LoggerFactory.getLogger("log").info("parent ends");
            }
        }
    }

    /** The pool is there before the parent's Logback. */
    static final class PoolFirst {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(2)) {
                LoggerFactory.getLogger("log").info("parent starts");
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(200));
            }
        }
    }

    /** Starts its worker's Logback while the worker still reads what it inherits. */
    static final class LogsWhenRead implements Serializable {
        private void readObject(ObjectInputStream in) {
            LoggerFactory.getLogger("log").info("read");
        }
    }

    static final class BeforeTheHandOver {
        public static void main(String[] arguments) {
            LoggerFactory.getLogger("log").info("parent starts");
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .initializer(ignored -> {}, new LogsWhenRead())
                    .build()) {
                pool.withChunkSize(1).map(BeforeTheHandOver::meet, MapTest.range(2));
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(200));
            }
        }

        /** Waits until both workers are there. */
        private static void meet(int n) throws Exception {
            Path here = Path.of("here").toAbsolutePath();
            Marks.append(here, n);
            Await.until("both workers run", () -> Marks.lines(here).size() == 2);
        }
    }

    /** A worker that does not log itself has a pool of its own, whose workers log. */
    static final class Nested {
        static void inner(int n) {
            try (ProcessPool pool = ProcessPool.create(2)) {
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(100));
            }
        }

        public static void main(String[] arguments) {
            LoggerFactory.getLogger("log").info("parent starts");
            try (ProcessPool pool = ProcessPool.create(2)) {
                pool.withChunkSize(1).map(Nested::inner, List.of(0, 1));
            }
        }
    }

    /** The workers' class path has no Logback. */
    static final class WorkersWithoutLogback {
        public static void main(String[] arguments) {
            LoggerFactory.getLogger("log").info("parent starts");
            List<Path> classPath = Arrays.stream(Program.classPath().split(File.pathSeparator))
                    .filter(entry -> !entry.contains("logback"))
                    .map(Path::of)
                    .toList();
            try (ProcessPool pool =
                    ProcessPool.builder().processes(2).classPath(classPath).build()) {
                System.out.println(pool.map(n -> n + 1, List.of(0, 1, 2)));
            }
        }
    }

    static final class Interrupted {
        static boolean log(int n) {
            Thread.currentThread().interrupt();
            LogPrograms.log("worker", n);
            return Thread.interrupted();
        }

        public static void main(String[] arguments) {
            LoggerFactory.getLogger("log").info("parent starts");
            try (ProcessPool pool = ProcessPool.create(2)) {
                if (pool.withChunkSize(1)
                        .map(Interrupted::log, MapTest.range(200))
                        .contains(false)) {
                    throw new AssertionError("a flag is lost");
                }
            }
        }
    }

    /** Configures Logback by itself, in the parent and by the initializer in the workers. */
    static final class Programmatic {
        static void configure() {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.reset();
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern("%-5level %msg%n");
            encoder.start();
            ProcessFileAppender<ILoggingEvent> appender = new ProcessFileAppender<>();
            appender.setContext(context);
            appender.setFile(LOG.toString());
            appender.setEncoder(encoder);
            appender.start();
            context.getLogger("ROOT").setLevel(Level.INFO);
            context.getLogger("ROOT").addAppender(appender);
        }

        public static void main(String[] arguments) {
            configure();
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .initializer(Programmatic::configure)
                    .build()) {
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(200));
            }
            configure(); // A second start.
            LoggerFactory.getLogger("log").info("parent ends");
        }
    }

    /** The file is moved away while all log. */
    static final class Moved {
        static final Path OLD = Path.of("app.log.1");

        public static void main(String[] arguments) throws Exception {
            LoggerFactory.getLogger("log").info("parent starts");
            try (ProcessPool pool = ProcessPool.create(2)) {
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(100));
                Files.move(LOG, OLD);
                Await.until("the new file is there", () -> {
                    LoggerFactory.getLogger("log").info("parent waits");
                    return Files.exists(LOG);
                });
                Thread.sleep(1100); // Each worker looks once a second.
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(100));
            }
        }
    }

    /** Comes to the limit of a file's size, which is like a full disk, then gets room again. */
    static final class Full {
        static final int ROOM = 1 << 20;

        public static void main(String[] arguments) throws IOException {
            Logger logger = LoggerFactory.getLogger("log");
            for (int n = 0; n < 15; n++) {
                logger.info("x".repeat(100_000));
            }
            if (Files.size(LOG) != ROOM) {
                throw new AssertionError("no limit: " + Files.size(LOG));
            }
            try (FileChannel file = FileChannel.open(LOG, StandardOpenOption.WRITE)) {
                file.truncate(500_050);
            }
            logger.info("room again");
            List<Status> status = ((LoggerContext) LoggerFactory.getILoggerFactory())
                    .getStatusManager()
                    .getCopyOfStatusList();
            status.stream()
                    .filter(each -> each.getOrigin() instanceof ProcessFileAppender<?>)
                    .forEach(System.out::println);
        }
    }

    /** A worker dies in the middle of its event. */
    static final class Killed {
        static long logLong(int megabytes) throws IOException {
            Files.writeString(
                    Path.of("pid"), String.valueOf(ProcessHandle.current().pid()));
            LoggerFactory.getLogger("log").info("x".repeat(megabytes << 20));
            return 0;
        }

        public static void main(String[] arguments) throws Exception {
            Logger logger = LoggerFactory.getLogger("log");
            logger.info("parent starts");
            try (ProcessPool pool = ProcessPool.create(1)) {
                while (!isKilledAsItLogs(pool)) {
                    logger.info("parent goes on");
                }
                logger.info("parent ends");
            }
        }

        /** On a machine that is busy with other things it may have ended when the signal comes. */
        private static boolean isKilledAsItLogs(ProcessPool pool) throws Exception {
            long before = Files.size(LOG);
            AsyncResult<Long> dying = pool.applyAsync(Killed::logLong, 64);
            Await.until("it writes", () -> Files.size(LOG) > before + (1 << 20));
            ProcessHandle.of(Long.parseLong(Files.readString(Path.of("pid"))))
                    .orElseThrow()
                    .destroyForcibly();
            dying.await();
            return !dying.successful();
        }
    }

    /** The file is there, and holds something. */
    static final class Emptied {
        public static void main(String[] arguments) throws IOException {
            Files.writeString(LOG, "old\n");
            LoggerFactory.getLogger("log").info("parent starts");
            try (ProcessPool pool = ProcessPool.create(2)) {
                pool.withChunkSize(1).map(LogPrograms::logInWorker, MapTest.range(100));
            }
        }
    }

    /** Looks, as soon as each result is there, whether the file holds what its task has logged. */
    static final class AtTaskEnd {
        static int logOne(int n) {
            LoggerFactory.getLogger("log").info("item {}", n);
            return n;
        }

        static void target() {
            LoggerFactory.getLogger("log").info("of the child");
        }

        public static void main(String[] arguments) throws Exception {
            LoggerFactory.getLogger("log").info("parent starts");
            List<Integer> missing = new ArrayList<>();
            try (ProcessPool pool = ProcessPool.create(1)) {
                for (int n = 0; n < 20; n++) {
                    String line = "INFO  item " + pool.apply(AtTaskEnd::logOne, n);
                    if (!Files.readAllLines(LOG).contains(line)) {
                        missing.add(n);
                    }
                }
            }
            System.out.println("missing: " + missing);
            ChildProcess child = ChildProcess.of(AtTaskEnd::target);
            child.start();
            child.join();
            System.out.println("of the child: " + Files.readAllLines(LOG).contains("INFO  of the child"));
        }
    }

    /** A task ends its worker, and the program itself. */
    static final class Exits {
        static int exit(int code) {
            LoggerFactory.getLogger("log").info("worker exits");
            System.exit(code);
            return code;
        }

        public static void main(String[] arguments) throws Exception {
            Logger logger = LoggerFactory.getLogger("log");
            logger.info("parent starts");
            try (ProcessPool pool = ProcessPool.create(1)) {
                AsyncResult<Integer> exiting = pool.applyAsync(Exits::exit, 3);
                exiting.await();
                System.out.println("successful: " + exiting.successful());
            }
            logger.info("parent ends");
            System.exit(0);
        }
    }

    /** Logs, and does nothing until that is in the file; twice. */
    static final class Idle {
        public static void main(String[] arguments) throws Exception {
            for (String text : List.of("first", "second")) {
                LoggerFactory.getLogger("log").info(text);
                Await.until(text + " is written", () -> Files.readAllLines(LOG).contains("INFO  " + text));
            }
        }
    }
}
