package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ByteArrayBuilderTest {

    @Test
    void growsFromNothing() {
        ByteArrayBuilder builder = new ByteArrayBuilder(0);
        builder.write(1);
        builder.write(new byte[] {0, 2, 3, 0}, 1, 2);
        builder.writeInt(4);
        builder.writeLong(5);
        assertArrayEquals(new byte[] {1, 2, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 5}, builder.toByteArray());
    }

    @Test
    void forgetsWhatIsTruncated() {
        ByteArrayBuilder builder = new ByteArrayBuilder();
        builder.writeLong(-1);
        builder.truncate(2);
        builder.write(7);
        assertArrayEquals(new byte[] {-1, -1, 7}, builder.toByteArray());
        assertThrows(IllegalArgumentException.class, () -> builder.truncate(4));
        assertThrows(IllegalArgumentException.class, () -> builder.truncate(-1));
    }

    @Test
    void detachesWhatWasWrittenAndStartsAnew() {
        ByteArrayBuilder builder = new ByteArrayBuilder();
        builder.write(7);
        assertArrayEquals(new byte[] {7}, builder.detach());

        byte[] large = new byte[1 << 17];
        builder.writeBytes(large);
        byte[] array = builder.array();
        byte[] detached = builder.detach();
        assertSame(array, detached, "one that is just full is not copied");
        builder.write(9);
        assertEquals(0, detached[0]);
        assertArrayEquals(new byte[] {9}, builder.detach());
    }

    @Test
    void reservedBytesMayBeSetLater() {
        ByteArrayBuilder builder = new ByteArrayBuilder(1);
        int at = builder.reserve(4);
        builder.write(9);
        builder.setInt(at, 258);
        assertArrayEquals(new byte[] {0, 0, 1, 2, 9}, builder.toByteArray());
    }

    @Test
    void moreThanOneArrayHoldsIsAnError() {
        ByteArrayBuilder builder = new ByteArrayBuilder();
        builder.write(1);
        assertThrows(ByteArrayBuilder.TooLongException.class, () -> builder.reserve(Integer.MAX_VALUE));
        assertEquals(1, builder.length());
    }
}
