package io.processpool.manager;

import io.processpool.internal.rpc.ListService;
import io.processpool.internal.rpc.ObjectKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;

/** The half of {@link Manager} that makes collections and values. Thread-safe. */
abstract sealed class CollectionFactory extends SynchronizerFactory permits Manager {
    CollectionFactory(Client client) {
        super(client);
    }

    /**
     * Makes a map, which keeps the order in which keys were put in, and takes no null. Its views are of the map; their
     * iterators go through a copy.
     *
     * @param <K> the type of the keys, which need {@code equals} and {@code hashCode}
     * @param <V> the type of the values
     * @return the map, empty
     * @throws ManagerClosedException if the manager is gone
     */
    public <K, V> ConcurrentMap<K, V> newMap() {
        return new MapProxy<>(create(ObjectKind.MAP));
    }

    /**
     * Makes a map with entries.
     *
     * @param <K> the type of the keys, which need {@code equals} and {@code hashCode}
     * @param <V> the type of the values
     * @param entries are copied
     * @return the map
     * @throws ManagerClosedException if the manager is gone
     * @throws io.processpool.SerializationException if an entry cannot travel
     * @throws NullPointerException if the entries are null, or there is a null in them
     */
    public <K, V> ConcurrentMap<K, V> newMap(Map<? extends K, ? extends V> entries) {
        ConcurrentMap<K, V> map = newMap();
        map.putAll(entries);
        return map;
    }

    /**
     * Makes a list, which takes nulls. Each of its methods is one step for all processes; its iterators go through a
     * copy, which they cannot change.
     *
     * @param <E> the type of the elements
     * @return the list, empty
     * @throws ManagerClosedException if the manager is gone
     */
    public <E> List<E> newList() {
        return new ListProxy<>(create(ObjectKind.LIST, ListService.GROWING, new Object[0]));
    }

    /**
     * Makes a list with elements.
     *
     * @param <E> the type of the elements
     * @param elements are copied
     * @return the list
     * @throws ManagerClosedException if the manager is gone
     * @throws io.processpool.SerializationException if an element cannot travel
     * @throws NullPointerException if the collection is null
     */
    public <E> List<E> newList(Collection<? extends E> elements) {
        Objects.requireNonNull(elements, "elements");
        List<E> list = newList();
        list.addAll(elements);
        return list;
    }

    /**
     * Makes an array: a list whose size does not change.
     *
     * @param <E> the type of the elements
     * @param elements are copied
     * @return the array; what would change its size throws {@link UnsupportedOperationException}
     * @throws ManagerClosedException if the manager is gone
     * @throws io.processpool.SerializationException if an element cannot travel
     * @throws NullPointerException if the array of elements is null
     */
    @SafeVarargs
    public final <E> List<E> newArray(E... elements) {
        Object[] copied = new Object[elements.length];
        for (int i = 0; i < elements.length; i++) {
            copied[i] = elements[i];
        }
        return new ListProxy<>(create(ObjectKind.LIST, ListService.FIXED, copied));
    }

    /**
     * Makes a set, which keeps the order in which elements were added.
     *
     * @param <E> the type of the elements, which need {@code equals} and {@code hashCode}
     * @return the set, empty
     * @throws ManagerClosedException if the manager is gone
     */
    public <E> Set<E> newSet() {
        return new SetProxy<>(create(ObjectKind.SET));
    }

    /**
     * Makes a queue that takes any number of elements.
     *
     * @param <E> the type of the elements
     * @return the queue, empty; it takes no null
     * @throws ManagerClosedException if the manager is gone
     */
    public <E> BlockingQueue<E> newQueue() {
        return newQueue(Integer.MAX_VALUE);
    }

    /**
     * Makes a queue that takes so many elements at most. An element that a process has taken is gone with that process
     * when it dies, but not if it dies while it waits.
     *
     * @param <E> the type of the elements
     * @param capacity how many, 1 or more
     * @return the queue, empty; it takes no null
     * @throws IllegalArgumentException if the capacity is less than 1
     * @throws ManagerClosedException if the manager is gone
     */
    public <E> BlockingQueue<E> newQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + ", must be 1 or more");
        }
        return new QueueProxy<>(create(ObjectKind.QUEUE, capacity));
    }

    /**
     * Makes a namespace.
     *
     * @return the namespace, empty
     * @throws ManagerClosedException if the manager is gone
     */
    public Namespace newNamespace() {
        return new NamespaceProxy(create(ObjectKind.NAMESPACE));
    }

    /**
     * Makes one value.
     *
     * @param <V> the type of the value
     * @param initial what it is at first, may be null
     * @return the value
     * @throws ManagerClosedException if the manager is gone
     * @throws io.processpool.SerializationException if it cannot travel
     */
    public <V> ManagedValue<V> newValue(V initial) {
        return new ValueProxy<>(create(ObjectKind.VALUE, new Object[] {initial}));
    }
}
