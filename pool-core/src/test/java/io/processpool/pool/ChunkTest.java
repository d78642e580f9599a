package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChunkTest {

    /** A chunk whose items have these lengths; the bytes of an item are its number. */
    static Chunk chunk(long firstIndex, int... lengths) {
        int bytes = 0;
        for (int length : lengths) {
            bytes += Integer.BYTES + length;
        }
        ByteBuffer frames = ByteBuffer.allocate(bytes);
        for (int i = 0; i < lengths.length; i++) {
            frames.putInt(lengths[i]);
            for (int j = 0; j < lengths[i]; j++) {
                frames.put((byte) i);
            }
        }
        return new Chunk(firstIndex, lengths.length, frames.array(), null);
    }

    @Test
    void anItemBeginsBehindAllBeforeIt() {
        Chunk chunk = chunk(0, 3, 0, 100);
        assertEquals(0, chunk.offsetOf(0));
        assertEquals(7, chunk.offsetOf(1));
        assertEquals(11, chunk.offsetOf(2));
    }

    @Test
    void theEndOfAllIsTheLengthOfTheFrames() {
        assertEquals(115, chunk(0, 3, 0, 100).offsetOf(3));
        assertEquals(0, chunk(0).offsetOf(0));
    }
}
