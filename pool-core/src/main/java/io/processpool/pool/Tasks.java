package io.processpool.pool;

import io.processpool.Args2;
import io.processpool.Args3;
import io.processpool.Args4;
import io.processpool.RemoteCallable;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteFunction;
import io.processpool.RemoteFunction2;
import io.processpool.RemoteFunction3;
import io.processpool.RemoteFunction4;
import io.processpool.RemoteRunnable;

/** Turns a task of any shape into a function of one argument, which is all that a worker knows. */
final class Tasks {
    private Tasks() {}

    /** Something of ours around a task of the user. */
    interface Adapter {
        Object task();
    }

    /** One whose argument holds all of the task's. */
    interface Spread extends Adapter {}

    static <R> RemoteFunction<Void, R> of(RemoteCallable<? extends R> task) {
        return new Call0<>(task);
    }

    static RemoteFunction<Void, Void> of(RemoteRunnable task) {
        return new Run0(task);
    }

    static <A> RemoteFunction<A, Void> of(RemoteConsumer<? super A> task) {
        return new Accept1<>(task);
    }

    static <A, B, R> RemoteFunction<Args2<A, B>, R> spread(RemoteFunction2<? super A, ? super B, ? extends R> task) {
        return new Apply2<>(task);
    }

    static <A, B> RemoteFunction<Args2<A, B>, Void> spreadVoid(RemoteConsumer2<? super A, ? super B> task) {
        return new Accept2<>(task);
    }

    static <A, B, C, R> RemoteFunction<Args3<A, B, C>, R> spread(
            RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task) {
        return new Apply3<>(task);
    }

    static <A, B, C> RemoteFunction<Args3<A, B, C>, Void> spreadVoid(
            RemoteConsumer3<? super A, ? super B, ? super C> task) {
        return new Accept3<>(task);
    }

    static <A, B, C, D, R> RemoteFunction<Args4<A, B, C, D>, R> spread(
            RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> task) {
        return new Apply4<>(task);
    }

    static <A, B, C, D> RemoteFunction<Args4<A, B, C, D>, Void> spreadVoid(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> task) {
        return new Accept4<>(task);
    }

    private record Call0<R>(RemoteCallable<? extends R> task) implements RemoteFunction<Void, R>, Adapter {
        @Override
        public R apply(Void argument) throws Exception {
            return task.call();
        }
    }

    private record Run0(RemoteRunnable task) implements RemoteFunction<Void, Void>, Adapter {
        @Override
        public Void apply(Void argument) throws Exception {
            task.run();
            return null;
        }
    }

    private record Accept1<A>(RemoteConsumer<? super A> task) implements RemoteFunction<A, Void>, Adapter {
        @Override
        public Void apply(A argument) throws Exception {
            task.accept(argument);
            return null;
        }
    }

    private record Apply2<A, B, R>(RemoteFunction2<? super A, ? super B, ? extends R> task)
            implements RemoteFunction<Args2<A, B>, R>, Spread {
        @Override
        public R apply(Args2<A, B> argument) throws Exception {
            return task.apply(argument.first(), argument.second());
        }
    }

    private record Accept2<A, B>(RemoteConsumer2<? super A, ? super B> task)
            implements RemoteFunction<Args2<A, B>, Void>, Spread {
        @Override
        public Void apply(Args2<A, B> argument) throws Exception {
            task.accept(argument.first(), argument.second());
            return null;
        }
    }

    private record Apply3<A, B, C, R>(RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task)
            implements RemoteFunction<Args3<A, B, C>, R>, Spread {
        @Override
        public R apply(Args3<A, B, C> argument) throws Exception {
            return task.apply(argument.first(), argument.second(), argument.third());
        }
    }

    private record Accept3<A, B, C>(RemoteConsumer3<? super A, ? super B, ? super C> task)
            implements RemoteFunction<Args3<A, B, C>, Void>, Spread {
        @Override
        public Void apply(Args3<A, B, C> argument) throws Exception {
            task.accept(argument.first(), argument.second(), argument.third());
            return null;
        }
    }

    private record Apply4<A, B, C, D, R>(RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> task)
            implements RemoteFunction<Args4<A, B, C, D>, R>, Spread {
        @Override
        public R apply(Args4<A, B, C, D> argument) throws Exception {
            return task.apply(argument.first(), argument.second(), argument.third(), argument.fourth());
        }
    }

    private record Accept4<A, B, C, D>(RemoteConsumer4<? super A, ? super B, ? super C, ? super D> task)
            implements RemoteFunction<Args4<A, B, C, D>, Void>, Spread {
        @Override
        public Void apply(Args4<A, B, C, D> argument) throws Exception {
            task.accept(argument.first(), argument.second(), argument.third(), argument.fourth());
            return null;
        }
    }
}
