package io.hotloop.bindings;

import java.lang.foreign.MemorySegment;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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

    /** Reachable, so that they are told: a ring, for a place in it costs no further object that might not be had. */
    private final Watched ring = new Watched();

    private int size;
    private long newBytes;
    private int newSegments;

    /** A watch that tells so many bytes when they are free. */
    ArenaWatch(LongConsumer freed) {
        this.freed = freed;
    }

    /** Watches bytes that live as long as a scope. */
    synchronized void add(MemorySegment.Scope scope, long bytes) {
        var watched = new Watched(scope, garbage, bytes);
        watched.next = ring;
        watched.previous = ring.previous;
        ring.previous.next = watched;
        ring.previous = watched;
        size++;
        newBytes += bytes;
        newSegments++;
    }

    /** Before something is allocated: counts what is free, at constant cost for each segment. */
    synchronized void look() {
        if (newBytes > UNNOTICED_BYTES || newSegments > UNNOTICED_SEGMENTS + size / 2) {
            sweep();
        } else {
            collected();
        }
    }

    /** Counts all that is free, and tells how many bytes. */
    synchronized long sweep() {
        long bytes = collected();
        for (Watched watched = ring.next; watched != ring; ) {
            Watched next = watched.next;
            MemorySegment.Scope scope = watched.get();
            if (scope == null || !scope.isAlive()) {
                bytes += end(watched);
            }
            watched = next;
        }
        newBytes = 0;
        newSegments = 0;
        return bytes;
    }

    private long collected() {
        long bytes = 0;
        for (Object next = garbage.poll(); next != null; next = garbage.poll()) {
            bytes += end((Watched) next);
        }
        return bytes;
    }

    /** Counts it, once: what a sweep found closed comes with the garbage later, too. */
    private long end(Watched watched) {
        if (watched.next == watched) {
            return 0;
        }
        watched.previous.next = watched.next;
        watched.next.previous = watched.previous;
        watched.next = watched;
        watched.previous = watched;
        size--;
        freed.accept(watched.bytes);
        return watched.bytes;
    }

    private static final class Watched extends WeakReference<MemorySegment.Scope> {
        final long bytes;
        Watched next = this;
        Watched previous = this;

        /** The beginning of a ring. */
        Watched() {
            super(null);
            bytes = 0;
        }

        Watched(MemorySegment.Scope scope, ReferenceQueue<MemorySegment.Scope> queue, long bytes) {
            super(scope, queue);
            this.bytes = bytes;
        }
    }
}
