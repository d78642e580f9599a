package io.processpool.acceptance;

import io.processpool.RemoteRunnable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways of a task, or of its worker, to fail. */
enum Deaths implements RemoteRunnable {
    THROWS(() -> {
        throw new IllegalStateException("played");
    }),
    THROWS_AN_ERROR(() -> {
        throw new AssertionError("played");
    }),
    RUNS_OUT_OF_MEMORY(Deaths::eatMemory),
    OVERFLOWS_THE_STACK(() -> recurse(0)),
    EXITS(() -> System.exit(3)),
    HALTS(() -> Runtime.getRuntime().halt(4)),
    IS_KILLED(() -> signal("KILL")),
    CRASHES(Deaths::writeToNull),
    GETS_SIGSEGV(() -> signal("SEGV")),
    /** It neither lives nor dies: it stands still for ever. */
    IS_STOPPED(() -> signal("STOP"));

    private final transient RemoteRunnable action;

    Deaths(RemoteRunnable action) {
        this.action = action;
    }

    @Override
    public void run() throws Exception {
        action.run();
    }

    /** Whether its worker lives on, at least until the failure has been told. */
    boolean isTold() {
        return compareTo(EXITS) < 0;
    }

    /** Whether a pool whose worker meets it before it takes tasks starts another one. */
    boolean isReplacedAtStart() {
        return !isTold() && this != IS_STOPPED;
    }

    /** For hooks that throw nothing checked. */
    void runUnchecked() {
        try {
            run();
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether a failure, or one of its causes, is what is thrown here. */
    boolean isToldBy(Throwable failure) {
        String name = switch (this) {
            case THROWS -> "IllegalStateException";
            case THROWS_AN_ERROR -> "AssertionError";
            case RUNS_OUT_OF_MEMORY -> "OutOfMemoryError";
            case OVERFLOWS_THE_STACK -> "StackOverflowError";
            default -> throw new IllegalStateException(this + " is not told");
        };
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.toString().contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a process is dead or stands still. */
    static boolean hasHit(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return "TZX".indexOf(state) >= 0;
        } catch (IOException gone) {
            return true;
        }
    }

    private static void eatMemory() {
        List<long[]> eaten = new ArrayList<>();
        while (true) {
            eaten.add(new long[1 << 20]);
        }
    }

    private static int recurse(int n) {
        return recurse(n + 1) + 1;
    }

    private static void signal(String name) throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        Thread.sleep(Delays.LONG.toMillis());
    }

    private static void writeToNull() throws Exception {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field unsafe = type.getDeclaredField("theUnsafe");
        unsafe.setAccessible(true);
        type.getMethod("putAddress", long.class, long.class).invoke(unsafe.get(null), 0L, 0L);
    }
}
