package io.processpool.sync;

import io.processpool.internal.memory.SegmentHandle;
import io.processpool.shared.SharedLong;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** What each process of the soak does with a primitive, again and again, in a thread of its own. */
enum SoakUse {
    /** A section that writes two lines of a file. */
    LOCK {
        @Override
        void once(Fixtures with, SoakMemory memory) throws IOException {
            long start = System.nanoTime();
            with.lock.lock();
            memory.waited(this, start);
            memory.enter(this);
            if (memory.count(this) % 200 == 0) {
                long pid = ProcessHandle.current().pid();
                try (FileChannel file = FileChannel.open(Path.of(with.file), StandardOpenOption.APPEND)) {
                    file.write(line("begin " + pid));
                    file.write(line("end " + pid));
                }
            }
            stayAWhile();
            memory.leave(this);
            with.lock.unlock();
            memory.done(this);
        }
    },

    WRITE {
        @Override
        void once(Fixtures with, SoakMemory memory) {
            long start = System.nanoTime();
            with.readWrite.writeLock().lock();
            memory.waited(this, start);
            memory.enter(this);
            if (memory.others(READ) > 0) {
                memory.wrong("a writer beside a reader");
            }
            stayAWhile();
            memory.leave(this);
            with.readWrite.writeLock().unlock();
            memory.done(this);
        }
    },

    READ {
        @Override
        void once(Fixtures with, SoakMemory memory) {
            long start = System.nanoTime();
            with.readWrite.readLock().lock();
            memory.waited(this, start);
            int seat = memory.sit(this, Integer.MAX_VALUE);
            memory.requireEmpty(WRITE);
            stayAWhile();
            memory.rise(this, seat);
            with.readWrite.readLock().unlock();
            memory.done(this);
        }
    },

    PERMIT {
        @Override
        void once(Fixtures with, SoakMemory memory) throws InterruptedException {
            long start = System.nanoTime();
            with.permits.acquire();
            memory.waited(this, start);
            int seat = memory.sit(this, PERMITS);
            stayAWhile();
            memory.rise(this, seat);
            with.permits.release();
            memory.done(this);
        }
    },

    /** Puts something into a buffer with room for two. */
    PRODUCE {
        @Override
        void once(Fixtures with, SoakMemory memory) throws InterruptedException {
            long start = System.nanoTime();
            with.notFull.getLock().lock();
            // Who was killed between its change and its signal has told nobody.
            while (!with.notFull.awaitFor(() -> memory.number(this, 0) < ROOM, PATIENCE)) {
                memory.requireEmpty(this);
            }
            memory.waited(this, start);
            memory.enter(this);
            memory.setNumber(this, 0, memory.number(this, 0) + 1);
            stayAWhile();
            memory.leave(this);
            with.notEmpty.signal();
            with.notFull.getLock().unlock();
            memory.done(this);
        }
    },

    /** Takes something out; only the parent does. */
    CONSUME {
        @Override
        void once(Fixtures with, SoakMemory memory) throws InterruptedException {
            long start = System.nanoTime();
            with.notEmpty.getLock().lock();
            while (!with.notEmpty.awaitFor(() -> memory.number(PRODUCE, 0) > 0, PATIENCE)) {
                memory.requireEmpty(PRODUCE);
            }
            memory.waited(this, start);
            memory.enter(PRODUCE);
            long filled = memory.number(PRODUCE, 0);
            if (filled > ROOM) {
                memory.wrong(filled + " in a buffer with room for " + ROOM);
            }
            memory.setNumber(PRODUCE, 0, filled - 1);
            memory.leave(PRODUCE);
            with.notFull.signal();
            with.notEmpty.getLock().unlock();
            memory.done(this);
        }
    },

    BARRIER {
        @Override
        void once(Fixtures with, SoakMemory memory) throws InterruptedException {
            long start = System.nanoTime();
            try {
                with.barrier.await(PATIENCE);
                memory.done(this);
            } catch (BrokenBarrierException | TimeoutException e) {
                if (with.barrier.isBroken()) {
                    with.barrier.reset();
                }
            }
            memory.waited(this, start);
        }
    },

    COUNT {
        @Override
        void once(Fixtures with, SoakMemory memory) {
            long start = System.nanoTime();
            with.counter.getLock().lock();
            memory.waited(this, start);
            memory.enter(this);
            memory.setNumber(this, BEGUN, memory.number(this, BEGUN) + 1);
            with.counter.set(with.counter.get() + 1);
            stayAWhile();
            memory.setNumber(this, ENDED, memory.number(this, ENDED) + 1);
            memory.leave(this);
            with.counter.getLock().unlock();
            memory.done(this);
        }
    };

    static final int PERMITS = 2;
    static final int ROOM = 2;

    /** The places of COUNT's numbers. */
    static final int BEGUN = 0;

    static final int ENDED = 1;

    private static final long WHILE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What all of them use. */
    record Fixtures(
            SegmentHandle memory,
            String wrong,
            String file,
            ProcessLock lock,
            ProcessReadWriteLock readWrite,
            ProcessSemaphore permits,
            ProcessCondition notFull,
            ProcessCondition notEmpty,
            ProcessBarrier barrier,
            SharedLong counter)
            implements Serializable {}

    abstract void once(Fixtures with, SoakMemory memory) throws Exception;

    /** Is now and then inside for so long that others come to the door, or that it is killed there. */
    private static void stayAWhile() {
        if (ThreadLocalRandom.current().nextInt(64) == 0) {
            LockSupport.parkNanos(WHILE_NANOS);
        }
    }

    private static ByteBuffer line(String text) {
        return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
