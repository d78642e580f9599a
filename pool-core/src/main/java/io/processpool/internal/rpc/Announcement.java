package io.processpool.internal.rpc;

import io.processpool.internal.wire.Payload;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * How a server in a child process tells its parent that it listens, or why it does not: by a file in the directory that
 * the two have for themselves, which is whole as soon as it is there.
 *
 * <pre>
 *   it listens:    | true (1)  | address |
 *   it does not:   | false (1) | payload of what was thrown |
 * </pre>
 */
public final class Announcement {
    private static final String NAME = "announcement";

    private Announcement() {}

    /** In the child: it listens. */
    public static void listening(String directory, ServerAddress address) throws IOException {
        File written = new File(directory, NAME + ".new");
        try (DataOutputStream out = new DataOutputStream(new FileOutputStream(written))) {
            out.writeBoolean(true);
            address.write(out);
        }
        publish(written, directory);
    }

    /** In the child: it will never listen. */
    public static void failed(String directory, Throwable why) throws IOException {
        File written = new File(directory, NAME + ".new");
        try (DataOutputStream out = new DataOutputStream(new FileOutputStream(written))) {
            out.writeBoolean(false);
            out.write(Payload.writeThrowable(why));
        }
        publish(written, directory);
    }

    private static void publish(File written, String directory) throws IOException {
        if (!written.renameTo(new File(directory, NAME))) {
            throw new IOException("cannot rename " + written);
        }
    }

    /**
     * In the parent: what has been announced.
     *
     * @return the address, null if there is nothing yet
     * @throws FailedThereException if it will never listen
     * @throws IOException if what is there cannot be read
     */
    public static ServerAddress read(Path directory) throws FailedThereException, IOException {
        File file = directory.resolve(NAME).toFile();
        if (!file.exists()) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
            if (in.readBoolean()) {
                return ServerAddress.read(in);
            }
            throw new FailedThereException(Payload.readThrowable(ByteBuffer.wrap(in.readAllBytes())));
        }
    }

    /** Why the server does not listen, as its cause. */
    public static final class FailedThereException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedThereException(Throwable thrown) {
            super(null, thrown, false, false);
        }
    }
}
