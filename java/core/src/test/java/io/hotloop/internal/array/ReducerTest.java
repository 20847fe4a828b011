package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reductions and scans against their definition in {@code hotloop.h}, written here as recursion over lists: the
 * bits must be the same from {@link JavaReduce} and from what {@link Reducer} chooses.
 */
class ReducerTest {
    private static final long SEED = 20261122;

    /** Blocks of 128 in lanes of 8: none, parts and all of them, and trees with odd ends. */
    private static final int[] COUNTS = {
        1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 127, 128, 129, 255, 256, 257, 384, 640, 897, 1023, 1024, 1025, 4095, 4097
    };

    /** How elements lie in memory. */
    enum Layout {
        CONTIGUOUS,
        FORTRAN,
        STRIDED,
        NEGATIVE,
        UNALIGNED,
        HEAP
    }

    // The definition

    private static double sum(double[] x, int from, int to) {
        double[] lanes = new double[8];
        Arrays.fill(lanes, -0.0);
        for (int i = from; i < to; i++) {
            lanes[(i - from) % 8] += x[i];
        }
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }

    private static double product(double[] x, int from, int to) {
        double[] lanes = new double[8];
        Arrays.fill(lanes, 1);
        for (int i = from; i < to; i++) {
            lanes[(i - from) % 8] *= x[i];
        }
        return ((lanes[0] * lanes[1]) * (lanes[2] * lanes[3])) * ((lanes[4] * lanes[5]) * (lanes[6] * lanes[7]));
    }

    private static double extremum(double[] x, int from, int to, boolean isLeast) {
        List<Double> lanes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int lane = (i - from) % 8;
            if (lane == lanes.size()) {
                lanes.add(x[i]);
            } else {
                lanes.set(lane, better(lanes.get(lane), x[i], isLeast));
            }
        }
        while (lanes.size() > 1) {
            List<Double> half = new ArrayList<>();
            for (int i = 0; i < lanes.size(); i += 2) {
                half.add(i + 1 < lanes.size() ? better(lanes.get(i), lanes.get(i + 1), isLeast) : lanes.get(i));
            }
            lanes = half;
        }
        return lanes.getFirst();
    }

    private static double better(double m, double x, boolean isLeast) {
        boolean keeps = isLeast ? m <= x : m >= x;
        return keeps || Double.isNaN(m) ? m : x;
    }

    private record Moments(double n, double mean, double m2) {
        Moments with(Moments b) {
            double all = n + b.n;
            double d = b.mean - mean;
            return new Moments(all, mean + d * (b.n / all), (m2 + b.m2) + d * d * (n * (b.n / all)));
        }
    }

    private static Moments moments(double[] x, int from, int to) {
        double mean = sum(x, from, to) / (to - from);
        double[] squares = new double[to - from];
        for (int i = from; i < to; i++) {
            squares[i - from] = (x[i] - mean) * (x[i] - mean);
        }
        return new Moments(to - from, mean, sum(squares, 0, squares.length));
    }

    /** Combines neighbours level by level, an odd one carried up. */
    private static <T> T tree(List<T> values, java.util.function.BinaryOperator<T> combine) {
        List<T> level = values;
        while (level.size() > 1) {
            List<T> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                next.add(i + 1 < level.size() ? combine.apply(level.get(i), level.get(i + 1)) : level.get(i));
            }
            level = next;
        }
        return level.getFirst();
    }

    private static double expected(Reduction reduction, double[] x, double ddof) {
        List<Double> blocks = new ArrayList<>();
        List<Moments> moments = new ArrayList<>();
        for (int from = 0; from < x.length; from += 128) {
            int to = Math.min(from + 128, x.length);
            switch (reduction) {
                case SUM, MEAN -> blocks.add(sum(x, from, to));
                case PROD -> blocks.add(product(x, from, to));
                case MIN, MAX -> blocks.add(extremum(x, from, to, reduction == Reduction.MIN));
                case VAR, STD -> moments.add(moments(x, from, to));
                case NORM -> {
                    double[] squares = new double[to - from];
                    for (int i = from; i < to; i++) {
                        squares[i - from] = x[i] * x[i];
                    }
                    blocks.add(sum(squares, 0, squares.length));
                }
                default -> blocks.add(0.0);
            }
        }
        return switch (reduction) {
            case SUM -> tree(blocks, Double::sum);
            case PROD -> tree(blocks, (a, b) -> a * b);
            case MEAN -> tree(blocks, Double::sum) / x.length;
            case NORM -> Math.sqrt(tree(blocks, Double::sum));
            case MIN -> tree(blocks, (a, b) -> better(a, b, true));
            case MAX -> tree(blocks, (a, b) -> better(a, b, false));
            case VAR -> tree(moments, Moments::with).m2() / (x.length - ddof);
            case STD -> Math.sqrt(tree(moments, Moments::with).m2() / (x.length - ddof));
            case ANY -> Arrays.stream(x).anyMatch(v -> v != 0) ? 1 : 0;
            case ALL -> Arrays.stream(x).allMatch(v -> v != 0) ? 1 : 0;
            case COUNT_NONZERO -> Arrays.stream(x).filter(v -> v != 0).count();
            case ARGMIN, ARGMAX -> position(x, reduction == Reduction.ARGMIN);
        };
    }

    private static int position(double[] x, boolean isLeast) {
        int best = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i])) {
                return i;
            }
            if (isLeast ? x[i] < x[best] : x[i] > x[best]) {
                best = i;
            }
        }
        return best;
    }

    // Views

    private static View layout(Layout layout, DType dtype, double[] values, long... shape) {
        int size = dtype.byteSize();
        int rank = shape.length;
        long[] strides = View.contiguousStrides(dtype, shape);
        long offset = 0;
        long bytes = Math.max(1, values.length) * (long) size;
        switch (layout) {
            case FORTRAN -> {
                long stride = size;
                for (int axis = 0; axis < rank; axis++) {
                    strides[axis] = stride;
                    stride *= shape[axis];
                }
            }
            case STRIDED -> {
                for (int axis = 0; axis < rank; axis++) {
                    strides[axis] *= 3;
                }
                offset = size;
                bytes *= 3;
            }
            case NEGATIVE -> {
                for (int axis = 0; axis < rank; axis++) {
                    offset += (shape[axis] - 1) * strides[axis];
                    strides[axis] = -strides[axis];
                }
            }
            case UNALIGNED -> offset = 1;
            default -> {}
        }
        // Flush against the end, so that reading on is an exception.
        MemorySegment segment = layout == Layout.HEAP
                ? MemorySegment.ofArray(new byte[(int) (bytes + offset)])
                : Arena.ofAuto().allocate(bytes + offset, 64);
        View view = new View(segment, offset, dtype, shape, strides);
        long[] index = new long[rank];
        for (double value : values) {
            long at = offset;
            for (int axis = 0; axis < rank; axis++) {
                at += index[axis] * strides[axis];
            }
            Elements.setDouble(segment, at, dtype, value);
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return view;
    }

    private static View results(DType dtype, long... shape) {
        long bytes = Math.max(1, Arrays.stream(shape).reduce(1, (a, b) -> a * b)) * dtype.byteSize();
        return View.contiguous(Arena.ofAuto().allocate(bytes, 16), dtype, shape);
    }

    private static double[] doubles(View view) {
        double[] values = new double[(int) view.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    Elements.getDouble(view.segment(), (long) i * view.dtype().byteSize(), view.dtype());
        }
        return values;
    }

    /** What both ways give; they are compared with each other here. */
    private static double[] both(
            Reduction reduction, DType operation, DType result, View in, int kept, @Nullable View where, double ddof) {
        long[] shape = Arrays.copyOf(in.shape(), kept);
        View chosen = results(result, shape);
        View java = results(result, shape);
        Reducer.reduce(reduction, operation, chosen, in, kept, where, ddof);
        JavaReduce.reduce(reduction, operation, java, in, ReduceAxes.of(java, in, kept, where), where, ddof);
        double[] values = doubles(java);
        assertThat(doubles(chosen))
                .as("%s in %s of %s", reduction, operation, in)
                .containsExactly(values);
        return values;
    }

    private static double[] random(Random random, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            // Sums of such numbers round differently in each order.
            x[i] = (random.nextDouble() - 0.4) * Math.pow(2, random.nextInt(12));
        }
        return x;
    }

    private static double[] slice(double[] x, int from, int n) {
        return Arrays.copyOfRange(x, from, from + n);
    }

    // Tests

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void oneSequenceHasTheDefinedOrder(Reduction reduction) {
        Random random = new Random(SEED);
        for (int n : COUNTS) {
            double[] x = random(random, n);
            for (Layout layout : Layout.values()) {
                View in = layout(layout, DType.FLOAT64, x, n);
                double[] result = both(reduction, DType.FLOAT64, DType.FLOAT64, in, 0, null, 0.5);
                assertThat(result)
                        .as("%s of %d, %s", reduction, n, layout)
                        .containsExactly(expected(reduction, x, 0.5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void eachRowAndColumnHasTheDefinedOrder(Reduction reduction) {
        Random random = new Random(SEED);
        long[][] shapes = {{3, 300}, {40, 2}, {2, 1000}, {70, 33}, {1100, 3}, {5, 1}, {1, 130}, {129, 129}};
        for (long[] shape : shapes) {
            int rows = (int) shape[0];
            int columns = (int) shape[1];
            double[] x = random(random, rows * columns);
            for (Layout layout : Layout.values()) {
                View in = layout(layout, DType.FLOAT64, x, shape);
                double[] result = both(reduction, DType.FLOAT64, DType.FLOAT64, in, 1, null, 0);
                for (int row = 0; row < rows; row++) {
                    assertThat(result[row])
                            .as("%s of row %d of %dx%d, %s", reduction, row, rows, columns, layout)
                            .isEqualTo(expected(reduction, slice(x, row * columns, columns), 0));
                }
                // The same rows, read as columns of the transposed layout.
                View across = new View(in.segment(), in.offset(), in.dtype(), new long[] {columns, rows}, new long[] {
                    in.strides()[1], in.strides()[0]
                });
                double[] other = both(reduction, DType.FLOAT64, DType.FLOAT64, across, 1, null, 0);
                for (int column = 0; column < columns; column++) {
                    double[] sequence = new double[rows];
                    for (int row = 0; row < rows; row++) {
                        sequence[row] = x[row * columns + column];
                    }
                    assertThat(other[column])
                            .as("%s of column %d of %dx%d, %s", reduction, column, rows, columns, layout)
                            .isEqualTo(expected(reduction, sequence, 0));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void severalAxesAreOneSequenceInCOrder(Reduction reduction) {
        double[] x = random(new Random(SEED), 2 * 3 * 5 * 40);
        for (Layout layout : Layout.values()) {
            View in = layout(layout, DType.FLOAT64, x, 2, 3, 5, 40);
            for (int kept = 0; kept <= 4; kept++) {
                int results = kept == 0 ? 1 : kept == 1 ? 2 : kept == 2 ? 6 : kept == 3 ? 30 : 1200;
                int n = x.length / results;
                double[] result = both(reduction, DType.FLOAT64, DType.FLOAT64, in, kept, null, 0);
                for (int i = 0; i < results; i++) {
                    assertThat(result[i])
                            .as("%s %d with %d axes kept, %s", reduction, i, kept, layout)
                            .isEqualTo(expected(reduction, slice(x, i * n, n), 0));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void aZeroStrideRepeatsTheElement(Reduction reduction) {
        double[] x = random(new Random(SEED), 7);
        View row = layout(Layout.CONTIGUOUS, DType.FLOAT64, x, 7);
        View repeatedBelow = new View(row.segment(), 0, DType.FLOAT64, new long[] {300, 7}, new long[] {0, 8});
        double[] all = new double[2100];
        for (int i = 0; i < all.length; i++) {
            all[i] = x[i % 7];
        }
        assertThat(both(reduction, DType.FLOAT64, DType.FLOAT64, repeatedBelow, 0, null, 0))
                .containsExactly(expected(reduction, all, 0));
        View repeatedAlong = new View(row.segment(), 0, DType.FLOAT64, new long[] {7, 300}, new long[] {8, 0});
        double[] same = new double[300];
        Arrays.fill(same, x[3]);
        assertThat(both(reduction, DType.FLOAT64, DType.FLOAT64, repeatedAlong, 1, null, 0)[3])
                .isEqualTo(expected(reduction, same, 0));
    }

    @Test
    void specialValuesTakeTheirWay() {
        double inf = Double.POSITIVE_INFINITY;
        double[][] cases = {
            {-0.0},
            {-0.0, -0.0},
            {0.0, -0.0},
            {-0.0, 0.0},
            {Double.NaN, 1},
            {1, Double.NaN, 2},
            {inf, -inf},
            {inf, 1},
            {Double.MIN_VALUE, Double.MIN_VALUE},
            {Double.MAX_VALUE, Double.MAX_VALUE},
            {-inf, Double.NaN}
        };
        for (double[] few : cases) {
            for (int copies : new int[] {1, 5, 100}) {
                double[] x = new double[few.length * copies];
                for (int i = 0; i < x.length; i++) {
                    x[i] = few[i % few.length];
                }
                for (Reduction reduction : Reduction.values()) {
                    View in = layout(Layout.CONTIGUOUS, DType.FLOAT64, x, x.length);
                    assertThat(both(reduction, DType.FLOAT64, DType.FLOAT64, in, 0, null, 0))
                            .as("%s of %s", reduction, Arrays.toString(few))
                            .containsExactly(expected(reduction, x, 0));
                }
            }
        }
    }

    @Test
    void nothingHasTheResultOfNothing() {
        View in = layout(Layout.CONTIGUOUS, DType.FLOAT64, new double[0], 3, 0);
        double[][] expected = {
            {Reduction.SUM.ordinal(), 0.0},
            {Reduction.PROD.ordinal(), 1},
            {Reduction.MEAN.ordinal(), Double.NaN},
            {Reduction.VAR.ordinal(), Double.NaN},
            {Reduction.STD.ordinal(), Double.NaN},
            {Reduction.NORM.ordinal(), 0.0},
            {Reduction.ANY.ordinal(), 0},
            {Reduction.ALL.ordinal(), 1},
            {Reduction.COUNT_NONZERO.ordinal(), 0}
        };
        for (double[] row : expected) {
            Reduction reduction = Reduction.values()[(int) row[0]];
            assertThat(both(reduction, DType.FLOAT64, DType.FLOAT64, in, 1, null, 0))
                    .as("%s of nothing", reduction)
                    .containsExactly(row[1], row[1], row[1]);
        }
    }

    @Test
    void float32AccumulatesInDouble() {
        double[] x = random(new Random(SEED), 1000);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) x[i];
        }
        for (Layout layout : Layout.values()) {
            View in = layout(layout, DType.FLOAT32, x, 1000);
            for (Reduction reduction : Reduction.values()) {
                double exact = expected(reduction, x, 1);
                assertThat(both(reduction, DType.FLOAT32, DType.FLOAT32, in, 0, null, 1))
                        .as("%s, %s", reduction, layout)
                        .containsExactly((float) exact);
                assertThat(both(reduction, DType.FLOAT64, DType.FLOAT64, in, 0, null, 1))
                        .containsExactly(exact);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"BOOL", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"})
    void integersAreExactAndWrap(DType dtype) {
        boolean isUnsigned = dtype.kind() == DType.Kind.UNSIGNED;
        for (int n : new int[] {1, 9, 200, 1500}) {
            long[] x = new Random(SEED + n).longs(n).toArray();
            for (Layout layout : Layout.values()) {
                View in = layout(layout, dtype, new double[n], n);
                long sum = 0;
                long product = 1;
                for (int i = 0; i < n; i++) {
                    x[i] = Elements.wrap(x[i], dtype);
                    Elements.setLong(in.segment(), in.offset() + i * in.strides()[0], dtype, x[i]);
                    sum += x[i];
                    product *= x[i];
                }
                int least = 0;
                int greatest = 0;
                for (int i = 0; i < n; i++) {
                    boolean big = dtype == DType.UINT64;
                    int toLeast = big ? Long.compareUnsigned(x[i], x[least]) : Long.compare(x[i], x[least]);
                    int toGreatest = big ? Long.compareUnsigned(x[i], x[greatest]) : Long.compare(x[i], x[greatest]);
                    least = toLeast < 0 ? i : least;
                    greatest = toGreatest > 0 ? i : greatest;
                }
                DType wide = isUnsigned ? DType.UINT64 : DType.INT64;
                assertThat(bothLong(Reduction.SUM, wide, in)).isEqualTo(sum);
                assertThat(bothLong(Reduction.PROD, wide, in)).isEqualTo(product);
                assertThat(bothLong(Reduction.MIN, dtype, in)).isEqualTo(x[least]);
                assertThat(bothLong(Reduction.MAX, dtype, in)).isEqualTo(x[greatest]);
                assertThat(bothLong(Reduction.ARGMIN, DType.INT64, in)).isEqualTo(least);
                assertThat(bothLong(Reduction.ARGMAX, DType.INT64, in)).isEqualTo(greatest);
                long nonzero = Arrays.stream(x).filter(v -> v != 0).count();
                assertThat(bothLong(Reduction.COUNT_NONZERO, DType.INT64, in)).isEqualTo(nonzero);
                assertThat(bothLong(Reduction.ANY, DType.BOOL, in)).isEqualTo(nonzero > 0 ? 1 : 0);
                assertThat(bothLong(Reduction.ALL, DType.BOOL, in)).isEqualTo(nonzero == n ? 1 : 0);
            }
        }
    }

    private static long bothLong(Reduction reduction, DType result, View in) {
        View chosen = results(result);
        View java = results(result);
        Reducer.reduce(reduction, chosen, in, 0, null, 0);
        JavaReduce.reduce(reduction, in.dtype(), java, in, ReduceAxes.of(java, in, 0, null), null, 0);
        long value = Elements.getLong(java.segment(), 0, result);
        assertThat(Elements.getLong(chosen.segment(), 0, result)).isEqualTo(value);
        return value;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void aCastInputIsTheCastOfEachElement(DType from) {
        double[] x = new Random(SEED).doubles(700, 0, 100).toArray();
        View in = layout(Layout.CONTIGUOUS, from, x, 10, 70);
        for (DType to : DType.values()) {
            if (to == DType.BOOL || to.isComplex()) {
                continue;
            }
            View cast = layout(Layout.CONTIGUOUS, to, new double[700], 10, 70);
            for (int i = 0; i < 700; i++) {
                Elements.copy(
                        cast.segment(), (long) i * to.byteSize(), to, in.segment(), (long) i * from.byteSize(), from);
            }
            for (Reduction reduction : new Reduction[] {Reduction.SUM, Reduction.PROD, Reduction.MEAN, Reduction.VAR}) {
                boolean isSum = reduction == Reduction.SUM || reduction == Reduction.PROD;
                if (to.isFloating() || isSum) {
                    assertThat(both(reduction, to, to, in, 1, null, 0))
                            .as("%s of %s in %s", reduction, from, to)
                            .containsExactly(both(reduction, to, to, cast, 1, null, 0));
                }
            }
        }
    }

    @Test
    void aConditionLeavesTheOthersInTheirLanes() {
        Random random = new Random(SEED);
        for (int n : COUNTS) {
            double[] x = random(random, n);
            double[] mask = new double[n];
            double[] zeroed = new double[n];
            double[] oned = new double[n];
            int count = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                mask[i] = i == n / 2 || random.nextBoolean() ? 1 : 0;
                zeroed[i] = mask[i] != 0 ? x[i] : -0.0;
                oned[i] = mask[i] != 0 ? x[i] : 1;
                count += (int) mask[i];
                least = mask[i] != 0 ? Math.min(least, x[i]) : least;
            }
            for (Layout layout : Layout.values()) {
                View in = layout(layout, DType.FLOAT64, x, n);
                View where = layout(layout, DType.BOOL, mask, n);
                assertThat(masked(Reduction.SUM, in, where)).isEqualTo(expected(Reduction.SUM, zeroed, 0));
                assertThat(masked(Reduction.NORM, in, where)).isEqualTo(expected(Reduction.NORM, zeroed, 0));
                assertThat(masked(Reduction.PROD, in, where)).isEqualTo(expected(Reduction.PROD, oned, 0));
                assertThat(masked(Reduction.MEAN, in, where)).isEqualTo(expected(Reduction.SUM, zeroed, 0) / count);
                assertThat(masked(Reduction.MIN, in, where)).isEqualTo(least);
                assertThat(masked(Reduction.COUNT_NONZERO, in, where)).isEqualTo(count);
                assertThat(x[(int) masked(Reduction.ARGMIN, in, where)]).isEqualTo(least);
                double mean = expected(Reduction.SUM, zeroed, 0) / count;
                double squares = 0;
                for (int i = 0; i < n; i++) {
                    squares += mask[i] != 0 ? (x[i] - mean) * (x[i] - mean) : 0;
                }
                assertThat(masked(Reduction.VAR, in, where))
                        .isCloseTo(squares / count, org.assertj.core.data.Offset.offset(1e-12 * (squares + 1)));
            }
        }
    }

    private static double masked(Reduction reduction, View in, View where) {
        return both(reduction, DType.FLOAT64, DType.FLOAT64, in, 0, where, 0)[0];
    }

    @Test
    void complexNumbersAreReducedInBothParts() {
        int n = 300;
        double[] re = random(new Random(SEED), n);
        double[] im = random(new Random(SEED + 1), n);
        View in = results(DType.COMPLEX128, n);
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            Elements.setComplex(in.segment(), i * 16L, DType.COMPLEX128, re[i], im[i]);
            squares[i] = re[i] * re[i] + im[i] * im[i];
        }
        View sum = results(DType.COMPLEX128);
        for (boolean isJava : new boolean[] {false, true}) {
            reduceComplex(Reduction.SUM, sum, in, isJava);
            assertThat(Elements.getReal(sum.segment(), 0, DType.COMPLEX128)).isEqualTo(expected(Reduction.SUM, re, 0));
            assertThat(Elements.getImag(sum.segment(), 0, DType.COMPLEX128)).isEqualTo(expected(Reduction.SUM, im, 0));
            reduceComplex(Reduction.MEAN, sum, in, isJava);
            assertThat(Elements.getImag(sum.segment(), 0, DType.COMPLEX128)).isEqualTo(expected(Reduction.MEAN, im, 0));
            View norm = results(DType.FLOAT64);
            reduceComplex(Reduction.NORM, norm, in, isJava);
            assertThat(doubles(norm)[0]).isEqualTo(Math.sqrt(expected(Reduction.SUM, squares, 0)));
            View three = new View(in.segment(), 0, DType.COMPLEX128, new long[] {2}, new long[] {16});
            reduceComplex(Reduction.PROD, sum, three, isJava);
            assertThat(Elements.getReal(sum.segment(), 0, DType.COMPLEX128)).isEqualTo(re[0] * re[1] - im[0] * im[1]);
            assertThat(Elements.getImag(sum.segment(), 0, DType.COMPLEX128)).isEqualTo(re[0] * im[1] + im[0] * re[1]);
        }
    }

    private static void reduceComplex(Reduction reduction, View out, View in, boolean isJava) {
        if (isJava) {
            JavaReduce.reduce(reduction, in.dtype(), out, in, ReduceAxes.of(out, in, 0, null), null, 0);
        } else {
            Reducer.reduce(reduction, out, in, 0, null, 0);
        }
    }

    // Scans

    private static double[] scanned(double[] x, boolean isProduct) {
        double[] result = new double[x.length];
        double before = 0;
        for (int from = 0; from < x.length; from += 128) {
            double total = isProduct ? 1 : -0.0;
            for (int i = from; i < Math.min(from + 128, x.length); i++) {
                total = isProduct ? total * x[i] : total + x[i];
                result[i] = from == 0 ? total : isProduct ? before * total : before + total;
            }
            before = from == 0 ? total : isProduct ? before * total : before + total;
        }
        return result;
    }

    @Test
    void scansHaveTheDefinedOrder() {
        Random random = new Random(SEED);
        for (int n : COUNTS) {
            double[] x = random(random, 3 * n);
            for (Layout layout : Layout.values()) {
                for (boolean isProduct : new boolean[] {false, true}) {
                    for (boolean isTransposed : new boolean[] {false, true}) {
                        View in =
                                layout(layout, DType.FLOAT64, x, isTransposed ? new long[] {n, 3} : new long[] {3, n});
                        double[][] lines = new double[3][n];
                        for (int i = 0; i < x.length; i++) {
                            lines[isTransposed ? i % 3 : i / n][isTransposed ? i / 3 : i % n] = x[i];
                        }
                        if (isTransposed) {
                            in = new View(in.segment(), in.offset(), in.dtype(), new long[] {3, n}, new long[] {
                                in.strides()[1], in.strides()[0]
                            });
                        }
                        View chosen = results(DType.FLOAT64, 3, n);
                        View java = results(DType.FLOAT64, 3, n);
                        Reduction reduction = isProduct ? Reduction.PROD : Reduction.SUM;
                        Scanner.scan(reduction, chosen, in);
                        JavaScan.scan(reduction, DType.FLOAT64, java, in);
                        assertThat(doubles(chosen)).containsExactly(doubles(java));
                        for (int line = 0; line < 3; line++) {
                            assertThat(slice(doubles(java), line * n, n))
                                    .as("%s of 3 x %d, line %d, %s", reduction, n, line, layout)
                                    .containsExactly(scanned(lines[line], isProduct));
                        }
                        // In place.
                        Scanner.scan(reduction, in, in);
                        Elementwise.copy(chosen, in);
                        assertThat(doubles(chosen)).containsExactly(doubles(java));
                    }
                }
            }
        }
    }

    @Test
    void scansOfIntegersWrapAndCast() {
        View in = layout(Layout.STRIDED, DType.UINT8, new double[] {200, 100, 3}, 3);
        View wide = results(DType.UINT64, 3);
        Scanner.scan(Reduction.SUM, wide, in);
        assertThat(doubles(wide)).containsExactly(200, 300, 303);
        View narrow = results(DType.UINT8, 3);
        Scanner.scan(Reduction.SUM, DType.UINT8, narrow, in);
        assertThat(doubles(narrow)).containsExactly(200, 44, 47);
        View floats = results(DType.FLOAT64, 3);
        Scanner.scan(Reduction.PROD, DType.FLOAT64, floats, in);
        assertThat(doubles(floats)).containsExactly(200, 20000, 60000);
    }
}
