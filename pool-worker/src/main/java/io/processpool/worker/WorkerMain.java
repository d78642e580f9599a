package io.processpool.worker;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.wire.AnswerKind;
import io.processpool.internal.wire.ChildConfig;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.SpinRule;
import io.processpool.internal.wire.WorkerConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;

/**
 * The main class of a worker's JVM: reads its configuration from standard input, connects to its parent, runs the initializer, then the tasks.
 *
 * <p>Exit codes: 0 when the parent has no more work, 1 when the initializer threw or the parent is gone, 3 after an {@code OutOfMemoryError}.
 */
public final class WorkerMain {
    private static final int FAILED = 1;
    private static final int OUT_OF_MEMORY = 3;

    private WorkerMain() {}

    /**
     * Runs the worker. Does not return.
     *
     * @param arguments the name of the worker, for those who look at the list of processes
     */
    public static void main(String[] arguments) {
        WorkerRehearsal.start();
        InputStream input = Birth.takeStandardInput();
        try {
            WorkerConfig config = WorkerConfig.read(new DataInputStream(input));
            Birth.become(config.child(), input);
            System.exit(work(config));
        } catch (IOException notAWorker) {
            System.err.println("This is not a worker of a ProcessPool: " + notAWorker.getMessage());
            System.exit(Birth.NOT_STARTED_BY_A_PARENT);
        }
    }

    private static int work(WorkerConfig config) throws IOException {
        Segment mailboxes = Segment.open(config.mailboxes());
        Mailbox mailbox = new Mailbox(mailboxes, config.slot());
        Output output = Output.replaceSystemStreams(mailbox.printed());
        SocketChannel socket = config.endpoint().connect();
        socket.write(config.token().hello());
        Inbox inbox = Inbox.open(socket, mailbox, new SpinRule(mailboxes, config.slots()));
        Answers answers = new Answers(mailbox, inbox, output);
        if (!initialize(config.child(), answers)) {
            return FAILED;
        }
        ProcessEvents.tasksBegin();
        answers.write(AnswerKind.READY, 0, 0, new byte[0]);
        answers.wakeParent();
        boolean memoryLeft = new TaskLoop(mailbox, inbox, answers).run();
        LifeLine.haltIfExitHangs();
        return memoryLeft ? 0 : OUT_OF_MEMORY;
    }

    private static boolean initialize(ChildConfig child, Answers answers) {
        try {
            Birth.runFirst(child);
            return true;
        } catch (Throwable thrown) {
            answers.write(AnswerKind.INITIALIZER_FAILED, 0, 0, Payload.writeThrowable(thrown));
            answers.wakeParent();
            return false;
        } finally {
            Thread.interrupted();
        }
    }
}
