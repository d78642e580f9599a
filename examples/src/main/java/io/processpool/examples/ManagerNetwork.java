package io.processpool.examples;

import static io.processpool.Args.args;

import io.processpool.Args2;
import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import io.processpool.pool.ProcessPool;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A manager at a TCP address, and a second program, which could run on another machine: it knows the address and the
 * key, finds the lock in the manager's registry, and its tasks and those of this one take turns.
 */
public final class ManagerNetwork {
    private static final int KEY_BYTES = 32;

    private ManagerNetwork() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            second(new InetSocketAddress(args[0], Integer.parseInt(args[1])));
            return;
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (Manager manager =
                Manager.builder().address("localhost", 0).authKey(key).start()) {
            InterProcessLock lock = manager.newLock();
            manager.registry().put("console", lock);
            Process second = startSecond(manager.address().orElseThrow(), key);
            runTasks(0, 5, lock);
            second.waitFor();
        }
    }

    /** The second program. The key comes on standard input: others could read arguments and environment. */
    private static void second(InetSocketAddress address) throws IOException, InterruptedException {
        byte[] key = System.in.readNBytes(KEY_BYTES);
        try (Manager manager = Manager.connect(address, key)) {
            runTasks(5, 10, (InterProcessLock) manager.registry().get("console"));
        }
    }

    private static void runTasks(int from, int to, InterProcessLock lock) throws InterruptedException {
        List<Args2<Integer, InterProcessLock>> items =
                IntStream.range(from, to).mapToObj(i -> args(i, lock)).toList();
        try (ProcessPool pool = ProcessPool.create(2)) {
            pool.starmapAsync(ManagerLock::task, items).await();
        }
    }

    private static Process startSecond(InetSocketAddress address, byte[] key) throws IOException {
        Process second = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManagerNetwork.class.getName(),
                        address.getHostString(),
                        Integer.toString(address.getPort()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream input = second.getOutputStream()) {
            input.write(key);
        }
        return second;
    }
}
