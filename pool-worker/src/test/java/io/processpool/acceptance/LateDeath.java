package io.processpool.acceptance;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/** A result of 64 MB whose worker dies so many milliseconds after it was serialized, while it is on its way perhaps. */
final class LateDeath implements Serializable {
    private static final int LENGTH = 64 << 20;

    private final Deaths death;
    private final int delayMillis;
    private transient byte[] bytes;

    LateDeath(Deaths death, int delayMillis) {
        this.death = death;
        this.delayMillis = delayMillis;
        this.bytes = filled();
    }

    private static byte[] filled() {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    boolean isWhole() {
        return Arrays.equals(filled(), bytes);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.write(bytes);
        Thread thread = new Thread(this::die);
        thread.setDaemon(true);
        thread.start();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        bytes = new byte[LENGTH];
        in.readFully(bytes);
    }

    private void die() {
        try {
            Thread.sleep(delayMillis);
            death.run();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }
}
