package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemTextTest {
    private static final class Broken {
        @Override
        public String toString() {
            throw new IllegalStateException("not now");
        }
    }

    private static final class Bottomless {
        @Override
        public String toString() {
            return "again " + this;
        }
    }

    private static final class Nameless {
        @Override
        public String toString() {
            return null;
        }
    }

    @Test
    void isWhatToStringGives() {
        assertEquals("42", ItemText.of(42));
        assertEquals("null", ItemText.of(null));
        assertEquals("null", ItemText.of(new Nameless()));
        assertEquals("[1, 2]", ItemText.of(List.of(1, 2)));
        assertEquals("[a, [b, c]]", ItemText.of(new Object[] {"a", new String[] {"b", "c"}}));
        assertEquals("{a=1}", ItemText.of(Map.of("a", 1)));
    }

    @Test
    void isCutAndOnOneLine() {
        assertEquals("x".repeat(200) + "...", ItemText.of("x".repeat(100_000)));
        assertEquals("x".repeat(200), ItemText.of("x".repeat(200)));
        assertEquals("a\\nb c", ItemText.of("a\nb\tc"));
    }

    @Test
    void ofManyIsTheirNumber() {
        List<Integer> many = Arrays.asList(IntStream.range(0, 1000).boxed().toArray(Integer[]::new));
        assertEquals("java.util.Arrays$ArrayList of 1000", ItemText.of(many));
        assertEquals("byte[] of 5", ItemText.of(new byte[5]));
        assertEquals("java.lang.String[] of 101", ItemText.of(new String[101]));
    }

    @Test
    void survivesAToStringThatThrows() {
        String name = ItemTextTest.class.getName();
        assertEquals(
                name + "$Broken (its toString() threw java.lang.IllegalStateException)", ItemText.of(new Broken()));
        assertEquals(
                name + "$Bottomless (its toString() threw java.lang.StackOverflowError)",
                ItemText.of(new Bottomless()));
    }
}
