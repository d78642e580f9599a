package io.processpool.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

@Timeout(60)
class LogTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final ErrSink sink = new ErrSink(() -> out);

    @Test
    void aDistinctMessageIsToldOnce() {
        sink.warn("first", null);
        sink.warn("second", new IllegalStateException("why"));
        sink.warn("first", null);
        sink.debug("nobody asked");
        assertEquals(
                List.of("processpool WARN first", "processpool WARN second: java.lang.IllegalStateException: why"),
                lines());
    }

    @Test
    void aMistakeIsToldOnceWithItsStack() {
        Exception mistake = new IllegalStateException("why", new IOException("deeper"));
        sink.warnWithStack("first threw " + mistake, mistake);
        sink.warnWithStack("first threw " + mistake, mistake);
        sink.warnWithStack("second", mistake);
        List<String> heads =
                lines().stream().filter(line -> !line.startsWith("\t")).toList();
        assertEquals(
                List.of(
                        "processpool WARN first threw java.lang.IllegalStateException: why",
                        "Caused by: java.io.IOException: deeper",
                        "processpool WARN second: java.lang.IllegalStateException: why",
                        "Caused by: java.io.IOException: deeper"),
                heads);
        assertTrue(lines().get(1).startsWith("\tat " + LogTest.class.getName() + ".aMistakeIsToldOnceWithItsStack("));
    }

    @Test
    void whatWasToldIsForgottenAfterAThousandOthers() {
        for (int i = 0; i <= 1000; i++) {
            sink.warn("message " + i, null);
        }
        sink.warn("message 1000", null);
        sink.warn("message 0", null);
        assertEquals(1002, lines().size());
    }

    @Test
    void withoutSlf4jAWarningIsOneLine() throws Exception {
        assertEquals("processpool WARN hello", outputWith(List.of(Log.class, LogTest.class)));
    }

    @Test
    void withoutAProviderAWarningIsOneLineAndSlf4jIsSilent() throws Exception {
        assertEquals("processpool WARN hello", outputWith(List.of(Log.class, LogTest.class, Logger.class)));
    }

    @Test
    void aProviderThatTheUserNamesGetsTheMessages() throws Exception {
        // It does not exist, so SLF4J complains: a proof that it was asked.
        try (ChildJvm child = ChildJvm.start(
                List.of(Log.class, LogTest.class, ChildJvm.class, Logger.class), Named.class, "no.such.Provider")) {
            String output = child.awaitEnd();
            assertTrue(output.contains("no.such.Provider"), output);
        }
    }

    @Test
    void whatTheUsersStreamThrowsHurtsNobody() throws Exception {
        assertEquals("survived", outputWith(List.of(Log.class, LogTest.class), Surviving.class));
    }

    @Test
    void whatTheUsersLoggerThrowsHurtsNobody() throws Exception {
        try (ChildJvm child = ChildJvm.start(
                List.of(Log.class, LogTest.class, ChildJvm.class, Logger.class),
                Named.class,
                ThrowingProvider.class.getName())) {
            String output = child.awaitEnd();
            assertTrue(
                    output.contains("processpool WARN hello (cannot be told in full: java.lang.IllegalStateException)"),
                    output);
            assertTrue(output.contains("survived"), output);
        }
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String outputWith(List<Class<?>> classPath) throws Exception {
        return outputWith(classPath, Warner.class);
    }

    private static String outputWith(List<Class<?>> classPath, Class<?> main) throws Exception {
        try (ChildJvm child = ChildJvm.start(classPath, main)) {
            return child.awaitEnd();
        }
    }

    /** A child that warns. */
    static final class Warner {
        public static void main(String[] args) {
            Log.warn("hello");
        }
    }

    /** A child whose standard error throws. */
    static final class Surviving {
        public static void main(String[] args) {
            System.setErr(new PrintStream(System.out) {
                @Override
                public void println(String line) {
                    throw new IllegalStateException("played");
                }
            });
            Log.warn("hello");
            System.out.println("survived");
        }
    }

    /** A child that warns through a certain provider. */
    static final class Named {
        public static void main(String[] args) {
            System.setProperty("slf4j.provider", args[0]);
            Log.warn("hello");
            Log.debug("nobody asked");
            System.out.println("survived");
        }
    }
}
