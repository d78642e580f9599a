package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.RemoteRunnable;
import io.processpool.pool.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Processes and threads of a test that do the same thing, as CPython's tests of its primitives have them. */
final class Children implements AutoCloseable {
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<FutureTask<Void>> threads = new ArrayList<>();

    /** Starts a process that runs a body; what that captures is its inheritance. */
    Children start(RemoteRunnable body) {
        return start("child-" + processes.size(), body);
    }

    Children start(String name, RemoteRunnable body) {
        processes.add(ChildProcess.builder().name(name).target(body).build().start());
        return this;
    }

    /** Starts a thread of this process that runs a body. */
    Children startThread(RemoteRunnable body) {
        Callable<Void> call = () -> {
            body.run();
            return null;
        };
        FutureTask<Void> task = new FutureTask<>(call);
        threads.add(task);
        Thread thread = new Thread(task, "thread-" + threads.size());
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    ChildProcess get(int index) {
        return processes.get(index);
    }

    /** Waits until all are done; fails if the body of one failed. */
    void join() throws Exception {
        for (ChildProcess process : processes) {
            process.join(Delays.LONG);
            assertEquals(OptionalInt.of(0), process.exitCode(), process::toString);
        }
        for (FutureTask<Void> thread : threads) {
            thread.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::kill);
        processes.forEach(ChildProcess::close);
    }
}
