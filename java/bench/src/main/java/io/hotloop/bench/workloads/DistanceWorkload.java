package io.hotloop.bench.workloads;

import io.hotloop.DType;
import io.hotloop.DistanceMetric;
import io.hotloop.DistanceOptions;
import io.hotloop.Distances;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.Threads;
import io.hotloop.bench.Task;
import io.hotloop.bindings.Downcalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The catalogue's {@code distance}: the matrix of Euclidean distances of points in the plane, into a given array.
 * {@code ARRAYS} are the textbook's operations on whole arrays; {@code DISTANCES} is the library's call, and {@code
 * C_OPENMP} its kernel without arrays.
 */
public final class DistanceWorkload extends ArrayWorkload {
    private static final DistanceOptions EUCLIDEAN = DistanceOptions.metric(DistanceMetric.EUCLIDEAN);

    /** Rows whose results are compared: of all, the check would take more memory than the measurement. */
    private static final int SAMPLED = 64;

    /** Found as a service. */
    public DistanceWorkload() {
        super("distance", "the distances of all points of the plane to each other", 5_000L);
        java("JAVA_ARRAYS", true, EXACT, size -> rows(size, DistanceWorkload::row));
        vector(EXACT, size -> rows(size, VectorLoops::distances));
        arrays("ARRAYS", EXACT, size -> {
            NdArray x = NdArray.of(random(size, 1));
            NdArray y = NdArray.of(random(size, 2));
            NdArray columnX = x.expandDims(1);
            NdArray columnY = y.expandDims(1);
            NdArray out = NdArray.empty(DType.FLOAT64, size, size);
            NdArray other = NdArray.empty(DType.FLOAT64, size, size);
            return task(
                    () -> {
                        x.subtract(columnX, out);
                        out.multiplyInPlace(out);
                        y.subtract(columnY, other);
                        other.multiplyInPlace(other);
                        out.addInPlace(other);
                        Nd.sqrt(out, out);
                    },
                    () -> sampled(out));
        });
        arrays("DISTANCES", EXACT, size -> {
            NdArray points = points(size);
            NdArray out = NdArray.empty(DType.FLOAT64, size, size);
            return task(() -> Distances.pairwise(points, EUCLIDEAN, out), () -> sampled(out));
        });
        nativeCode("C_SERIAL", false, EXACT, size -> kernel(size, true));
        nativeCode("C_OPENMP", true, EXACT, size -> kernel(size, false));
    }

    @Override
    public String group() {
        return "distance";
    }

    @Override
    public String unit() {
        return "distance";
    }

    @Override
    public long items(long size, long amount) {
        return Math.multiplyExact(Math.multiplyExact(size, size), amount);
    }

    /** A row of the matrix in Java. */
    @FunctionalInterface
    private interface Row {
        void run(double[] x, double[] y, double pointX, double pointY, double[] out);
    }

    /** An array for each row: C2 vectorises no loop whose index differs between arrays. */
    private static Task rows(long size, Row row) {
        double[] x = random(size, 1);
        double[] y = random(size, 2);
        double[][] out = new double[x.length][x.length];
        return task(
                () -> inParallel(x.length, (begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        row.run(x, y, x[i], y[i], out[i]);
                    }
                }),
                () -> IntStream.iterate(0, i -> i < x.length, i -> i + sampleStep(x.length))
                        .mapToObj(i -> out[i])
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
    }

    private static void row(double[] x, double[] y, double pointX, double pointY, double[] out) {
        for (int j = 0; j < out.length; j++) {
            double dx = x[j] - pointX;
            double dy = y[j] - pointY;
            out[j] = Math.sqrt(dx * dx + dy * dy);
        }
    }

    private static NdArray points(long size) {
        NdArray points = NdArray.empty(DType.FLOAT64, size, 2);
        points.get(":, 0").set(NdArray.wrap(random(size, 1)));
        points.get(":, 1").set(NdArray.wrap(random(size, 2)));
        return points;
    }

    private static int sampleStep(int size) {
        return Math.max(1, size / SAMPLED);
    }

    private static double[] sampled(NdArray matrix) {
        int size = Math.toIntExact(matrix.shape()[0]);
        return matrix.get("::" + sampleStep(size)).copy().ravel().toDoubleArray();
    }

    private static Task kernel(long size, boolean serial) {
        NdArray points = points(size);
        NdArray out = NdArray.empty(DType.FLOAT64, size, size);
        // hl_distance: HL_EUCLIDEAN, threads, no cancel word, HL_WITHIN, HL_F64, m, n, dims, first; out; x; y.
        long[] words = {0, 1, 0, 1, DType.FLOAT64.ordinal(), size, size, 2, 0, 0, 8 * size, 8, 0, 16, 8};
        MemorySegment call = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, words.length);
        MemorySegment.copy(words, 0, call, ValueLayout.JAVA_LONG, 0, words.length);
        MemorySegment to = out.segment();
        MemorySegment from = points.segment();
        return task(
                () -> {
                    call.setAtIndex(ValueLayout.JAVA_LONG, 1, serial ? 1 : Threads.count());
                    int status = Downcalls.distance(call, to, from, MemorySegment.NULL);
                    if (status != 0) {
                        throw new IllegalStateException("hl_distance returned " + status);
                    }
                },
                () -> sampled(out));
    }
}
