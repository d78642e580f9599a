package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/** An item of {@link ChaosSoakTest}, which leaves a trace of its begin and of its end. */
final class ChaosItem implements Serializable {
    static final String COUNTER = "counter";
    static final String READY = "ready-";
    private static final String LOG = "log";

    enum Kind {
        QUICK,
        SLOW,
        LOCKED,
        LARGE
    }

    // Set once in each worker.
    private static ProcessLock lock;
    private static FileChannel log;
    private static FileChannel counter;
    private static Path ready; // null when it is there

    final int id;
    final byte[] ballast;
    private final Kind kind;

    ChaosItem(int id, Kind kind, byte[] ballast) {
        this.id = id;
        this.kind = kind;
        this.ballast = ballast;
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }

    /** The initializer. */
    static void open(ProcessLock sharedLock, String directory) throws IOException {
        lock = sharedLock;
        log = FileChannel.open(Path.of(directory, LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        counter = FileChannel.open(
                Path.of(directory, COUNTER),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        ready = Path.of(directory, READY + ProcessHandle.current().pid());
    }

    /** Runs it; the result knows the id. */
    Result run() throws Exception {
        log("B ");
        if (ready != null) {
            Marks.open(ready);
            ready = null;
        }
        switch (kind) {
            case SLOW -> Thread.sleep(id % 5);
            case LOCKED -> lock.run(ChaosItem::count);
            default -> Thread.onSpinWait();
        }
        log("E ");
        return new Result(id, ballast);
    }

    /** Not atomic at all: without the lock some are lost. */
    private static void count() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        long before = counter.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) : 0;
        counter.write(ByteBuffer.allocate(Long.BYTES).putLong(before + 1).flip(), 0);
    }

    private void log(String what) throws IOException {
        log.write(ByteBuffer.wrap((what + id + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    record Result(int id, byte[] ballast) implements Serializable {}

    /** Which items were made, and what became of each. Thread-safe. */
    static final class Books {
        private final Path directory;
        private final AtomicInteger nextId = new AtomicInteger();

        // Guarded by this.
        private final BitSet locked = new BitSet();
        private final BitSet completed = new BitSet();
        private final BitSet lost = new BitSet();

        Books(Path directory) {
            this.directory = directory;
        }

        synchronized ChaosItem make(Kind kind, byte[] ballast) {
            int id = nextId.getAndIncrement();
            locked.set(id, kind == Kind.LOCKED);
            return new ChaosItem(id, kind, ballast);
        }

        synchronized void completed(int id) {
            assertTrue(!completed.get(id) && !lost.get(id), () -> "two results of " + id);
            completed.set(id);
        }

        synchronized void lost(int id) {
            assertTrue(!completed.get(id) && !lost.get(id), () -> "two results of " + id);
            lost.set(id);
        }

        /** Compares with the traces; returns what to print. */
        synchronized String check(int kills, long count) throws IOException {
            BitSet begun = new BitSet();
            BitSet ended = new BitSet();
            for (String line : Files.readAllLines(directory.resolve(LOG))) {
                int id = Integer.parseInt(line.substring(2));
                BitSet seen = line.startsWith("B") ? begun : ended;
                assertTrue(!seen.get(id), () -> "item " + id + " ran twice");
                seen.set(id);
            }
            assertWithin(ended, completed, "completed without a trace");
            int made = nextId.get();
            // Of a map that failed nothing is known but its traces; each item without an end is one that a worker took
            // with it.
            int unended = made - ended.cardinality();
            assertTrue(unended <= kills, () -> unended + " items did not end, by " + kills + " kills");
            assertTrue(lost.cardinality() <= kills, () -> lost.cardinality() + " lost by " + kills + " kills");
            BitSet sure = and(locked, ended);
            BitSet possible = and(locked, begun);
            assertTrue(
                    sure.cardinality() <= count && count <= possible.cardinality(),
                    () -> "counted under the lock: " + count + ", ended " + sure.cardinality() + ", begun "
                            + possible.cardinality());
            return "items=" + made + ", results=" + completed.cardinality() + ", lost=" + lost.cardinality()
                    + ", ran without an end=" + unended;
        }

        private static BitSet and(BitSet a, BitSet b) {
            BitSet both = (BitSet) a.clone();
            both.and(b);
            return both;
        }

        private static void assertWithin(BitSet all, BitSet some, String message) {
            BitSet rest = (BitSet) some.clone();
            rest.andNot(all);
            assertEquals(new BitSet(), rest, message);
        }
    }
}
