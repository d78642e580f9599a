package io.processpool.internal.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The options of this JVM that its children need to understand the same classes and texts: an allow-list, since debuggers, agents,
 * ports and heap sizes must not be inherited.
 */
public final class InheritedOptions {
    private static final Set<String> PROPERTIES = Set.of(
            "file.encoding",
            "java.io.tmpdir",
            "java.library.path",
            "logback.configurationFile",
            "processpool.futex",
            "processpool.objectInputFilter",
            "stderr.encoding",
            "stdout.encoding",
            "user.country",
            "user.language",
            "user.timezone",
            "user.variant");

    private static final List<String> WITH_VALUE =
            List.of("--add-opens", "--add-exports", "--add-reads", "--enable-native-access");

    private static final List<String> PREFIXES = List.of(
            "--add-opens=",
            "--add-exports=",
            "--add-reads=",
            "--enable-native-access=",
            "--sun-misc-unsafe-memory-access=",
            "--enable-preview",
            "-ea",
            "-da",
            "-esa",
            "-dsa",
            "-enableassertions",
            "-disableassertions",
            "-Xss",
            "-XX:ThreadStackSize=");

    private InheritedOptions() {}

    /** What children of this JVM inherit. */
    public static List<String> ofThisJvm() {
        List<String> inherited = select(ManagementFactory.getRuntimeMXBean().getInputArguments());
        for (String name : PROPERTIES) {
            String value = System.getProperty(name);
            if (value != null && !value.isEmpty()) {
                inherited.add("-D" + name + "=" + value);
            }
        }
        return inherited;
    }

    static List<String> select(List<String> arguments) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (WITH_VALUE.contains(argument) && i + 1 < arguments.size()) {
                selected.add(argument);
                selected.add(arguments.get(++i));
            } else if (PREFIXES.stream().anyMatch(argument::startsWith)) {
                selected.add(argument);
            }
        }
        return selected;
    }
}
