package io.processpool.sync;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A JVM halts before each of its writes of a condition in turn. */
@Tag("stress")
@Timeout(300)
final class ConditionHaltTest extends ConditionFailPointTest {

    @Override
    Mortal bear(int writes) throws Exception {
        return new HaltedProcess(writes);
    }
}
