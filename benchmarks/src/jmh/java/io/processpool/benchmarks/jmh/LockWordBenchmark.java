package io.processpool.benchmarks.jmh;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.Words;
import io.processpool.sync.ProcessLock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One cycle of a lock that nobody else wants. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LockWordBenchmark {
    private static final int WORD = 0;

    private final ProcessLock processLock = ProcessLock.create();
    private final ReentrantLock jdksLock = new ReentrantLock();
    private final Words words = Segment.create("the word of a benchmark", 64).words();

    /** The limit: two compare-and-set on one word in shared memory. */
    @Benchmark
    public boolean bareWord() {
        return words.compareAndSetLong(WORD, 0, 1) && words.compareAndSetLong(WORD, 1, 0);
    }

    /** Ours, which works between processes. */
    @Benchmark
    public void processLock() {
        processLock.lock();
        processLock.unlock();
    }

    /** The JDK's, which works between threads, for scale. */
    @Benchmark
    public void reentrantLock() {
        jdksLock.lock();
        jdksLock.unlock();
    }
}
