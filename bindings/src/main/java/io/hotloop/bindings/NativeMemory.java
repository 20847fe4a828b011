package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory for arrays, from the library's allocator: not zeroed, recycled, and on huge pages where that
 * pays (first touch of 800 MB: 36 ms instead of 264). Without a library, the arena's own.
 *
 * <p>Recycling hangs on the scope of the owner: memory comes back when the arena is closed and every segment
 * of it throws, or when the collector found none. No segment ever sees bytes that belong to another owner.
 *
 * <p>The collector does not see the library's blocks and would leave those of an automatic arena
 * ({@link Arena#ofAuto()}) alone while the heap has room. So {@link System#gc()} is called when they have
 * grown by 128 MB and fivefold since the last call, at most 15 % of the time being spent in it, and when
 * the limit is reached: {@code hotloop.memory.limit} in bytes, by default what the machine or the container
 * has, less the largest Java heap and a tenth (at least 256 MB). What is pooled counts, and is freed first.
 *
 * <p>With {@code -XX:+DisableExplicitGC} these calls do nothing, which is found out and logged: blocks of
 * automatic arenas are then freed when the heap happens to be collected, and an allocation at the limit fails
 * although some are garbage. Such programs should use scopes or close their arenas themselves.
 */
public final class NativeMemory {
    /** The alignment of every block: a cache line and the widest vector. */
    public static final long ALIGNMENT = 64;

    /** {@code hl_alloc}'s own limit. */
    private static final long MAX_BYTES = 1L << 62;

    /** From here on {@code hl_alloc} maps, and fresh memory is zero. */
    private static final long MAPPED = 2L << 20;

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    /** Null until the first block; no holder class, whose failure would hide what is wrong with the setting. */
    private static volatile @Nullable MemoryStore store;

    private NativeMemory() {}

    /**
     * Memory that the thread's innermost {@link MemoryScope} owns, and the collector where there is none.
     *
     * @param bytes its size, 0 to 2⁶²
     * @return a segment of that size, aligned to {@link #ALIGNMENT} if it is so long, else to 16; its contents
     *     are unspecified
     * @throws IllegalArgumentException if {@code bytes} is outside 0 to 2⁶², or if the property
     *     {@code hotloop.memory.limit} is no number of bytes
     * @throws OutOfMemoryError if the memory cannot be had, after up to half a second of waiting for the
     *     collector
     * @throws UnsatisfiedLinkError if a library exists but could not be used
     */
    public static MemorySegment allocate(long bytes) {
        check(bytes);
        ThreadMemory thread = ThreadMemory.current();
        MemoryScope scope = thread.scope;
        if (scope != null) {
            return scope.allocate(bytes);
        }
        return bytes <= ThreadMemory.MEDIUM ? thread.allocate(bytes) : allocate(bytes, Arena.ofAuto());
    }

    /**
     * Tells whether a scope owns what the thread allocates.
     *
     * @return true if a {@link MemoryScope} of the thread is open
     */
    public static boolean isScoped() {
        return ThreadMemory.current().scope != null;
    }

    /** Memory that the collector owns, whatever scopes are open. */
    static MemorySegment allocateCollected(long bytes) {
        return bytes <= ThreadMemory.MEDIUM ? ThreadMemory.current().allocate(bytes) : allocate(bytes, Arena.ofAuto());
    }

    /**
     * Allocates a block that lives as long as the arena.
     *
     * @param bytes its size, 0 to 2⁶²
     * @param arena who frees it, of any kind
     * @return a segment of that size, aligned to {@link #ALIGNMENT}; its contents are unspecified
     * @throws IllegalArgumentException if {@code bytes} is outside 0 to 2⁶², or if the property
     *     {@code hotloop.memory.limit} is no number of bytes
     * @throws OutOfMemoryError if the memory cannot be had, after up to half a second of waiting for the
     *     collector
     * @throws IllegalStateException if the arena is closed already
     * @throws WrongThreadException if the arena is confined to another thread
     * @throws UnsatisfiedLinkError if a library exists but could not be used
     */
    public static MemorySegment allocate(long bytes, Arena arena) {
        check(bytes);
        if (bytes == 0) {
            return MemoryStore.checked(arena.allocate(0, ALIGNMENT), 0);
        }
        return Native.isLoaded() ? adopt(take(bytes), bytes, arena) : store().fromArena(bytes, arena);
    }

    /**
     * Allocates a block that lives as long as the arena, all zero.
     *
     * @param bytes its size, 0 to 2⁶²
     * @param arena who frees it, of any kind
     * @return as {@link #allocate(long, Arena)}, with its exceptions
     */
    public static MemorySegment allocateZeroed(long bytes, Arena arena) {
        check(bytes);
        if (bytes == 0 || !Native.isLoaded()) {
            return allocate(bytes, arena);
        }
        Block block = take(bytes);
        boolean zero = block.isFresh() && bytes >= MAPPED && !WINDOWS;
        MemorySegment segment = adopt(block, bytes, arena);
        return zero ? segment : segment.fill((byte) 0);
    }

    /**
     * Memory as {@link #allocate(long)} gives, all zero.
     *
     * @param bytes its size, 0 to 2⁶²
     * @return as {@link #allocate(long)}, with its exceptions
     */
    public static MemorySegment allocateZeroed(long bytes) {
        boolean own = bytes > ThreadMemory.MEDIUM && ThreadMemory.current().scope == null;
        return own ? allocateZeroed(bytes, Arena.ofAuto()) : allocate(bytes).fill((byte) 0);
    }

    /**
     * How much memory is owned by somebody.
     *
     * @return the bytes of all blocks that were allocated and not freed yet
     */
    public static long allocatedBytes() {
        MemoryStore now = store;
        if (now == null) {
            return 0;
        }
        now.owners.sweep();
        now.watch.sweep();
        return now.budget.live();
    }

    /**
     * How much memory is kept for the next who asks.
     *
     * @return bytes
     */
    public static long pooledBytes() {
        MemoryStore now = store;
        return now == null ? 0 : now.pool.bytes();
    }

    /**
     * The most that {@link #allocatedBytes()} has been.
     *
     * @return bytes
     */
    public static long peakBytes() {
        MemoryStore now = store;
        return now == null ? 0 : now.budget.peak();
    }

    /**
     * The most that may be allocated and pooled.
     *
     * @return bytes; {@link Long#MAX_VALUE} where there is no limit
     * @throws IllegalArgumentException if the property {@code hotloop.memory.limit} is no number of bytes
     */
    public static long limitBytes() {
        return store().budget.limit();
    }

    /**
     * How often a garbage collection was asked for.
     *
     * @return a number that only grows
     */
    public static long collections() {
        MemoryStore now = store;
        return now == null ? 0 : now.budget.collections();
    }

    /**
     * Tells whether {@link System#gc()} was found to do nothing.
     *
     * @return false as well while it was not needed yet
     */
    public static boolean explicitGcIgnored() {
        return ExplicitGc.isIgnored();
    }

    /**
     * Collects garbage to find out whether {@link System#gc()} does anything.
     *
     * @return false if it does nothing, which is logged the first time
     */
    public static boolean tryExplicitGc() {
        ExplicitGc.collect();
        return !ExplicitGc.isIgnored();
    }

    /**
     * Gives what is pooled back to the system.
     *
     * @return how many bytes that were
     */
    public static long trim() {
        MemoryStore now = store;
        return now == null ? 0 : now.pool.free(Long.MAX_VALUE);
    }

    /** Frees what a scope owned, whose arena could not: it is closed, no thread is using it. */
    static void closed(MemorySegment.Scope scope) {
        MemoryStore now = store;
        if (now != null) {
            now.owners.sweep(scope);
        }
    }

    /** A block with one owner, for {@link #adopt}. The library is loaded. */
    static Block take(long bytes) {
        return store().take(bytes);
    }

    /** A segment over a block, which ends its owner's use of it when the arena ends. */
    static MemorySegment adopt(Block block, long bytes, Arena arena) {
        return store().owners.adopt(block, bytes, arena);
    }

    /** A segment of the collector over a block that somebody else owns as well. */
    static MemorySegment share(Block block) {
        Arena arena = Arena.ofAuto();
        block.share();
        return adopt(block, block.capacity, arena);
    }

    private static void check(long bytes) {
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a block of " + bytes + " bytes: 0 to " + MAX_BYTES + " can be asked for");
        }
    }

    private static MemoryStore store() {
        MemoryStore now = store;
        return now != null ? now : firstStore();
    }

    private static synchronized MemoryStore firstStore() {
        MemoryStore now = store;
        if (now == null) {
            now = MemoryStore.open();
            store = now;
        }
        return now;
    }
}
