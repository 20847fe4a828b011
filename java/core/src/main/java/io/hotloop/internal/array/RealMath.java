package io.hotloop.internal.array;

/**
 * Real functions that {@link StrictMath} lacks, or where C99 and NumPy ask for other special cases. In pure Java
 * and strict arithmetic: the same bits everywhere. asinh, acosh, atanh and log2 follow the formulas of FDLIBM
 * (Sun Microsystems, 1993) and of FreeBSD's msun.
 */
final class RealMath {
    private static final double LN2 = 6.93147180559945286227e-01;
    private static final double TWO_28 = 0x1p28;

    // 1 / ln 2 in two parts, the first of 20 bits.
    private static final double INV_LN2_HIGH = 1.44269504072144627571e+00;
    private static final double INV_LN2_LOW = 1.67517131648865118353e-10;

    // log(1+f) - f as a polynomial in s*s, s = f/(2+f).
    private static final double LG1 = 6.666666666666735130e-01;
    private static final double LG2 = 3.999999999940941908e-01;
    private static final double LG3 = 2.857142874366239149e-01;
    private static final double LG4 = 2.222219843214978396e-01;
    private static final double LG5 = 1.818357216161805012e-01;
    private static final double LG6 = 1.531383769920937332e-01;
    private static final double LG7 = 1.479819860511658591e-01;

    private RealMath() {}

    /** C99's pow: 1 to any power is 1, and -1 to an infinite one; within 1 ULP. */
    static double pow(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : StrictMath.pow(x, y);
    }

    /** 2 to the power of x: exact for integers, within 1 ULP. */
    static double exp2(double x) {
        return StrictMath.pow(2, x);
    }

    /** log(exp(x) + exp(y)) without overflow; an absolute error of about an ULP of the larger argument. */
    static double logAddExp(double x, double y) {
        if (x == y) {
            return x + LN2; // infinities too, whose difference is NaN
        }
        double difference = x - y;
        if (difference > 0) {
            return x + StrictMath.log1p(StrictMath.exp(-difference));
        }
        return difference <= 0 ? y + StrictMath.log1p(StrictMath.exp(difference)) : difference;
    }

    /** The logarithm to base 2: exact for powers of two, within 1 ULP. */
    static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return StrictMath.log(x);
        }
        int exponent = 0;
        double scaled = x;
        if (x < Double.MIN_NORMAL) {
            scaled *= 0x1p54;
            exponent = -54;
        }
        long bits = Double.doubleToRawLongBits(scaled);
        int high = (int) (bits >>> 32);
        exponent += (high >> 20) - 1023;
        high &= 0xfffff;
        int above = high + 0x95f64 & 0x100000; // a significand over sqrt(2) is halved
        exponent += above >> 20;
        double significand = Double.longBitsToDouble((long) (high | above ^ 0x3ff00000) << 32 | bits & 0xffff_ffffL);

        double f = significand - 1;
        double half = 0.5 * f * f;
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (LG2 + w * (LG4 + w * LG6));
        double odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
        double rest = s * (half + (odd + even));

        double hi = Double.longBitsToDouble(Double.doubleToRawLongBits(f - half) & 0xffff_ffff_0000_0000L);
        double lo = f - hi - half + rest;
        double productHigh = hi * INV_LN2_HIGH;
        double productLow = (lo + hi) * INV_LN2_LOW + lo * INV_LN2_HIGH;
        double sum = exponent + productHigh;
        return productLow + (exponent - sum + productHigh) + sum;
    }

    /** The inverse hyperbolic sine, within 2 ULP. */
    static double asinh(double x) {
        double t = Math.abs(x);
        if (!(t >= 0x1p-28) || t == Double.POSITIVE_INFINITY) {
            return x;
        }
        double w;
        if (t > TWO_28) {
            w = StrictMath.log(t) + LN2;
        } else if (t > 2) {
            w = StrictMath.log(2 * t + 1 / (Math.sqrt(t * t + 1) + t));
        } else {
            double square = t * t;
            w = StrictMath.log1p(t + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(w, x);
    }

    /** The inverse hyperbolic cosine, within 2 ULP; NaN below 1. */
    static double acosh(double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        if (x >= TWO_28) {
            return StrictMath.log(x) + LN2;
        }
        if (x > 2) {
            return StrictMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double t = x - 1;
        return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
    }

    /** The inverse hyperbolic tangent, within 2 ULP; infinite at -1 and 1, NaN beyond. */
    static double atanh(double x) {
        double t = Math.abs(x);
        if (!(t <= 1)) {
            return Double.NaN;
        }
        if (t == 1) {
            return x / 0.0;
        }
        if (t < 0x1p-28) {
            return x;
        }
        double twice = t + t;
        double w =
                t < 0.5 ? 0.5 * StrictMath.log1p(twice + twice * t / (1 - t)) : 0.5 * StrictMath.log1p(twice / (1 - t));
        return Math.copySign(w, x);
    }
}
