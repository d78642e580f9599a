package io.processpool.sync;

import com.sun.jna.Native;
import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.FailPoint;
import io.processpool.internal.memory.MortalClasses;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.SpawningScope;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.AssertionFailedError;

/** A child JVM that halts before one of its writes of shared memory. */
final class HaltedProcess extends Mortal {

    private static final List<Class<?>> CLASS_PATH =
            List.of(Segment.class, ChildJvm.class, Native.class, Assertions.class, AssertionFailedError.class);

    private final int writes;
    private final ChildJvm child;
    private final ProcessIdentity identity;

    HaltedProcess(int writes) throws IOException {
        super(writes);
        this.writes = writes;
        this.child = ChildJvm.start(MortalClasses.directory(), CLASS_PATH, Main.class);
        this.identity = ProcessIdentity.of(child.pid()).orElseThrow();
    }

    @Override
    @SuppressWarnings("try") // The scope is there to be closed.
    boolean live(RemoteRunnable body) throws Exception {
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(new Life(body, writes));
        }
        String end = child.awaitEnd();
        if (!end.isEmpty() && !end.endsWith("[exit code " + FailPoint.EXIT_CODE + "]")) {
            throw new AssertionError(end);
        }
        return end.isEmpty();
    }

    @Override
    ProcessIdentity identity() {
        return identity;
    }

    @Override
    public void close() throws IOException {
        child.close();
    }

    /** What the child gets at its start. */
    private record Life(RemoteRunnable body, int writes) implements Serializable {}

    /** The child. */
    static final class Main {
        public static void main(String[] args) throws Exception {
            Life life = (Life) ChildJvm.receive();
            FailPoint.arm(life.writes());
            life.body().run();
        }
    }
}
