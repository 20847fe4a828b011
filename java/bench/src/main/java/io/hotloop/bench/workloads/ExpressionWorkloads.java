package io.hotloop.bench.workloads;

import io.hotloop.DType;
import io.hotloop.Expression;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.Precision;
import io.hotloop.Threads;
import io.hotloop.bench.Task;
import io.hotloop.bench.Tolerance;
import io.hotloop.bindings.Downcalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The catalogue's group {@code expressions}: whole formulas, each named by its text without spaces. {@code
 * EXPRESSION} is the text, compiled once; {@code ARRAYS} the same operations one after the other; {@code C_FUSED} a
 * loop written by hand in C. Results go to a given array.
 */
public final class ExpressionWorkloads {
    private static final String[] NAMES = {"a", "b", "c"};

    private static final Tolerance FAST = new Tolerance.Within(1e-14);

    private ExpressionWorkloads() {}

    /** A part of a loop over {@code double[]}. */
    @FunctionalInterface
    interface Loop {
        void run(double[][] in, double[] out, int begin, int end);
    }

    /** The operations one after the other, into {@code out}; {@code scratch}, as large, is for what lies between. */
    @FunctionalInterface
    interface Steps {
        void run(NdArray[] in, NdArray out, NdArray scratch);
    }

    /** What expressions have in common. */
    abstract static class Fused extends ArrayWorkload {
        Fused(String text, int inputs, Tolerance tolerance, Loop java, Loop vector, Steps steps, int fused) {
            super(text, text + ", into a given array", 1_000L, 100_000L, 10_000_000L);
            java("JAVA_ARRAYS", true, EXACT, size -> loop(inputs, size, java));
            vector(tolerance, size -> loop(inputs, size, vector));
            arrays("EXPRESSION", tolerance, size -> expression(text, Precision.STRICT, inputs, size));
            // The looser functions, where there are such: within a few ULP.
            arrays("EXPRESSION_FAST", FAST, size -> expression(text, Precision.FAST, inputs, size));
            arrays("ARRAYS", tolerance, size -> {
                NdArray[] in = arrays(inputs, size);
                NdArray out = NdArray.empty(DType.FLOAT64, size);
                NdArray scratch = NdArray.empty(DType.FLOAT64, size);
                return task(() -> steps.run(in, out, scratch), out::toDoubleArray);
            });
            nativeCode("C_FUSED", tolerance, size -> cFused(fused, inputs, size));
        }

        @Override
        public String group() {
            return "expressions";
        }

        private static Task expression(String text, Precision precision, int inputs, long size) {
            NdArray[] in = arrays(inputs, size);
            NdArray out = NdArray.empty(DType.FLOAT64, size);
            Expression.Bound bound = Expression.compile(text, precision).bind(NAMES[0], in[0]);
            for (int i = 1; i < inputs; i++) {
                bound = bound.bind(NAMES[i], in[i]);
            }
            Expression.Bound all = bound;
            return task(() -> all.evaluateInto(out), out::toDoubleArray);
        }

        private static double[][] inputs(int count, long size) {
            double[][] in = new double[count][];
            for (int i = 0; i < count; i++) {
                in[i] = random(size, i + 1);
            }
            return in;
        }

        private static NdArray[] arrays(int count, long size) {
            NdArray[] in = new NdArray[count];
            for (int i = 0; i < count; i++) {
                in[i] = NdArray.of(random(size, i + 1));
            }
            return in;
        }

        private static Task loop(int count, long size, Loop loop) {
            double[][] in = inputs(count, size);
            double[] out = zeros(size);
            // What is done in microseconds is worth one thread.
            return size < 50_000
                    ? task(() -> loop.run(in, out, 0, out.length), out::clone)
                    : task(() -> inParallel(out.length, (begin, end) -> loop.run(in, out, begin, end)), out::clone);
        }

        private static Task cFused(int fused, int count, long size) {
            Arena arena = Arena.ofAuto();
            MemorySegment[] in = new MemorySegment[NAMES.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = i < count ? arena.allocate(size * Double.BYTES, 64) : MemorySegment.NULL;
                if (i < count) {
                    MemorySegment.copy(
                            random(size, i + 1), 0, in[i], ValueLayout.JAVA_DOUBLE, 0, Math.toIntExact(size));
                }
            }
            MemorySegment out = arena.allocate(size * Double.BYTES, 64);
            return task(
                    () -> {
                        int status = Downcalls.fused(fused, size, in[0], in[1], in[2], out, Threads.count());
                        if (status != 0) {
                            throw new IllegalStateException("hl_fused returned " + status);
                        }
                    },
                    () -> out.toArray(ValueLayout.JAVA_DOUBLE));
        }
    }

    /** A function of C and of Java: the last bit may differ. */
    private static final Tolerance ROUNDED = new Tolerance.Within(1e-15);

    /** {@code a+b}. */
    public static final class Add extends Fused {
        /** Found as a service. */
        public Add() {
            super(
                    "a+b",
                    2,
                    EXACT,
                    Add::loop,
                    (in, out, begin, end) -> VectorLoops.add(in[0], in[1], out, begin, end),
                    (in, out, scratch) -> in[0].add(in[1], out),
                    Downcalls.FUSED_ADD);
        }

        private static void loop(double[][] in, double[] out, int begin, int end) {
            double[] a = in[0];
            double[] b = in[1];
            for (int i = begin; i < end; i++) {
                out[i] = a[i] + b[i];
            }
        }
    }

    /** {@code 2*a+3*b*c}. */
    public static final class Combine extends Fused {
        /** Found as a service. */
        public Combine() {
            super(
                    "2*a+3*b*c",
                    3,
                    EXACT,
                    Combine::loop,
                    (in, out, begin, end) -> VectorLoops.combine(in[0], in[1], in[2], out, begin, end),
                    (in, out, scratch) -> {
                        in[1].multiply(3, out);
                        out.multiplyInPlace(in[2]);
                        in[0].multiply(2, scratch);
                        scratch.add(out, out);
                    },
                    Downcalls.FUSED_COMBINE);
        }

        private static void loop(double[][] in, double[] out, int begin, int end) {
            double[] a = in[0];
            double[] b = in[1];
            double[] c = in[2];
            for (int i = begin; i < end; i++) {
                out[i] = 2 * a[i] + 3 * b[i] * c[i];
            }
        }
    }

    /** {@code sqrt(a*a+b*b)}. */
    public static final class Length extends Fused {
        /** Found as a service. */
        public Length() {
            super(
                    "sqrt(a*a+b*b)",
                    2,
                    EXACT,
                    Length::loop,
                    (in, out, begin, end) -> VectorLoops.length(in[0], in[1], out, begin, end),
                    (in, out, scratch) -> {
                        in[0].multiply(in[0], out);
                        in[1].multiply(in[1], scratch);
                        out.addInPlace(scratch);
                        Nd.sqrt(out, out);
                    },
                    Downcalls.FUSED_LENGTH);
        }

        private static void loop(double[][] in, double[] out, int begin, int end) {
            double[] a = in[0];
            double[] b = in[1];
            for (int i = begin; i < end; i++) {
                out[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i]);
            }
        }
    }

    /** {@code exp(a)}. */
    public static final class Exp extends Fused {
        /** Found as a service. */
        public Exp() {
            super(
                    "exp(a)",
                    1,
                    ROUNDED,
                    Exp::loop,
                    (in, out, begin, end) -> VectorLoops.function("exp", in[0], out, begin, end),
                    (in, out, scratch) -> Nd.exp(in[0], out),
                    Downcalls.FUSED_EXP);
        }

        private static void loop(double[][] in, double[] out, int begin, int end) {
            double[] a = in[0];
            for (int i = begin; i < end; i++) {
                out[i] = Math.exp(a[i]);
            }
        }
    }

    /** {@code sin(a)**2+cos(a)**2}. */
    public static final class SquaresOfSinAndCos extends Fused {
        /** Found as a service. */
        public SquaresOfSinAndCos() {
            super(
                    "sin(a)**2+cos(a)**2",
                    1,
                    ROUNDED,
                    SquaresOfSinAndCos::loop,
                    (in, out, begin, end) -> VectorLoops.squaresOfSinAndCos(in[0], out, begin, end),
                    (in, out, scratch) -> {
                        Nd.sin(in[0], out);
                        Nd.square(out, out);
                        Nd.cos(in[0], scratch);
                        Nd.square(scratch, scratch);
                        out.addInPlace(scratch);
                    },
                    Downcalls.FUSED_SIN2_COS2);
        }

        private static void loop(double[][] in, double[] out, int begin, int end) {
            double[] a = in[0];
            for (int i = begin; i < end; i++) {
                double sin = Math.sin(a[i]);
                double cos = Math.cos(a[i]);
                out[i] = sin * sin + cos * cos;
            }
        }
    }
}
