package io.processpool.acceptance;

import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The logger of this library, as Logback has it. */
public final class LibraryLogger {
    private LibraryLogger() {}

    /** Any thread of the library may be starting SLF4J, which until then gives others a substitute; it starts under this monitor. */
    public static Logger get() {
        synchronized (LoggerFactory.class) {
            return (Logger) LoggerFactory.getLogger("io.processpool");
        }
    }
}
