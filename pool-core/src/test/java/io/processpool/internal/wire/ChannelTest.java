package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelTest {
    private static final int LARGE = 8 << 20;

    private final Bulks toParent = new Bulks();
    private final Bulks toWorker = new Bulks();
    private SocketPair pair;
    private Channel parent;
    private Channel worker;

    @BeforeEach
    void open() throws IOException {
        pair = SocketPair.open();
        parent = new Channel(pair.parent, toParent);
        worker = new Channel(pair.worker, toWorker);
    }

    @AfterEach
    void close() throws IOException {
        parent.close();
        worker.close();
        pair.close();
    }

    @Test
    void aLargeBulkIsSentToASlowReader() throws Exception {
        FutureTask<Void> sending = start(() -> worker.send(1, Bulks.bytes(1, LARGE)));
        while (toParent.size() == 0) {
            LockSupport.parkNanos(100_000);
            assertTrue(parent.await(10_000));
        }
        sending.get();
        toParent.expect(0, 1, LARGE);
    }

    @Test
    void sendReturnsWhenAllIsWritten() throws Exception {
        FutureTask<Void> sending = start(() -> worker.send(1, Bulks.bytes(1, LARGE)));
        ByteBuffer first = ByteBuffer.allocate(1);
        while (pair.parent.read(first) == 0) {
            Thread.onSpinWait();
        }
        assertFalse(sending.isDone(), "8 MiB do not fit into the socket");
        assertEquals(FrameLayout.BULK, first.get(0));
        ByteBuffer rest = ByteBuffer.allocate(LARGE + FrameLayout.BULK_HEADER - 1);
        while (rest.hasRemaining()) {
            assertTrue(pair.parent.read(rest) >= 0);
        }
        sending.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptWhileSendingHarmsNothing() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Void> sending = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            started.countDown();
            worker.send(1, Bulks.bytes(1, LARGE));
            return null;
        });
        Thread sender = new Thread(sending, "sender");
        sender.start();
        started.await();
        while (toParent.size() == 0) {
            sender.interrupt();
            assertTrue(parent.await(10_000));
        }
        sending.get();
        toParent.expect(0, 1, LARGE);
        assertTrue(pair.worker.isOpen());
        sender.join();
        worker.send(2, Bulks.bytes(2, 10));
        assertTrue(parent.await(10_000));
        toParent.expect(1, 2, 10);
    }

    @Test
    void anInterruptWhileAwaitingHarmsNothing() throws Exception {
        FutureTask<Void> reading = new FutureTask<>(() -> {
            while (toParent.size() < 50) {
                assertTrue(parent.await(0));
            }
            return null;
        });
        Thread reader = new Thread(reading, "reader");
        reader.start();
        for (int i = 0; i < 50; i++) {
            reader.interrupt();
            worker.send(i, Bulks.bytes(i, i * 7000));
            reader.interrupt();
        }
        reading.get();
        for (int i = 0; i < 50; i++) {
            toParent.expect(i, i, i * 7000);
        }
        assertTrue(pair.parent.isOpen());
    }

    @Test
    void anInterruptedThreadThatRingsIsHeard() throws Exception {
        Thread.currentThread().interrupt();
        worker.ring();
        assertTrue(Thread.interrupted());
        assertTrue(parent.await(0));
        assertTrue(pair.worker.isOpen());
    }

    @Test
    void ringingWhileABulkIsPendingDoesNotTearIt() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Void> ringing = start(() -> {
            while (!stop.get()) {
                parent.ring();
            }
        });
        FutureTask<Void> writing = start(() -> {
            while (!stop.get()) {
                parent.await(10);
            }
        });
        for (int i = 0; i < 5; i++) {
            parent.sendLater(i, Bulks.bytes(i, LARGE / 4));
        }
        while (toWorker.size() < 5) {
            assertTrue(worker.await(10_000));
        }
        stop.set(true);
        while (!ringing.isDone() || !writing.isDone()) {
            worker.await(10);
        }
        ringing.get();
        writing.get();
        for (int i = 0; i < 5; i++) {
            toWorker.expect(i, i, LARGE / 4);
        }
    }

    @Test
    void manyThreadsSendAndEachBulkArrivesOnce() throws Exception {
        FutureTask<Void> first = start(() -> sendMany(0));
        FutureTask<Void> second = start(() -> sendMany(100));
        while (toParent.size() < 40) {
            assertTrue(parent.await(10_000));
        }
        first.get();
        second.get();
        assertEquals(40, toParent.size());
    }

    private void sendMany(int firstId) throws IOException {
        for (int id = firstId; id < firstId + 20; id++) {
            worker.send(id, Bulks.bytes(id, 200_000));
        }
    }

    @Test
    void whatIsSentLaterWakesTheReadingThread() throws Exception {
        FutureTask<Void> reading = start(() -> assertTrue(parent.await(0)));
        parent.sendLater(3, Bulks.bytes(3, 1000));
        reading.get();
        while (toWorker.size() == 0) {
            parent.await(1);
            worker.await(1);
        }
        toWorker.expect(0, 3, 1000);
    }

    @Test
    void wakeupEndsTheNextWait() throws Exception {
        parent.wakeup();
        assertTrue(parent.await(0));
    }

    @Test
    void theOtherSidesEndIsTheEnd() throws Exception {
        worker.send(1, Bulks.bytes(1, 100));
        worker.close();
        boolean open = true;
        while (open) {
            open = parent.await(10_000);
        }
        toParent.expect(0, 1, 100);
    }

    @Test
    void whatCameBeforeTheEndIsDrainedLater() throws Exception {
        worker.send(1, Bulks.bytes(1, 50_000));
        worker.close();
        parent.sendLater(2, new byte[10]);
        parent.drain();
        toParent.expect(0, 1, 50_000);
    }

    @Test
    void closingEndsTheWaitOfTheReadingThread() throws Exception {
        FutureTask<Boolean> reading = new FutureTask<>(() -> parent.await(0));
        new Thread(reading, "reader").start();
        parent.close();
        assertFalse(reading.get());
        parent.close();
        parent.ring();
    }

    @Test
    void sendingToTheDeadIsAnIOException() throws Exception {
        parent.close();
        assertThrows(IOException.class, () -> worker.send(1, new byte[LARGE]));
    }

    private static FutureTask<Void> start(Body body) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            body.run();
            return null;
        });
        Thread thread = new Thread(task, "channel-test");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @FunctionalInterface
    private interface Body {
        void run() throws Exception;
    }
}
