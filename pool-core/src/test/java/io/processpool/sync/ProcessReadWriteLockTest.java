package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessReadWriteLockTest {

    private static final long LONG_SECONDS = 40;

    private final Warnings warnings = new Warnings();
    private final ProcessReadWriteLock lock = ProcessReadWriteLock.create();
    private final InterProcessLock read = lock.readLock();
    private final InterProcessLock write = lock.writeLock();

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    @Test
    void readersShareAndKeepWritersOut() throws Exception {
        try (ChildJvm child = holder(lock.readLock())) {
            assertEquals(1, lock.getReadLockCount());
            assertTrue(read.tryLock());
            assertEquals(2, lock.getReadLockCount());
            assertEquals(1, lock.getReadHoldCount());
            assertEquals("ProcessReadWriteLock[readers=2]", lock.toString());
            assertFalse(BodyChild.inThread(() -> write.tryLock()).get());
            assertFalse(BodyChild.inThread(() -> write.tryLock(60, TimeUnit.MILLISECONDS))
                    .get());
            read.unlock();
            assertFalse(write.tryLock());
            assertTrue(child.pid() > 0, "and lives");
        }
    }

    @Test
    void aWriterIsAlone() throws Exception {
        try (ChildJvm child = holder(lock.writeLock())) {
            assertEquals(child.pid(), lock.writer().orElseThrow().pid());
            assertFalse(read.tryLock());
            assertFalse(read.tryLock(300, TimeUnit.MILLISECONDS));
            assertFalse(write.tryLock(60, TimeUnit.MILLISECONDS));
            assertEquals(0, lock.recoveries());
        }
    }

    @Test
    void bothAreReentrantAndAWriterMayRead() {
        write.lock();
        write.lock();
        read.lock();
        read.lock();
        assertEquals(2, lock.getWriteHoldCount());
        assertEquals(2, lock.getReadHoldCount());
        write.unlock();
        write.unlock();
        assertThrows(IllegalMonitorStateException.class, write::unlock);
        assertTrue(read.tryLock(), "downgraded");
        assertThrows(IllegalStateException.class, write::lock);
        assertFalse(write.tryLock());
        for (int i = 0; i < 3; i++) {
            read.unlock();
        }
        assertThrows(IllegalMonitorStateException.class, read::unlock);
        assertEquals("ProcessReadWriteLock[unlocked]", lock.toString());
    }

    @Test
    void writersComeFirstButWhoIsInsideGoesOn() throws Exception {
        read.lock();
        FutureTask<Boolean> writer = BodyChild.inThread(() -> {
            write.lock();
            write.unlock();
            return true;
        });
        BodyChild.until(() -> lock.writer().isPresent());
        assertFalse(BodyChild.inThread(() -> read.tryLock()).get(), "a new reader waits for the writer");
        assertTrue(read.tryLock(), "an old one would wait for itself");
        read.unlock();
        assertFalse(writer.isDone());
        read.unlock();
        assertTrue(writer.get());
        assertTrue(read.tryLock());
        read.unlock();
    }

    @Test
    void aWriterWhoseTimeIsOverLetsTheReadersIn() throws Exception {
        read.lock();
        FutureTask<Boolean> writer = BodyChild.inThread(() -> write.tryLock(300, TimeUnit.MILLISECONDS));
        // On a busy machine its time may be over before this has looked.
        BodyChild.until(() -> lock.writer().isPresent() || writer.isDone());
        FutureTask<Boolean> reader = BodyChild.inThread(() -> {
            boolean locked = read.tryLock(LONG_SECONDS, TimeUnit.SECONDS);
            read.unlock();
            return locked;
        });
        assertFalse(writer.get());
        assertTrue(reader.get());
        read.unlock();
    }

    @Test
    void writersOfTwoProcessesLoseNoUpdateAndReadersSeeNoHalfOfOne() throws Exception {
        try (Segment segment = Segment.create("test pair", 64);
                ChildJvm first = writer(segment.handle());
                ChildJvm second = writer(segment.handle())) {
            Words words = segment.words();
            BodyChild.until(() -> words.getLongVolatile(0) > 0);
            while (read.call(() -> words.getLongPlain(0)) < 4_000) {
                read.run(() -> assertEquals(words.getLongPlain(0), words.getLongPlain(8)));
            }
            assertEquals("", first.awaitEnd());
            assertEquals("", second.awaitEnd());
            assertEquals(4_000, words.getLongVolatile(8));
        }
    }

    @Test
    void aKilledReaderDoesNotStopAWriter() throws Exception {
        try (ChildJvm child = holder(lock.readLock())) {
            FutureTask<Boolean> writer = BodyChild.inThread(() -> write.tryLock(LONG_SECONDS, TimeUnit.SECONDS));
            child.kill();
            assertTrue(writer.get());
        }
        assertEquals(0, lock.getReadLockCount());
        assertEquals(0, lock.recoveries());
    }

    @Test
    void aParentsSweepFreesAtOnceWhatAReaderHeld() throws Exception {
        try (ChildJvm child = holder(lock.readLock())) {
            ProcessIdentity dead = ProcessIdentity.of(child.pid()).orElseThrow();
            assertFalse(write.tryLock());
            child.kill();
            ProcessEvents.died(dead, () -> "test-worker");
            assertTrue(write.tryLock());
            write.unlock();
        }
    }

    @Test
    void aKilledWriterDoesNotStopReadersOrWriters() throws Exception {
        try (ChildJvm child = holder(lock.writeLock())) {
            child.kill();
            assertTrue(read.tryLock(LONG_SECONDS, TimeUnit.SECONDS));
            read.unlock();
        }
        assertEquals(1, lock.recoveries());
        try (ChildJvm child = holder(lock.writeLock())) {
            child.kill();
            assertTrue(write.tryLock(LONG_SECONDS, TimeUnit.SECONDS));
            write.unlock();
        }
        assertEquals(2, lock.recoveries());
    }

    @Test
    void aWriterThatIsKilledWhileItWaitsDoesNotStopReaders() throws Exception {
        read.lock();
        InterProcessLock writeThere = write;
        try (ChildJvm child = BodyChild.start(writeThere::lock)) {
            BodyChild.until(() -> lock.writer().isPresent());
            child.kill();
            FutureTask<Boolean> reader = BodyChild.inThread(() -> {
                boolean locked = read.tryLock(LONG_SECONDS, TimeUnit.SECONDS);
                read.unlock();
                return locked;
            });
            assertTrue(reader.get());
        }
        read.unlock();
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesNothing() throws Exception {
        write.lock();
        long millis = BodyChild.interruptedWaitMillis(() -> read.tryLock(LONG_SECONDS, TimeUnit.SECONDS));
        assertTrue(millis < 5_000, () -> millis + " ms");
        write.unlock();
        read.lock();
        long millisToWrite = BodyChild.interruptedWaitMillis(() -> write.tryLock(LONG_SECONDS, TimeUnit.SECONDS));
        assertTrue(millisToWrite < 5_000, () -> millisToWrite + " ms");
        read.unlock();
        assertEquals("ProcessReadWriteLock[unlocked]", lock.toString());
        assertTrue(write.tryLock());
        write.unlock();
    }

    @Test
    void itTravelsToAChildsStartOnlyAndItsViewsWithIt() throws Exception {
        for (Object object : new Object[] {lock, read, write}) {
            String message = assertThrows(RuntimeError.class, () -> BodyChild.serialize(object))
                    .getMessage();
            assertTrue(message.startsWith("ReadWriteLock objects should only be shared between processes"), message);
            assertEquals(object, BodyChild.travelled(object));
        }
        assertNotEquals(read, write);
        assertNotEquals(lock, ProcessReadWriteLock.create());
        assertThrows(UnsupportedOperationException.class, write::newCondition);
    }

    private ChildJvm writer(SegmentHandle segment) throws IOException {
        InterProcessLock writeThere = write;
        return BodyChild.start(() -> {
            Words words = Segment.open(segment).words();
            for (int i = 0; i < 2_000; i++) {
                writeThere.lock();
                words.setLongPlain(0, words.getLongPlain(0) + 1);
                words.setLongPlain(8, words.getLongPlain(8) + 1);
                writeThere.unlock();
            }
        });
    }

    private static ChildJvm holder(InterProcessLock view) throws Exception {
        ChildJvm child = BodyChild.start(() -> {
            view.lock();
            BodyChild.sayAndStay("held");
        });
        assertEquals("held", child.readLine());
        return child;
    }
}
