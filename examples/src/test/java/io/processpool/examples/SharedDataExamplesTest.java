package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.examples.Example.Seen;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs with shared data. Standard error may hold the JDK's warning of Unsafe. */
@Timeout(120)
class SharedDataExamplesTest {
    @TempDir
    Path base;

    @Test
    void twoProcessesCountToAHundred() throws Exception {
        List<String> lines = run(SharedCounter.class).outLines();

        assertEquals("With a lock: start value 0", lines.get(0));
        assertStartsAndEnds(lines);
        assertEquals(
                List.of("final value: 100", "expected:    100", "success: no update was lost"),
                lines.subList(5, lines.size()));
    }

    @Test
    void withoutTheLockUpdatesAreLost() throws Exception {
        List<String> lines = run(SharedCounter.class, "--racy").outLines();

        assertEquals("Without a lock: start value 0", lines.get(0));
        assertStartsAndEnds(lines);
        int counted = Integer.parseInt(lines.get(5).replace("final value: ", ""));
        int lost = 4_000_000 - counted; // None, if the machine has no second core to spare just then.
        assertTrue(counted > 0 && lost >= 0, lines.get(5));
        assertEquals("expected:    4000000", lines.get(6));
        String verdict = lost == 0 ? "success: no update was lost" : "lost updates: " + lost + ". ";
        assertTrue(lines.get(7).startsWith(verdict), lines.get(7));
    }

    @Test
    void theElementsAreDoubled() throws Exception {
        assertEquals(List.of("[2, 4, 6]"), run(SharedNumbers.class).outLines());
    }

    @Test
    void theSumNeverChanges() throws Exception {
        Seen seen = run(OneLockTwoValues.class);

        assertEquals(2, distinct(seen, "\\[Process-(\\d+)] moved money 2000 times"), seen.out());
        assertEquals(2, distinct(seen, "\\[Process-(\\d+)] looked 1000 times, the sum was always 1000"), seen.out());
        assertTrue(seen.outLines().get(4).matches("at the end: -?\\d+ \\+ -?\\d+ = 1000"), seen.out());
    }

    @Test
    void theFlagStopsTheWorkers() throws Exception {
        Seen seen = run(StopFlag.class);

        String look = "progress: \\[(\\d+), (\\d+), (\\d+)]";
        for (int worker = 1; worker <= 3; worker++) {
            List<Long> progress = numbers(seen, look, worker);
            assertEquals(5, progress.size(), seen.out());
            assertEquals(progress.stream().sorted().toList(), progress);
            assertTrue(progress.get(0) > 0, seen.out());
        }
        assertTrue(seen.outLines().contains("the flag is set"), seen.out());
        String worker = "\\[Process-(\\d+)] came from \\d+ to \\d+: (\\d+) numbers, (\\d+) primes";
        assertEquals(3, distinct(seen, worker), seen.out());
        long tried = sum(numbers(seen, worker, 2));
        long primes = sum(numbers(seen, worker, 3));
        assertEquals(
                "all: " + tried + " numbers, " + primes + " primes",
                seen.outLines().get(9));
    }

    @Test
    void eachTypeHoldsItsLimits() throws Exception {
        List<String> lines = run(TypeCodes.class).outLines();

        assertEquals(
                List.of(
                        "code type smallest largest",
                        "'b' SharedByte -128 127",
                        "'B' SharedByte 0 255",
                        "'h' SharedShort -32768 32767",
                        "'H' SharedShort 0 65535",
                        "'i' SharedInt -2147483648 2147483647",
                        "'I' SharedInt 0 4294967295",
                        "'l' SharedLong -9223372036854775808 9223372036854775807",
                        "'L' SharedLong 0 18446744073709551615",
                        "'q' SharedLong -9223372036854775808 9223372036854775807",
                        "'Q' SharedLong 0 18446744073709551615",
                        "'f' SharedFloat -3.4028235E38 3.4028235E38",
                        "'d' SharedDouble -1.7976931348623157E308 1.7976931348623157E308",
                        "'c' SharedByte 0x00 0xff",
                        "'u' SharedChar U+0000 U+FFFF"),
                lines.stream().map(line -> line.replaceAll(" +", " ")).toList());
    }

    private Seen run(Class<?> program, Object... arguments) throws Exception {
        Seen seen = new Example(base, program).run(arguments);
        assertEquals(0, seen.exitCode(), seen.out() + seen.err());
        return seen;
    }

    /** Two processes, each with both lines, in the four lines after the header. */
    private static void assertStartsAndEnds(List<String> lines) {
        List<String> said = lines.subList(1, 5);
        List<String> starts = said.stream()
                .filter(line -> line.matches("\\[Process-\\d+] start"))
                .toList();
        assertEquals(2, starts.stream().distinct().count(), said.toString());
        for (String start : starts) {
            String end = start.replace("start", "end");
            assertTrue(said.indexOf(end) > said.indexOf(start), said.toString());
        }
    }

    private static long distinct(Seen seen, String line) {
        return numbers(seen, line, 1).stream().distinct().count();
    }

    /** What a group is in all the lines of a form. */
    private static List<Long> numbers(Seen seen, String line, int group) {
        return Pattern.compile("^" + line + "$", Pattern.MULTILINE)
                .matcher(seen.out())
                .results()
                .map((MatchResult found) -> Long.valueOf(found.group(group)))
                .toList();
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
