package io.processpool.benchmarks.jmh;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.RingReader;
import io.processpool.internal.wire.RingWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/** A record of 16 bytes through a mailbox's ring. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MailboxBenchmark {
    private static final int KIND = 1;
    private static final int BODY_BYTES = 16;

    /** The two ends of one ring. */
    @State(Scope.Group)
    public static class Ring {
        private final Mailbox mailbox = new Mailbox(Segment.create("a benchmark's mailbox", Mailbox.sizeBytes(1)), 0);
        private final RingWriter writer = mailbox.answerWriter();
        private final RingReader reader = mailbox.answerReader();
        private long written;

        private boolean write() {
            int body = writer.begin(KIND, BODY_BYTES, Long.MAX_VALUE);
            if (body < 0) {
                return false;
            }
            writer.buffer().putLong(body, written++);
            writer.publish();
            return true;
        }

        private boolean isThere() {
            return reader.next();
        }

        private long read() {
            long value = reader.buffer().getLong(reader.bodyOffset());
            reader.release();
            return value;
        }
    }

    /** Both ends in one thread: what the instructions cost while the lines stay in the core's own cache. */
    @Benchmark
    @Group("oneThread")
    public long there(Ring ring) {
        if (!ring.write() || !ring.isThere()) {
            throw new IllegalStateException("a record is lost");
        }
        return ring.read();
    }

    /** One end in each of two threads, as between processes: the lines travel from core to core. */
    @Benchmark
    @Group("twoThreads")
    public void write(Ring ring, Control control) {
        while (!ring.write() && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    /** The other end. */
    @Benchmark
    @Group("twoThreads")
    public long read(Ring ring, Control control) {
        while (!ring.isThere()) {
            if (control.stopMeasurement) {
                return 0;
            }
            Thread.onSpinWait();
        }
        return ring.read();
    }
}
