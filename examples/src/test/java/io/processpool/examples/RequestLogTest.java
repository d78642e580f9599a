package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.processpool.examples.Example.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RequestLogTest {
    private static final List<String> ITEMS = numbers().sorted().toList();

    @TempDir
    Path base;

    private Path log;

    private static Stream<String> numbers() {
        return IntStream.rangeClosed(1, 40).mapToObj(Integer::toString);
    }

    @BeforeEach
    void leaveAnOldLog() throws IOException {
        log = Example.work(base).resolve("request.log");
        Files.writeString(log, "old\n");
    }

    @Test
    void everyItemHasOneWholeLineOnTheConsoleAndInTheLog() throws Exception {
        Seen seen = new Example(base, RequestLog.class).run();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        assertItems("(\\d+): 200 hello, item=\\1", seen.outLines());
        assertItems("request (\\d+) cost: \\d+\\.\\d{3}", Files.readAllLines(log));
    }

    @Test
    void requestsGoToTheUrlThatIsGiven() throws Exception {
        Queue<String> queries = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            queries.add(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/api?a=b";
            Seen seen = new Example(base, RequestLog.class).run(url);

            assertEquals("", seen.err());
            assertItems("(\\d+): 404 ", seen.outLines());
            assertItems("a=b&item=(\\d+)", List.copyOf(queries));
        } finally {
            server.stop(0);
        }
    }

    private static void assertItems(String pattern, List<String> lines) {
        for (String line : lines) {
            assertTrue(line.matches(pattern), line);
        }
        List<String> items = lines.stream()
                .map(line -> line.replaceAll("^" + pattern + "$", "$1"))
                .sorted()
                .toList();
        assertEquals(ITEMS, items);
    }
}
