package io.hotloop.bindings;

import io.hotloop.bindings.gen.HotloopH;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The memory of this process: the budget for all of it, and the pool of the library's blocks. */
final class MemoryStore {
    final MemoryBudget budget;
    final BlockPool pool;
    final BlockOwners owners = new BlockOwners(this::leave);

    /** For memory that is the arenas' own. */
    final ArenaWatch watch;

    private MemoryStore(long limit, long maxHeap) {
        pool = new BlockPool(BlockPool.bound(limit), this::drop);
        budget = new MemoryBudget(limit, maxHeap, MemoryBudget.THIS_JVM, this::giveBack);
        watch = new ArenaWatch(budget::freed);
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if it is no number of bytes
     */
    static MemoryStore open() {
        long maxHeap = Runtime.getRuntime().maxMemory();
        return new MemoryStore(
                MemoryLimit.of(System.getProperty(MemoryLimit.PROPERTY), maxHeap, Path.of("/")), maxHeap);
    }

    /** A block with one owner, at least this large: from the pool, or from the system. */
    Block take(long bytes) {
        budget.pace();
        Block pooled = pool.take(bytes);
        if (pooled != null) {
            budget.reused(pooled.capacity);
            pooled.reuse();
            return pooled;
        }
        return budget.allocate(bytes, MemoryStore::fromSystem);
    }

    /** Ends an owner's use of a block. */
    private void leave(Block block) {
        if (!block.leave()) {
            return;
        }
        // First: from the pool somebody else may have it at once, and it would count twice.
        budget.kept(block.capacity);
        if (!pool.put(block)) {
            drop(block);
        }
    }

    /** Memory of an arena without the library. */
    MemorySegment fromArena(long bytes, Arena arena) {
        watch.look();
        MemorySegment segment = budget.allocate(bytes, size -> fromArenaOrNull(size, arena));
        watch.add(segment.scope(), bytes);
        return segment;
    }

    private long giveBack(long bytes) {
        owners.sweep();
        return watch.sweep() + pool.free(bytes);
    }

    private void drop(Block block) {
        HotloopH.hl_free(block.memory, block.capacity);
        budget.dropped(block.capacity);
    }

    private static @Nullable MemorySegment fromArenaOrNull(long bytes, Arena arena) {
        try {
            return checked(arena.allocate(bytes, NativeMemory.ALIGNMENT), bytes);
        } catch (OutOfMemoryError e) {
            Log.LOGGER.log(System.Logger.Level.DEBUG, "the arena has no memory", e);
            return null;
        }
    }

    /** What an arena gave, which may be anybody's implementation. */
    static MemorySegment checked(MemorySegment segment, long bytes) {
        if (segment.byteSize() < bytes) {
            throw new IllegalArgumentException(
                    "the arena gave " + segment.byteSize() + " bytes where " + bytes + " were asked for");
        }
        return segment;
    }

    private static @Nullable Block fromSystem(long bytes) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ValueLayout.ADDRESS);
            int status = HotloopH.hl_alloc(bytes, out);
            return switch (status) {
                case Status.OK -> new Block(out.get(ValueLayout.ADDRESS, 0), bytes);
                case Status.ENOMEM -> null;
                default -> throw new AssertionError("hl_alloc(" + bytes + "): " + Status.name(status));
            };
        }
    }
}
