package io.processpool.internal.rpc;

import java.io.IOException;

/** The other side does not know the key, or speaks another protocol. */
public final class AuthenticationException extends IOException {
    private static final long serialVersionUID = 1L;

    AuthenticationException(String message) {
        super(message);
    }
}
