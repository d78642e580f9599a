package io.processpool.pool;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.AnswerKind;
import io.processpool.internal.wire.AnswerRecord;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.RingWriter;
import io.processpool.internal.wire.WorkerConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/** The main of a child whose first life answers nonsense; its later ones work as a worker does, but for the values. */
final class RogueWorker {
    static final String NONSENSE = "ROGUE_WORKER";

    /** Argument of one that answers no nonsense. */
    static final String OBEDIENT = "obedient";

    private final Mailbox mailbox;
    private final SocketChannel socket;
    private final PlayedWorker worker;

    private RogueWorker(Mailbox mailbox, SocketChannel socket) {
        this.mailbox = mailbox;
        this.socket = socket;
        this.worker = new PlayedWorker(mailbox);
    }

    public static void main(String[] arguments) throws IOException {
        WorkerConfig config = WorkerConfig.read(new DataInputStream(System.in));
        endWith(System.in);
        Mailbox mailbox = new Mailbox(Segment.open(config.mailboxes()), config.slot());
        SocketChannel socket = config.endpoint().connect();
        socket.write(config.token().hello());
        RogueWorker rogue = new RogueWorker(mailbox, socket);
        rogue.sayReady();
        if (!arguments[0].equals(OBEDIENT) && config.child().name().endsWith("-worker-1")) {
            rogue.misbehave(System.getenv(NONSENSE));
        }
        rogue.work();
    }

    private static void endWith(InputStream parent) {
        Thread lifeLine = new Thread(() -> {
            try {
                while (parent.read() >= 0) {
                    continue;
                }
            } catch (IOException gone) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(1);
        });
        lifeLine.setDaemon(true);
        lifeLine.start();
    }

    private void sayReady() throws IOException {
        RingWriter answers = mailbox.answerWriter();
        int body = answers.begin(AnswerKind.READY, AnswerRecord.HEADER_BYTES, Long.MAX_VALUE);
        AnswerRecord.writeHeader(answers.buffer(), body, 0, 0, 0, 0);
        answers.publish();
        socket.write(ByteBuffer.wrap(new byte[] {1}));
        worker.answersFrom(mailbox.answerWriter());
    }

    /** Three items are answered and a fourth has been started when nonsense follows, all of it while the parent sleeps. */
    private void misbehave(String how) throws IOException {
        while (!mailbox.parentParked().isSetVolatile()) {
            LockSupport.parkNanos(100_000);
        }
        awaitStart();
        for (int i = 0; i < 3; i++) {
            worker.answer();
            awaitStart();
        }
        switch (how) {
            case "wrong item" -> worker.write(worker.runningCall, 1_000_000);
            case "wrong kind" -> writeRecord(77, 0);
            case "ready again" -> writeRecord(AnswerKind.READY, 0);
            case "initializer fails late" -> writeRecord(AnswerKind.INITIALIZER_FAILED, 0);
            case "short record" -> writeShortRecord();
            case "missing bulk" -> writeRecordOfBulk(99);
            case "same bulk twice" -> sendBulks(7, 7);
            case "more spare bytes than there are" -> writeNextValue(1 << 20);
            case "wrong length" -> writeRecord(AnswerKind.VALUE, 3);
            default -> throw new IllegalArgumentException(how);
        }
        ring();
        LockSupport.park();
    }

    private void writeRecord(int kind, int wrongLength) {
        RingWriter answers = mailbox.answerWriter();
        int body = answers.begin(kind, AnswerRecord.HEADER_BYTES, Long.MAX_VALUE);
        AnswerRecord.writeHeader(answers.buffer(), body, worker.runningCall, worker.runningIndex, 0, 0);
        if (wrongLength > 0) {
            answers.buffer().putInt(body - 8, wrongLength);
        }
        answers.publish();
    }

    private void writeShortRecord() {
        RingWriter answers = mailbox.answerWriter();
        answers.begin(AnswerKind.VALUE, 0, Long.MAX_VALUE);
        answers.publish();
    }

    private void writeRecordOfBulk(long bulk) {
        RingWriter answers = mailbox.answerWriter();
        int body = answers.begin(AnswerKind.VALUE, AnswerRecord.HEADER_BYTES, Long.MAX_VALUE);
        AnswerRecord.writeHeader(answers.buffer(), body, worker.runningCall, worker.runningIndex, 0, bulk);
        answers.publish();
    }

    private void writeNextValue(int spareBytes) {
        RingWriter answers = mailbox.answerWriter();
        answers.begin(AnswerRecord.nextValue(Long.BYTES) | spareBytes << 8, Long.BYTES, Long.MAX_VALUE);
        answers.publish();
    }

    private void sendBulks(long... ids) throws IOException {
        for (long id : ids) {
            socket.write(
                    ByteBuffer.allocate(13).put((byte) 2).putLong(id).putInt(0).flip());
        }
    }

    private void work() throws IOException {
        while (true) {
            awaitStart();
            worker.answer();
            ring();
        }
    }

    private void awaitStart() {
        while (!worker.start()) {
            if (worker.toldToExit) {
                Runtime.getRuntime().halt(0);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private void ring() throws IOException {
        if (mailbox.parentParked().take()) {
            socket.write(ByteBuffer.wrap(new byte[] {1}));
        }
    }
}
