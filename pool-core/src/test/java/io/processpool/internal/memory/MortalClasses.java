package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The library with a {@link FailPoint} before each write of {@link Words}: two of its classes, compiled again from
 * their sources with the calls put in, to stand first on a class path.
 */
public final class MortalClasses {

    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path TARGET = Path.of("target", "mortal");
    private static final String FAIL_POINT = FailPoint.class.getName();

    private static final Pattern WRITE =
            Pattern.compile("public \\w+ (?:set|compareAndSet|getAndAdd|getAndSet)\\w*\\([^)]*\\) \\{");
    private static final int WRITES = 10;

    private static boolean isCompiled; // guarded by the class

    private MortalClasses() {}

    /** Returns where they are, compiled at the first call. */
    public static synchronized Path directory() throws IOException {
        if (!isCompiled) {
            compile(List.of(mortalWords(), mortalIdentity()));
            isCompiled = true;
        }
        return TARGET;
    }

    /** Loads the library and its tests anew, with everything static in them; what else there is, is shared. */
    public static ClassLoader newLoader() throws IOException {
        return new OwnFirst(new URL[] {url(directory()), location(Segment.class), location(FailPoint.class)});
    }

    private static Path mortalWords() throws IOException {
        String source = source(Words.class);
        long writes = WRITE.matcher(source).results().count();
        if (writes < WRITES) {
            throw new IllegalStateException("only " + writes + " methods of Words look as if they write");
        }
        return write(Words.class, WRITE.matcher(source).replaceAll(MortalClasses::withStep));
    }

    private static String withStep(MatchResult method) {
        return method.group() + FAIL_POINT + ".step();";
    }

    private static Path mortalIdentity() throws IOException {
        String source = source(ProcessIdentity.class);
        String mortal =
                source.replace("return Current.IDENTITY;", "return " + FAIL_POINT + ".identity(Current.IDENTITY);");
        if (mortal.equals(source)) {
            throw new IllegalStateException("ProcessIdentity has changed");
        }
        return write(ProcessIdentity.class, mortal);
    }

    private static String source(Class<?> type) throws IOException {
        return Files.readString(MAIN.resolve(fileName(type)));
    }

    private static Path write(Class<?> type, String source) throws IOException {
        Path file = TARGET.resolve(fileName(type));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private static String fileName(Class<?> type) {
        return type.getName().replace('.', '/') + ".java";
    }

    private static void compile(List<Path> sources) {
        String classPath = path(location(Segment.class)) + File.pathSeparator + path(location(FailPoint.class));
        String[] arguments = {
            "-cp",
            classPath,
            "-d",
            TARGET.toString(),
            "-encoding",
            "UTF-8",
            "-implicit:none",
            "-proc:none",
            "-nowarn",
            sources.get(0).toString(),
            sources.get(1).toString()
        };
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
        if (failures != 0) {
            throw new IllegalStateException("cannot compile " + sources);
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static Path path(URL location) {
        return Path.of(URI.create(location.toString()));
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    /** Looks for our classes here before it asks the others. */
    private static final class OwnFirst extends URLClassLoader {

        OwnFirst(URL[] locations) {
            super(locations, MortalClasses.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.processpool.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : findClass(name);
            }
        }
    }
}
