package io.hotloop.internal.array;

import static io.hotloop.internal.array.DoubleDouble.sortedSumError;
import static io.hotloop.internal.array.DoubleDouble.sumError;
import static io.hotloop.internal.array.DoubleDouble.withSign;
import static io.hotloop.internal.array.SpecialCoefficients.*;
import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * erf, erfc, gamma and lgamma: {@code native/src/kernels/special.c}, which says how they work, in Java, with the same
 * operations in the same order. Names that end in {@code Single} take and give float32 values, the result not yet
 * rounded.
 */
final class Special {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final double ROUNDING = 0x1.8p52;
    private static final long EXPONENT = 0x7ffL << 52;
    private static final long ONE = 0x3ffL << 52;
    private static final long SIGN = 1L << 63;

    /** high + low; once the method is compiled there is no object. */
    private record Pair(double high, double low) {}

    private Special() {}

    private static double cubic(double u, double v, double c0, double c1, double c2, double c3) {
        return fma(v, fma(u, c3, c2), fma(u, c1, c0));
    }

    private static double expTail(double r) {
        double u = r * r;
        double w = u * u;
        double p2 = fma(u, EXP_10, fma(r, EXP_9, EXP_8));
        double p1 = cubic(r, u, EXP_4, EXP_5, EXP_6, EXP_7);
        double p0 = cubic(r, u, EXP_0, EXP_1, EXP_2, EXP_3);
        return u * fma(w, fma(w, p2, p1), p0);
    }

    private static double expTailSingle(double r) {
        double u = r * r;
        double p = fma(u, fma(r, EXP_SINGLE_5, EXP_SINGLE_4), fma(r, EXP_SINGLE_3, EXP_SINGLE_2));
        return u * fma(u, p, fma(r, EXP_SINGLE_1, EXP_SINGLE_0));
    }

    /** The error function. */
    static double erf(double x) {
        double ax = abs(x);
        double u = x * x;
        double uLow = fma(x, x, -u);
        double v = u * u;
        double w = v * v;
        double p = fma(
                w,
                fma(w, fma(u, ERF_9, ERF_8), cubic(u, v, ERF_4, ERF_5, ERF_6, ERF_7)),
                cubic(u, v, ERF_0, ERF_1, ERF_2, ERF_3));
        double first = x * ERF_HEAD_HIGH;
        double firstLow = fma(x, fma(uLow, ERF_0, ERF_HEAD_LOW), fma(x, ERF_HEAD_HIGH, -first));
        double near = first + fma(x * u, p, firstLow);

        double t = (ax > 5.95 ? 5.95 : ax) - 0.75;
        double t2 = t * t;
        double t4 = t2 * t2;
        double q4 = fma(t2, LOG_ERFC_19, fma(t, LOG_ERFC_18, LOG_ERFC_17));
        double q3 = cubic(t, t2, LOG_ERFC_13, LOG_ERFC_14, LOG_ERFC_15, LOG_ERFC_16);
        double q2 = cubic(t, t2, LOG_ERFC_9, LOG_ERFC_10, LOG_ERFC_11, LOG_ERFC_12);
        double q1 = cubic(t, t2, LOG_ERFC_5, LOG_ERFC_6, LOG_ERFC_7, LOG_ERFC_8);
        double q0 = cubic(t, t2, LOG_ERFC_1, LOG_ERFC_2, LOG_ERFC_3, LOG_ERFC_4);
        double q = t * fma(t4, fma(t4, fma(t4, fma(t4, q4, q3), q2), q1), q0);
        double logarithm = LOG_ERFC_0_HIGH + q;
        double logarithmLow = ((LOG_ERFC_0_HIGH - logarithm) + q) + LOG_ERFC_0_LOW;
        double shifted = fma(logarithm, INV_LN2, ROUNDING);
        double k = shifted - ROUNDING;
        double r = fma(-k, LN2_HIGH, logarithm) + fma(-k, LN2_LOW, logarithmLow);
        double scale = longBitsToDouble((doubleToRawLongBits(shifted) << 52) + (0x3ffL << 52));
        double far = fma(-scale, r + expTail(r), 1 - scale);
        return withSign(ax < 0.75 ? near : far, x);
    }

    static double erfSingle(double x) {
        double ax = abs(x);
        double u = x * x;
        double v = u * u;
        double p = fma(
                v * v,
                fma(u, ERF_SINGLE_5, ERF_SINGLE_4),
                cubic(u, v, ERF_SINGLE_0, ERF_SINGLE_1, ERF_SINGLE_2, ERF_SINGLE_3));
        double near = x * fma(u, p, ERF_HEAD_HIGH);

        double t = (ax > 4 ? 4 : ax) - 0.75;
        double t2 = t * t;
        double q1 = cubic(t, t2, LOG_ERFC_SINGLE_5, LOG_ERFC_SINGLE_6, LOG_ERFC_SINGLE_7, LOG_ERFC_SINGLE_8);
        double q0 = cubic(t, t2, LOG_ERFC_SINGLE_1, LOG_ERFC_SINGLE_2, LOG_ERFC_SINGLE_3, LOG_ERFC_SINGLE_4);
        double logarithm = fma(t, fma(t2 * t2, q1, q0), LOG_ERFC_SINGLE_0);
        double shifted = fma(logarithm, INV_LN2, ROUNDING);
        double r = fma(-(shifted - ROUNDING), LN2, logarithm);
        double scale = longBitsToDouble((doubleToRawLongBits(shifted) << 52) + (0x3ffL << 52));
        double far = fma(-scale, r + expTailSingle(r), 1 - scale);
        return withSign(ax < 0.75 ? near : far, x);
    }

    /** The complementary error function, 1 - erf(x). */
    static double erfc(double x) {
        double ax = abs(x);
        double a = ax > 28 ? 28 : ax;
        double square = a * a;
        double squareLow = fma(a, a, -square);
        double shifted = fma(square, -INV_LN2, ROUNDING);
        double k = shifted - ROUNDING;
        double first = fma(-k, LN2_HIGH, -square);
        double r = fma(-k, LN2_LOW, first);
        double rLow = fma(-k, LN2_LOW, first - r) - squareLow;
        double one = 1 + r;
        double rest = expTail(r);
        double tail = sortedSumError(1, r, one) + fma(one + rest, rLow, rest);
        double e = one + tail;
        double eLow = sortedSumError(one, tail, e);

        double plus1 = 1 + a;
        double plus4 = 4 + a;
        double minus4 = a - 4;
        double plus1Low = sumError(1, a, plus1);
        double plus4Low = sumError(4, a, plus4);
        double minus4Low = sumError(a, -4, minus4);
        double inverse = 1 / (plus1 * plus4);
        double inverse4 = inverse * plus1;
        double inverse1 = inverse * plus4;
        double t = minus4 * inverse4;
        double tLow = (fma(-t, plus4, minus4) + fma(-t, plus4Low, minus4Low)) * inverse4;
        double t2 = t * t;
        double t4 = t2 * t2;
        double q4 = cubic(t, t2, ERFC_20, ERFC_21, ERFC_22, ERFC_23);
        double q3 = cubic(t, t2, ERFC_16, ERFC_17, ERFC_18, ERFC_19);
        double q2 = cubic(t, t2, ERFC_12, ERFC_13, ERFC_14, ERFC_15);
        double q1 = cubic(t, t2, ERFC_8, ERFC_9, ERFC_10, ERFC_11);
        double q0 = cubic(t, t2, ERFC_4, ERFC_5, ERFC_6, ERFC_7);
        double from4 = fma(t4, fma(t4, fma(t4, fma(t4, fma(t4, ERFC_24, q4), q3), q2), q1), q0);
        double upper = fma(t, fma(t, from4, ERFC_3), ERFC_2);
        double bend = t * upper;
        double slope = ERFC_1_HIGH + bend;
        double slopeLow = sortedSumError(ERFC_1_HIGH, bend, slope) + ERFC_1_LOW;
        double product = t * slope;
        double productLow = fma(t, slope, -product) + fma(t, slopeLow, fma(tLow, slope, ERFC_0_LOW));
        double q = ERFC_0_HIGH + product;
        double qLow = sortedSumError(ERFC_0_HIGH, product, q) + productLow;

        double n = e * q;
        double nLow = fma(e, q, -n) + fma(e, qLow, eLow * q);
        double y = n * inverse1;
        double yRest = fma(-y, plus1, n) + fma(-y, plus1Low, nLow);
        double value = fma(yRest, inverse1, y);

        double scale = longBitsToDouble((doubleToRawLongBits(shifted) << 52) + (0x4c7L << 52));
        double above = value * scale * 0x1p-200;
        return x < 0 ? 2 - above : above;
    }

    static double erfcSingle(double x) {
        double ax = abs(x);
        double a = ax > 11 ? 11 : ax;
        double square = a * a;
        double shifted = fma(square, -INV_LN2, ROUNDING);
        double r = fma(-(shifted - ROUNDING), LN2, -square);
        double e = 1 + (r + expTailSingle(r));
        double inverse = 1 / ((1 + a) * (4 + a));
        double t = (a - 4) * (inverse * (1 + a));
        double t2 = t * t;
        double t4 = t2 * t2;
        double q2 = cubic(t, t2, ERFC_SINGLE_8, ERFC_SINGLE_9, ERFC_SINGLE_10, ERFC_SINGLE_11);
        double q1 = cubic(t, t2, ERFC_SINGLE_4, ERFC_SINGLE_5, ERFC_SINGLE_6, ERFC_SINGLE_7);
        double q0 = cubic(t, t2, ERFC_SINGLE_0, ERFC_SINGLE_1, ERFC_SINGLE_2, ERFC_SINGLE_3);
        double q = fma(t4, fma(t4, fma(t4, ERFC_SINGLE_12, q2), q1), q0);
        double scale = longBitsToDouble((doubleToRawLongBits(shifted) << 52) + (0x3ffL << 52));
        double above = e * q * (inverse * (4 + a)) * scale;
        return x < 0 ? 2 - above : above;
    }

    private static Pair normalised(double a, double b) {
        double high = a + b;
        return new Pair(high, sortedSumError(a, b, high));
    }

    private static Pair times(Pair a, Pair b) {
        double high = a.high() * b.high();
        double low = fma(a.high(), b.low(), a.low() * b.high());
        return new Pair(high, fma(a.high(), b.high(), -high) + low);
    }

    private static Pair plus(Pair a, double b) {
        double high = a.high() + b;
        return new Pair(high, sumError(a.high(), b, high) + a.low());
    }

    private static double exponentOf(long bits) {
        return longBitsToDouble(bits >>> 52 | (0x433L << 52)) - (0x1p52 + 1023);
    }

    private static Pair logarithm(double k, Pair n, Pair d) {
        double inverse = 1 / d.high();
        double t = n.high() * inverse;
        double tLow = (fma(-t, d.high(), n.high()) + fma(-t, d.low(), n.low())) * inverse;
        double u = t * t;
        double uLow = fma(t, t, -u) + (t + t) * tLow;
        double c = t * u;
        double cLow = fma(t, u, -c) + fma(t, uLow, tLow * u);
        double third = c * ATANH_0_HIGH;
        double thirdLow = fma(c, ATANH_0_HIGH, -third) + fma(c, ATANH_0_LOW, cLow * ATANH_0_HIGH);
        double v = u * u;
        double p = fma(
                v * v,
                cubic(u, v, ATANH_5, ATANH_6, ATANH_7, ATANH_8),
                cubic(u, v, ATANH_1, ATANH_2, ATANH_3, ATANH_4));
        double whole = k * LN2_HIGH;
        double sum = whole + t;
        double high = sum + third;
        double low = sortedSumError(whole, t, sum) + sortedSumError(sum, third, high);
        double rest = fma(c * u, p, thirdLow) + fma(k, LN2_LOW, tLow);
        return new Pair(high, low + rest);
    }

    private static Pair logOf(Pair z) {
        long bits = doubleToRawLongBits(z.high()) + (ONE - doubleToRawLongBits(SQRT_HALF));
        double scale = longBitsToDouble((ONE << 1) - (bits & EXPONENT));
        double f = fma(z.high(), scale, -1);
        double fLow = z.low() * scale;
        double d = fma(f, 0.5, 1);
        double dLow = fma(fLow, 0.5, fma(f, 0.5, 1 - d));
        return logarithm(exponentOf(bits), new Pair(f, fLow), new Pair(d, dLow));
    }

    private static Pair logOfQuotient(Pair n, Pair d) {
        long bits = doubleToRawLongBits(n.high()) - doubleToRawLongBits(d.high()) + ONE + (1L << 51);
        double scale = longBitsToDouble(bits & EXPONENT);
        double scaled = d.high() * scale;
        double scaledLow = d.low() * scale;
        Pair difference = plus(new Pair(n.low() - scaledLow, 0), n.high() - scaled);
        double sum = n.high() + scaled;
        double sumLow = sumError(n.high(), scaled, sum) + (n.low() + scaledLow);
        return logarithm(exponentOf(bits), difference, new Pair(sum * 0.5, sumLow * 0.5));
    }

    private static Pair stirling(Pair z, double scale) {
        Pair log = logOf(z);
        double l = log.high() - 1;
        double lLow = ((log.high() - l) - 1) + log.low();
        Pair b = plus(z, -0.5);
        Pair product = times(new Pair(b.high() * scale, b.low() * scale), new Pair(l, lLow));
        double inverse = 1 / z.high();
        double inverseLow = (fma(-inverse, z.high(), 1) - inverse * z.low()) * inverse;
        double u = inverse * inverse;
        double v = u * u;
        double s = fma(v, cubic(u, v, STIRLING_3, STIRLING_4, STIRLING_5, STIRLING_6), fma(u, STIRLING_2, STIRLING_1));
        double first = inverse * STIRLING_0_HIGH;
        double firstLow =
                fma(inverse, STIRLING_0_HIGH, -first) + fma(inverseLow, STIRLING_0_HIGH, inverse * STIRLING_0_LOW);
        double sum = product.high() + STIRLING_HEAD_HIGH;
        double sum2 = sum + first;
        double low = sortedSumError(product.high(), STIRLING_HEAD_HIGH, sum) + sortedSumError(sum, first, sum2);
        double rest = fma(u * inverse, s, firstLow) + (product.low() + STIRLING_HEAD_LOW);
        return normalised(sum2, low + rest);
    }

    private static Pair rising(double a) {
        double a7 = a + 7;
        Pair y = times(new Pair(a, 0), new Pair(a7, sumError(a, 7, a7)));
        return times(times(y, plus(y, 6)), times(plus(y, 10), plus(y, 12)));
    }

    private static long signOfSine(double a) {
        double shifted = a + ROUNDING;
        double f = a - (shifted - ROUNDING);
        return (doubleToRawLongBits(shifted) << 63) ^ (doubleToRawLongBits(f) & SIGN);
    }

    private static Pair timesSine(double a) {
        double shifted = a + ROUNDING;
        double f = a - (shifted - ROUNDING);
        double v = f * f;
        double vLow = fma(f, f, -v);
        double q = v * SINE_0_HIGH;
        double qLow = fma(v, SINE_0_HIGH, -q) + fma(v, SINE_0_LOW, vLow * SINE_0_HIGH);
        double w = v * v;
        double wLow = fma(v, v, -w) + (v + v) * vLow;
        double q2 = w * SINE_1_HIGH;
        double q2Low = fma(w, SINE_1_HIGH, -q2) + fma(w, SINE_1_LOW, wLow * SINE_1_HIGH);
        double p = fma(w * w, fma(v, SINE_7, SINE_6), cubic(v, w, SINE_2, SINE_3, SINE_4, SINE_5));
        double one = 1 + q;
        double sum = one + q2;
        double low = sortedSumError(1, q, one) + sortedSumError(one, q2, sum);
        Pair sine = normalised(sum, fma(v * w, p, low + (qLow + q2Low)));
        return times(new Pair(a, 0), times(new Pair(abs(f), 0), sine));
    }

    /** The gamma function; NaN at the integers below 0. */
    static double gamma(double x) {
        double ax = abs(x);

        double a = ax > 190 ? 190 : ax;
        boolean isSmall = a < 8;
        double moved = a + 8;
        double movedLow = sortedSumError(8, a, moved);
        Pair logarithmZ = stirling(new Pair(isSmall ? moved : a, isSmall ? movedLow : 0), 1);

        double shifted = fma(logarithmZ.high(), INV_LN2, ROUNDING);
        double k = shifted - ROUNDING;
        double first = fma(-k, LN2_HIGH, logarithmZ.high());
        double r = fma(-k, LN2_LOW, first);
        double rLow = fma(-k, LN2_LOW, first - r) + logarithmZ.low();
        double one = 1 + r;
        double rest = expTail(r);
        Pair e = normalised(one, sortedSumError(1, r, one) + fma(one + rest, rLow, rest));

        Pair all = rising(a);
        Pair product = new Pair(isSmall ? all.high() : 1, isSmall ? all.low() : 0);
        Pair below = times(timesSine(ax), e);
        boolean isNegative = x < 0;
        boolean isTiny = a < 0x1p-60;
        Pair above = new Pair(isNegative ? product.high() : e.high(), isNegative ? product.low() : e.low());
        Pair under = new Pair(isNegative ? below.high() : product.high(), isNegative ? below.low() : product.low());
        Pair n = new Pair(isTiny ? 1 : above.high(), isTiny ? 0 : above.low());
        Pair d = new Pair(isTiny ? a : under.high(), isTiny ? 0 : under.low());
        double inverse = 1 / d.high();
        double y = n.high() * inverse;
        double yRest = fma(-y, d.high(), n.high()) + fma(-y, d.low(), n.low());
        double quotient = isTiny ? y : fma(yRest, inverse, y);

        double power = isTiny ? 0 : isNegative ? -k : k;
        double half = fma(power, 0.5, ROUNDING);
        double other = (power - (half - ROUNDING)) + ROUNDING;
        double scale = longBitsToDouble((doubleToRawLongBits(half) << 52) + ONE);
        double scale2 = longBitsToDouble((doubleToRawLongBits(other) << 52) + ONE);
        double value = quotient * scale * scale2;

        long sign = (doubleToRawLongBits(x) & SIGN) & ~signOfSine(ax);
        double result = longBitsToDouble(doubleToRawLongBits(value) | sign);
        double whole = (ax + 0x1p52) - 0x1p52;
        boolean isPole = x < 0 && (ax >= 0x1p52 || whole == ax);
        double checked = isPole ? Double.NaN : result;
        return x < INFINITY ? checked : x + x;
    }

    /** log |gamma(x)|; infinite at 0 and the integers below it. */
    static double lgamma(double x) {
        double ax = abs(x);
        boolean isTiny = ax < 0x1p-60;
        boolean isSmall = ax < 8;
        boolean isNegative = x < 0;
        boolean isHuge = ax > 0x1p900;
        double moved = ax + 8;
        double movedLow = sumError(8, ax, moved);
        double most = ax > 0x1p1020 ? 0x1p1020 : ax;
        Pair z = new Pair(isSmall ? moved : most, isSmall ? movedLow : 0);
        Pair series = stirling(z, isHuge ? 0x1p-100 : 1);

        double t1 = ax - 1;
        double t2 = ax - 2;
        boolean isSecond = ax > 1.5;
        double t = isSecond ? t2 : t1;
        double s = t * t;
        double s2 = s * s;
        double q2 = cubic(
                t,
                s,
                (isSecond ? LGAMMA2_9 : LGAMMA1_9),
                (isSecond ? LGAMMA2_10 : LGAMMA1_10),
                (isSecond ? LGAMMA2_11 : LGAMMA1_11),
                isSecond ? 0 : LGAMMA1_12);
        double q1 = cubic(
                t,
                s,
                (isSecond ? LGAMMA2_5 : LGAMMA1_5),
                (isSecond ? LGAMMA2_6 : LGAMMA1_6),
                (isSecond ? LGAMMA2_7 : LGAMMA1_7),
                (isSecond ? LGAMMA2_8 : LGAMMA1_8));
        double q0 = cubic(
                t,
                s,
                (isSecond ? LGAMMA2_1 : LGAMMA1_1),
                (isSecond ? LGAMMA2_2 : LGAMMA1_2),
                (isSecond ? LGAMMA2_3 : LGAMMA1_3),
                (isSecond ? LGAMMA2_4 : LGAMMA1_4));
        double q = fma(s2, fma(s2, fma(s2, isSecond ? 0 : LGAMMA1_13, q2), q1), q0);
        double head = t * (isSecond ? LGAMMA2_0_HIGH : LGAMMA1_0_HIGH);
        double headLow = fma(t, (isSecond ? LGAMMA2_0_HIGH : LGAMMA1_0_HIGH), -head)
                + t * (isSecond ? LGAMMA2_0_LOW : LGAMMA1_0_LOW);
        double near = head + fma(s, q, headLow);

        Pair all = rising(ax);
        Pair product = new Pair(isSmall ? all.high() : 1, isSmall ? all.low() : 0);
        Pair n = new Pair(isTiny ? ax * 0x1p120 : product.high(), isTiny ? 0 : product.low());
        Pair sine = timesSine(ax);
        boolean hasSine = isNegative && !isTiny;
        Pair d = new Pair(hasSine ? sine.high() : 1, hasSine ? sine.low() : 0);
        Pair log = logOfQuotient(n, d);
        double seriesHigh = isTiny ? 120 * LN2_HIGH : series.high();
        double seriesLow = isTiny ? 120 * LN2_LOW : series.low();
        double sum = seriesHigh - log.high();
        double low = sumError(seriesHigh, -log.high(), sum) + (seriesLow - log.low());
        double value = sum + low;
        double far = hasSine ? -value : value;

        double zeroDistance = abs(t);
        double chosen = !isNegative && zeroDistance <= 0x1.ap-4 ? near : far;
        double huge = series.high() * 0x1p100;
        double result = isHuge ? huge : chosen;
        double whole = (ax + 0x1p52) - 0x1p52;
        boolean isPole = ax == 0 || (x < 0 && (ax >= 0x1p52 || whole == ax));
        double checked = isPole ? INFINITY : result;
        return ax < INFINITY ? checked : ax + ax;
    }

    private static double logarithmSingle(double n, double d) {
        long bits = doubleToRawLongBits(n) - doubleToRawLongBits(d) + ONE + (1L << 51);
        double scaled = d * longBitsToDouble(bits & EXPONENT);
        double difference = n - scaled;
        double t = (difference + difference) / (n + scaled);
        double u = t * t;
        double v = u * u;
        double p = fma(
                v * v,
                cubic(u, v, ATANH_5, ATANH_6, ATANH_7, ATANH_8),
                cubic(u, v, ATANH_1, ATANH_2, ATANH_3, ATANH_4));
        return fma(exponentOf(bits), LN2, fma(t * u, fma(u, p, ATANH_0_HIGH), t));
    }

    private static double stirlingSingle(double z) {
        double inverse = 1 / z;
        double u = inverse * inverse;
        double v = u * u;
        double s = fma(v, fma(u, STIRLING_5, STIRLING_4), fma(u, STIRLING_3, STIRLING_2));
        double rest = fma(v, s, fma(u, STIRLING_1, STIRLING_0_HIGH));
        double l = logarithmSingle(z, 1) - 1;
        return fma(z - 0.5, l, fma(inverse, rest, STIRLING_HEAD_HIGH));
    }

    private static double risingSingle(double a) {
        double y = a * (a + 7);
        return (y * (y + 6)) * ((y + 10) * (y + 12));
    }

    private static double timesSineSingle(double a) {
        double shifted = a + ROUNDING;
        double f = a - (shifted - ROUNDING);
        double v = f * f;
        double w = v * v;
        double p = fma(
                w * w,
                cubic(v, w, SINE_4, SINE_5, SINE_6, SINE_7),
                cubic(v, w, SINE_0_HIGH, SINE_1_HIGH, SINE_2, SINE_3));
        return a * abs(f) * fma(v, p, 1);
    }

    static double gammaSingle(double x) {
        double ax = abs(x);

        double a = ax > 60 ? 60 : ax;
        double series = stirlingSingle(a < 8 ? a + 8 : a);
        double shifted = fma(series, INV_LN2, ROUNDING);
        double r = fma(-(shifted - ROUNDING), LN2, series);
        double scale = longBitsToDouble((doubleToRawLongBits(shifted) << 52) + ONE);
        double e = (1 + (r + expTailSingle(r))) * scale;
        double product = a < 8 ? risingSingle(a) : 1;
        double sine = timesSineSingle(ax);
        double value = (x < 0 ? product : e) / (x < 0 ? sine * e : product);
        long sign = (doubleToRawLongBits(x) & SIGN) & ~signOfSine(ax);
        double result = longBitsToDouble(doubleToRawLongBits(value) | sign);
        double whole = (ax + 0x1p52) - 0x1p52;
        boolean isPole = x < 0 && (ax >= 0x1p52 || whole == ax);
        double checked = isPole ? Double.NaN : result;
        return x < INFINITY ? checked : x + x;
    }

    static double lgammaSingle(double x) {
        double ax = abs(x);
        boolean isSecond = ax > 1.5;
        double t = isSecond ? ax - 2 : ax - 1;
        double s = t * t;
        double q1 = cubic(
                t,
                s,
                (isSecond ? LGAMMA2_SINGLE_4 : LGAMMA1_SINGLE_4),
                (isSecond ? LGAMMA2_SINGLE_5 : LGAMMA1_SINGLE_5),
                (isSecond ? LGAMMA2_SINGLE_6 : LGAMMA1_SINGLE_6),
                isSecond ? 0 : LGAMMA1_SINGLE_7);
        double near = t
                * fma(
                        s * s,
                        q1,
                        cubic(
                                t,
                                s,
                                (isSecond ? LGAMMA2_SINGLE_0 : LGAMMA1_SINGLE_0),
                                (isSecond ? LGAMMA2_SINGLE_1 : LGAMMA1_SINGLE_1),
                                (isSecond ? LGAMMA2_SINGLE_2 : LGAMMA1_SINGLE_2),
                                (isSecond ? LGAMMA2_SINGLE_3 : LGAMMA1_SINGLE_3)));
        double series = stirlingSingle(ax < 8 ? ax + 8 : ax);
        double product = ax < 8 ? risingSingle(ax) : 1;
        double sine = timesSineSingle(ax);
        double value = series - logarithmSingle(product, x < 0 ? sine : 1);
        double far = x < 0 ? -value : value;
        double chosen = x > 0 && abs(t) <= 0x1.ap-4 ? near + 0.0 : far;
        double whole = (ax + 0x1p52) - 0x1p52;
        boolean isPole = ax == 0 || (x < 0 && (ax >= 0x1p52 || whole == ax));
        double checked = isPole ? INFINITY : chosen;
        return ax < INFINITY ? checked : ax + ax;
    }
}
