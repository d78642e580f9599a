package io.processpool.internal.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The options of this JVM that its children need to understand the same classes and texts, and to reach the same servers: an allow-list, since debuggers,
 * agents, ports, heap sizes and the passwords of keys must not be inherited.
 */
public final class InheritedOptions {
    private static final Set<String> PROPERTIES = Set.of(
            "file.encoding",
            "http.nonProxyHosts",
            "http.proxyHost",
            "http.proxyPort",
            "https.proxyHost",
            "https.proxyPort",
            "java.io.tmpdir",
            "java.library.path",
            "java.net.preferIPv4Stack",
            "java.net.preferIPv6Addresses",
            "java.net.useSystemProxies",
            "javax.net.ssl.trustStore",
            "javax.net.ssl.trustStorePassword",
            "javax.net.ssl.trustStoreType",
            "logback.configurationFile",
            "processpool.futex",
            "processpool.objectInputFilter",
            "socksProxyHost",
            "socksProxyPort",
            "stderr.encoding",
            "stdout.encoding",
            "user.country",
            "user.language",
            "user.timezone",
            "user.variant");

    private static final List<String> PREFIXES = List.of(
            "--sun-misc-unsafe-memory-access=",
            "--enable-preview",
            "-Xbootclasspath/a:",
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
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!ModuleOptions.isOne(name)) {
                if (hasPrefix(argument)) {
                    selected.add(argument);
                }
            } else if (equals >= 0) {
                ModuleOptions.forChild(name, argument.substring(equals + 1)).ifPresent(selected::add);
            } else if (i + 1 < arguments.size()) {
                ModuleOptions.forChild(name, arguments.get(++i)).ifPresent(selected::add);
            }
        }
        return selected;
    }

    private static boolean hasPrefix(String argument) {
        for (String prefix : PREFIXES) {
            if (argument.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
