package io.hotloop.particles.internal;

import io.hotloop.bindings.Downcalls;
import io.hotloop.bindings.Status;
import io.hotloop.internal.Calls;
import java.lang.foreign.MemorySegment;

/**
 * The C kernels.
 *
 * @param method the kernel, a constant of {@link Downcalls}
 * @param nanosPerParticleStep about what one thread needs, on the slowest tier that is common
 */
record NativeBackend(int method, double nanosPerParticleStep) implements Backend {
    @Override
    public boolean evolve(EvolveJob job, long begin, long end, int threads) {
        var watch = job.watch();
        int status = Downcalls.particlesEvolve(
                method,
                end - begin,
                range(job.x(), begin, end),
                range(job.y(), begin, end),
                range(job.w(), begin, end),
                range(job.xOut(), begin, end),
                range(job.yOut(), begin, end),
                job.dt(),
                job.steps(),
                threads,
                watch == null ? MemorySegment.NULL : watch.word());
        if (status == Status.ECANCELED) {
            return false;
        }
        Calls.check(status, "evolving " + (end - begin) + " particles by " + job.steps() + " steps");
        return true;
    }

    @Override
    public double nanosPerParticle(long steps) {
        return steps * nanosPerParticleStep;
    }

    private static MemorySegment range(MemorySegment segment, long begin, long end) {
        return segment.asSlice(begin * Double.BYTES, (end - begin) * Double.BYTES);
    }
}
