package io.processpool.sync;

import io.processpool.InterProcessEvent;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A flag that threads of several processes can wait for: Python's {@code multiprocessing.Event}. Any number of handles,
 * in any JVM, may name the same event; they are equal.
 *
 * <p>An event reaches another process only at that one's start: as an argument of a pool's initializer, or as an
 * inherited static field. Given to a task it is refused with a {@link RuntimeError}.
 *
 * <pre>{@code
 * ProcessEvent stop = ProcessEvent.create();
 * // in a worker:
 * while (!stop.isSet()) { step(); }
 * }</pre>
 *
 * <p>Unlike Python's, a wait that began before {@link #set()} returns true also if {@link #clear()} follows at once: no
 * set is missed. Nobody owns an event, so a death changes nothing: what was set stays set.
 *
 * <p>Memory: what a thread does before {@code set()} happens-before what another does that has seen the event set.
 * Thread-safe.
 */
public final class ProcessEvent extends Primitive implements InterProcessEvent {

    private static final long serialVersionUID = 1;

    /*
     * The field state:
     *
     *   63                         1  0
     *  | how often it was set       | S |
     *
     * states: cleared -> set, counting -> cleared -> ... One CAS each, by any process.
     */
    private static final int STATE_OFFSET = FIELDS_OFFSET;
    private static final long SET = 1;
    private static final long ONE_TIME = 2;

    /** Makes a handle of the event in a slot, be it new or another process's. */
    ProcessEvent(Slot slot) {
        super(slot, "Event");
    }

    /**
     * Creates a new event, not set, of which nobody else knows yet.
     *
     * @return the event
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessEvent create() {
        return new ProcessEvent(SlotAllocator.allocate());
    }

    /**
     * Tells whether the event is set. Never blocks; costs one read of memory.
     *
     * @return whether it is
     */
    @Override
    public boolean isSet() {
        return isSet(get(STATE_OFFSET));
    }

    /** Sets the event and wakes all who wait for it, in all processes. Does nothing if it is set. Never blocks. */
    @Override
    public void set() {
        long seen = get(STATE_OFFSET);
        while (!isSet(seen)) {
            if (words().compareAndSetLong(at(STATE_OFFSET), seen, seen + ONE_TIME | SET)) {
                bell.ring();
                return;
            }
            seen = get(STATE_OFFSET);
        }
    }

    /** Clears the event; who waits from now on waits for the next {@link #set()}. Never blocks. */
    @Override
    public void clear() {
        long seen = get(STATE_OFFSET);
        while (isSet(seen) && !words().compareAndSetLong(at(STATE_OFFSET), seen, seen & ~SET)) {
            seen = get(STATE_OFFSET);
        }
    }

    /**
     * Waits until the event is set.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms
     */
    @Override
    public void await() throws InterruptedException {
        await(Bell.FOREVER_NANOS);
    }

    /**
     * Waits until the event is set, for a limited time, measured by a clock that nobody can set.
     *
     * @param timeout how long to wait at most; zero or less is one look
     * @return whether it was set in that time
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms
     * @throws NullPointerException if the time-out is null
     */
    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return await(nanos(timeout));
    }

    private boolean await(long timeoutNanos) throws InterruptedException {
        long before = get(STATE_OFFSET);
        BooleanSupplier wasSet = () -> wasSetSince(before);
        return bell.await(wasSet, wasSet, timeoutNanos);
    }

    private boolean wasSetSince(long before) {
        long seen = get(STATE_OFFSET);
        // A clear alone does not count.
        return isSet(seen) || (seen & ~SET) != (before & ~SET);
    }

    private static boolean isSet(long state) {
        return (state & SET) != 0;
    }

    @Override
    Object handle() {
        return new PrimitiveHandle(PrimitiveHandle.Kind.EVENT, slot.handle());
    }

    /**
     * Describes the state.
     *
     * @return {@code ProcessEvent[set]} or {@code ProcessEvent[cleared]}
     */
    @Override
    public String toString() {
        return "ProcessEvent[" + (isSet() ? "set" : "cleared") + "]";
    }
}
