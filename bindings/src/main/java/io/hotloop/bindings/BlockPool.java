package io.hotloop.bindings;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that nobody owns, kept for the next array: first touch costs more than most arithmetic (8 MB: 0.4 ms
 * on huge pages, recycled 0.2 µs). Bounded; what is not used for some seconds is freed by a daemon thread,
 * which lives only while something is pooled.
 *
 * <p>What takes blocks back or frees them allocates nothing on the Java heap: a block whose owner has ended is
 * lost if its way back fails. So the blocks are the nodes of the pool's lists, and one is taken out at a time.
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
    private final Consumer<Block> release;
    private final long tickMs;

    /** Made when there is room for it; used by whoever set {@link #watched}. */
    private final Thread.Builder daemon =
            Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name(THREAD_NAME);

    private final Runnable watching = this::run;

    /** By size. */
    private final Blocks[] bins;

    /** What could not be freed when it should have been. */
    private final Blocks unfreed = new Blocks();

    /** What is in the bins. */
    private long bytes;

    private long unfreedBytes;
    private long clock;
    private boolean watched;

    /**
     * An empty pool.
     *
     * @param bound the most bytes that it keeps
     * @param release gives a block back to the system; where it throws an {@link OutOfMemoryError} it did not, and
     *     is asked again later
     */
    BlockPool(long bound, Consumer<Block> release) {
        this(bound, release, TICK_MS);
    }

    /** An empty pool whose clock has another tick; for tests. */
    BlockPool(long bound, Consumer<Block> release, long tickMs) {
        this.bound = bound;
        this.release = release;
        this.tickMs = tickMs;
        bins = new Blocks[bin(Math.max(bound, SMALLEST)) - FIRST_BIN + 1];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = new Blocks();
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
        return bytes + unfreedBytes;
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
        for (int i = bin; i <= bin + 1 && i < bins.length; i++) {
            Block block = bins[i].newest;
            for (int look = 0; look < LOOKS && block != null; look++) {
                if (block.capacity >= wanted && block.capacity - wanted <= wanted / STEPS) {
                    return takeFrom(bins[i], block);
                }
                block = block.older;
            }
        }
        return null;
    }

    /**
     * Takes a block back, for whose room the blocks that were not used longest are freed. One that is too small or
     * too large for the pool is freed itself.
     */
    void put(Block block) {
        if (block.capacity < SMALLEST || block.capacity > bound) {
            release(block);
        } else {
            for (Block oldest = addIfRoom(block); oldest != null; oldest = addIfRoom(block)) {
                release(oldest);
            }
        }
        watch();
    }

    /**
     * Frees blocks, those first that were not used longest.
     *
     * @param wanted how many bytes, {@link Long#MAX_VALUE} for all
     * @return how many were freed
     */
    long free(long wanted) {
        long got = wanted > 0 ? retry() : 0;
        // No more than there are now: others may put blocks as fast as they are freed here.
        for (long most = Math.min(wanted - got, bytes()); most > 0; ) {
            Block oldest = evict();
            if (oldest == null) {
                break;
            }
            got += release(oldest);
            most -= oldest.capacity;
        }
        return got;
    }

    /** Lets a second of the pool's clock pass and frees what is idle. */
    void tick() {
        synchronized (this) {
            clock++;
        }
        for (Block idle = takeIdle(); idle != null; idle = takeIdle()) {
            release(idle);
        }
        retry();
    }

    /** Gives a block back to the system, and tells how many bytes that were: 0 if it must be tried again. */
    private long release(Block block) {
        try {
            release.accept(block);
            return block.capacity;
        } catch (OutOfMemoryError e) {
            // The Java heap has no room for the call into the library. Not logged: that would need some, too.
            synchronized (this) {
                unfreed.add(block);
                unfreedBytes += block.capacity;
            }
            return 0;
        }
    }

    /** Frees what could not be freed before, until that fails again. */
    private long retry() {
        long got = 0;
        for (Block block = takeUnfreed(); block != null; block = takeUnfreed()) {
            long freed = release(block);
            if (freed == 0) {
                break;
            }
            got += freed;
        }
        return got;
    }

    /** Adds a block, or makes some room for it by taking the oldest one out. */
    private synchronized @Nullable Block addIfRoom(Block block) {
        if (bytes > bound - block.capacity) {
            return evict();
        }
        block.pooledAt = clock;
        bins[bin(block.capacity) - FIRST_BIN].add(block);
        bytes += block.capacity;
        return null;
    }

    private synchronized @Nullable Block evict() {
        Blocks oldest = null;
        for (Blocks bin : bins) {
            if (bin.oldest != null && (oldest == null || bin.oldest.pooledAt <= oldest.oldest.pooledAt)) {
                oldest = bin;
            }
        }
        return oldest == null ? null : takeFrom(oldest, oldest.oldest);
    }

    private synchronized @Nullable Block takeIdle() {
        for (Blocks bin : bins) {
            if (bin.oldest != null && clock - bin.oldest.pooledAt > IDLE_TICKS) {
                return takeFrom(bin, bin.oldest);
            }
        }
        return null;
    }

    private synchronized @Nullable Block takeUnfreed() {
        Block block = unfreed.oldest;
        if (block != null) {
            unfreed.remove(block);
            unfreedBytes -= block.capacity;
        }
        return block;
    }

    private Block takeFrom(Blocks bin, Block block) {
        bin.remove(block);
        bytes -= block.capacity;
        return block;
    }

    /** Starts the daemon unless it runs or nothing is left for it. */
    private void watch() {
        synchronized (this) {
            if (watched || bytes() == 0) {
                return;
            }
            watched = true;
        }
        try {
            daemon.start(watching);
        } catch (OutOfMemoryError e) {
            // No thread can be had now, or no room on the Java heap for its object, and none for a log message.
            // The pool works without; the next block tries again.
            endWatch();
        }
    }

    private synchronized void endWatch() {
        watched = false;
    }

    private void run() {
        try {
            while (isWanted()) {
                sleep();
                tick();
            }
        } catch (Throwable e) {
            // This thread ends with what it met; another one takes over what is left.
            endWatch();
            watch();
            throw e;
        }
    }

    private synchronized boolean isWanted() {
        watched = bytes() > 0;
        return watched;
    }

    private void sleep() {
        try {
            Thread.sleep(tickMs);
        } catch (InterruptedException e) {
            // Nobody is meant to interrupt it; the tick comes early then.
            Log.LOGGER.log(System.Logger.Level.DEBUG, THREAD_NAME + " was interrupted", e);
        }
    }

    private static int bin(long bytes) {
        int power = 63 - Long.numberOfLeadingZeros(bytes);
        return power * STEPS + (int) (bytes >>> (power - 2)) % STEPS;
    }

    /** Blocks in the order in which they came, linked by themselves. */
    private static final class Blocks {
        @Nullable
        Block oldest;

        @Nullable
        Block newest;

        void add(Block block) {
            block.older = newest;
            if (newest == null) {
                oldest = block;
            } else {
                newest.newer = block;
            }
            newest = block;
        }

        void remove(Block block) {
            if (block.older == null) {
                oldest = block.newer;
            } else {
                block.older.newer = block.newer;
            }
            if (block.newer == null) {
                newest = block.older;
            } else {
                block.newer.older = block.older;
            }
            block.older = null;
            block.newer = null;
        }
    }
}
