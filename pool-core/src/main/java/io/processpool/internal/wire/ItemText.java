package io.processpool.internal.wire;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** What an item looks like in a message: its {@code toString()} on one line, cut, whatever the user's method does. Stateless. */
public final class ItemText {
    private static final int LONGEST = 200;
    private static final int MOST_ELEMENTS = 100;

    private ItemText() {}

    /** Describes an item, or null. Never throws. */
    public static String of(Object item) {
        try {
            return onOneLine(String.valueOf(text(item)));
        } catch (Throwable thrown) {
            return nameOf(item) + " (its toString() threw " + thrown.getClass().getName() + ")";
        }
    }

    /** Not all elements of many: they would be put together only to be cut. */
    private static String text(Object item) {
        if (item instanceof Object[] array) {
            return array.length > MOST_ELEMENTS ? nameOf(item) + " of " + array.length : Arrays.deepToString(array);
        }
        if (item instanceof Collection<?> many && many.size() > MOST_ELEMENTS) {
            return nameOf(item) + " of " + many.size();
        }
        if (item instanceof Map<?, ?> many && many.size() > MOST_ELEMENTS) {
            return nameOf(item) + " of " + many.size();
        }
        if (item != null && item.getClass().isArray()) {
            return nameOf(item) + " of " + Array.getLength(item);
        }
        return item instanceof String text && text.length() > LONGEST ? text.substring(0, LONGEST + 1) : "" + item;
    }

    private static String nameOf(Object item) {
        return item.getClass().getTypeName();
    }

    private static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                line.append(c == '\n' ? "\\n" : " ");
            } else {
                line.append(c);
            }
        }
        return text.length() > LONGEST ? line + "..." : line.toString();
    }
}
