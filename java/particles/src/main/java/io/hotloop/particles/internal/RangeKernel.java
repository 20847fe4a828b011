package io.hotloop.particles.internal;

/** A version of the simulation in Java: serial over a range, called by several threads for several ranges. */
public interface RangeKernel {
    /**
     * Evolves the particles from {@code begin} to {@code end} through all steps of the job.
     *
     * @param job what to do
     * @param begin the first particle
     * @param end one past the last
     * @return false when the job was cancelled; the range's results are then unspecified
     */
    boolean evolve(EvolveJob job, long begin, long end);

    /**
     * The number of particles to give to one call: what fits the first-level cache, or what makes a call
     * worth its cost.
     *
     * @return a multiple of 8, the doubles in a cache line
     */
    int block();

    /**
     * About what one particle costs on one thread. Decides only about threads, slices and watching: a
     * wrong figure costs time, never correctness.
     *
     * @param steps the number of steps
     * @return nanoseconds
     */
    double nanosPerParticle(long steps);
}
