package io.processpool.sync;

import io.processpool.internal.memory.Futex;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sleeps in the kernel until the releasing process wakes this one. Until the {@link Futex} is loaded, or where there is
 * none, it is a {@link BackOff}.
 *
 * <p>Loading costs a process some 50 ms of one core, so it begins with the first wait that is not short, or when others
 * have been kept waiting often. Where a release does not wake, because that process has no futex, sleeps that ended too
 * late make the next ones as short as those of a back-off.
 *
 * <p>One for each lock and JVM. Thread-safe.
 */
final class KernelWait implements Waiting {

    private static final long LOAD_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LOAD_AFTER_WAKES = 32;

    private final BackOff backOff = new BackOff();
    private final GiveWay giveWay = new GiveWay();

    // Releasing threads; only to be patient before loading.
    private int wakesWithoutFutex;

    // Written by the head: whether it overslept a release, so that somebody does not wake.
    private volatile boolean unwoken;

    @Override
    public boolean await(LockWord word, long seen, long waitedNanos, long atMostNanos) {
        if (word.isOwnedHere(seen)) {
            LockSupport.parkNanos(word, atMostNanos);
            return false;
        }
        Futex futex = Futex.ifLoaded();
        if (futex != null) {
            long nanos = unwoken ? Math.min(BackOff.parkNanos(waitedNanos), atMostNanos) : atMostNanos;
            return sleep(futex, word, seen, nanos);
        }
        if (waitedNanos > LOAD_AFTER_NANOS) {
            Futex.request();
        }
        return backOff.await(word, seen, waitedNanos, atMostNanos);
    }

    private boolean sleep(Futex futex, LockWord word, long seen, long nanos) {
        Futex.Wake wake = word.sleep(futex, seen, nanos);
        switch (wake) {
            case WOKEN -> unwoken = false;
            case TIMED_OUT -> unwoken |= LockWord.ownerOf(word.valueVolatile()) != LockWord.ownerOf(seen);
            case CHANGED -> {
                // No sleep, nothing learnt.
            }
        }
        return wake == Futex.Wake.WOKEN;
    }

    @Override
    public void wake(LockWord word) {
        Futex futex = Futex.ifLoaded();
        if (futex != null) {
            word.wake(futex, 1);
        } else if (++wakesWithoutFutex >= LOAD_AFTER_WAKES) {
            Futex.request();
        }
        giveWay.released(word);
    }

    @Override
    public void wakeAll(LockWord word) {
        Futex futex = Futex.ifLoaded();
        if (futex != null) {
            word.wake(futex, Integer.MAX_VALUE);
        } else {
            // They sleep for up to 100 ms, which is longer than loading takes.
            Futex.request(late -> word.wake(late, Integer.MAX_VALUE));
        }
    }
}
