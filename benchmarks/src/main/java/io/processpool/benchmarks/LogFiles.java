package io.processpool.benchmarks;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import io.processpool.logback.ProcessFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two log files of {@link LogLines}, as one process sees them: one through our appender, one through Logback's in its prudent mode. */
final class LogFiles {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger ours;
    private final Logger prudent;

    LogFiles(String directory) {
        ours = logger("ours", ourAppender(path(Path.of(directory), false)));
        prudent = logger("prudent", prudentAppender(path(Path.of(directory), true)));
    }

    static Path path(Path directory, boolean prudent) {
        return directory.resolve(prudent ? "prudent.log" : "ours.log");
    }

    Logger logger(boolean ofPrudent) {
        return ofPrudent ? prudent : ours;
    }

    void close(Path directory) throws IOException {
        context.stop();
        Files.deleteIfExists(path(directory, false));
        Files.deleteIfExists(path(directory, true));
        Files.deleteIfExists(directory);
    }

    private Appender<ILoggingEvent> ourAppender(Path file) {
        ProcessFileAppender<ILoggingEvent> appender = new ProcessFileAppender<>();
        appender.setFile(file.toString());
        appender.setEncoder(encoder());
        return appender;
    }

    private Appender<ILoggingEvent> prudentAppender(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        appender.setPrudent(true);
        appender.setEncoder(encoder());
        return appender;
    }

    private PatternLayoutEncoder encoder() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %-5level [%thread] %logger - %msg%n");
        encoder.start();
        return encoder;
    }

    private Logger logger(String name, Appender<ILoggingEvent> appender) {
        ch.qos.logback.classic.Logger logger = context.getLogger("benchmark." + name);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        logger.setAdditive(false);
        appender.setContext(context);
        appender.start();
        logger.addAppender(appender);
        return logger;
    }
}
