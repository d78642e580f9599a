package io.processpool.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A JVM that prints one line, from nothing to that line. */
final class StartBareJvm implements Benchmark {
    /** What it runs. */
    static final class Hello {
        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }

    @Override
    public void open(Pace pace) {}

    @Override
    public double measure() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(java, "-cp", classPath, Hello.class.getName()).start();
        try (InputStream out = process.getInputStream()) {
            int first = out.read();
            double millis = (System.nanoTime() - start) / 1e6;
            if (first != 'h' || process.waitFor() != 0) {
                throw new IOException("it did not say hello");
            }
            return millis;
        }
    }

    @Override
    public void close() {}
}
