package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.internal.memory.ChildJvm;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A moment in which the program has no descriptors left costs one connection at most. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ListenerDescriptorsTest {
    @TempDir
    Path directory;

    @Test
    void acceptsAgainWhenThereAreDescriptorsAgain() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 150 && exec \"$0\" \"$@\""));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-MaxFDLimit", "-XX:+UseSerialGC", "-Xmx64m", "-cp"));
        command.add(location(Listener.class) + File.pathSeparator + location(ChildJvm.class));
        command.addAll(List.of(Exhausted.class.getName(), directory.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("before\nafter\n", output);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The child: uses up all descriptors while somebody connects. */
    static final class Exhausted {
        public static void main(String[] arguments) throws Exception {
            Listener listener = Listener.open(Path.of(arguments[0]), "acceptor");
            greet(listener, "before");
            SocketChannel early = SocketChannel.open(StandardProtocolFamily.UNIX);
            List<FileInputStream> files = new ArrayList<>();
            useUp(files);
            early.connect(UnixDomainSocketAddress.of(listener.endpoint().unixPath()));
            TimeUnit.MILLISECONDS.sleep(300); // The acceptor has tried by then, more than once if it tries again.
            for (FileInputStream file : files) {
                file.close();
            }
            early.close();
            greet(listener, "after");
            System.exit(0);
        }

        private static void useUp(List<FileInputStream> files) {
            try {
                while (true) {
                    files.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException noneLeft) {
                return;
            }
        }

        private static void greet(Listener listener, String when) {
            Token token = Token.random();
            var connection = listener.expect(token);
            try (SocketChannel client = listener.endpoint().connect()) {
                client.write(token.hello());
                connection.get(5, TimeUnit.SECONDS).close();
                System.out.println(when);
            } catch (Exception failed) {
                System.out.println(when + ": " + failed);
            }
        }
    }
}
