package io.processpool.internal.rpc;

/** What is said after the two sides know each other, see {@link FrameLayout}. */
public enum FrameKind {
    /** Client: call a method. */
    CALL,
    /** Client: a part of an argument of its next call. */
    PART,
    /** Client: interrupt the call that is under way. */
    CANCEL,
    /** Client: it ends its use of the manager. */
    LEAVE,
    /** Server: what the call returned. */
    VALUE,
    /** Server: what the call threw. */
    THROWN,
    /** Server: the call was cancelled in time. */
    INTERRUPTED,
    /** Server: no call will be served any more. */
    FAREWELL
}
