package io.hotloop.particles;

import io.hotloop.bindings.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates that an evolve computes in, so that the particles change only at its end.
 *
 * @param x first coordinates
 * @param y second coordinates
 * @param arena what to close after the evolve; null for what is kept and left to the collector
 */
record Scratch(MemorySegment x, MemorySegment y, @Nullable Arena arena) implements AutoCloseable {
    /** Arenas that could not be closed yet. */
    private static final Queue<Arena> UNCLOSED = new ConcurrentLinkedQueue<>();

    static Scratch kept(long count) {
        Arena arena = Arena.ofAuto();
        return new Scratch(allocate(count, arena), allocate(count, arena), null);
    }

    static Scratch owned(long count) {
        UNCLOSED.removeIf(Scratch::isClosedNow);
        // Shared, because helper threads write it; its close costs 50 µs, nothing at this size.
        Arena arena = Arena.ofShared();
        try {
            return new Scratch(allocate(count, arena), allocate(count, arena), arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment allocate(long count, Arena arena) {
        return NativeMemory.allocate(count * Double.BYTES, arena);
    }

    /**
     * Frees the memory. Where somebody whom a listener gave the coordinates still writes them to a channel
     * they cannot be freed: then the next evolve tries again, and this one, which is done, does not fail.
     */
    @Override
    public void close() {
        if (arena != null && !isClosedNow(arena)) {
            UNCLOSED.add(arena);
        }
    }

    private static boolean isClosedNow(Arena arena) {
        try {
            arena.close();
            return true;
        } catch (IllegalStateException e) {
            // In use, or two evolves try at the same time and the other one was first.
            return !arena.scope().isAlive();
        }
    }
}
