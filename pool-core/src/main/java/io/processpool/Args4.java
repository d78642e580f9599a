package io.processpool;

import java.io.Serializable;

/**
 * The four arguments of one item of a {@code starmap}. Made by {@link Args#args}.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <D> type of the fourth argument
 * @param first the first argument, may be null
 * @param second the second argument, may be null
 * @param third the third argument, may be null
 * @param fourth the fourth argument, may be null
 */
public record Args4<A, B, C, D>(A first, B second, C third, D fourth) implements Serializable {}
