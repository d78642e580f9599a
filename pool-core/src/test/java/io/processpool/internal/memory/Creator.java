package io.processpool.internal.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Base64;

/** A child that creates a segment, prints its handle, and lives until its input ends. */
final class Creator {

    private Creator() {}

    /** Creates an unlinked file, or, given a directory, a named one in it. */
    public static void main(String[] args) throws IOException {
        Segment segment = args.length == 0
                ? Segment.create("test", 64)
                : Segment.create("test", 64, id -> NamedFile.create(Path.of(args[0]), id));
        segment.words().setLongVolatile(0, 4711);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(segment.handle());
        }
        System.out.println(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        while (System.in.read() >= 0) {
            continue;
        }
    }

    static SegmentHandle handleOf(String line) throws IOException, ClassNotFoundException {
        byte[] bytes = Base64.getDecoder().decode(line);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (SegmentHandle) in.readObject();
        }
    }
}
