package io.processpool.examples;

import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error where that is a terminal; elsewhere only the messages. */
final class Progress implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\033[K";

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Starts at nothing.
     *
     * @param steps how many there will be; is counted beside the work, and only where there is a bar
     */
    static Progress towards(LongSupplier steps) {
        if (!Terminal.isStandardError()) {
            return new Progress(null);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("hashing")
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                // Of a given width, since it would ask for it through native code, of which newer JDKs warn.
                .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.columns() - 1))
                .clearDisplayOnFinish()
                .build();
        Thread counting = new Thread(() -> bar.maxHint(steps.getAsLong()), "counting");
        counting.setDaemon(true);
        counting.start();
        return new Progress(bar);
    }

    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    /** Prints a line; the bar is drawn again below it. */
    void say(String line) {
        System.err.println(bar == null ? line : CLEAR_LINE + line);
    }

    /** Takes the bar away. Closing twice is fine. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
