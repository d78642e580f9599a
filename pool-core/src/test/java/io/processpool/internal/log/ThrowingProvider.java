package io.processpool.internal.log;

import java.lang.reflect.Proxy;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** A provider whose loggers throw, whatever they are asked for. */
public final class ThrowingProvider implements SLF4JServiceProvider {
    private static Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                ThrowingProvider.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("played");
                });
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> logger();
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return new BasicMarkerFactory();
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0";
    }

    @Override
    public void initialize() {}
}
