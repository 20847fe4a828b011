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

    /** Whether a block went its way once. */
    private volatile boolean linked;

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
        if (!linked) {
            link();
        }
        budget.pace();
        Block pooled = pool.take(bytes);
        if (pooled != null) {
            budget.reused(pooled.capacity);
            pooled.reuse();
            return pooled;
        }
        return budget.allocate(bytes, MemoryStore::fromSystem);
    }

    /** Has a block go its way: what this loads and links first would fail, some of it for good, when the heap is full. */
    private void link() {
        try (Arena arena = Arena.ofConfined()) {
            Block block = budget.allocate(NativeMemory.ALIGNMENT, MemoryStore::fromSystem);
            owners.adopt(block, block.capacity, arena);
        }
        linked = true;
    }

    /** Ends an owner's use of a block. It needs no Java heap: nobody would end it again. */
    private void leave(Block block) {
        if (!block.leave()) {
            return;
        }
        // First: from the pool somebody else may have it at once, and it would count twice.
        budget.kept(block.capacity);
        pool.put(block);
    }

    /** Memory of an arena without the library. */
    MemorySegment fromArena(long bytes, Arena arena) {
        watch.look();
        return budget.allocate(bytes, size -> {
            MemorySegment segment = fromArenaOrNull(size, arena);
            if (segment != null) {
                // In here: if the heap has no room for the watch, the bytes do not count either.
                watch.add(segment.scope(), size);
            }
            return segment;
        });
    }

    private long giveBack(long bytes) {
        owners.sweep();
        return watch.sweep() + pool.free(bytes);
    }

    private void drop(Block block) {
        HotloopH.hl_free(block.memory(), block.capacity);
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
        var block = new Block(bytes);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment out = scratch.allocate(ValueLayout.ADDRESS);
            int status = HotloopH.hl_alloc(bytes, out);
            return switch (status) {
                case Status.OK -> block.at(out.get(ValueLayout.JAVA_LONG, 0));
                case Status.ENOMEM -> null;
                default -> throw new AssertionError("hl_alloc(" + bytes + "): " + Status.name(status));
            };
        }
    }
}
