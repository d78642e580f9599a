package io.processpool.internal.rpc;

/** The objects that a manager's server can make by itself, with the service of each. */
public enum ObjectKind {
    /** A lock that its owner cannot take twice. */
    LOCK,
    /** A lock that its owner can take again. */
    REENTRANT_LOCK,
    /** A condition of a lock. */
    CONDITION,
    /** A semaphore, bounded or not. */
    SEMAPHORE,
    /** An event. */
    EVENT,
    /** A barrier. */
    BARRIER,
    /** A map, which keeps the order of insertion. */
    MAP,
    /** Values by their names. */
    NAMESPACE,
    /** A set, which keeps the order of insertion. */
    SET,
    /** A list, growing or of a fixed size. */
    LIST,
    /** A queue, bounded or not. */
    QUEUE,
    /** One value. */
    VALUE,
    /** An object of the user's, seen through an interface of the user's. */
    USERS;

    /** What may be called, null for the user's own. Loads that one only. */
    public Class<?> service() {
        return switch (this) {
            case LOCK, REENTRANT_LOCK -> LockService.class;
            case CONDITION -> ConditionService.class;
            case SEMAPHORE -> SemaphoreService.class;
            case EVENT -> EventService.class;
            case BARRIER -> BarrierService.class;
            case MAP, NAMESPACE -> MapService.class;
            case SET -> SetService.class;
            case LIST -> ListService.class;
            case QUEUE -> QueueService.class;
            case VALUE -> ValueService.class;
            case USERS -> null;
        };
    }
}
