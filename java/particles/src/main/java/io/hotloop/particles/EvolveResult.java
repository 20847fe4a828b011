package io.hotloop.particles;

/**
 * What an evolve did.
 *
 * @param method how it was computed
 * @param particles number of particles
 * @param steps number of steps
 * @param threads number of threads that the call could use; methods that are not parallel use 1
 * @param seconds how long it took, listeners included
 */
public record EvolveResult(Method method, long particles, long steps, int threads, double seconds) {
    /**
     * The cost of moving one particle by one step.
     *
     * @return nanoseconds; 0 when nothing moved
     */
    public double nanosPerParticleStep() {
        double work = (double) particles * steps;
        return work == 0 ? 0 : seconds * 1e9 / work;
    }
}
