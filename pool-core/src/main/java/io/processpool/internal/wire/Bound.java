package io.processpool.internal.wire;

import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;

/** Binds an initializer, or the target of a child process, to its arguments, so that a child has one thing to run. */
public final class Bound {
    private Bound() {}

    /** Binds one argument. */
    public static <A> RemoteRunnable bind(RemoteConsumer<? super A> body, A a) {
        return new Bound1<>(body, a);
    }

    /** Binds two. */
    public static <A, B> RemoteRunnable bind(RemoteConsumer2<? super A, ? super B> body, A a, B b) {
        return new Bound2<>(body, a, b);
    }

    /** Binds three. */
    public static <A, B, C> RemoteRunnable bind(RemoteConsumer3<? super A, ? super B, ? super C> body, A a, B b, C c) {
        return new Bound3<>(body, a, b, c);
    }

    /** Binds four. */
    public static <A, B, C, D> RemoteRunnable bind(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body, A a, B b, C c, D d) {
        return new Bound4<>(body, a, b, c, d);
    }

    private static final class Bound1<A> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer<? super A> body;

        @Place("argument 0")
        private final A a;

        Bound1(RemoteConsumer<? super A> body, A a) {
            this.body = body;
            this.a = a;
        }

        @Override
        public void run() throws Exception {
            body.accept(a);
        }
    }

    private static final class Bound2<A, B> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer2<? super A, ? super B> body;

        @Place("argument 0")
        private final A a;

        @Place("argument 1")
        private final B b;

        Bound2(RemoteConsumer2<? super A, ? super B> body, A a, B b) {
            this.body = body;
            this.a = a;
            this.b = b;
        }

        @Override
        public void run() throws Exception {
            body.accept(a, b);
        }
    }

    private static final class Bound3<A, B, C> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer3<? super A, ? super B, ? super C> body;

        @Place("argument 0")
        private final A a;

        @Place("argument 1")
        private final B b;

        @Place("argument 2")
        private final C c;

        Bound3(RemoteConsumer3<? super A, ? super B, ? super C> body, A a, B b, C c) {
            this.body = body;
            this.a = a;
            this.b = b;
            this.c = c;
        }

        @Override
        public void run() throws Exception {
            body.accept(a, b, c);
        }
    }

    private static final class Bound4<A, B, C, D> implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Place
        private final RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body;

        @Place("argument 0")
        private final A a;

        @Place("argument 1")
        private final B b;

        @Place("argument 2")
        private final C c;

        @Place("argument 3")
        private final D d;

        Bound4(RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body, A a, B b, C c, D d) {
            this.body = body;
            this.a = a;
            this.b = b;
            this.c = c;
            this.d = d;
        }

        @Override
        public void run() throws Exception {
            body.accept(a, b, c, d);
        }
    }
}
