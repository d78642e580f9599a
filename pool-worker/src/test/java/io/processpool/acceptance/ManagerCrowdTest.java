package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import io.processpool.pool.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many processes take turns at one lock, by which they write a diary, and some are killed in the middle of their turn. */
@ExtendWith(NothingLeftBehind.class)
class ManagerCrowdTest {
    private static final Duration FOR_ALL = Duration.ofMinutes(5);
    private static final long TURN_NANOS = 1_000_000;

    @TempDir
    private Path directory;

    private final Map<Long, ChildProcess> living = new HashMap<>();
    private final Set<Long> killed = new HashSet<>();
    private Path diary;

    private static void takeTurns(InterProcessLock lock, InterProcessEvent isEnough, String diary) throws IOException {
        long pid = ProcessHandle.current().pid();
        while (!isEnough.isSet()) {
            lock.run(() -> {
                write(diary, "begin " + pid);
                LockSupport.parkNanos(TURN_NANOS);
                write(diary, "end " + pid);
            });
        }
    }

    private static void write(String diary, String line) throws IOException {
        Files.writeString(Path.of(diary), line + "\n", StandardOpenOption.APPEND);
    }

    private void takeTurnsAndDie(int processes, int deaths) throws Exception {
        diary = Files.createFile(directory.resolve("diary"));
        try (Manager manager = Manager.start()) {
            InterProcessLock lock = manager.newLock();
            InterProcessEvent isEnough = manager.newEvent();
            for (int i = 0; i < processes; i++) {
                ChildProcess child = ChildProcess.builder()
                        .jvmOptions("-Xmx16m")
                        .target(ManagerCrowdTest::takeTurns, lock, isEnough, diary.toString())
                        .build()
                        .start();
                living.put(child.pid(), child);
            }
            awaitTurnsOfAll(0);
            while (killed.size() < deaths) {
                killTheOneWhoseTurnItIs();
            }
            awaitTurnsOfAll(lines().size());
            isEnough.set();
            for (ChildProcess child : living.values()) {
                child.join();
                assertEquals(OptionalInt.of(0), child.exitCode(), child::toString);
            }
            checkThatNobodyBrokeIn();
        } finally {
            for (ChildProcess child : living.values()) {
                child.kill();
                child.close();
            }
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(diary);
    }

    private String lastLine() throws IOException {
        List<String> lines = lines();
        return lines.get(lines.size() - 1);
    }

    private void awaitTurnsOfAll(int from) throws Exception {
        Await.until("turns of " + living.size() + " processes", FOR_ALL, () -> {
            List<String> lines = lines();
            Set<String> begun = new HashSet<>(lines.subList(from, lines.size()));
            return living.keySet().stream().allMatch(pid -> begun.contains("begin " + pid));
        });
    }

    /** Unless its turn is over when it has been stopped: then it goes on. */
    private void killTheOneWhoseTurnItIs() throws Exception {
        String last = lastLine();
        long pid = Long.parseLong(last.substring(last.indexOf(' ') + 1));
        if (!living.containsKey(pid)) {
            return; // It is dead, and the next one has not begun yet.
        }
        StoppedWorkerTest.signal("STOP", pid);
        Await.until("it stands still", () -> Deaths.hasHit(pid));
        if (!lastLine().equals("begin " + pid)) {
            StoppedWorkerTest.signal("CONT", pid);
            return;
        }
        killed.add(pid);
        try (ChildProcess victim = living.remove(pid)) {
            victim.kill();
            victim.join();
        }
    }

    private void checkThatNobodyBrokeIn() throws IOException {
        long inside = 0;
        for (String line : lines()) {
            long pid = Long.parseLong(line.substring(line.indexOf(' ') + 1));
            if (line.startsWith("begin ")) {
                assertTrue(inside == 0 || killed.contains(inside), pid + " began in the turn of " + inside);
                inside = pid;
            } else {
                assertEquals(inside, pid, "whose turn it was");
                inside = 0;
            }
        }
    }

    @Test
    @Timeout(60)
    void someProcessesTakeTurnsAndOutliveTheDead() throws Exception {
        takeTurnsAndDie(6, 1);
    }

    @Test
    @Tag("stress")
    @Timeout(900)
    void hundredProcessesTakeTurnsAndOutliveTheDead() throws Exception {
        takeTurnsAndDie(100, 30);
    }
}
