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
import java.io.Serializable;
import java.util.Objects;

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

    static <A, B, R> RemoteFunction<Args2<? extends A, ? extends B>, R> spread(
            RemoteFunction2<? super A, ? super B, ? extends R> task) {
        return new Apply2<>(task);
    }

    static <A, B> RemoteFunction<Args2<? extends A, ? extends B>, Void> spreadVoid(
            RemoteConsumer2<? super A, ? super B> task) {
        return new Accept2<>(task);
    }

    static <A, B, C, R> RemoteFunction<Args3<? extends A, ? extends B, ? extends C>, R> spread(
            RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task) {
        return new Apply3<>(task);
    }

    static <A, B, C> RemoteFunction<Args3<? extends A, ? extends B, ? extends C>, Void> spreadVoid(
            RemoteConsumer3<? super A, ? super B, ? super C> task) {
        return new Accept3<>(task);
    }

    static <A, B, C, D, R> RemoteFunction<Args4<? extends A, ? extends B, ? extends C, ? extends D>, R> spread(
            RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> task) {
        return new Apply4<>(task);
    }

    static <A, B, C, D> RemoteFunction<Args4<? extends A, ? extends B, ? extends C, ? extends D>, Void> spreadVoid(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> task) {
        return new Accept4<>(task);
    }

    /**
     * What all adapters are. No records: reading the first ones would cost a starting worker some ten milliseconds.
     *
     * @param <T> type of the user's task
     */
    private abstract static class Over<T> implements Adapter, Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // All of the user's tasks are serializable.
        final T task;

        Over(T task) {
            this.task = Objects.requireNonNull(task, "task");
        }

        @Override
        public final Object task() {
            return task;
        }
    }

    private static final class Call0<R> extends Over<RemoteCallable<? extends R>> implements RemoteFunction<Void, R> {
        private static final long serialVersionUID = 1L;

        Call0(RemoteCallable<? extends R> task) {
            super(task);
        }

        @Override
        public R apply(Void argument) throws Exception {
            return task.call();
        }
    }

    private static final class Run0 extends Over<RemoteRunnable> implements RemoteFunction<Void, Void> {
        private static final long serialVersionUID = 1L;

        Run0(RemoteRunnable task) {
            super(task);
        }

        @Override
        public Void apply(Void argument) throws Exception {
            task.run();
            return null;
        }
    }

    private static final class Accept1<A> extends Over<RemoteConsumer<? super A>> implements RemoteFunction<A, Void> {
        private static final long serialVersionUID = 1L;

        Accept1(RemoteConsumer<? super A> task) {
            super(task);
        }

        @Override
        public Void apply(A argument) throws Exception {
            task.accept(argument);
            return null;
        }
    }

    private static final class Apply2<A, B, R> extends Over<RemoteFunction2<? super A, ? super B, ? extends R>>
            implements RemoteFunction<Args2<? extends A, ? extends B>, R>, Spread {
        private static final long serialVersionUID = 1L;

        Apply2(RemoteFunction2<? super A, ? super B, ? extends R> task) {
            super(task);
        }

        @Override
        public R apply(Args2<? extends A, ? extends B> argument) throws Exception {
            return task.apply(argument.first(), argument.second());
        }
    }

    private static final class Accept2<A, B> extends Over<RemoteConsumer2<? super A, ? super B>>
            implements RemoteFunction<Args2<? extends A, ? extends B>, Void>, Spread {
        private static final long serialVersionUID = 1L;

        Accept2(RemoteConsumer2<? super A, ? super B> task) {
            super(task);
        }

        @Override
        public Void apply(Args2<? extends A, ? extends B> argument) throws Exception {
            task.accept(argument.first(), argument.second());
            return null;
        }
    }

    private static final class Apply3<A, B, C, R>
            extends Over<RemoteFunction3<? super A, ? super B, ? super C, ? extends R>>
            implements RemoteFunction<Args3<? extends A, ? extends B, ? extends C>, R>, Spread {
        private static final long serialVersionUID = 1L;

        Apply3(RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task) {
            super(task);
        }

        @Override
        public R apply(Args3<? extends A, ? extends B, ? extends C> argument) throws Exception {
            return task.apply(argument.first(), argument.second(), argument.third());
        }
    }

    private static final class Accept3<A, B, C> extends Over<RemoteConsumer3<? super A, ? super B, ? super C>>
            implements RemoteFunction<Args3<? extends A, ? extends B, ? extends C>, Void>, Spread {
        private static final long serialVersionUID = 1L;

        Accept3(RemoteConsumer3<? super A, ? super B, ? super C> task) {
            super(task);
        }

        @Override
        public Void apply(Args3<? extends A, ? extends B, ? extends C> argument) throws Exception {
            task.accept(argument.first(), argument.second(), argument.third());
            return null;
        }
    }

    private static final class Apply4<A, B, C, D, R>
            extends Over<RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R>>
            implements RemoteFunction<Args4<? extends A, ? extends B, ? extends C, ? extends D>, R>, Spread {
        private static final long serialVersionUID = 1L;

        Apply4(RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> task) {
            super(task);
        }

        @Override
        public R apply(Args4<? extends A, ? extends B, ? extends C, ? extends D> argument) throws Exception {
            return task.apply(argument.first(), argument.second(), argument.third(), argument.fourth());
        }
    }

    private static final class Accept4<A, B, C, D>
            extends Over<RemoteConsumer4<? super A, ? super B, ? super C, ? super D>>
            implements RemoteFunction<Args4<? extends A, ? extends B, ? extends C, ? extends D>, Void>, Spread {
        private static final long serialVersionUID = 1L;

        Accept4(RemoteConsumer4<? super A, ? super B, ? super C, ? super D> task) {
            super(task);
        }

        @Override
        public Void apply(Args4<? extends A, ? extends B, ? extends C, ? extends D> argument) throws Exception {
            task.accept(argument.first(), argument.second(), argument.third(), argument.fourth());
            return null;
        }
    }
}
