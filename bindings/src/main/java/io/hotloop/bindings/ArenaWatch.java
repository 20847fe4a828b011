package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Finds out when memory is freed that arenas allocated themselves, as they do without the library: an action
 * at their end would be a restricted call. Automatic arenas are dead when their scope is garbage, others are
 * asked from time to time; until then their bytes count.
 */
final class ArenaWatch {
    private static final long UNNOTICED_BYTES = 16L << 20;
    private static final int UNNOTICED_SEGMENTS = 1024;

    private final LongConsumer freed;
    private final ReferenceQueue<MemorySegment.Scope> garbage = new ReferenceQueue<>();

    /** Reachable, so that they are told. */
    private final Set<Watched> all = new HashSet<>();

    private long newBytes;
    private int newSegments;

    /** A watch that tells so many bytes when they are free. */
    ArenaWatch(LongConsumer freed) {
        this.freed = freed;
    }

    /** Watches bytes that live as long as a scope. */
    synchronized void add(MemorySegment.Scope scope, long bytes) {
        all.add(new Watched(scope, garbage, bytes));
        newBytes += bytes;
        newSegments++;
    }

    /** Before something is allocated: counts what is free, at constant cost for each segment. */
    synchronized void look() {
        if (newBytes > UNNOTICED_BYTES || newSegments > UNNOTICED_SEGMENTS + all.size() / 2) {
            sweep();
        } else {
            collected();
        }
    }

    /** Counts all that is free, and tells how many bytes. */
    synchronized long sweep() {
        long bytes = collected();
        for (var watched = all.iterator(); watched.hasNext(); ) {
            Watched next = watched.next();
            MemorySegment.Scope scope = next.get();
            if (scope == null || !scope.isAlive()) {
                watched.remove();
                bytes += next.bytes;
                freed.accept(next.bytes);
            }
        }
        newBytes = 0;
        newSegments = 0;
        return bytes;
    }

    private long collected() {
        long bytes = 0;
        for (Object next = garbage.poll(); next != null; next = garbage.poll()) {
            Watched watched = (Watched) next;
            // What a sweep found closed comes here later, too.
            if (all.remove(watched)) {
                bytes += watched.bytes;
                freed.accept(watched.bytes);
            }
        }
        return bytes;
    }

    private static final class Watched extends WeakReference<MemorySegment.Scope> {
        final long bytes;

        Watched(MemorySegment.Scope scope, ReferenceQueue<MemorySegment.Scope> queue, long bytes) {
            super(scope, queue);
            this.bytes = bytes;
        }
    }
}
