package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.ValueService;
import java.util.function.UnaryOperator;

/** One value in a manager's server. */
final class ValueProxy<V> extends ManagedObject implements ManagedValue<V> {
    private static final long serialVersionUID = 1L;

    private final transient ValueService value;

    ValueProxy(ObjectReference reference) {
        super(ObjectKind.VALUE, reference);
        value = Stub.of(ValueService.class, reference);
    }

    @Override
    public V get() {
        return cast(value.get());
    }

    @Override
    public void set(V to) {
        value.set(to);
    }

    @Override
    public V getAndSet(V to) {
        return cast(value.getAndSet(to));
    }

    @Override
    public boolean compareAndSet(V expected, V to) {
        boolean isSet = value.compareAndSet(expected, to);
        if (!isSet) {
            Copies.requireEquality(expected);
        }
        return isSet;
    }

    @Override
    public V update(UnaryOperator<V> change) {
        while (true) {
            V old = get();
            V changed = change.apply(old);
            if (compareAndSet(old, changed)) {
                return changed;
            }
        }
    }

    @SuppressWarnings("unchecked") // Nothing else was set by this value's users.
    private static <T> T cast(Object read) {
        return (T) read;
    }

    @Override
    public String toString() {
        return "ManagedValue[" + Description.of(this::get) + "]";
    }
}
