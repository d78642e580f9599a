package io.processpool.benchmarks.ignite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCompute;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.logger.NullLogger;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/**
 * Apache Ignite's side of the row {@code dispatch.ignite}: squares numbers, a job for each, on two server nodes of this JVM. {@code IgnitePeer LAP} measures once
 * for each line on standard input, and answers with a line: the items in a second, a space, and nothing beside it.
 */
public final class IgnitePeer {
    private static final int NODES = 2;
    private static final int FIRST_PORT = 47_650;
    private static final int PORTS = 20;

    /** As fast as any: what a call costs grows with the square of its jobs. */
    private static final int JOBS_OF_A_CALL = 100;

    private static final long OFF_HEAP_BYTES = 64 << 20;

    private IgnitePeer() {}

    public static void main(String[] arguments) throws IOException {
        long nanos = (long) (Double.parseDouble(arguments[0]) * 1e9);
        List<Integer> items = IntStream.range(0, JOBS_OF_A_CALL).boxed().toList();
        List<Ignite> nodes =
                IntStream.range(0, NODES).mapToObj(IgnitePeer::start).toList();
        IgniteCompute compute = nodes.get(0).compute();
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (orders.readLine() != null) {
                System.out.println(measure(compute, items, nanos) + " ");
            }
        }
        Ignition.stopAll(true);
    }

    private static double measure(IgniteCompute compute, List<Integer> items, long atLeastNanos) {
        long squaresInAll = 0;
        long start = System.nanoTime();
        long nanos = 0;
        while (nanos < atLeastNanos) {
            Collection<Integer> squares = compute.apply((Integer n) -> n * n, items);
            nanos = System.nanoTime() - start;
            check(squares, items);
            squaresInAll += squares.size();
        }
        return squaresInAll / (nanos / 1e9);
    }

    private static void check(Collection<Integer> squares, List<Integer> items) {
        long sum = squares.stream().mapToLong(Integer::longValue).sum();
        if (squares.size() != items.size()
                || sum != items.stream().mapToLong(n -> n * n).sum()) {
            throw new IllegalStateException("results: " + squares.size() + ", their sum: " + sum);
        }
    }

    private static Ignite start(int node) {
        TcpDiscoverySpi discovery = new TcpDiscoverySpi();
        discovery.setLocalAddress("127.0.0.1");
        discovery.setLocalPort(FIRST_PORT);
        discovery.setLocalPortRange(PORTS);
        discovery.setIpFinder(new TcpDiscoveryVmIpFinder()
                .setAddresses(List.of("127.0.0.1:" + FIRST_PORT + ".." + (FIRST_PORT + 20))));
        TcpCommunicationSpi communication = new TcpCommunicationSpi();
        communication.setLocalAddress("127.0.0.1");
        return Ignition.start(new IgniteConfiguration()
                .setIgniteInstanceName("node-" + node)
                .setWorkDirectory(Path.of("work").toAbsolutePath().toString())
                .setLocalHost("127.0.0.1")
                .setDiscoverySpi(discovery)
                .setCommunicationSpi(communication)
                .setGridLogger(new NullLogger())
                .setMetricsLogFrequency(0)
                .setConnectorConfiguration(null)
                .setClientConnectorConfiguration(null)
                .setDataStorageConfiguration(new DataStorageConfiguration()
                        .setDefaultDataRegionConfiguration(new DataRegionConfiguration()
                                .setMaxSize(OFF_HEAP_BYTES)
                                .setInitialSize(OFF_HEAP_BYTES))));
    }
}
