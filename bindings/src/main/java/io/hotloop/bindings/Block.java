package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of the library's memory, in use or in the pool. Arrays never see it: they have segments over its
 * memory, each with the scope of an owner, and it is recycled when the last of these scopes is closed.
 */
final class Block {
    final MemorySegment memory;

    /** Its size in bytes, and what it counts for: as it was asked for first. */
    final long capacity;

    /** When it came into the pool, by the pool's clock; guarded by the pool. */
    long pooledAt;

    /** Whether it was used before, so that its contents are not the system's zeros. */
    private volatile boolean used;

    /** More than one where a scope handed it out: what it handed out and the scope itself. */
    private final AtomicInteger owners = new AtomicInteger(1);

    /**
     * A block with one owner.
     *
     * @param memory where it begins
     * @param capacity how long it is
     */
    Block(MemorySegment memory, long capacity) {
        this.memory = memory.reinterpret(capacity);
        this.capacity = capacity;
    }

    /** Adds an owner. */
    void share() {
        owners.incrementAndGet();
    }

    /** Takes an owner away, and tells whether it was the last. */
    boolean leave() {
        return owners.decrementAndGet() == 0;
    }

    /** Makes a block from the pool somebody's. */
    void reuse() {
        used = true;
        owners.set(1);
    }

    /** Tells whether it came from the system for its present owner. */
    boolean isFresh() {
        return !used;
    }
}
