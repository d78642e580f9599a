package io.processpool.examples;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.manager.Manager;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The job of {@link RequestLog} with the lock bound into the function, as Python's {@code functools.partial} does it. A
 * lock in shared memory fails: what a task captures travels with it, and that lock does not travel to a worker that
 * already runs. A manager's lock does.
 */
public final class PartialLock {
    private PartialLock() {}

    public static void main(String[] args) throws IOException {
        Path log = Path.of("request.log");
        Files.deleteIfExists(log);
        try (RequestServer server = RequestServer.start();
                Manager manager = Manager.start();
                ProcessPool pool = ProcessPool.create(8)) {
            try {
                sendAll(pool, ProcessLock.create(), log, server.url());
            } catch (RuntimeError refused) {
                System.out.println("RuntimeError: " + refused.getMessage());
            }
            sendAll(pool, manager.newLock(), log, server.url());
        }
        System.out.print(Files.readString(log));
    }

    private static void sendAll(ProcessPool pool, InterProcessLock lock, Path log, String url) {
        pool.map(
                item -> {
                    sendRequest(lock, log, url, item);
                },
                List.of(1, 2, 3, 4, 5));
    }

    static void sendRequest(InterProcessLock lock, Path log, String url, int item) throws IOException {
        String response = Request.send(url, item);
        lock.run(() -> {
            System.out.println(item + ": " + response);
            Files.writeString(log, "request " + item + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        });
    }
}
