package io.hotloop.bindings;

import io.hotloop.bindings.gen.HotloopH;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory for arrays, from the library's allocator: not zeroed, and on huge pages where that pays
 * (first touch of 800 MB: 36 ms instead of 264). Without a library, the arena's own.
 *
 * <p>The collector does not see the library's blocks and would leave those of an automatic arena
 * ({@link Arena#ofAuto()}) alone while the heap has room. So {@link System#gc()} is called when they have
 * grown by 128 MB and fivefold since the last call, at most 15 % of the time being spent in it, and when
 * the limit is reached: {@code hotloop.memory.limit} in bytes, by default what the machine or the container
 * has, less the largest Java heap and a tenth (at least 256 MB).
 *
 * <p>With {@code -XX:+DisableExplicitGC} these calls do nothing: blocks of automatic arenas are then freed
 * when the heap happens to be collected, and an allocation at the limit fails although some are garbage.
 * Such programs should close their arenas themselves.
 */
public final class NativeMemory {
    /** The alignment of every block: a cache line and the widest vector. */
    public static final long ALIGNMENT = 64;

    /** {@code hl_alloc}'s own limit. */
    private static final long MAX_BYTES = 1L << 62;

    /** Null until the first block; no holder class, whose failure would hide what is wrong with the setting. */
    private static volatile @Nullable MemoryBudget budget;

    private NativeMemory() {}

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
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a block of " + bytes + " bytes: 0 to " + MAX_BYTES + " can be asked for");
        }
        if (bytes == 0 || !Native.isLoaded()) {
            return allocateFromArena(bytes, arena);
        }
        MemoryBudget payer = budget();
        MemorySegment block = payer.allocate(bytes, NativeMemory::allocateBlock);
        try {
            return block.reinterpret(bytes, arena, segment -> free(segment, bytes, payer));
        } catch (Throwable e) {
            // The arena is closed or another thread's: nobody else will free the block.
            free(block, bytes, payer);
            throw e;
        }
    }

    /**
     * How much of the library's memory is in use.
     *
     * @return the bytes of all blocks that were allocated and not freed yet; without a library 0
     */
    public static long allocatedBytes() {
        MemoryBudget payer = budget;
        return payer == null ? 0 : payer.live();
    }

    private static MemoryBudget budget() {
        MemoryBudget payer = budget;
        return payer != null ? payer : firstBudget();
    }

    private static synchronized MemoryBudget firstBudget() {
        MemoryBudget payer = budget;
        if (payer == null) {
            long maxHeap = Runtime.getRuntime().maxMemory();
            long limit = MemoryLimit.of(System.getProperty(MemoryLimit.PROPERTY), maxHeap, Path.of("/"));
            payer = new MemoryBudget(limit, maxHeap, MemoryBudget.THIS_JVM);
            budget = payer;
        }
        return payer;
    }

    private static MemorySegment allocateFromArena(long bytes, Arena arena) {
        try {
            return arena.allocate(bytes, ALIGNMENT);
        } catch (OutOfMemoryError e) {
            var error = new OutOfMemoryError("%,d bytes of native memory cannot be had; the Java heap may take %,d"
                    .formatted(bytes, Runtime.getRuntime().maxMemory()));
            error.initCause(e);
            throw error;
        }
    }

    private static @Nullable MemorySegment allocateBlock(long bytes) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ValueLayout.ADDRESS);
            int status = HotloopH.hl_alloc(bytes, out);
            return switch (status) {
                case Status.OK -> out.get(ValueLayout.ADDRESS, 0);
                case Status.ENOMEM -> null;
                default -> throw new AssertionError("hl_alloc(" + bytes + "): " + Status.name(status));
            };
        }
    }

    private static void free(MemorySegment block, long bytes, MemoryBudget payer) {
        HotloopH.hl_free(block, bytes);
        payer.freed(bytes);
    }
}
