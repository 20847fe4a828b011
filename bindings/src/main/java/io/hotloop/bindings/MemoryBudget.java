package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts native bytes and asks for garbage collections because of them: the collector does not see what
 * hangs on a small segment in an automatic arena, and would let a loop that drops such segments fill the
 * machine. Knows neither the library nor the settings.
 *
 * <p>Safe for use by several threads; none waits for another's collection, except for memory.
 */
final class MemoryBudget {
    /** What the budget needs of the JVM; tests have one of their own. */
    interface Jvm {
        /** A clock, in nanoseconds. */
        long nanoTime();

        /** Collects garbage; arenas that are found dead are closed soon afterwards, by another thread. */
        void collect();

        /** Waits for so many milliseconds. */
        void sleep(long milliseconds) throws InterruptedException;
    }

    /** The JVM that runs this. */
    static final Jvm THIS_JVM = new Jvm() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void collect() {
            System.gc();
        }

        @Override
        public void sleep(long milliseconds) throws InterruptedException {
            Thread.sleep(milliseconds);
        }
    };

    /** Growth for which no collection is asked: what a JVM may hold without anybody looking. */
    private static final long UNNOTICED_BYTES = 128L << 20;

    /** Growth, in multiples of what the last collection left, that is worth another one. */
    private static final long GROWTH = 4;

    /** The share of the time that collections may cost; after one that took d none is asked for 5.7 d. */
    private static final double COLLECTING_SHARE = 0.15;

    /** Waits of 1, 2, 4 … 256 ms for dead arenas to be closed, as the JDK waits for its direct buffers. */
    private static final long LONGEST_WAIT_MS = 256;

    private final long limit;
    private final long maxHeap;
    private final Jvm jvm;

    private final AtomicLong live = new AtomicLong();

    /**
     * The least that was live since the last collection was asked for: no less than what that collection
     * leaves. It takes no notice of when dead arenas are closed, which the JVM does not tell. Growth is
     * counted from here and not by allocations, so that whoever closes arenas needs no collection.
     */
    private final AtomicLong floor = new AtomicLong();

    private final AtomicBoolean collecting = new AtomicBoolean();

    /** Before this time growth is no reason for a collection. */
    private volatile long nextCollection;

    /**
     * A budget of which nothing is used.
     *
     * @param limit the most bytes
     * @param maxHeap what the Java heap may take beside them, for messages
     */
    MemoryBudget(long limit, long maxHeap, Jvm jvm) {
        this.limit = limit;
        this.maxHeap = maxHeap;
        this.jvm = jvm;
        nextCollection = jvm.nanoTime();
    }

    /**
     * Allocates within the limit; when there is no memory, collects and waits for some.
     *
     * @param source allocates so many bytes, or returns null when the system has none
     * @throws OutOfMemoryError if the memory cannot be had
     */
    MemorySegment allocate(long bytes, LongFunction<@Nullable MemorySegment> source) {
        if (bytes > limit) {
            throw outOfMemory(bytes);
        }
        pace();
        MemorySegment block = tryAllocate(bytes, source);
        return block != null ? block : allocateAfterCollection(bytes, source);
    }

    /** Takes back what {@link #allocate} gave. */
    void freed(long bytes) {
        long now = live.addAndGet(-bytes);
        if (now < floor.get()) {
            floor.accumulateAndGet(now, Math::min);
        }
    }

    /** The bytes that were allocated and not freed yet. */
    long live() {
        return live.get();
    }

    private void pace() {
        long least = floor.get();
        long growth = live.get() - least;
        if (growth > UNNOTICED_BYTES && growth / GROWTH > least && jvm.nanoTime() - nextCollection >= 0) {
            collect();
        }
    }

    private MemorySegment allocateAfterCollection(long bytes, LongFunction<@Nullable MemorySegment> source) {
        boolean interrupted = false;
        try {
            boolean collected = false;
            for (long wait = 1; ; wait *= 2) {
                // One that another thread asked for may have begun before the caller's garbage was garbage.
                collected = collected || collect();
                MemorySegment block = tryAllocate(bytes, source);
                if (block != null) {
                    return block;
                }
                if (wait > LONGEST_WAIT_MS) {
                    throw outOfMemory(bytes);
                }
                try {
                    jvm.sleep(wait);
                } catch (InterruptedException e) {
                    // An allocation is no place to end a thread: its caller will see the flag.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable MemorySegment tryAllocate(long bytes, LongFunction<@Nullable MemorySegment> source) {
        if (!reserve(bytes)) {
            return null;
        }
        MemorySegment block = null;
        try {
            block = source.apply(bytes);
            return block;
        } finally {
            if (block == null) {
                freed(bytes);
            }
        }
    }

    private boolean reserve(long bytes) {
        long now = live.get();
        while (bytes <= limit - now) {
            long witness = live.compareAndExchange(now, now + bytes);
            if (witness == now) {
                return true;
            }
            now = witness;
        }
        return false;
    }

    /** Collects, unless another thread is at it. */
    private boolean collect() {
        if (!collecting.compareAndSet(false, true)) {
            return false;
        }
        try {
            // In this order a block that is freed meanwhile lowers the floor in any case.
            floor.set(Long.MAX_VALUE);
            floor.accumulateAndGet(live.get(), Math::min);
            long start = jvm.nanoTime();
            jvm.collect();
            long end = jvm.nanoTime();
            nextCollection = end + (long) ((end - start) * (1 / COLLECTING_SHARE - 1));
        } finally {
            collecting.set(false);
        }
        return true;
    }

    private OutOfMemoryError outOfMemory(long bytes) {
        return new OutOfMemoryError(
                ("%,d bytes of native memory cannot be had; Hotloop holds %,d bytes already, its limit is %,d"
                                + " (see hotloop.memory.limit), the Java heap may take %,d")
                        .formatted(bytes, live(), limit, maxHeap));
    }
}
