package io.processpool.worker.manager;

/** An object that can take back what a call did whose caller never heard of it. */
interface Undoable {
    /** Takes it back, if it took something away. */
    void undo(String method, Object value);
}
