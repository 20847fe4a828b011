package io.hotloop.internal.array;

/** Real functions of Java alone, made from those that the kernels have, too: the same bits everywhere. */
final class RealMath {
    private static final double LN2 = 6.93147180559945286227e-01;

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
}
