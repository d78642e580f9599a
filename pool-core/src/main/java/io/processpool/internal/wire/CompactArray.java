package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/**
 * The short form of an array of objects each of which has one, and none of which is an array itself.
 *
 * <pre>
 *   | OBJECTS (byte) | number (int) | for each: | length (int) | message |   |
 * </pre>
 *
 * <p>Stateless.
 */
final class CompactArray {
    private CompactArray() {}

    /** Writes the array if it has a short form. @return whether it has one; if not, nothing was written */
    static boolean write(Object[] elements, ByteArrayBuilder target) {
        int start = target.length();
        target.write(CompactValue.OBJECTS);
        target.writeInt(elements.length);
        for (Object element : elements) {
            if (isMutable(element) || !writeElement(element, target)) {
                target.truncate(start);
                return false;
            }
        }
        return true;
    }

    private static boolean writeElement(Object element, ByteArrayBuilder target) {
        int at = target.reserve(Integer.BYTES);
        boolean isWritten = CompactValue.writeAlone(element, target);
        target.setInt(at, target.length() - at - Integer.BYTES);
        return isWritten;
    }

    /** What may be in an array twice, or hold the array: Java serialization keeps that. */
    private static boolean isMutable(Object element) {
        return element instanceof Object[] || PrimitiveArray.is(element);
    }

    /** Whether an array can be written in parts, of which none can fail. */
    static boolean isDivisible(Object[] elements) {
        for (Object element : elements) {
            if (!CompactValue.isImmutable(element)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the next elements of a divisible array as an array of their own. @return the index behind the last of them */
    static int writePart(Object[] elements, int from, int enoughBytes, ByteArrayBuilder target) {
        int start = target.length();
        target.write(CompactValue.OBJECTS);
        int number = target.reserve(Integer.BYTES);
        int next = from;
        while (next < elements.length && target.length() - start < enoughBytes) {
            writeElement(elements[next++], target);
        }
        target.setInt(number, next - from);
        return next;
    }

    /** Reads what stands behind the tag, up to the limit. */
    static Object[] read(ByteBuffer source) {
        int end = source.limit();
        int count = takeLength(source);
        if (count < 0 || count > source.remaining() / (Integer.BYTES + 1)) {
            throw CompactValue.damaged(CompactValue.OBJECTS, source);
        }
        Object[] elements = new Object[count];
        for (int i = 0; i < count; i++) {
            int length = takeLength(source);
            if (length < 1 || length > source.remaining() || source.get(source.position()) == CompactValue.OBJECTS) {
                throw CompactValue.damaged(CompactValue.OBJECTS, source);
            }
            source.limit(source.position() + length);
            elements[i] = CompactValue.read(source);
            source.position(source.limit()).limit(end);
        }
        return elements;
    }

    private static int takeLength(ByteBuffer source) {
        return source.remaining() < Integer.BYTES ? -1 : CompactValue.takeInt(source);
    }
}
