package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Cuts small pieces from a larger one, which its scope frees when all of them are done. For one thread at a
 * time.
 */
final class Slab {
    /** Pieces of a cache line or more begin at one, smaller ones where any number may. */
    private static final long LINE = NativeMemory.ALIGNMENT;

    private static final long SMALL_ALIGNMENT = 16;

    private MemorySegment memory = MemorySegment.NULL;
    private long used;

    /**
     * Cuts a piece, whose contents are unspecified.
     *
     * @return null where the rest is too short
     */
    @Nullable
    MemorySegment cut(long bytes) {
        long begin = bytes < LINE ? used : (used + LINE - 1) & -LINE;
        long end = begin + bytes;
        // The first time there is no memory at all, for a piece of no bytes either.
        if (end > memory.byteSize() || memory.address() == 0) {
            return null;
        }
        used = (end + SMALL_ALIGNMENT - 1) & -SMALL_ALIGNMENT;
        return memory.asSlice(begin, bytes);
    }

    /**
     * Goes on with other memory, and forgets the rest of the old.
     *
     * @param other memory aligned to {@link NativeMemory#ALIGNMENT}, large enough for the piece
     */
    MemorySegment cutFrom(MemorySegment other, long bytes) {
        memory = other;
        used = 0;
        MemorySegment piece = cut(bytes);
        if (piece == null) {
            throw new AssertionError(bytes + " bytes from a slab of " + other.byteSize());
        }
        return piece;
    }
}
