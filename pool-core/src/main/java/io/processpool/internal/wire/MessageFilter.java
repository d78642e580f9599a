package io.processpool.internal.wire;

import io.processpool.SerializationException;
import java.io.ObjectInputFilter;

/**
 * Watches over the reading of one message: asks the filter of the receiver and that of its JVM, refuses arrays longer than the message can
 * fill, which would cost memory that nobody sent, and remembers what was refused, which the JDK does not tell. For one thread.
 */
final class MessageFilter implements ObjectInputFilter {
    /** A hash table of the JDK asks for more buckets than it has elements: some 50 for each byte with the sparsest load factor in use. */
    private static final long LENGTH_FOR_A_BYTE = 64;

    private static final long LENGTH_OF_THE_EMPTY = 1024;

    private final ObjectInputFilter receivers;
    private final int messageBytes;
    private String problem;
    private String cure;

    MessageFilter(ObjectInputFilter receivers, int messageBytes) {
        this.receivers = receivers;
        this.messageBytes = messageBytes;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.arrayLength() > LENGTH_FOR_A_BYTE * messageBytes + LENGTH_OF_THE_EMPTY) {
            return refuse(
                    "a value cannot be rebuilt: its message is damaged: an array of " + info.arrayLength()
                            + " elements in " + messageBytes + " bytes",
                    "");
        }
        // A stream with a filter of its own is no longer asked for by that of the JVM.
        ObjectInputFilter ofTheJvm = Config.getSerialFilter();
        if (ofTheJvm != null && ofTheJvm.checkInput(info) == Status.REJECTED) {
            return refuse(described(info, "jdk.serialFilter"), "name it in the pattern of that property");
        }
        Status status = receivers.checkInput(info);
        return status != Status.REJECTED
                ? status
                : refuse(
                        described(info, "objectInputFilter"),
                        "name it in the pattern that the pool's builder gets by objectInputFilter(...), if reading one"
                                + " can do no harm");
    }

    private Status refuse(String what, String whatToDo) {
        if (problem == null) {
            problem = what;
            cure = whatToDo;
        }
        return Status.REJECTED;
    }

    private static String described(FilterInfo info, String filter) {
        Class<?> type = info.serialClass();
        return (type == null ? "a value" : type.getName()) + " is refused by the " + filter
                + " of the receiving process: depth=" + info.depth() + ", references=" + info.references() + ", bytes="
                + info.streamBytes() + ", arrayLength=" + info.arrayLength();
    }

    /** The error for what was refused, or null if nothing was. */
    SerializationException refusal(Throwable cause) {
        return problem == null ? null : new SerializationException(problem, cure, cause);
    }
}
