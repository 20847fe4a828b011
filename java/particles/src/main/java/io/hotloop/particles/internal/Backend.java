package io.hotloop.particles.internal;

/** Evolves particles with a number of threads: native, or a Java kernel cut over {@link io.hotloop.internal.Workers}. */
public interface Backend {
    /**
     * Evolves the particles from {@code begin} to {@code end} through all steps of the job.
     *
     * @param job what to do
     * @param begin the first particle, a multiple of 8
     * @param end one past the last
     * @param threads how many threads may work, the calling one among them
     * @return false when the job was cancelled; the results are then unspecified
     */
    boolean evolve(EvolveJob job, long begin, long end, int threads);

    /**
     * About what one particle costs on one thread, as {@link RangeKernel#nanosPerParticle} tells.
     *
     * @param steps the number of steps
     * @return nanoseconds
     */
    double nanosPerParticle(long steps);
}
