package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InheritedOptionsTest {

    @Test
    void whatOpensModulesIsInherited() {
        List<String> options = List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-reads=java.base=java.sql",
                "--add-modules=java.sql,ALL-SYSTEM",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xbootclasspath/a:/agent.jar");
        assertEquals(options, InheritedOptions.select(options));
    }

    @Test
    void theModulesOfTheProgramAreOnTheClassPathOfAChild() {
        assertEquals(
                List.of(
                        "--add-opens=java.base/java.lang=java.sql,ALL-UNNAMED",
                        "--add-reads=java.base=ALL-UNNAMED",
                        "--add-modules=java.sql",
                        "--enable-native-access=ALL-UNNAMED"),
                InheritedOptions.select(List.of(
                        "--add-opens=java.base/java.lang=java.sql,com.acme,org.acme",
                        "--add-opens=com.acme/com.acme.inner=ALL-UNNAMED",
                        "--add-reads=java.base=com.acme",
                        "--add-reads=com.acme=java.sql",
                        "--add-modules=com.acme,java.sql",
                        "--add-modules=com.acme,ALL-MODULE-PATH",
                        "--enable-native-access=com.acme,org.acme")));
    }

    @Test
    void anOptionWithItsValueBehindItKeepsIt() {
        assertEquals(
                List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "-ea"),
                InheritedOptions.select(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-ea")));
    }

    @Test
    void anOptionWhoseValueIsMissingIsNotInherited() {
        assertEquals(List.of(), InheritedOptions.select(List.of("--add-opens")));
    }

    @Test
    void assertionsPreviewAndStackSizeAreInherited() {
        List<String> options = List.of("-ea", "-da:com.acme...", "-esa", "--enable-preview", "-Xss2m");
        assertEquals(options, InheritedOptions.select(options));
    }

    @Test
    void debuggersAgentsPortsAndHeapsAreNot() {
        List<String> options = List.of(
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-javaagent:jacoco.jar",
                "-Xrunjdwp:server=y",
                "-Xmx4g",
                "-Xms1g",
                "-XX:+UseZGC",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-Dcom.sun.management.jmxremote.port=9999",
                "-Dsecret=password",
                "-Xlog:gc");
        assertEquals(List.of(), InheritedOptions.select(options));
    }

    @Test
    void theOrderIsKept() {
        assertEquals(
                List.of("-ea", "-da:x", "-ea:y"), InheritedOptions.select(List.of("-ea", "-Xmx1g", "-da:x", "-ea:y")));
    }

    @Test
    void propertiesThatMakeTextsReadableAreInherited() {
        String old = System.setProperty("user.timezone", "Europe/Berlin");
        try {
            assertTrue(InheritedOptions.ofThisJvm().contains("-Duser.timezone=Europe/Berlin"));
            System.setProperty("user.timezone", "");
            assertFalse(InheritedOptions.ofThisJvm().stream().anyMatch(option -> option.startsWith("-Duser.timezone")));
        } finally {
            restore("user.timezone", old);
        }
    }

    @Test
    void theWayToServersIsInheritedButNoPasswordOfAKey() {
        String proxy = System.setProperty("https.proxyHost", "proxy.acme.com");
        String password = System.setProperty("javax.net.ssl.keyStorePassword", "secret");
        try {
            List<String> options = InheritedOptions.ofThisJvm();
            assertTrue(options.contains("-Dhttps.proxyHost=proxy.acme.com"), options::toString);
            assertFalse(options.toString().contains("secret"), options::toString);
        } finally {
            restore("https.proxyHost", proxy);
            restore("javax.net.ssl.keyStorePassword", password);
        }
    }

    private static void restore(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }
}
