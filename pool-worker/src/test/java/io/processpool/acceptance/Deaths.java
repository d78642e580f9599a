package io.processpool.acceptance;

import io.processpool.RemoteRunnable;
import java.lang.reflect.Field;
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
    GETS_SIGSEGV(() -> signal("SEGV"));

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
