package io.processpool.internal.process;

import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jar of a Spring Boot program, which holds classes and libraries where no class path can name them. A child reads the same jar by the launcher that Spring Boot
 * packs into each, told to start our main class in place of the program's.
 */
public final class SpringBootJar {
    /** The package of the loaders; {@code launch} stands behind it since 3.2. */
    private static final String LOADERS = "org.springframework.boot.loader";

    /** The only launcher that asks a property for the main class. */
    private static final String LAUNCHER = "PropertiesLauncher";

    private static final String MAIN = "loader.main";
    private static final String PATH = "loader.path";
    private static final String HOME = "loader.home";

    /** What else a program may have told that launcher about where its classes are. */
    private static final List<String> SETTINGS =
            List.of(PATH, "loader.config.name", "loader.config.location", "loader.system", "loader.classLoader");

    /** The launcher takes these paths of a war only if it is told to. */
    private static final String WAR_PATH = "WEB-INF/classes,WEB-INF/lib";

    private final String launcher;
    private final boolean isWar;

    private SpringBootJar(String launcher, boolean isWar) {
        this.launcher = launcher;
        this.isWar = isWar;
    }

    /** The one from which a class was loaded; empty if it was loaded otherwise. */
    public static Optional<SpringBootJar> of(Class<?> type) {
        for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
            String inPackage = loader.getClass().getPackageName();
            if (inPackage.startsWith(LOADERS)) {
                return Optional.of(new SpringBootJar(inPackage + "." + LAUNCHER, isInWar(type)));
            }
        }
        return Optional.empty();
    }

    private static boolean isInWar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location != null && location.getPath().contains("WEB-INF/");
    }

    /** The class path of a child: the jar, and what else the launcher has stood on. */
    public List<Path> classPath() {
        return ClassPaths.ofThisCommand();
    }

    /** The words of a child's command line that start a main class. */
    public List<String> main(String mainClass) {
        List<String> words = new ArrayList<>();
        // A child may have another working directory.
        words.add("-D" + HOME + "=" + Path.of(System.getProperty(HOME, "")).toAbsolutePath());
        for (String name : SETTINGS) {
            String value = System.getProperty(name, isWar && name.equals(PATH) ? WAR_PATH : null);
            if (value != null) {
                words.add("-D" + name + "=" + value);
            }
        }
        words.add("-D" + MAIN + "=" + mainClass);
        words.add(launcher);
        return words;
    }
}
