package io.processpool.acceptance;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

/** An item of the {@linkplain DeathMatrixTest matrix of deaths}, which dies, or whose result does, at its place. Its value is its number. */
final class MortalItem implements Serializable {
    private static final int LARGE_BYTES = 64 << 20;

    /** Where in the life of a worker a death comes. */
    enum Place {
        BEFORE_THE_HANDSHAKE,
        AT_START,
        IN_THE_INITIALIZER,
        WHILE_IDLE,
        READING,
        RUNNING,
        WRITING,
        WRITING_64_MB;

        boolean isInTheInitializer() {
            return this == AT_START || this == IN_THE_INITIALIZER;
        }

        boolean isInAnItem() {
            return compareTo(WHILE_IDLE) > 0;
        }
    }

    final int number;
    private final Deaths death; // null for one that lives
    private final Place place;

    private MortalItem(int number, Deaths death, Place place) {
        this.number = number;
        this.death = death;
        this.place = place;
    }

    /** So many items, of which one dies, unless its death is null. */
    static List<MortalItem> list(int count, int victim, Deaths death, Place place) {
        return MapTest.range(count).stream()
                .map(n -> new MortalItem(n, n == victim ? death : null, place))
                .toList();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (death != null && place == Place.READING) {
            death.runUnchecked();
        }
    }

    Object run() throws Exception {
        if (death != null && place == Place.RUNNING) {
            death.run();
        }
        boolean writing = place == Place.WRITING || place == Place.WRITING_64_MB;
        return death != null && writing ? new Result(death, place == Place.WRITING ? 1 : LARGE_BYTES) : number;
    }

    private static final class Result implements Serializable {
        private final Deaths death;
        private final int bytes;

        Result(Deaths death, int bytes) {
            this.death = death;
            this.bytes = bytes;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.write(new byte[bytes]);
            death.runUnchecked();
        }
    }
}
