package io.processpool.manager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stack of what a call threw in a manager's server: the frames there, a line that says where they end, and the
 * caller's.
 *
 * <pre>
 *   at com.acme.Counter.add(Counter.java:17)          in the server
 *   at manager.calledFrom(manager at /run/m/socket)   this line
 *   at com.acme.Main.main(Main.java:9)                in the caller
 * </pre>
 */
final class CallerFrames {
    private static final List<String> SERVERS =
            List.of("io.processpool.worker.manager.", "jdk.internal.reflect.", "java.lang.");
    private static final List<String> OURS = List.of(
            "io.processpool.manager.", "jdk.proxy", "com.sun.proxy", "jdk.internal.reflect.", "java.lang.reflect.");

    private CallerFrames() {}

    static Throwable append(Throwable thrown, String manager) {
        List<StackTraceElement> frames = new ArrayList<>(Arrays.asList(thrown.getStackTrace()));
        while (!frames.isEmpty() && isOneOf(SERVERS, frames.get(frames.size() - 1))) {
            frames.remove(frames.size() - 1);
        }
        frames.add(new StackTraceElement("manager", "calledFrom", manager, -1));
        List<StackTraceElement> here = Arrays.asList(new Throwable().getStackTrace());
        int first = 0;
        while (first < here.size() - 1 && isOneOf(OURS, here.get(first))) {
            first++;
        }
        frames.addAll(here.subList(first, here.size()));
        thrown.setStackTrace(frames.toArray(new StackTraceElement[0]));
        return thrown;
    }

    private static boolean isOneOf(List<String> packages, StackTraceElement frame) {
        return packages.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
