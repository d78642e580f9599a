package io.processpool.worker.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.processpool.acceptance.Await;
import io.processpool.acceptance.LibraryLogger;
import io.processpool.acceptance.OtherThread;
import io.processpool.internal.rpc.EventService;
import io.processpool.internal.rpc.Hello;
import io.processpool.internal.rpc.LockService;
import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.QueueService;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that dies loses what it has, in whatever moment that is. */
@Timeout(60)
class DyingClientTest {
    private static final int ROUNDS = 20_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int OVER = Integer.MAX_VALUE;

    private static final Logger LOGGER = LibraryLogger.get();
    private static final CountDownLatch GATE = new CountDownLatch(1);

    @BeforeAll
    static void silence() {
        LOGGER.setLevel(Level.ERROR);
    }

    @AfterAll
    static void speak() {
        LOGGER.setLevel(null);
    }

    private static Session session() {
        return new Session(new Hello(UUID.randomUUID(), 4711, "raw"));
    }

    private static Caller caller(Session session) {
        return new Caller(session, 1, null);
    }

    private static boolean tryAs(Session session, LockService lock) {
        Caller.set(caller(session));
        return lock.tryLock();
    }

    /** Two threads that begin something at the same time, many times; fewer where they have to share a processor. */
    private static void race(Round round) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (OtherThread<Void> rival = OtherThread.run(() -> {
            for (int i = 1; awaitTurn(begun, i) != OVER; i++) {
                round.take();
                ended.set(i);
            }
        })) {
            long start = System.nanoTime();
            for (int i = 1; i <= ROUNDS && System.nanoTime() - start < LONGEST_NANOS && !rival.isDone(); i++) {
                round.dying = session();
                round.prepare();
                begun.set(i);
                round.dying.die();
                awaitTurn(ended, i);
                round.check();
            }
            begun.set(OVER);
            rival.get();
        }
    }

    /** Waits for a turn, or one that is later; which one it is. */
    private static int awaitTurn(AtomicInteger turns, int turn) throws InterruptedException {
        for (int spins = 0; turns.get() < turn; spins++) {
            if (spins > 1000) {
                Thread.yield(); // To who is to come, where there is no second processor.
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return turns.get();
    }

    /** What one does while the other dies. */
    private abstract static class Round {
        volatile Session dying;

        abstract void prepare();

        abstract void tryToTake();

        abstract void check();

        final void take() {
            Caller.set(caller(dying));
            try {
                tryToTake();
            } catch (CallerGoneException isHeard) {
                return;
            }
        }
    }

    @Test
    void clientThatDiesWhileItTakesALockLosesIt() throws Exception {
        Session living = session();
        race(new Round() {
            private volatile ServedLock lock;

            @Override
            void prepare() {
                lock = new ServedLock(false);
            }

            @Override
            void tryToTake() {
                lock.tryLock();
            }

            @Override
            void check() {
                assertTrue(tryAs(living, lock), "the dead has the lock for ever");
            }
        });
    }

    @Test
    void clientThatDiesWhileItTakesATrackedPermitLosesIt() throws Exception {
        race(new Round() {
            private volatile ServedSemaphore semaphore;

            @Override
            void prepare() {
                semaphore = new ServedSemaphore(1, 1, true);
            }

            @Override
            void tryToTake() {
                semaphore.tryAcquire(1);
            }

            @Override
            void check() {
                assertEquals(1, semaphore.availablePermits());
            }
        });
    }

    @Test
    void signalForAWaiterWhoDiesBeforeItHasTheLockGoesToTheNext() throws Exception {
        ServedLock lock = new ServedLock(true);
        ServedCondition condition = new ServedCondition(lock);
        Session dying = session();
        Session living = session();
        OtherThread<Boolean> first = OtherThread.call(() -> lockAndAwait(new Caller(dying, 1, null), lock, condition));
        Await.until("the first waits", () -> condition.waiters() == 1);
        OtherThread<Boolean> second = OtherThread.call(() -> lockAndAwait(caller(living), lock, condition));
        Await.until("the second waits", () -> condition.waiters() == 2);

        // Another thread of the dying client, which dies with it while it has the lock.
        Caller.set(new Caller(dying, 2, null));
        lock.lock();
        condition.signal();
        Await.happens(Duration.ofMillis(50), () -> false);
        dying.die();
        first.interrupt();
        assertTrue(second.get());
    }

    private static boolean lockAndAwait(Caller caller, ServedLock lock, ServedCondition condition) throws Exception {
        Caller.set(caller);
        lock.lock();
        boolean isSignalled = condition.await(Long.MAX_VALUE);
        lock.unlock();
        return isSignalled;
    }

    /** An object of the user's that lets nobody interrupt it. */
    public interface Stubborn {
        void work();
    }

    private static void workOn() {
        while (true) {
            try {
                GATE.await();
                return;
            } catch (InterruptedException careless) {
                continue;
            }
        }
    }

    @Test
    void lockOfAClientThatDiesInALongCallIsFreeAtOnce() throws Exception {
        try (OwnServer server = OwnServer.open(Stubborn.class, () -> DyingClientTest::workOn);
                RawClient living = new RawClient(server);
                RawClient dying = new RawClient(server)) {
            long lock = living.create(ObjectKind.LOCK);
            long stubborn = dying.createRegistered(Stubborn.class);
            dying.call(lock, LockService.class, "lock");
            dying.send(stubborn, Stubborn.class, "work");
            dying.close();
            living.call(lock, LockService.class, "lock");
        } finally {
            GATE.countDown();
        }
    }

    @Test
    void elementForAWaiterWhoHasJustDiedIsForTheNext() throws Exception {
        try (OwnServer server = OwnServer.open();
                RawClient living = new RawClient(server)) {
            long queue = living.create(ObjectKind.QUEUE, 10);
            for (int i = 0; i < 20; i++) {
                RawClient dying = new RawClient(server);
                dying.send(queue, QueueService.class, "take");
                Await.happens(Duration.ofMillis(20), () -> false);
                dying.close();
                living.call(queue, QueueService.class, "put", i);
                assertEquals(i, living.call(queue, QueueService.class, "poll", 10_000_000_000L));
            }
        }
    }

    @Test
    void elementThatComesBackStandsFirstAlsoInAQueueThatIsFullAgain() throws Exception {
        ServedQueue queue = new ServedQueue(2);
        queue.put("first");
        queue.put("second");
        Object taken = queue.take();
        queue.put("third");
        queue.undo("take()", taken);
        assertEquals(0, queue.remainingCapacity());
        OtherThread<Void> putter = OtherThread.run(() -> queue.put("fourth"));
        assertEquals("first", queue.poll());
        putter.assertWaits();
        assertEquals("second", queue.poll());
        putter.get();
        assertEquals("third", queue.poll());
        assertEquals("fourth", queue.poll());
    }

    @Test
    void noThreadIsLeftOfAClientThatDiesAsItCalls() throws Exception {
        try (OwnServer server = OwnServer.open();
                RawClient living = new RawClient(server)) {
            long event = living.create(ObjectKind.EVENT);
            for (int i = 0; i < 500; i++) {
                RawClient one = new RawClient(server);
                RawClient two = new RawClient(server, one.id);
                OtherThread<Void> killer = OtherThread.run(one::close);
                two.send(event, EventService.class, "await", Long.MAX_VALUE);
                killer.get();
                two.close();
            }
            Await.until("only the living is served", () -> OwnServer.servingThreads() == 1);
        }
    }

    @Test
    void semaphoreOfWhichNobodyHasAPermitIsNotKeptForItsUsers() {
        Session session = session();
        Caller.set(caller(session));
        ServedSemaphore semaphore = new ServedSemaphore(1, 1, true);
        semaphore.tryAcquire(1);
        assertEquals(1, session.boundObjects());
        semaphore.release(1);
        assertEquals(0, session.boundObjects());
    }
}
