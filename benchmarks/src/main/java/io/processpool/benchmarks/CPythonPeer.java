package io.processpool.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * CPython's side of a row: a process that measures once for each line that it is sent. It lives through all rounds, so both sides are as warm as they get.
 */
final class CPythonPeer implements Benchmark {
    private final String row;

    private Process process;
    private PrintWriter to;
    private BufferedReader from;
    private String beside = "";

    /** The class of {@code peers.py} for a row. */
    CPythonPeer(String row) {
        this.row = row;
    }

    @Override
    public void open(Pace pace) throws IOException {
        String lap = Double.toString(pace.lapNanos() / 1e9);
        process = new ProcessBuilder("python3", System.getProperty("peers"), row, lap)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
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

    @Override
    public double measure() throws IOException {
        to.println("measure");
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("The peer ended");
        }
        String[] parts = answer.split(" ", 2);
        beside = parts[1];
        return Double.parseDouble(parts[0]);
    }

    @Override
    public boolean warmsUp() {
        return false;
    }

    @Override
    public String beside() {
        return beside;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            to.close();
            process.waitFor();
        }
    }
}
