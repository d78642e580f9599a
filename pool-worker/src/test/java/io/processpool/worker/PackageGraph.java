package io.processpool.worker;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Which of our packages imports which, as the JDK's own {@code jdeps} sees it in the compiled classes of all modules.
 *
 * @param imports for each package the packages it imports, each with one pair of classes that shows it
 */
record PackageGraph(SortedMap<String, SortedMap<String, String>> imports) {
    static final String ROOT = "io.processpool";

    // "   io.processpool.pool.Slot      -> io.processpool.internal.wire.Mailbox     Mailbox.class"
    private static final Pattern DEPENDENCY =
            Pattern.compile("\\s+(" + ROOT + "\\.\\S+)\\s+-> (" + ROOT + "\\.\\S+)\\s.*");

    /** Reads every module's main classes; {@code scratch} is an empty directory. */
    static PackageGraph read(Path scratch) throws IOException, URISyntaxException {
        // Without the module descriptors jdeps takes the classes as they are, and resolves no modules.
        for (URL location : locations()) {
            copyClasses(location, scratch);
        }
        return parse(jdeps(scratch));
    }

    private static List<URL> locations() throws IOException {
        String tests = PackageGraph.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        return Collections.list(PackageGraph.class.getClassLoader().getResources(ROOT.replace('.', '/'))).stream()
                .filter(location -> !location.toString().startsWith(tests))
                .toList();
    }

    private static void copyClasses(URL location, Path target) throws IOException, URISyntaxException {
        URI uri = location.toURI();
        if (!uri.getScheme().equals("jar")) {
            copyTree(Path.of(uri), target);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            copyTree(jar.getPath(ROOT.replace('.', '/')), target);
        }
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static String jdeps(Path classes) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        int exitCode = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(printer, printer, "-verbose:class", "-filter:none", classes.toString());
        if (exitCode != 0) {
            throw new AssertionError("jdeps failed: exitCode=" + exitCode + ", output=" + out);
        }
        return out.toString();
    }

    private static PackageGraph parse(String output) {
        PackageGraph graph = new PackageGraph(new TreeMap<>());
        output.lines()
                .map(DEPENDENCY::matcher)
                .filter(Matcher::matches)
                .forEach(m -> graph.add(m.group(1), m.group(2)));
        return graph;
    }

    private void add(String importer, String imported) {
        String from = packageOf(importer);
        String to = packageOf(imported);
        if (!from.equals(to)) {
            imports.computeIfAbsent(from, key -> new TreeMap<>()).putIfAbsent(to, importer + " -> " + imported);
        }
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    /** The packages of one cycle in order, the first repeated at the end; empty where there is none. */
    List<String> cycle() {
        Set<String> finished = new HashSet<>();
        for (String start : imports.keySet()) {
            List<String> cycle = cycleFrom(start, new ArrayDeque<>(), finished);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private List<String> cycleFrom(String at, Deque<String> path, Set<String> finished) {
        if (path.contains(at)) {
            List<String> cycle = new ArrayList<>(path);
            cycle.add(at);
            return cycle.subList(cycle.indexOf(at), cycle.size());
        }
        path.addLast(at);
        for (String next :
                finished.contains(at) ? Set.<String>of() : imported(at).keySet()) {
            List<String> cycle = cycleFrom(next, path, finished);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        path.removeLast();
        finished.add(at);
        return List.of();
    }

    /** What {@code packageName} imports, each with an example. */
    SortedMap<String, String> imported(String packageName) {
        return imports.getOrDefault(packageName, new TreeMap<>());
    }
}
