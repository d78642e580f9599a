package com.acme;

import io.processpool.RemoteFunction;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** A user's class, of a package that no filter lets pass by itself. It tells when an instance is read. */
public final class Canary implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether one was read. */
    public static volatile boolean sang;

    private void readObject(ObjectInputStream in) {
        sang = true;
    }

    /** Something around it. */
    public record Cage(Object content) implements Serializable {}

    /** An exception with one inside. */
    public static final class Escaped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final Canary canary = new Canary();

        public Escaped(String message) {
            super(message);
        }
    }

    /** A lambda of this class, which captures a text. */
    public static RemoteFunction<String, String> append(String text) {
        return a -> a + text;
    }
}
