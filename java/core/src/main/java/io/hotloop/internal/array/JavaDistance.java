package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.DistanceMetric;
import io.hotloop.Threads;
import io.hotloop.internal.CancelWatch;
import io.hotloop.internal.Workers;
import io.hotloop.internal.array.Distancer.Form;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Distances in plain Java: the fallback and the oracle of {@code hl_distance}, in the order that is written there, so
 * with the same bits. As there, a tile of points lies transposed in a small array, so that the loops that C2
 * vectorises run over points.
 */
final class JavaDistance implements Workers.Task {
    /** Dimensions that are summed up one after the other. */
    private static final int BLOCK = 128;

    /** Points of a tile, at most. */
    private static final int TILE = 1024;

    /** Coordinates of a tile, at most: 64 KB of doubles stay in the L2 cache. */
    private static final int TILE_SIZE = 8192;

    /** Work, as {@link Distancer#work} counts it, that is worth threads and takes so long that it is watched. */
    private static final long WORTH_THREADS = 1 << 21;

    private final DistanceMetric metric;
    private final Form form;
    private final View out;
    private final View x;
    private final View y;
    private final long first;
    private final int dims;
    private final @Nullable CancelWatch watch;

    private JavaDistance(
            DistanceMetric metric, Form form, View out, View x, View y, long first, @Nullable CancelWatch watch) {
        this.metric = metric;
        this.form = form;
        this.out = out;
        this.x = x;
        this.y = y;
        this.first = first;
        this.dims = Math.toIntExact(x.shape()[1]);
        this.watch = watch;
    }

    /** Computes rows; see {@link Distancer#run}. */
    static void run(DistanceMetric metric, Form form, View out, View x, View y, long first, long rows) {
        boolean isLong = Distancer.work(out, x) >= WORTH_THREADS;
        boolean shareable = Workers.isShareable(out.segment())
                && Workers.isShareable(x.segment())
                && Workers.isShareable(y.segment());
        int threads = isLong && shareable ? Threads.count() : 1;
        try (CancelWatch watch = isLong ? CancelWatch.open(null) : null) {
            var task = new JavaDistance(metric, form, out, x, y, first, watch);
            // Several pieces for each thread: condensed rows become shorter.
            if (!Workers.run(task, first, first + rows, Math.ceilDiv(rows, 8L * threads), threads)) {
                throw new CancellationException("distances of " + Layouts.toString(out.shape()) + " were cancelled");
            }
        }
    }

    @Override
    public boolean run(long begin, long end) {
        return x.dtype() == DType.FLOAT32 ? new Floats().run(begin, end) : new Doubles().run(begin, end);
    }

    @Override
    public void cancel() {
        if (watch != null) {
            watch.cancel();
        }
    }

    /** The loops, which know the type of the elements. */
    private abstract class Loops {
        final int tile = Math.clamp(TILE_SIZE / Math.max(1, Math.min(dims, BLOCK)), 16, TILE);

        /** Brings dimensions of points y to the tile. */
        abstract void fill(long point, int count, int block, int dims);

        /** The distances of a point x to the tile's points [from, count), or what a block of dimensions adds. */
        abstract void add(long point, int from, int count, int block, int dims);

        /** The square roots, if the metric has them, to their places. */
        abstract void store(int from, int count, long offset, long stride);

        final boolean run(long begin, long end) {
            long n = y.shape()[0];
            boolean condensed = form == Form.CONDENSED;
            int blocks = Math.max(1, Math.ceilDiv(dims, BLOCK));
            for (long j = 0; j < n; j += tile) {
                int count = (int) Math.min(tile, n - j);
                boolean filled = false;
                for (long i = begin; i < end; i++) {
                    long skip = condensed ? Math.max(0, i + 1 - j) : 0;
                    if (skip >= count) {
                        break;
                    }
                    if (watch != null && (i & 15) == 0 && watch.isCancelled()) {
                        return false;
                    }
                    int from = (int) skip;
                    for (int b = 0; b < blocks; b++) {
                        int width = Math.min(BLOCK, dims - b * BLOCK);
                        if (!filled || blocks > 1) {
                            fill(j, count, b * BLOCK, width);
                            filled = true;
                        }
                        add(i, from, count, b * BLOCK, width);
                    }
                    place(i, j, from, count);
                }
            }
            return true;
        }

        private void place(long i, long j, int from, int count) {
            if (form == Form.CONDENSED) {
                long before = (i - first) * (2 * y.shape()[0] - 1 - i - first) / 2;
                long stride = out.strides()[0];
                store(from, count, out.offset() + (before + j + from - i - 1) * stride, stride);
            } else {
                long stride = out.strides()[1];
                store(from, count, out.offset() + i * out.strides()[0] + (j + from) * stride, stride);
            }
        }

        final long offset(View view, long point, int dim) {
            return view.offset() + point * view.strides()[0] + dim * view.strides()[1];
        }
    }

    /** float64. */
    private final class Doubles extends Loops {
        private final double[][] coordinates = new double[Math.min(dims, BLOCK)][tile];
        private final double[] block = new double[tile];
        private final double[] sums = new double[tile];

        @Override
        void fill(long point, int count, int begin, int width) {
            MemorySegment segment = y.segment();
            long step = y.strides()[0];
            for (int k = 0; k < width; k++) {
                double[] to = coordinates[k];
                long at = offset(y, point, begin + k);
                for (int j = 0; j < count; j++) {
                    to[j] = segment.get(Elements.DOUBLE, at + j * step);
                }
            }
        }

        @Override
        void add(long point, int from, int count, int begin, int width) {
            double[] to = begin == 0 ? sums : block;
            for (int k = 0; k < width; k++) {
                double a = x.segment().get(Elements.DOUBLE, offset(x, point, begin + k));
                switch (metric) {
                    case EUCLIDEAN, SQUARED_EUCLIDEAN -> {
                        if (k == 0) {
                            square(to, coordinates[k], a, from, count);
                        } else {
                            addSquare(to, coordinates[k], a, from, count);
                        }
                    }
                    case MANHATTAN -> {
                        if (k == 0) {
                            magnitude(to, coordinates[k], a, from, count);
                        } else {
                            addMagnitude(to, coordinates[k], a, from, count);
                        }
                    }
                    case CHEBYSHEV -> {
                        if (k == 0) {
                            magnitude(to, coordinates[k], a, from, count);
                        } else {
                            raise(to, coordinates[k], a, from, count);
                        }
                    }
                }
            }
            if (begin > 0) {
                join(from, count);
            }
        }

        private void join(int from, int count) {
            for (int j = from; j < count; j++) {
                sums[j] = metric == DistanceMetric.CHEBYSHEV ? Math.max(sums[j], block[j]) : sums[j] + block[j];
            }
        }

        @Override
        void store(int from, int count, long offset, long stride) {
            if (metric == DistanceMetric.EUCLIDEAN) {
                roots(sums, from, count);
            }
            if (stride == Double.BYTES) {
                MemorySegment.copy(sums, from, out.segment(), Elements.DOUBLE, offset, count - from);
            } else {
                for (int j = from; j < count; j++) {
                    out.segment().set(Elements.DOUBLE, offset + (j - from) * stride, sums[j]);
                }
            }
        }
    }

    // Loads and stores at the same index: C2 does not vectorise others.

    private static void square(double[] to, double[] y, double x, int from, int count) {
        for (int j = from; j < count; j++) {
            double d = y[j] - x;
            to[j] = d * d;
        }
    }

    private static void addSquare(double[] to, double[] y, double x, int from, int count) {
        for (int j = from; j < count; j++) {
            double d = y[j] - x;
            to[j] += d * d;
        }
    }

    private static void magnitude(double[] to, double[] y, double x, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] = Math.abs(y[j] - x);
        }
    }

    private static void addMagnitude(double[] to, double[] y, double x, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] += Math.abs(y[j] - x);
        }
    }

    private static void raise(double[] to, double[] y, double x, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] = Math.max(to[j], Math.abs(y[j] - x));
        }
    }

    private static void roots(double[] to, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] = Math.sqrt(to[j]);
        }
    }

    /** float32: each operation is rounded to it. */
    private final class Floats extends Loops {
        private final float[][] coordinates = new float[Math.min(dims, BLOCK)][tile];
        private final float[] block = new float[tile];
        private final float[] sums = new float[tile];

        @Override
        void fill(long point, int count, int begin, int width) {
            MemorySegment segment = y.segment();
            long step = y.strides()[0];
            for (int k = 0; k < width; k++) {
                float[] to = coordinates[k];
                long at = offset(y, point, begin + k);
                for (int j = 0; j < count; j++) {
                    to[j] = segment.get(Elements.FLOAT, at + j * step);
                }
            }
        }

        @Override
        void add(long point, int from, int count, int begin, int width) {
            float[] to = begin == 0 ? sums : block;
            for (int k = 0; k < width; k++) {
                float a = x.segment().get(Elements.FLOAT, offset(x, point, begin + k));
                switch (metric) {
                    case EUCLIDEAN, SQUARED_EUCLIDEAN -> {
                        if (k == 0) {
                            square(to, coordinates[k], a, from, count);
                        } else {
                            addSquare(to, coordinates[k], a, from, count);
                        }
                    }
                    case MANHATTAN -> {
                        if (k == 0) {
                            magnitude(to, coordinates[k], a, from, count);
                        } else {
                            addMagnitude(to, coordinates[k], a, from, count);
                        }
                    }
                    case CHEBYSHEV -> {
                        if (k == 0) {
                            magnitude(to, coordinates[k], a, from, count);
                        } else {
                            raise(to, coordinates[k], a, from, count);
                        }
                    }
                }
            }
            if (begin > 0) {
                join(from, count);
            }
        }

        private void join(int from, int count) {
            for (int j = from; j < count; j++) {
                sums[j] = metric == DistanceMetric.CHEBYSHEV ? Math.max(sums[j], block[j]) : sums[j] + block[j];
            }
        }

        @Override
        void store(int from, int count, long offset, long stride) {
            if (metric == DistanceMetric.EUCLIDEAN) {
                roots(sums, from, count);
            }
            if (stride == Float.BYTES) {
                MemorySegment.copy(sums, from, out.segment(), Elements.FLOAT, offset, count - from);
            } else {
                for (int j = from; j < count; j++) {
                    out.segment().set(Elements.FLOAT, offset + (j - from) * stride, sums[j]);
                }
            }
        }
    }

    private static void square(float[] to, float[] y, float x, int from, int count) {
        for (int j = from; j < count; j++) {
            float d = y[j] - x;
            to[j] = d * d;
        }
    }

    private static void addSquare(float[] to, float[] y, float x, int from, int count) {
        for (int j = from; j < count; j++) {
            float d = y[j] - x;
            to[j] += d * d;
        }
    }

    private static void magnitude(float[] to, float[] y, float x, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] = Math.abs(y[j] - x);
        }
    }

    private static void addMagnitude(float[] to, float[] y, float x, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] += Math.abs(y[j] - x);
        }
    }

    private static void raise(float[] to, float[] y, float x, int from, int count) {
        for (int j = from; j < count; j++) {
            to[j] = Math.max(to[j], Math.abs(y[j] - x));
        }
    }

    private static void roots(float[] to, int from, int count) {
        for (int j = from; j < count; j++) {
            // The root of a float, rounded to double and then to float, is rounded right.
            to[j] = (float) Math.sqrt(to[j]);
        }
    }
}
