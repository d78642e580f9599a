package io.processpool.pool;

import io.processpool.internal.log.Log;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What looks at the clock have found, to be told without the dispatcher's lock. For one thread.
 *
 * <p>It stays until it has been told, though there is no memory meanwhile: all that is needed to tell of something is there before that is done, and what
 * cannot be told now is told the next time.
 */
final class Overdue {
    /** Not a deque, which loses all that it holds where it cannot grow. */
    private final ArrayList<Runnable> news;

    private int told;
    private boolean isMoreToCome;
    private long failedItems;

    Overdue() {
        this(new ArrayList<>());
    }

    /** With a list that may have no room. */
    Overdue(ArrayList<Runnable> news) {
        this.news = news;
    }

    /** A task has run too long, and is being ended; whether it had read its argument. */
    void ran(Running task, Worker worker, boolean wasRead) {
        Range item = task.record().range.part(task.item(), task.item() + 1);
        ByteBuffer payload = LostItem.payloadNow(item);
        FailingItems failing = new FailingItems(item.call, index -> {
            String text = LostItem.text(item.call, payload, wasRead);
            return TaskTimeoutException.running(item, text, worker.name(), worker.pid());
        });
        reserve(1);
        add(failing, item.firstIndex(), 1);
    }

    /**
     * Ranges have waited too long.
     *
     * @param remove takes them from where they wait, with no need of memory once it has begun to
     */
    void waited(List<Range> ranges, Runnable remove) {
        FailingItems[] failing =
                ranges.stream().map(range -> waiting(range.call)).toArray(FailingItems[]::new);
        reserve(failing.length);
        remove.run();
        for (int i = 0; i < failing.length; i++) {
            Range range = ranges.get(i);
            add(failing[i], range.firstIndex(), range.items());
        }
    }

    /**
     * What a worker has been handed has waited too long, unless it begins it just now.
     *
     * @param takeBack returns how many items it has taken back, which stand from the record's new limit on; needs no memory
     */
    void waited(Handed record, ToIntFunction<Handed> takeBack) {
        FailingItems failing = waiting(record.range.call);
        reserve(1);
        int items = takeBack.applyAsInt(record);
        add(failing, record.range.firstIndex() + record.limit, items);
    }

    private static FailingItems waiting(Call call) {
        return new FailingItems(call, index -> TaskTimeoutException.waiting(call, index));
    }

    /** A worker is to be ended, if its task does not end. */
    void step(Worker worker, Ending ending, long now) {
        Runnable terminate = () -> worker.child().terminate("its task did not end");
        Runnable kill = () -> worker.child().kill("its task did not end");
        reserve(1);
        Ending.Step step = ending.nextStep(now);
        if (step == Ending.Step.TERMINATE) {
            news.add(terminate);
        } else if (step == Ending.Step.KILL) {
            news.add(kill);
        }
    }

    /** A worker does not begin what it was handed; that runs elsewhere. */
    void stoodStill(Worker worker) {
        news.add(() -> {
            String why = "it ran nothing, and did not begin what it was handed";
            worker.child().kill(why);
            Log.warn(worker.name() + " (pid " + worker.pid() + ") is killed and replaced: " + why
                    + ". Has somebody stopped it (SIGSTOP)?");
        });
    }

    private void reserve(int more) {
        news.ensureCapacity(news.size() + more);
    }

    private void add(FailingItems failing, long firstIndex, int items) {
        if (items > 0) {
            failing.are(firstIndex, items);
            failedItems += items;
            news.add(failing);
        }
    }

    /** A new look: what was under way is looked at again. */
    void look() {
        isMoreToCome = false;
    }

    /** Something is under way that has to be looked at again. */
    void moreToCome() {
        isMoreToCome = true;
    }

    boolean isMoreToCome() {
        return isMoreToCome;
    }

    /** How many items have failed by that since this was asked last. */
    long takeFailedItems() {
        long items = failedItems;
        failedItems = 0;
        return items;
    }

    /** Tells all, or goes on where it ran out of memory. */
    void tell() {
        while (told < news.size()) {
            news.get(told).run();
            told++;
        }
        news.clear();
        told = 0;
    }
}
