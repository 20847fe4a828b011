package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.PhantomReference;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who owns blocks: one scope of a segment each. An owner's end is the action that the arena runs when it is
 * closed; for an automatic arena the JVM's cleaner thread does that, some time after a collection. Where cores
 * are scarce that thread falls behind by hundreds of megabytes, so after a collection that Hotloop asked for
 * the owners that it found dead are ended here, without waiting for any thread.
 */
final class BlockOwners {
    /**
     * Whether the scope of a segment lives as long as any segment of it: the one object that they share. So it is
     * in JDK 25; otherwise the arenas' actions alone decide.
     */
    private static final boolean SCOPE_IS_SHARED = sharesScope();

    private final Consumer<Block> leave;

    /** The owners that may die, in a ring; guarded by this. */
    private final Owner ring = new Owner(this);

    /**
     * No owners.
     *
     * @param leave ends an owner's use of a block
     */
    BlockOwners(Consumer<Block> leave) {
        this.leave = leave;
    }

    /**
     * Makes an arena an owner of a block.
     *
     * @param block the block, whose owners were counted already
     * @param bytes the size of the segment
     * @param arena the owner; when it cannot be one, the block is left
     */
    MemorySegment adopt(Block block, long bytes, Arena arena) {
        // Asked once: an arena is an interface, and one that names another scope each time must not have a block
        // watched whose segment belongs to somebody else.
        var fixed = new FixedArena(arena.scope());
        var owner = new Owner(this, block, fixed.scope());
        try {
            MemorySegment segment = block.memory.reinterpret(bytes, fixed, owner);
            if (SCOPE_IS_SHARED) {
                add(owner);
            }
            return segment;
        } catch (Throwable e) {
            // The arena is closed or another thread's, or the heap is full: nobody else will end it.
            owner.accept(block.memory);
            throw e;
        }
    }

    /** Ends the owners that are dead. */
    void sweep() {
        var dead = new ArrayList<Owner>();
        synchronized (this) {
            for (Owner owner = ring.next; owner != ring; owner = owner.next) {
                if (owner.refersTo(null)) {
                    dead.add(owner);
                }
            }
        }
        dead.forEach(owner -> owner.accept(MemorySegment.NULL));
    }

    private synchronized void add(Owner owner) {
        if (!owner.ended.get()) {
            owner.next = ring;
            owner.previous = ring.previous;
            ring.previous.next = owner;
            ring.previous = owner;
        }
    }

    private synchronized void remove(Owner owner) {
        owner.previous.next = owner.next;
        owner.next.previous = owner.previous;
        owner.next = owner;
        owner.previous = owner;
    }

    private static boolean sharesScope() {
        MemorySegment segment = Arena.ofAuto().allocate(2);
        return segment.scope() == segment.asSlice(1).scope();
    }

    /** The owner of a segment, and nothing else. */
    private record FixedArena(MemorySegment.Scope scope) implements Arena {
        @Override
        public MemorySegment allocate(long byteSize, long byteAlignment) {
            throw new UnsupportedOperationException("owns memory, has none");
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("closed by the arena that it stands for");
        }
    }

    /** One owner: the arena's action, and a place in the ring. */
    private static final class Owner extends PhantomReference<MemorySegment.Scope> implements Consumer<MemorySegment> {
        private final BlockOwners owners;
        private final @Nullable Block block;
        private final AtomicBoolean ended = new AtomicBoolean();
        private Owner next = this;
        private Owner previous = this;

        /** The beginning of a ring. */
        Owner(BlockOwners owners) {
            super(null, null);
            this.owners = owners;
            block = null;
        }

        Owner(BlockOwners owners, Block block, MemorySegment.Scope scope) {
            super(scope, null);
            this.owners = owners;
            this.block = block;
        }

        /** Ends it, once. */
        @Override
        public void accept(MemorySegment segment) {
            if (block != null && ended.compareAndSet(false, true)) {
                owners.remove(this);
                owners.leave.accept(block);
            }
        }
    }
}
