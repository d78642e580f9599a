package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.wire.AnswerKind;
import io.processpool.internal.wire.AnswerRecord;
import io.processpool.internal.wire.ChunkRecord;
import io.processpool.internal.wire.Claim;
import io.processpool.internal.wire.FunctionRecord;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.RingReader;
import io.processpool.internal.wire.RingWriter;
import io.processpool.internal.wire.TaskKind;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** What a worker does with its mailbox, step by step, in the thread of the test. */
final class PlayedWorker {
    private final Mailbox mailbox;
    private final RingReader tasks;
    private RingWriter answers;
    private final Set<Long> functions = new HashSet<>();
    private int chunk = -1;
    private boolean rang;

    long runningCall;
    long runningIndex = -1;
    int functionsLearnt;
    boolean toldToExit;

    PlayedWorker(Mailbox mailbox) {
        this.mailbox = mailbox;
        this.tasks = mailbox.taskReader();
        this.answers = mailbox.answerWriter();
    }

    /** From now on answers are written here, behind what another has written. */
    void answersFrom(RingWriter writer) {
        answers = writer;
    }

    boolean isRunning() {
        return runningIndex >= 0;
    }

    /** Claims the next item; false if there is none now, in which case it rings if the parent waits for room. */
    boolean start() {
        while (chunk >= 0 || nextChunk()) {
            int item = Claim.start(mailbox.words(), ChunkRecord.claimOffset(chunk));
            if (item >= 0) {
                begin(item);
                return true;
            }
            releaseChunk();
        }
        return false;
    }

    private void begin(int item) {
        ByteBuffer buffer = tasks.buffer();
        runningCall = ChunkRecord.call(buffer, chunk);
        runningIndex = ChunkRecord.firstIndex(buffer, chunk) + item;
        int functionBytes = ChunkRecord.functionBytes(buffer, chunk);
        assertTrue(functionBytes > 0 || functions.contains(ChunkRecord.function(buffer, chunk)), "no function");
        if (ChunkRecord.bulk(buffer, chunk) == 0) {
            checkItem(buffer, chunk + ChunkRecord.HEADER_BYTES + functionBytes, item);
        }
    }

    /** An item that {@link RecordedCall} made is its own index. */
    private void checkItem(ByteBuffer buffer, int payload, int item) {
        ByteBuffer items = buffer.duplicate(); // Big-endian
        int at = payload;
        for (int i = 0; i < item; i++) {
            at += Integer.BYTES + items.getInt(at);
        }
        assertEquals(runningIndex, items.getLong(at + Integer.BYTES));
    }

    private boolean nextChunk() {
        while (!toldToExit && tasks.next()) {
            int body = tasks.bodyOffset();
            switch (tasks.kind()) {
                case TaskKind.CHUNK -> {
                    chunk = body;
                    return true;
                }
                case TaskKind.FUNCTION -> {
                    functions.add(FunctionRecord.id(tasks.buffer(), body));
                    functionsLearnt++;
                }
                case TaskKind.FORGET -> assertTrue(functions.remove(FunctionRecord.id(tasks.buffer(), body)));
                case TaskKind.SHUTDOWN -> toldToExit = true;
                default -> throw new AssertionError("kind " + tasks.kind());
            }
            tasks.release();
        }
        rang |= mailbox.roomWanted().take();
        return false;
    }

    private void releaseChunk() {
        chunk = -1;
        tasks.release();
    }

    /** Whether it has rung since this was asked last. */
    boolean hasRung() {
        boolean result = rang;
        rang = false;
        return result;
    }

    /** Answers the item that runs; the room of the last one of a chunk is given back before. */
    void answer() {
        if (Claim.unstarted(mailbox.words().getLongVolatile(ChunkRecord.claimOffset(chunk))) == 0) {
            releaseChunk();
        }
        answerAndKeepTheRoom();
    }

    /** As a worker does from which the rest of the chunk is taken back in this moment. */
    void answerAndKeepTheRoom() {
        write(runningCall, runningIndex);
        runningIndex = -1;
    }

    void write(long call, long index) {
        int body = answers.begin(AnswerKind.VALUE, AnswerRecord.HEADER_BYTES, Long.MAX_VALUE);
        assertTrue(body >= 0, "the ring of answers is full");
        AnswerRecord.writeHeader(answers.buffer(), body, call, index, 0, 0);
        answers.publish();
    }

    /** Runs so many items, or as many as there are. */
    int run(int most) {
        int count = 0;
        while (count < most && start()) {
            answer();
            count++;
        }
        return count;
    }
}
