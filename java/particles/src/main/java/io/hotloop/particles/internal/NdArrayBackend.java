package io.hotloop.particles.internal;

import static io.hotloop.Index.ALL;
import static io.hotloop.Index.NEW_AXIS;

import io.hotloop.ArrayScope;
import io.hotloop.DType;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.Threads;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;

/**
 * The textbook's version with array operations only: one row a particle, the columns swapped by a fancy
 * index. Each operation passes over all particles; the temporaries of a step die with its scope.
 */
record NdArrayBackend() implements Backend {
    /** Some twelve passes over two columns that stay in the cache. */
    private static final double NANOS_PER_STEP = 10;

    /** On the heap: a constant must not belong to the scope that happens to be open. */
    private static final NdArray SWAPPED = NdArray.wrap(new long[] {1, 0});

    @Override
    public boolean evolve(EvolveJob job, long begin, long end, int threads) {
        return Threads.with(threads, () -> evolve(job, begin, end));
    }

    private static boolean evolve(EvolveJob job, long begin, long end) {
        long count = end - begin;
        NdArray r = NdArray.empty(DType.FLOAT64, count, 2);
        r.set(array(job.x(), begin, count), ALL, 0);
        r.set(array(job.y(), begin, count), ALL, 1);
        NdArray h = array(job.w(), begin, count).multiply(job.dt()).get(ALL, NEW_AXIS);
        try {
            for (long step = 0; step < job.steps(); step++) {
                if (job.isCancelled()) {
                    return false;
                }
                step(r, h);
            }
        } catch (CancellationException e) {
            // An interrupt that one of the operations saw first.
            return false;
        }
        array(job.xOut(), begin, count).set(r.get(ALL, 0));
        array(job.yOut(), begin, count).set(r.get(ALL, 1));
        return true;
    }

    private static void step(NdArray r, NdArray h) {
        try (var _ = ArrayScope.open()) {
            NdArray norm = Nd.sqrt(r.multiply(r).sum(1));
            NdArray v = r.get(ALL, SWAPPED);
            v.get(ALL, 0).negativeInPlace();
            v.divideInPlace(norm.get(ALL, NEW_AXIS));
            r.addInPlace(h.multiply(v));
        }
    }

    private static NdArray array(MemorySegment segment, long begin, long count) {
        return NdArray.wrap(segment.asSlice(begin * Double.BYTES, count * Double.BYTES), DType.FLOAT64, count);
    }

    @Override
    public double nanosPerParticle(long steps) {
        return steps * NANOS_PER_STEP;
    }
}
