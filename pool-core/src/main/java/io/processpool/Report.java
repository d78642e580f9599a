package io.processpool;

/** The message of an error about travelling: what is wrong, where it was found, what to do. */
final class Report {

    private Report() {}

    /** One line for each part that is known; the first is the problem, which callers may rely on. */
    static String of(String problem, String place, String cure) {
        StringBuilder text = new StringBuilder(problem);
        append(text, "found at: ", place);
        append(text, "cure: ", cure);
        return text.toString();
    }

    /** The place seen from further out: {@code argument 0 of item 3} and {@code Order.lock}. */
    static String within(String outer, String inner) {
        if (inner.isEmpty()) {
            return outer;
        }
        return outer.isEmpty() ? inner : outer + " -> " + inner;
    }

    private static void append(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append("\n  ").append(title).append(content);
        }
    }
}
