package io.processpool.shared;

import java.lang.reflect.Method;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Keeps Chronicle's loggers silent until it is closed: at its start Chronicle asks for flags that nothing here needs,
 * by an ERROR, a warning of {@code java.util.logging} and more, and starts SLF4J, which complains where it has no
 * provider.
 *
 * <p>Levels that the user has set are left alone. Of SLF4J's providers only Logback can be told; others show the ERROR
 * once. For one thread.
 */
final class QuietLoggers implements AutoCloseable {

    private static final String NAME = "net.openhft.chronicle";
    private static final String LOGBACK = "ch.qos.logback.classic.";

    // Read once, when SLF4J starts: where the user has not started it, its banner is gone for good.
    private static final String BANNER = "slf4j.internal.verbosity";

    private final java.util.logging.Logger julLogger = java.util.logging.Logger.getLogger(NAME);
    private final boolean julIsOff = julLogger.getLevel() == null;
    private final boolean bannerIsOff;
    private final Logger logback; // null if it is left alone

    QuietLoggers() {
        if (julIsOff) {
            julLogger.setLevel(Level.OFF);
        }
        boolean hasProvider = hasProvider();
        bannerIsOff = !hasProvider && System.getProperty(BANNER) == null;
        if (bannerIsOff) {
            System.setProperty(BANNER, "ERROR");
        }
        logback = hasProvider ? logbackWithoutLevel() : null;
        if (logback != null) {
            setLogbackLevel("OFF");
        }
    }

    @Override
    public void close() {
        if (julIsOff) {
            julLogger.setLevel(null);
        }
        if (bannerIsOff) {
            System.clearProperty(BANNER);
        }
        if (logback != null) {
            setLogbackLevel(null);
        }
    }

    private static boolean hasProvider() {
        try {
            return ServiceLoader.load(SLF4JServiceProvider.class, SLF4JServiceProvider.class.getClassLoader()).stream()
                    .findAny()
                    .isPresent();
        } catch (ServiceConfigurationError e) {
            // The user will hear of it from SLF4J.
            return true;
        }
    }

    private static Logger logbackWithoutLevel() {
        Logger logger = logger();
        try {
            boolean isOurs = logger.getClass().getName().equals(LOGBACK + "Logger")
                    && logger.getClass().getMethod("getLevel").invoke(logger) == null;
            return isOurs ? logger : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** While another thread starts SLF4J, it would give us a substitute without a level. It starts under this monitor. */
    private static Logger logger() {
        synchronized (LoggerFactory.class) {
            return LoggerFactory.getLogger(NAME);
        }
    }

    /** By reflection: this library must work where there is no Logback. */
    private void setLogbackLevel(String level) {
        try {
            Class<?> type = logback.getClass();
            Class<?> levels = Class.forName(LOGBACK + "Level", true, type.getClassLoader());
            Method setter = type.getMethod("setLevel", levels);
            setter.invoke(logback, level == null ? null : levels.getField(level).get(null));
        } catch (ReflectiveOperationException e) {
            // Then it says what it says.
        }
    }
}
