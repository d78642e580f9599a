package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedValueTest {

    @Test
    void eachTypeHoldsItsLimits() {
        for (byte value : new byte[] {Byte.MIN_VALUE, -1, 0, Byte.MAX_VALUE}) {
            assertEquals(value, SharedByte.createRaw(value).get());
        }
        for (short value : new short[] {Short.MIN_VALUE, -1, 0, Short.MAX_VALUE}) {
            assertEquals(value, SharedShort.createRaw(value).get());
        }
        for (char value : new char[] {Character.MIN_VALUE, 'ü', Character.MAX_VALUE}) {
            assertEquals(value, SharedChar.createRaw(value).get());
        }
        for (int value : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
            assertEquals(value, SharedInt.createRaw(value).get());
        }
        for (long value : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            assertEquals(value, SharedLong.createRaw(value).get());
        }
        for (float value : new float[] {Float.MIN_VALUE, -0.0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE}) {
            assertEquals(value, SharedFloat.createRaw(value).get());
        }
        for (double value : new double[] {Double.MIN_VALUE, -0.0, Double.NaN, Double.MAX_VALUE}) {
            assertEquals(value, SharedDouble.createRaw(value).get());
        }
        for (boolean value : new boolean[] {false, true}) {
            assertEquals(value, SharedBoolean.createRaw(value).get());
        }
    }

    @Test
    void tooLargeSumsWrapAsInPython() {
        SharedByte value = SharedByte.create((byte) 0);
        assertEquals(44, value.addAndGet(300));
        assertEquals(44, value.getAndAdd(100));
        assertEquals(-112, value.get());
        assertEquals(144, Byte.toUnsignedInt(value.get()));
        assertEquals(Short.MIN_VALUE, SharedShort.create(Short.MAX_VALUE).addAndGet(1));
        assertEquals(Integer.MIN_VALUE, SharedInt.create(Integer.MAX_VALUE).addAndGet(1));
        assertEquals(Long.MIN_VALUE, SharedLong.create(Long.MAX_VALUE).addAndGet(1));
    }

    @Test
    void getAndAddReturnsTheValueBefore() {
        SharedInt number = SharedInt.create(7);
        assertEquals(7, number.getAndAdd(3));
        assertEquals(12, number.addAndGet(2));
        SharedShort small = SharedShort.create((short) 7);
        assertEquals(7, small.getAndAdd(-10));
        assertEquals(-3, small.get());
        SharedLong large = SharedLong.create(1L << 40);
        assertEquals(1L << 40, large.getAndAdd(1));
        SharedFloat fraction = SharedFloat.create(0.1f);
        assertEquals(0.1f, fraction.getAndAdd(0.2f));
        assertEquals(0.1f + 0.2f, fraction.get());
        SharedDouble precise = SharedDouble.create(0.1);
        assertEquals(0.1 + 0.2, precise.addAndGet(0.2));
    }

    @Test
    void compareAndSetReplacesTheExpectedValueOnly() {
        SharedInt number = SharedInt.create(7);
        assertFalse(number.compareAndSet(8, 9));
        assertTrue(number.compareAndSet(7, 9));
        assertEquals(9, number.get());
        SharedBoolean flag = SharedBoolean.create(false);
        assertTrue(flag.compareAndSet(false, true));
        assertFalse(flag.compareAndSet(false, true));
        SharedChar letter = SharedChar.create('\uffff');
        assertTrue(letter.compareAndSet('\uffff', 'a'));
        assertEquals('a', letter.get());
        SharedByte octet = SharedByte.create((byte) -1);
        assertFalse(octet.compareAndSet((byte) 1, (byte) 0));
        assertTrue(octet.compareAndSet((byte) -1, (byte) -128));
        assertEquals(-128, octet.get());
    }

    @Test
    void compareAndSetOfFractionsComparesBits() {
        assertFalse(SharedDouble.create(0.0).compareAndSet(-0.0, 1));
        assertTrue(SharedDouble.create(Double.NaN).compareAndSet(Double.NaN, 1));
        assertFalse(SharedFloat.create(-0.0f).compareAndSet(0.0f, 1));
        assertTrue(SharedFloat.create(Float.NaN).compareAndSet(Float.NaN, 1));
    }

    @Test
    void updateReturnsWhatItWrites() {
        assertEquals(14, SharedInt.create(7).update(value -> 2 * value));
        assertEquals(14, SharedInt.createRaw(7).update(value -> 2 * value));
        assertEquals(-2, SharedByte.create(Byte.MAX_VALUE).update(value -> 2 * value));
        assertEquals('b', SharedChar.create('a').update(value -> value + 1));
        assertEquals(0.5f, SharedFloat.create(1).update(value -> value / 2));
        assertEquals(0.5, SharedDouble.create(1).update(value -> value / 2));
        assertEquals(1L << 62, SharedLong.create(1L << 61).update(value -> 2 * value));
        assertTrue(SharedBoolean.create(false).update(value -> !value));
    }

    @Test
    void anUpdateThatThrowsChangesNothingAndGivesTheLockBack() throws InterruptedException {
        SharedInt number = SharedInt.create(7);
        assertThrows(ArithmeticException.class, () -> number.update(value -> Math.toIntExact(value + (1L << 40))));
        assertEquals(7, number.get());
        Thread other = new Thread(() -> number.update(value -> value + 1));
        other.start();
        other.join();
        assertEquals(8, number.get());
    }

    @Test
    void anUpdateLosesNoChangeThatComesWithoutTheLock() {
        SharedInt number = SharedInt.create(7);
        int[] calls = {0};
        int updated = number.update(value -> {
            if (calls[0]++ == 0) {
                number.getAndAdd(100);
            }
            return value + 1;
        });
        assertEquals(108, updated);
        assertEquals(108, number.get());
        assertEquals(2, calls[0]);
    }

    @Test
    void threadsLoseNoIncrement() throws InterruptedException {
        SharedByte small = SharedByte.createRaw((byte) 0);
        SharedShort medium = SharedShort.createRaw((short) 0);
        SharedInt number = SharedInt.create(0);
        SharedDouble fraction = SharedDouble.createRaw(0);
        CountDownLatch together = new CountDownLatch(2);
        Runnable count = () -> {
            together.countDown();
            while (together.getCount() > 0) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 200_000; i++) {
                small.getAndAdd(1);
                medium.addAndGet(1);
                number.update(value -> value + 1);
                fraction.getAndAdd(0.5);
            }
        };
        Thread first = new Thread(count);
        Thread second = new Thread(count);
        first.start();
        second.start();
        first.join();
        second.join();
        assertEquals((byte) 400_000, small.get());
        assertEquals((short) 400_000, medium.get());
        assertEquals(400_000, number.get());
        assertEquals(200_000, fraction.get());
    }

    @Test
    void valuesAreEqualIfTheyAreTheSameMemory() {
        SharedInt number = SharedInt.create(7);
        SharedInt other = SharedInt.create(7);
        assertEquals(number, number);
        assertNotEquals(number, other);
        assertNotEquals(number, new Object());
    }

    @Test
    void toStringShowsTheValue() {
        assertEquals("SharedInt[value=7]", SharedInt.create(7).toString());
        assertEquals("SharedBoolean[value=true]", SharedBoolean.create(true).toString());
        assertEquals("SharedChar[value=a]", SharedChar.create('a').toString());
        assertEquals("SharedDouble[value=0.5]", SharedDouble.create(0.5).toString());
    }
}
