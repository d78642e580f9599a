package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FailuresTest {

    private static long callLines(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getMethodName().equals("calledFrom"))
                .count();
    }

    /** None of our frames is above those of the caller, but for the one that he has called. */
    private void assertStartsHere(Throwable thrown) {
        assertEquals(getClass().getName(), thrown.getStackTrace()[0].getClassName());
    }

    @Test
    void anUncheckedExceptionIsThrownItself() {
        RuntimeException thrown = WorkerFrame.mark(new IllegalArgumentException("x"), "w", 1);
        assertSame(thrown, Failures.forCaller(thrown));
        int length = thrown.getStackTrace().length;
        assertSame(thrown, Failures.forCaller(thrown));
        assertEquals(length, thrown.getStackTrace().length, "the caller's frames are appended once");
        assertEquals(1, callLines(thrown));
    }

    @Test
    void aCheckedExceptionIsTheCauseOfATaskException() {
        IOException thrown = new IOException("disk");
        RuntimeException seen = Failures.forCaller(thrown);
        assertInstanceOf(TaskException.class, seen);
        assertSame(thrown, seen.getCause());
        assertEquals("java.io.IOException: disk", seen.getMessage());
        assertStartsHere(seen);
    }

    @Test
    void anErrorIsTheCauseOfATaskException() {
        Error thrown = new StackOverflowError();
        assertSame(
                thrown,
                assertInstanceOf(TaskException.class, Failures.forCaller(thrown))
                        .getCause());
    }

    @Test
    void whoWaitsForACancelledCallGetsAnExceptionOfHisOwn() {
        CancellationException cancelled = new CancellationException("why");
        cancelled.initCause(new IOException("cause"));
        RuntimeException first = Failures.forCaller(cancelled);
        RuntimeException second = Failures.forCaller(cancelled);
        assertInstanceOf(CancellationException.class, first);
        assertNotSame(cancelled, first);
        assertNotSame(first, second);
        assertEquals("why", first.getMessage());
        assertSame(cancelled.getCause(), first.getCause());
        assertStartsHere(first);
    }

    @Test
    void whoWaitsForABrokenPoolGetsAnExceptionWithHisOwnStack() {
        IOException cause = new IOException("cause");
        BrokenPoolException broken = new BrokenPoolException("why", cause);
        broken.setStackTrace(new StackTraceElement[0]);
        RuntimeException seen = assertInstanceOf(BrokenPoolException.class, Failures.forCaller(broken));
        assertEquals("why", seen.getMessage());
        assertSame(cause, seen.getCause());
        assertStartsHere(seen);
    }

    @Test
    void aFailureWithoutAnyStackGetsThatOfWhoWaits() {
        RuntimeException late = new IllegalStateException("late");
        late.setStackTrace(new StackTraceElement[0]);
        assertSame(late, Failures.forCaller(late));
        assertStartsHere(late);
    }

    @Test
    void anInterruptedCallerIsToldWhatItWaitedFor() {
        InterruptedException cause = new InterruptedException();
        CancellationException failure = Failures.interrupted("map (call 1)", cause);
        assertTrue(failure.getMessage().contains("map (call 1)"));
        assertSame(cause, failure.getCause());
        assertStartsHere(failure);
    }
}
