package io.processpool.internal.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/**
 * What is not serializable, in words.
 *
 * @param name what the user calls such objects
 * @param cure what to do instead
 */
record Unsendable(String name, String cure) {

    private static final String MAKE_IN_WORKER = "create it in the worker, with initializer(...) or in the task";
    private static final String COLLECT = "collect it into a list first";
    private static final String PASS_VALUE = "pass the value that it gives";

    private static final Unsendable POOL =
            new Unsendable("pool", "a task cannot use the pool that runs it: submit from the parent");
    private static final Unsendable MANAGER =
            new Unsendable("manager", "pass what it has made, such as newMap() or newLock(), which may travel");
    private static final Unsendable PROCESS = new Unsendable("process", "pass its pid");
    private static final Unsendable RESULT = new Unsendable("result", PASS_VALUE);

    /** The special before the general. */
    private static final List<Entry> KINDS = List.of(
            new Entry(InputStream.class, new Unsendable("stream", MAKE_IN_WORKER)),
            new Entry(OutputStream.class, new Unsendable("stream", MAKE_IN_WORKER)),
            new Entry(Reader.class, new Unsendable("stream", MAKE_IN_WORKER)),
            new Entry(Writer.class, new Unsendable("stream", MAKE_IN_WORKER)),
            new Entry(BaseStream.class, new Unsendable("stream", COLLECT)),
            new Entry(Iterator.class, new Unsendable("iterator", COLLECT)),
            new Entry(RandomAccessFile.class, new Unsendable("file", MAKE_IN_WORKER)),
            new Entry(Channel.class, new Unsendable("channel", MAKE_IN_WORKER)),
            new Entry(Socket.class, new Unsendable("socket", MAKE_IN_WORKER)),
            new Entry(ServerSocket.class, new Unsendable("socket", MAKE_IN_WORKER)),
            new Entry(Thread.class, new Unsendable("thread", MAKE_IN_WORKER)),
            new Entry(Process.class, PROCESS),
            new Entry(ProcessHandle.class, PROCESS),
            new Entry(Executor.class, new Unsendable("executor", MAKE_IN_WORKER)),
            new Entry(Future.class, new Unsendable("future", PASS_VALUE)),
            new Entry(Path.class, new Unsendable("foreign path", "pass its URI: its file system may not be there")));

    /** A class and the kind of its instances. */
    private record Entry(Class<?> type, Unsendable kind) {}

    /** The kind of the instances of a class, or null when the class itself says it best. */
    static Unsendable of(Class<?> type) {
        // By name: pools, their views with other options, and managers are above this package.
        if (isA(type, "io.processpool.pool.TaskSubmitter")) {
            return POOL;
        }
        if (isA(type, "io.processpool.pool.ChildProcess")) {
            return PROCESS;
        }
        if (isA(type, "io.processpool.pool.AsyncResult") || isA(type, "io.processpool.pool.ResultIterator")) {
            return RESULT;
        }
        if (isA(type, "io.processpool.manager.Manager")) {
            return MANAGER;
        }
        for (Entry entry : KINDS) {
            if (entry.type().isAssignableFrom(type)) {
                return entry.kind();
            }
        }
        return null;
    }

    private static boolean isA(Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || isA(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isA(parent, name)) {
                return true;
            }
        }
        return false;
    }
}
