package io.hotloop.internal.array;

/**
 * Real functions that {@link StrictMath} lacks, or where C99 and NumPy ask for other special cases. In pure Java
 * and strict arithmetic: the same bits everywhere. asinh, acosh and atanh follow the formulas of FDLIBM
 * (Sun Microsystems, 1993) and of FreeBSD's msun.
 */
final class RealMath {
    private static final double LN2 = 6.93147180559945286227e-01;
    private static final double TWO_28 = 0x1p28;

    private RealMath() {}

    /** log(exp(x) + exp(y)) without overflow; an absolute error of about an ULP of the larger argument. */
    static double logAddExp(double x, double y) {
        if (x == y) {
            return x + LN2; // infinities too, whose difference is NaN
        }
        double difference = x - y;
        if (difference > 0) {
            return x + Exponential.log1p(Exponential.exp(-difference));
        }
        return difference <= 0 ? y + Exponential.log1p(Exponential.exp(difference)) : difference;
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
