package io.processpool.internal.spawn;

import java.security.SecureRandom;

/**
 * A secret that a JVM shares with its children and theirs, and with nobody else: by it they know each other. Python's
 * {@code current_process().authkey}.
 *
 * <p>Thread-safe.
 */
public final class FamilyKey {
    /** Its length. */
    public static final int BYTES = 32;

    private static byte[] key; // guarded by the class; null until it was inherited or made

    private FamilyKey() {}

    /** The key, made if this is the first of its family. Not to be changed. */
    public static synchronized byte[] get() {
        if (key == null) {
            byte[] made = new byte[BYTES];
            new SecureRandom().nextBytes(made);
            key = made;
        }
        return key;
    }

    /** Takes over the parent's, before any code of the user runs. */
    public static synchronized void inherit(byte[] inherited) {
        key = inherited;
    }
}
