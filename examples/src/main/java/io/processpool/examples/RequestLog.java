package io.processpool.examples;

import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Eight workers send requests, and take turns at two things that they share: the console and a log. The lock comes in
 * through the initializer, once in each worker.
 */
public final class RequestLog {
    private static final List<Integer> ITEMS =
            IntStream.rangeClosed(1, 40).boxed().toList();

    // Set once in each worker, before its first task.
    private static ProcessLock lock;
    private static Path log;
    private static String url;

    private RequestLog() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            sendAll(args[0]);
            return;
        }
        try (RequestServer server = RequestServer.start()) {
            sendAll(server.url());
        }
    }

    private static void sendAll(String url) throws IOException {
        Path log = Path.of("request.log");
        Files.deleteIfExists(log);
        ProcessLock lock = ProcessLock.create();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(8)
                .initializer(RequestLog::init, lock, log, url)
                .build()) {
            pool.map(RequestLog::sendRequest, ITEMS);
        }
    }

    static void init(ProcessLock sharedLock, Path sharedLog, String apiUrl) {
        lock = sharedLock;
        log = sharedLog;
        url = apiUrl;
    }

    static void sendRequest(int item) throws IOException {
        long start = System.nanoTime();
        String response = Request.send(url, item);
        double seconds = (System.nanoTime() - start) / 1e9;
        String line = String.format(Locale.ROOT, "request %d cost: %.3f%n", item, seconds);
        lock.run(() -> {
            System.out.println(item + ": " + response);
            Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        });
    }
}
