package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the library's memory, in use or in the pool. Arrays never see it: they have segments over its
 * memory, each with the scope of an owner, and it is recycled when the last of these scopes is closed.
 *
 * <p>It has all that its way back needs, which must not fail when the Java heap is full: also its place in a
 * list of the pool.
 */
final class Block {
    /** Its size in bytes, and what it counts for: as it was asked for first. */
    final long capacity;

    /** When it came into the pool, by the pool's clock; guarded by the pool. */
    long pooledAt;

    /** Its neighbours in a list of the pool; guarded by the pool. */
    @Nullable
    Block older;

    @Nullable
    Block newer;

    private long address;

    /** All of it, once somebody asked; whoever makes it again makes the same. */
    private @Nullable MemorySegment memory;

    /** Whether it was used before, so that its contents are not the system's zeros. */
    private volatile boolean used;

    /** More than one where a scope handed it out: what it handed out and the scope itself. */
    private final AtomicInteger owners = new AtomicInteger(1);

    /**
     * A block with one owner, and without memory yet: it is made first, for memory without it could not be freed.
     *
     * @param capacity how long it is
     */
    Block(long capacity) {
        this.capacity = capacity;
    }

    /** Says where it begins. */
    Block at(long where) {
        address = where;
        return this;
    }

    /** Where it begins. */
    long address() {
        return address;
    }

    /** All of it, as nobody's. The first time this needs room on the Java heap. */
    MemorySegment memory() {
        MemorySegment now = memory;
        if (now == null) {
            now = MemorySegment.ofAddress(address).reinterpret(capacity);
            memory = now;
        }
        return now;
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
