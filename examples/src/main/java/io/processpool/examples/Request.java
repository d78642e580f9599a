package io.processpool.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request to an HTTP API. */
final class Request {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int LONGEST_RESPONSE = 100;

    private Request() {}

    /**
     * Sends an item as {@code ?item=…}.
     *
     * @return the status and the beginning of the response, on one line
     */
    static String send(String url, int item) throws IOException {
        URI uri = URI.create(url + (url.contains("?") ? "&" : "?") + "item=" + item);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return status + " " + text(body);
        }
    }

    private static String text(InputStream body) throws IOException {
        if (body == null) {
            return "";
        }
        byte[] beginning = body.readNBytes(LONGEST_RESPONSE);
        return new String(beginning, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ");
    }
}
