package io.hotloop.particles.internal;

/**
 * A Java kernel, given the range block by block.
 *
 * @param kernel the kernel
 */
record JavaBackend(RangeKernel kernel) implements Backend {
    /** Below this, waking a thread costs more than it saves. */
    private static final double WORTH_THREADS_NANOS = 50_000;

    @Override
    public boolean evolve(EvolveJob job, long begin, long end, int threads) {
        boolean worth = (end - begin) * kernel.nanosPerParticle(job.steps()) >= WORTH_THREADS_NANOS;
        return Workers.run(kernel, job, begin, end, worth ? threads : 1);
    }

    @Override
    public double nanosPerParticle(long steps) {
        return kernel.nanosPerParticle(steps);
    }
}
