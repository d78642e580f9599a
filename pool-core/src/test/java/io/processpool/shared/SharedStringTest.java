package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedStringTest {

    private final SharedString text = SharedString.create(8, "start");

    @Test
    void holdsTextsUpToItsCapacityInBytes() {
        for (String value : new String[] {"", "a", "12345678", "ä€ü", "😀😀", "\0\0", "12345678"}) {
            text.set(value);
            assertEquals(value, text.get());
        }
        assertEquals(8, text.capacityBytes());
    }

    @Test
    void tooLongATextIsRefusedAndNothingIsWritten() {
        String message = assertThrows(IllegalArgumentException.class, () -> text.set("12345678ü"))
                .getMessage();
        assertEquals("a text of 10 bytes in UTF-8 does not fit into a SharedString of capacityBytes=8", message);
        assertThrows(IllegalArgumentException.class, () -> text.update(value -> value + value));
        assertThrows(IllegalArgumentException.class, () -> SharedString.create(2, "abc"));
        assertEquals("start", text.get());
    }

    @Test
    void halfAPairIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> text.set("\ud83d"));
        assertEquals("start", text.get());
    }

    @Test
    void noTextIsRefused() {
        assertThrows(NullPointerException.class, () -> text.set(null));
        assertThrows(NullPointerException.class, () -> text.update(value -> null));
        assertEquals("start", text.get());
        assertTrue(text.getLock().tryLock());
        text.getLock().unlock();
    }

    @Test
    void capacitiesOutOfRangeAreRefused() {
        assertEquals("", SharedString.create(0, "").get());
        assertThrows(IllegalArgumentException.class, () -> SharedString.create(-1, ""));
        assertThrows(IllegalArgumentException.class, () -> SharedString.create(Integer.MAX_VALUE, ""));
    }

    @Test
    void updateSeesTheLatestText() {
        assertEquals("start!", text.update(value -> value + "!"));
        assertEquals("SharedString[value=start!]", text.toString());
    }

    @Test
    void whatADeadWriterBeganIsNotSeen() {
        Block block = Blocks.allocate(Kind.STRING, TextCopies.lengthBytes(8));
        SharedString string = new SharedString(block, null);
        string.set("old");
        block.setInt(TextCopies.LENGTHS_OFFSET, 5);
        block.buffer().position(TextCopies.TEXT_OFFSET).put("dying".getBytes(StandardCharsets.UTF_8));
        assertEquals("old", string.get());
        string.set("new");
        assertEquals("new", string.get());
    }

    @Test
    void aReaderSeesWholeTextsOnly() throws InterruptedException {
        SharedString long1 = SharedString.create(3000, "");
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; !stop.get(); i++) {
                long1.set(String.valueOf((char) ('a' + i % 26)).repeat(1000 + 50 * (i % 26)));
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 50_000; i++) {
                String seen = long1.get();
                if (!seen.isEmpty()) {
                    int letter = seen.charAt(0) - 'a';
                    assertEquals(String.valueOf(seen.charAt(0)).repeat(1000 + 50 * letter), seen);
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }
}
