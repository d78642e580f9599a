package io.processpool;

import java.io.Serializable;

/**
 * The three arguments of one item of a {@code starmap}. Made by {@link Args#args}.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param first the first argument, may be null
 * @param second the second argument, may be null
 * @param third the third argument, may be null
 */
public record Args3<A, B, C>(A first, B second, C third) implements Serializable {}
