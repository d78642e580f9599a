package io.processpool.internal.wire;

import io.processpool.Args2;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Where a user may have put a lock, each place with the words for it. */
final class LockPlaces {

    /** Stands for the class of the lock in an expected path. */
    static final String LOCKS_CLASS = "<lock>";

    private LockPlaces() {}

    record Order(String name, Object lock) implements Serializable {}

    static class Customer implements Serializable {
        private static final long serialVersionUID = 1L;
        final Object order;
        transient Object unsent;

        Customer(Object order) {
            this.order = order;
        }
    }

    static final class Regular extends Customer {
        private static final long serialVersionUID = 1L;

        Regular(Object order) {
            super(order);
        }
    }

    static final class Jobs extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        Object guard;
    }

    static final class Queued extends LinkedBlockingQueue<Object> {
        private static final long serialVersionUID = 1L;
        Object guard;
    }

    static final class ByHand implements Serializable {
        private static final long serialVersionUID = 1L;
        private final transient Object hidden;

        ByHand(Object hidden) {
            this.hidden = hidden;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(hidden);
        }
    }

    /** Public with a public constructor, as Java wants it. */
    public static final class External implements Externalizable {
        private static final long serialVersionUID = 1L;
        private Object held;

        /** For the reading side. */
        public External() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeObject(held);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            held = in.readObject();
        }
    }

    static final class Disguised implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object lock;

        Disguised(Object lock) {
            this.lock = lock;
        }

        private Object writeReplace() {
            return new Order("disguised", lock);
        }
    }

    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
        final Object lock;

        Failed(Object lock) {
            this.lock = lock;
        }
    }

    record Forward(Object target) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
            return null;
        }
    }

    interface RemoteFunction<A, R> extends Function<A, R>, Serializable {}

    static RemoteFunction<Integer, Integer> capturing(Object lock) {
        return x -> lock == null ? x : x + 1;
    }

    interface Named {
        Object with(Object lock);
    }

    private static Arguments place(String path, Named value) {
        return Arguments.of(path, value);
    }

    /** Arguments: the path in the message, and a {@link Named} that builds the value around a lock. */
    static Stream<Arguments> all() {
        String lambda = "captured argument 0 of the lambda in io.processpool.internal.wire.LockPlaces.capturing";
        return Stream.of(
                place("", lock -> lock),
                place("Order.lock", lock -> new Order("x", lock)),
                place("Customer.order", Customer::new),
                place("Customer.order", Regular::new),
                place("Customer.order -> Order.lock", lock -> new Customer(new Order("x", lock))),
                place("[1]", lock -> new Object[] {"a", lock}),
                place("[1][0]", lock -> new Object[][] {{}, {lock}}),
                place("[2]", lock -> Arrays.asList(1, 2, lock)),
                place("[0]", List::of),
                place("[1]", lock -> List.of(1, lock, 2)),
                place("[0]", Set::of),
                place("[\"k\"]", lock -> Map.of("k", lock)),
                place("[\"k\"]", lock -> new HashMap<>(Map.of("k", lock))),
                place("[7]", lock -> new ConcurrentHashMap<>(Map.of(7, lock))),
                place("[key a " + LOCKS_CLASS + "]", lock -> new HashMap<>(Map.of(lock, "v"))),
                place(".value", lock -> Map.entry("k", lock)),
                place(
                        "[1]",
                        lock -> new ArrayList<>(List.of(0, 1, lock))
                                .subList(1, 3)
                                .subList(0, 2)),
                place("[0]", lock -> new HashMap<>(Map.of("k", lock)).values()),
                place("[0]", lock -> Collections.unmodifiableList(Collections.synchronizedList(asList(lock)))),
                place("[0]", lock -> Collections.nCopies(1_000_000_000, lock)),
                place("[0]", lock -> new LinkedBlockingQueue<>(List.of(lock))),
                place("[0]", lock -> new ArrayBlockingQueue<>(3, false, List.of(lock))),
                place("", Optional::of),
                place("", AtomicReference::new),
                place("[0]", lock -> new AtomicReferenceArray<>(new Object[] {lock})),
                place("argument 1", lock -> new Args2<>("a", lock)),
                place("argument 0 -> Order.lock", lock -> new Args2<>(new Order("x", lock), 1)),
                place(lambda, LockPlaces::capturing),
                place("Customer.order -> " + lambda, lock -> new Customer(capturing(lock))),
                place(lambda + " -> Order.lock", lock -> capturing(new Order("x", lock))),
                place(lambda + " -> " + lambda, lock -> capturing(capturing(lock))),
                place("[1] -> " + lambda, lock -> List.of(capturing(null), capturing(lock))),
                place("Jobs.guard", lock -> {
                    Jobs jobs = new Jobs();
                    jobs.guard = lock;
                    return jobs;
                }),
                place("[0]", lock -> {
                    Jobs jobs = new Jobs();
                    jobs.add(lock);
                    return jobs;
                }),
                place("Queued.guard", lock -> {
                    Queued queue = new Queued();
                    queue.guard = lock;
                    return queue;
                }),
                place("ByHand.hidden", ByHand::new),
                place("External.held", lock -> {
                    External external = new External();
                    external.held = lock;
                    return external;
                }),
                place("Disguised.lock", Disguised::new),
                place("Customer.order -> Disguised.lock", lock -> new Customer(new Disguised(lock))),
                place("Failed.lock", Failed::new),
                place(
                        "IllegalStateException.cause -> Failed.lock",
                        lock -> new IllegalStateException(new Failed(lock))),
                place(
                        "Forward.target",
                        lock -> Proxy.newProxyInstance(
                                LockPlaces.class.getClassLoader(),
                                new Class<?>[] {Comparable.class},
                                new Forward(lock))));
    }

    private static List<Object> asList(Object lock) {
        return new ArrayList<>(List.of(lock));
    }
}
