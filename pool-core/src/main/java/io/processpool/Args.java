package io.processpool;

/** Makes the arguments of one item of a {@code starmap}, to be imported statically: {@code args("a", 1)}. */
public final class Args {
    private Args() {}

    /**
     * Two arguments.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @return the arguments of one item
     */
    public static <A, B> Args2<A, B> args(A a, B b) {
        return new Args2<>(a, b);
    }

    /**
     * Three arguments.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @param c the third argument, may be null
     * @return the arguments of one item
     */
    public static <A, B, C> Args3<A, B, C> args(A a, B b, C c) {
        return new Args3<>(a, b, c);
    }

    /**
     * Four arguments.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @param c the third argument, may be null
     * @param d the fourth argument, may be null
     * @return the arguments of one item
     */
    public static <A, B, C, D> Args4<A, B, C, D> args(A a, B b, C c, D d) {
        return new Args4<>(a, b, c, d);
    }
}
