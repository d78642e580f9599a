package io.processpool.manager;

import java.util.function.Supplier;

/** The content of a proxy's toString, which asks the server, and never throws. */
final class Description {
    private Description() {}

    static String of(Supplier<?> asked) {
        try {
            return String.valueOf(asked.get());
        } catch (RuntimeException gone) {
            return String.valueOf(gone.getMessage());
        }
    }
}
