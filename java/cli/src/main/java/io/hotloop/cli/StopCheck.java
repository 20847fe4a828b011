package io.hotloop.cli;

import java.util.concurrent.CancellationException;

/** Ends loops of {@code hotloop shell}: snippets call it at each branch. Public for them alone. */
public final class StopCheck {
    private static volatile boolean stopped;

    private StopCheck() {}

    /**
     * Goes on, or does not.
     *
     * @throws CancellationException after Ctrl-C
     */
    public static void check() {
        if (stopped) {
            throw new CancellationException("stopped");
        }
    }

    static boolean isStopped() {
        return stopped;
    }

    static void stop(boolean stop) {
        stopped = stop;
    }
}
