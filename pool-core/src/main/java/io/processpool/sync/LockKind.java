package io.processpool.sync;

import io.processpool.internal.memory.Slot;

/** What a lock is: one of the user's, which a handle is opened as, or a part of another primitive. */
enum LockKind {
    PLAIN("ProcessLock", "Lock"),
    REENTRANT("ProcessReentrantLock", "RLock"),
    WRITER("the write lock of a ProcessReadWriteLock"),

    // The locks of guards: nobody but us knows them, and what they protect is whole at any time.
    SEMAPHORE_GUARD("the inner lock of a ProcessSemaphore"),
    CONDITION_GUARD("the inner lock of a ProcessCondition"),
    BARRIER_GUARD("the inner lock of a ProcessBarrier"),
    READ_WRITE_GUARD("the inner lock of a ProcessReadWriteLock");

    private final String title;
    private final String pythonName; // null for a part

    LockKind(String className, String pythonName) {
        this.title = className;
        this.pythonName = pythonName;
    }

    LockKind(String description) {
        this(description, null);
    }

    /** Its class or what it is a part of, for messages. */
    String title() {
        return title;
    }

    /** The title within a sentence. */
    String one() {
        return pythonName == null ? title : "a " + title;
    }

    /** What it means, in a warning, that the next one takes the lock over from a dead owner. */
    String advice() {
        return switch (this) {
            case PLAIN, REENTRANT, WRITER ->
                "the next one to lock takes it over; look whether what it protects is whole";
            case SEMAPHORE_GUARD, CONDITION_GUARD, BARRIER_GUARD, READ_WRITE_GUARD ->
                "the next one to use that goes on, and finds it whole; nothing needs to be done";
        };
    }

    /** The name in Python's sentence about inheritance. */
    String pythonName() {
        return pythonName;
    }

    RobustLock open(Slot slot) {
        return switch (this) {
            case PLAIN -> new ProcessLock(slot);
            case REENTRANT -> new ProcessReentrantLock(slot);
            default -> throw new IllegalStateException("not a lock by itself: " + title);
        };
    }
}
