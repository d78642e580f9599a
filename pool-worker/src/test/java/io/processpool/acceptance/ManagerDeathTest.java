package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.InterProcessSemaphore;
import io.processpool.manager.Manager;
import io.processpool.pool.ChildProcess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies leaves no lock of a manager taken. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerDeathTest {
    private static final Logger LOGGER = LibraryLogger.get();

    @TempDir
    private Path directory;

    private static void hold(InterProcessLock lock, InterProcessSemaphore semaphore, InterProcessEvent holds)
            throws InterruptedException {
        lock.lock();
        semaphore.acquire();
        holds.set();
        Thread.sleep(Duration.ofMinutes(10).toMillis());
    }

    /** What a child process has, until it is killed. */
    private record Held(InterProcessLock lock, InterProcessSemaphore semaphore, ChildProcess child)
            implements AutoCloseable {
        static Held byAChild(Manager manager) throws InterruptedException {
            InterProcessLock lock = manager.newLock();
            InterProcessSemaphore semaphore = manager.newSemaphoreTrackingHolders(1);
            InterProcessEvent holds = manager.newEvent();
            ChildProcess child = ChildProcess.of(ManagerDeathTest::hold, lock, semaphore, holds);
            child.start();
            holds.await();
            return new Held(lock, semaphore, child);
        }

        @Override
        public void close() {
            child.close();
        }
    }

    @Test
    void lockOfAKilledProcessGoesToTheNextWithOneWarningThatNamesIt() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        LOGGER.addAppender(log);
        try (Manager manager = Manager.inProcess();
                Held held = Held.byAChild(manager)) {
            String name = held.child.name() + " pid=" + held.child.pid();
            OtherThread<Void> next = OtherThread.run(() -> held.lock.run(() -> {}));
            next.assertWaits();
            held.child.kill();
            next.get();
            held.semaphore.acquire();
            Await.until("a warning", () -> !warningsAboutLocks(log).isEmpty()); // The lock does not wait for it.
            List<String> warnings = warningsAboutLocks(log);
            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(warnings.get(0).startsWith(name), warnings.get(0));
        } finally {
            LOGGER.detachAppender(log);
        }
    }

    private static List<String> warningsAboutLocks(ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains("manager's lock"))
                .toList();
    }

    /** It may write to a pipe that nobody reads. */
    @Test
    void locksOfTheDeadDoNotWaitForALoggerThatHangs() throws Exception {
        HangingAppender hanging = new HangingAppender();
        hanging.start();
        LOGGER.addAppender(hanging);
        try (Manager manager = Manager.inProcess();
                Held held = Held.byAChild(manager)) {
            held.child.kill();
            held.lock.lockInterruptibly();
            held.semaphore.acquire();
            hanging.reached.await();
        } finally {
            hanging.mayGoOn.countDown();
            LOGGER.detachAppender(hanging);
        }
    }

    private static final class HangingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().contains("manager's lock")) {
                reached.countDown();
                try {
                    mayGoOn.await();
                } catch (InterruptedException itsEnd) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** It has not died, and knows what it does. */
    @Test
    void lockOfAProcessThatClosesItsManagerGoesToTheNextWithoutAWarning() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        LOGGER.addAppender(log);
        try (Manager manager = Manager.builder()
                .address("localhost", 0)
                .authKey(ManagerNetworkTest.KEY)
                .startInProcess()) {
            int port = manager.address().orElseThrow().getPort();
            InterProcessLock lock = manager.newLock();
            InterProcessEvent used = manager.newEvent();
            manager.registry().put("lock", lock);
            manager.registry().put("event", used);
            try (Program closing = Program.start(directory, Closing.class, String.valueOf(port))) {
                closing.awaitEnd();
                assertEquals(List.of(), closing.err());
            }
            lock.lock();
            lock.unlock();
            lock.lock();
        } finally {
            LOGGER.detachAppender(log);
        }
        assertEquals(List.of(), warningsAboutLocks(log));
    }

    /** Closes its manager while it has a lock, and all of its connections are in use. */
    static final class Closing {
        public static void main(String[] arguments) throws Exception {
            InetSocketAddress address = new InetSocketAddress("localhost", Integer.parseInt(arguments[0]));
            Manager manager = Manager.connect(address, ManagerNetworkTest.KEY);
            InterProcessLock lock = (InterProcessLock) manager.registry().get("lock");
            InterProcessEvent event = (InterProcessEvent) manager.registry().get("event");
            lock.lock();
            CountDownLatch waiting = new CountDownLatch(1);
            OtherThread<Void> waiter = OtherThread.run(() -> {
                waiting.countDown();
                event.await();
            });
            waiting.await();
            waiter.assertWaits();
            manager.close();
        }
    }

    private static void lockAgainAndAgain(InterProcessLock lock, List<Integer> counts) {
        while (true) {
            lock.lock();
            // Two changes that belong together; who dies in between leaves the first undone for the next.
            int count = counts.get(0);
            counts.set(0, count + 1);
            counts.set(1, count + 1);
            lock.unlock();
        }
    }

    private static void killAgainAndAgain(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        try (Manager manager = Manager.start()) {
            InterProcessLock lock = manager.newLock();
            List<Integer> counts = manager.newArray(0, 0);
            List<ChildProcess> children = new ArrayList<>();
            try {
                for (int i = 0; i < kills; i++) {
                    while (children.size() < 3) {
                        children.add(ChildProcess.of(ManagerDeathTest::lockAgainAndAgain, lock, counts)
                                .start());
                    }
                    int before = counts.get(0);
                    Await.until("they go on after " + i + " kills, seed " + seed, () -> counts.get(0) > before);
                    Await.happens(Duration.ofMillis(random.nextInt(20)), () -> false);
                    try (ChildProcess victim = children.remove(random.nextInt(3))) {
                        victim.kill();
                    }
                    lock.run(() -> assertTrue(counts.get(0) - counts.get(1) <= 1, counts::toString));
                }
            } finally {
                for (ChildProcess child : children) {
                    child.kill();
                    child.close();
                }
            }
        }
    }

    @Test
    void killedLockersLeaveTheLockToTheOthers() throws Exception {
        killAgainAndAgain(4, 1);
    }

    @Test
    @Tag("stress")
    @Timeout(600)
    void manyKilledLockersLeaveTheLockToTheOthers() throws Exception {
        killAgainAndAgain(200, System.nanoTime());
    }
}
