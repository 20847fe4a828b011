package io.hotloop.internal;

import io.hotloop.CancelToken;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt or a token end a native call. C cannot see either; it polls an off-heap word. While a
 * watch is open, one daemon thread copies the interrupt status of the thread that opened it, or the
 * token, into the watch's word every half millisecond.
 *
 * <p>Opening and closing costs about a microsecond, for it wakes the daemon: for calls into C that are
 * estimated to take more than 5 ms, and for loops in Java, whose time cannot be estimated while they are cold.
 * It allocates nothing: watches are used again, there are as many as were ever open at the same time.
 */
public final class CancelWatch implements AutoCloseable {
    /** Between two looks of the daemon: half of the millisecond at which kernels poll. */
    private static final long PERIOD_NANOS = 500_000;

    private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

    /** For the lists of watches and what they watch. */
    private static final Object LOCK = new Object();

    /** The first of the open watches, and of those that wait for the next call; guarded by the lock. */
    private static @Nullable CancelWatch firstOpen;

    private static @Nullable CancelWatch firstFree;

    // 64 bytes: the daemon's writes must not share a cache line with anything that a kernel uses.
    private final MemorySegment word = Arena.global().allocate(64, 64);

    /** The neighbours in a list; guarded by the lock. */
    private @Nullable CancelWatch next;

    private @Nullable CancelWatch previous;

    /** Null when it is not open. */
    private volatile @Nullable Thread owner;

    private volatile @Nullable CancelToken token;

    /** Latched: an interrupt status can be cleared, for example by a wait, before all workers saw it. */
    private volatile boolean cancelled;

    private CancelWatch() {}

    /**
     * Starts watching the calling thread.
     *
     * @param token a token that ends the call as well, or null
     * @return the watch; the caller closes it after the call
     */
    public static CancelWatch open(@Nullable CancelToken token) {
        CancelWatch watch;
        synchronized (LOCK) {
            watch = firstFree;
            if (watch == null) {
                watch = new CancelWatch();
            } else {
                firstFree = watch.next;
            }
            watch.owner = Thread.currentThread();
            watch.token = token;
            watch.cancelled = false;
            // Now, not at the daemon's first look: a call that starts cancelled must not run at all.
            watch.look();
            watch.next = firstOpen;
            if (firstOpen != null) {
                firstOpen.previous = watch;
            }
            firstOpen = watch;
        }
        LockSupport.unpark(Daemon.THREAD);
        return watch;
    }

    /**
     * The word for the native call: 0 until cancelled.
     *
     * @return a segment whose first four bytes are the word, valid until {@link #close()}
     */
    public MemorySegment word() {
        return word;
    }

    /**
     * Tells whether the watched call is to end, for loops in Java on any thread.
     *
     * @return true once the owner was seen interrupted, the token cancelled or {@link #cancel()} called;
     *     never false again
     */
    public boolean isCancelled() {
        if (!cancelled) {
            Thread watched = owner;
            CancelToken asked = token;
            if ((watched != null && watched.isInterrupted()) || (asked != null && asked.isCancelled())) {
                cancelled = true;
            }
        }
        return cancelled;
    }

    /** Ends the watched call as an interrupt does, for who caught an {@link InterruptedException}. */
    public void cancel() {
        cancelled = true;
    }

    /** Ends the watch, which the next call may get with its word; again it does nothing until then. */
    @Override
    public void close() {
        synchronized (LOCK) {
            if (owner == null) {
                return;
            }
            owner = null;
            token = null;
            WORD.setOpaque(word, 0L, 0);
            if (previous == null) {
                firstOpen = next;
            } else {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            previous = null;
            next = firstFree;
            firstFree = this;
        }
    }

    /** Under the lock: the daemon must not cancel the call that gets the watch next. */
    private void look() {
        if (isCancelled()) {
            WORD.setOpaque(word, 0L, 1);
        }
    }

    /** Looks at all open watches, and tells whether there are any. */
    private static boolean lookAtAll() {
        synchronized (LOCK) {
            for (CancelWatch watch = firstOpen; watch != null; watch = watch.next) {
                watch.look();
            }
            return firstOpen != null;
        }
    }

    /** Started with the first watch; parks while nothing is watched. */
    private static final class Daemon {
        static final Thread THREAD = Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("hotloop-cancel")
                .start(Daemon::run);

        private static void run() {
            while (true) {
                if (lookAtAll()) {
                    LockSupport.parkNanos(LOCK, PERIOD_NANOS);
                } else {
                    LockSupport.park(LOCK);
                }
            }
        }
    }
}
