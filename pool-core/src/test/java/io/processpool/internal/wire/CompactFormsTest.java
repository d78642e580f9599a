package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Canary;
import io.processpool.Args2;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Values, arrays and records come back as Java serialization would bring them, in whichever form. */
class CompactFormsTest {
    record Job(String name, int number, boolean isUrgent, byte[] body) implements Serializable {}

    record Pair(Object first, Object second) implements Serializable {}

    record Positive(int number) implements Serializable {
        Positive {
            if (number < 1) {
                throw new IllegalArgumentException("not positive: " + number);
            }
        }
    }

    record Replaced(String text) implements Serializable {
        private Object writeReplace() {
            return "in place of " + text;
        }
    }

    record Resolved(String text) implements Serializable {
        private Object readResolve() {
            return "resolved " + text;
        }
    }

    record NotSerializable(int number) {}

    record LockOfRecord(int number) implements Serializable, IdleLock {}

    private static Object read(byte[] message) {
        return Payload.read(message, 0, message.length);
    }

    private static Object roundTrip(Object value) {
        return read(Payload.write(value));
    }

    private static boolean isSerialized(Object value) {
        return Payload.write(value)[0] == CompactValue.SERIALIZED;
    }

    @Test
    void smallValuesComeBack() {
        List<Object> values = List.of(
                Byte.MIN_VALUE,
                Byte.MAX_VALUE,
                Short.MIN_VALUE,
                Short.MAX_VALUE,
                '\uffff',
                '\ud800',
                Float.NaN,
                -0f,
                new UUID(-1, 1),
                Duration.ofSeconds(Long.MIN_VALUE, 1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Instant.MIN,
                Instant.MAX);
        for (Object value : values) {
            assertEquals(value, roundTrip(value));
            assertTrue(!isSerialized(value), value.toString());
        }
    }

    @Test
    void arraysOfPrimitivesComeBack() {
        assertArrayEquals(new int[] {Integer.MIN_VALUE, 0, 7}, (int[]) roundTrip(new int[] {Integer.MIN_VALUE, 0, 7}));
        assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, (long[]) roundTrip(new long[] {Long.MIN_VALUE, 7}));
        assertArrayEquals(new short[] {-1, 7}, (short[]) roundTrip(new short[] {-1, 7}));
        assertArrayEquals(new char[] {'\ud800', 'a'}, (char[]) roundTrip(new char[] {'\ud800', 'a'}));
        assertArrayEquals(new float[] {Float.NaN, -0f}, (float[]) roundTrip(new float[] {Float.NaN, -0f}));
        assertArrayEquals(new double[] {Double.MIN_VALUE}, (double[]) roundTrip(new double[] {Double.MIN_VALUE}));
        assertArrayEquals(new boolean[] {true, false}, (boolean[]) roundTrip(new boolean[] {true, false}));
        assertArrayEquals(new int[0], (int[]) roundTrip(new int[0]));
    }

    @Test
    void recordsComeBack() {
        Job job = (Job) roundTrip(new Job("größe 世", 7, true, new byte[] {1, 2}));
        assertEquals("größe 世", job.name());
        assertEquals(7, job.number());
        assertArrayEquals(new byte[] {1, 2}, job.body());
        assertEquals(new Pair(new Positive(3), null), roundTrip(new Pair(new Positive(3), null)));
        assertEquals(new Args2<>("a", 1L), roundTrip(new Args2<>("a", 1L)));
    }

    @Test
    void recordsOfPlainComponentsAreShort() {
        assertTrue(!isSerialized(new Job("a", 1, false, null)));
        assertTrue(!isSerialized(new Pair(new Positive(3), 4)));
        assertTrue(isSerialized(new Pair(List.of(1), 4)));
    }

    @Test
    void componentsThatAreTheSameObjectStayIt() {
        int[] shared = {1};
        Pair arrays = (Pair) roundTrip(new Pair(shared, shared));
        assertSame(arrays.first(), arrays.second());
        Positive three = new Positive(3);
        Pair records = (Pair) roundTrip(new Pair(three, three));
        assertSame(records.first(), records.second());
    }

    @Test
    void hooksAreRun() {
        assertEquals("in place of x", roundTrip(new Replaced("x")));
        assertEquals("resolved x", roundTrip(new Resolved("x")));
        assertEquals(new Pair("resolved x", 1), roundTrip(new Pair(new Resolved("x"), 1)));
    }

    @Test
    void whatMayNotTravelMayNotTravelInARecord() {
        assertThrows(SerializationException.class, () -> Payload.write(new NotSerializable(1)));
        assertThrows(SerializationException.class, () -> Payload.write(new Pair(new NotSerializable(1), 1)));
        assertThrows(RuntimeError.class, () -> Payload.write(new LockOfRecord(1)));
        assertThrows(RuntimeError.class, () -> Payload.write(new Pair(1, new ReentrantLock())));
        assertThrows(RuntimeError.class, () -> Payload.write(new Pair(1, new LockOfRecord(2))));
    }

    @Test
    void aConstructorThatRefusesIsTheCause() {
        byte[] message = Payload.write(new Positive(1));
        message[message.length - 1] = -1;
        message[message.length - 4] = -1;
        SerializationException refused = assertThrows(SerializationException.class, () -> read(message));
        assertTrue(refused.getMessage().contains("not positive"), refused.getMessage());
    }

    @Test
    void aFilterRefusesTheClassOfARecord() {
        Pair pair = new Pair(new Canary.Cage("x"), 2);
        byte[] message = Payload.write(pair);
        String refused = Canary.Cage.class.getName();
        SerializationException failure = assertThrows(
                SerializationException.class,
                () -> Payload.read(ByteBuffer.wrap(message), ReadFilter.of("!" + refused)));
        assertTrue(failure.getMessage().contains(refused), failure.getMessage());
        assertEquals(pair, Payload.read(ByteBuffer.wrap(message), ReadFilter.of(refused + ";!*")));
    }

    @Test
    void aRecordThatIsMissingThereIsNamed() {
        byte[] message = Payload.write(new Positive(1));
        message[3] = 'x';
        SerializationException missing = assertThrows(SerializationException.class, () -> read(message));
        assertTrue(missing.getMessage().contains("class path"), missing.getMessage());
    }

    @Test
    void aRecordRunsCodeOfTheUsers() {
        assertTrue(!Payload.isHarmless(ByteBuffer.wrap(Payload.write(new Positive(1)))));
        assertTrue(Payload.isHarmless(ByteBuffer.wrap(Payload.write(new int[] {1}))));
    }

    @Test
    void damagedOnesAreAnError() {
        for (Object value : List.of(new Job("a", 1, true, new byte[3]), new long[] {1, 2}, Instant.EPOCH, 'c', 1f)) {
            byte[] message = Payload.write(value);
            for (int length = 1; length < message.length; length++) {
                byte[] cut = Arrays.copyOf(message, length);
                if (value instanceof long[] && (length - 1) % Long.BYTES == 0) {
                    assertNotEquals(2, ((long[]) read(cut)).length);
                } else {
                    assertThrows(SerializationException.class, () -> read(cut), value + " cut at " + length);
                }
            }
        }
    }
}
