package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.Args;
import io.processpool.SerializationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Arrays of objects come back as they were, in the short form or not, and damaged ones are an error. */
class CompactArrayTest {
    private static final Object[] SHORT = {
        null, true, false, 1, -2L, Math.PI, "", "latin \u00e9", "wide \u4e16", Integer.MIN_VALUE
    };

    private static Object read(byte[] message) {
        return Payload.read(message, 0, message.length);
    }

    private static Object roundTrip(Object value) {
        return read(Payload.write(value));
    }

    @Test
    void arrayComesBackAsItWas() {
        List<Object[]> arrays = List.of(
                new Object[0],
                SHORT,
                new Object[] {null},
                new Object[] {new byte[] {1, 2}},
                new Object[] {new Object[] {1, 2}, "outer"},
                new Object[] {List.of(1), 2},
                new Object[] {'c', 1.5f},
                new Object[] {"a lone surrogate \ud800"});
        for (Object[] array : arrays) {
            Object read = roundTrip(array);
            assertEquals(Object[].class, read.getClass());
            assertArrayEquals(array, (Object[]) read);
        }
    }

    @Test
    void arrayOfAnotherTypeKeepsIt() {
        assertEquals(String[].class, roundTrip(new String[] {"a"}).getClass());
        assertEquals(Integer[][].class, roundTrip(new Integer[][] {{1}}).getClass());
    }

    @Test
    void arrayThatHoldsItselfComesBack() {
        Object[] array = new Object[1];
        array[0] = array;
        Object[] read = (Object[]) roundTrip(array);
        assertSame(read, read[0]);
    }

    @Test
    void sameBytesTwiceStayTheSame() {
        byte[] bytes = {1, 2, 3};
        Object[] read = (Object[]) roundTrip(new Object[] {bytes, bytes});
        assertArrayEquals(bytes, (byte[]) read[0]);
        assertSame(read[0], read[1]);
    }

    @Test
    void arrayThatCannotTravelLeavesTheBufferAsItWas() {
        ByteArrayBuilder target = new ByteArrayBuilder();
        target.writeInt(7);
        Object[] unsendable = {1, "x", new Object()};
        assertThrows(SerializationException.class, () -> Payload.write(unsendable, target));
        assertEquals(Integer.BYTES, target.length());
    }

    @Test
    void arrayComesBackInParts() {
        Random random = new Random(2);
        Object[] whole = new Object[5000];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = SHORT[random.nextInt(SHORT.length)];
        }
        assertTrue(Payload.isDivisible(whole));
        List<Object> read = new ArrayList<>();
        for (int next = 0; next < whole.length; ) {
            ByteArrayBuilder part = new ByteArrayBuilder();
            int before = next;
            next = Payload.writePart(whole, next, 100, part);
            assertTrue(next > before && part.length() < 200, "from " + before + " to " + next);
            read.addAll(Arrays.asList((Object[]) read(part.toByteArray())));
        }
        assertArrayEquals(whole, read.toArray());
    }

    @Test
    void whatCanBeChangedOrTravelsOtherwiseIsNotDivided() {
        for (Object element : List.of(
                new byte[1], new int[1], new Object[0], List.of(), "lone \ud800", Args.args(1, 2), Locale.ROOT)) {
            assertFalse(
                    Payload.isDivisible(new Object[] {1, element}),
                    element.getClass().getName());
        }
        assertFalse(Payload.isDivisible(new String[] {"a"}));
        assertFalse(Payload.isDivisible("a"));
        assertFalse(Payload.isDivisible(null));
        assertTrue(Payload.isDivisible(
                new Object[] {null, (byte) 1, (short) 2, 'c', 1.5f, new UUID(1, 2), Duration.ZERO, Instant.EPOCH}));
    }

    @Test
    void truncatedArraysAreErrors() {
        byte[] whole = Payload.write(SHORT);
        assertNotEquals(0, whole[0], "the short form");
        for (int length = 1; length < whole.length; length++) {
            assertIsErrorOrArray(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void damagedArraysAreErrors() {
        byte[] whole = Payload.write(SHORT);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[1 + random.nextInt(whole.length - 1)] = (byte) random.nextInt();
            }
            assertIsErrorOrArray(damaged);
        }
    }

    /** Nothing but these: no other exception, and no memory for what is not there. */
    private static void assertIsErrorOrArray(byte[] message) {
        try {
            assertEquals(Object[].class, read(message).getClass());
        } catch (SerializationException damaged) {
            assertNotEquals("", damaged.getMessage());
        }
    }
}
