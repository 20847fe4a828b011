package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a thread: its innermost scope, its slab for small arrays of the collector, and where its
 * closed scopes were opened. Virtual threads, of which there may be a million, share slabs.
 */
final class ThreadMemory {
    /** Up to here an array is cut from its thread's slab, of which it is a sixteenth at most. */
    static final long SMALL = 1 << 10;

    /** What a thread may hold without using it. */
    static final long SLAB = 16 << 10;

    /** Up to here an array is cut from a slab that threads share; above, it has a block of its own. */
    static final long MEDIUM = 64 << 10;

    static final long SHARED_SLAB = 256 << 10;

    private static final ThreadLocal<ThreadMemory> CURRENT = ThreadLocal.withInitial(ThreadMemory::new);

    private static final SharedSlab[] SHARED = sharedSlabs();

    /** Those of threads that opened a scope, and those of them that have ended. */
    private static final Set<Reference<? extends ThreadMemory>> SCOPED = ConcurrentHashMap.newKeySet();

    private static final ReferenceQueue<ThreadMemory> ENDED = new ReferenceQueue<>();

    /** The thread's innermost open scope. */
    @Nullable
    MemoryScope scope;

    /** Whose it is. */
    final Thread owner = Thread.currentThread();

    private boolean known;

    /** The thread's closed scopes; those that are shared are not among them. */
    final ClosedScopes closed = new ClosedScopes();

    private final @Nullable Slab slab = Thread.currentThread().isVirtual() ? null : new Slab();
    private final SharedSlab shared = SHARED[(int) (Thread.currentThread().threadId() % SHARED.length)];

    private ThreadMemory() {}

    /** The calling thread's. */
    static ThreadMemory current() {
        return CURRENT.get();
    }

    /** Lets {@link #openScope} find this one's scopes. */
    void makeKnown() {
        if (known) {
            return;
        }
        for (Reference<?> ended = ENDED.poll(); ended != null; ended = ENDED.poll()) {
            SCOPED.remove(ended);
        }
        SCOPED.add(new WeakReference<>(this, ENDED));
        known = true;
    }

    /**
     * Finds an open scope of any thread. Others may open and close theirs meanwhile: for messages.
     *
     * @return null if there is none
     */
    static @Nullable MemoryScope openScope(MemorySegment.Scope scope) {
        for (Reference<? extends ThreadMemory> known : SCOPED) {
            ThreadMemory thread = known.get();
            for (MemoryScope open = thread == null ? null : thread.scope; open != null; open = open.outer()) {
                if (open.owns(scope)) {
                    return open;
                }
            }
        }
        return null;
    }

    /** Memory of the collector, at most {@link #MEDIUM} bytes. */
    MemorySegment allocate(long bytes) {
        if (slab == null || bytes > SMALL) {
            return shared.allocate(bytes);
        }
        MemorySegment piece = slab.cut(bytes);
        return piece != null ? piece : slab.cutFrom(NativeMemory.allocate(SLAB, Arena.ofAuto()), bytes);
    }

    private static SharedSlab[] sharedSlabs() {
        var slabs = new SharedSlab[Math.min(8, Runtime.getRuntime().availableProcessors())];
        for (int i = 0; i < slabs.length; i++) {
            slabs[i] = new SharedSlab();
        }
        return slabs;
    }

    /** A slab that several threads use. */
    private static final class SharedSlab {
        private final Slab slab = new Slab();

        MemorySegment allocate(long bytes) {
            synchronized (this) {
                MemorySegment piece = slab.cut(bytes);
                if (piece != null) {
                    return piece;
                }
            }
            // Without the lock: this may wait for the collector. Two threads that come here waste a rest.
            MemorySegment memory = NativeMemory.allocate(SHARED_SLAB, Arena.ofAuto());
            synchronized (this) {
                return slab.cutFrom(memory, bytes);
            }
        }
    }
}
