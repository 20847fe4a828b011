package io.hotloop.internal;

import io.hotloop.CancelToken;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt or a token end a native call. C cannot see either; it polls an off-heap word. While a
 * watch is open, one daemon thread copies the interrupt status of the thread that opened it, or the
 * token, into the watch's word every half millisecond.
 *
 * <p>Opening and closing costs about a microsecond, for it wakes the daemon: for calls into C that are
 * estimated to take more than 5 ms, and for loops in Java, whose time cannot be estimated while they are cold.
 */
public final class CancelWatch implements AutoCloseable {
    /** Between two looks of the daemon: half of the millisecond at which kernels poll. */
    private static final long PERIOD_NANOS = 500_000;

    private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

    private static final Set<CancelWatch> OPEN = ConcurrentHashMap.newKeySet();

    /** Words not in use. Never freed: there are as many as calls were ever watched at the same time. */
    private static final Queue<MemorySegment> FREE_WORDS = new ConcurrentLinkedQueue<>();

    private final Thread owner = Thread.currentThread();
    private final @Nullable CancelToken token;
    private final MemorySegment word;
    private boolean closed;

    /** Latched: an interrupt status can be cleared, for example by a wait, before all workers saw it. */
    private volatile boolean cancelled;

    private CancelWatch(@Nullable CancelToken token) {
        this.token = token;
        MemorySegment recycled = FREE_WORDS.poll();
        // 64 bytes: the daemon's writes must not share a cache line with anything that a kernel uses.
        word = recycled != null ? recycled : Arena.global().allocate(64, 64);
    }

    /**
     * Starts watching the calling thread.
     *
     * @param token a token that ends the call as well, or null
     * @return the watch; the caller closes it after the call
     */
    public static CancelWatch open(@Nullable CancelToken token) {
        var watch = new CancelWatch(token);
        // Now, not at the daemon's first look: a call that starts cancelled must not run at all.
        watch.look();
        OPEN.add(watch);
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
        if (!cancelled && (owner.isInterrupted() || (token != null && token.isCancelled()))) {
            cancelled = true;
        }
        return cancelled;
    }

    /** Ends the watched call as an interrupt does, for who caught an {@link InterruptedException}. */
    public void cancel() {
        cancelled = true;
    }

    /** Ends the watch and gives its word back. */
    @Override
    public void close() {
        OPEN.remove(this);
        // The daemon may hold this watch in its hand: without the lock it could cancel the call that
        // gets the word next.
        synchronized (this) {
            if (!closed) {
                closed = true;
                WORD.setOpaque(word, 0L, 0);
                FREE_WORDS.add(word);
            }
        }
    }

    private synchronized void look() {
        if (!closed && isCancelled()) {
            WORD.setOpaque(word, 0L, 1);
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
                if (OPEN.isEmpty()) {
                    LockSupport.park(OPEN);
                } else {
                    LockSupport.parkNanos(OPEN, PERIOD_NANOS);
                    OPEN.forEach(CancelWatch::look);
                }
            }
        }
    }
}
