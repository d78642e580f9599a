package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.SetService;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** A set in a manager's server. */
final class SetProxy<E> extends AbstractSet<E> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ObjectReference reference;
    private final transient SetService set;

    SetProxy(ObjectReference reference) {
        this.reference = reference;
        set = Stub.of(SetService.class, reference);
    }

    @Override
    public boolean add(E element) {
        return set.add(element);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return set.addAll(elements.toArray());
    }

    @Override
    public boolean remove(Object element) {
        return set.remove(element);
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        return set.removeAll(elements.toArray());
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        return set.retainAll(elements.toArray());
    }

    @Override
    public boolean contains(Object element) {
        return set.contains(element);
    }

    @Override
    public boolean containsAll(Collection<?> elements) {
        return set.containsAll(elements.toArray());
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public void clear() {
        set.clear();
    }

    @Override
    public Object[] toArray() {
        return set.elements();
    }

    @Override
    public <T> T[] toArray(T[] target) {
        return Arrays.asList(set.elements()).toArray(target);
    }

    /** Goes through a copy that is made now; removes from the set. */
    @Override
    public Iterator<E> iterator() {
        @SuppressWarnings("unchecked") // Nothing else was put in by this set's users.
        List<E> copy = (List<E>) Arrays.asList(set.elements());
        return new CopyIterator<>(copy, this::remove);
    }

    @Override
    public String toString() {
        return Description.ofElements("ManagerSet", super::toString);
    }

    private Object writeReplace() {
        return ProxyHandle.of(ObjectKind.SET, reference, null);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an object of a manager travels as a handle only");
    }
}
