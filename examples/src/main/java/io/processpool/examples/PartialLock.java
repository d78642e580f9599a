package io.processpool.examples;

import io.processpool.RuntimeError;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The job of {@link RequestLog} with the lock bound into the function, as Python's {@code functools.partial} does it. A
 * raw lock fails: what a task captures travels with it, and a lock does not travel to a worker that already runs.
 *
 * <p>A manager's lock may travel so. This program shows it as soon as there are managers.
 */
public final class PartialLock {
    private PartialLock() {}

    public static void main(String[] args) throws IOException {
        Path log = Path.of("request.log");
        ProcessLock lock = ProcessLock.create();
        try (RequestServer server = RequestServer.start();
                ProcessPool pool = ProcessPool.create(8)) {
            String url = server.url();
            pool.map(
                    item -> {
                        sendRequest(lock, log, url, item);
                    },
                    List.of(1, 2, 3, 4, 5));
        } catch (RuntimeError refused) {
            System.out.println("RuntimeError: " + refused.getMessage());
        }
    }

    static void sendRequest(ProcessLock lock, Path log, String url, int item) throws IOException {
        String response = Request.send(url, item);
        lock.run(() -> {
            System.out.println(item + ": " + response);
            Files.writeString(log, "request " + item + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        });
    }
}
