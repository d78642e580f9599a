package io.processpool.manager;

import io.processpool.internal.rpc.MapService;
import io.processpool.internal.rpc.ObjectKind;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/** A namespace in a manager's server: a map, whose null stands in an array of its own. */
final class NamespaceProxy extends ManagedObject implements Namespace {
    private static final long serialVersionUID = 1L;

    private final transient MapService map;

    NamespaceProxy(ObjectReference reference) {
        super(ObjectKind.NAMESPACE, reference);
        map = Stub.of(MapService.class, reference);
    }

    @Override
    @SuppressWarnings("unchecked") // The caller knows what it set.
    public <V> V get(String name) {
        Object[] box = (Object[]) map.get(Objects.requireNonNull(name, "name"));
        if (box == null) {
            throw new NoSuchElementException("nothing in the namespace has the name " + name);
        }
        return (V) box[0];
    }

    @Override
    public void set(String name, Object value) {
        map.put(Objects.requireNonNull(name, "name"), new Object[] {value});
    }

    @Override
    public boolean remove(String name) {
        return map.remove(Objects.requireNonNull(name, "name")) != null;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Object name : map.keys()) {
            names.add((String) name);
        }
        return names;
    }

    @Override
    public String toString() {
        return Description.ofElements("Namespace", () -> "Namespace" + names());
    }
}
