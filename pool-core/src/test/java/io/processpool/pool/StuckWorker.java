package io.processpool.pool;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** The main of a child that stands still in its first life, before it has read a byte, and is a {@link RogueWorker} that behaves in its later ones. */
final class StuckWorker {
    /** It ends by itself where nobody kills it. */
    private static final long LONGEST_NANOS = 40_000_000_000L;

    private StuckWorker() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].endsWith("-worker-1")) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < LONGEST_NANOS) {
                LockSupport.parkNanos(LONGEST_NANOS);
            }
            Runtime.getRuntime().halt(3);
        }
        RogueWorker.main(new String[] {RogueWorker.OBEDIENT});
    }
}
