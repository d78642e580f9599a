package io.processpool.internal.rpc;

/** The objects that a manager's server can make by itself, with the service of each. */
public enum ObjectKind {
    /** A lock that its owner cannot take twice. */
    LOCK(LockService.class),
    /** A lock that its owner can take again. */
    REENTRANT_LOCK(LockService.class),
    /** A condition of a lock. */
    CONDITION(ConditionService.class),
    /** A semaphore, bounded or not. */
    SEMAPHORE(SemaphoreService.class),
    /** An event. */
    EVENT(EventService.class),
    /** A barrier. */
    BARRIER(BarrierService.class),
    /** A map, which keeps the order of insertion. */
    MAP(MapService.class),
    /** Values by their names. */
    NAMESPACE(MapService.class),
    /** A set, which keeps the order of insertion. */
    SET(SetService.class),
    /** A list, growing or of a fixed size. */
    LIST(ListService.class),
    /** A queue, bounded or not. */
    QUEUE(QueueService.class),
    /** One value. */
    VALUE(ValueService.class),
    /** An object of the user's, seen through an interface of the user's. */
    USERS(null);

    private final Class<?> service;

    ObjectKind(Class<?> service) {
        this.service = service;
    }

    /** What may be called, null for the user's own. */
    public Class<?> service() {
        return service;
    }
}
