package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.Threads;
import java.lang.foreign.Arena;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The Java fallback beside plain {@code double[]} loops, in one process by turns, on one thread: operations of contiguous
 * float64 arrays with a given output. Prints a Markdown table of time ratios: the median of an operation through that of the
 * loop that a Java developer would write for it, which warms up as long. No assertion depends on a time. Run by
 * {@code tests/long/run fallback}, with {@code -Dhotloop.native=off}.
 */
final class FallbackRatios {
    private static final int[] SIZES = {1_000, 100_000, 2_000_000};

    /** From so many elements on the call no longer counts. */
    private static final int LARGE = 100_000;

    private static final int ROUNDS = 9;
    private static final long BATCH_NANOS = 4_000_000;
    private static final long WARM_UP_NANOS = 40_000_000;
    private static final int LONGEST_WARM_UP = 40;
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** Sums and functions may differ in their last digits. */
    private static final double CLOSE = 1e-9;

    /** An operation and its loop, and how far their last results are apart. */
    private record Row(String name, Runnable arrays, Runnable loop, DoubleSupplier difference) {}

    private static double time(Runnable task, long runs) {
        long begin = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            task.run();
        }
        return (double) (System.nanoTime() - begin) / runs;
    }

    /** Runs in rounds until they become no faster and the compiler rests, or for long; the fastest run. */
    private static double warmUp(Runnable task, long nanos) {
        double least = Double.POSITIVE_INFINITY;
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < LONGEST_WARM_UP; round++) {
            long compiled = COMPILER.getTotalCompilationTime();
            long begin = System.nanoTime();
            long runs = 0;
            long passed;
            do {
                least = Math.min(least, time(task, 1));
                runs++;
                passed = System.nanoTime() - begin;
            } while (passed < nanos);
            double perRun = (double) passed / runs;
            boolean isQuiet = COMPILER.getTotalCompilationTime() - compiled < nanos / 20_000_000;
            if (isQuiet && perRun > 0.95 * before) {
                break;
            }
            before = perRun;
        }
        return Math.max(1, least);
    }

    /** The medians of the operation and of the loop, in microseconds a run. */
    private static double[] measure(Row row) {
        Runnable[] tasks = {row.arrays, row.loop};
        long[] runs = new long[2];
        for (int k = 0; k < 2; k++) {
            runs[k] = Math.max(1, (long) (BATCH_NANOS / warmUp(tasks[k], WARM_UP_NANOS)));
        }
        double[][] times = new double[2][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int k = 0; k < 2; k++) {
                times[k][round] = time(tasks[k], runs[k]);
            }
        }
        return new double[] {median(times[0]) / 1e3, median(times[1]) / 1e3};
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    @Test
    void collectorsArrays() {
        Threads.with(1, () -> print("of the collector", null));
    }

    @Test
    void arraysOffTheHeap() {
        Threads.with(1, () -> print("of an arena", Arena.global()));
    }

    private static boolean print(String owner, Arena arena) {
        List<Operations> tables = new ArrayList<>();
        for (int size : SIZES) {
            Operations table = new Operations(size, arena);
            tables.add(table);
            // All operations run before one is measured: what a process does that uses many.
            for (Row row : table.rows) {
                warmUp(row.arrays, 10_000_000);
            }
            // In order: what a row leaves unwritten is that of the one before.
            for (Row row : table.rows) {
                row.arrays.run();
                row.loop.run();
                assertThat(row.difference.getAsDouble()).as(row.name).isLessThan(CLOSE);
            }
        }
        StringBuilder head = new StringBuilder("| arrays " + owner + " |");
        for (int size : SIZES) {
            head.append(String.format(Locale.ROOT, " %,d |", size));
        }
        IO.println(head + "\n" + "|---".repeat(1 + SIZES.length) + "|");
        List<String> slow = new ArrayList<>();
        for (int i = 0; i < tables.getFirst().rows.size(); i++) {
            String name = tables.getFirst().rows.get(i).name;
            StringBuilder line = new StringBuilder("| " + name + " |");
            for (Operations table : tables) {
                double[] micros = measure(table.rows.get(i));
                double ratio = micros[0] / micros[1];
                line.append(String.format(Locale.ROOT, " %.2f (%.3g / %.3g µs) |", ratio, micros[0], micros[1]));
                if (table.n >= LARGE && ratio > 2) {
                    slow.add(String.format(Locale.ROOT, "%s of %,d %.2f", name, table.n, ratio));
                }
            }
            IO.println(line);
        }
        IO.println("FallbackRatios: arrays " + owner + ", more than twice the loop: " + String.join(", ", slow));
        return true;
    }

    /** Operations on arrays of one length, and their loops. */
    private static final class Operations {
        final int n;
        private final double[] a;
        private final double[] b;
        private final double[] c;
        private final double[] out;
        private final boolean[] truth;
        private final boolean[] mask;
        private final long[] index;
        private final double[] one = new double[1];

        /** What new arrays are, on both sides. */
        private Object kept = one;

        private NdArray last = NdArray.zeros();

        /** From 0 to 1. */
        private final double[] units;

        private final NdArray unit;
        private final NdArray x;
        private final NdArray y;
        private final NdArray z;
        private final NdArray result;
        private final NdArray test;
        private final NdArray condition;
        private final NdArray positions;
        private final NdArray scalar;
        private final NdArray whole;

        final List<Row> rows = new ArrayList<>();

        /** A loop over all elements. */
        @FunctionalInterface
        private interface Loop {
            void run(double[] a, double[] b, double[] out);
        }

        /** A loop to one number. */
        @FunctionalInterface
        private interface Sum {
            double run(double[] a);
        }

        /** A loop to truths. */
        @FunctionalInterface
        private interface Truths {
            void run(double[] a, double[] b, boolean[] out);
        }

        Operations(int n, Arena arena) {
            this.n = n;
            a = random(1);
            b = random(2);
            c = random(3);
            out = new double[n];
            truth = new boolean[n];
            mask = new boolean[n];
            index = new long[n];
            var random = new SplittableRandom(4);
            for (int i = 0; i < n; i++) {
                mask[i] = random.nextBoolean();
                index[i] = random.nextInt(n);
            }
            units = Arrays.stream(a).map(value -> value - 0.5).toArray();
            unit = array(arena, NdArray.of(units));
            x = array(arena, NdArray.of(a));
            y = array(arena, NdArray.of(b));
            z = array(arena, NdArray.of(c));
            result = array(arena, NdArray.zeros(n));
            test = array(arena, NdArray.zeros(DType.BOOL, n));
            condition = array(arena, NdArray.of(mask));
            positions = array(arena, NdArray.of(index));
            scalar = array(arena, NdArray.zeros());
            whole = array(arena, NdArray.zeros(DType.INT64));
            arithmetic();
            rounding();
            functions();
            tests();
            reductions();
            movement();
        }

        private static NdArray array(Arena arena, NdArray values) {
            if (arena == null) {
                return values;
            }
            NdArray copy = NdArray.zeros(arena, values.dtype(), values.shape());
            copy.set(values);
            return copy;
        }

        /** From 0.5 to 1.5: no special values, and no denormal products. */
        private double[] random(long seed) {
            return new SplittableRandom(seed).doubles(n, 0.5, 1.5).toArray();
        }

        private void map(String name, Runnable arrays, Loop loop) {
            rows.add(new Row(name, arrays, () -> loop.run(a, b, out), this::difference));
        }

        private void test(String name, Runnable arrays, Truths loop) {
            rows.add(new Row(
                    name,
                    arrays,
                    () -> loop.run(a, b, truth),
                    () -> Arrays.equals(test.toBooleanArray(), truth) ? 0 : 1));
        }

        private void reduce(String name, Supplier<NdArray> arrays, Sum loop) {
            rows.add(new Row(
                    name,
                    () -> last = arrays.get(),
                    () -> one[0] = loop.run(a),
                    () -> apart(last.astype(DType.FLOAT64).getDouble(), one[0])));
        }

        private static double apart(double x, double y) {
            return x == y ? 0 : Math.abs(x - y) / Math.max(1, Math.abs(y));
        }

        private double difference() {
            return largest(result.toDoubleArray(), out);
        }

        private static double largest(double[] x, double[] y) {
            double largest = x.length == y.length ? 0 : 1;
            for (int i = 0; i < Math.min(x.length, y.length); i++) {
                largest = Math.max(largest, apart(x[i], y[i]));
            }
            return largest;
        }

        /** Of two new arrays: the operation's is the last one, the loop's what is kept. */
        private double differenceOfNew() {
            double[] theirs = switch (kept) {
                case double[] doubles -> doubles;
                case long[] longs -> Arrays.stream(longs).asDoubleStream().toArray();
                case float[] floats -> NdArray.of(floats).astype(DType.FLOAT64).toDoubleArray();
                default -> throw new AssertionError(kept);
            };
            return largest(last.astype(DType.FLOAT64).toDoubleArray(), theirs);
        }

        private void arithmetic() {
            map("a + b", () -> x.add(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] + q[i];
                }
            });
            map("a - b", () -> x.subtract(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] - q[i];
                }
            });
            map("a * b", () -> x.multiply(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] * q[i];
                }
            });
            map("a / b", () -> x.divide(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] / q[i];
                }
            });
            map("a + 1.5", () -> x.add(1.5, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] + 1.5;
                }
            });
            map("1.5 - a", () -> Nd.subtract(1.5, x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = 1.5 - p[i];
                }
            });
            map("a * 1.5", () -> x.multiply(1.5, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] * 1.5;
                }
            });
            map("a / 1.5", () -> x.divide(1.5, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] / 1.5;
                }
            });
            map("a += b", () -> x.addInPlace(y.multiply(0, result)), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = q[i] * 0;
                }
                for (int i = 0; i < r.length; i++) {
                    p[i] = p[i] + r[i];
                }
            });
            map("floorDivide, the same results", () -> x.floorDivide(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = floorDivide(p[i], q[i]);
                }
            });
            map("floorDivide, floor of the quotient", () -> x.floorDivide(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.floor(p[i] / q[i]);
                }
            });
            map("remainder", () -> x.remainder(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    double m = p[i] % q[i];
                    r[i] = m != 0 && m < 0 != q[i] < 0 ? m + q[i] : m;
                }
            });
            map("remainder 0.3", () -> x.remainder(0.3, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    double m = p[i] % 0.3;
                    r[i] = m != 0 && m < 0 ? m + 0.3 : m;
                }
            });
            map("negative", () -> x.negative(result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = -p[i];
                }
            });
            map("square", () -> Nd.square(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] * p[i];
                }
            });
            map("reciprocal", () -> Nd.reciprocal(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = 1 / p[i];
                }
            });
            map("pow 2", () -> x.pow(2, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] * p[i];
                }
            });
            map("maximum, the same results", () -> Nd.maximum(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] >= q[i] || p[i] != p[i] ? p[i] : q[i];
                }
            });
            map("maximum, Math.max", () -> Nd.maximum(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.max(p[i], q[i]);
                }
            });
            map("minimum, the same results", () -> Nd.minimum(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] <= q[i] || p[i] != p[i] ? p[i] : q[i];
                }
            });
            map("minimum, Math.min", () -> Nd.minimum(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.min(p[i], q[i]);
                }
            });
            map("maximum 0.9", () -> Nd.maximum(x, 0.9, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.max(p[i], 0.9);
                }
            });
            map("clip 0.7 1.2", () -> Nd.clip(x, 0.7, 1.2, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.min(Math.max(p[i], 0.7), 1.2);
                }
            });
            map("copysign", () -> Nd.copysign(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.copySign(p[i], q[i]);
                }
            });
            map("nextafter", () -> Nd.nextafter(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.nextAfter(p[i], q[i]);
                }
            });
        }

        /** Python's: from the exact remainder. */
        private static double floorDivide(double a, double b) {
            double remainder = a % b;
            double quotient = (a - remainder) / b;
            if (remainder != 0 && b < 0 != remainder < 0) {
                quotient -= 1;
            }
            return Math.rint(quotient);
        }

        private void rounding() {
            map("abs", () -> Nd.abs(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.abs(p[i]);
                }
            });
            map("sign", () -> Nd.sign(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.signum(p[i]);
                }
            });
            map("sqrt", () -> Nd.sqrt(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.sqrt(p[i]);
                }
            });
            map("floor", () -> Nd.floor(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.floor(p[i]);
                }
            });
            map("ceil", () -> Nd.ceil(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.ceil(p[i]);
                }
            });
            map("trunc", () -> Nd.trunc(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] < 0 ? Math.ceil(p[i]) : Math.floor(p[i]);
                }
            });
            map("round", () -> Nd.round(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.rint(p[i]);
                }
            });
        }

        private void functions() {
            map("exp", () -> Nd.exp(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.exp(p[i]);
                }
            });
            map("expm1", () -> Nd.expm1(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.expm1(p[i]);
                }
            });
            map("log", () -> Nd.log(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.log(p[i]);
                }
            });
            map("log10", () -> Nd.log10(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.log10(p[i]);
                }
            });
            map("log1p", () -> Nd.log1p(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.log1p(p[i]);
                }
            });
            map("sin", () -> Nd.sin(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.sin(p[i]);
                }
            });
            map("cos", () -> Nd.cos(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.cos(p[i]);
                }
            });
            map("tan", () -> Nd.tan(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.tan(p[i]);
                }
            });
            map("asin", () -> Nd.asin(unit, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.asin(units[i]);
                }
            });
            map("acos", () -> Nd.acos(unit, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.acos(units[i]);
                }
            });
            map("atan", () -> Nd.atan(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.atan(p[i]);
                }
            });
            map("atan2", () -> Nd.atan2(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.atan2(p[i], q[i]);
                }
            });
            map("sinh", () -> Nd.sinh(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.sinh(p[i]);
                }
            });
            map("cosh", () -> Nd.cosh(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.cosh(p[i]);
                }
            });
            map("tanh", () -> Nd.tanh(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.tanh(p[i]);
                }
            });
            map("cbrt", () -> Nd.cbrt(x, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.cbrt(p[i]);
                }
            });
            map("pow", () -> x.pow(y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.pow(p[i], q[i]);
                }
            });
            map("hypot", () -> Nd.hypot(x, y, result), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Math.hypot(p[i], q[i]);
                }
            });
        }

        private void tests() {
            test("a < b", () -> x.lt(y, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] < q[i];
                }
            });
            test("a == b", () -> x.eq(y, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] == q[i];
                }
            });
            test("a > 0.9", () -> x.gt(0.9, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] > 0.9;
                }
            });
            test("a == 0.9", () -> x.eq(0.9, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] == 0.9;
                }
            });
            test("isnan", () -> Nd.isnan(x, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Double.isNaN(p[i]);
                }
            });
            test("isinf", () -> Nd.isinf(x, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Double.isInfinite(p[i]);
                }
            });
            test("isfinite", () -> Nd.isfinite(x, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Double.isFinite(p[i]);
                }
            });
            test("signbit", () -> Nd.signbit(x, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = Double.doubleToRawLongBits(p[i]) < 0;
                }
            });
            test("logicalNot", () -> x.logicalNot(test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] == 0;
                }
            });
            test("logicalAnd", () -> x.logicalAnd(y, test), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i] != 0 & q[i] != 0;
                }
            });
            rows.add(new Row(
                    "where(m, a, b)",
                    () -> Nd.where(condition, x, y, result),
                    () -> {
                        for (int i = 0; i < out.length; i++) {
                            out[i] = mask[i] ? a[i] : b[i];
                        }
                    },
                    this::difference));
            rows.add(new Row(
                    "where(m, a, 0.0)",
                    () -> Nd.where(condition, x, 0.0, result),
                    () -> {
                        for (int i = 0; i < out.length; i++) {
                            out[i] = mask[i] ? a[i] : 0.0;
                        }
                    },
                    this::difference));
        }

        private void reductions() {
            reduce("sum", () -> x.sum(scalar), p -> {
                double s = 0;
                for (double v : p) {
                    s += v;
                }
                return s;
            });
            reduce("prod", () -> x.prod(scalar), p -> {
                double s = 1;
                for (double v : p) {
                    s *= v;
                }
                return s;
            });
            reduce("mean", () -> x.mean(scalar), p -> {
                double s = 0;
                for (double v : p) {
                    s += v;
                }
                return s / p.length;
            });
            reduce("max", () -> x.max(scalar), p -> {
                double s = Double.NEGATIVE_INFINITY;
                for (double v : p) {
                    s = Math.max(s, v);
                }
                return s;
            });
            reduce("min", () -> x.min(scalar), p -> {
                double s = Double.POSITIVE_INFINITY;
                for (double v : p) {
                    s = Math.min(s, v);
                }
                return s;
            });
            reduce("var", () -> x.var(scalar), Operations::variance);
            reduce("std", () -> x.std(scalar), p -> Math.sqrt(variance(p)));
            reduce("norm", () -> x.norm(scalar), p -> {
                double s = 0;
                for (double v : p) {
                    s += v * v;
                }
                return Math.sqrt(s);
            });
            reduce("argmax", () -> x.argmax(whole), p -> {
                int best = 0;
                for (int i = 1; i < p.length; i++) {
                    if (p[i] > p[best]) {
                        best = i;
                    }
                }
                return best;
            });
            reduce("argmin", () -> x.argmin(whole), p -> {
                int best = 0;
                for (int i = 1; i < p.length; i++) {
                    if (p[i] < p[best]) {
                        best = i;
                    }
                }
                return best;
            });
            reduce("countNonzero", () -> x.countNonzero(), p -> {
                int count = 0;
                for (double v : p) {
                    count += v != 0 ? 1 : 0;
                }
                return count;
            });
            reduce("all", () -> x.all(), p -> {
                boolean all = true;
                for (double v : p) {
                    all &= v != 0;
                }
                return all ? 1 : 0;
            });
            reduce("nanSum", () -> x.nanSum(scalar), p -> {
                double s = 0;
                for (double v : p) {
                    s += Double.isNaN(v) ? 0 : v;
                }
                return s;
            });
            reduce("nanMax", () -> x.nanMax(scalar), p -> {
                double s = Double.NEGATIVE_INFINITY;
                for (double v : p) {
                    s = v > s ? v : s;
                }
                return s;
            });
            map("cumsum", () -> x.cumsum(result), (p, q, r) -> {
                double s = 0;
                for (int i = 0; i < r.length; i++) {
                    s += p[i];
                    r[i] = s;
                }
            });
            map("cumprod", () -> x.cumprod(result), (p, q, r) -> {
                double s = 1;
                for (int i = 0; i < r.length; i++) {
                    s *= p[i];
                    r[i] = s;
                }
            });
            int columns = 100;
            if (n % columns == 0) {
                int height = n / columns;
                NdArray grid = x.reshape(height, columns);
                NdArray high = result.get(Index.range(0, height));
                NdArray wide = result.get(Index.range(0, columns));
                map("sum(0) of (n/100,100)", () -> grid.sum(0, wide), (p, q, r) -> {
                    Arrays.fill(r, 0, columns, 0);
                    for (int i = 0; i < height; i++) {
                        for (int j = 0; j < columns; j++) {
                            r[j] += p[i * columns + j];
                        }
                    }
                });
                map("sum(1) of (n/100,100)", () -> grid.sum(1, high), (p, q, r) -> {
                    for (int i = 0; i < height; i++) {
                        double s = 0;
                        for (int j = 0; j < columns; j++) {
                            s += p[i * columns + j];
                        }
                        r[i] = s;
                    }
                });
                map("max(0) of (n/100,100)", () -> grid.max(0, wide), (p, q, r) -> {
                    Arrays.fill(r, 0, columns, Double.NEGATIVE_INFINITY);
                    for (int i = 0; i < height; i++) {
                        for (int j = 0; j < columns; j++) {
                            r[j] = Math.max(r[j], p[i * columns + j]);
                        }
                    }
                });
                map("max(1) of (n/100,100)", () -> grid.max(1, high), (p, q, r) -> {
                    for (int i = 0; i < height; i++) {
                        double s = Double.NEGATIVE_INFINITY;
                        for (int j = 0; j < columns; j++) {
                            s = Math.max(s, p[i * columns + j]);
                        }
                        r[i] = s;
                    }
                });
            }
        }

        private static double variance(double[] p) {
            double s = 0;
            for (double v : p) {
                s += v;
            }
            double mean = s / p.length;
            double m = 0;
            for (double v : p) {
                double d = v - mean;
                m += d * d;
            }
            return m / p.length;
        }

        private void movement() {
            map("copy (set)", () -> result.set(x), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = p[i];
                }
            });
            map("fill (set)", () -> result.set(1.5), (p, q, r) -> {
                for (int i = 0; i < r.length; i++) {
                    r[i] = 1.5;
                }
            });
            rows.add(new Row(
                    "copy()",
                    () -> last = x.copy(),
                    () -> {
                        double[] r = new double[a.length];
                        for (int i = 0; i < r.length; i++) {
                            r[i] = a[i];
                        }
                        kept = r;
                    },
                    this::differenceOfNew));
            rows.add(new Row(
                    "astype int64",
                    () -> last = x.astype(DType.INT64),
                    () -> {
                        long[] r = new long[a.length];
                        for (int i = 0; i < r.length; i++) {
                            r[i] = (long) a[i];
                        }
                        kept = r;
                    },
                    this::differenceOfNew));
            rows.add(new Row(
                    "astype float32",
                    () -> last = x.astype(DType.FLOAT32),
                    () -> {
                        float[] r = new float[a.length];
                        for (int i = 0; i < r.length; i++) {
                            r[i] = (float) a[i];
                        }
                        kept = r;
                    },
                    this::differenceOfNew));
            rows.add(new Row(
                    "take",
                    () -> x.take(positions, result),
                    () -> {
                        for (int i = 0; i < out.length; i++) {
                            out[i] = a[(int) index[i]];
                        }
                    },
                    this::difference));
            rows.add(new Row(
                    "mask",
                    () -> last = x.get(condition),
                    () -> {
                        int count = 0;
                        for (boolean m : mask) {
                            count += m ? 1 : 0;
                        }
                        double[] r = new double[count];
                        int k = 0;
                        for (int i = 0; i < a.length; i++) {
                            if (mask[i]) {
                                r[k++] = a[i];
                            }
                        }
                        kept = r;
                    },
                    this::differenceOfNew));
            rows.add(new Row(
                    "2a + 3bc",
                    () -> last = Nd.eval("2*a + 3*b*c", "a", x, "b", y, "c", z),
                    () -> {
                        double[] r = new double[a.length];
                        for (int i = 0; i < r.length; i++) {
                            r[i] = 2 * a[i] + 3 * b[i] * c[i];
                        }
                        kept = r;
                    },
                    this::differenceOfNew));
        }
    }
}
