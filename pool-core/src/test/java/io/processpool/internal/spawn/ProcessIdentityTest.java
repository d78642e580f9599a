package io.processpool.internal.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class ProcessIdentityTest {

    @Test
    void thisProcessIsAliveAndAlwaysTheSame() {
        ProcessIdentity current = ProcessIdentity.current();
        assertSame(current, ProcessIdentity.current());
        assertEquals(ProcessHandle.current().pid(), current.pid());
        assertEquals(current, ProcessIdentity.of(current.pid()).orElseThrow());
        assertTrue(current.isAlive());
        assertTrue(ProcessIdentity.isAlive(current.word() | 0xE000_0000L), "flags do not matter");
    }

    @Test
    void aLaterProcessWithTheSamePidIsAnother() {
        ProcessIdentity current = ProcessIdentity.current();
        assertFalse(new ProcessIdentity(current.pid(), current.startTicks() - 1).isAlive());
        assertFalse(ProcessIdentity.isAlive(new ProcessIdentity(current.pid(), current.startTicks() - 1).word()));
        long wrapped = new ProcessIdentity(current.pid(), current.startTicks() + (1L << 32)).word();
        assertTrue(ProcessIdentity.isAlive(wrapped), "a word holds 32 bits of the start");
    }

    @Test
    void thereIsNoProcessZero() {
        assertTrue(ProcessIdentity.of(0).isEmpty());
        assertFalse(new ProcessIdentity(0, 0).isAlive());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aKilledChildIsDead() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "1000").start();
        ProcessIdentity identity = ProcessIdentity.of(sleep.pid()).orElseThrow();
        assertTrue(identity.isAlive());
        sleep.destroyForcibly().waitFor();
        assertFalse(identity.isAlive());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void withoutProcAKilledChildIsDeadToo() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "1000").start();
        ProcessIdentity identity = ProcessIdentity.of(sleep.toHandle());
        assertTrue(identity.isAliveByHandle(ProcessIdentity.ALL_BITS));
        assertFalse(new ProcessIdentity(identity.pid(), identity.startTicks() - 1)
                .isAliveByHandle(ProcessIdentity.ALL_BITS));
        sleep.destroyForcibly().waitFor();
        assertFalse(identity.isAliveByHandle(ProcessIdentity.ALL_BITS));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aZombieIsDead() throws Exception {
        // The shell becomes a sleep, which never waits for the child that it has from before.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.US_ASCII))) {
            long pid = Long.parseLong(out.readLine());
            ProcessIdentity identity = ProcessIdentity.of(pid).orElseThrow();
            assertTrue(identity.isAlive());
            // Until then the shell may still notice its child's end.
            while (!Files.readString(Path.of("/proc/" + parent.pid() + "/comm")).equals("sleep\n")) {
                Thread.sleep(1);
            }
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            while (identity.isAlive()) {
                Thread.sleep(1);
            }
            assertFalse(ProcessIdentity.isAlive(identity.word()));
            assertTrue(Files.exists(Path.of("/proc/" + pid + "/stat")), "a zombie, not yet reaped");
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anInterruptedThreadMayLook() {
        Thread.currentThread().interrupt();
        assertTrue(ProcessIdentity.current().isAlive());
        assertTrue(Thread.interrupted());
    }

    @Test
    void theCommandMayHoldAnything() throws IOException {
        ProcStat stat = ProcStat.parse(line("a) Z 1 (b\n) R", 'S', 7));
        assertEquals(new ProcStat(42, 'S', false, 7, 4711), stat);
    }

    @Test
    void aZombieLeaderWithOtherThreadsIsAlive() throws IOException {
        ProcessIdentity identity = new ProcessIdentity(42, 4711);
        assertTrue(ProcStat.parse(line("java", 'Z', 2)).isAliveAs(identity, ProcessIdentity.ALL_BITS));
        assertFalse(ProcStat.parse(line("java", 'Z', 1)).isAliveAs(identity, ProcessIdentity.ALL_BITS));
        assertFalse(ProcStat.parse(line("java", 'X', 0)).isAliveAs(identity, ProcessIdentity.ALL_BITS));
    }

    @Test
    void anotherFormIsRefused() {
        assertThrows(IOException.class, () -> ProcStat.parse(new byte[0]));
        assertThrows(IOException.class, () -> ProcStat.parse("42 (java) S 1".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theWordHoldsThePidBelowTheStart() {
        ProcessIdentity identity = new ProcessIdentity((1 << 22) - 1, 0x1_8765_4321L);
        assertEquals(0x8765_4321_003F_FFFFL, identity.word());
        assertEquals(identity.pid(), ProcessIdentity.pidOf(identity.word() | 0xFFC0_0000L));
    }

    @Test
    void theFirstThreadsFlagTellsThatTheEndHasBegun() throws IOException {
        assertFalse(ProcStat.parse(line("java", 'S', 4194304, 7)).isExiting());
        assertTrue(ProcStat.parse(line("java", 'Z', 4194304 | 4, 7)).isExiting());
        assertFalse(ProcessIdentity.current().isEnding());
    }

    private static byte[] line(String command, char state, int threads) {
        return line(command, state, 4194304, threads);
    }

    private static byte[] line(String command, char state, int flags, int threads) {
        String text = "42 (" + command + ") " + state + " 1 2 3 4 5 " + flags + " 7 8 9 10 11 12 13 14 15 16 " + threads
                + " 0 4711 99 ";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
