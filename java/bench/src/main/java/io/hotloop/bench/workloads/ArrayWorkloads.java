package io.hotloop.bench.workloads;

import static io.hotloop.Index.ALL;
import static io.hotloop.Index.NEW_AXIS;

import io.hotloop.DType;
import io.hotloop.Expression;
import io.hotloop.Index;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.ReduceOptions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The catalogue's group {@code arrays}: what NumPy's users do all day, beside the best loops of Java that are known
 * for it. {@code ARRAYS_NEW} makes a new array each time, left to the collector; {@code ARRAYS_OUT} writes to a given
 * one.
 */
public final class ArrayWorkloads {
    private ArrayWorkloads() {}

    /** {@code a + b}. */
    public static final class Add extends ArrayWorkload {
        /** Found as a service. */
        public Add() {
            super("add", "a + b", 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] out = zeros(size);
                return task(() -> add(a, b, out, 0, out.length), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] out = zeros(size);
                return task(() -> inParallel(out.length, (from, to) -> add(a, b, out, from, to)), out::clone);
            });
            java("JAVA_STREAM", true, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] out = zeros(size);
                return task(
                        () -> IntStream.range(0, out.length).parallel().forEach(i -> out[i] = a[i] + b[i]), out::clone);
            });
            vector(EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] out = zeros(size);
                return task(
                        () -> inParallel(out.length, (from, to) -> VectorLoops.add(a, b, out, from, to)), out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray b = NdArray.of(random(size, 2));
                return array(() -> a.add(b));
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray b = NdArray.of(random(size, 2));
                NdArray out = NdArray.empty(DType.FLOAT64, size);
                return task(() -> a.add(b, out), out::toDoubleArray);
            });
        }

        private static void add(double[] a, double[] b, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = a[i] + b[i];
            }
        }
    }

    /** {@code a + b} where the call is what costs. */
    public static final class SmallAdd extends ArrayWorkload {
        /** Found as a service. */
        public SmallAdd() {
            super("small-add", "a + b of a handful of elements", 10L, 100L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] out = zeros(size);
                return task(() -> Add.add(a, b, out, 0, out.length), out::clone);
            });
            vector(false, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] out = zeros(size);
                return task(() -> VectorLoops.add(a, b, out, 0, out.length), out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray b = NdArray.of(random(size, 2));
                return array(() -> a.add(b));
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray b = NdArray.of(random(size, 2));
                NdArray out = NdArray.empty(DType.FLOAT64, size);
                return task(() -> a.add(b, out), out::toDoubleArray);
            });
        }
    }

    /** {@code 2*a + 3*b*c}, from arrays on the heap to an array on the heap. */
    public static final class Heap extends ArrayWorkload {
        /** Found as a service. */
        public Heap() {
            super("heap", "2*a + 3*b*c with double[] in and out", 10L, 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                double[] out = zeros(size);
                return task(() -> combine(a, b, c, out, 0, out.length), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                double[] out = zeros(size);
                return task(() -> inParallel(out.length, (from, to) -> combine(a, b, c, out, from, to)), out::clone);
            });
            java("JAVA_STREAM", true, EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                double[] out = zeros(size);
                return task(
                        () -> IntStream.range(0, out.length)
                                .parallel()
                                .forEach(i -> out[i] = 2 * a[i] + 3 * b[i] * c[i]),
                        out::clone);
            });
            vector(EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                double[] out = zeros(size);
                return task(
                        () -> inParallel(out.length, (from, to) -> VectorLoops.combine(a, b, c, out, from, to)),
                        out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                return task(
                        () -> NdArray.wrap(a)
                                .multiply(2)
                                .add(NdArray.wrap(b).multiply(3).multiply(NdArray.wrap(c))),
                        () -> NdArray.wrap(a)
                                .multiply(2)
                                .add(NdArray.wrap(b).multiply(3).multiply(NdArray.wrap(c)))
                                .toDoubleArray());
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                double[] out = zeros(size);
                double[] left = zeros(size);
                return task(
                        () -> {
                            NdArray result = NdArray.wrap(out);
                            NdArray.wrap(b).multiply(3, result);
                            result.multiplyInPlace(NdArray.wrap(c));
                            NdArray.wrap(a).multiply(2, NdArray.wrap(left));
                            NdArray.wrap(left).add(result, result);
                        },
                        out::clone);
            });
            arrays("ARRAYS_FUSED", EXACT, size -> {
                double[] a = random(size, 1);
                double[] b = random(size, 2);
                double[] c = random(size, 3);
                double[] out = zeros(size);
                Expression.Bound bound = Expression.compile("2*a + 3*b*c")
                        .bind("a", a)
                        .bind("b", b)
                        .bind("c", c);
                return task(() -> bound.evaluateInto(out), out::clone);
            });
        }

        private static void combine(double[] a, double[] b, double[] c, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = 2 * a[i] + 3 * b[i] * c[i];
            }
        }
    }

    /** The sum of all elements. */
    public static final class Sum extends ArrayWorkload {
        /** Found as a service. */
        public Sum() {
            super("sum", "the sum of all elements", 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                return number(() -> JavaLoops.sum(a, 0, a.length));
            });
            java("JAVA_PARALLEL", true, REORDERED, size -> {
                double[] a = random(size, 1);
                return number(
                        () -> JavaLoops.combineParts(a.length, (from, to) -> JavaLoops.sum(a, from, to), Double::sum));
            });
            java("JAVA_STREAM", true, REORDERED, size -> {
                double[] a = random(size, 1);
                return number(() -> DoubleStream.of(a).parallel().sum());
            });
            vector(REORDERED, size -> {
                double[] a = random(size, 1);
                return number(() ->
                        JavaLoops.combineParts(a.length, (from, to) -> VectorLoops.sum(a, from, to), Double::sum));
            });
            arrays("ARRAYS_NEW", REORDERED, size -> {
                NdArray a = NdArray.of(random(size, 1));
                return number(a::sumAsDouble);
            });
            arrays("ARRAYS_OUT", REORDERED, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray out = NdArray.empty(DType.FLOAT64);
                return task(() -> a.sum(ReduceOptions.allAxes(), out), () -> new double[] {out.itemAsDouble()});
            });
        }
    }

    /** The largest element. */
    public static final class Max extends ArrayWorkload {
        /** Found as a service. */
        public Max() {
            super("max", "the largest element", 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                return number(() -> JavaLoops.max(a, 0, a.length));
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] a = random(size, 1);
                return number(
                        () -> JavaLoops.combineParts(a.length, (from, to) -> JavaLoops.max(a, from, to), Math::max));
            });
            java("JAVA_STREAM", true, EXACT, size -> {
                double[] a = random(size, 1);
                return number(() -> DoubleStream.of(a).parallel().max().orElseThrow());
            });
            vector(EXACT, size -> {
                double[] a = random(size, 1);
                return number(
                        () -> JavaLoops.combineParts(a.length, (from, to) -> VectorLoops.max(a, from, to), Math::max));
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                return number(a::maxAsDouble);
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray out = NdArray.empty(DType.FLOAT64);
                return task(() -> a.max(ReduceOptions.allAxes(), out), () -> new double[] {out.itemAsDouble()});
            });
        }
    }

    /** The standard deviation. */
    public static final class Std extends ArrayWorkload {
        /** Found as a service. */
        public Std() {
            super("std", "the standard deviation", 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                return number(() -> {
                    double mean = JavaLoops.sum(a, 0, a.length) / a.length;
                    return Math.sqrt(JavaLoops.squaredDistances(a, mean, 0, a.length) / a.length);
                });
            });
            java("JAVA_PARALLEL", true, REORDERED, size -> {
                double[] a = random(size, 1);
                return number(() -> {
                    double mean =
                            JavaLoops.combineParts(a.length, (from, to) -> JavaLoops.sum(a, from, to), Double::sum)
                                    / a.length;
                    return Math.sqrt(JavaLoops.combineParts(
                                    a.length, (from, to) -> JavaLoops.squaredDistances(a, mean, from, to), Double::sum)
                            / a.length);
                });
            });
            java("JAVA_STREAM", true, REORDERED, size -> {
                double[] a = random(size, 1);
                return number(() -> {
                    double mean = DoubleStream.of(a).parallel().average().orElseThrow();
                    return Math.sqrt(DoubleStream.of(a)
                                    .parallel()
                                    .map(x -> (x - mean) * (x - mean))
                                    .sum()
                            / a.length);
                });
            });
            vector(REORDERED, size -> {
                double[] a = random(size, 1);
                return number(() -> {
                    double mean =
                            JavaLoops.combineParts(a.length, (from, to) -> VectorLoops.sum(a, from, to), Double::sum)
                                    / a.length;
                    return Math.sqrt(JavaLoops.combineParts(
                                    a.length,
                                    (from, to) -> VectorLoops.squaredDistances(a, mean, from, to),
                                    Double::sum)
                            / a.length);
                });
            });
            arrays("ARRAYS_NEW", REORDERED, size -> {
                NdArray a = NdArray.of(random(size, 1));
                return number(a::stdAsDouble);
            });
            arrays("ARRAYS_OUT", REORDERED, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray out = NdArray.empty(DType.FLOAT64);
                return task(() -> a.std(ReduceOptions.allAxes(), out), () -> new double[] {out.itemAsDouble()});
            });
        }
    }

    /** Sums of columns. */
    public static final class SumAxis0 extends ArrayWorkload {
        /** Found as a service. */
        public SumAxis0() {
            super("sum-axis0", "sums of the columns of 1,000 rows", 1_000_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(columns);
                return task(() -> sumRows(a, columns, out, 0, columns), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(columns);
                return task(() -> inParallel(columns, (from, to) -> sumRows(a, columns, out, from, to)), out::clone);
            });
            java("JAVA_STREAM", true, EXACT, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(columns);
                return task(
                        () -> IntStream.range(0, columns).parallel().forEach(column -> {
                            double sum = 0;
                            for (int at = column; at < a.length; at += columns) {
                                sum += a[at];
                            }
                            out[column] = sum;
                        }),
                        out::clone);
            });
            vector(EXACT, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(columns);
                return task(
                        () -> inParallel(columns, (from, to) -> VectorLoops.sumRows(a, columns, out, from, to)),
                        out::clone);
            });
            arrays("ARRAYS_NEW", REORDERED, size -> {
                NdArray a = NdArray.of(random(1000L * columns(size), 1)).reshape(1000, -1);
                return array(() -> a.sum(0));
            });
            arrays("ARRAYS_OUT", REORDERED, size -> {
                NdArray a = NdArray.of(random(1000L * columns(size), 1)).reshape(1000, -1);
                NdArray out = NdArray.empty(DType.FLOAT64, columns(size));
                return task(() -> a.sum(ReduceOptions.axis(0), out), out::toDoubleArray);
            });
        }

        private static void sumRows(double[] a, int columns, double[] out, int begin, int end) {
            Arrays.fill(out, begin, end, 0);
            for (int row = 0; row < 1000; row++) {
                int at = row * columns;
                for (int i = begin; i < end; i++) {
                    out[i] += a[at + i];
                }
            }
        }
    }

    /** Sums of rows. */
    public static final class SumAxis1 extends ArrayWorkload {
        /** Found as a service. */
        public SumAxis1() {
            super("sum-axis1", "sums of 1,000 rows", 1_000_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(1000);
                return task(() -> sumColumns(a, columns, out, 0, 1000), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(1000);
                return task(() -> inParallel(1000, (from, to) -> sumColumns(a, columns, out, from, to)), out::clone);
            });
            java("JAVA_STREAM", true, REORDERED, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(1000);
                return task(
                        () -> IntStream.range(0, 1000)
                                .parallel()
                                .forEach(row -> out[row] = Arrays.stream(a, row * columns, (row + 1) * columns)
                                        .sum()),
                        out::clone);
            });
            vector(REORDERED, size -> {
                int columns = columns(size);
                double[] a = random(1000L * columns, 1);
                double[] out = zeros(1000);
                return task(
                        () -> inParallel(1000, (from, to) -> {
                            for (int row = from; row < to; row++) {
                                out[row] = VectorLoops.sum(a, row * columns, (row + 1) * columns);
                            }
                        }),
                        out::clone);
            });
            arrays("ARRAYS_NEW", REORDERED, size -> {
                NdArray a = NdArray.of(random(1000L * columns(size), 1)).reshape(1000, -1);
                return array(() -> a.sum(1));
            });
            arrays("ARRAYS_OUT", REORDERED, size -> {
                NdArray a = NdArray.of(random(1000L * columns(size), 1)).reshape(1000, -1);
                NdArray out = NdArray.empty(DType.FLOAT64, 1000);
                return task(() -> a.sum(ReduceOptions.axis(1), out), out::toDoubleArray);
            });
        }

        private static void sumColumns(double[] a, int columns, double[] out, int begin, int end) {
            for (int row = begin; row < end; row++) {
                out[row] = JavaLoops.sum(a, row * columns, (row + 1) * columns);
            }
        }
    }

    private static int columns(long size) {
        return Math.toIntExact(Math.max(1, size / 1000));
    }

    /** Running sums. */
    public static final class Cumsum extends ArrayWorkload {
        /** Found as a service. */
        public Cumsum() {
            super("cumsum", "running sums", 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                double[] out = zeros(size);
                return task(
                        () -> {
                            double sum = 0;
                            for (int i = 0; i < a.length; i++) {
                                sum += a[i];
                                out[i] = sum;
                            }
                        },
                        out::clone);
            });
            java("JAVA_PARALLEL", true, REORDERED, size -> {
                double[] a = random(size, 1);
                double[] out = zeros(size);
                return task(() -> JavaLoops.cumsum(a, out), out::clone);
            });
            java("JAVA_STREAM", true, REORDERED, size -> {
                double[] a = random(size, 1);
                double[] out = zeros(size);
                return task(
                        () -> {
                            System.arraycopy(a, 0, out, 0, a.length);
                            Arrays.parallelPrefix(out, Double::sum);
                        },
                        out::clone);
            });
            arrays("ARRAYS_NEW", REORDERED, size -> {
                NdArray a = NdArray.of(random(size, 1));
                return array(a::cumsum);
            });
            arrays("ARRAYS_OUT", REORDERED, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray out = NdArray.empty(DType.FLOAT64, size);
                return task(() -> a.cumsum(ReduceOptions.axis(0), out), out::toDoubleArray);
            });
        }
    }

    /** A square matrix times a row. */
    public static final class BroadcastMultiply extends ArrayWorkload {
        /** Found as a service. */
        public BroadcastMultiply() {
            super("broadcast-mul", "a square matrix times a row, broadcast", 10_000L, 1_000_000L, 9_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                double[] row = random(n, 2);
                double[] out = zeros((long) n * n);
                return task(() -> multiply(a, row, out, 0, n), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                double[] row = random(n, 2);
                double[] out = zeros((long) n * n);
                return task(() -> inParallel(n, (from, to) -> multiply(a, row, out, from, to)), out::clone);
            });
            vector(EXACT, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                double[] row = random(n, 2);
                double[] out = zeros((long) n * n);
                return task(
                        () -> inParallel(n, (from, to) -> VectorLoops.multiplyRows(a, row, out, from, to)), out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                int n = side(size);
                NdArray a = NdArray.of(random((long) n * n, 1)).reshape(n, n);
                NdArray row = NdArray.of(random(n, 2));
                return array(() -> a.multiply(row));
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                int n = side(size);
                NdArray a = NdArray.of(random((long) n * n, 1)).reshape(n, n);
                NdArray row = NdArray.of(random(n, 2));
                NdArray out = NdArray.empty(DType.FLOAT64, n, n);
                return task(() -> a.multiply(row, out), () -> out.ravel().toDoubleArray());
            });
        }

        private static void multiply(double[] a, double[] row, double[] out, int begin, int end) {
            int n = row.length;
            for (int r = begin; r < end; r++) {
                for (int i = 0; i < n; i++) {
                    out[r * n + i] = a[r * n + i] * row[i];
                }
            }
        }

        @Override
        public long items(long size, long amount) {
            return Math.multiplyExact((long) side(size) * side(size), amount);
        }
    }

    /** A square matrix, rows for columns. */
    public static final class TransposeCopy extends ArrayWorkload {
        private static final int TILE = 32;

        /** Found as a service. */
        public TransposeCopy() {
            super("transpose-copy", "a square matrix copied, rows for columns", 10_000L, 1_000_000L, 9_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                double[] out = zeros((long) n * n);
                return task(() -> transpose(a, n, out, 0, Math.ceilDiv(n, TILE)), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                double[] out = zeros((long) n * n);
                return task(
                        () -> inParallel(Math.ceilDiv(n, TILE), (from, to) -> transpose(a, n, out, from, to)),
                        out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                int n = side(size);
                NdArray a = NdArray.of(random((long) n * n, 1)).reshape(n, n);
                return array(() -> a.transpose().asContiguous());
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                int n = side(size);
                NdArray a = NdArray.of(random((long) n * n, 1)).reshape(n, n);
                NdArray out = NdArray.empty(DType.FLOAT64, n, n);
                return task(() -> out.set(a.transpose()), () -> out.ravel().toDoubleArray());
            });
        }

        /** In tiles that fit the first-level cache on both sides. */
        private static void transpose(double[] a, int n, double[] out, int beginTile, int endTile) {
            for (int top = beginTile * TILE; top < Math.min(endTile * TILE, n); top += TILE) {
                for (int left = 0; left < n; left += TILE) {
                    for (int r = top; r < Math.min(top + TILE, n); r++) {
                        for (int c = left; c < Math.min(left + TILE, n); c++) {
                            out[r * n + c] = a[c * n + r];
                        }
                    }
                }
            }
        }

        @Override
        public long items(long size, long amount) {
            return Math.multiplyExact((long) side(size) * side(size), amount);
        }
    }

    private static int side(long size) {
        return Math.toIntExact((long) Math.sqrt(size));
    }

    /** Rows by index. */
    public static final class TakeRows extends ArrayWorkload {
        /** Found as a service. */
        public TakeRows() {
            super("take-rows", "rows of two, by random index, from a table of twice as many", 100L, 1_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] table = random(2 * size, 1);
                long[] index = index(size);
                double[] out = zeros(2L * index.length);
                return task(() -> take(table, index, out, 0, index.length), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] table = random(2 * size, 1);
                long[] index = index(size);
                double[] out = zeros(2L * index.length);
                return task(
                        () -> inParallel(index.length, (from, to) -> take(table, index, out, from, to)), out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray table = NdArray.of(random(2 * size, 1)).reshape(-1, 2);
                NdArray index = NdArray.of(index(size));
                return array(() -> table.get(index));
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                NdArray table = NdArray.of(random(2 * size, 1)).reshape(-1, 2);
                NdArray index = NdArray.of(index(size));
                NdArray out = NdArray.empty(DType.FLOAT64, index.size(), 2);
                return array(() -> table.take(index, 0, out));
            });
        }

        /** Half of the rows. */
        private static long[] index(long size) {
            long rows = Math.max(1, size / 2);
            return new SplittableRandom(7).longs(rows, 0, size).toArray();
        }

        private static void take(double[] table, long[] index, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                int row = (int) index[i];
                out[2 * i] = table[2 * row];
                out[2 * i + 1] = table[2 * row + 1];
            }
        }
    }

    /** Elements by truth. */
    public static final class Mask extends ArrayWorkload {
        /** Found as a service. */
        public Mask() {
            super("mask", "the elements at which a mask, half of it true, is true", 1_000L, 1_000_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = random(size, 1);
                boolean[] mask = mask(size);
                double[] out = zeros(size + 1);
                int[] count = new int[1];
                return task(() -> count[0] = compress(a, mask, out), () -> Arrays.copyOf(out, count[0]));
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] a = random(size, 1);
                boolean[] mask = mask(size);
                double[] out = zeros(size);
                int[] count = new int[1];
                return task(() -> count[0] = JavaLoops.compress(a, mask, out), () -> Arrays.copyOf(out, count[0]));
            });
            java("JAVA_STREAM", false, EXACT, size -> {
                double[] a = random(size, 1);
                boolean[] mask = mask(size);
                double[][] last = new double[1][];
                return task(
                        () -> last[0] = IntStream.range(0, a.length)
                                .filter(i -> mask[i])
                                .mapToDouble(i -> a[i])
                                .toArray(),
                        () -> last[0]);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray a = NdArray.of(random(size, 1));
                NdArray mask = NdArray.of(mask(size));
                return array(() -> a.get(mask));
            });
        }

        private static boolean[] mask(long size) {
            double[] a = random(size, 5);
            boolean[] mask = new boolean[a.length];
            for (int i = 0; i < a.length; i++) {
                mask[i] = a[i] < 0.5;
            }
            return mask;
        }

        /** Without a branch: a random mask is mispredicted every other time. The last slot takes what is not kept. */
        private static int compress(double[] a, boolean[] mask, double[] out) {
            int count = 0;
            for (int i = 0; i < a.length; i++) {
                out[count] = a[i];
                count += mask[i] ? 1 : 0;
            }
            return count;
        }
    }

    /** Distances from the origin. */
    public static final class Norm extends ArrayWorkload {
        /** Found as a service. */
        public Norm() {
            super("norm", "norms of points, the coordinates side by side", 2_000L, 200_000L, 2_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] r = random(size / 2 * 2, 1);
                double[] out = zeros(size / 2);
                return task(() -> norms(r, out, 0, out.length), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] r = random(size / 2 * 2, 1);
                double[] out = zeros(size / 2);
                return task(() -> inParallel(out.length, (from, to) -> norms(r, out, from, to)), out::clone);
            });
            vector(EXACT, size -> {
                double[] r = random(size / 2 * 2, 1);
                double[] out = zeros(size / 2);
                return task(
                        () -> inParallel(out.length, (from, to) -> VectorLoops.norms(r, out, from, to)), out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray r = NdArray.of(random(size / 2 * 2, 1)).reshape(-1, 2);
                return array(() -> Nd.sqrt(r.multiply(r).sum(1)));
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                NdArray r = NdArray.of(random(size / 2 * 2, 1)).reshape(-1, 2);
                NdArray squares = NdArray.empty(DType.FLOAT64, size / 2, 2);
                NdArray out = NdArray.empty(DType.FLOAT64, size / 2);
                return task(
                        () -> {
                            r.multiply(r, squares);
                            squares.sum(ReduceOptions.axis(1), out);
                            Nd.sqrt(out, out);
                        },
                        out::toDoubleArray);
            });
            arrays("ARRAYS_NORM", EXACT, size -> {
                NdArray r = NdArray.of(random(size / 2 * 2, 1)).reshape(-1, 2);
                NdArray out = NdArray.empty(DType.FLOAT64, size / 2);
                return task(() -> r.norm(ReduceOptions.axis(1), out), out::toDoubleArray);
            });
            arrays("ARRAYS_FUSED", EXACT, size -> {
                NdArray r = NdArray.of(random(size / 2 * 2, 1)).reshape(-1, 2);
                NdArray out = NdArray.empty(DType.FLOAT64, size / 2);
                Expression.Bound bound =
                        Expression.compile("sqrt(sum(r*r, axis=1))").bind("r", r);
                return task(() -> bound.evaluateInto(out), out::toDoubleArray);
            });
            arrays("ARRAYS_COLUMNS", EXACT, size -> {
                NdArray r = NdArray.of(random(size / 2 * 2, 1)).reshape(-1, 2);
                NdArray x = r.get(ALL, 0);
                NdArray y = r.get(ALL, 1);
                return array(() -> Nd.sqrt(x.multiply(x).add(y.multiply(y))));
            });
        }

        private static void norms(double[] r, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = Math.sqrt(r[2 * i] * r[2 * i] + r[2 * i + 1] * r[2 * i + 1]);
            }
        }
    }

    /** All products of two rows. */
    public static final class OuterProduct extends ArrayWorkload {
        /** Found as a service. */
        public OuterProduct() {
            super("outer", "all products of two rows, by a new axis", 10_000L, 1_000_000L, 9_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                int n = side(size);
                double[] a = random(n, 1);
                double[] b = random(n, 2);
                double[] out = zeros((long) n * n);
                return task(() -> outer(a, b, out, 0, n), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                int n = side(size);
                double[] a = random(n, 1);
                double[] b = random(n, 2);
                double[] out = zeros((long) n * n);
                return task(() -> inParallel(n, (from, to) -> outer(a, b, out, from, to)), out::clone);
            });
            arrays("ARRAYS_NEW", EXACT, size -> {
                NdArray a = NdArray.of(random(side(size), 1));
                NdArray b = NdArray.of(random(side(size), 2));
                return array(() -> a.get(ALL, NEW_AXIS).multiply(b));
            });
            arrays("ARRAYS_OUT", EXACT, size -> {
                NdArray a = NdArray.of(random(side(size), 1));
                NdArray b = NdArray.of(random(side(size), 2));
                NdArray out = NdArray.empty(DType.FLOAT64, side(size), side(size));
                return task(
                        () -> a.get(ALL, NEW_AXIS).multiply(b, out),
                        () -> out.ravel().toDoubleArray());
            });
        }

        private static void outer(double[] a, double[] b, double[] out, int begin, int end) {
            for (int r = begin; r < end; r++) {
                for (int i = 0; i < b.length; i++) {
                    out[r * b.length + i] = a[r] * b[i];
                }
            }
        }

        @Override
        public long items(long size, long amount) {
            return Math.multiplyExact((long) side(size) * side(size), amount);
        }
    }

    /** The order of a walk through memory. */
    public static final class Traversal extends ArrayWorkload {
        /** Found as a service. */
        public Traversal() {
            super("traversal", "the sum of a square matrix, by rows and by columns", 1_000_000L, 9_000_000L);
            java("JAVA_ROWS", false, EXACT, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                return number(() -> {
                    double sum = 0;
                    for (int r = 0; r < n; r++) {
                        for (int c = 0; c < n; c++) {
                            sum += a[r * n + c];
                        }
                    }
                    return sum;
                });
            });
            java("JAVA_COLUMNS", false, REORDERED, size -> {
                int n = side(size);
                double[] a = random((long) n * n, 1);
                return number(() -> {
                    double sum = 0;
                    for (int c = 0; c < n; c++) {
                        for (int r = 0; r < n; r++) {
                            sum += a[r * n + c];
                        }
                    }
                    return sum;
                });
            });
            arrays("ARRAYS_ROWS", REORDERED, size -> {
                int n = side(size);
                NdArray a = NdArray.of(random((long) n * n, 1)).reshape(n, n);
                return number(a::sumAsDouble);
            });
            arrays("ARRAYS_COLUMNS", REORDERED, size -> {
                int n = side(size);
                NdArray a = NdArray.of(random((long) n * n, 1)).reshape(n, n).transpose();
                return number(a::sumAsDouble);
            });
        }

        @Override
        public long items(long size, long amount) {
            return Math.multiplyExact((long) side(size) * side(size), amount);
        }
    }

    /** Elements one by one, where no operation on whole arrays fits. */
    public static final class Elements extends ArrayWorkload {
        /** Found as a service. */
        public Elements() {
            super("elements", "the sum of elements got one by one, of one dtype and of three", 10_000L, 1_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = counting(size);
                return number(() -> {
                    double sum = 0;
                    for (double each : a) {
                        sum += each;
                    }
                    return sum;
                });
            });
            arrays("ARRAYS_ONE", EXACT, size -> {
                NdArray a = NdArray.of(counting(size));
                return number(() -> sum(a, 0));
            });
            arrays("ARRAYS_MIXED", EXACT, size -> {
                NdArray[] parts = parts(size);
                return number(() -> {
                    double sum = 0;
                    for (NdArray part : parts) {
                        sum = sum(part, sum);
                    }
                    return sum;
                });
            });
        }

        private static double sum(NdArray a, double start) {
            double sum = start;
            long n = a.size();
            for (long i = 0; i < n; i++) {
                sum += a.getDouble(i);
            }
            return sum;
        }
    }

    /** Elements set one by one. */
    public static final class SetElements extends ArrayWorkload {
        /** Found as a service. */
        public SetElements() {
            super("set-elements", "elements set one by one, of one dtype and of three", 10_000L, 1_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = zeros(size);
                return task(
                        () -> {
                            for (int i = 0; i < a.length; i++) {
                                a[i] = i & 1023;
                            }
                        },
                        a::clone);
            });
            arrays("ARRAYS_ONE", EXACT, size -> {
                NdArray a = NdArray.zeros(size);
                return task(() -> count(a, 0), a::toDoubleArray);
            });
            arrays("ARRAYS_MIXED", EXACT, size -> {
                NdArray[] parts = parts(size);
                return task(
                        () -> {
                            long start = 0;
                            for (NdArray part : parts) {
                                count(part, start);
                                start += part.size();
                            }
                        },
                        () -> Arrays.stream(parts)
                                .flatMapToDouble(part -> Arrays.stream(part.toDoubleArray()))
                                .toArray());
            });
        }

        private static void count(NdArray a, long start) {
            long n = a.size();
            for (long i = 0; i < n; i++) {
                a.setDouble(start + i & 1023, i);
            }
        }
    }

    /** Numbers that float32 and int32 have, too. */
    private static double[] counting(long size) {
        double[] values = ArrayWorkload.zeros(size);
        Arrays.setAll(values, i -> i & 1023);
        return values;
    }

    /** The same in a third of float64, one of float32 and one of int32. */
    private static NdArray[] parts(long size) {
        NdArray all = NdArray.of(counting(size));
        long third = size / 3;
        return new NdArray[] {
            all.get(Index.to(third)).copy(),
            all.get(Index.range(third, 2 * third)).astype(DType.FLOAT32),
            all.get(Index.from(2 * third)).astype(DType.INT32)
        };
    }
}
