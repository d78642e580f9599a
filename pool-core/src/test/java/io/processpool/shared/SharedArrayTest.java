package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedArrayTest {

    private final SharedIntArray numbers = SharedIntArray.create(new int[] {0, 10, 20, 30, 40, 50, 60, 70, 80, 90});

    @Test
    void aNewArrayIsFilledWithZeros() {
        SharedIntArray array = SharedIntArray.create(1000);
        assertEquals(1000, array.length());
        assertArrayEquals(new int[1000], array.toArray());
    }

    @Test
    void eachTypeIsCopiedInAndOut() {
        assertArrayEquals(
                new byte[] {-128, 127, 3},
                SharedByteArray.create(new byte[] {-128, 127, 3}).toArray());
        assertArrayEquals(
                new short[] {-1, 2, 3},
                SharedShortArray.create(new short[] {-1, 2, 3}).toArray());
        assertArrayEquals(
                new char[] {'a', '\uffff'},
                SharedCharArray.create(new char[] {'a', '\uffff'}).toArray());
        assertArrayEquals(
                new long[] {-1, 1L << 40},
                SharedLongArray.create(new long[] {-1, 1L << 40}).toArray());
        assertArrayEquals(
                new float[] {-0.5f, Float.NaN},
                SharedFloatArray.create(new float[] {-0.5f, Float.NaN}).toArray());
        assertArrayEquals(
                new double[] {-0.5, 1e300},
                SharedDoubleArray.create(new double[] {-0.5, 1e300}).toArray());
        boolean[] flags = {true, false, true};
        assertArrayEquals(flags, SharedBooleanArray.create(flags).toArray());
    }

    @Test
    void eachTypeHasAtomicSteps() {
        SharedByteArray octets = SharedByteArray.createRaw(3);
        octets.fill((byte) 1);
        assertEquals(1, octets.getAndAdd(1, 255));
        assertTrue(octets.compareAndSet(1, (byte) 0, (byte) -1));
        assertArrayEquals(new byte[] {1, -1, 1}, octets.toArray());
        SharedShortArray shorts = SharedShortArray.createRaw(3);
        shorts.fill((short) 5);
        assertEquals(4, shorts.update(2, value -> value - 1));
        assertFalse(shorts.compareAndSet(1, (short) 4, (short) 0));
        assertArrayEquals(new short[] {5, 5, 4}, shorts.toArray());
        SharedCharArray letters = SharedCharArray.createRaw(2);
        letters.fill('x');
        letters.set(1, 'y');
        assertEquals("xy", new String(letters.toArray()));
        SharedLongArray longs = SharedLongArray.createRaw(2);
        assertEquals(1L << 33, longs.addAndGet(1, 1L << 33));
        SharedFloatArray floats = SharedFloatArray.createRaw(2);
        assertEquals(0.5f, floats.addAndGet(1, 0.5f));
        SharedDoubleArray doubles = SharedDoubleArray.createRaw(2);
        doubles.fill(0.25);
        assertEquals(0.25, doubles.getAndAdd(0, 1));
        SharedBooleanArray flags = SharedBooleanArray.createRaw(2);
        flags.fill(true);
        assertFalse(flags.update(1, value -> !value));
        assertArrayEquals(new boolean[] {true, false}, flags.toArray());
        assertEquals(-5, numbers.addAndGet(0, -5));
    }

    @Test
    void anIndexOutOfBoundsIsNamedWithTheLength() {
        for (int index : new int[] {-1, 10, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30}) {
            String message = assertThrows(IndexOutOfBoundsException.class, () -> numbers.get(index))
                    .getMessage();
            assertTrue(message.contains(Integer.toString(index)) && message.contains("10"), message);
            assertThrows(IndexOutOfBoundsException.class, () -> numbers.set(index, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> numbers.getAndAdd(index, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> numbers.compareAndSet(index, 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> numbers.update(index, value -> value));
        }
        assertThrows(
                IndexOutOfBoundsException.class, () -> SharedByteArray.create(0).get(0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> SharedBooleanArray.create(2).set(2, true));
    }

    @Test
    void copiesOfPiecesStayWithinBounds() {
        int[] piece = new int[3];
        numbers.get(7, piece);
        assertArrayEquals(new int[] {70, 80, 90}, piece);
        numbers.set(0, new int[] {1, 2, 3});
        assertArrayEquals(new int[] {1, 2, 3, 30}, numbers.slice(0, 4).toArray());
        assertThrows(IndexOutOfBoundsException.class, () -> numbers.get(8, piece));
        assertThrows(IndexOutOfBoundsException.class, () -> numbers.set(-1, piece));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> SharedBooleanArray.create(2).set(1, new boolean[2]));
        assertThrows(
                IndexOutOfBoundsException.class, () -> SharedByteArray.create(2).get(1, new byte[2]));
    }

    @Test
    void aSliceIsTheSameMemory() {
        SharedIntArray slice = numbers.slice(2, 5);
        assertArrayEquals(new int[] {20, 30, 40}, slice.toArray());
        slice.set(0, -1);
        assertEquals(-1, numbers.get(2));
        numbers.set(4, -2);
        assertEquals(-2, slice.get(2));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.get(3));
        assertSame(numbers.getLock(), slice.getLock());
        assertEquals(slice, numbers.slice(1, 9).slice(1, 4));
        assertNotEquals(slice, numbers.slice(2, 4));
        assertEquals(numbers, numbers.slice(0, 10));
        assertEquals(0, numbers.slice(10, 10).length());
        assertThrows(IndexOutOfBoundsException.class, () -> numbers.slice(5, 11));
        assertThrows(IndexOutOfBoundsException.class, () -> numbers.slice(5, 4));
        assertThrows(
                IllegalStateException.class,
                () -> SharedIntArray.createRaw(3).slice(0, 1).getLock());
    }

    @Test
    void aSliceOfBytesMayStartAnywhere() {
        SharedByteArray bytes = SharedByteArray.createRaw(9);
        SharedByteArray slice = bytes.slice(3, 8);
        assertTrue(slice.compareAndSet(0, (byte) 0, (byte) 7));
        assertEquals(1, slice.addAndGet(4, 1));
        assertArrayEquals(new byte[] {0, 0, 0, 7, 0, 0, 0, 1, 0}, bytes.toArray());
    }

    @Test
    void fillReachesEveryElementAndNoOther() {
        numbers.slice(1, 9).fill(5);
        assertArrayEquals(new int[] {0, 5, 5, 5, 5, 5, 5, 5, 5, 90}, numbers.toArray());
    }

    @Test
    void elementsAreIteratedInOrder() {
        List<Integer> seen = new ArrayList<>();
        for (int number : numbers.slice(1, 4)) {
            seen.add(number);
        }
        assertEquals(List.of(10, 20, 30), seen);
        assertEquals(450, numbers.stream().sum());
        assertEquals(
                2.0, SharedFloatArray.create(new float[] {0.5f, 1.5f}).stream().sum());
        assertEquals(
                List.of(true, false),
                SharedBooleanArray.create(new boolean[] {true, false}).stream().collect(Collectors.toList()));
        Iterator<Byte> none = SharedByteArray.create(0).iterator();
        assertFalse(none.hasNext());
        assertThrows(NoSuchElementException.class, none::next);
    }

    @Test
    void anEmptyArrayIsAllowedAndANegativeLengthIsNot() {
        SharedLongArray empty = SharedLongArray.create(0);
        assertEquals(0, empty.length());
        assertArrayEquals(new long[0], empty.toArray());
        assertEquals("SharedLongArray[]", empty.toString());
        assertNotEquals(empty, SharedLongArray.create(new long[0]));
        String message = assertThrows(IllegalArgumentException.class, () -> SharedIntArray.create(-1))
                .getMessage();
        assertEquals("length of a SharedIntArray must be 0 or more, not -1", message);
    }

    @Test
    void moreThanTwoGigabytesAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> SharedLongArray.create(1 << 28))
                .getMessage();
        assertEquals(
                "length 268435456 of a SharedLongArray needs 2147483648 bytes, at most 2147483519 are possible",
                message);
    }

    // More than once: on a busy machine the two may run one after the other.
    @RepeatedTest(5)
    void neighboursOfOneWordDoNotDisturbEachOther() throws InterruptedException {
        SharedByteArray bytes = SharedByteArray.createRaw(4);
        CountDownLatch together = new CountDownLatch(2);
        Thread first = new Thread(() -> count(bytes, 0, together));
        Thread last = new Thread(() -> count(bytes, 3, together));
        first.start();
        last.start();
        first.join();
        last.join();
        assertArrayEquals(new byte[] {(byte) 2_000_007, 0, 0, (byte) 2_000_007}, bytes.toArray());
    }

    private static void count(SharedByteArray bytes, int index, CountDownLatch together) {
        together.countDown();
        while (together.getCount() > 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 2_000_007; i++) {
            bytes.getAndAdd(index, 1);
        }
    }

    @Test
    void aLargeArrayKeepsItsLastElement() {
        SharedByteArray large = SharedByteArray.createRaw(5_000_003);
        assertTrue(large.compareAndSet(5_000_002, (byte) 0, (byte) 42));
        assertEquals(42, large.get(5_000_002));
        assertEquals(0, large.get(5_000_001));
    }

    @Test
    void aCopyIsIndependent() {
        SharedIntArray copy = SharedIntArray.create(numbers.toArray());
        copy.set(0, 99);
        assertEquals(0, numbers.get(0));
    }

    @Test
    void toStringShowsTheFirstElements() {
        assertEquals("SharedIntArray[0, 10, 20]", numbers.slice(0, 3).toString());
        assertEquals(
                "SharedByteArray[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ... of 11]",
                SharedByteArray.create(11).toString());
    }
}
