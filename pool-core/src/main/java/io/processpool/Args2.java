package io.processpool;

import java.io.Serializable;

/**
 * The two arguments of one item of a {@code starmap}. Made by {@link Args#args}.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param first the first argument, may be null
 * @param second the second argument, may be null
 */
public record Args2<A, B>(A first, B second) implements Serializable {}
