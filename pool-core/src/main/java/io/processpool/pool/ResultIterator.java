package io.processpool.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The results of {@code imap} or {@code imapUnordered}, as they come.
 *
 * <p>The input is pulled by the thread that takes results, a bounded number of items ahead, so memory stays flat however long the input is.
 * (Python pulls all of it at once.) An item that failed throws from the {@code next} that would have given its result, and the iteration goes
 * on behind it. An exception of the input's own iterator comes out of {@code next} or {@code hasNext} as it is.
 *
 * <p>Close it, or take all its results: an iterator that is closed takes back what has not started. {@link ProcessPool#close} and
 * {@link ProcessPool#join()} end the pulling too; the results of what was pulled before can still be taken.
 *
 * <p>For one thread at a time. It can be iterated once.
 *
 * @param <R> type of a result
 */
public interface ResultIterator<R> extends Iterator<R>, Iterable<R>, AutoCloseable {
    /**
     * Whether there is one more result, or failure, to take. Does not wait for it; may pull from the input.
     *
     * @return false at the end, and when closed
     */
    @Override
    boolean hasNext();

    /**
     * Waits for the next result.
     *
     * @return the result, may be null
     * @throws NoSuchElementException at the end, and when closed
     * @throws TaskException if the item threw a checked exception or an {@link Error}, which is its cause; an unchecked exception of the
     *     item is thrown itself
     * @throws CancellationException if the pool was terminated, or the waiting thread is interrupted (it stays so)
     * @throws IllegalStateException if the pool was closed before the rest of the input was pulled
     */
    @Override
    R next();

    /**
     * Waits for the next result, at most for the given time.
     *
     * @param timeout at most so long; zero or less: do not wait
     * @return the result, may be null
     * @throws TimeoutException if it is not there by then; nothing is lost, and it may be asked for again
     * @throws InterruptedException if the waiting thread is interrupted; nothing is lost
     * @throws NoSuchElementException at the end, and when closed
     * @throws TaskException as {@link #next()}
     * @throws CancellationException if the pool was terminated
     * @throws IllegalStateException as {@link #next()}
     */
    R next(Duration timeout) throws TimeoutException, InterruptedException;

    /**
     * This iterator itself, for the enhanced {@code for} statement.
     *
     * @return this
     */
    @Override
    Iterator<R> iterator();

    /**
     * The results that are still to come, as a sequential stream in their order, which closes this iterator when it is closed.
     *
     * @return a stream that pulls from this iterator
     */
    Stream<R> stream();

    /** Takes back what has not started; no more results come. Closing twice is fine. */
    @Override
    void close();
}
