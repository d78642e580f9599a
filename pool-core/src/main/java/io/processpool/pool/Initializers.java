package io.processpool.pool;

import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import java.util.ArrayList;
import java.util.List;

/** Binds an initializer to its initargs, so that a worker has one thing to run. */
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
     * One after the other.
     *
     * @param last may be null
     */
    static RemoteRunnable sequence(List<RemoteRunnable> first, RemoteRunnable last) {
        List<RemoteRunnable> all = new ArrayList<>(first);
        if (last != null) {
            all.add(last);
        }
        return new Sequence(all.toArray(new RemoteRunnable[0]));
    }

    private record Sequence(RemoteRunnable[] steps) implements RemoteRunnable {
        @Override
        public void run() throws Exception {
            for (RemoteRunnable step : steps) {
                step.run();
            }
        }
    }

    private record Bound1<A>(RemoteConsumer<? super A> initializer, A a) implements RemoteRunnable {
        @Override
        public void run() throws Exception {
            initializer.accept(a);
        }
    }

    private record Bound2<A, B>(RemoteConsumer2<? super A, ? super B> initializer, A a, B b) implements RemoteRunnable {
        @Override
        public void run() throws Exception {
            initializer.accept(a, b);
        }
    }

    private record Bound3<A, B, C>(RemoteConsumer3<? super A, ? super B, ? super C> initializer, A a, B b, C c)
            implements RemoteRunnable {
        @Override
        public void run() throws Exception {
            initializer.accept(a, b, c);
        }
    }

    private record Bound4<A, B, C, D>(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> initializer, A a, B b, C c, D d)
            implements RemoteRunnable {
        @Override
        public void run() throws Exception {
            initializer.accept(a, b, c, d);
        }
    }
}
