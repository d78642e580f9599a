package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Canary;
import io.processpool.Args;
import io.processpool.RemoteFunction;
import io.processpool.SerializationException;
import io.processpool.StandInException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadFilterTest {
    private static final String CANARY = Canary.class.getName();

    private static Object travel(Object value, String pattern) {
        return Payload.read(ByteBuffer.wrap(Payload.write(value)), ReadFilter.of(pattern));
    }

    private static SerializationException refused(Object value, String pattern) {
        return assertThrows(SerializationException.class, () -> travel(value, pattern));
    }

    @Test
    void whatThePatternDoesNotTakeIsNamedAndNotMade() {
        Canary.sang = false;
        String message =
                refused(new Canary.Cage(new Canary()), CANARY + "$Cage;!*").getMessage();
        assertTrue(message.startsWith(Canary.class.getName() + " is refused by the objectInputFilter"), message);
        assertTrue(message.contains("builder"), message);
        assertFalse(Canary.sang);
        travel(new Canary.Cage(new Canary()), CANARY + "*;!*");
        assertTrue(Canary.sang);
    }

    @Test
    void whatThisLibrarySendsPassesEveryPattern() {
        assertEquals(Args.args(1, "a"), travel(Args.args(1, "a"), "!*"));
        assertEquals(Path.of("a"), travel(Path.of("a"), "!*"));
        assertEquals(Optional.of(2L), travel(Optional.of(2L), "!*"));
        assertEquals("x", travel("x", "!*"));
    }

    @Test
    void aLambdaPassesWithTheClassThatMadeIt() throws Exception {
        RemoteFunction<String, String> task = Canary.append("b");
        @SuppressWarnings("unchecked")
        RemoteFunction<String, String> read = (RemoteFunction<String, String>) travel(task, CANARY + ";!*");
        assertEquals("ab", read.apply("a"));
        assertTrue(refused(task, "java.base/*;!*").getMessage().startsWith(CANARY + " is refused"));
    }

    @Test
    void anExceptionThatIsRefusedArrivesAsItsDescription() {
        Canary.sang = false;
        ByteBuffer message = ByteBuffer.wrap(Payload.writeThrowable(new Canary.Escaped("what it says")));
        Throwable thrown = Payload.readThrowable(message.duplicate(), ReadFilter.of("java.base/*;!*"));
        StandInException standIn = assertInstanceOf(StandInException.class, thrown);
        assertTrue(standIn.getMessage().contains("what it says"), standIn::getMessage);
        assertTrue(standIn.reason().contains("is refused by the objectInputFilter"), standIn::reason);
        assertFalse(Canary.sang);
        assertInstanceOf(
                Canary.Escaped.class, Payload.readThrowable(message, ReadFilter.of(CANARY + "*;java.base/*;!*")));
    }

    @Test
    void aLimitThatIsExceededIsTold() {
        Object nested = "x";
        for (int i = 0; i < 20; i++) {
            nested = new ArrayList<>(List.of(nested));
        }
        String message = refused(nested, "maxdepth=10").getMessage();
        assertTrue(message.contains("objectInputFilter") && message.contains("depth=11"), message);
        assertEquals(nested, travel(nested, "maxdepth=100"));
    }

    @Test
    void noPatternTakesEverything() {
        assertInstanceOf(Canary.class, travel(new Canary(), null));
        assertInstanceOf(Canary.class, travel(new Canary(), " "));
        assertThrows(IllegalArgumentException.class, () -> ReadFilter.of("maxdepth=deep"));
    }

    @Test
    void anArrayLongerThanItsMessageIsDamageAndCostsNoMemory() {
        byte[] bytes = Payload.write(new boolean[] {true, false, true});
        int lengthAt = bytes.length - 3 - Integer.BYTES;
        assertEquals(3, ByteBuffer.wrap(bytes).getInt(lengthAt));
        ByteBuffer.wrap(bytes).putInt(lengthAt, Integer.MAX_VALUE);
        SerializationException failure = assertThrows(
                SerializationException.class, () -> Payload.read(ByteBuffer.wrap(bytes), ReadFilter.of(null)));
        assertTrue(failure.getMessage().contains("damaged: an array of 2147483647 elements"), failure::getMessage);
    }

    @Test
    void sparseTablesOfTheJdkAreNoDamage() {
        for (int size : new int[] {0, 1, 10, 10_000}) {
            for (Object table : tables(size)) {
                Object read = travel(table, null);
                assertEquals(table.getClass(), read.getClass());
            }
        }
    }

    private static List<Object> tables(int size) {
        Map<Object, Object> sparseMap = new HashMap<>(16, 0.1f);
        Hashtable<Object, Object> sparseTable = new Hashtable<>(16, 0.02f);
        Set<Object> sparseSet = new HashSet<>(16, 0.1f);
        Map<Object, Object> identities = new IdentityHashMap<>();
        List<Object> nulls = new ArrayList<>(Collections.nCopies(size, null));
        ArrayDeque<Object> deque = new ArrayDeque<>();
        PriorityQueue<Object> queue = new PriorityQueue<>();
        for (int i = 0; i < size; i++) {
            Integer each = i;
            sparseMap.put(each, null);
            sparseTable.put(each, each);
            sparseSet.add(each);
            identities.put(each, null);
            deque.add(each);
            queue.add(each);
        }
        return List.of(sparseMap, sparseTable, sparseSet, identities, nulls, deque, queue, new ArrayList<>(1000));
    }
}
