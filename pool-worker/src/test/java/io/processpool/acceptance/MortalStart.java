package io.processpool.acceptance;

import io.processpool.acceptance.MortalItem.Place;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The argument of an initializer, and a Java agent: the first worker dies of it. */
final class MortalStart implements Serializable {
    private final Deaths death;
    private final Place place;
    private final String first;

    /**
     * Dies at its place.
     *
     * @param first a file that the first worker takes away
     */
    MortalStart(Deaths death, Place place, Path first) {
        this.death = death;
        this.place = place;
        this.first = first.toString();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (place == Place.AT_START && isFirst(first)) {
            death.runUnchecked();
        }
    }

    void run() throws Exception {
        if (place == Place.IN_THE_INITIALIZER && isFirst(first)) {
            death.run();
        }
    }

    private static boolean isFirst(String first) throws IOException {
        return Files.deleteIfExists(Path.of(first));
    }

    /** The option by which a worker dies before its main class runs. */
    static String agent(Deaths death, Path first, Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", MortalStart.class.getName());
        Path jar = directory.resolve("agent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return "-javaagent:" + jar + "=" + death + "," + first;
    }

    /** Called by the JVM. The class itself is on the worker's class path. */
    public static void premain(String arguments) throws Exception {
        String[] words = arguments.split(",", 2);
        if (isFirst(words[1])) {
            Deaths.valueOf(words[0]).run();
        }
    }
}
