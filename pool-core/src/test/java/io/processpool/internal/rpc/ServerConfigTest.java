package io.processpool.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.spawn.FamilyKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServerConfigTest {
    @Test
    void thatOfTheFamilyArrivesWithoutASecret() throws IOException {
        ServerConfig read =
                travel(new ServerConfig("manager-1", ServerAddress.ANY_UNIX, null, true, Set.of(), Map.of()));
        assertEquals("manager-1", read.name());
        assertEquals(ServerAddress.ANY_UNIX, read.address());
        assertTrue(read.isOpen());
        assertArrayEquals(FamilyKey.get(), read.secret());
    }

    @Test
    void thatOfAnAddressArrivesWithItsKey() throws IOException {
        ServerAddress address = ServerAddress.tcp(InetSocketAddress.createUnresolved("here", 4711));
        byte[] key = {1, 2, 3};
        Set<String> allowed = Set.of("com.acme.Order", "com.acme.Item");
        ServerConfig read = travel(new ServerConfig("manager-2", address, key, false, allowed, Map.of()));
        assertEquals(address, read.address());
        assertFalse(read.isOpen());
        assertArrayEquals(key, read.secret());
        assertEquals(allowed, read.allowed());
        assertEquals(List.of(), List.copyOf(read.factories().keySet()));
    }

    private static ServerConfig travel(ServerConfig config) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        config.write(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        ServerConfig read = ServerConfig.read(in);
        assertEquals(-1, in.read());
        return read;
    }
}
