package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.security.CodeSource;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaunchOptionsTest {
    private static CodeSource at(String url) throws Exception {
        return new CodeSource(new URL(url), (Certificate[]) null);
    }

    @Test
    void aMainClassInAJarWithinAJarIsRefusedInOneSentence() throws Exception {
        CodeSource nested = at("jar:file:/app.jar!/BOOT-INF/lib/pool-worker.jar!/");
        String message = assertThrows(IllegalStateException.class, () -> LaunchOptions.checkIsReachable("Main", nested))
                .getMessage();
        assertTrue(message.contains("/app.jar!/BOOT-INF/lib/pool-worker.jar"), message);
        assertTrue(message.contains("classPath(...)"), message);
    }

    @Test
    void filesAndARunTimeImageAreWithinReach() throws Exception {
        CodeSource file = at("file:/lib/pool-worker.jar");
        CodeSource image = at("jrt:/io.processpool.worker");
        assertDoesNotThrow(() -> LaunchOptions.checkIsReachable("Main", file));
        assertDoesNotThrow(() -> LaunchOptions.checkIsReachable("Main", image));
        assertDoesNotThrow(() -> LaunchOptions.checkIsReachable("Main", null));
    }
}
