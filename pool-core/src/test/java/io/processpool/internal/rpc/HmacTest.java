package io.processpool.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HmacTest {
    @Test
    void computesTheSecondCaseOfRfc4231() {
        byte[] hmac = Hmac.of(ascii("Jefe"), ascii("what do ya want "), ascii("for nothing?"));
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                HexFormat.of().formatHex(hmac));
    }

    @Test
    void agreesWithTheJdksForKeysOfAllLengths() throws Exception {
        Random random = new Random(7);
        for (int length = 1; length < 200; length++) {
            byte[] key = new byte[length];
            byte[] text = new byte[random.nextInt(300)];
            random.nextBytes(key);
            random.nextBytes(text);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            assertArrayEquals(mac.doFinal(text), Hmac.of(key, text), "key of " + length + " bytes");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
