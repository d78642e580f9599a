package io.processpool.examples;

/** A text that is not a price: an exception of the user's own, checked, and thrown in another process. */
final class PriceFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    PriceFormatException(String message) {
        super(message);
    }
}
