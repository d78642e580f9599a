package io.processpool.benchmarks.jmh;

import io.processpool.RemoteFunction;
import io.processpool.internal.wire.ByteArrayBuilder;
import io.processpool.internal.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A value to its message and back: in our form, and in a stream of the JDK's serialization for itself. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    /** What travels. */
    @Param({"Integer", "String", "bytes", "ints", "Instant", "record", "list", "lambda"})
    public String kind;

    private final ByteArrayBuilder target = new ByteArrayBuilder();
    private Object value;
    private byte[] ours;
    private byte[] jdks;

    private record Point(int x, int y, String name) implements Serializable {}

    /** Makes the value and its two messages. */
    @Setup
    public void make() throws IOException {
        value = valueOf(kind);
        ours = Payload.write(value);
        jdks = jdkWrite();
        System.out.printf("%n# %s: message of %d bytes, of the JDK %d%n", kind, ours.length, jdks.length);
    }

    private static Object valueOf(String kind) {
        return switch (kind) {
            case "Integer" -> 123_456;
            case "String" -> "sixteen letters.";
            case "bytes" -> new byte[1024];
            case "ints" -> new int[256];
            case "Instant" -> Instant.ofEpochSecond(1_700_000_000, 123_456_789);
            case "record" -> new Point(1, 2, "three");
            case "list" -> List.of(1, 2, 3, 4, 5, 6, 7, 8);
            case "lambda" -> (RemoteFunction<Integer, Integer>) n -> n * n;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Ours, into a buffer that is used again. */
    @Benchmark
    public int write() {
        target.truncate(0);
        return Payload.write(value, target);
    }

    /** Ours, back. */
    @Benchmark
    public Object read() {
        return Payload.read(ours, 0, ours.length);
    }

    /** The JDK's, as one writes it by hand. */
    @Benchmark
    public byte[] jdkWrite() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    /** The JDK's, back. */
    @Benchmark
    public Object jdkRead() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(jdks))) {
            return in.readObject();
        }
    }
}
