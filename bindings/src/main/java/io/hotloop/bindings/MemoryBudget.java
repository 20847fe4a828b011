package io.hotloop.bindings;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Counts native bytes and asks for garbage collections because of them: the collector does not see what
 * hangs on a small segment in an automatic arena, and would let a loop that drops such segments fill the
 * machine. Knows neither the library nor the settings.
 *
 * <p>Bytes are live while somebody owns them, and held while they are live or kept for the next who asks;
 * the limit is for what is held.
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
            ExplicitGc.collect();
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

    /** The share of the time that collections may cost; after one that cost d none is asked for 5.7 d. */
    private static final double COLLECTING_SHARE = 0.15;

    /**
     * What a collection saves, in bytes a nanosecond: the blocks that it lets be recycled would be fresh ones
     * without it, whose first touch goes at 22 on huge pages and at 3 on small ones (Zen 5, 800 MB: 36 and
     * 264 ms). A small heap is collected in 2.5 ms, 128 MB are worth 13: temporaries stay few at no cost.
     */
    private static final long SAVING = 10;

    /** Of so many collections the cheapest counts: others may have been disturbed by other processes. */
    private static final int RECENT = 4;

    /** Waits of 1, 2, 4 … 256 ms for dead arenas to be closed, as the JDK waits for its direct buffers. */
    private static final long LONGEST_WAIT_MS = 256;

    private final long limit;
    private final long maxHeap;
    private final Jvm jvm;
    private final LongUnaryOperator caches;

    /** Without any heap left, an error cannot be made any more. */
    private final OutOfMemoryError everythingFull;

    private final AtomicLong held = new AtomicLong();
    private final AtomicLong live = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong collections = new AtomicLong();

    /**
     * The least that was live since the last collection was asked for: no less than what that collection
     * leaves. It takes no notice of when dead arenas are closed, which the JVM does not tell. Growth is
     * counted from here and not by allocations, so that whoever closes arenas needs no collection.
     */
    private final AtomicLong floor = new AtomicLong();

    private final AtomicBoolean collecting = new AtomicBoolean();

    /** What the last collections took, in nanoseconds; of who collects. */
    private final long[] recent = new long[RECENT];

    /** Before this time growth is no reason for a collection. */
    private volatile long nextCollection;

    /**
     * A budget of which nothing is used.
     *
     * @param limit the most bytes
     * @param maxHeap what the Java heap may take beside them, for messages
     * @param jvm the JVM
     * @param caches first finds out what is live no more; then frees so many of the bytes that are held and not
     *     live, at least, and tells how many
     */
    MemoryBudget(long limit, long maxHeap, Jvm jvm, LongUnaryOperator caches) {
        this.limit = limit;
        this.maxHeap = maxHeap;
        this.jvm = jvm;
        this.caches = caches;
        everythingFull = new OutOfMemoryError(
                ("native memory cannot be had, and the Java heap is full too; Hotloop's limit is %,d (see %s),"
                                + " the heap may take %,d")
                        .formatted(limit, MemoryLimit.PROPERTY, maxHeap));
        nextCollection = jvm.nanoTime();
        Arrays.fill(recent, Long.MAX_VALUE);
    }

    /**
     * Allocates within the limit; when there is no memory, collects and waits for some.
     *
     * @param source allocates so many bytes, or returns null when the system has none
     * @throws OutOfMemoryError if the memory cannot be had
     */
    <T> T allocate(long bytes, LongFunction<@Nullable T> source) {
        if (bytes > limit) {
            throw outOfMemory(bytes);
        }
        pace();
        T block = tryAllocate(bytes, source);
        return block != null ? block : allocateAfterCollection(bytes, source);
    }

    /** Takes back what {@link #allocate} gave: it is live no more, and held no more. */
    void freed(long bytes) {
        kept(bytes);
        dropped(bytes);
    }

    /** What was live is kept now. */
    void kept(long bytes) {
        long now = live.addAndGet(-bytes);
        lower(floor, now);
    }

    /** What was kept is live again. */
    void reused(long bytes) {
        becomeLive(bytes);
    }

    /** What was kept is freed. */
    void dropped(long bytes) {
        held.addAndGet(-bytes);
    }

    /** The bytes that somebody owns. */
    long live() {
        return live.get();
    }

    /** The most bytes that were live at any time. */
    long peak() {
        return peak.get();
    }

    /** The most bytes that may be held. */
    long limit() {
        return limit;
    }

    /** How often a collection was asked for. */
    long collections() {
        return collections.get();
    }

    /** Asks for a collection if bytes became live that are worth one. To be called before bytes are. */
    void pace() {
        if (isCollectionDue()) {
            caches.applyAsLong(0);
            if (isCollectionDue()) {
                collect();
            }
        }
    }

    private boolean isCollectionDue() {
        long least = floor.get();
        long growth = live.get() - least;
        return growth > UNNOTICED_BYTES && growth / GROWTH > least && jvm.nanoTime() - nextCollection >= 0;
    }

    private <T> T allocateAfterCollection(long bytes, LongFunction<@Nullable T> source) {
        boolean interrupted = false;
        try {
            boolean collected = false;
            for (long wait = 1; ; wait *= 2) {
                // One that another thread asked for may have begun before the caller's garbage was garbage.
                collected = collected || collect();
                T block = tryAllocate(bytes, source);
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

    private <T> @Nullable T tryAllocate(long bytes, LongFunction<@Nullable T> source) {
        if (!reserve(bytes)) {
            return null;
        }
        T block = null;
        try {
            block = source.apply(bytes);
            if (block == null && caches.applyAsLong(Long.MAX_VALUE) > 0) {
                block = source.apply(bytes);
            }
            return block;
        } finally {
            if (block == null) {
                freed(bytes);
            }
        }
    }

    private boolean reserve(long bytes) {
        long now = held.get();
        while (true) {
            if (bytes > limit - now) {
                if (caches.applyAsLong(bytes - (limit - now)) == 0) {
                    return false;
                }
                now = held.get();
                continue;
            }
            long witness = held.compareAndExchange(now, now + bytes);
            if (witness == now) {
                becomeLive(bytes);
                return true;
            }
            now = witness;
        }
    }

    private void becomeLive(long bytes) {
        long now = live.addAndGet(bytes);
        for (long seen = peak.get(); now > seen && !peak.compareAndSet(seen, now); ) {
            seen = peak.get();
        }
    }

    /** A loop and no method reference: what is counted on a block's way back must not need the Java heap. */
    private static void lower(AtomicLong value, long now) {
        for (long seen = value.get(); now < seen && !value.compareAndSet(seen, now); ) {
            seen = value.get();
        }
    }

    /** Collects, unless another thread is at it. */
    private boolean collect() {
        if (!collecting.compareAndSet(false, true)) {
            return false;
        }
        try {
            long growth = Math.max(0, live.get() - floor.get());
            // In this order a block that is freed meanwhile lowers the floor in any case.
            floor.set(Long.MAX_VALUE);
            lower(floor, live.get());
            long start = jvm.nanoTime();
            jvm.collect();
            long end = jvm.nanoTime();
            caches.applyAsLong(0);
            recent[(int) (collections.getAndIncrement() % RECENT)] = end - start;
            long cheapest = Long.MAX_VALUE;
            for (long time : recent) {
                cheapest = Math.min(cheapest, time);
            }
            long cost = Math.max(0, cheapest - growth / SAVING);
            nextCollection = end + (long) (cost * (1 / COLLECTING_SHARE - 1));
        } finally {
            collecting.set(false);
        }
        return true;
    }

    private OutOfMemoryError outOfMemory(long bytes) {
        try {
            return new OutOfMemoryError(
                    ("%,d bytes of native memory cannot be had; Hotloop holds %,d bytes already, its limit is %,d"
                                    + " (see %s), the Java heap may take %,d")
                            .formatted(bytes, held.get(), limit, MemoryLimit.PROPERTY, maxHeap));
        } catch (OutOfMemoryError e) {
            return everythingFull;
        }
    }
}
