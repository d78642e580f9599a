package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.jna.Native;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.SpawningScope;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that wait in the kernel, and others that cannot, share one lock. */
@Timeout(120)
class MixedWaitingTest {

    private static final List<Class<?>> WITH_JNA = List.of(Segment.class, ChildJvm.class, Native.class);
    private static final List<Class<?>> WITHOUT_JNA = List.of(Segment.class, ChildJvm.class);

    @Test
    void allWaitInTheKernel() throws Exception {
        run(WITH_JNA, WITH_JNA, WITH_JNA);
    }

    @Test
    void noneWaitsInTheKernel() throws Exception {
        run(WITHOUT_JNA, WITHOUT_JNA, WITHOUT_JNA);
    }

    @Test
    void someWaitInTheKernel() throws Exception {
        run(WITH_JNA, WITHOUT_JNA, WITH_JNA);
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private static void run(List<Class<?>> first, List<Class<?>> second, List<Class<?>> third) throws Exception {
        ProcessReentrantLock lock = ProcessReentrantLock.create();
        try (Segment segment = Segment.create("test counter", 64);
                ChildJvm a = ChildJvm.start(first, Sleeper.class);
                ChildJvm b = ChildJvm.start(second, Sleeper.class);
                ChildJvm c = ChildJvm.start(third, Sleeper.class)) {
            List<ChildJvm> children = List.of(a, b, c);
            for (ChildJvm child : children) {
                try (SpawningScope scope = SpawningScope.open()) {
                    child.send(new Inheritance(lock, segment.handle()));
                }
            }
            for (ChildJvm child : children) {
                assertEquals("", child.awaitEnd());
            }
            assertEquals(3 * Sleeper.TIMES, segment.words().getLongVolatile(Sleeper.COUNTER_OFFSET));
            assertFalse(lock.isLocked());
        }
    }

    /** What a child gets at its start. */
    record Inheritance(ProcessReentrantLock lock, SegmentHandle segment) implements Serializable {}

    /** A child that holds the lock for so long that the others must sleep. */
    static final class Sleeper {
        static final int TIMES = 200;
        static final int COUNTER_OFFSET = 0;
        static final int READY_OFFSET = 8;

        public static void main(String[] args) throws Exception {
            Inheritance inheritance = (Inheritance) ChildJvm.receive();
            Words words = Segment.open(inheritance.segment()).words();
            words.getAndAddLong(READY_OFFSET, 1);
            while (words.getLongVolatile(READY_OFFSET) < 3) {
                Thread.sleep(1);
            }
            for (int i = 0; i < TIMES; i++) {
                inheritance.lock().run(() -> {
                    long before = words.getLongPlain(COUNTER_OFFSET);
                    Thread.sleep(1);
                    words.setLongPlain(COUNTER_OFFSET, before + 1);
                });
            }
        }
    }
}
