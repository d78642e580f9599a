package io.processpool.manager;

import java.util.function.Supplier;

/** The text of a proxy, which asks the server, and never throws: it is for log lines and debuggers, also after the end of the manager. */
final class Description {
    private Description() {}

    /** The text of a collection, which is that of its elements; without them, what it is and why they are not there. */
    static String ofElements(String name, Supplier<String> elements) {
        try {
            return elements.get();
        } catch (RuntimeException gone) {
            return name + "[" + gone.getMessage() + "]";
        }
    }

    /** What stands between the brackets of other texts. */
    static String of(Supplier<?> asked) {
        try {
            return String.valueOf(asked.get());
        } catch (RuntimeException gone) {
            return String.valueOf(gone.getMessage());
        }
    }
}
