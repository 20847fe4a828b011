package io.hotloop.internal.array;

import io.hotloop.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Operations over registers of floats. Float32 is computed in double and rounded once: for + - * / and sqrt this
 * gives the bits of float arithmetic, because a double has more than twice the digits of a float and two (Figueroa,
 * "When is double rounding innocuous?", 1995). What rounds in between is written in float arithmetic.
 *
 * <p>Loads and stores of a loop use the same index: C2 does not vectorise others.
 */
final class FloatKernels {
    /** Elements that are tested together for a zero among extremes. */
    private static final int CHUNK = 512;

    private FloatKernels() {}

    /** Elements {@code from} to {@code to} of {@code r = op(a, b, c)}; r may be any of the sources. */
    static void run(Op op, DType dtype, double[] r, double[] a, double[] b, double[] c, int from, int to) {
        boolean single = dtype == DType.FLOAT32;
        switch (op) {
            case COPY -> System.arraycopy(a, from, r, from, to - from);
            case MAXIMUM -> maximum(r, a, b, from, to);
            case MINIMUM -> minimum(r, a, b, from, to);
            case CLIP -> clip(r, a, b, c, from, to);
            case FMA -> fma(r, a, b, c, single, from, to);
            case COPYSIGN -> copySign(r, a, b, from, to);
            case NEGATIVE -> negative(r, a, from, to);
            case ABS -> abs(r, a, from, to);
            case SIGN -> sign(r, a, from, to);
            case FLOOR -> floor(r, a, from, to);
            case CEIL -> ceil(r, a, from, to);
            case TRUNC -> trunc(r, a, from, to);
            case ROUND -> round(r, a, from, to);
            case FLOOR_DIVIDE -> {
                if (single) {
                    floorDivideSingle(r, a, b, from, to);
                } else {
                    floorDivide(r, a, b, from, to);
                }
            }
            case REMAINDER -> {
                if (single) {
                    remainderSingle(r, a, b, from, to);
                } else {
                    remainder(r, a, b, from, to);
                }
            }
            case NEXTAFTER -> {
                if (single) {
                    map(r, a, b, (x, y) -> Math.nextAfter((float) x, y), from, to);
                } else {
                    nextAfter(r, a, b, from, to);
                }
            }
            default -> {
                rounded(op, dtype, r, a, b, from, to);
                if (single) {
                    Casts.toFloat(r, r, from, to);
                }
            }
        }
    }

    /** The operations that leave a float32 to be rounded. */
    private static void rounded(Op op, DType dtype, double[] r, double[] a, double[] b, int from, int to) {
        boolean single = dtype == DType.FLOAT32;
        switch (op) {
            case ADD -> add(r, a, b, from, to);
            case SUBTRACT -> subtract(r, a, b, from, to);
            case MULTIPLY -> multiply(r, a, b, from, to);
            case DIVIDE -> divide(r, a, b, from, to);
            case SQUARE -> multiply(r, a, a, from, to);
            case RECIPROCAL -> reciprocal(r, a, from, to);
            case SQRT -> sqrt(r, a, from, to);
            case POW -> {
                if (single) {
                    map(r, a, b, Exponential::powSingle, from, to);
                } else {
                    pow(r, a, b, from, to);
                }
            }
            case HYPOT -> map(r, a, b, single ? Hyperbolic::hypotSingle : Hyperbolic::hypot, from, to);
            case ATAN2 -> map(r, a, b, single ? Trigonometric::atan2Single : Trigonometric::atan2, from, to);
            case LOGADDEXP -> map(r, a, b, RealMath::logAddExp, from, to);
            case EXP -> map(r, a, single ? Exponential::expSingle : Exponential::exp, from, to);
            case EXP2 -> map(r, a, single ? Exponential::exp2Single : Exponential::exp2, from, to);
            case EXPM1 -> map(r, a, single ? Exponential::expm1Single : Exponential::expm1, from, to);
            case LOG -> map(r, a, single ? Exponential::logSingle : Exponential::log, from, to);
            case LOG1P -> map(r, a, single ? Exponential::log1pSingle : Exponential::log1p, from, to);
            case LOG2 -> map(r, a, single ? Exponential::log2Single : Exponential::log2, from, to);
            case LOG10 -> map(r, a, single ? Exponential::log10Single : Exponential::log10, from, to);
            case CBRT -> {
                if (single) {
                    map(r, a, Hyperbolic::cbrtSingle, from, to);
                } else {
                    cbrt(r, a, from, to);
                }
            }
            case SIN -> map(r, a, single ? Trigonometric::sinSingle : Trigonometric::sin, from, to);
            case COS -> map(r, a, single ? Trigonometric::cosSingle : Trigonometric::cos, from, to);
            case TAN -> map(r, a, single ? Trigonometric::tanSingle : Trigonometric::tan, from, to);
            case ASIN -> map(r, a, single ? Trigonometric::asinSingle : Trigonometric::asin, from, to);
            case ACOS -> map(r, a, single ? Trigonometric::acosSingle : Trigonometric::acos, from, to);
            case ATAN -> map(r, a, single ? Trigonometric::atanSingle : Trigonometric::atan, from, to);
            case SINPI -> map(r, a, single ? Trigonometric::sinpiSingle : Trigonometric::sinpi, from, to);
            case COSPI -> map(r, a, single ? Trigonometric::cospiSingle : Trigonometric::cospi, from, to);
            case SINH -> map(r, a, single ? Hyperbolic::sinhSingle : Hyperbolic::sinh, from, to);
            case COSH -> map(r, a, single ? Hyperbolic::coshSingle : Hyperbolic::cosh, from, to);
            case TANH -> map(r, a, single ? Hyperbolic::tanhSingle : Hyperbolic::tanh, from, to);
            case ASINH -> map(r, a, single ? Hyperbolic::asinhSingle : Hyperbolic::asinh, from, to);
            case ACOSH -> map(r, a, single ? Hyperbolic::acoshSingle : Hyperbolic::acosh, from, to);
            case ATANH -> map(r, a, single ? Hyperbolic::atanhSingle : Hyperbolic::atanh, from, to);
            case ERF -> map(r, a, single ? Special::erfSingle : Special::erf, from, to);
            case ERFC -> map(r, a, single ? Special::erfcSingle : Special::erfc, from, to);
            case GAMMA -> map(r, a, single ? Special::gammaSingle : Special::gamma, from, to);
            case LGAMMA -> map(r, a, single ? Special::lgammaSingle : Special::lgamma, from, to);
            case ANGLE -> map(r, a, x -> Trigonometric.atan2(0, x), from, to);
            default -> throw new IllegalArgumentException(op + " is not defined for " + dtype);
        }
    }

    /** Elements {@code from} to {@code to} of an operation whose result is bool. */
    static void test(Op op, DType dtype, long[] r, double[] a, double[] b, int from, int to) {
        switch (op) {
            case EQ -> equal(r, a, b, from, to);
            case NE -> notEqual(r, a, b, from, to);
            case LT -> less(r, a, b, from, to);
            case LE -> lessOrEqual(r, a, b, from, to);
            case GT -> less(r, b, a, from, to);
            case GE -> lessOrEqual(r, b, a, from, to);
            case ISNAN -> notEqual(r, a, a, from, to);
            case ISINF -> isInfinite(r, a, from, to);
            case ISFINITE -> isFinite(r, a, from, to);
            case SIGNBIT -> signBit(r, a, from, to);
            default -> throw new IllegalArgumentException(op + " is not defined for " + dtype);
        }
    }

    /** Elements {@code from} to {@code to} of a where condition is not 0, b elsewhere. */
    static void where(double[] r, long[] condition, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = choose(condition[i], a[i], b[i]);
        }
    }

    /**
     * The first value where a condition is not 0, else the second; without a branch: those of random conditions are
     * mispredicted, 3 to 4 ns each.
     */
    static double choose(long condition, double a, double b) {
        long other = Double.doubleToRawLongBits(b);
        long mask = (condition | -condition) >> 63;
        return Double.longBitsToDouble(other ^ (Double.doubleToRawLongBits(a) ^ other) & mask);
    }

    /** What lies between bounds, or not beyond the first one. */
    static void runWithScalars(Op op, double[] r, double[] a, double b, double c, int from, int to) {
        switch (op) {
            case MAXIMUM -> maximum(r, a, b, from, to);
            case MINIMUM -> minimum(r, a, b, from, to);
            case CLIP -> clip(r, a, b, c, from, to);
            default -> throw new AssertionError(op);
        }
    }

    private static void map(double[] r, double[] a, DoubleUnaryOperator function, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = function.applyAsDouble(a[i]);
        }
    }

    private static void map(double[] r, double[] a, double[] b, DoubleBinaryOperator function, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = function.applyAsDouble(a[i], b[i]);
        }
    }

    private static void add(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] + b[i];
        }
    }

    private static void subtract(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] - b[i];
        }
    }

    private static void multiply(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] * b[i];
        }
    }

    private static void divide(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] / b[i];
        }
    }

    private static void fma(double[] r, double[] a, double[] b, double[] c, boolean single, int from, int to) {
        if (single) {
            // A sum in double, rounded again, could differ.
            for (int i = from; i < to; i++) {
                r[i] = Math.fma((float) a[i], (float) b[i], (float) c[i]);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            r[i] = Math.fma(a[i], b[i], c[i]);
        }
    }

    private static void reciprocal(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = 1 / a[i];
        }
    }

    private static void sqrt(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.sqrt(a[i]);
        }
    }

    private static void negative(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = -a[i];
        }
    }

    private static void abs(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.abs(a[i]);
        }
    }

    private static void sign(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.signum(a[i]) + 0.0; // -0.0 + 0.0 is 0.0
        }
    }

    private static void floor(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.floor(a[i]);
        }
    }

    private static void ceil(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.ceil(a[i]);
        }
    }

    private static void trunc(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            // One of the two is -0.0, which adds nothing and keeps the sign of a zero.
            r[i] = Math.max(Math.floor(a[i]), -0.0) + Math.min(Math.ceil(a[i]), -0.0);
        }
    }

    private static void round(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.rint(a[i]);
        }
    }

    private static void pow(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Exponential.pow(a[i], b[i]);
        }
    }

    private static void cbrt(double[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Hyperbolic.cbrt(a[i]);
        }
    }

    private static void nextAfter(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.nextAfter(a[i], b[i]);
        }
    }

    private static void copySign(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.copySign(a[i], b[i]);
        }
    }

    // Math.max and min order the two zeros, here the first one stays. They are vectorised and blends are not: where
    // no result is a zero (or NaN) they are taken, chunk by chunk.

    private static void maximum(double[] r, double[] a, double[] b, int from, int to) {
        for (int start = from; start < to; start += CHUNK) {
            int end = Math.min(to, start + CHUNK);
            if (leastMaximum(a, b, start, end) > 0) {
                for (int i = start; i < end; i++) {
                    r[i] = Math.max(a[i], b[i]);
                }
            } else {
                for (int i = start; i < end; i++) {
                    double max = Math.max(a[i], b[i]);
                    r[i] = max == 0 && a[i] == 0 ? a[i] : max;
                }
            }
        }
    }

    private static double leastMaximum(double[] a, double[] b, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, Math.abs(Math.max(a[i], b[i])));
        }
        return least;
    }

    private static void minimum(double[] r, double[] a, double[] b, int from, int to) {
        for (int start = from; start < to; start += CHUNK) {
            int end = Math.min(to, start + CHUNK);
            if (leastMinimum(a, b, start, end) > 0) {
                for (int i = start; i < end; i++) {
                    r[i] = Math.min(a[i], b[i]);
                }
            } else {
                for (int i = start; i < end; i++) {
                    double min = Math.min(a[i], b[i]);
                    r[i] = min == 0 && a[i] == 0 ? a[i] : min;
                }
            }
        }
    }

    private static double leastMinimum(double[] a, double[] b, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, Math.abs(Math.min(a[i], b[i])));
        }
        return least;
    }

    // With a scalar that is no zero only one of two zeros can be a result.

    static void maximum(double[] r, double[] a, double s, int from, int to) {
        if (s == 0) {
            for (int i = from; i < to; i++) {
                r[i] = a[i] == 0 ? a[i] : Math.max(a[i], s);
            }
        } else {
            for (int i = from; i < to; i++) {
                r[i] = Math.max(a[i], s);
            }
        }
    }

    static void minimum(double[] r, double[] a, double s, int from, int to) {
        if (s == 0) {
            for (int i = from; i < to; i++) {
                r[i] = a[i] == 0 ? a[i] : Math.min(a[i], s);
            }
        } else {
            for (int i = from; i < to; i++) {
                r[i] = Math.min(a[i], s);
            }
        }
    }

    static void clip(double[] r, double[] a, double low, double high, int from, int to) {
        if (low == 0 || high == 0) {
            maximum(r, a, low, from, to);
            minimum(r, r, high, from, to);
        } else {
            for (int i = from; i < to; i++) {
                r[i] = Math.min(Math.max(a[i], low), high);
            }
        }
    }

    private static void clip(double[] r, double[] a, double[] low, double[] high, int from, int to) {
        for (int i = from; i < to; i++) {
            double max = Math.max(a[i], low[i]);
            double raised = max == 0 && a[i] == 0 ? a[i] : max;
            double min = Math.min(raised, high[i]);
            r[i] = min == 0 && raised == 0 ? raised : min;
        }
    }

    private static void floorDivide(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = floorDivide(a[i], b[i]);
        }
    }

    /**
     * NumPy's npy_floor_divide: from the exact remainder, then to the nearest integer. A rounded quotient that is no
     * integer lies between the same integers as the exact one, because rounding is monotone; below 2^48 the way by the
     * remainder is within 2^-3 of that floor before it is rounded to it, and so gives it too.
     */
    private static double floorDivide(double a, double b) {
        double rounded = a / b;
        double below = Math.floor(rounded);
        if (below != rounded && Math.abs(rounded) < 0x1p48) {
            return below;
        }
        if (b == 0) {
            return a / b;
        }
        double mod = a % b;
        double quotient = (a - mod) / b;
        if (mod != 0 && b < 0 != mod < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static void floorDivideSingle(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = floorDivide((float) a[i], (float) b[i]);
        }
    }

    private static float floorDivide(float a, float b) {
        float rounded = a / b;
        float below = (float) Math.floor(rounded);
        if (below != rounded && Math.abs(rounded) < 0x1p20f) {
            return below;
        }
        if (b == 0) {
            return a / b;
        }
        float mod = a % b;
        float quotient = (a - mod) / b;
        if (mod != 0 && b < 0 != mod < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0f, a / b);
        }
        float floor = (float) Math.floor(quotient);
        return quotient - floor > 0.5f ? floor + 1 : floor;
    }

    private static void remainder(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            double mod = a[i] % b[i];
            if (mod == 0) {
                mod = Math.copySign(0, b[i]);
            } else if (b[i] < 0 != mod < 0) {
                mod += b[i];
            }
            r[i] = mod;
        }
    }

    private static void remainderSingle(double[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            float mod = (float) a[i] % (float) b[i];
            if (mod == 0) {
                mod = Math.copySign(0f, (float) b[i]);
            } else if (b[i] < 0 != mod < 0) {
                mod += (float) b[i];
            }
            r[i] = mod;
        }
    }

    private static void equal(long[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] == b[i] ? 1 : 0;
        }
    }

    private static void notEqual(long[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] != b[i] ? 1 : 0;
        }
    }

    private static void less(long[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] < b[i] ? 1 : 0;
        }
    }

    private static void lessOrEqual(long[] r, double[] a, double[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = a[i] <= b[i] ? 1 : 0;
        }
    }

    private static void isInfinite(long[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.abs(a[i]) == Double.POSITIVE_INFINITY ? 1 : 0;
        }
    }

    private static void isFinite(long[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Math.abs(a[i]) <= Double.MAX_VALUE ? 1 : 0;
        }
    }

    private static void signBit(long[] r, double[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            r[i] = Double.doubleToRawLongBits(a[i]) >>> 63;
        }
    }
}
