package io.processpool.logback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written together, and when. */
@Timeout(20)
class EventBufferTest {
    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final EventBuffer patient = new EventBuffer(this::write, TimeUnit.HOURS.toNanos(1));

    @AfterEach
    void endItsThread() {
        patient.close();
    }

    private void write(byte[] events) {
        written.add(new String(events, StandardCharsets.US_ASCII));
    }

    private static byte[] event(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void eventsWaitAndAreWrittenAsOneInTheirOrder() {
        patient.add(event("a\n"));
        patient.add(event("b\n"));
        assertEquals(List.of(), List.copyOf(written));
        patient.flush();
        patient.flush();
        assertEquals(List.of("a\nb\n"), List.copyOf(written));
    }

    @Test
    void whatHasNoRoomIsNotTornButWaitsForTheNextWrite() {
        String most = "m".repeat(EventBuffer.FULL_BYTES - 1) + "\n";
        String few = "few\n";
        patient.add(event(most));
        assertEquals(List.of(), List.copyOf(written));
        patient.add(event(few));
        assertEquals(List.of(most), List.copyOf(written));
        patient.flush();
        assertEquals(List.of(most, few), List.copyOf(written));
    }

    @Test
    void eventThatIsLargerThanAllRoomComesAfterThoseBeforeIt() {
        String large = "l".repeat(EventBuffer.FULL_BYTES) + "\n";
        patient.add(event("a\n"));
        patient.add(event(large));
        patient.add(event("b\n"));
        assertEquals(List.of("a\n", large), List.copyOf(written));
    }

    @Test
    void noEventWaitsForLongerThanItMay() throws Exception {
        EventBuffer impatient = new EventBuffer(this::write, TimeUnit.MILLISECONDS.toNanos(1));
        for (String text : List.of("a\n", "b\n")) {
            impatient.add(event(text));
            assertEquals(text, written.take());
        }
        impatient.close();
    }

    @Test
    void closingWritesWhatWaitsAndWhatComesLaterDoesNotWait() {
        patient.add(event("a\n"));
        patient.close();
        assertEquals(List.of("a\n"), List.copyOf(written));
        patient.add(event("b\n"));
        assertEquals(List.of("a\n", "b\n"), List.copyOf(written));
        patient.close();
        assertEquals(2, written.size());
    }

    @Test
    void manyThreadsLoseNoneAndTearNone() throws Exception {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            String text = "thread " + i + "\n";
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 5000; n++) {
                    patient.add(event(text));
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        patient.flush();
        List<String> lines = String.join("", written).lines().toList();
        for (int i = 0; i < threads.length; i++) {
            String text = "thread " + i;
            assertEquals(5000, lines.stream().filter(text::equals).count());
        }
        assertEquals(4 * 5000, lines.size());
        assertTrue(written.size() < 4 * 5000 / 100, () -> "writes: " + written.size());
    }
}
