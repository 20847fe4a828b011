package io.hotloop.bindings;

import io.hotloop.bindings.gen.HotloopH;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.LongAdder;

/**
 * Off-heap memory for arrays, from the library's allocator: not zeroed, and on huge pages where that pays
 * (first touch of 800 MB: 36 ms instead of 264). Without a library, the arena's own.
 */
public final class NativeMemory {
    /** The alignment of every block: a cache line and the widest vector. */
    public static final long ALIGNMENT = 64;

    /** {@code hl_alloc}'s own limit. */
    private static final long MAX_BYTES = 1L << 62;

    private static final LongAdder ALLOCATED = new LongAdder();

    private NativeMemory() {}

    /**
     * Allocates a block that lives as long as the arena.
     *
     * @param bytes its size, 0 to 2⁶²
     * @param arena who frees it, of any kind
     * @return a segment of that size, aligned to {@link #ALIGNMENT}; its contents are unspecified
     * @throws IllegalArgumentException if {@code bytes} is outside 0 to 2⁶²
     * @throws OutOfMemoryError if the memory cannot be had
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
        MemorySegment block = allocateBlock(bytes);
        ALLOCATED.add(bytes);
        try {
            return block.reinterpret(bytes, arena, segment -> free(segment, bytes));
        } catch (Throwable e) {
            // The arena is closed or another thread's: nobody else will free the block.
            free(block, bytes);
            throw e;
        }
    }

    /**
     * How much of the library's memory is in use.
     *
     * @return the bytes of all blocks that were allocated and not freed yet; without a library 0
     */
    public static long allocatedBytes() {
        return ALLOCATED.sum();
    }

    private static MemorySegment allocateFromArena(long bytes, Arena arena) {
        try {
            return arena.allocate(bytes, ALIGNMENT);
        } catch (OutOfMemoryError e) {
            var error = outOfMemory(bytes);
            error.initCause(e);
            throw error;
        }
    }

    private static MemorySegment allocateBlock(long bytes) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ValueLayout.ADDRESS);
            int status = HotloopH.hl_alloc(bytes, out);
            return switch (status) {
                case Status.OK -> out.get(ValueLayout.ADDRESS, 0);
                case Status.ENOMEM -> throw outOfMemory(bytes);
                default -> throw new AssertionError("hl_alloc(" + bytes + "): " + Status.name(status));
            };
        }
    }

    private static void free(MemorySegment block, long bytes) {
        HotloopH.hl_free(block, bytes);
        ALLOCATED.add(-bytes);
    }

    private static OutOfMemoryError outOfMemory(long bytes) {
        return new OutOfMemoryError(
                "%,d bytes of native memory cannot be had; Hotloop holds %,d bytes already, the Java heap may take %,d"
                        .formatted(bytes, allocatedBytes(), Runtime.getRuntime().maxMemory()));
    }
}
