package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.channels.spi.SelectorProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelProviderTest {
    @Test
    void tellsWhatTheJdkHasChosen() {
        assertEquals(SelectorProvider.provider().getClass().getName(), ChannelProvider.forChild(false));
    }

    @Test
    void leavesTheSearchToWhoHasAClassPathOfItsOwn() {
        assertEquals("", ChannelProvider.forChild(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no.such.Provider", "java.lang.String"})
    void inheritsNothingThatThisJdkDoesNotHave(String name) {
        ChannelProvider.inherit(name);
        assertNotEquals(name, System.getProperty("java.nio.channels.spi.SelectorProvider"));
    }
}
