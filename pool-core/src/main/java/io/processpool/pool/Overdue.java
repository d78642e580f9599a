package io.processpool.pool;

import io.processpool.internal.log.Log;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a look at the clock has found, to be told without the dispatcher's lock. For one thread. */
final class Overdue {
    private final List<Runnable> news = new ArrayList<>(0);
    private boolean isMoreToCome;
    private long failedItems;

    /** A task has run too long, and is being ended; whether it had read its argument. */
    void ran(Running task, Worker worker, boolean wasRead) {
        failedItems++;
        Range item = task.record().range.part(task.item(), task.item() + 1);
        ByteBuffer payload = LostItem.payloadNow(item);
        news.add(() -> {
            String text = LostItem.text(item.call, payload, wasRead);
            item.call.failed(item.firstIndex(), TaskTimeoutException.running(item, text, worker.name(), worker.pid()));
        });
    }

    /** Items have waited too long. */
    void waited(Range range) {
        failedItems += range.items();
        news.add(() -> {
            for (int i = 0; i < range.items(); i++) {
                long index = range.firstIndex() + i;
                range.call.failed(index, TaskTimeoutException.waiting(range.call, index));
            }
        });
    }

    /** A worker is to be ended, for its task does not end. */
    void step(Worker worker, Ending.Step step) {
        if (step == Ending.Step.TERMINATE) {
            news.add(() -> worker.child().terminate("its task did not end"));
        } else if (step == Ending.Step.KILL) {
            news.add(() -> worker.child().kill("its task did not end"));
        }
    }

    /** A worker does not begin what it was handed; that runs elsewhere. */
    void stoodStill(Worker worker) {
        news.add(() -> {
            String why = "it ran nothing, and did not begin what it was handed";
            Log.warn(worker.name() + " (pid " + worker.pid() + ") is killed and replaced: " + why
                    + ". Has somebody stopped it (SIGSTOP)?");
            worker.child().kill(why);
        });
    }

    /** Something is under way that has to be looked at again. */
    void moreToCome() {
        isMoreToCome = true;
    }

    boolean isMoreToCome() {
        return isMoreToCome;
    }

    /** How many items have failed by that. */
    long failedItems() {
        return failedItems;
    }

    void tell() {
        news.forEach(Runnable::run);
    }
}
