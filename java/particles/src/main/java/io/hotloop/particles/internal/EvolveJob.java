package io.hotloop.particles.internal;

import io.hotloop.internal.CancelWatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel is to do: the arguments of {@code hl_particles_evolve}, in the same roles. Every particle
 * is independent of the others, so a kernel may be given any range of them at any time.
 *
 * @param x coordinates before the first step
 * @param y coordinates before the first step
 * @param w tangential speeds
 * @param xOut receives the coordinates after the last step; may be {@code x}
 * @param yOut receives the coordinates after the last step; may be {@code y}
 * @param dt length of a step
 * @param steps number of steps, at least 0
 * @param watch tells when to stop early, or null for a native job too short to be worth it
 */
public record EvolveJob(
        MemorySegment x,
        MemorySegment y,
        MemorySegment w,
        MemorySegment xOut,
        MemorySegment yOut,
        double dt,
        long steps,
        @Nullable CancelWatch watch) {
    /**
     * Tells whether the job is to end early. Kernels ask at least every millisecond, on any thread.
     *
     * @return true once cancelled
     */
    public boolean isCancelled() {
        return watch != null && watch.isCancelled();
    }

    /** Ends the job early, as an interrupt of the thread that called evolve does. */
    void cancel() {
        if (watch != null) {
            watch.cancel();
        }
    }

    /**
     * How many steps a kernel may do for a block before it asks again: some 25 µs of compiled code, some
     * milliseconds in the interpreter, where every method begins.
     *
     * @param particles the block's size
     * @param remaining the steps still to do
     * @return at least 1 unless nothing remains, at most {@code remaining}
     */
    public static int stepsUntilPoll(long particles, long remaining) {
        return (int) Math.min(remaining, Math.max(1, PARTICLE_STEPS_PER_POLL / Math.max(1, particles)));
    }

    /**
     * Copies a range of doubles to the heap.
     *
     * @param from the segment
     * @param begin the first element
     * @param to where they go, from index 0
     * @param count how many
     */
    public static void load(MemorySegment from, long begin, double[] to, int count) {
        MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, begin * Double.BYTES, to, 0, count);
    }

    /**
     * Copies doubles from the heap.
     *
     * @param from where they are, from index 0
     * @param to the segment
     * @param begin the first element that is written
     * @param count how many
     */
    public static void store(double[] from, MemorySegment to, long begin, int count) {
        MemorySegment.copy(from, 0, to, ValueLayout.JAVA_DOUBLE, begin * Double.BYTES, count);
    }

    private static final long PARTICLE_STEPS_PER_POLL = 1 << 14;
}
