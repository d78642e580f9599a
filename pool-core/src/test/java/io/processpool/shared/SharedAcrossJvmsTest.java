package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.ChildJvm;
import io.processpool.sync.ProcessLock;
import java.io.Serializable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Value and Array cases of Python's suite, across real processes. */
@Timeout(120)
class SharedAcrossJvmsTest {

    @Test
    void valuesOfAllTypesWrittenByAChildAreSeen() throws Exception {
        AllTypes types = new AllTypes(
                SharedBoolean.create(false),
                SharedByte.create((byte) 0),
                SharedChar.create('a'),
                SharedShort.createRaw((short) 0),
                SharedInt.create(0),
                SharedLong.createRaw(0),
                SharedFloat.create(0),
                SharedDouble.create(0),
                SharedString.create(20, "parent"),
                SharedBytes.create(100_000));
        SharedChild.run(TypesWriter.class, types);
        assertTrue(types.flag().get());
        assertEquals(Byte.MIN_VALUE, types.octet().get());
        assertEquals(Character.MAX_VALUE, types.letter().get());
        assertEquals(Short.MIN_VALUE, types.small().get());
        assertEquals(Integer.MIN_VALUE, types.number().get());
        assertEquals(Long.MAX_VALUE, types.large().get());
        assertEquals(Float.MIN_VALUE, types.fraction().get());
        assertEquals(Double.MAX_VALUE, types.precise().get());
        assertEquals("child 😀", types.text().get());
        assertEquals(42, types.bytes().buffer().get(99_999));
    }

    @Test
    void aChildTurnsAnArrayIntoItsPrefixSums() throws Exception {
        int[] sums = {680, 626, 934, 821, 150, 233, 548, 982, 714, 831};
        SharedIntArray array = SharedIntArray.create(sums);
        array.set(4, new int[] {1, 2, 3, 4});
        int[] expected = array.toArray();
        Arrays.parallelPrefix(expected, Integer::sum);
        SharedChild.run(PrefixSums.class, array);
        assertArrayEquals(expected, array.toArray());
    }

    @Test
    void aRawArrayIsSharedToo() throws Exception {
        SharedIntArray array = SharedIntArray.createRaw(new int[] {5, 6, 7});
        SharedChild.run(PrefixSums.class, array);
        assertArrayEquals(new int[] {5, 11, 18}, array.toArray());
    }

    @Test
    void aLargeArrayIsSharedBySlices() throws Exception {
        SharedIntArray array = SharedIntArray.create(1_000_000);
        array.fill(1);
        SharedChild.run(PrefixSums.class, array.slice(999_000, 1_000_000));
        assertEquals(1, array.get(998_999));
        assertEquals(1000, array.get(999_999));
    }

    @Test
    void incrementsUnderTheLockAndAtomicOnesAreNeverLost() throws Exception {
        Counters counters = new Counters(
                SharedInt.createRaw(0),
                SharedInt.create(0),
                SharedLong.create(0),
                SharedShort.create((short) 0),
                SharedInt.create(0),
                SharedDouble.create(0));
        SharedChild.runTwo(Incrementer.class, counters);
        int all = 2 * Incrementer.TIMES;
        assertEquals(all, counters.locked().get());
        assertEquals(all, counters.added().get());
        assertEquals((short) all, counters.swapped().get());
        assertEquals(2 * all, counters.updated().get());
        assertEquals(all, counters.fraction().get());
    }

    @Test
    void twoValuesUnderOneLockMoveTogether() throws Exception {
        ProcessLock lock = ProcessLock.create();
        Accounts accounts =
                new Accounts(SharedLong.create(1000, lock), SharedInt.create(0, lock), SharedInt.createRaw(0));
        try (ChildJvm first = SharedChild.start(Mover.class, accounts);
                ChildJvm second = SharedChild.start(Mover.class, accounts)) {
            while (accounts.done().get() < 2) {
                long sum = lock.call(() -> accounts.from().get() + accounts.to().get());
                assertEquals(1000, sum);
            }
            SharedChild.awaitEnd(first);
            SharedChild.awaitEnd(second);
        }
        assertEquals(1000 - 2 * Mover.TIMES, accounts.from().get());
    }

    @Test
    void aFlagStopsAChildWhoseProgressIsSeen() throws Exception {
        Progress progress = new Progress(SharedBoolean.createRaw(false), SharedLong.createRaw(0));
        try (ChildJvm child = SharedChild.start(Runner.class, progress)) {
            while (progress.rounds().get() < 1000) {
                Thread.onSpinWait();
            }
            progress.stop().set(true);
            SharedChild.awaitEnd(child);
        }
        assertTrue(progress.rounds().get() >= 1000);
    }

    @Test
    void aChildThatDiesWithTheLockDoesNotStopTheOthers() throws Exception {
        SharedInt number = SharedInt.create(0);
        try (ChildJvm child = SharedChild.start(Holder.class, number)) {
            while (number.get() == 0) {
                Thread.onSpinWait();
            }
            child.kill();
            assertEquals(2, number.update(value -> value + 1));
        }
    }

    static final class Holder {
        public static void main(String[] args) throws Exception {
            SharedInt number = (SharedInt) ChildJvm.receive();
            number.getLock().lock();
            number.set(1);
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    record AllTypes(
            SharedBoolean flag,
            SharedByte octet,
            SharedChar letter,
            SharedShort small,
            SharedInt number,
            SharedLong large,
            SharedFloat fraction,
            SharedDouble precise,
            SharedString text,
            SharedBytes bytes)
            implements Serializable {}

    static final class TypesWriter {
        public static void main(String[] args) throws Exception {
            AllTypes types = (AllTypes) ChildJvm.receive();
            types.flag().set(true);
            types.octet().set(Byte.MIN_VALUE);
            types.letter().set(Character.MAX_VALUE);
            types.small().set(Short.MIN_VALUE);
            types.number().set(Integer.MIN_VALUE);
            types.large().set(Long.MAX_VALUE);
            types.fraction().set(Float.MIN_VALUE);
            types.precise().set(Double.MAX_VALUE);
            types.text().update(text -> text.replace("parent", "child 😀"));
            types.bytes().bytesStore().writeByte(99_999, (byte) 42);
        }
    }

    static final class PrefixSums {
        public static void main(String[] args) throws Exception {
            SharedIntArray array = (SharedIntArray) ChildJvm.receive();
            for (int i = 1; i < array.length(); i++) {
                array.addAndGet(i, array.get(i - 1));
            }
        }
    }

    record Counters(
            SharedInt ready,
            SharedInt locked,
            SharedLong added,
            SharedShort swapped,
            SharedInt updated,
            SharedDouble fraction)
            implements Serializable {}

    static final class Incrementer {
        static final int TIMES = 100_000;

        public static void main(String[] args) throws Exception {
            Counters counters = (Counters) ChildJvm.receive();
            // Both must run at the same time, or nothing is proved.
            counters.ready().getAndAdd(1);
            while (counters.ready().get() < 2) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < TIMES; i++) {
                counters.locked()
                        .getLock()
                        .run(() -> counters.locked().set(counters.locked().get() + 1));
                counters.added().getAndAdd(1);
                swap(counters.swapped());
                counters.updated().update(value -> value + 1);
                counters.updated().getAndAdd(1);
                counters.fraction().addAndGet(1);
            }
        }

        private static void swap(SharedShort value) {
            short seen = value.get();
            while (!value.compareAndSet(seen, (short) (seen + 1))) {
                seen = value.get();
            }
        }
    }

    record Accounts(SharedLong from, SharedInt to, SharedInt done) implements Serializable {}

    static final class Mover {
        static final int TIMES = 20_000;

        public static void main(String[] args) throws Exception {
            Accounts accounts = (Accounts) ChildJvm.receive();
            for (int i = 0; i < TIMES; i++) {
                accounts.from().getLock().run(() -> {
                    accounts.from().set(accounts.from().get() - 1);
                    accounts.to().set(accounts.to().get() + 1);
                });
            }
            accounts.done().getAndAdd(1);
        }
    }

    record Progress(SharedBoolean stop, SharedLong rounds) implements Serializable {}

    static final class Runner {
        public static void main(String[] args) throws Exception {
            Progress progress = (Progress) ChildJvm.receive();
            while (!progress.stop().get()) {
                progress.rounds().getAndAdd(1);
            }
        }
    }
}
