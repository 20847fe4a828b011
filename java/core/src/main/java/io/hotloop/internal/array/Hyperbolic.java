package io.hotloop.internal.array;

import static io.hotloop.internal.array.DoubleDouble.sortedSumError;
import static io.hotloop.internal.array.DoubleDouble.sumError;
import static io.hotloop.internal.array.DoubleDouble.withSign;
import static io.hotloop.internal.array.HyperbolicCoefficients.*;
import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * cbrt, hypot, the hyperbolic functions and their inverses: {@code native/src/kernels/hyperbolic.c}, which says how they
 * work, in Java, with the same operations in the same order. Names that end in {@code Single} take and give float32
 * values, the result not yet rounded.
 */
final class Hyperbolic {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final double ROUNDING = 0x1.8p52;
    private static final long TWO_52 = 0x433L << 52;
    private static final long EXPONENT = 0x7ffL << 52;
    private static final long FRACTION = (1L << 52) - 1;
    private static final long ONE = 0x3ffL << 52;
    private static final long TO_HALVES = ONE - doubleToRawLongBits(SQRT_HALF);

    private static final double[] CBRT_ROOTS = {CBRT_ROOT_2, 1, CBRT_ROOT_HALF};

    private Hyperbolic() {}

    /** The cube root. */
    static double cbrt(double x) {
        double ax = abs(x);
        if (!(ax > 0 && ax < INFINITY)) {
            return x + x;
        }
        boolean small = ax < 0x1p-1022;
        double positive = small ? ax * 0x1p54 : ax;
        long bits = doubleToRawLongBits(positive);
        double shifted = thirdOfExponent(bits);
        long k = doubleToRawLongBits(shifted) << 52;
        double y = longBitsToDouble(bits - k - (k << 1));
        double r = inverseCubeRoot(bits, shifted, y);
        double square = r * r;
        double c = y * square;
        double c2 = c * c;
        double c2Low = fma(c, c, -c2);
        double c3 = c2 * c;
        double c3Low = fma(c2, c, -c3);
        double rest = ((y - c3) - c3Low) - c2Low * c;
        double root = fma(rest * CBRT_THIRD, square, c);
        long scale = k - (small ? 18L << 52 : 0);
        return withSign(longBitsToDouble(doubleToRawLongBits(root) + scale), x);
    }

    static double cbrtSingle(double x) {
        double ax = abs(x);
        if (!(ax > 0 && ax < INFINITY)) {
            return x + x;
        }
        long bits = doubleToRawLongBits(ax);
        double shifted = thirdOfExponent(bits);
        long k = doubleToRawLongBits(shifted) << 52;
        double y = longBitsToDouble(bits - k - (k << 1));
        double r = inverseCubeRoot(bits, shifted, y);
        double root = y * r * r;
        return withSign(longBitsToDouble(doubleToRawLongBits(root) + k), x);
    }

    private static double thirdOfExponent(long bits) {
        return fma(exponent(bits), CBRT_THIRD, ROUNDING);
    }

    private static double exponent(long bits) {
        return longBitsToDouble(bits >>> 52 | TWO_52) - (0x1p52 + 1023);
    }

    private static double inverseCubeRoot(long bits, double shifted, double y) {
        double rest = fma(shifted - ROUNDING, -3, exponent(bits));
        double m = longBitsToDouble(bits & FRACTION | ONE);
        double start = fma(fma(fma(CBRT_3, m, CBRT_2), m, CBRT_1), m, CBRT_0);
        // Without branches, which would be mispredicted: rest is -1, 0 or 1.
        double r = start * CBRT_ROOTS[1 + (int) rest];
        double h = fma(-y * r, r * r, 1);
        double correction = h * fma(h, CBRT_TWO_NINTHS, CBRT_THIRD);
        return fma(r, correction, r);
    }

    /** sqrt(x*x + y*y) without overflow or underflow on the way. */
    static double hypot(double x, double y) {
        double ax = abs(x);
        double ay = abs(y);
        if (ax == INFINITY || ay == INFINITY) {
            return INFINITY;
        }
        double large = ax > ay ? ax : ay;
        double small = ax > ay ? ay : ax;
        if (!(large > 0)) {
            return ax + ay;
        }
        double down = large > 0x1p500 ? 0x1p-600 : large < 0x1p-400 ? 0x1p600 : 1;
        double up = large > 0x1p500 ? 0x1p600 : large < 0x1p-400 ? 0x1p-600 : 1;
        double a = large * down;
        double b = small * down;
        double h = Math.sqrt(fma(a, a, b * b));
        double h2 = h * h;
        double a2 = a * a;
        double rest = (fma(-b, b, h2 - a2) + fma(h, h, -h2)) - fma(a, a, -a2);
        return (h - rest / (2 * h)) * up;
    }

    static double hypotSingle(double x, double y) {
        double root = Math.sqrt(fma(x, x, y * y));
        return abs(x) == INFINITY || abs(y) == INFINITY ? INFINITY : root;
    }

    /** The hyperbolic sine. */
    static double sinh(double x) {
        double ax = abs(x);
        double a = ax > 711 ? 711 : ax;
        double shifted = fma(a, INV_LN2, ROUNDING);
        double k = shifted - ROUNDING;
        double first = fma(-k, LN2_HIGH, a);
        double r = fma(-k, LN2_LOW, first);
        double rLow = fma(-k, LN2_LOW, first - r);
        double twice = twicePower(shifted, k);
        double even = 2 - twice;
        double odd = 2 + twice;
        double sum = even + odd * r;
        double tail = tail(r, rLow, even, (2 - even) - twice, odd, (2 - odd) + twice);
        return withSign((sum + tail) * quarterOfPower(shifted), x);
    }

    /** The hyperbolic cosine. */
    static double cosh(double x) {
        double ax = abs(x);
        double a = ax > 711 ? 711 : ax;
        double shifted = fma(a, INV_LN2, ROUNDING);
        double k = shifted - ROUNDING;
        double first = fma(-k, LN2_HIGH, a);
        double r = fma(-k, LN2_LOW, first);
        double rLow = fma(-k, LN2_LOW, first - r);
        double twice = twicePower(shifted, k);
        double even = 2 - twice;
        double odd = 2 + twice;
        double sum = odd + even * r;
        double tail = tail(r, rLow, odd, (2 - odd) + twice, even, (2 - even) - twice);
        return (sum + tail) * quarterOfPower(shifted);
    }

    /** The hyperbolic tangent. */
    static double tanh(double x) {
        double ax = abs(x);
        double a = ax > 22 ? 22 : ax;
        double shifted = fma(a, INV_LN2, ROUNDING);
        double k = shifted - ROUNDING;
        double first = fma(-k, LN2_HIGH, a);
        double r = fma(-k, LN2_LOW, first);
        double rLow = fma(-k, LN2_LOW, first - r);
        double twice = twicePower(shifted, k);
        double even = 2 - twice;
        double odd = 2 + twice;
        double evenLow = (2 - even) - twice;
        double oddLow = (2 - odd) + twice;
        double nSum = even + odd * r;
        double nTail = tail(r, rLow, even, evenLow, odd, oddLow);
        double n = nSum + nTail;
        double nLow = sortedSumError(nSum, nTail, n);
        double dSum = odd + even * r;
        double dTail = tail(r, rLow, odd, oddLow, even, evenLow);
        double d = dSum + dTail;
        double dLow = sortedSumError(dSum, dTail, d);
        double inverse = 1 / d;
        double q = n * inverse;
        double rest = fma(-q, d, n) + fma(-q, dLow, nLow);
        return withSign(fma(rest, inverse, q), x);
    }

    /** What even cosh r + odd sinh r is beyond the rounded even + odd r. */
    private static double tail(double r, double rLow, double even, double evenLow, double odd, double oddLow) {
        double u = r * r;
        double v = u * u;
        double sinh1 = (r * u) * fma(v, fma(v, SINH_4, fma(u, SINH_3, SINH_2)), fma(u, SINH_1, SINH_0));
        double cosh1 = u * fma(u, fma(v, fma(v, COSH_4, fma(u, COSH_3, COSH_2)), fma(u, COSH_1, COSH_0)), 0.5);
        double p = odd * r;
        double pLow = fma(odd, r, -p) + fma(odd, rLow, fma(oddLow, r, evenLow));
        return fma(even, cosh1, fma(odd, sinh1, sortedSumError(even, p, even + p) + pLow));
    }

    /** 2 * 4^-k; k is what was added to {@link #ROUNDING}. */
    private static double twicePower(double shifted, double k) {
        double few = k < 40 ? shifted : ROUNDING + 40;
        return longBitsToDouble((0x400L << 52) - (doubleToRawLongBits(few) << 53));
    }

    /** 2^(k - 2). */
    private static double quarterOfPower(double shifted) {
        return longBitsToDouble((doubleToRawLongBits(shifted) << 52) + ONE - (2L << 52));
    }

    static double sinhSingle(double x) {
        double ax = abs(x);
        double a = ax > 100 ? 100 : ax;
        double shifted = fma(a, INV_LN2, ROUNDING);
        double r = fma(-(shifted - ROUNDING), LN2, a);
        double twice = twicePowerSingle(shifted);
        double sum = fma(2 - twice, coshReduced(r), (2 + twice) * sinhReduced(r));
        return withSign(sum * quarterOfPower(shifted), x);
    }

    static double coshSingle(double x) {
        double ax = abs(x);
        double a = ax > 100 ? 100 : ax;
        double shifted = fma(a, INV_LN2, ROUNDING);
        double r = fma(-(shifted - ROUNDING), LN2, a);
        double twice = twicePowerSingle(shifted);
        double sum = fma(2 + twice, coshReduced(r), (2 - twice) * sinhReduced(r));
        return sum * quarterOfPower(shifted);
    }

    static double tanhSingle(double x) {
        double ax = abs(x);
        double a = ax > 12 ? 12 : ax;
        double shifted = fma(a, INV_LN2, ROUNDING);
        double r = fma(-(shifted - ROUNDING), LN2, a);
        double twice = twicePowerSingle(shifted);
        double cosh = coshReduced(r);
        double sinh = sinhReduced(r);
        double even = 2 - twice;
        double odd = 2 + twice;
        return withSign(fma(even, cosh, odd * sinh) / fma(odd, cosh, even * sinh), x);
    }

    private static double sinhReduced(double r) {
        double u = r * r;
        return fma(r * u, fma(u, fma(u, SINH_SINGLE_2, SINH_SINGLE_1), SINH_SINGLE_0), r);
    }

    private static double coshReduced(double r) {
        double u = r * r;
        return fma(u, fma(u, fma(u, COSH_SINGLE_2, COSH_SINGLE_1), COSH_SINGLE_0), 1);
    }

    private static double twicePowerSingle(double shifted) {
        return longBitsToDouble((0x400L << 52) - (doubleToRawLongBits(shifted) << 53));
    }

    /** The inverse of {@link #sinh}. */
    static double asinh(double x) {
        double ax = abs(x);
        if (!(ax < INFINITY)) {
            return x + x;
        }
        if (ax > 0x1p100) {
            return withSign(logOfSum(ax * 0.25, 0, 0, 3), x);
        }
        double a2 = ax * ax;
        double a2Low = fma(ax, ax, -a2);
        double square = 1 + a2;
        double squareLow = sumError(1, a2, square) + a2Low;
        double root = Math.sqrt(square);
        double rootLow = (fma(-root, root, square) + squareLow) * (0.5 / root);
        double sum = root + ax;
        return withSign(logOfSum(sum, sortedSumError(root, ax, sum), rootLow, 0), x);
    }

    /** The inverse of {@link #cosh}, not negative; NaN below 1. */
    static double acosh(double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        if (x > 0x1p100) {
            return x < INFINITY ? logOfSum(x * 0.25, 0, 0, 3) : x;
        }
        double a2 = x * x;
        double a2Low = fma(x, x, -a2);
        double square = a2 - 1;
        double squareLow = sortedSumError(a2, -1, square) + a2Low;
        double root = Math.sqrt(square);
        double rootLow = root > 0 ? (fma(-root, root, square) + squareLow) * (0.5 / root) : 0;
        double sum = x + root;
        return logOfSum(sum, sortedSumError(x, root, sum), rootLow, 0);
    }

    /** The inverse of {@link #tanh}; infinite at -1 and 1, NaN beyond. */
    static double atanh(double x) {
        double ax = abs(x);
        if (!(ax < 1)) {
            return ax == 1 ? withSign(INFINITY, x) : Double.NaN;
        }
        double above = 1 + ax;
        double aboveLow = sortedSumError(1, ax, above);
        double below = 1 - ax;
        double belowLow = sortedSumError(1, -ax, below);
        long bits = doubleToRawLongBits(above) - doubleToRawLongBits(below) + ONE + (1L << 51);
        double k = exponent(bits);
        double scale = longBitsToDouble(bits & EXPONENT);
        double scaled = below * scale;
        double scaledLow = belowLow * scale;
        double difference = above - scaled;
        double differenceLow = aboveLow - scaledLow;
        double n = difference + differenceLow;
        double nLow = sumError(difference, differenceLow, n);
        double sum = above + scaled;
        double sumLow = sumError(above, scaled, sum) + (aboveLow + scaledLow);
        return withSign(logarithm(k, n, nLow, sum * 0.5, sumLow * 0.5) * 0.5, x);
    }

    private static double logarithm(double k, double n, double nLow, double d, double dLow) {
        double inverse = 1 / d;
        double t = n * inverse;
        double tLow = (fma(-t, d, n) + fma(-t, dLow, nLow)) * inverse;
        double u = t * t;
        double v = u * u;
        double w = v * v;
        double p = fma(
                w,
                fma(v, fma(u, ATANH_7, ATANH_6), fma(u, ATANH_5, ATANH_4)),
                fma(v, fma(u, ATANH_3, ATANH_2), fma(u, ATANH_1, ATANH_0)));
        double whole = k * LN2_HIGH;
        double sum = whole + t;
        double low = sortedSumError(whole, t, sum) + fma(k, LN2_LOW, tLow);
        return sum + fma(t * u, p, low);
    }

    private static double logOfSum(double y, double yLow, double yLeast, double k0) {
        long bits = doubleToRawLongBits(y) + TO_HALVES;
        double k = exponent(bits);
        double scale = longBitsToDouble((ONE << 1) - (bits & EXPONENT));
        double f = fma(y, scale, -1);
        double g = yLow * scale;
        double n = f + g;
        double nLow = fma(yLeast, scale, sumError(f, g, n));
        double d = fma(n, 0.5, 1);
        double dLow = fma(n, 0.5, 1 - d);
        return logarithm(k + k0, n, nLow, d, fma(nLow, 0.5, dLow));
    }

    static double asinhSingle(double x) {
        double ax = abs(x);
        if (!(ax < INFINITY)) {
            return x + x;
        }
        double root = Math.sqrt(fma(ax, ax, 1));
        double y = ax + root;
        long bits = doubleToRawLongBits(y) + TO_HALVES;
        double k = exponent(bits);
        double power = longBitsToDouble(bits & EXPONENT);
        double n = k == 0 ? ax : y - power;
        double d = k == 0 ? 1 + root : y + power;
        return withSign(logarithmSingle(k, n + n, d), x);
    }

    static double acoshSingle(double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        if (x == INFINITY) {
            return x;
        }
        double root = Math.sqrt(fma(x, x, -1));
        double y = x + root;
        long bits = doubleToRawLongBits(y) + TO_HALVES;
        double k = exponent(bits);
        double power = longBitsToDouble(bits & EXPONENT);
        double n = (x - power) + root;
        return logarithmSingle(k, n + n, y + power);
    }

    static double atanhSingle(double x) {
        double ax = abs(x);
        if (!(ax < 1)) {
            return ax == 1 ? withSign(INFINITY, x) : Double.NaN;
        }
        double above = 1 + ax;
        double below = 1 - ax;
        long bits = doubleToRawLongBits(above) - doubleToRawLongBits(below) + ONE + (1L << 51);
        double k = exponent(bits);
        double scaled = below * longBitsToDouble(bits & EXPONENT);
        double n = k == 0 ? ax : (above - scaled) * 0.5;
        double d = k == 0 ? 1 : (above + scaled) * 0.5;
        return withSign(logarithmSingle(k, n + n, d) * 0.5, x);
    }

    private static double logarithmSingle(double k, double n, double d) {
        double t = n / d;
        double u = t * t;
        double v = u * u;
        double p = fma(v, fma(u, ATANH_SINGLE_3, ATANH_SINGLE_2), fma(u, ATANH_SINGLE_1, ATANH_SINGLE_0));
        return fma(k, LN2, fma(t * u, p, t));
    }
}
