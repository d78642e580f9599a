package io.processpool.internal.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the library warns of, while this is open. */
public final class Warnings implements AutoCloseable {
    private final Logger logger = logger();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final boolean additive = logger.isAdditive();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN) {
                events.add(event);
            }
        }
    };

    public Warnings() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    /**
     * The logger of this library, as Logback has it. Any thread of the library may be starting SLF4J, which until then
     * gives others a substitute; it starts under this monitor.
     */
    public static Logger logger() {
        synchronized (LoggerFactory.class) {
            return (Logger) LoggerFactory.getLogger("io.processpool");
        }
    }

    public List<String> messages() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Those that speak of something. */
    public List<String> about(String what) {
        return messages().stream().filter(message -> message.contains(what)).toList();
    }

    /** The message of the cause of the only warning. */
    public String onlyCause() {
        return events.get(0).getThrowableProxy().getMessage();
    }

    /** Sees to it that all that was to be told has been told; what somebody else might still tell is told at once. */
    public Warnings settled() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("processpool-warn")) {
                thread.interrupt();
                thread.join();
            }
        }
        return this;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(additive);
    }
}
