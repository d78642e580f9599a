package io.processpool.worker.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;

/**
 * Listens to the clients whose calls take long: one may cancel its call, or die in it. One thread for all of them; a
 * call that is over soon costs it nothing, and while there are no calls it sleeps.
 */
final class Watch implements Runnable {
    private static final long TICK_MILLIS = 10;

    private final Selector selector;
    private final Set<Twin> twins;
    private final String name;

    // states: TICKING <-> ASLEEP, when no call is under way. Written by the watch; a twin that finds it asleep
    // wakes it. The watch looks at the twins once more after it has said so: a twin says first that it calls.
    private volatile boolean isAsleep;

    Watch(String name, Set<Twin> twins) throws IOException {
        this.selector = Selector.open();
        this.twins = twins;
        this.name = name;
    }

    void start() {
        DaemonThread.startLasting(this, name + "-watch");
    }

    /** A twin, which has marked itself as calling. */
    void callBegins() {
        if (isAsleep) {
            isAsleep = false;
            selector.wakeup();
        }
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                selector.select(isAsleep ? 0 : TICK_MILLIS);
                Thread.interrupted(); // Of a user's object, if anybody's.
                for (SelectionKey key : selector.selectedKeys()) {
                    ((Twin) key.attachment()).heard();
                }
                selector.selectedKeys().clear();
                if (!isAnyCalling()) {
                    isAsleep = true;
                    if (isAnyCalling()) {
                        isAsleep = false; // Only then: a twin that begins a call now has written this itself.
                    }
                }
            }
        } catch (ClosedSelectorException closed) {
            return; // By the server's end.
        } catch (IOException broken) {
            Log.warn(name + " does not hear any more of clients that die in a call: " + broken);
        }
    }

    private boolean isAnyCalling() {
        boolean isAny = false;
        for (Twin twin : twins) {
            isAny |= twin.watch(selector);
        }
        return isAny;
    }

    void close() {
        try {
            selector.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing a watch: " + alreadyClosed);
        }
    }
}
