package io.hotloop.bindings;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@link System#gc()}, and whether it does anything: with {@code -XX:+DisableExplicitGC} it does not. That is
 * found out by trying, for the option may come from a command line, an environment variable or a file, and
 * the JDK's bean for it would have every user's run-time image carry the management modules.
 */
final class ExplicitGc {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static volatile boolean ignored;

    private ExplicitGc() {}

    /** Collects; warns, once, if that has no effect. */
    static void collect() {
        WeakReference<Object> garbage;
        try {
            garbage = garbage();
        } catch (OutOfMemoryError e) {
            // Then the more so; what it does shows another time.
            System.gc();
            return;
        }
        System.gc();
        ignored = !garbage.refersTo(null);
        if (ignored && WARNED.compareAndSet(false, true)) {
            Log.LOGGER.log(
                    System.Logger.Level.WARNING,
                    "System.gc() has no effect in this JVM (-XX:+DisableExplicitGC?): the memory of arrays that nobody"
                            + " uses any more is freed only when the Java heap happens to be collected. Start Java"
                            + " without that option, or confine temporaries in an ArrayScope.");
        }
    }

    /** Tells whether the last collection that was asked for did not happen. */
    static boolean isIgnored() {
        return ignored;
    }

    /** In a method of its own: in the caller's frame the object might still count as used. */
    private static WeakReference<Object> garbage() {
        return new WeakReference<>(new Object());
    }
}
