package io.processpool.internal.log;

import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/** Messages to the user's SLF4J. The only class here that refers to it. */
final class Slf4jSink implements Sink {

    private final Logger logger = logger();

    /**
     * While another thread starts SLF4J, it would give us a logger that makes it complain about early messages. It
     * starts under the monitor of this class.
     */
    private static Logger logger() {
        synchronized (LoggerFactory.class) {
            return LoggerFactory.getLogger("io.processpool");
        }
    }

    /**
     * Looks where SLF4J itself would look, without starting it: its search prints a banner when it finds nothing.
     *
     * @throws LinkageError if there is no SLF4J 2
     */
    static boolean hasProvider() {
        return System.getProperty("slf4j.provider") != null
                || ServiceLoader.load(SLF4JServiceProvider.class, SLF4JServiceProvider.class.getClassLoader()).stream()
                        .findAny()
                        .isPresent();
    }

    @Override
    public void warn(String message, Throwable cause) {
        logger.warn(message, cause);
    }

    @Override
    public void warnWithStack(String message, Throwable cause) {
        logger.warn(message, cause);
    }

    @Override
    public void debug(String message) {
        logger.debug(message);
    }
}
