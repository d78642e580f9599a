package io.processpool.internal.memory;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * The system call, through JNA. The only class that refers to it; {@link JnaLoader} has started it before.
 *
 * <p>Thread-safe.
 */
final class FutexCalls {

    // From linux/futex.h. Not the private forms: those find only sleepers of the same process.
    private static final long FUTEX_WAIT = 0;
    private static final long FUTEX_WAKE = 1;

    // From asm-generic/errno-base.h and errno.h: the same on all processors below.
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ETIMEDOUT = 110;

    // Sleeps come in lengths of 100 ms, 50 ms, 25 ms ... 49 µs, so that their timespecs are written once.
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LENGTHS = 12;
    private static final int TIMESPEC_BYTES = 16;
    private static final Memory TIMESPECS = timespecs();

    private static final long SYS_FUTEX = FutexNumber.of(System.getProperty("os.name"), System.getProperty("os.arch"));

    private FutexCalls() {}

    /**
     * Binds the system call and tries it.
     *
     * @throws UnsupportedOperationException if a sleep does not do what it should
     */
    static FutexCalls load() {
        Native.register(FutexCalls.class, NativeLibrary.getProcess());
        FutexCalls calls = new FutexCalls();
        calls.test();
        return calls;
    }

    /** {@code syscall(2)}: all arguments travel as machine words. */
    private static native long syscall(
            long number, long address, long operation, long value, long timeout, long address2, long value3);

    long address(Words words, int offset) {
        return words.address(offset, FutexCalls::addressOf);
    }

    Futex.Wake sleep(long address, int expected, long atMostNanos) {
        long timespec = Pointer.nativeValue(TIMESPECS) + (long) TIMESPEC_BYTES * lengthFor(atMostNanos);
        if (syscall(SYS_FUTEX, address, FUTEX_WAIT, expected, timespec, 0, 0) == 0) {
            return Futex.Wake.WOKEN;
        }
        return switch (Native.getLastError()) {
            case EAGAIN -> Futex.Wake.CHANGED;
            case EINTR -> Futex.Wake.WOKEN;
            case ETIMEDOUT -> Futex.Wake.TIMED_OUT;
            default -> throw new IllegalStateException("futex: errno=" + Native.getLastError());
        };
    }

    void wake(long address, int most) {
        syscall(SYS_FUTEX, address, FUTEX_WAKE, most, 0, 0, 0);
    }

    private static int lengthFor(long atMostNanos) {
        int length = 0;
        while (length < LENGTHS - 1 && LONGEST_NANOS >> length > atMostNanos) {
            length++;
        }
        return length;
    }

    private static Memory timespecs() {
        Memory memory = new Memory((long) LENGTHS * TIMESPEC_BYTES);
        memory.clear();
        for (int i = 0; i < LENGTHS; i++) {
            memory.setLong((long) i * TIMESPEC_BYTES + Long.BYTES, LONGEST_NANOS >> i);
        }
        return memory;
    }

    private static long addressOf(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    // A sandbox may know the number and do something else.
    private void test() {
        ByteBuffer word = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        word.putInt(0, 1);
        if (sleep(addressOf(word), 0, 0) != Futex.Wake.CHANGED
                || sleep(addressOf(word), 1, 0) != Futex.Wake.TIMED_OUT) {
            throw new UnsupportedOperationException("futex does not sleep here");
        }
    }
}
