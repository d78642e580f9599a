package io.processpool.internal.spawn;

/**
 * Names a task that has ended, for messages.
 *
 * @param call its call, 0 if it is the only task of its process
 * @param index of the item within its call
 */
public record EndedTask(long call, long index) {

    static final EndedTask TARGET = new EndedTask(0, 0);

    /** Such as {@code item 3 of call 1}, as the parent counts them. */
    @Override
    public String toString() {
        return call == 0 ? "the target" : "item " + index + " of call " + call;
    }
}
