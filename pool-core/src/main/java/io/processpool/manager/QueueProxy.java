package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.QueueService;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractQueue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue in a manager's server. */
final class QueueProxy<E> extends AbstractQueue<E> implements BlockingQueue<E>, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ObjectReference reference;
    private final transient QueueService queue;

    QueueProxy(ObjectReference reference) {
        this.reference = reference;
        queue = Stub.of(QueueService.class, reference);
    }

    @Override
    public boolean offer(E element) {
        return queue.offer(Objects.requireNonNull(element, "element"));
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return queue.offer(Objects.requireNonNull(element, "element"), unit.toNanos(timeout));
    }

    @Override
    public void put(E element) throws InterruptedException {
        queue.put(Objects.requireNonNull(element, "element"));
    }

    @Override
    public E poll() {
        return cast(queue.poll());
    }

    @Override
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return cast(queue.poll(unit.toNanos(timeout)));
    }

    @Override
    public E take() throws InterruptedException {
        return cast(queue.take());
    }

    @Override
    public E peek() {
        return cast(queue.peek());
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int most) {
        Objects.requireNonNull(target, "target");
        if (target == this) {
            throw new IllegalArgumentException("a queue cannot be drained into itself");
        }
        List<E> drained = cast(Arrays.asList(queue.drain(most)));
        target.addAll(drained);
        return drained.size();
    }

    @Override
    public boolean remove(Object element) {
        return element != null && queue.remove(element);
    }

    @Override
    public boolean contains(Object element) {
        return element != null && queue.contains(element);
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public void clear() {
        queue.drain(Integer.MAX_VALUE);
    }

    @Override
    public int remainingCapacity() {
        return queue.remainingCapacity();
    }

    @Override
    public Object[] toArray() {
        return queue.elements();
    }

    @Override
    public <T> T[] toArray(T[] target) {
        return Arrays.asList(queue.elements()).toArray(target);
    }

    /** Goes through a copy that is made now; removes from the queue. */
    @Override
    public Iterator<E> iterator() {
        List<E> copy = cast(Arrays.asList(queue.elements()));
        return new CopyIterator<>(copy, this::remove);
    }

    @Override
    public String toString() {
        return Description.ofElements("ManagerQueue", super::toString);
    }

    @SuppressWarnings("unchecked") // Nothing else was put in by this queue's users.
    private static <T> T cast(Object value) {
        return (T) value;
    }

    private Object writeReplace() {
        return ProxyHandle.of(ObjectKind.QUEUE, reference, null);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an object of a manager travels as a handle only");
    }
}
