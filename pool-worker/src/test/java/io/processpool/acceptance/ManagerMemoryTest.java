package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.InterProcessLock;
import io.processpool.manager.ManagedValue;
import io.processpool.manager.Manager;
import io.processpool.pool.ChildProcess;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Little memory for much data, in a manager's server and in its clients. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerMemoryTest {
    @Test
    void emptyCollectionsTakeNoMemoryForWhatTheyHeld() {
        List<Integer> elements = MapTest.range(100_000);
        Map<Integer, Integer> entries = elements.stream().collect(Collectors.toMap(Function.identity(), n -> 0));
        List<Object> kept = new ArrayList<>(); // Proxies, or their objects would be gone.
        try (Manager manager = Manager.builder().jvmOptions("-Xmx48m").start()) {
            for (int i = 0; i < 30; i++) {
                Map<Integer, Integer> map = manager.newMap();
                map.putAll(entries);
                map.clear();
                Set<Integer> set = manager.newSet();
                set.addAll(elements);
                set.clear();
                List<Integer> list = manager.newList();
                list.addAll(elements);
                list.clear();
                Collections.addAll(kept, map, set, list);
            }
        }
        assertEquals(90, kept.size());
    }

    /** What an answer or a call needs more memory for than a JVM has. */
    private interface Source extends Serializable {
        String longText();
    }

    /** Takes a lock, asks for what this JVM has no room for, and goes on. */
    private static void askForTooMuch(InterProcessLock lock, List<Integer> many, ManagedValue<String> text) {
        lock.lock();
        assertThrows(OutOfMemoryError.class, text::get);
        assertThrows(OutOfMemoryError.class, many::toArray);
        assertEquals(4_000_000, many.size());
        lock.unlock(); // Which throws if it was lost.
        lock.run(() -> {});
    }

    @Test
    void clientWithoutRoomForAnAnswerKeepsItsLock() throws Exception {
        try (Manager manager = Manager.inProcess()) {
            InterProcessLock lock = manager.newLock();
            List<Integer> many = manager.newList(MapTest.range(4_000_000));
            ManagedValue<String> text = manager.newValue("x".repeat(60_000_000));
            try (ChildProcess child = ChildProcess.builder()
                    .jvmOptions("-Xmx64m")
                    .target(() -> askForTooMuch(lock, many, text))
                    .build()) {
                child.start().join(Delays.LONG);
                assertEquals(OptionalInt.of(0), child.exitCode(), child::toString);
            }
        }
    }

    @Test
    void serverWithoutRoomForACallOrAnAnswerFailsThatCall() {
        try (Manager manager = Manager.builder()
                .jvmOptions("-Xmx64m")
                .register(Source.class, () -> () -> "x".repeat(40_000_000))
                .start()) {
            InterProcessLock lock = manager.newLock();
            lock.lock();
            ManagedValue<String> text = manager.newValue("");
            assertThrows(OutOfMemoryError.class, () -> text.set("x".repeat(60_000_000)));
            List<Integer> list = manager.newList();
            assertThrows(OutOfMemoryError.class, () -> list.addAll(MapTest.range(4_000_000)));
            Source source = manager.create(Source.class);
            assertThrows(OutOfMemoryError.class, source::longText);
            assertEquals("", text.get());
            assertEquals(0, list.size());
            lock.unlock(); // Which throws if it was lost.
        }
    }

    /** Takes all memory of its JVM, to the last bytes, for a while. */
    private interface Hog {
        void takeAll(long millis);
    }

    private static Hog newHog() {
        return millis -> new Thread(() -> {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
                    Object[] all = null;
                    for (int size = 1 << 22; System.nanoTime() < end; size = Math.max(1, size / 2)) {
                        all = takeAll(all, size);
                    }
                })
                .start();
    }

    private static Object[] takeAll(Object[] before, int size) {
        Object[] all = before;
        try {
            while (true) {
                Object[] more = new Object[size];
                more[0] = all;
                all = more;
            }
        } catch (OutOfMemoryError noMore) {
            return all;
        }
    }

    @Test
    void clientOfAServerWithoutAnyMemoryDoesNotWaitForEver() throws Exception {
        try (Manager manager = Manager.builder()
                .jvmOptions("-Xmx32m")
                .register(Hog.class, ManagerMemoryTest::newHog)
                .start()) {
            ManagedValue<String> text = manager.newValue("short");
            manager.create(Hog.class).takeAll(1000);
            FutureTask<Void> calls = new FutureTask<>(() -> callFor(1500, text), null);
            Thread caller = new Thread(calls);
            caller.setDaemon(true);
            caller.start();
            calls.get(30, TimeUnit.SECONDS);
        }
    }

    /** Until its connection is lost, at most: for a new one it would wait for a minute where the server cannot accept it. */
    private static void callFor(long millis, ManagedValue<String> text) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            try {
                assertEquals("short", text.get());
            } catch (OutOfMemoryError ofTheServer) {
                continue; // It was told.
            } catch (IllegalStateException lost) {
                return; // So it was.
            }
        }
    }

    @Test
    void serverWithoutRoomForOneMoreConnectionTakesLaterOnes() throws Exception {
        byte[] key = new byte[32];
        new Random(1).nextBytes(key);
        try (Manager manager = Manager.builder()
                .address("localhost", 0)
                .authKey(key)
                .jvmOptions("-XX:MaxDirectMemorySize=1m")
                .start()) {
            InetSocketAddress address = manager.address().orElseThrow();
            List<SocketChannel> silent = new ArrayList<>();
            for (int i = 0; i < 36; i++) { // Each costs 32 KiB.
                silent.add(SocketChannel.open(address));
            }
            ByteBuffer heard = ByteBuffer.allocate(1000);
            while (silent.get(35).read(heard.clear()) >= 0) {
                continue; // Until it is refused.
            }
            for (SocketChannel channel : silent) {
                channel.close();
            }
            // It has room again once it has seen them go: a collection of garbage before that frees nothing.
            Await.until("the server takes a client again", () -> takes(address, key));
        }
    }

    private static boolean takes(InetSocketAddress address, byte[] key) {
        try (Manager client = Manager.connect(address, key)) {
            return client.newList().isEmpty();
        } catch (UncheckedIOException refused) {
            return false;
        }
    }
}
