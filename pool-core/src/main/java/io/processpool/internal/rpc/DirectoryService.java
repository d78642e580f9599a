package io.processpool.internal.rpc;

import io.processpool.RemoteCallable;

/** The object 0 of every manager: makes objects and counts who refers to them. */
public interface DirectoryService {
    /** Its id. */
    long ID = 0;

    /** The id of the map by which clients that know nothing else of each other find objects; it is always there. */
    long REGISTRY_ID = 1;

    /**
     * Makes an object, to which the calling client then refers once.
     *
     * @param kind the name of an {@link ObjectKind}: that of a constant travels without Java serialization
     * @param arguments as the kind needs them
     * @return its id
     * @throws IllegalArgumentException if they are none for it, or there is no such kind
     */
    long create(String kind, Object[] arguments);

    /**
     * Makes an object of the user's, to which the calling client then refers once.
     *
     * @param type name of the interface that was registered
     * @return its id
     * @throws IllegalArgumentException if that was not registered
     */
    long createRegistered(String type) throws Exception;

    /** Registers a factory of the user's; a later one takes the place of an earlier one. */
    void register(Class<?> type, RemoteCallable<?> factory);

    /**
     * The calling client refers to an object once more.
     *
     * @param ticket from {@link #lend}, which is used up; or 0
     * @throws IllegalStateException if there is no such object
     */
    void retain(long object, long ticket);

    /** The calling client refers to an object once less. */
    void release(long object);

    /** Keeps an object while a reference to it is under way; returns a ticket for {@link #retain}. */
    long lend(long object);
}
