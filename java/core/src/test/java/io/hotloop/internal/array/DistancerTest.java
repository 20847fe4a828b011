package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import io.hotloop.DistanceMetric;
import io.hotloop.internal.array.Distancer.Form;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Distances against their definition in {@code hotloop.h}, written here for one pair: the bits must be the same from
 * {@link JavaDistance} and from what {@link Distancer} chooses.
 */
class DistancerTest {
    private static final long SEED = 20261123;

    private static final int[] DIMS = {0, 1, 2, 3, 4, 7, 8, 12, 13, 100, 128, 129, 131, 260};
    private static final int[] POINTS = {1, 2, 3, 8, 17, 64, 65, 100, 1025};

    private static double expected(DistanceMetric metric, DType dtype, double[] a, double[] b) {
        boolean narrow = dtype == DType.FLOAT32;
        double all = 0;
        for (int block = 0; block < a.length; block += 128) {
            double sum = 0;
            for (int k = block; k < Math.min(a.length, block + 128); k++) {
                double d = round(a[k] - b[k], narrow);
                sum = switch (metric) {
                    case EUCLIDEAN, SQUARED_EUCLIDEAN -> round(sum + round(d * d, narrow), narrow);
                    case MANHATTAN -> round(sum + Math.abs(d), narrow);
                    case CHEBYSHEV -> Math.max(sum, Math.abs(d));
                };
            }
            all = metric == DistanceMetric.CHEBYSHEV ? Math.max(all, sum) : round(all + sum, narrow);
        }
        return metric == DistanceMetric.EUCLIDEAN ? round(Math.sqrt(all), narrow) : all;
    }

    /** float32 operations are those of double, rounded once more: 53 bits are enough for that. */
    private static double round(double value, boolean narrow) {
        return narrow ? (float) value : value;
    }

    private static View points(Random random, Arena arena, DType dtype, int n, int dims) {
        int size = dtype.byteSize();
        boolean turned = random.nextInt(3) == 0;
        int gap = random.nextInt(3) * size;
        long[] strides = turned
                ? new long[] {size + gap, (long) Math.max(1, n) * (size + gap)}
                : new long[] {(long) Math.max(1, dims) * size + gap, size};
        long bytes = (long) Math.max(1, n) * Math.max(1, dims) * (size + gap) + (long) n * gap + 64;
        long offset = random.nextInt(2) * 3L;
        if (random.nextInt(4) == 0 && n > 0) {
            offset += (n - 1) * strides[0];
            strides[0] = -strides[0];
        }
        MemorySegment segment = arena.allocate(bytes, 64);
        View view = new View(segment, offset, dtype, new long[] {n, dims}, strides);
        boolean special = random.nextInt(4) == 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < dims; k++) {
                double value = special && random.nextInt(50) == 0
                        ? new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300, 1e-300}[random.nextInt(5)]
                        : random.nextGaussian();
                set(view, i, k, value);
            }
        }
        return view;
    }

    private static void set(View view, int i, int k, double value) {
        long at = view.offset() + i * view.strides()[0] + k * view.strides()[1];
        if (view.dtype() == DType.FLOAT32) {
            view.segment().set(Elements.FLOAT, at, (float) value);
        } else {
            view.segment().set(Elements.DOUBLE, at, value);
        }
    }

    private static double[] point(View view, long i) {
        double[] point = new double[Math.toIntExact(view.shape()[1])];
        for (int k = 0; k < point.length; k++) {
            long at = view.offset() + i * view.strides()[0] + k * view.strides()[1];
            point[k] = Elements.getDouble(view.segment(), at, view.dtype());
        }
        return point;
    }

    @ParameterizedTest
    @EnumSource(DistanceMetric.class)
    void theBitsAreThoseOfTheDefinition(DistanceMetric metric) {
        Random random = new Random(SEED + metric.ordinal());
        for (int dims : DIMS) {
            for (int round = 0; round < 12; round++) {
                try (Arena arena = Arena.ofConfined()) {
                    Form form = Form.values()[round % 3];
                    DType dtype = random.nextBoolean() ? DType.FLOAT64 : DType.FLOAT32;
                    int n = POINTS[random.nextInt(dims > 20 ? 7 : POINTS.length)];
                    View y = points(random, arena, dtype, n, dims);
                    View x = form == Form.BETWEEN ? points(random, arena, dtype, 1 + random.nextInt(40), dims) : y;
                    long first = form == Form.CONDENSED ? random.nextInt(n) : 0;
                    long rows = form == Form.CONDENSED ? 1 + random.nextInt((int) (n - first)) : x.shape()[0];
                    check(metric, form, dtype, arena, x, y, first, rows, random.nextBoolean());
                }
            }
        }
    }

    private static void check(
            DistanceMetric metric,
            Form form,
            DType dtype,
            Arena arena,
            View x,
            View y,
            long first,
            long rows,
            boolean gaps) {
        long n = y.shape()[0];
        long count = form == Form.CONDENSED ? Distancer.pairs(n - first) - Distancer.pairs(n - first - rows) : rows * n;
        int step = dtype.byteSize() * (gaps ? 2 : 1);
        long[] shape = form == Form.CONDENSED ? new long[] {count} : new long[] {rows, n};
        long[] strides = form == Form.CONDENSED ? new long[] {step} : new long[] {n * step, step};
        for (boolean java : new boolean[] {false, true}) {
            View out = new View(arena.allocate(count * step + 8, 64), 0, dtype, shape, strides);
            if (java) {
                if (out.size() > 0) {
                    JavaDistance.run(metric, form, out, x, y, first, rows);
                }
            } else {
                Distancer.run(metric, form, out, x, y, first, rows);
            }
            long at = 0;
            for (long i = first; i < first + rows; i++) {
                for (long j = form == Form.CONDENSED ? i + 1 : 0; j < n; j++) {
                    double actual = Elements.getDouble(out.segment(), at * step, dtype);
                    assertThat(actual)
                            .as(
                                    "%s %s %s %s to %s, (%d,%d), %s",
                                    metric,
                                    form,
                                    dtype,
                                    Layouts.toString(x.shape()),
                                    Layouts.toString(y.shape()),
                                    i,
                                    j,
                                    java ? "Java" : "chosen")
                            .isEqualTo(Double.valueOf(expected(metric, dtype, point(x, i), point(y, j))));
                    at++;
                }
            }
        }
    }
}
