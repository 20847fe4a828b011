package io.hotloop.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * A line on standard error that tells how far something long has come. Only on a terminal, only after the
 * first second, and it disappears at the end.
 *
 * <p>Written by hand because the library that was tried first (progressbar 0.10, by way of JLine) gives
 * SIGINT its default action: Ctrl-C then ends the JVM before its hooks have removed half-written files.
 */
final class ProgressLine implements AutoCloseable {
    private static final long DELAY_NANOS = 1_000_000_000;

    private static final long PERIOD_NANOS = 100_000_000;

    private static final int BAR = 30;

    /** One less than the least terminal has: writing into the last column may wrap. */
    private static final int WIDTH = 79;

    private final PrintWriter err;
    private final String task;
    private final boolean onTerminal;
    private final long began = System.nanoTime();
    private long shown = began + DELAY_NANOS - PERIOD_NANOS;
    private boolean visible;

    ProgressLine(PrintWriter err, String task) {
        this(err, task, isTerminal());
    }

    /** For tests, which have no terminal. */
    ProgressLine(PrintWriter err, String task, boolean onTerminal) {
        this.err = err;
        this.task = task;
        this.onTerminal = onTerminal;
    }

    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Shows the fraction that is done, at most ten times a second; {@code message} stands at the end. */
    void show(double fraction, String message) {
        long now = System.nanoTime();
        if (onTerminal && now - shown >= PERIOD_NANOS) {
            shown = now;
            visible = true;
            err.print("\r" + line(task, fraction, (now - began) / 1e9, message));
            err.flush();
        }
    }

    /** The line, of the same length always, so that a shorter one covers a longer one. */
    static String line(String task, double fraction, double seconds, String message) {
        int full = (int) (fraction * BAR);
        String left = "";
        if (fraction > 0) {
            long remaining = Math.round(seconds / fraction * (1 - fraction));
            left = String.format(Locale.ROOT, "%d:%02d left", remaining / 60, remaining % 60);
        }
        String line = String.format(
                Locale.ROOT,
                "%s %3d%% [%s%s] %s %s",
                task,
                (int) (100 * fraction),
                "=".repeat(full),
                " ".repeat(BAR - full),
                left,
                message);
        return line.length() >= WIDTH ? line.substring(0, WIDTH) : line + " ".repeat(WIDTH - line.length());
    }

    @Override
    public void close() {
        if (visible) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }
}
