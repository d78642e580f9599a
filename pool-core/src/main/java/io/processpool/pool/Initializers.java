package io.processpool.pool;

import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.spawn.Inheritance;
import io.processpool.internal.spawn.SpawningScope;
import io.processpool.internal.wire.Escort;
import io.processpool.internal.wire.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Serializes what a child runs first: an initializer, or the target of a child process, and what it inherits. */
final class Initializers {
    private Initializers() {}

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
}
