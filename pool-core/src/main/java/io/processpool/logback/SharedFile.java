package io.processpool.logback;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.spawn.Inheritance;
import io.processpool.sync.ProcessLock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How this process takes turns at one file with the others. The parent makes the lock when its first appender starts; a child gets it before its initializer
 * runs, be that before or after its own appender starts, and gives it on to children of its own. A child that gets none goes on without
 * ({@link MissingLock}).
 *
 * <p>One for each file and JVM, for the JVM's life: children that run have this lock, so an appender that starts again must not make another. Thread-safe.
 */
final class SharedFile {
    private static final ConcurrentMap<String, SharedFile> FILES = new ConcurrentHashMap<>();

    /** The package of a worker's main class. */
    private static final String WORKERS = "io.processpool.worker";

    private static final boolean IS_CHILD =
            System.getProperty("sun.java.command", "").startsWith(WORKERS);

    private final String name;

    // ofThisProcess -> ofProcesses, by share() alone, which holds the former's lock meanwhile.
    private volatile Turn turn = Turn.ofThisProcess();
    private boolean isShared; // guarded by this
    private final AtomicBoolean isTruncated = new AtomicBoolean();
    private final MissingLock missing;
    private final Patience patience = new Patience();

    private SharedFile(String name) {
        this.name = name;
        this.missing = new MissingLock(name);
    }

    /** Finds it by its absolute name. */
    static SharedFile of(String absoluteName) {
        return FILES.computeIfAbsent(absoluteName, SharedFile::new);
    }

    static boolean isChild() {
        return IS_CHILD;
    }

    /**
     * An appender starts.
     *
     * @throws java.io.UncheckedIOException if there is no shared memory for the lock; this process goes on without
     */
    synchronized void open() {
        if (isShared) {
            return;
        }
        if (!IS_CHILD) {
            share(ProcessLock.create(), SlotAllocator.allocate());
        } else {
            missing.watch();
        }
    }

    /** From now on all processes that have this lock take turns. The first lock stays. Waits for this process's turn: whoever has it must not wait for this. */
    synchronized void share(ProcessLock lock, Slot begun) {
        if (isShared) {
            return;
        }
        Turn alone = takeTurn();
        try {
            turn = Turn.ofProcesses(lock, begun);
        } finally {
            alone.lock().unlock();
        }
        isShared = true;
        missing.settle();
        Inheritance.register(SharedFile.class.getName() + ":" + name, () -> new HandOver(name, lock, begun.handle()));
    }

    /** Whether the caller is to empty the file: once, and never in a child. */
    boolean isToBeTruncated() {
        return !IS_CHILD && isTruncated.compareAndSet(false, true);
    }

    /** Waits for this thread's turn, whatever interrupts it; the flag is kept. The caller unlocks its lock. */
    Turn takeTurn() {
        while (true) {
            Turn taken = turn;
            if (taken.isTaken()) {
                patience.standBack();
            }
            taken.lock().lock();
            if (taken == turn) {
                patience.hadTurn();
                return taken;
            }
            taken.lock().unlock(); // The shared lock came meanwhile.
        }
    }

    /** This process has written, and its turn is over. */
    void wrote(Turn with) {
        if (IS_CHILD && !(with.lock() instanceof ProcessLock)) {
            missing.wrote();
        }
    }
}
