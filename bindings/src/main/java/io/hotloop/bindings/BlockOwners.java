package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.PhantomReference;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who owns blocks: one scope of a segment each. An owner's end is the action that the arena runs when it is
 * closed; for an automatic arena the JVM's cleaner thread does that, some time after a collection. Where cores
 * are scarce that thread falls behind by hundreds of megabytes, so after a collection that Hotloop asked for
 * the owners that it found dead are ended here, without waiting for any thread.
 *
 * <p>The JDK needs some bytes of Java heap to run an action. If there are none, {@code close()} throws, the arena
 * is closed, and neither this action nor those after it run, ever. Such owners are found here, too: at once those
 * of a {@link MemoryScope}, when memory is short those of other arenas, if the thread asks that the arena is
 * confined to, or if it is garbage.
 */
final class BlockOwners {
    /**
     * Whether the scope of a segment lives as long as any segment of it: the one object that they share. So it is
     * in JDK 25; otherwise the arenas' actions alone decide.
     */
    private static final boolean SCOPE_IS_SHARED = sharesScope();

    private final Consumer<Block> leave;

    /** Nobody's thread, to which no arena is confined. */
    private static final Thread NOBODY =
            Thread.ofPlatform().inheritInheritableThreadLocals(false).unstarted(() -> {});

    /** The owners that may die, in a ring; guarded by this. */
    private final Owner ring = new Owner(this);

    /** Those that were found dead and are not ended yet, in a ring; guarded by this. */
    private final Owner dead = new Owner(this);

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
        Owner owner = null;
        try {
            // Asked once: an arena is an interface, and one that names another scope each time must not have a block
            // watched whose segment belongs to somebody else.
            var fixed = new FixedArena(arena.scope());
            owner = new Owner(this, block, fixed.scope());
            MemorySegment segment = block.memory().reinterpret(bytes, fixed, owner);
            if (SCOPE_IS_SHARED) {
                if (!segment.isAccessibleBy(NOBODY)) {
                    owner.confined = new WeakReference<>(fixed.scope());
                }
                add(owner);
            }
            return segment;
        } catch (Throwable e) {
            // The arena is closed or another thread's, or the heap is full: nobody else will end it.
            if (owner == null) {
                leave.accept(block);
            } else {
                owner.end();
            }
            throw e;
        }
    }

    /** Ends the owners that are dead. */
    void sweep() {
        sweep(null);
    }

    /**
     * Ends the owners that are dead.
     *
     * @param closed the scope of an arena whose {@code close()} has come back or thrown, and that is closed
     */
    void sweep(MemorySegment.@Nullable Scope closed) {
        synchronized (this) {
            for (Owner owner = ring.next; owner != ring; ) {
                Owner next = owner.next;
                if (owner.refersTo(closed) || owner.isDead()) {
                    owner.unlink();
                    owner.linkBefore(dead);
                }
                owner = next;
            }
        }
        // One at a time from the ring: if one fails, the others are ended next time.
        for (Owner owner = firstDead(); owner != null; owner = firstDead()) {
            owner.end();
        }
    }

    private synchronized @Nullable Owner firstDead() {
        return dead.next == dead ? null : dead.next;
    }

    private synchronized void add(Owner owner) {
        if (!owner.ended) {
            owner.linkBefore(ring);
        }
    }

    /** Tells, once, that it ends now. */
    private synchronized boolean remove(Owner owner) {
        if (owner.ended) {
            return false;
        }
        owner.ended = true;
        owner.unlink();
        return true;
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

    /** One owner: the arena's action, and a place in a ring. */
    private static final class Owner extends PhantomReference<MemorySegment.Scope> implements Consumer<MemorySegment> {
        private final BlockOwners owners;
        private final @Nullable Block block;
        private final long thread = Thread.currentThread().threadId();

        /**
         * The scope, if only the thread that made this can use its segments. Of others nobody can tell from outside
         * whether they are closed: of a shared arena that says so, another thread may still be in the middle of a
         * store.
         */
        private @Nullable WeakReference<MemorySegment.Scope> confined;

        private boolean ended;
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

        /** Ends it. */
        @Override
        public void accept(MemorySegment segment) {
            end();
        }

        /** Ends it, once. */
        private void end() {
            if (block != null && owners.remove(this)) {
                owners.leave.accept(block);
            }
        }

        /** Garbage, or closed by this thread, whose stores to the memory were before. */
        private boolean isDead() {
            if (refersTo(null)) {
                return true;
            }
            if (confined == null || Thread.currentThread().threadId() != thread) {
                return false;
            }
            MemorySegment.Scope scope = confined.get();
            return scope != null && !scope.isAlive();
        }

        private void linkBefore(Owner other) {
            next = other;
            previous = other.previous;
            other.previous.next = this;
            other.previous = this;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            next = this;
            previous = this;
        }
    }
}
