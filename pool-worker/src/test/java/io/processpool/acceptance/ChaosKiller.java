package io.processpool.acceptance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/** The thread of {@link ChaosSoakTest} that kills workers at random instants, be they starting, idle or busy, until it is stopped. */
final class ChaosKiller implements AutoCloseable {
    private static final int LONGEST_PAUSE_MILLIS = Integer.getInteger("soak.pause.millis", 1000);

    private static final int MOST_STARTING = 3;

    /** Each kill costs at most one item; so many without the end of a call are more than a machine that is busy can make up for. */
    private static final int MOST_WITHOUT_PROGRESS = 50;

    private final Path directory;
    private final Random random;
    private final LongSupplier endedCalls;
    private final Thread thread = new Thread(this::run, "chaos-killer");

    // Written by stop.
    private volatile boolean stopped;
    // Written by the thread, read after its end.
    private int kills;
    private int startingInARow;
    private int readyBefore;
    private long endedBefore;
    private int killsAtThat;

    /** Kills while calls end: a pool in which none does any more is left alone, and has to go on by itself. */
    ChaosKiller(Path directory, Random random, LongSupplier endedCalls) {
        this.directory = directory;
        this.random = random;
        this.endedCalls = endedCalls;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns how many it has killed. */
    int stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return kills;
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void run() {
        try {
            while (!stopped) {
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                List<ProcessHandle> workers = workers();
                if (!workers.isEmpty() && isProgressMade()) {
                    kill(workers.get(random.nextInt(workers.size())));
                }
            }
        } catch (InterruptedException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private boolean isProgressMade() {
        long ended = endedCalls.getAsLong();
        if (ended != endedBefore) {
            endedBefore = ended;
            killsAtThat = kills;
        }
        return kills - killsAtThat < MOST_WITHOUT_PROGRESS;
    }

    /** A pool whose workers all die before they are ready gives up, and should: so only a few of those, until one more has run an item. */
    private void kill(ProcessHandle worker) throws IOException {
        int ready = ready().size();
        if (ready > readyBefore) {
            readyBefore = ready;
            startingInARow = 0;
        }
        boolean isReady = ready().contains(ChaosItem.READY + worker.pid());
        if ((isReady || startingInARow < MOST_STARTING) && worker.destroyForcibly()) {
            startingInARow += isReady ? 0 : 1;
            kills++;
        }
    }

    private Set<String> ready() throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ChaosItem.READY + "*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> NothingLeftBehind.commandLine(child.pid()).contains("WorkerMain"))
                .toList();
    }
}
