package io.processpool.internal.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SegmentHeaderTest {

    private final Words words = new Words(ByteBuffer.allocateDirect(SegmentHeader.BYTES));
    private final Machine machine = new Machine(new UUID(1, 2), 3, 4);
    private final SegmentHandle handle =
            new SegmentHandle("/proc/5/fd/6", new UUID(7, 8), 64, new ProcessIdentity(5, 9), "test");

    SegmentHeaderTest() {
        SegmentHeader.write(words, handle, machine);
    }

    @Test
    void whatWasWrittenIsAccepted() {
        assertDoesNotThrow(() -> SegmentHeader.check(words, handle, machine));
    }

    @Test
    void anotherBootIsRefused() {
        refuses("boot id", new Machine(new UUID(1, 3), 3, 4));
    }

    @Test
    void anotherPidNamespaceIsRefused() {
        refuses("pid namespace is 3, of this process 30", new Machine(new UUID(1, 2), 30, 4));
    }

    @Test
    void anotherTimeNamespaceIsRefused() {
        refuses("time namespace is 4, of this process 40", new Machine(new UUID(1, 2), 3, 40));
    }

    @Test
    void everyOtherFieldIsChecked() {
        refusesChange("magic number", SegmentHeader.MAGIC_OFFSET);
        refusesChange("layout version is 2, expected 1", SegmentHeader.VERSION_OFFSET);
        refusesChange("length in bytes is 65, expected 64", SegmentHeader.LENGTH_OFFSET);
        refusesChange("creator", SegmentHeader.CREATOR_PID_OFFSET);
        refusesChange("creator", SegmentHeader.CREATOR_TICKS_OFFSET);
        refusesChange("segment id", SegmentHeader.ID_HIGH_OFFSET);
        refusesChange("segment id", SegmentHeader.ID_LOW_OFFSET);
    }

    private void refusesChange(String what, int offset) {
        words.getAndAddInt(offset, 1);
        refuses(what, machine);
        words.getAndAddInt(offset, -1);
    }

    private void refuses(String what, Machine here) {
        String message = assertThrows(IOException.class, () -> SegmentHeader.check(words, handle, here))
                .getMessage();
        assertTrue(message.contains(what), message);
    }
}
