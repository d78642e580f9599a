package io.processpool.worker.manager;

import io.processpool.internal.rpc.QueueService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A queue, bounded or not. Thread-safe. */
final class ServedQueue implements QueueService, Undoable {
    /** A permit for each element that may still be added: less than none while an element has come back that had its place filled. */
    private static final class Room extends Semaphore {
        private static final long serialVersionUID = 1L;

        Room(int capacity) {
            super(capacity);
        }

        void overdraw() {
            reducePermits(1);
        }
    }

    private final LinkedBlockingDeque<Object> queue = new LinkedBlockingDeque<>();
    private final Room room;

    ServedQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity);
        }
        room = new Room(capacity);
    }

    @Override
    public boolean offer(Object element) {
        return room.tryAcquire() && queue.add(element);
    }

    @Override
    public boolean offer(Object element, long timeoutNanos) throws InterruptedException {
        return room.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS) && queue.add(element);
    }

    @Override
    public void put(Object element) throws InterruptedException {
        room.acquire();
        queue.add(element);
    }

    @Override
    public Object poll() {
        return taken(queue.poll());
    }

    @Override
    public Object poll(long timeoutNanos) throws InterruptedException {
        return taken(queue.poll(timeoutNanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public Object take() throws InterruptedException {
        return taken(queue.take());
    }

    private Object taken(Object element) {
        if (element != null) {
            room.release();
        }
        return element;
    }

    @Override
    public Object peek() {
        return queue.peek();
    }

    @Override
    public Object[] drain(int most) {
        List<Object> drained = new ArrayList<>();
        room.release(queue.drainTo(drained, most));
        return drained.toArray();
    }

    @Override
    public boolean remove(Object element) {
        boolean isRemoved = queue.remove(element);
        room.release(isRemoved ? 1 : 0);
        return isRemoved;
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
        return Math.max(0, room.availablePermits());
    }

    @Override
    public Object[] elements() {
        return queue.toArray();
    }

    /** What was taken for somebody who died stands first again. */
    @Override
    public void undo(String method, Object value) {
        boolean isTaken = method.startsWith("take(") || method.startsWith("poll(");
        if (isTaken && value != null) {
            room.overdraw();
            queue.addFirst(value);
        }
    }
}
