package io.hotloop.particles.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The textbook: a list of objects, each with its coordinates. The baseline of every comparison and the
 * definition of the strict results; written for the reader, one thread, not to be made faster.
 *
 * @param tuned false: the textbook's loop. True: the textbook's tuning of it: particles outermost, the
 *     product of the step and the speed computed once, coordinates kept in locals
 */
record ObjectsBackend(boolean tuned) implements Backend {
    /** Particle by particle, a square root and two divisions in one chain of dependent operations. */
    private static final double NANOS_PER_STEP = 10;

    private static final class MutableParticle {
        double x;
        double y;
        final double w;

        MutableParticle(double x, double y, double w) {
            this.x = x;
            this.y = y;
            this.w = w;
        }
    }

    @Override
    public boolean evolve(EvolveJob job, long begin, long end, int threads) {
        if (end - begin > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError(
                    (end - begin) + " particles do not fit a java.util.List: use another method than objects");
        }
        List<MutableParticle> particles = new ArrayList<>((int) (end - begin));
        for (long i = begin; i < end; i++) {
            particles.add(new MutableParticle(
                    job.x().getAtIndex(Coordinates.DOUBLE, i),
                    job.y().getAtIndex(Coordinates.DOUBLE, i),
                    job.w().getAtIndex(Coordinates.DOUBLE, i)));
        }
        if (!(tuned ? evolveTuned(particles, job) : evolveTextbook(particles, job))) {
            return false;
        }
        for (long i = begin; i < end; i++) {
            MutableParticle p = particles.get((int) (i - begin));
            job.xOut().setAtIndex(Coordinates.DOUBLE, i, p.x);
            job.yOut().setAtIndex(Coordinates.DOUBLE, i, p.y);
        }
        return true;
    }

    @Override
    public double nanosPerParticle(long steps) {
        return steps * NANOS_PER_STEP;
    }

    private static boolean evolveTextbook(List<MutableParticle> particles, EvolveJob job) {
        int stepsPerPoll = Math.max(1, PARTICLES_PER_POLL / Math.max(1, particles.size()));
        int untilPoll = stepsPerPoll;
        for (long step = 0; step < job.steps(); step++) {
            if (--untilPoll == 0) {
                untilPoll = stepsPerPoll;
                if (job.isCancelled()) {
                    return false;
                }
            }
            // A list of millions takes longer than a poll may wait, hence the sublists.
            for (int from = 0; from < particles.size(); from += PARTICLES_PER_POLL) {
                if (from > 0 && job.isCancelled()) {
                    return false;
                }
                int to = Math.min(particles.size() - from, PARTICLES_PER_POLL) + from;
                for (int i = from; i < to; i++) {
                    step(particles.get(i), job.dt());
                }
            }
        }
        return true;
    }

    /** One step of one particle: this order of operations is what "strict" means. */
    private static void step(MutableParticle p, double dt) {
        double r = Math.sqrt(p.x * p.x + p.y * p.y);
        double vx = -p.y / r;
        double vy = p.x / r;
        double dx = dt * p.w * vx;
        double dy = dt * p.w * vy;
        p.x += dx;
        p.y += dy;
    }

    private static boolean evolveTuned(List<MutableParticle> particles, EvolveJob job) {
        for (MutableParticle p : particles) {
            double h = job.dt() * p.w;
            double x = p.x;
            double y = p.y;
            long remaining = job.steps();
            while (remaining > 0) {
                if (job.isCancelled()) {
                    return false;
                }
                long steps = Math.min(remaining, PARTICLES_PER_POLL);
                remaining -= steps;
                for (long step = 0; step < steps; step++) {
                    double f = h / Math.sqrt(x * x + y * y);
                    double xNew = x - f * y;
                    y += f * x;
                    x = xNew;
                }
            }
            p.x = x;
            p.y = y;
        }
        return true;
    }

    /** About 0.1 ms of this loop, some milliseconds in the interpreter. */
    private static final int PARTICLES_PER_POLL = 1 << 13;
}
