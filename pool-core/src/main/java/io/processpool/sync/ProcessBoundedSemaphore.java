package io.processpool.sync;

import io.processpool.internal.memory.Slot;

/**
 * A semaphore that never has more permits than at first: Python's {@code multiprocessing.BoundedSemaphore}. A release
 * too many is an {@link IllegalStateException}, where Python says {@code ValueError}. In all else it is a {@link
 * ProcessSemaphore}.
 *
 * <p>If it {@linkplain #createTrackingHolders tracks its holders}, only a process that has acquired may release.
 */
public final class ProcessBoundedSemaphore extends ProcessSemaphore {

    private static final long serialVersionUID = 1;

    /** Makes a handle of the semaphore in an area that {@link Permits#allocate} has filled. */
    ProcessBoundedSemaphore(Slot slot) {
        super(slot, "BoundedSemaphore");
    }

    /**
     * Creates a new semaphore of which nobody else knows yet.
     *
     * @param permits how many can be acquired at first, and how many there are at most, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessBoundedSemaphore create(int permits) {
        return new ProcessBoundedSemaphore(Permits.allocate(permits, permits));
    }

    /**
     * Creates a new semaphore that remembers which process holds how many permits, and gets those of a killed process
     * back. It takes 8 KiB of shared memory, and 256 processes at most may hold its permits at a time.
     *
     * @param permits how many can be acquired at first, and how many there are at most, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessBoundedSemaphore createTrackingHolders(int permits) {
        return new ProcessBoundedSemaphore(Permits.allocateTracking(permits, permits));
    }

    @Override
    Object handle() {
        return new PrimitiveHandle(PrimitiveHandle.Kind.BOUNDED_SEMAPHORE, slot.handle());
    }

    /**
     * Describes the state.
     *
     * @return for example {@code ProcessBoundedSemaphore[available=2 of 3]}
     */
    @Override
    public String toString() {
        return "ProcessBoundedSemaphore[available=" + availablePermits() + " of " + bound() + "]";
    }
}
