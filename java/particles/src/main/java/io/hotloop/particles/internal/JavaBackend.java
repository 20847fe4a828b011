package io.hotloop.particles.internal;

import io.hotloop.internal.Workers;

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
        boolean shareable = Workers.isShareable(job.x()) && Workers.isShareable(job.xOut());
        return Workers.run(new Cut(kernel, job), begin, end, kernel.block(), worth && shareable ? threads : 1);
    }

    @Override
    public double nanosPerParticle(long steps) {
        return kernel.nanosPerParticle(steps);
    }

    private record Cut(RangeKernel kernel, EvolveJob job) implements Workers.Task {
        @Override
        public boolean run(long begin, long end) {
            return kernel.evolve(job, begin, end);
        }

        @Override
        public void cancel() {
            job.cancel();
        }
    }
}
