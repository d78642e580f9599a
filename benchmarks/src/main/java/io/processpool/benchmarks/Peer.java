package io.processpool.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * CPython's side of a row: a process that measures once for each line that it is sent. It lives through all rounds, so both sides are as warm as they get.
 */
final class Peer implements AutoCloseable {
    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    private Peer(Process process) {
        this.process = process;
        this.to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the peer of a row. */
    static Peer start(Path script, String row) throws IOException {
        return new Peer(new ProcessBuilder("python3", script.toString(), row)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Whether there is a CPython 3 to compare with. */
    static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import multiprocessing")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    double measure() throws IOException {
        to.println("measure");
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("The peer ended");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() throws InterruptedException {
        to.close();
        process.waitFor();
    }
}
