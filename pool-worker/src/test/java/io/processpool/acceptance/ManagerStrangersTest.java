package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.manager.Manager;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who reaches a manager over TCP and does not know its key gets nowhere. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerStrangersTest {
    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return key;
    }

    private static Manager start() {
        return Manager.builder().address("localhost", 0).authKey(key(1)).start();
    }

    @Test
    void theWrongKeyIsRefused() throws Exception {
        try (Manager manager = start()) {
            InetSocketAddress address = manager.address().orElseThrow();
            assertThrows(
                    UncheckedIOException.class,
                    () -> Manager.connect(address, key(2)).close());
            try (Manager client = Manager.connect(address, key(1))) {
                assertFalse(client.newMap().containsKey("x"));
            }
        }
    }

    @Test
    void strangersHoldUpNobody() throws Exception {
        Random random = new Random(3);
        List<SocketChannel> strangers = new ArrayList<>();
        try (Manager manager = start()) {
            InetSocketAddress address = manager.address().orElseThrow();
            for (int i = 0; i < 50; i++) {
                byte[] said = new byte[random.nextInt(300)];
                random.nextBytes(said);
                SocketChannel stranger = SocketChannel.open(address);
                stranger.write(ByteBuffer.wrap(said));
                strangers.add(stranger);
            }
            try (Manager client = Manager.connect(address, key(1))) {
                List<Integer> list = client.newList();
                list.add(1);
                assertEquals(List.of(1), List.copyOf(list));
            }
        } finally {
            for (SocketChannel stranger : strangers) {
                stranger.close();
            }
        }
    }
}
