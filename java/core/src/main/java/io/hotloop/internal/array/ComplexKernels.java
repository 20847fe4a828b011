package io.hotloop.internal.array;

import io.hotloop.DType;

/**
 * Operations over registers of complex numbers: element i has its real part at 2 i, its imaginary part behind
 * it. Complex64 rounds each product, sum and quotient to float, as float arithmetic does: a double holds the
 * product of two floats exactly, and sums and quotients may be rounded twice (see {@link FloatKernels}).
 * Functions are computed in double and rounded once.
 */
final class ComplexKernels {
    private ComplexKernels() {}

    /** A function of a complex number: writes the parts of its value at out[at]. */
    @FunctionalInterface
    private interface Function {
        void apply(double re, double im, double[] out, int at);
    }

    /** The first n elements of {@code r = op(a, b)}, complex; r may be any of the sources. */
    static void run(Op op, DType dtype, double[] r, double[] a, double[] b, int n) {
        boolean single = dtype == DType.COMPLEX64;
        switch (op) {
            case COPY -> System.arraycopy(a, 0, r, 0, 2 * n);
            case ADD -> FloatKernels.run(op, parts(dtype), r, a, b, b, 0, 2 * n);
            case SUBTRACT -> FloatKernels.run(op, parts(dtype), r, a, b, b, 0, 2 * n);
            case NEGATIVE -> FloatKernels.run(op, parts(dtype), r, a, a, a, 0, 2 * n);
            case MULTIPLY -> multiply(r, a, b, single, n);
            case SQUARE -> multiply(r, a, a, single, n);
            case DIVIDE -> divide(r, a, b, single, n);
            case RECIPROCAL -> reciprocal(r, a, single, n);
            case CONJ -> conjugate(r, a, n);
            case COMPLEX -> {
                for (int i = 0; i < n; i++) {
                    double re = a[2 * i];
                    r[2 * i + 1] = b[2 * i];
                    r[2 * i] = re;
                }
            }
            default -> {
                if (op == Op.POW) {
                    pow(r, a, b, n);
                } else {
                    map(r, a, function(op, dtype), n);
                }
                if (single) {
                    Casts.toFloat(r, r, 0, 2 * n);
                }
            }
        }
    }

    /** The first n elements of an operation whose result is real; r is none of the sources. */
    static void toReal(Op op, DType dtype, double[] r, double[] a, int n) {
        switch (op) {
            case REAL -> {
                for (int i = 0; i < n; i++) {
                    r[i] = a[2 * i];
                }
            }
            case IMAG -> {
                for (int i = 0; i < n; i++) {
                    r[i] = a[2 * i + 1];
                }
            }
            case ABS -> {
                for (int i = 0; i < n; i++) {
                    r[i] = StrictMath.hypot(a[2 * i], a[2 * i + 1]);
                }
            }
            case ANGLE -> {
                for (int i = 0; i < n; i++) {
                    r[i] = StrictMath.atan2(a[2 * i + 1], a[2 * i]);
                }
            }
            default -> throw new IllegalArgumentException(op + " is not defined for " + dtype);
        }
        if (dtype == DType.COMPLEX64) {
            Casts.toFloat(r, r, 0, n);
        }
    }

    /** The first n elements of an operation whose result is bool. */
    static void test(Op op, DType dtype, long[] r, double[] a, double[] b, int n) {
        switch (op) {
            case EQ -> {
                for (int i = 0; i < n; i++) {
                    r[i] = a[2 * i] == b[2 * i] && a[2 * i + 1] == b[2 * i + 1] ? 1 : 0;
                }
            }
            case NE -> {
                for (int i = 0; i < n; i++) {
                    r[i] = a[2 * i] != b[2 * i] || a[2 * i + 1] != b[2 * i + 1] ? 1 : 0;
                }
            }
            case ISNAN -> {
                for (int i = 0; i < n; i++) {
                    r[i] = Double.isNaN(a[2 * i]) || Double.isNaN(a[2 * i + 1]) ? 1 : 0;
                }
            }
            case ISINF -> {
                for (int i = 0; i < n; i++) {
                    r[i] = Double.isInfinite(a[2 * i]) || Double.isInfinite(a[2 * i + 1]) ? 1 : 0;
                }
            }
            case ISFINITE -> {
                for (int i = 0; i < n; i++) {
                    r[i] = Double.isFinite(a[2 * i]) && Double.isFinite(a[2 * i + 1]) ? 1 : 0;
                }
            }
            default -> throw new IllegalArgumentException(op + " is not defined for " + dtype);
        }
    }

    /** The first n elements of a where condition is not 0, b elsewhere. */
    static void where(double[] r, long[] condition, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            double[] source = condition[i] != 0 ? a : b;
            double re = source[2 * i];
            double im = source[2 * i + 1];
            r[2 * i] = re;
            r[2 * i + 1] = im;
        }
    }

    private static DType parts(DType dtype) {
        return Promotion.real(dtype);
    }

    private static Function function(Op op, DType dtype) {
        return switch (op) {
            case SIGN -> ComplexMath::sign;
            case SQRT -> ComplexMath::sqrt;
            case EXP -> ComplexMath::exp;
            case EXP2 -> ComplexMath::exp2;
            case EXPM1 -> ComplexMath::expm1;
            case LOG -> ComplexMath::log;
            case LOG1P -> ComplexMath::log1p;
            case LOG2 -> ComplexMath::log2;
            case LOG10 -> ComplexMath::log10;
            case SIN -> ComplexMath::sin;
            case COS -> ComplexMath::cos;
            case TAN -> ComplexMath::tan;
            case ASIN -> ComplexMath::asin;
            case ACOS -> ComplexMath::acos;
            case ATAN -> ComplexMath::atan;
            case SINH -> ComplexMath::sinh;
            case COSH -> ComplexMath::cosh;
            case TANH -> ComplexMath::tanh;
            case ASINH -> ComplexMath::asinh;
            case ACOSH -> ComplexMath::acosh;
            case ATANH -> ComplexMath::atanh;
            default -> throw new IllegalArgumentException(op + " is not defined for " + dtype);
        };
    }

    private static void map(double[] r, double[] a, Function function, int n) {
        for (int i = 0; i < n; i++) {
            function.apply(a[2 * i], a[2 * i + 1], r, 2 * i);
        }
    }

    private static void pow(double[] r, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            ComplexMath.pow(a[2 * i], a[2 * i + 1], b[2 * i], b[2 * i + 1], r, 2 * i);
        }
    }

    private static double round(double x, boolean single) {
        return single ? (float) x : x;
    }

    private static void multiply(double[] r, double[] a, double[] b, boolean single, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            double ar = a[i];
            double ai = a[i + 1];
            double br = b[i];
            double bi = b[i + 1];
            r[i] = round(round(ar * br, single) - round(ai * bi, single), single);
            r[i + 1] = round(round(ar * bi, single) + round(ai * br, single), single);
        }
    }

    /** Smith's algorithm as NumPy has it: scaled by the larger part of the divisor. */
    private static void divide(double[] r, double[] a, double[] b, boolean s, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            double ar = a[i];
            double ai = a[i + 1];
            double br = b[i];
            double bi = b[i + 1];
            double real = Math.abs(br);
            double imaginary = Math.abs(bi);
            if (real >= imaginary) {
                if (real == 0 && imaginary == 0) {
                    r[i] = round(ar / real, s);
                    r[i + 1] = round(ai / real, s);
                    continue;
                }
                double ratio = round(bi / br, s);
                double scale = round(1 / round(br + round(bi * ratio, s), s), s);
                r[i] = round(round(ar + round(ai * ratio, s), s) * scale, s);
                r[i + 1] = round(round(ai - round(ar * ratio, s), s) * scale, s);
            } else {
                double ratio = round(br / bi, s);
                double scale = round(1 / round(bi + round(br * ratio, s), s), s);
                r[i] = round(round(round(ar * ratio, s) + ai, s) * scale, s);
                r[i + 1] = round(round(round(ai * ratio, s) - ar, s) * scale, s);
            }
        }
    }

    private static void reciprocal(double[] r, double[] a, boolean s, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            double re = a[i];
            double im = a[i + 1];
            if (Math.abs(im) <= Math.abs(re)) {
                double ratio = round(im / re, s);
                double divisor = round(re + round(im * ratio, s), s);
                r[i] = round(1 / divisor, s);
                r[i + 1] = round(-ratio / divisor, s);
            } else {
                double ratio = round(re / im, s);
                double divisor = round(round(re * ratio, s) + im, s);
                r[i] = round(ratio / divisor, s);
                r[i + 1] = round(-1 / divisor, s);
            }
        }
    }

    private static void conjugate(double[] r, double[] a, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            r[i] = a[i];
            r[i + 1] = -a[i + 1];
        }
    }
}
