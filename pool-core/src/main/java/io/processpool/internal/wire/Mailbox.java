package io.processpool.internal.wire;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * What a slot's parent and its worker share: a ring of tasks, a ring of answers, and the flags that say who sleeps.
 *
 * <p>No word of a mailbox is shared between workers, so a worker that dies at any instruction blocks no other.
 */
public final class Mailbox {
    /** What the records of one ring take at most. */
    public static final int RING_BYTES = MailboxLayout.RING_CAPACITY;

    private final Words words;
    private final ByteBuffer buffer;
    private final int base;

    /**
     * The mailbox of a slot.
     *
     * @param segment of the pool
     * @param slot index of the slot, from 0
     */
    public Mailbox(Segment segment, int slot) {
        this.words = segment.words();
        this.buffer = segment.buffer(0, segment.lengthBytes());
        this.base = slot * MailboxLayout.SIZE;
    }

    /** The bytes that the mailboxes of so many slots take. */
    public static int sizeBytes(int slots) {
        return Math.multiplyExact(slots, MailboxLayout.SIZE);
    }

    /** Makes the mailbox as new, for the next worker of its slot. To be called while no worker lives. */
    public void clear() {
        resetFlags();
        resetRing(MailboxLayout.TASKS);
        resetRing(MailboxLayout.ANSWERS);
    }

    /** The words of the segment, for claims at the offset of a task's body. */
    public Words words() {
        return words;
    }

    /** The parent's end of the tasks. */
    public RingWriter taskWriter() {
        return new RingWriter(words, buffer, base + MailboxLayout.TASKS, MailboxLayout.RING_CAPACITY);
    }

    /** The worker's end of the tasks. */
    public RingReader taskReader() {
        return new RingReader(words, buffer, base + MailboxLayout.TASKS, MailboxLayout.RING_CAPACITY);
    }

    /** The worker's end of the answers. */
    public RingWriter answerWriter() {
        return new RingWriter(words, buffer, base + MailboxLayout.ANSWERS, MailboxLayout.RING_CAPACITY);
    }

    /** The parent's end of the answers. */
    public RingReader answerReader() {
        return new RingReader(words, buffer, base + MailboxLayout.ANSWERS, MailboxLayout.RING_CAPACITY);
    }

    /** The flag of the sleeping worker. */
    public ParkedFlag workerParked() {
        return new ParkedFlag(words, base + MailboxLayout.WORKER_PARKED);
    }

    /** The flag of the sleeping parent. */
    public ParkedFlag parentParked() {
        return new ParkedFlag(words, base + MailboxLayout.PARENT_PARKED);
    }

    /** The flag of the parent that waits for room in the ring of tasks. */
    public ParkedFlag roomWanted() {
        return new ParkedFlag(words, base + MailboxLayout.ROOM_WANTED);
    }

    /** What the worker has printed. */
    public PrintedBytes printed() {
        return new PrintedBytes(words, base + MailboxLayout.PRINTED_OUT, base + MailboxLayout.PRINTED_ERR);
    }

    /** What the worker does with its item. */
    public ItemStage stage() {
        return new ItemStage(words, base + MailboxLayout.STAGE);
    }

    private void resetFlags() {
        words.setIntVolatile(base + MailboxLayout.STAGE, 0);
        words.setIntVolatile(base + MailboxLayout.WORKER_PARKED, 0);
        words.setIntVolatile(base + MailboxLayout.PARENT_PARKED, 0);
        words.setIntVolatile(base + MailboxLayout.ROOM_WANTED, 0);
        words.setLongVolatile(base + MailboxLayout.PRINTED_OUT, 0);
        words.setLongVolatile(base + MailboxLayout.PRINTED_ERR, 0);
    }

    private void resetRing(int offset) {
        words.setLongVolatile(base + offset + RingLayout.HEAD, 0);
        words.setLongVolatile(base + offset + RingLayout.TAIL, 0);
    }
}
