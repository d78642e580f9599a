package io.processpool.internal.process;

import java.lang.module.ModuleFinder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options that name modules, as a child needs them: it has all of the program on its class path, in the unnamed module, so the modules of the program
 * become that one, and what would open them, or read them, or resolve them, is not needed. A JVM warns of each name that it does not know.
 */
final class ModuleOptions {
    private static final Set<String> OF_THE_SYSTEM = Set.of("ALL-SYSTEM", "ALL-DEFAULT");
    private static final String UNNAMED = "ALL-UNNAMED";

    private ModuleOptions() {}

    /** Whether an option is one of these, without its value. */
    static boolean isOne(String name) {
        return switch (name) {
            case "--add-opens", "--add-exports", "--add-reads", "--add-modules", "--enable-native-access" -> true;
            default -> false;
        };
    }

    /** What a child gets in place of an option of this JVM; empty for nothing. */
    static Optional<String> forChild(String name, String value) {
        Optional<String> translated = switch (name) {
            case "--add-modules" -> names(value).filter(ModuleOptions::isKnown).reduce(ModuleOptions::join);
            case "--enable-native-access" -> Optional.of(targets(value));
            default -> edge(value);
        };
        return translated.map(text -> name + "=" + text);
    }

    /** {@code source=target,target} or {@code source/package=target,target}. */
    private static Optional<String> edge(String value) {
        int equals = value.indexOf('=');
        String source = equals < 0 ? value : value.substring(0, equals);
        int slash = source.indexOf('/');
        boolean isOfTheSystem = isKnown(slash < 0 ? source : source.substring(0, slash));
        return equals < 0 || !isOfTheSystem
                ? Optional.empty()
                : Optional.of(source + "=" + targets(value.substring(equals + 1)));
    }

    private static String targets(String modules) {
        return names(modules)
                .map(module -> isKnown(module) ? module : UNNAMED)
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static Stream<String> names(String modules) {
        return Arrays.stream(modules.split(",")).filter(Predicate.not(String::isEmpty));
    }

    private static String join(String some, String more) {
        return some + "," + more;
    }

    private static boolean isKnown(String module) {
        return OF_THE_SYSTEM.contains(module)
                || ModuleFinder.ofSystem().find(module).isPresent();
    }
}
