package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerFrameTest {

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, type + ".java", 1);
    }

    private static RuntimeException thrownIn(StackTraceElement... frames) {
        RuntimeException thrown = new IllegalStateException("x");
        thrown.setStackTrace(frames);
        return thrown;
    }

    private static List<String> methods(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    @Test
    void theWorkersOwnLoopIsReplacedByTheLine() {
        RuntimeException thrown = thrownIn(
                frame("com.acme.Orders", "price"),
                frame("io.processpool.pool.Tasks$Apply2", "apply"),
                frame("io.processpool.worker.TaskLoop", "run"),
                frame("io.processpool.worker.WorkerMain", "main"));
        WorkerFrame.mark(thrown, "pool-1-worker-2", 4711);
        assertEquals(List.of("price", "calledFrom"), methods(thrown));
        assertEquals("pool-1-worker-2.calledFrom(pid 4711)", thrown.getStackTrace()[1].toString());
    }

    @Test
    void ourFramesWithinTheUsersStay() {
        RuntimeException thrown = thrownIn(
                frame("com.acme.A", "inner"),
                frame("io.processpool.worker.X", "between"),
                frame("com.acme.A", "outer"));
        WorkerFrame.mark(thrown, "w", 1);
        assertEquals(List.of("inner", "between", "outer", "calledFrom"), methods(thrown));
    }

    @Test
    void aThrowableWithoutFramesGetsTheLineOnly() {
        assertEquals(List.of("calledFrom"), methods(WorkerFrame.mark(thrownIn(), "w", 1)));
        assertEquals(List.of("calledFrom"), methods(WorkerFrame.only(new RuntimeException(), "w", 1)));
    }

    @Test
    void theCallersFramesFollowTheLine() {
        RuntimeException thrown = WorkerFrame.mark(thrownIn(frame("com.acme.A", "task")), "w", 1);
        WorkerFrame.appendCaller(thrown);
        List<String> methods = methods(thrown);
        assertEquals(List.of("task", "calledFrom"), methods.subList(0, 2));
        assertTrue(methods.size() > 3, methods.toString());
        assertEquals(
                this.getClass().getName(), thrown.getStackTrace()[2].getClassName(), "the last of our frames at most");
    }

    @Test
    void theCallersFramesAreAppendedOnce() {
        RuntimeException thrown = WorkerFrame.mark(thrownIn(frame("com.acme.A", "task")), "w", 1);
        WorkerFrame.appendCaller(thrown);
        StackTraceElement[] once = thrown.getStackTrace();
        WorkerFrame.appendCaller(thrown);
        assertArrayEquals(once, thrown.getStackTrace());
    }

    @Test
    void aFailureOfThisProcessKeepsItsStack() {
        RuntimeException thrown = new IllegalStateException("here");
        StackTraceElement[] before = thrown.getStackTrace();
        WorkerFrame.appendCaller(thrown);
        assertArrayEquals(before, thrown.getStackTrace());
    }
}
