package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory that is freed all at once: what a thread allocates while one is its innermost. Small pieces are cut
 * from recycled slabs, which go back when the scope's arena is closed and every segment of them throws.
 *
 * <p>Used by the thread that opened it; the segments of a shared one by all.
 */
public final class MemoryScope implements AutoCloseable {
    /** The closed scopes that were shared. */
    private static final ClosedScopes SHARED_CLOSED = new ClosedScopes();

    /** Whether a scope went its way once. */
    private static volatile boolean linked;

    private final Arena arena;
    private final boolean shared;
    private final StackWalker.StackFrame openedAt;
    private final ThreadMemory thread;
    private final @Nullable MemoryScope outer;
    private final Slab slab = new Slab();
    private boolean used;

    /** The blocks that have one array each, in the order of allocation. */
    private final List<Block> large = new ArrayList<>(0);

    private MemoryScope(boolean shared, StackWalker.StackFrame openedAt) {
        arena = shared ? Arena.ofShared() : Arena.ofConfined();
        this.shared = shared;
        this.openedAt = openedAt;
        thread = ThreadMemory.current();
        outer = thread.scope;
        thread.makeKnown();
        thread.scope = this;
    }

    /**
     * Opens a scope inside of those that the thread has open.
     *
     * @param shared whether other threads may use its memory
     * @param openedAt who opens it, for messages
     * @return the thread's innermost scope
     */
    public static MemoryScope open(boolean shared, StackWalker.StackFrame openedAt) {
        if (!linked) {
            link(openedAt);
        }
        return new MemoryScope(shared, openedAt);
    }

    /** Has scopes go their way: what this loads and links first would fail when the Java heap is full. */
    private static void link(StackWalker.StackFrame openedAt) {
        for (boolean shared : new boolean[] {false, true}) {
            try (var scope = new MemoryScope(shared, openedAt)) {
                scope.allocate(ThreadMemory.MEDIUM + 1);
            }
        }
        linked = true;
    }

    /**
     * Explains why a segment cannot be used.
     *
     * @param scope the segment's
     * @return where its scope was opened; null if it is open or none of Hotloop's
     */
    public static @Nullable String openedAt(MemorySegment.Scope scope) {
        if (scope.isAlive()) {
            return null;
        }
        String place = ThreadMemory.current().closed.openedAt(scope);
        if (place != null) {
            return place;
        }
        synchronized (SHARED_CLOSED) {
            return SHARED_CLOSED.openedAt(scope);
        }
    }

    /**
     * Explains why a segment that is open cannot be used by the calling thread.
     *
     * @param scope the segment's
     * @return which thread opened its scope, and where; null if it is none of Hotloop's
     */
    public static @Nullable String confinedBy(MemorySegment.Scope scope) {
        MemoryScope open = ThreadMemory.openScope(scope);
        return open == null ? null : "thread \"" + open.thread.owner.getName() + "\" opened at " + open.openedAt();
    }

    /** Class, method and line of a frame. */
    static String place(StackWalker.StackFrame frame) {
        return "%s.%s(%s:%d)"
                .formatted(frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
    }

    /**
     * Tells whether it is open.
     *
     * @return false after {@link #close()}
     */
    public boolean isOpen() {
        return arena.scope().isAlive();
    }

    /**
     * Where it was opened.
     *
     * @return class, method and line
     */
    public String openedAt() {
        return place(openedAt);
    }

    /** The scope around it. */
    @Nullable
    MemoryScope outer() {
        return outer;
    }

    /** Whether segments of a scope are this one's. */
    boolean owns(MemorySegment.Scope scope) {
        return scope.equals(arena.scope());
    }

    /** Memory of this scope. */
    MemorySegment allocate(long bytes) {
        used = true;
        if (bytes > ThreadMemory.MEDIUM) {
            return allocateLarge(bytes);
        }
        MemorySegment piece = slab.cut(bytes);
        if (piece != null) {
            return piece;
        }
        long size = bytes <= ThreadMemory.SMALL ? ThreadMemory.SLAB : ThreadMemory.SHARED_SLAB;
        return slab.cutFrom(NativeMemory.allocate(size, arena), bytes);
    }

    private MemorySegment allocateLarge(long bytes) {
        if (!Native.isLoaded()) {
            return NativeMemory.allocate(bytes, arena);
        }
        Block block = NativeMemory.take(bytes);
        MemorySegment segment = NativeMemory.adopt(block, bytes, arena);
        large.add(block);
        return segment;
    }

    /**
     * Hands memory to the scope around this one, to the collector where there is none. A block with one array
     * is shared until this scope is closed, for its old segments can be used so long; small pieces are copied,
     * and without the library large ones too.
     *
     * @param segment a segment of this scope or of one that is open inside of it, whole or a part
     * @return a segment of the new owner of the same size; {@code segment} itself if it belongs to none of
     *     these scopes
     * @throws IllegalStateException if this scope is closed
     * @throws WrongThreadException if another thread opened it
     * @throws OutOfMemoryError if there is no memory for the copy
     */
    public MemorySegment keep(MemorySegment segment) {
        requireUsable();
        for (MemoryScope scope = thread.scope; scope != null; scope = scope.outer) {
            if (scope.owns(segment.scope())) {
                return scope.hand(segment, outer);
            }
            if (scope == this) {
                break;
            }
        }
        return segment;
    }

    private MemorySegment hand(MemorySegment segment, @Nullable MemoryScope receiver) {
        for (int i = large.size() - 1; i >= 0; i--) {
            Block block = large.get(i);
            long begin = segment.address() - block.address();
            if (begin >= 0 && begin < block.capacity) {
                MemorySegment whole = receiver == null ? NativeMemory.share(block) : receiver.adopt(block);
                return asWritableAs(segment, whole.asSlice(begin, segment.byteSize()));
            }
        }
        MemorySegment copy = receiver == null
                ? NativeMemory.allocateCollected(segment.byteSize())
                : receiver.allocate(segment.byteSize());
        return asWritableAs(segment, copy.copyFrom(segment));
    }

    /** Read-only where the other one is. */
    private static MemorySegment asWritableAs(MemorySegment other, MemorySegment segment) {
        return other.isReadOnly() ? segment.asReadOnly() : segment;
    }

    private MemorySegment adopt(Block block) {
        used = true;
        block.share();
        MemorySegment segment = NativeMemory.adopt(block, block.capacity, arena);
        large.add(block);
        return segment;
    }

    /**
     * Frees the memory, and closes the scopes that are still open inside. It needs no Java heap.
     *
     * @throws WrongThreadException if another thread opened it
     * @throws IllegalStateException if another thread is using memory of it now; it stays open
     */
    @Override
    public void close() {
        if (!isOpen()) {
            return;
        }
        requireUsable();
        while (thread.scope != this) {
            MemoryScope inner = thread.scope;
            assert inner != null : "a scope that is open is its thread's";
            inner.closeInnermost();
        }
        closeInnermost();
    }

    private void closeInnermost() {
        MemorySegment.Scope scope = arena.scope();
        try {
            arena.close();
        } catch (OutOfMemoryError e) {
            if (scope.isAlive()) {
                throw e;
            }
            // It is closed, but the JDK had no room on the Java heap to say so to the blocks.
            NativeMemory.closed(scope);
        }
        thread.scope = outer;
        if (used) {
            remember(scope);
        }
    }

    private void remember(MemorySegment.Scope scope) {
        try {
            if (shared) {
                synchronized (SHARED_CLOSED) {
                    SHARED_CLOSED.add(scope, openedAt);
                }
            } else {
                thread.closed.add(scope, openedAt);
            }
        } catch (OutOfMemoryError e) {
            // The scope is closed all the same. Who uses an array of it learns that, and not where it was opened;
            // a log message would need the heap that is full.
            assert !isOpen();
        }
    }

    private void requireUsable() {
        if (ThreadMemory.current() != thread) {
            throw new WrongThreadException("the scope was opened by another thread, at " + openedAt());
        }
        if (!isOpen()) {
            throw new IllegalStateException("the scope that was opened at " + openedAt() + " is closed");
        }
    }
}
