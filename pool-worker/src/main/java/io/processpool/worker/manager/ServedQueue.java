package io.processpool.worker.manager;

import io.processpool.internal.rpc.QueueService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** A queue, bounded or not. Thread-safe. */
final class ServedQueue implements QueueService, Undoable {
    private final LinkedBlockingDeque<Object> queue;

    ServedQueue(int capacity) {
        queue = new LinkedBlockingDeque<>(capacity);
    }

    @Override
    public boolean offer(Object element) {
        return queue.offer(element);
    }

    @Override
    public boolean offer(Object element, long timeoutNanos) throws InterruptedException {
        return queue.offer(element, timeoutNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void put(Object element) throws InterruptedException {
        queue.put(element);
    }

    @Override
    public Object poll() {
        return queue.poll();
    }

    @Override
    public Object poll(long timeoutNanos) throws InterruptedException {
        return queue.poll(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public Object take() throws InterruptedException {
        return queue.take();
    }

    @Override
    public Object peek() {
        return queue.peek();
    }

    @Override
    public Object[] drain(int most) {
        List<Object> drained = new ArrayList<>();
        queue.drainTo(drained, most);
        return drained.toArray();
    }

    @Override
    public boolean remove(Object element) {
        return queue.remove(element);
    }

    @Override
    public boolean contains(Object element) {
        return queue.contains(element);
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public int remainingCapacity() {
        return queue.remainingCapacity();
    }

    @Override
    public Object[] elements() {
        return queue.toArray();
    }

    /** What was taken for somebody who died stands first again, if there is room. */
    @Override
    public void undo(String method, Object value) {
        boolean isTaken = method.startsWith("take(") || method.startsWith("poll(");
        if (isTaken && value != null) {
            queue.offerFirst(Objects.requireNonNull(value));
        }
    }
}
