package io.processpool.worker.manager;

import io.processpool.SerializationException;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Parts;
import io.processpool.internal.rpc.StrangersScope;
import io.processpool.internal.wire.ReadFilter;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;

/** Reads the arguments of calls: anything from the family, and what is allowed from others. For one thread. */
final class Arguments implements ObjectInputFilter {
    private final AllowList allowList; // null for the family
    private final Parts parts = new Parts();
    private Class<?> rejected;

    Arguments(Server server) {
        allowList = server.directory().allowList();
    }

    /** Reads a part of an argument of the next call: values that may always be sent. */
    void readPart(ByteBuffer body) throws IOException {
        parts.add(body, allowList == null ? ReadFilter.ofThisProcess() : allowList);
    }

    /** There is no room for a part of an argument of the next call, which so fails. */
    void losePart(OutOfMemoryError noRoom) {
        parts.lose(noRoom);
    }

    Object[] read(ByteBuffer body) throws IOException {
        if (allowList == null) {
            return Frames.readArguments(body, ReadFilter.ofThisProcess(), parts);
        }
        rejected = null;
        try (StrangersScope scope = StrangersScope.open()) {
            return Frames.readArguments(body, this, parts);
        } catch (SerializationException refused) {
            if (rejected == null) {
                throw refused;
            }
            throw new SerializationException(
                    "this manager takes no " + rejected.getName() + " from processes that others have started",
                    "name the class to ManagerBuilder.allow(...), if reading one can do no harm",
                    null);
        }
    }

    /** Asks the list, and remembers what it refuses, which the JDK does not tell. */
    @Override
    public Status checkInput(FilterInfo info) {
        Status status = allowList.checkInput(info);
        if (status == Status.REJECTED && rejected == null) {
            rejected = info.serialClass();
        }
        return status;
    }
}
