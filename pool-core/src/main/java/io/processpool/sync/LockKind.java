package io.processpool.sync;

import io.processpool.internal.memory.Slot;

/** What a lock's handle is opened as. */
enum LockKind {
    PLAIN("ProcessLock", "Lock"),
    REENTRANT("ProcessReentrantLock", "RLock");

    private final String className;
    private final String pythonName;

    LockKind(String className, String pythonName) {
        this.className = className;
        this.pythonName = pythonName;
    }

    /** Its class, for messages. */
    String className() {
        return className;
    }

    /** The name in Python's sentence about inheritance. */
    String pythonName() {
        return pythonName;
    }

    RobustLock open(Slot slot) {
        return this == PLAIN ? new ProcessLock(slot) : new ProcessReentrantLock(slot);
    }
}
