package io.processpool.pool;

import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.spawn.Inheritance;
import io.processpool.internal.spawn.SpawningScope;
import io.processpool.internal.wire.Escort;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Binds an initializer, or the target of a child process, to its arguments, so that a child has one thing to run. */
final class Initializers {
    private Initializers() {}

    static <A> RemoteRunnable bind(RemoteConsumer<? super A> body, A a) {
        return new Bound1<>(body, a);
    }

    static <A, B> RemoteRunnable bind(RemoteConsumer2<? super A, ? super B> body, A a, B b) {
        return new Bound2<>(body, a, b);
    }

    static <A, B, C> RemoteRunnable bind(RemoteConsumer3<? super A, ? super B, ? super C> body, A a, B b, C c) {
        return new Bound3<>(body, a, b, c);
    }

    static <A, B, C, D> RemoteRunnable bind(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body, A a, B b, C c, D d) {
        return new Bound4<>(body, a, b, c, d);
    }

    /**
     * Serializes what a new child runs first: what it inherits, then the user's own. Locks and shared values may be in both.
     *
     * @param inheriting classes whose fields it inherits
     * @param last the user's own, may be null
     * @param what that is, for messages
     * @return the payload of a {@code RemoteRunnable}, without bytes if there is nothing to run
     */
    static Message write(Collection<Class<?>> inheriting, RemoteRunnable last, String what) {
        try (SpawningScope spawning = SpawningScope.open();
                Escort escort = Escort.open()) {
            List<RemoteRunnable> steps = new ArrayList<>(Inheritance.forNewChild());
            InheritedFields fields = InheritedFields.read(inheriting);
            if (!inheriting.isEmpty()) {
                steps.add(fields);
            }
            if (last != null) {
                steps.add(last);
            }
            try {
                return new Message(write(steps), escort.joined());
            } catch (RuntimeError | SerializationException refused) {
                fields.refuse();
                throw placed(refusalOf(last, refused), what);
            }
        }
    }

    private static byte[] write(List<RemoteRunnable> steps) {
        return switch (steps.size()) {
            case 0 -> new byte[0];
            case 1 -> Payload.write(steps.get(0));
            default -> Payload.write(new Sequence(steps.toArray(new RemoteRunnable[0])));
        };
    }

    /** A part of what was refused may be refused for the same reason, at a place that the user knows. */
    static RuntimeException refusalOf(Object part, RuntimeException ofTheWhole) {
        try {
            Payload.write(part);
            return ofTheWhole;
        } catch (RuntimeError | SerializationException ofThePart) {
            return ofThePart;
        }
    }

    /** The error with a place in front. */
    static RuntimeException placed(RuntimeException refused, String what) {
        return refused instanceof RuntimeError
                ? ((RuntimeError) refused).at(what)
                : ((SerializationException) refused).at(what);
    }

    private static final class Sequence implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        private final RemoteRunnable[] steps;

        Sequence(RemoteRunnable[] steps) {
            this.steps = steps;
        }

        @Override
        public void run() throws Exception {
            for (RemoteRunnable step : steps) {
                step.run();
            }
        }
    }

    private static final class Bound1<A> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer<? super A> initializer;

        @Place("argument 0")
        private final A a;

        Bound1(RemoteConsumer<? super A> initializer, A a) {
            this.initializer = initializer;
            this.a = a;
        }

        @Override
        public void run() throws Exception {
            initializer.accept(a);
        }
    }

    private static final class Bound2<A, B> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer2<? super A, ? super B> initializer;

        @Place("argument 0")
        private final A a;

        @Place("argument 1")
        private final B b;

        Bound2(RemoteConsumer2<? super A, ? super B> initializer, A a, B b) {
            this.initializer = initializer;
            this.a = a;
            this.b = b;
        }

        @Override
        public void run() throws Exception {
            initializer.accept(a, b);
        }
    }

    private static final class Bound3<A, B, C> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer3<? super A, ? super B, ? super C> initializer;

        @Place("argument 0")
        private final A a;

        @Place("argument 1")
        private final B b;

        @Place("argument 2")
        private final C c;

        Bound3(RemoteConsumer3<? super A, ? super B, ? super C> initializer, A a, B b, C c) {
            this.initializer = initializer;
            this.a = a;
            this.b = b;
            this.c = c;
        }

        @Override
        public void run() throws Exception {
            initializer.accept(a, b, c);
        }
    }

    private static final class Bound4<A, B, C, D> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer4<? super A, ? super B, ? super C, ? super D> initializer;

        @Place("argument 0")
        private final A a;

        @Place("argument 1")
        private final B b;

        @Place("argument 2")
        private final C c;

        @Place("argument 3")
        private final D d;

        Bound4(RemoteConsumer4<? super A, ? super B, ? super C, ? super D> initializer, A a, B b, C c, D d) {
            this.initializer = initializer;
            this.a = a;
            this.b = b;
            this.c = c;
            this.d = d;
        }

        @Override
        public void run() throws Exception {
            initializer.accept(a, b, c, d);
        }
    }
}
