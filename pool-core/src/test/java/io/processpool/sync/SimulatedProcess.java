package io.processpool.sync;

import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.FailPoint;
import io.processpool.internal.memory.MortalClasses;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.SpawningScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.reflect.Method;

/**
 * A process within this JVM: the library's classes once more, with static fields and a mapping of their own, under the
 * name of a process that sleeps, and is killed when this one dies.
 */
final class SimulatedProcess extends Mortal {

    private final int writes;
    private final Process sleeper;
    private final ProcessIdentity identity;

    SimulatedProcess(int writes) throws IOException {
        super(writes);
        this.writes = writes;
        this.sleeper = new ProcessBuilder("sleep", "600").start();
        this.identity = ProcessIdentity.of(sleeper.pid()).orElseThrow();
    }

    @Override
    boolean live(RemoteRunnable body) throws Exception {
        boolean survived = (Boolean) inside().invoke(null, sent(body), identity.pid(), identity.startTicks(), writes);
        if (!survived) {
            sleeper.destroyForcibly().waitFor();
        }
        return survived;
    }

    private static Method inside() throws IOException, ReflectiveOperationException {
        return MortalClasses.newLoader()
                .loadClass(Inside.class.getName())
                .getMethod("live", byte[].class, long.class, long.class, int.class);
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private static byte[] sent(RemoteRunnable body) throws IOException {
        try (SpawningScope scope = SpawningScope.open()) {
            return BodyChild.serialize(body);
        }
    }

    @Override
    ProcessIdentity identity() {
        return identity;
    }

    @Override
    public void close() throws InterruptedException {
        sleeper.destroyForcibly().waitFor();
    }

    /** The process as its own classes see it. */
    public static final class Inside {

        private Inside() {}

        public static boolean live(byte[] body, long pid, long startTicks, int writes) throws Exception {
            FailPoint.simulate(new ProcessIdentity(pid, startTicks));
            RemoteRunnable received =
                    (RemoteRunnable) new ObjectInputStream(new ByteArrayInputStream(body)).readObject();
            FailPoint.arm(writes);
            try {
                received.run();
            } catch (Exception | Error e) {
                // A clean-up may have thrown something else after the death.
                if (!FailPoint.isDead()) {
                    throw e;
                }
            }
            return !FailPoint.isDead();
        }
    }
}
