package io.hotloop.bindings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that nobody owns, kept for the next array: first touch costs more than most arithmetic (8 MB: 0.4 ms
 * on huge pages, recycled 0.2 µs). Bounded; what is not used for some seconds is freed by a daemon thread,
 * which lives only while something is pooled.
 *
 * <p>Safe for use by several threads. One lock: a block is at least 16 KB, whose use takes longer than the
 * lock is held.
 */
final class BlockPool {
    /** Smaller blocks are not worth a place: malloc recycles them itself. */
    static final long SMALLEST = 16 << 10;

    /** A block is freed when it was not used for so many ticks. */
    static final int IDLE_TICKS = 5;

    /** The name of the daemon. */
    static final String THREAD_NAME = "hotloop-memory";

    private static final long TICK_MS = 1000;

    /** Four bins for each power of two: a block is at most a quarter larger than what is asked for. */
    private static final int STEPS = 4;

    private static final int FIRST_BIN = bin(SMALLEST);

    /** How many blocks of a bin are looked at: those of a loop have one size, and the first fits. */
    private static final int LOOKS = 8;

    private final long bound;
    private final Consumer<Block> free;

    /** By size; in each the one that came last is the last. */
    private final List<ArrayDeque<Block>> bins = new ArrayList<>();

    private long bytes;
    private long clock;
    private boolean watched;

    /**
     * An empty pool.
     *
     * @param bound the most bytes that it keeps
     * @param free gives a block back to the system
     */
    BlockPool(long bound, Consumer<Block> free) {
        this.bound = bound;
        this.free = free;
        for (int i = FIRST_BIN; i <= bin(Math.max(bound, SMALLEST)); i++) {
            bins.add(new ArrayDeque<>());
        }
    }

    /**
     * The most bytes that a pool may keep where so many can be allocated. 1 GB: a loop over 10⁷ doubles has 160 MB
     * live and drops 640 MB before it is worth a collection; what does not fit then is fresh each time.
     */
    static long bound(long limit) {
        return Math.min(limit / 8, 1L << 30);
    }

    /** The bytes that are pooled. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * Takes a block that is large enough and not much larger; the one that was used last, for the caches.
     *
     * @return null where there is none
     */
    synchronized @Nullable Block take(long wanted) {
        if (bytes < wanted || wanted < SMALLEST) {
            return null;
        }
        int bin = bin(wanted) - FIRST_BIN;
        for (int i = bin; i <= bin + 1 && i < bins.size(); i++) {
            Iterator<Block> blocks = bins.get(i).descendingIterator();
            for (int look = 0; look < LOOKS && blocks.hasNext(); look++) {
                Block block = blocks.next();
                if (block.capacity >= wanted && block.capacity - wanted <= wanted / STEPS) {
                    blocks.remove();
                    bytes -= block.capacity;
                    return block;
                }
            }
        }
        return null;
    }

    /**
     * Keeps a block, for whose room the blocks that were not used longest are freed.
     *
     * @return false if it is none for the pool; it is the caller's then
     */
    boolean put(Block block) {
        if (block.capacity < SMALLEST || block.capacity > bound) {
            return false;
        }
        List<Block> evicted;
        synchronized (this) {
            evicted = bytes + block.capacity > bound ? evict(bytes + block.capacity - bound) : List.of();
            block.pooledAt = clock;
            bins.get(bin(block.capacity) - FIRST_BIN).addLast(block);
            bytes += block.capacity;
            watch();
        }
        evicted.forEach(free);
        return true;
    }

    /**
     * Frees blocks, those first that were not used longest.
     *
     * @param wanted how many bytes, {@link Long#MAX_VALUE} for all
     * @return how many were freed
     */
    long free(long wanted) {
        List<Block> evicted;
        synchronized (this) {
            evicted = evict(wanted);
        }
        evicted.forEach(free);
        return evicted.stream().mapToLong(block -> block.capacity).sum();
    }

    /** Lets a second of the pool's clock pass and frees what is idle. */
    void tick() {
        var idle = new ArrayList<Block>();
        synchronized (this) {
            clock++;
            for (ArrayDeque<Block> bin : bins) {
                while (!bin.isEmpty() && clock - bin.getFirst().pooledAt > IDLE_TICKS) {
                    Block block = bin.removeFirst();
                    bytes -= block.capacity;
                    idle.add(block);
                }
            }
        }
        idle.forEach(free);
    }

    private List<Block> evict(long wanted) {
        var evicted = new ArrayList<Block>();
        for (long got = 0; got < wanted && bytes > 0; ) {
            ArrayDeque<Block> oldest = null;
            for (ArrayDeque<Block> bin : bins) {
                if (!bin.isEmpty() && (oldest == null || bin.getFirst().pooledAt <= oldest.getFirst().pooledAt)) {
                    oldest = bin;
                }
            }
            assert oldest != null : bytes + " bytes are pooled in no bin";
            Block block = oldest.removeFirst();
            bytes -= block.capacity;
            got += block.capacity;
            evicted.add(block);
        }
        return evicted;
    }

    /** Starts the daemon unless it runs. */
    private void watch() {
        if (watched) {
            return;
        }
        watched = true;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .name(THREAD_NAME)
                    .start(this::run);
        } catch (OutOfMemoryError e) {
            // No thread can be had now. The pool works without; the next block tries again.
            watched = false;
            Log.LOGGER.log(System.Logger.Level.DEBUG, "no thread to free idle memory", e);
        }
    }

    private void run() {
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(TICK_MS);
            } catch (InterruptedException e) {
                // Nobody is meant to interrupt it; the tick comes early then.
                Log.LOGGER.log(System.Logger.Level.DEBUG, THREAD_NAME + " was interrupted", e);
            }
            tick();
            synchronized (this) {
                if (bytes == 0) {
                    watched = false;
                    return;
                }
            }
        }
    }

    private static int bin(long bytes) {
        int power = 63 - Long.numberOfLeadingZeros(bytes);
        return power * STEPS + (int) (bytes >>> (power - 2)) % STEPS;
    }
}
