package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that runs, with the threads that carry what it prints.
 *
 * <p>Its standard input stays open until it is dead: the end of that stream tells the child that its parent is gone.
 */
public final class Child {
    private static final long PUMP_END_MILLIS = 200;
    private static final long FEED_END_MILLIS = 200;

    private final String name;
    private final Process process;
    private final ProcessIdentity identity;
    private final OutputPump out;
    private final OutputPump err;
    private final LaunchSpec spec;
    private final long startMillis = System.currentTimeMillis();
    private final OptionalLong oomKillsBefore = OomKills.count();

    // states: null -> why. Written before the signal is sent, by the first who has a reason.
    private volatile String killedBecause;

    // Written once, by whoever has launched it.
    private volatile Thread feeder;

    Child(String name, Process process, LaunchSpec spec) {
        this.name = name;
        this.process = process;
        this.spec = spec;
        this.identity = ProcessIdentity.of(process.pid()).orElse(new ProcessIdentity(process.pid(), 0));
        this.out = new OutputPump(process.getInputStream(), () -> System.out, name + "-out");
        this.err = new OutputPump(process.getErrorStream(), () -> System.err, name + "-err");
    }

    /** Its name, for people. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Its identity, by which others know it after its death. */
    public ProcessIdentity identity() {
        return identity;
    }

    /** Whether it runs, as far as this process has been told. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What carries its standard output. */
    public OutputPump out() {
        return out;
    }

    /** What carries its standard error. */
    public OutputPump err() {
        return err;
    }

    /** What is written to a child. */
    @FunctionalInterface
    public interface Food {
        /** Writes it. */
        void writeTo(DataOutputStream input) throws IOException;
    }

    /**
     * Writes to its standard input, which stays open afterwards, in a thread of its own: a child that stands still does not read, and the pipe holds
     * 64 KiB only. That thread ends when the child has read all, or is dead. To be called once.
     */
    public void feed(Food food) {
        feeder = DaemonThread.start(() -> write(food), name + "-in");
    }

    private void write(Food food) {
        try {
            food.writeTo(new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
        } catch (IOException alreadyDead) {
            Log.debug(name + " did not read its configuration: " + alreadyDead);
        }
    }

    /**
     * Waits until it is dead. What it printed may still be under way.
     *
     * @return its exit code; 128 + n after signal n
     */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** It is dead: waits until what it printed has been passed on, and closes its standard input. */
    public void drain() throws InterruptedException {
        out.awaitEnd(PUMP_END_MILLIS);
        err.awaitEnd(PUMP_END_MILLIS);
        if (hasBeenFed()) {
            closeStandardInput();
        }
    }

    /** Waits until it is dead, at most so long; whether it is. */
    public boolean waitFor(long timeoutMillis) throws InterruptedException {
        return process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Its exit code; 128 + n after signal n. To be asked when it is dead. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Asks it to end (SIGTERM), for a reason that its obituary will tell. */
    public void terminate(String why) {
        tellLater(why);
        terminate();
    }

    /** Kills it (SIGKILL), for a reason that its obituary will tell. */
    public void kill(String why) {
        tellLater(why);
        kill();
    }

    private synchronized void tellLater(String why) {
        if (killedBecause == null) {
            killedBecause = why;
        }
    }

    /** Why this process has ended it; empty if it has not. */
    public Optional<String> killedBecause() {
        return Optional.ofNullable(killedBecause);
    }

    /** What it has written about its crash. To be asked when it is dead. */
    public Optional<CrashReport> crashReport() {
        return CrashReport.find(spec, pid(), startMillis);
    }

    /** How many processes of its control group the kernel has killed for want of memory since it was started; 0 where that is not known. */
    public long oomKillsSinceStart() {
        OptionalLong now = OomKills.count();
        return now.isPresent() && oomKillsBefore.isPresent() ? now.getAsLong() - oomKillsBefore.getAsLong() : 0;
    }

    /**
     * Kills it (SIGKILL). By its handle, since {@code Process.destroyForcibly()} closes the streams that may hold its last words.
     */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Whether nobody writes any more; the stream could not be closed then. A grandchild may hold the other end of the pipe. */
    private boolean hasBeenFed() throws InterruptedException {
        Thread thread = feeder;
        if (thread != null) {
            thread.join(FEED_END_MILLIS);
        }
        return thread == null || !thread.isAlive();
    }

    private void closeStandardInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // Nobody reads it any more.
        }
    }
}
