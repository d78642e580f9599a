package io.processpool.internal.wire;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Canary;
import io.processpool.SerializationException;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.rpc.FrameKind;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Parts;
import io.processpool.internal.spawn.FamilyKey;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes, a decoder reads it or says that it cannot, and makes nothing of a class that was not asked for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // An endless loop hears no interrupt.
class DecoderFuzzTest {
    private static final int SOME = 10_000;
    private static final int MANY = 1_000_000;

    private static final ReadFilter NO_CANARY = ReadFilter.of("!com.acme.**");

    // -- the socket

    private static void readFrames(int messages) throws IOException {
        ByteBuffer frames = ByteBuffer.allocate(200);
        frames.put(FrameLayout.DOORBELL).put(FrameLayout.BULK).putLong(1).putInt(40);
        frames.position(frames.position() + 40).put(FrameLayout.DOORBELL);
        frames.put(FrameLayout.BULK).putLong(2).putInt(0).put(FrameLayout.DOORBELL);
        byte[] good = new byte[frames.flip().remaining()];
        frames.get(good);
        ObjLongConsumer<byte[]> bulks = (bytes, id) -> {};
        new Mutations(List.of(good))
                .feed(
                        messages,
                        message -> new FrameReader(Channels.newChannel(new ByteArrayInputStream(message)), bulks)
                                .readAvailable(),
                        CorruptMessageException.class);
    }

    @Test
    void framesOnTheSocketAreReadOrCorrupt() throws IOException {
        readFrames(SOME);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionFramesAreReadOrCorrupt() throws IOException {
        readFrames(MANY);
    }

    // -- the rings

    private static void readRecords(int messages) {
        new Mutations(List.of(ringOfAnswers(), ringOfTasks()))
                .feed(
                        messages,
                        DecoderFuzzTest::readRing,
                        CorruptMessageException.class,
                        SerializationException.class,
                        OutOfRing.class);
    }

    /** The test's own, for a message that is no ring. */
    private static final class OutOfRing extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int CAPACITY = 1024;

    private static final SegmentHandle SEGMENT =
            new SegmentHandle("/proc/1/fd/3", new UUID(1, 2), 4096, new ProcessIdentity(1, 2), "bulk arguments");

    private static byte[] ringOfAnswers() {
        TestRing ring = new TestRing(CAPACITY);
        byte[] value = Payload.write(new ArrayList<>(List.of("a", 1)));
        int body = ring.writer.begin(AnswerKind.VALUE, AnswerRecord.HEADER_BYTES + value.length, Long.MAX_VALUE);
        AnswerRecord.writeHeader(ring.buffer, body, 1, 2, value.length, 0);
        ring.buffer.put(body + AnswerRecord.HEADER_BYTES, value);
        body = ring.writer.begin(AnswerKind.THROWN, AnswerRecord.HEADER_BYTES + 3, Long.MAX_VALUE);
        AnswerRecord.writeHeader(ring.buffer, body, 1, 2, 3, 0);
        body = ring.writer.begin(AnswerRecord.nextValue(value.length), value.length, Long.MAX_VALUE);
        ring.buffer.put(body, value);
        return bytesOf(ring);
    }

    private static byte[] ringOfTasks() {
        TestRing ring = new TestRing(CAPACITY);
        byte[] item = Payload.write("item");
        int body = ring.writer.begin(TaskKind.FUNCTION, FunctionRecord.HEADER_BYTES + item.length, Long.MAX_VALUE);
        FunctionRecord.writeHeader(ring.buffer, body, 1, item.length, 0);
        ring.buffer.put(body + FunctionRecord.HEADER_BYTES, item);
        int items = 2 * (Integer.BYTES + item.length);
        body = ring.writer.begin(TaskKind.CHUNK, ChunkRecord.HEADER_BYTES + items, Long.MAX_VALUE);
        ChunkRecord.writeItems(ring.buffer, body, 2, 1, 0);
        ChunkRecord.writePayload(ring.buffer, body, 1, 0, items, 0);
        ByteBuffer at = ring.buffer.duplicate().position(body + ChunkRecord.HEADER_BYTES);
        at.putInt(item.length).put(item).putInt(item.length).put(item);
        byte[] handle = MemoryRecord.encoded(SEGMENT);
        body = ring.writer.begin(TaskKind.MEMORY, MemoryRecord.HEADER_BYTES + handle.length, Long.MAX_VALUE);
        MemoryRecord.write(ring.buffer, body, 0, handle);
        return bytesOf(ring);
    }

    private static byte[] bytesOf(TestRing ring) {
        ring.writer.publish();
        byte[] bytes = new byte[ring.buffer.capacity()];
        ring.buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void readRing(byte[] message) throws IOException {
        if (message.length < RingLayout.sizeBytes(CAPACITY)) {
            throw new OutOfRing();
        }
        TestRing ring = new TestRing(CAPACITY);
        ring.buffer.put(0, message, 0, RingLayout.sizeBytes(CAPACITY));
        RingReader reader = ring.newReader();
        ByteBuffer view = ring.buffer.duplicate();
        int records = 0;
        while (reader.next()) {
            assertTrue(++records <= CAPACITY / 8, "more records than fit");
            readAnswer(reader, view);
            readTask(reader, view);
        }
    }

    private static void readAnswer(RingReader reader, ByteBuffer view) {
        if (AnswerRecord.isNextValue(reader)) {
            Payload.read(RecordPayload.of(reader, view, 0, AnswerRecord.nextValueBytes(reader)), NO_CANARY);
        }
        if (reader.kind() == AnswerKind.VALUE) {
            RecordPayload.checkHeader(reader, AnswerRecord.HEADER_BYTES);
            int length = AnswerRecord.bytes(reader.buffer(), reader.bodyOffset());
            Payload.read(RecordPayload.of(reader, view, AnswerRecord.HEADER_BYTES, length), NO_CANARY);
        }
        if (reader.kind() == AnswerKind.THROWN) {
            RecordPayload.checkHeader(reader, AnswerRecord.HEADER_BYTES);
            int length = AnswerRecord.bytes(reader.buffer(), reader.bodyOffset());
            assertNotNull(Payload.readThrowable(
                    RecordPayload.of(reader, view, AnswerRecord.HEADER_BYTES, length), NO_CANARY));
        }
    }

    private static void readTask(RingReader reader, ByteBuffer view) {
        int body = reader.bodyOffset();
        if (reader.kind() == TaskKind.FUNCTION) {
            RecordPayload.checkHeader(reader, FunctionRecord.HEADER_BYTES);
            int length = FunctionRecord.bytes(reader.buffer(), body);
            Payload.read(RecordPayload.of(reader, view, FunctionRecord.HEADER_BYTES, length), NO_CANARY);
        }
        if (reader.kind() == TaskKind.MEMORY) {
            assertNotNull(MemoryRecord.handle(reader));
        }
        if (reader.kind() == TaskKind.CHUNK) {
            RecordPayload.checkHeader(reader, ChunkRecord.HEADER_BYTES);
            int function = ChunkRecord.functionBytes(reader.buffer(), body);
            int length = function + ChunkRecord.itemsBytes(reader.buffer(), body);
            ByteBuffer payload = RecordPayload.of(reader, view, ChunkRecord.HEADER_BYTES, length);
            int end = payload.limit();
            int items = Math.min(10, Claim.unstarted(reader.buffer().getLong(body)));
            for (int i = 0, at = payload.position() + function; i < items; i++) {
                at = RecordPayload.nextItem(payload, at, end);
                Payload.read(payload.duplicate(), NO_CANARY);
            }
        }
    }

    @Test
    void recordsInTheRingsAreReadOrCorrupt() {
        readRecords(SOME);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionRecordsAreReadOrCorrupt() {
        readRecords(MANY);
    }

    // -- offers of memory

    private static void readOffers(int messages) {
        new Mutations(List.of(ResultOffer.of(3, SEGMENT)))
                .feed(
                        messages,
                        message -> {
                            ResultOffer.number(message);
                            assertNotNull(ResultOffer.handle(message));
                        },
                        CorruptMessageException.class);
    }

    @Test
    void offersAreReadOrCorrupt() {
        readOffers(SOME);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionOffersAreReadOrCorrupt() {
        readOffers(MANY);
    }

    // -- values

    private static List<byte[]> values() {
        Map<Object, Object> map = new HashMap<>(Map.of("a", 1.5, "b", new int[] {1, 2, 3}));
        List<Object> values = List.of(
                "text",
                "größe 日本",
                1,
                new Object[] {1, "x", null},
                map,
                new ArrayList<>(List.of(1, "b", true)),
                args(1, "two"),
                Optional.of(Path.of("a", "b")),
                Canary.append("x"),
                new Canary.Cage(new Canary()),
                new Canary.Cage(new Canary.Cage("compact")),
                new long[] {1, 2},
                Instant.EPOCH,
                new Canary[] {new Canary()});
        List<byte[]> messages = new ArrayList<>();
        values.forEach(value -> messages.add(Payload.write(value)));
        return messages;
    }

    private static void readValues(int messages) {
        Canary.sang = false;
        new Mutations(values())
                .feed(
                        messages,
                        message -> Payload.read(ByteBuffer.wrap(message), NO_CANARY),
                        SerializationException.class);
        assertFalse(Canary.sang, "an object was made of a class that was refused");
    }

    private static void readThrown(int messages) {
        Canary.sang = false;
        List<byte[]> thrown = new ArrayList<>();
        thrown.add(Payload.writeThrowable(new IllegalStateException("a", new Canary.Escaped("b"))));
        thrown.add(Payload.writeThrowable(new Canary.Escaped("c")));
        thrown.addAll(values());
        new Mutations(thrown)
                .feed(messages, message -> assertNotNull(Payload.readThrowable(ByteBuffer.wrap(message), NO_CANARY)));
        assertFalse(Canary.sang, "an object was made of a class that was refused");
    }

    @Test
    void valuesAreReadOrRefused() {
        readValues(SOME);
    }

    @Test
    void whatTasksThrewIsReadOrReplaced() {
        readThrown(SOME);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionValuesAreReadOrRefused() {
        readValues(MANY);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionThrowablesAreReadOrReplaced() {
        readThrown(MANY);
    }

    // -- the configuration

    private static void readConfigurations(int messages) throws IOException {
        byte[] key = FamilyKey.get();
        ByteArrayOutputStream good = new ByteArrayOutputStream();
        ProcessIdentity parent = new ProcessIdentity(4711, 42);
        new WorkerConfig(
                        new ChildConfig("worker-1", parent, "/tmp/directory", "no.such.Provider", new byte[] {1, 2, 3}),
                        Token.random(),
                        new Endpoint("/tmp/socket", 17),
                        new SegmentHandle("/proc/1/fd/2", new UUID(3, 4), 5, parent, "mailboxes"),
                        2,
                        8)
                .write(new DataOutputStream(good));
        try {
            new Mutations(List.of(good.toByteArray()))
                    .feed(
                            messages,
                            message -> WorkerConfig.read(new DataInputStream(new ByteArrayInputStream(message))),
                            IOException.class);
        } finally {
            FamilyKey.inherit(key);
        }
    }

    @Test
    void configurationsAreReadOrRefused() throws IOException {
        readConfigurations(SOME);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionConfigurationsAreReadOrRefused() throws IOException {
        readConfigurations(MANY);
    }

    // -- a manager's frames

    private static void readManagersFrames(int messages) {
        byte[] argument = Payload.write(new ArrayList<>(List.of(1, "x")));
        ByteBuffer call = ByteBuffer.allocate(500);
        call.put((byte) 3).putLong(5).putLong(6).putInt(4).put("name".getBytes());
        call.put((byte) 2)
                .putInt(1)
                .put(Payload.write(null))
                .putInt(argument.length)
                .put(argument);
        byte[] good = new byte[call.flip().remaining()];
        call.get(good);
        ByteArrayBuilder part = new ByteArrayBuilder();
        part.write(9);
        part.writeInt(0);
        Payload.writePart(new Object[] {1, "x", null}, 0, 100, part);
        new Mutations(List.of(good, part.toByteArray()))
                .feed(
                        messages,
                        message -> {
                            ByteBuffer frame = ByteBuffer.wrap(message);
                            Parts parts = new Parts();
                            if (frame.hasRemaining() && Frames.kind(frame) == FrameKind.PART) {
                                parts.add(frame, NO_CANARY);
                            } else if (frame.hasRemaining()) {
                                Frames.readCall(frame);
                                Frames.readArguments(frame, NO_CANARY, parts);
                            }
                        },
                        IOException.class,
                        SerializationException.class);
    }

    @Test
    void managersFramesAreReadOrRefused() {
        readManagersFrames(SOME);
    }

    @Test
    @Tag("stress")
    @Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionManagersFramesAreReadOrRefused() {
        readManagersFrames(MANY);
    }
}
