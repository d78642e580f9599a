package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailboxTest {
    private static final int SLOTS = 3;

    private final Segment segment = Segment.create("test", Mailbox.sizeBytes(SLOTS));

    @AfterEach
    void close() {
        segment.close();
    }

    @Test
    void tasksGoOneWayAndAnswersTheOther() {
        Mailbox parent = new Mailbox(segment, 1);
        Mailbox worker = new Mailbox(segment, 1);
        write(parent.taskWriter(), 5, 47);
        assertEquals(47, read(worker.taskReader(), 5));
        assertFalse(parent.answerReader().hasNext());
        write(worker.answerWriter(), 6, 48);
        assertEquals(48, read(parent.answerReader(), 6));
    }

    @Test
    void slotsShareNoByte() {
        for (int slot = 0; slot < SLOTS; slot++) {
            Mailbox mailbox = new Mailbox(segment, slot);
            fill(mailbox.taskWriter(), slot + 1);
            fill(mailbox.answerWriter(), slot + 11);
            mailbox.printed().addOut(slot + 100);
            mailbox.printed().addErr(slot + 200);
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            Mailbox mailbox = new Mailbox(segment, slot);
            expectOnly(mailbox.taskReader(), slot + 1);
            expectOnly(mailbox.answerReader(), slot + 11);
            assertEquals(slot + 100, mailbox.printed().outVolatile());
            assertEquals(slot + 200, mailbox.printed().errVolatile());
        }
    }

    @Test
    void flagsAreOfOneSideAndOneSlot() {
        new Mailbox(segment, 1).workerParked().setVolatile();
        assertTrue(new Mailbox(segment, 1).workerParked().isSetVolatile());
        assertFalse(new Mailbox(segment, 1).parentParked().isSetVolatile());
        assertFalse(new Mailbox(segment, 0).workerParked().isSetVolatile());
        assertFalse(new Mailbox(segment, 2).workerParked().isSetVolatile());
    }

    @Test
    void isAsNewWhenCleared() {
        Mailbox mailbox = new Mailbox(segment, 2);
        write(mailbox.taskWriter(), 1, 1);
        write(mailbox.answerWriter(), 1, 1);
        mailbox.workerParked().setVolatile();
        mailbox.parentParked().setVolatile();
        mailbox.printed().addOut(5);
        mailbox.printed().addErr(5);
        mailbox.clear();
        assertFalse(mailbox.taskReader().hasNext());
        assertFalse(mailbox.answerReader().hasNext());
        assertEquals(0, mailbox.taskWriter().tail());
        assertTrue(mailbox.taskWriter().isDrained());
        assertFalse(mailbox.workerParked().isSetVolatile());
        assertFalse(mailbox.parentParked().isSetVolatile());
        assertEquals(0, mailbox.printed().outVolatile() + mailbox.printed().errVolatile());
    }

    @Test
    void clearingLeavesTheNeighboursAlone() {
        write(new Mailbox(segment, 0).answerWriter(), 3, 4);
        write(new Mailbox(segment, 2).taskWriter(), 5, 6);
        new Mailbox(segment, 1).clear();
        assertEquals(4, read(new Mailbox(segment, 0).answerReader(), 3));
        assertEquals(6, read(new Mailbox(segment, 2).taskReader(), 5));
    }

    @Test
    void tooManySlotsAreAnError() {
        assertThrows(ArithmeticException.class, () -> Mailbox.sizeBytes(Integer.MAX_VALUE / 1000));
    }

    private static void write(RingWriter writer, int kind, long value) {
        int body = writer.begin(kind, 8, Long.MAX_VALUE);
        writer.buffer().putLong(body, value);
        writer.publish();
    }

    private static long read(RingReader reader, int kind) {
        assertTrue(reader.next());
        assertEquals(kind, reader.kind());
        return reader.buffer().getLong(reader.bodyOffset());
    }

    private static void fill(RingWriter writer, int kind) {
        for (int body = 0; body >= 0; body = writer.begin(kind, 1000, Long.MAX_VALUE)) {
            for (int i = 0; body > 0 && i < 1000; i += 8) {
                writer.buffer().putLong(body + i, kind);
            }
        }
        writer.publish();
    }

    private static void expectOnly(RingReader reader, int kind) {
        int records = 0;
        while (reader.next()) {
            assertEquals(kind, reader.kind());
            for (int i = 0; i < 1000; i += 8) {
                assertEquals(kind, reader.buffer().getLong(reader.bodyOffset() + i));
            }
            records++;
        }
        assertEquals((MailboxLayout.RING_CAPACITY - 64) / 1008, records);
    }
}
