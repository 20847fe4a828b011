package io.hotloop.particles.internal;

/**
 * The methods whose time does not depend on the number of steps.
 *
 * @param circular true: the true circular motion. False: Euler's recurrence in exact arithmetic
 */
record OrbitKernel(boolean circular) implements RangeKernel {
    private static final int PARTICLES_PER_POLL = 1024;

    @Override
    public boolean evolve(EvolveJob job, long begin, long end) {
        var orbit = new Orbit();
        for (long from = begin; from < end; from += PARTICLES_PER_POLL) {
            if (job.isCancelled()) {
                return false;
            }
            long to = Math.min(end, from + PARTICLES_PER_POLL);
            for (long i = from; i < to; i++) {
                double x = job.x().getAtIndex(Coordinates.DOUBLE, i);
                double y = job.y().getAtIndex(Coordinates.DOUBLE, i);
                double w = job.w().getAtIndex(Coordinates.DOUBLE, i);
                if (circular) {
                    orbit.circle(x, y, w, job.dt(), job.steps());
                } else {
                    orbit.euler(x, y, job.dt() * w, job.steps());
                }
                job.xOut().setAtIndex(Coordinates.DOUBLE, i, orbit.x());
                job.yOut().setAtIndex(Coordinates.DOUBLE, i, orbit.y());
            }
        }
        return true;
    }

    @Override
    public int block() {
        return 4 * PARTICLES_PER_POLL;
    }

    /** At most: a particle that starts next to the origin takes the most. */
    @Override
    public double nanosPerParticle(long steps) {
        return 200;
    }
}
