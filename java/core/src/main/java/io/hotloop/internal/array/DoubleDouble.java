package io.hotloop.internal.array;

/**
 * Numbers as unevaluated sums of two doubles: what {@code native/src/kernels/double_double.h} has, operation by operation.
 */
final class DoubleDouble {
    private DoubleDouble() {}

    /** What is lost in {@code sum = a + b}, exactly, where |a| &gt;= |b| or a = 0. */
    static double sortedSumError(double a, double b, double sum) {
        return (a - sum) + b;
    }

    /** What is lost in {@code sum = a + b}, exactly. */
    static double sumError(double a, double b, double sum) {
        double rest = sum - a;
        return (a - (sum - rest)) + (b - rest);
    }

    /** A magnitude with the sign of x. */
    static double withSign(double value, double x) {
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(value) | Double.doubleToRawLongBits(x) & Long.MIN_VALUE);
    }
}
