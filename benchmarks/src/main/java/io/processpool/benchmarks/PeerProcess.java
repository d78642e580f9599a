package io.processpool.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer that is a process of its own: it measures once for each line that it is sent, and answers with the figure, a space, and what belongs beside it. It
 * lives through all rounds, so both sides are as warm as they get.
 */
final class PeerProcess implements Benchmark {
    private final ProcessBuilder builder;
    private final boolean warmsUp;

    private Process process;
    private PrintWriter to;
    private BufferedReader from;
    private String beside = "";

    private PeerProcess(boolean warmsUp, String... command) {
        this.warmsUp = warmsUp;
        builder = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** CPython's side of a row, by its class in {@code peers.py}; nothing where there is no CPython 3. */
    static Benchmark cPython(String row) {
        return isThereCPython() ? new PeerProcess(false, "python3", System.getProperty("peers"), row) : new NoPeer();
    }

    private static boolean isThereCPython() {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import multiprocessing")
                    .redirectErrorStream(true)
                    .start();
            return python.onExit().join().exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** Apache Ignite's side; nothing if it could not be built. */
    static Benchmark ignite() {
        Path module = Path.of(System.getProperty("ignite"));
        Path built = module.resolve("target");
        if (!Files.isDirectory(built.resolve("lib"))) {
            return new NoPeer();
        }
        PeerProcess peer = new PeerProcess(
                true,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + module.resolve("jvm.options"),
                "-cp",
                built.resolve("classes") + File.pathSeparator + built.resolve("lib") + File.separator + "*",
                "io.processpool.benchmarks.ignite.IgnitePeer");
        peer.builder.directory(built.toFile());
        return peer;
    }

    @Override
    public void open(Pace pace) throws IOException {
        builder.command().add(Double.toString(pace.lapNanos() / 1e9));
        process = builder.start();
        to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
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
        return warmsUp;
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
