package io.hotloop;

import static io.hotloop.DistanceOptions.metric;
import static io.hotloop.testing.ArrayAssertions.assertArrayEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.data.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Distances} as users see it; the bits of every metric and form are in DistancerTest. */
class DistancesTest {
    private static final DistanceOptions EUCLIDEAN = metric(DistanceMetric.EUCLIDEAN);

    private static NdArray random(int n, int dims) {
        return NdArray.wrap(new Random(20261123).doubles((long) n * dims).toArray(), n, dims)
                .copy();
    }

    /** By whole arrays: the same operations on the same elements in the same order. */
    private static NdArray byArrays(NdArray a, NdArray b, DistanceMetric metric) {
        NdArray sum = null;
        for (int k = 0; k < a.shape()[1]; k++) {
            NdArray d = a.get(":, " + k).expandDims(1).subtract(b.get(Index.ALL, k));
            NdArray term = switch (metric) {
                case EUCLIDEAN, SQUARED_EUCLIDEAN -> d.multiply(d);
                case MANHATTAN, CHEBYSHEV -> Nd.abs(d);
            };
            sum = sum == null ? term : metric == DistanceMetric.CHEBYSHEV ? Nd.maximum(sum, term) : sum.add(term);
        }
        assertThat(sum).isNotNull();
        return metric == DistanceMetric.EUCLIDEAN ? Nd.sqrt(sum) : sum;
    }

    @ParameterizedTest
    @EnumSource(DistanceMetric.class)
    void equalsTheSameOperationsOfArrays(DistanceMetric metric) {
        for (int dims : new int[] {1, 2, 3, 6, 20}) {
            NdArray a = random(70, dims);
            NdArray b = random(33, dims).multiply(1.5);
            assertArrayEqual(byArrays(a, b, metric), Distances.pairwise(a, b, metric));
            assertArrayEqual(byArrays(a, a, metric), Distances.pairwise(a, metric));
            NdArray narrow = a.astype(DType.FLOAT32);
            NdArray result = Distances.pairwise(narrow, metric);
            assertThat(result.dtype()).isEqualTo(DType.FLOAT32);
            assertArrayEqual(byArrays(narrow, narrow, metric), result);
        }
    }

    @Test
    void knownDistances() {
        NdArray points = NdArray.of(new int[][] {{0, 0}, {3, 4}, {6, 8}});
        assertThat(Distances.pairwise(points).toDoubleArray()).containsExactly(0, 5, 10, 5, 0, 5, 10, 5, 0);
        assertThat(Distances.pairwise(points, EUCLIDEAN.condensed()).toDoubleArray())
                .containsExactly(5, 10, 5);
        assertThat(Distances.pairwise(points, points.get("1:2"), DistanceMetric.MANHATTAN)
                        .toDoubleArray())
                .containsExactly(7, 0, 7);
        assertThat(Distances.pairwise(points, DistanceMetric.CHEBYSHEV).getDouble(0, 2))
                .isEqualTo(8);
        assertThat(Distances.pairwise(points, DistanceMetric.SQUARED_EUCLIDEAN).getDouble(0, 1))
                .isEqualTo(25);
    }

    @Test
    void condensedHasTheOrderOfTheUpperTriangle() {
        NdArray points = random(50, 3);
        double[] all = Distances.pairwise(points).toDoubleArray();
        double[] once = Distances.pairwise(points, EUCLIDEAN.condensed()).toDoubleArray();
        int next = 0;
        for (int i = 0; i < 50; i++) {
            for (int j = i + 1; j < 50; j++) {
                assertThat(once[next++]).isEqualTo(all[50 * i + j]).isEqualTo(all[50 * j + i]);
            }
        }
        assertThat(once).hasSize(next);
    }

    @Test
    void fewPointsAndNoCoordinates() {
        assertThat(Distances.pairwise(NdArray.zeros(0, 2)).shape()).containsExactly(0, 0);
        assertThat(Distances.pairwise(NdArray.zeros(1, 2)).toDoubleArray()).containsExactly(0);
        assertThat(Distances.pairwise(NdArray.zeros(1, 2), EUCLIDEAN.condensed())
                        .shape())
                .containsExactly(0);
        assertThat(Distances.pairwise(NdArray.zeros(2, 0)).toDoubleArray()).containsExactly(0, 0, 0, 0);
        assertThat(Distances.pairwise(NdArray.zeros(3, 2), NdArray.zeros(0, 2)).shape())
                .containsExactly(3, 0);
    }

    @Test
    void nanAndInfinities() {
        double inf = Double.POSITIVE_INFINITY;
        NdArray points = NdArray.of(new double[][] {{0, 0}, {Double.NaN, 1}, {inf, 0}});
        for (DistanceMetric metric : DistanceMetric.values()) {
            NdArray result = Distances.pairwise(points, metric);
            assertThat(result.get(1).toDoubleArray()).containsOnly(Double.NaN);
            assertThat(result.getDouble(0, 2)).isEqualTo(inf);
            assertThat(result.getDouble(2, 2)).isNaN();
            assertThat(result.getDouble(0, 0)).isZero();
        }
    }

    @Test
    void pointsOfAnyLayoutAndDtype() {
        NdArray points = random(40, 4);
        NdArray expected = Distances.pairwise(points);
        assertArrayEqual(expected, Distances.pairwise(points.transpose().copy().transpose()));
        assertArrayEqual(expected, Distances.pairwise(NdArray.wrap(points.toDoubleArray(), 40, 4)));
        NdArray wide = NdArray.zeros(80, 8);
        NdArray spread = wide.get("::2, 1::2");
        spread.set(points);
        assertArrayEqual(expected, Distances.pairwise(spread));
        assertArrayEqual(expected, Distances.pairwise(points.get("::-1")).get("::-1, ::-1"));
        NdArray whole = NdArray.arange(20).reshape(10, 2);
        assertThat(Distances.pairwise(whole).dtype()).isEqualTo(DType.FLOAT64);
        assertArrayEqual(Distances.pairwise(whole.astype(DType.FLOAT64)), Distances.pairwise(whole));
        assertThat(Distances.pairwise(whole.astype(DType.FLOAT32), whole).dtype())
                .isEqualTo(DType.FLOAT64);
        // One point for all.
        assertThat(Distances.pairwise(points.get("3:4").broadcastTo(5, 4)).maxAsDouble())
                .isZero();
    }

    @Test
    void outOfAnyLayoutAndDtype() {
        NdArray points = random(300, 2);
        NdArray expected = Distances.pairwise(points);
        for (NdArray out : List.of(
                NdArray.zeros(300, 300),
                NdArray.zeros(300, 300).transpose(),
                NdArray.zeros(600, 300).get("::2"),
                NdArray.zeros(300, 300).get("::-1"),
                NdArray.wrap(new double[90000], 300, 300))) {
            assertThat(Distances.pairwise(points, EUCLIDEAN, out)).isSameAs(out);
            assertArrayEqual(expected, out);
        }
        NdArray narrow = NdArray.zeros(DType.FLOAT32, 300, 300);
        assertArrayEqual(expected.astype(DType.FLOAT32), Distances.pairwise(points, EUCLIDEAN, narrow));
        double[] heap = new double[300 * 299 / 2];
        NdArray once = Distances.pairwise(points, EUCLIDEAN.condensed());
        assertArrayEqual(once, Distances.pairwise(points, EUCLIDEAN.condensed(), NdArray.wrap(heap)));
        NdArray some = random(20, 2);
        assertArrayEqual(
                Distances.pairwise(some, points), Distances.pairwise(some, points, EUCLIDEAN, NdArray.zeros(20, 300)));
    }

    @Test
    void outMayHoldThePoints() {
        NdArray out = NdArray.zeros(30, 30);
        NdArray points = out.get(":, 3:5");
        points.set(random(30, 2));
        NdArray expected = Distances.pairwise(points);
        Distances.pairwise(points, EUCLIDEAN, out);
        assertArrayEqual(expected, out);
        NdArray matrix = NdArray.zeros(30, 30);
        NdArray a = matrix.get(":, 3:5");
        a.set(random(30, 2));
        NdArray b = random(30, 2).multiply(2);
        NdArray between = Distances.pairwise(a, b);
        Distances.pairwise(a, b, EUCLIDEAN, matrix);
        assertArrayEqual(between, matrix);
    }

    @Test
    void misuse() {
        NdArray points = random(3, 2);
        assertThatThrownBy(() -> Distances.pairwise(NdArray.zeros(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("float64[3]", "(n,dims)", "reshape(-1, 1)");
        assertThatThrownBy(() -> Distances.pairwise(points, NdArray.zeros(4, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("(3,2)", "(4,3)", "2 against 3");
        assertThatThrownBy(() -> Distances.pairwise(points.astype(DType.COMPLEX64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("complex");
        assertThatThrownBy(() -> Distances.pairwise(points, points, EUCLIDEAN.condensed()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("condensed");
        assertThatThrownBy(() -> Distances.pairwise(points, EUCLIDEAN, NdArray.zeros(3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("(3,4)", "(3,3)");
        assertThatThrownBy(() -> Distances.pairwise(points, EUCLIDEAN, NdArray.zeros(DType.INT64, 3, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("int64", "float64");
        assertThatThrownBy(() -> Distances.pairwise(
                        points, EUCLIDEAN, NdArray.zeros(3, 1).broadcastTo(3, 3)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> EUCLIDEAN.blockBytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThat(metric(DistanceMetric.MANHATTAN).condensed().blockBytes(5))
                .hasToString("metric(MANHATTAN).condensed().blockBytes(5)");
    }

    @Test
    void closedAndConfinedMemory() throws InterruptedException {
        NdArray closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = NdArray.zeros(arena, DType.FLOAT64, 5, 2);
            NdArray mine = closed;
            var thrown = new AtomicReference<Throwable>();
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    Distances.pairwise(mine);
                } catch (Throwable e) {
                    thrown.set(e);
                }
            });
            other.join();
            assertThat(thrown.get()).isInstanceOf(WrongThreadException.class);
        }
        assertThatThrownBy(() -> Distances.pairwise(closed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> Distances.pairwise(NdArray.zeros(5, 2), closed, EUCLIDEAN))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void blocksMakeTheWhole() {
        NdArray points = random(101, 3);
        NdArray other = random(57, 3).add(1);
        for (long bytes : new long[] {1, 5000, 1 << 30}) {
            List<double[]> parts = new ArrayList<>();
            long[] next = {0};
            Distances.forEachBlock(points, other, EUCLIDEAN.blockBytes(bytes), (firstRow, block) -> {
                assertThat(firstRow).isEqualTo(next[0]);
                assertThat(block.byteSize()).isLessThanOrEqualTo(Math.max(bytes, 57 * 8));
                next[0] += block.shape()[0];
                parts.add(block.toDoubleArray());
            });
            assertThat(join(parts))
                    .containsExactly(Distances.pairwise(points, other).toDoubleArray());
            parts.clear();
            Distances.forEachBlock(
                    points, EUCLIDEAN.condensed().blockBytes(bytes), (_, block) -> parts.add(block.toDoubleArray()));
            assertThat(join(parts))
                    .containsExactly(
                            Distances.pairwise(points, EUCLIDEAN.condensed()).toDoubleArray());
        }
        Distances.forEachBlock(NdArray.zeros(1, 3), EUCLIDEAN.condensed(), (_, _) -> {
            throw new AssertionError("one point has no pair");
        });
    }

    private static double[] join(List<double[]> parts) {
        return parts.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    @Test
    void aBlockEndsWithItsCall() {
        var kept = new AtomicReference<NdArray>();
        Distances.forEachBlock(random(10, 2), EUCLIDEAN, (_, block) -> {
            kept.set(block);
            Thread reader = Thread.ofPlatform().start(() -> block.maxAsDouble());
            try {
                reader.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThatThrownBy(() -> kept.get().getDouble(0, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aConsumersExceptionAndAnInterruptEndTheCall() {
        NdArray points = random(100, 2);
        assertThatThrownBy(() -> Distances.forEachBlock(points, EUCLIDEAN.blockBytes(800), (firstRow, _) -> {
                    throw new IOException("row " + firstRow);
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("row 0");
        int[] calls = {0};
        try {
            assertThatThrownBy(() -> Distances.forEachBlock(points, EUCLIDEAN.blockBytes(800), (_, _) -> {
                        calls[0]++;
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("1 of 100 rows");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void anInterruptEndsALongCall() {
        // All results are one place, all points the same: a minute of work without memory.
        NdArray points = NdArray.zeros(1, 2000).broadcastTo(6000, 2000);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Distances.pairwise(points)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void files(@TempDir Path folder) throws IOException {
        NdArray points = random(120, 2);
        NdArray other = random(40, 2).multiply(3);
        Path file = folder.resolve("distances.npy");
        Distances.save(file, points, EUCLIDEAN.blockBytes(10_000));
        assertArrayEqual(Distances.pairwise(points), Npy.load(file));
        Distances.save(file, points, other, metric(DistanceMetric.MANHATTAN));
        assertArrayEqual(Distances.pairwise(points, other, DistanceMetric.MANHATTAN), Npy.load(file));
        Distances.save(file, points.astype(DType.FLOAT32), EUCLIDEAN.condensed());
        NdArray expected = Distances.pairwise(points.astype(DType.FLOAT32), EUCLIDEAN.condensed());
        assertArrayEqual(expected, Npy.load(file));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Distances.save(file, points, EUCLIDEAN)).isInstanceOf(Exception.class);
        } finally {
            Thread.interrupted();
        }
        assertArrayEqual(expected, Npy.load(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> Distances.save(folder, points, EUCLIDEAN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
        NdArray mapped = Npy.create(folder.resolve("mapped.npy"), DType.FLOAT64, 120, 120);
        Distances.pairwise(points, EUCLIDEAN, mapped);
        assertArrayEqual(Distances.pairwise(points), mapped);
    }
}
