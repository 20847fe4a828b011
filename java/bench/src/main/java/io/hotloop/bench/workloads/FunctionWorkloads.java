package io.hotloop.bench.workloads;

import io.hotloop.DType;
import io.hotloop.Nd;
import io.hotloop.NdArray;
import io.hotloop.bench.Tolerance;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The catalogue's group {@code functions}: each function of {@code Nd} over an array of doubles, beside a loop over
 * {@code java.lang.Math} (a formula of its functions where it has none) and the Vector API.
 */
public final class FunctionWorkloads {
    private static final double LOG2_E = 1.4426950408889634;

    private FunctionWorkloads() {}

    /** A function of an array into another. */
    @FunctionalInterface
    interface OfArray {
        void apply(NdArray a, NdArray out);
    }

    /** A function of two arrays into another. */
    @FunctionalInterface
    interface OfArrays {
        void apply(NdArray a, NdArray b, NdArray out);
    }

    /** What workloads of functions have in common. */
    abstract static class Function extends ArrayWorkload {
        /** Functions of Java and of C are within an ULP each, the formulas within a few. */
        static final Tolerance ROUNDED = new Tolerance.Within(4e-15);

        Function(String name, String description) {
            super(name, description, 1_000L, 100_000L, 10_000_000L);
        }

        @Override
        public String group() {
            return "functions";
        }

        static double[] between(double low, double high, long size, long seed) {
            return new SplittableRandom(seed).doubles(size, low, high).toArray();
        }
    }

    /** A function of one argument, uniform between two bounds. */
    abstract static class Unary extends Function {
        Unary(String name, DoubleUnaryOperator java, boolean hasVector, double low, double high, OfArray arrays) {
            super(name, name + "(a), a from " + low + " to " + high);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = between(low, high, size, 1);
                double[] out = zeros(size);
                return task(() -> apply(java, a, out, 0, out.length), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] a = between(low, high, size, 1);
                double[] out = zeros(size);
                return task(() -> inParallel(out.length, (from, to) -> apply(java, a, out, from, to)), out::clone);
            });
            if (hasVector) {
                vector(ROUNDED, size -> {
                    double[] a = between(low, high, size, 1);
                    double[] out = zeros(size);
                    return task(
                            () -> inParallel(out.length, (from, to) -> VectorLoops.function(name, a, out, from, to)),
                            out::clone);
                });
            }
            arrays("ARRAYS_OUT", ROUNDED, size -> {
                NdArray a = NdArray.of(between(low, high, size, 1));
                NdArray out = NdArray.empty(DType.FLOAT64, size);
                return task(() -> arrays.apply(a, out), out::toDoubleArray);
            });
        }

        private static void apply(DoubleUnaryOperator function, double[] a, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = function.applyAsDouble(a[i]);
            }
        }
    }

    /** A function of two arguments, uniform between two bounds. */
    abstract static class Binary extends Function {
        Binary(String name, DoubleBinaryOperator java, double low, double high, OfArrays arrays) {
            super(name, name + "(a, b), both from " + low + " to " + high);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] a = between(low, high, size, 1);
                double[] b = between(low, high, size, 2);
                double[] out = zeros(size);
                return task(() -> apply(java, a, b, out, 0, out.length), out::clone);
            });
            java("JAVA_PARALLEL", true, EXACT, size -> {
                double[] a = between(low, high, size, 1);
                double[] b = between(low, high, size, 2);
                double[] out = zeros(size);
                return task(() -> inParallel(out.length, (from, to) -> apply(java, a, b, out, from, to)), out::clone);
            });
            vector(ROUNDED, size -> {
                double[] a = between(low, high, size, 1);
                double[] b = between(low, high, size, 2);
                double[] out = zeros(size);
                return task(
                        () -> inParallel(out.length, (from, to) -> VectorLoops.function(name, a, b, out, from, to)),
                        out::clone);
            });
            arrays("ARRAYS_OUT", ROUNDED, size -> {
                NdArray a = NdArray.of(between(low, high, size, 1));
                NdArray b = NdArray.of(between(low, high, size, 2));
                NdArray out = NdArray.empty(DType.FLOAT64, size);
                return task(() -> arrays.apply(a, b, out), out::toDoubleArray);
            });
        }

        private static void apply(
                DoubleBinaryOperator function, double[] a, double[] b, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = function.applyAsDouble(a[i], b[i]);
            }
        }
    }

    /** {@code exp}. */
    public static final class Exp extends Unary {
        /** Found as a service. */
        public Exp() {
            super("exp", Math::exp, true, -10, 10, Nd::exp);
        }
    }

    /** {@code exp2}. */
    public static final class Exp2 extends Unary {
        /** Found as a service. */
        public Exp2() {
            super("exp2", x -> Math.pow(2, x), false, -10, 10, Nd::exp2);
        }
    }

    /** {@code expm1}. */
    public static final class Expm1 extends Unary {
        /** Found as a service. */
        public Expm1() {
            super("expm1", Math::expm1, true, -10, 10, Nd::expm1);
        }
    }

    /** {@code log}. */
    public static final class Log extends Unary {
        /** Found as a service. */
        public Log() {
            super("log", Math::log, true, 0, 100, Nd::log);
        }
    }

    /** {@code log2}. */
    public static final class Log2 extends Unary {
        /** Found as a service. */
        public Log2() {
            super("log2", x -> Math.log(x) * LOG2_E, false, 0, 100, Nd::log2);
        }
    }

    /** {@code log10}. */
    public static final class Log10 extends Unary {
        /** Found as a service. */
        public Log10() {
            super("log10", Math::log10, true, 0, 100, Nd::log10);
        }
    }

    /** {@code log1p}. */
    public static final class Log1p extends Unary {
        /** Found as a service. */
        public Log1p() {
            super("log1p", Math::log1p, true, 0, 100, Nd::log1p);
        }
    }

    /** {@code cbrt}. */
    public static final class Cbrt extends Unary {
        /** Found as a service. */
        public Cbrt() {
            super("cbrt", Math::cbrt, true, -100, 100, Nd::cbrt);
        }
    }

    /** {@code sin}. */
    public static final class Sin extends Unary {
        /** Found as a service. */
        public Sin() {
            super("sin", Math::sin, true, -10, 10, Nd::sin);
        }
    }

    /** {@code cos}. */
    public static final class Cos extends Unary {
        /** Found as a service. */
        public Cos() {
            super("cos", Math::cos, true, -10, 10, Nd::cos);
        }
    }

    /** {@code tan}. */
    public static final class Tan extends Unary {
        /** Found as a service. */
        public Tan() {
            super("tan", Math::tan, true, -1.5, 1.5, Nd::tan);
        }
    }

    /** {@code asin}. */
    public static final class Asin extends Unary {
        /** Found as a service. */
        public Asin() {
            super("asin", Math::asin, true, -1, 1, Nd::asin);
        }
    }

    /** {@code acos}. */
    public static final class Acos extends Unary {
        /** Found as a service. */
        public Acos() {
            super("acos", Math::acos, true, -1, 1, Nd::acos);
        }
    }

    /** {@code atan}. */
    public static final class Atan extends Unary {
        /** Found as a service. */
        public Atan() {
            super("atan", Math::atan, true, -10, 10, Nd::atan);
        }
    }

    /** {@code sinh}. */
    public static final class Sinh extends Unary {
        /** Found as a service. */
        public Sinh() {
            super("sinh", Math::sinh, true, -10, 10, Nd::sinh);
        }
    }

    /** {@code cosh}. */
    public static final class Cosh extends Unary {
        /** Found as a service. */
        public Cosh() {
            super("cosh", Math::cosh, true, -10, 10, Nd::cosh);
        }
    }

    /** {@code tanh}. */
    public static final class Tanh extends Unary {
        /** Found as a service. */
        public Tanh() {
            super("tanh", Math::tanh, true, -3, 3, Nd::tanh);
        }
    }

    /** {@code asinh}. */
    public static final class Asinh extends Unary {
        /** Found as a service. */
        public Asinh() {
            super(
                    "asinh",
                    x -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x),
                    false,
                    -10,
                    10,
                    Nd::asinh);
        }
    }

    /** {@code acosh}. */
    public static final class Acosh extends Unary {
        /** Found as a service. */
        public Acosh() {
            super("acosh", x -> Math.log(x + Math.sqrt(x * x - 1)), false, 1, 100, Nd::acosh);
        }
    }

    /** {@code atanh}. */
    public static final class Atanh extends Unary {
        /** Found as a service. */
        public Atanh() {
            super("atanh", x -> 0.5 * Math.log1p(2 * x / (1 - x)), false, -0.9, 0.9, Nd::atanh);
        }
    }

    /** {@code pow}. */
    public static final class Pow extends Binary {
        /** Found as a service. */
        public Pow() {
            super("pow", Math::pow, 0, 10, (a, b, out) -> a.pow(b, out));
        }
    }

    /** {@code hypot}. */
    public static final class Hypot extends Binary {
        /** Found as a service. */
        public Hypot() {
            super("hypot", Math::hypot, -10, 10, (a, b, out) -> Nd.hypot(a, b, out));
        }
    }

    /** {@code atan2}. */
    public static final class Atan2 extends Binary {
        /** Found as a service. */
        public Atan2() {
            super("atan2", Math::atan2, -10, 10, (a, b, out) -> Nd.atan2(a, b, out));
        }
    }
}
