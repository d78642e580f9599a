package io.processpool.shared;

import io.processpool.InterProcessLock;

/** The classes of shared data, as they are named in messages and to another process. */
enum Kind {
    BOOLEAN("SharedBoolean"),
    BYTE("SharedByte"),
    CHAR("SharedChar"),
    SHORT("SharedShort"),
    INT("SharedInt"),
    LONG("SharedLong"),
    FLOAT("SharedFloat"),
    DOUBLE("SharedDouble"),
    BOOLEAN_ARRAY("SharedBooleanArray"),
    BYTE_ARRAY("SharedByteArray"),
    CHAR_ARRAY("SharedCharArray"),
    SHORT_ARRAY("SharedShortArray"),
    INT_ARRAY("SharedIntArray"),
    LONG_ARRAY("SharedLongArray"),
    FLOAT_ARRAY("SharedFloatArray"),
    DOUBLE_ARRAY("SharedDoubleArray"),
    BYTES("SharedBytes"),
    STRING("SharedString");

    private final String className;

    Kind(String className) {
        this.className = className;
    }

    /** Makes a handle of data that exists; the lock is null where it is raw. */
    SharedData open(Block block, InterProcessLock lock) {
        return switch (this) {
            case BOOLEAN -> new SharedBoolean(block, lock);
            case BYTE -> new SharedByte(block, lock);
            case CHAR -> new SharedChar(block, lock);
            case SHORT -> new SharedShort(block, lock);
            case INT -> new SharedInt(block, lock);
            case LONG -> new SharedLong(block, lock);
            case FLOAT -> new SharedFloat(block, lock);
            case DOUBLE -> new SharedDouble(block, lock);
            case BOOLEAN_ARRAY -> new SharedBooleanArray(block, lock);
            case BYTE_ARRAY -> new SharedByteArray(block, lock);
            case CHAR_ARRAY -> new SharedCharArray(block, lock);
            case SHORT_ARRAY -> new SharedShortArray(block, lock);
            case INT_ARRAY -> new SharedIntArray(block, lock);
            case LONG_ARRAY -> new SharedLongArray(block, lock);
            case FLOAT_ARRAY -> new SharedFloatArray(block, lock);
            case DOUBLE_ARRAY -> new SharedDoubleArray(block, lock);
            case BYTES -> new SharedBytes(block, lock);
            case STRING -> new SharedString(block, lock);
        };
    }

    /** Returns the simple name of the class. */
    @Override
    public String toString() {
        return className;
    }
}
