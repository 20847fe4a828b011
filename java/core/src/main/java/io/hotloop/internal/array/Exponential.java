package io.hotloop.internal.array;

import static io.hotloop.internal.array.ExponentialCoefficients.*;

/**
 * Exponential functions and logarithms: exp exp2 expm1 log log2 log10 log1p, and pow, of float64 and float32. The same
 * operations in the same order as {@code native/src/kernels/exponential.c}, which explains them: the bits agree. Of
 * float32 (…Single) what remains is to round the result; arguments are floats. Bounds: {@code docs/functions.md}.
 */
final class Exponential {
    // Added, it leaves an integer in the low bits of the sum; plus 2046: two exponents with their bias.
    private static final double ROUND = 0x1.8p52;
    private static final double ROUND_FOR_TWO = ROUND + 2046;
    private static final double ROUND_FOR_HALF = ROUND + 1022;

    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    private static final long ONE_BITS = 0x3ff0000000000000L;
    private static final long SIGNIFICAND = (1L << 52) - 1;

    private Exponential() {}

    /** x between two numbers; NaN stays. */
    private static double clamp(double x, double low, double high) {
        double below = high < x ? high : x;
        return x < low ? low : below;
    }

    /** sum * 2^k, where shifted is k + ROUND_FOR_TWO. */
    private static double scaleTwice(double sum, double shifted) {
        long exponents = Double.doubleToRawLongBits(shifted);
        long half = exponents >>> 1;
        return sum * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((exponents - half) << 52);
    }

    /** e to the power of x. */
    static double exp(double any) {
        double x = clamp(any, -746, 710);
        double shifted = Math.fma(x, INV_LN2_HIGH, ROUND_FOR_TWO);
        double k = shifted - ROUND_FOR_TWO;
        double high = Math.fma(-k, LN2_HIGH, x);
        double r = Math.fma(-k, LN2_LOW, high);
        double rest = Math.fma(-k, LN2_LOW, high - r);
        double p = EXP_11;
        p = Math.fma(p, r, EXP_10);
        p = Math.fma(p, r, EXP_9);
        p = Math.fma(p, r, EXP_8);
        p = Math.fma(p, r, EXP_7);
        p = Math.fma(p, r, EXP_6);
        p = Math.fma(p, r, EXP_5);
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        double one = 1 + r;
        double lost = (1 - one) + r;
        double sum = one + Math.fma(r * r, p, lost + rest);
        return scaleTwice(sum, shifted);
    }

    /** The same of a float. */
    static double expSingle(double any) {
        double x = clamp(any, -104, 89);
        double shifted = Math.fma(x, INV_LN2_HIGH, ROUND);
        double k = shifted - ROUND;
        double r = Math.fma(-k, LN2_HIGH, x);
        double p = EXP_SINGLE_7;
        p = Math.fma(p, r, EXP_SINGLE_6);
        p = Math.fma(p, r, EXP_SINGLE_5);
        p = Math.fma(p, r, EXP_SINGLE_4);
        p = Math.fma(p, r, EXP_SINGLE_3);
        p = Math.fma(p, r, EXP_SINGLE_2);
        double sum = Math.fma(r * r, p, 1 + r);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sum) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    /** 2 to the power of x. */
    static double exp2(double any) {
        double x = clamp(any, -1080, 1030);
        double shifted = x + ROUND_FOR_TWO;
        double r = x - (shifted - ROUND_FOR_TWO);
        double p = EXP2_11;
        p = Math.fma(p, r, EXP2_10);
        p = Math.fma(p, r, EXP2_9);
        p = Math.fma(p, r, EXP2_8);
        p = Math.fma(p, r, EXP2_7);
        p = Math.fma(p, r, EXP2_6);
        p = Math.fma(p, r, EXP2_5);
        p = Math.fma(p, r, EXP2_4);
        p = Math.fma(p, r, EXP2_3);
        p = Math.fma(p, r, EXP2_2);
        double first = r * LN2_HIGH;
        double rest = Math.fma(r, LN2_LOW, Math.fma(r, LN2_HIGH, -first));
        double one = 1 + first;
        double lost = (1 - one) + first;
        double sum = one + Math.fma(r * r, p, lost + rest);
        return scaleTwice(sum, shifted);
    }

    /** 2 to the power of |x| below 1000, within 2^-32. */
    private static double exp2Short(double x) {
        double shifted = x + ROUND;
        double r = x - (shifted - ROUND);
        double p = EXP2_SINGLE_7;
        p = Math.fma(p, r, EXP2_SINGLE_6);
        p = Math.fma(p, r, EXP2_SINGLE_5);
        p = Math.fma(p, r, EXP2_SINGLE_4);
        p = Math.fma(p, r, EXP2_SINGLE_3);
        p = Math.fma(p, r, EXP2_SINGLE_2);
        p = Math.fma(p, r, EXP2_SINGLE_1);
        p = Math.fma(p, r, 1);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(p) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    /** 2 to the power of a float. */
    static double exp2Single(double any) {
        return exp2Short(clamp(any, -151, 129));
    }

    /** e to the power of x, less 1. */
    static double expm1(double any) {
        double x = clamp(any, -40, 710);
        double shifted = Math.fma(x, INV_LN2_HIGH, ROUND_FOR_HALF);
        double k = shifted - ROUND_FOR_HALF;
        double high = Math.fma(-k, LN2_HIGH, x);
        double r = Math.fma(-k, LN2_LOW, high);
        double rest = Math.fma(-k, LN2_LOW, high - r);
        double p = EXPM1_12;
        p = Math.fma(p, r, EXPM1_11);
        p = Math.fma(p, r, EXPM1_10);
        p = Math.fma(p, r, EXPM1_9);
        p = Math.fma(p, r, EXPM1_8);
        p = Math.fma(p, r, EXPM1_7);
        p = Math.fma(p, r, EXPM1_6);
        p = Math.fma(p, r, EXPM1_5);
        p = Math.fma(p, r, EXPM1_4);
        p = Math.fma(p, r, EXPM1_3);
        double half = EXPM1_2 * r * r;
        double halfLost = Math.fma(EXPM1_2 * r, r, -half);
        double small = Math.fma(r * r, r * p, halfLost + rest);
        long exponent = Double.doubleToRawLongBits(shifted);
        double inverse = 0.5 * Double.longBitsToDouble((2046 - exponent) << 52); // 2^-k; 0 for 2^-1024
        double one = 1 - inverse;
        double oneLost = (1 - one) - inverse;
        double first = one + r;
        double firstLost = (one - first) + r;
        double sum = first + half;
        double lost = ((first - sum) + half) + (firstLost + oneLost);
        double y = sum + (lost + small);
        return Math.copySign((y + y) * Double.longBitsToDouble(exponent << 52), any);
    }

    /** The same of a float. */
    static double expm1Single(double any) {
        double x = clamp(any, -20, 89);
        double shifted = Math.fma(x, INV_LN2_HIGH, ROUND);
        double k = shifted - ROUND;
        double r = Math.fma(-k, LN2_HIGH, x);
        double p = EXPM1_SINGLE_7;
        p = Math.fma(p, r, EXPM1_SINGLE_6);
        p = Math.fma(p, r, EXPM1_SINGLE_5);
        p = Math.fma(p, r, EXPM1_SINGLE_4);
        p = Math.fma(p, r, EXPM1_SINGLE_3);
        p = Math.fma(p, r, EXPM1_SINGLE_2);
        double power =
                Double.longBitsToDouble(Double.doubleToRawLongBits(1.0) + (Double.doubleToRawLongBits(shifted) << 52));
        double sum = Math.fma(power, Math.fma(r * r, p, r), power - 1);
        return Math.copySign(sum, any);
    }

    /** Of the bits of 2^k m: those of k + 1023. */
    private static long exponentOf(long bits) {
        return (bits + (ONE_BITS - SQRT_HALF_BITS)) >>> 52;
    }

    /** Of the bits of 2^k m: m, from sqrt(1/2) to sqrt(2). */
    private static double significandOf(long bits) {
        return Double.longBitsToDouble(((bits + (ONE_BITS - SQRT_HALF_BITS)) & SIGNIFICAND) + SQRT_HALF_BITS);
    }

    /** An integer below 2^52 as a double, less an offset. */
    private static double doubleOf(long integer, double offset) {
        return Double.longBitsToDouble(integer | Double.doubleToRawLongBits(0x1p52)) - (0x1p52 + offset);
    }

    private static double logSeries(double z) {
        double p = LOG_7;
        p = Math.fma(p, z, LOG_6);
        p = Math.fma(p, z, LOG_5);
        p = Math.fma(p, z, LOG_4);
        p = Math.fma(p, z, LOG_3);
        p = Math.fma(p, z, LOG_2);
        return Math.fma(p, z, LOG_1);
    }

    /** added + log(1 + f) - f, with s = f / (2 + f). */
    private static double logTerms(double f, double s, double added) {
        double z = s * s;
        double half = 0.5 * f;
        return Math.fma(s, Math.fma(z, logSeries(z), half * f), Math.fma(-half, f, added));
    }

    /** What log(1 + f) has beyond f - f^2/2, which is {@code high} when rounded. */
    private static double logLow(double f, double high) {
        double s = f / (2 + f);
        double z = s * s;
        double half = 0.5 * f * f;
        double halfLow = Math.fma(0.5 * f, f, -half);
        double highLow = ((f - high) - half) - halfLow;
        return Math.fma(s, Math.fma(z, logSeries(z), half), highLow);
    }

    /** A logarithm of x, or what it is where there is none. */
    private static double orSpecial(double x, double logarithm) {
        double regular = x < Double.POSITIVE_INFINITY ? logarithm : x;
        double none = x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        return x > 0 ? regular : none;
    }

    /** k of x = 2^k (1 + f). */
    private static double exponent(double x) {
        return x < 0x1p-1022
                ? doubleOf(exponentOf(Double.doubleToRawLongBits(x * 0x1p54)), 1023.0 + 54)
                : doubleOf(exponentOf(Double.doubleToRawLongBits(x)), 1023);
    }

    /** f of x = 2^k (1 + f). */
    private static double fraction(double x) {
        return significandOf(Double.doubleToRawLongBits(x < 0x1p-1022 ? x * 0x1p54 : x)) - 1;
    }

    /** The natural logarithm. */
    static double log(double x) {
        double k = exponent(x);
        double f = fraction(x);
        double sum = Math.fma(k, LN2_SHORT_HIGH, f);
        double lost = Math.fma(k, LN2_SHORT_HIGH, -sum) + f;
        double rest = Math.fma(k, LN2_SHORT_LOW, lost);
        return orSpecial(x, sum + logTerms(f, f / (2 + f), rest));
    }

    /** The logarithm to base 2. */
    static double log2(double x) {
        double k = exponent(x);
        double f = fraction(x);
        double high = f - 0.5 * f * f;
        double low = logLow(f, high);
        double first = high * INV_LN2_HIGH;
        double rest = Math.fma(high, INV_LN2_LOW, Math.fma(high, INV_LN2_HIGH, -first));
        double sum = k + first;
        double lost = (k - sum) + first;
        return orSpecial(x, sum + (lost + Math.fma(low, INV_LN2_HIGH, rest)));
    }

    /** The logarithm to base 10. */
    static double log10(double x) {
        double k = exponent(x);
        double f = fraction(x);
        double high = f - 0.5 * f * f;
        double low = logLow(f, high);
        double first = high * INV_LN10_HIGH;
        double rest = Math.fma(high, INV_LN10_LOW, Math.fma(high, INV_LN10_HIGH, -first));
        double sum = Math.fma(k, LOG10_2_HIGH, first);
        double lost = Math.fma(k, LOG10_2_HIGH, -sum) + first;
        return orSpecial(x, sum + (Math.fma(k, LOG10_2_LOW, lost) + Math.fma(low, INV_LN10_HIGH, rest)));
    }

    /** The natural logarithm of 1 + x. */
    static double log1p(double x) {
        double u = 1 + x;
        double v = u - 1;
        double e = (1 - (u - v)) + (x - v);
        long bits = Double.doubleToRawLongBits(u);
        long exponent = exponentOf(bits);
        double k = doubleOf(exponent, 1023);
        double eScaled = e * (0.5 * Double.longBitsToDouble((2047 - exponent) << 52)); // 0 for k = 1024
        double m = significandOf(bits) - 1;
        double f = m + eScaled;
        double fLost = (m - f) + eScaled;
        double s = f / (2 + f);
        double sum = Math.fma(k, LN2_SHORT_HIGH, f);
        double lost = Math.fma(k, LN2_SHORT_HIGH, -sum) + f;
        double rest = Math.fma(fLost, Math.fma(-2, s, 1), Math.fma(k, LN2_SHORT_LOW, lost));
        double result = sum + logTerms(f, s, rest);
        return Math.copySign(orSpecial(u, x < Double.POSITIVE_INFINITY ? result : x), x);
    }

    /** The natural logarithm of a float. */
    static double logSingle(double x) {
        long bits = Double.doubleToRawLongBits(x);
        double f = significandOf(bits) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double p = LOG_SINGLE_4;
        p = Math.fma(p, z, LOG_SINGLE_3);
        p = Math.fma(p, z, LOG_SINGLE_2);
        p = Math.fma(p, z, LOG_SINGLE_1);
        p = Math.fma(p, z, LOG_SINGLE_0);
        return orSpecial(x, Math.fma(doubleOf(exponentOf(bits), 1023), LN2_HIGH, s * p));
    }

    /** The logarithm to base 2 of a float, within 2^-45. */
    private static double log2Short(double x) {
        long bits = Double.doubleToRawLongBits(x);
        double f = significandOf(bits) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double p = LOG2_SINGLE_5;
        p = Math.fma(p, z, LOG2_SINGLE_4);
        p = Math.fma(p, z, LOG2_SINGLE_3);
        p = Math.fma(p, z, LOG2_SINGLE_2);
        p = Math.fma(p, z, LOG2_SINGLE_1);
        p = Math.fma(p, z, LOG2_SINGLE_0);
        return Math.fma(s, p, doubleOf(exponentOf(bits), 1023));
    }

    /** The logarithm to base 2 of a float. */
    static double log2Single(double x) {
        return orSpecial(x, log2Short(x));
    }

    /** The logarithm to base 10 of a float. */
    static double log10Single(double x) {
        return orSpecial(x, log2Short(x) * LOG10_2);
    }

    /** The natural logarithm of 1 + x, a float. */
    static double log1pSingle(double x) {
        double u = 1 + x;
        long bits = Double.doubleToRawLongBits(u);
        double k = doubleOf(exponentOf(bits), 1023);
        double f = k == 0 ? x : significandOf(bits) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double p = LOG_SINGLE_4;
        p = Math.fma(p, z, LOG_SINGLE_3);
        p = Math.fma(p, z, LOG_SINGLE_2);
        p = Math.fma(p, z, LOG_SINGLE_1);
        p = Math.fma(p, z, LOG_SINGLE_0);
        return Math.copySign(orSpecial(u, Math.fma(k, LN2_HIGH, s * p)), x);
    }

    /** 2 to the power of a sum, of which low is less than the last place of high. */
    private static double exp2Twice(double high, double low) {
        double shifted = high + ROUND_FOR_TWO;
        double part = high - (shifted - ROUND_FOR_TWO);
        double r = part + low;
        double rLow = (part - r) + low;
        double r2 = r * r;
        double r4 = r2 * r2;
        double p2 = Math.fma(EXP2_3, r, EXP2_2);
        double p4 = Math.fma(EXP2_5, r, EXP2_4);
        double p6 = Math.fma(EXP2_7, r, EXP2_6);
        double p8 = Math.fma(EXP2_9, r, EXP2_8);
        double p10 = Math.fma(EXP2_11, r, EXP2_10);
        double p = Math.fma(r4, Math.fma(r4, p10, Math.fma(r2, p8, p6)), Math.fma(r2, p4, p2));
        double first = r * LN2_HIGH;
        double one = 1 + first;
        double rest = Math.fma(r, LN2_LOW, Math.fma(r, LN2_HIGH, -first));
        double lost = (1 - one) + first;
        double sum = one + Math.fma(r2, p, lost + Math.fma(rLow * LN2_HIGH, one, rest));
        return scaleTwice(sum, shifted);
    }

    /** x^y, of |x|^y where that is a number. */
    private static double powSpecial(double x, double y, double magnitude) {
        double size = Math.abs(x);
        // 0 and infinity, and their inverses
        double end = (size == 0) == (y < 0) ? Double.POSITIVE_INFINITY : 0;
        double positive = (size == 0) | (size == Double.POSITIVE_INFINITY) ? end : magnitude;
        boolean isInteger = Math.rint(y) == y;
        boolean isOdd = isInteger & (Math.rint(0.5 * y) != 0.5 * y);
        double power = isOdd ? Math.copySign(positive, x) : positive;
        double real = (x < 0) & (size < Double.POSITIVE_INFINITY) & !isInteger ? Double.NaN : power;
        double number = Double.isNaN(x) | Double.isNaN(y) ? Double.NaN : real;
        return (x == 1) | (y == 0) ? 1 : number;
    }

    /** x to the power of y. */
    static double pow(double x, double y) {
        double size = Math.abs(x);
        boolean isSmall = size < 0x1p-1022;
        long bits = Double.doubleToRawLongBits(isSmall ? size * 0x1p54 : size);
        double k = doubleOf(exponentOf(bits), isSmall ? 1023.0 + 54 : 1023);
        double f = significandOf(bits) - 1;
        double divisor = 2 + f;
        double divisorLow = f - (divisor - 2);
        double inverse = 1 / divisor;
        double s = f * inverse;
        double sLow = Math.fma(-s, divisorLow, Math.fma(-s, divisor, f)) * inverse;
        double z = s * s;
        double zLow = Math.fma(s, s, -z) + 2 * s * sLow;
        double z2 = z * z;
        double z4 = z2 * z2;
        double q2 = Math.fma(POW_3, z, POW_2);
        double q4 = Math.fma(POW_5, z, POW_4);
        double q6 = Math.fma(POW_7, z, POW_6);
        double q8 = Math.fma(POW_9, z, POW_8);
        double q = Math.fma(z4, Math.fma(z4, POW_10, Math.fma(z2, q8, q6)), Math.fma(z2, q4, q2));
        // POW_1 + z q
        double zq = z * q;
        double zqLow = Math.fma(z, q, -zq) + zLow * q;
        double u = POW_1_HIGH + zq;
        double uLow = ((POW_1_HIGH - u) + zq) + (POW_1_LOW + zqLow);
        // POW_0 + z u
        double zu = z * u;
        double zuLow = Math.fma(z, u, -zu) + Math.fma(z, uLow, zLow * u);
        double w = POW_0_HIGH + zu;
        double wLow = ((POW_0_HIGH - w) + zu) + (POW_0_LOW + zuLow);
        // k + s w
        double sw = s * w;
        double swLow = Math.fma(s, w, -sw) + Math.fma(s, wLow, sLow * w);
        double log2High = k + sw;
        double log2Low = ((k - log2High) + sw) + swLow;
        // beyond 2^65 every power but that of 1 overflows: no product is infinite, no sum NaN
        double exponent = clamp(y, -0x1p65, 0x1p65);
        double product = exponent * log2High;
        double low = Math.fma(exponent, log2High, -product) + exponent * log2Low;
        boolean isOrdinary = x > 0 && x < Double.POSITIVE_INFINITY && Math.abs(product) < 1000;
        if (isOrdinary) {
            return exp2Twice(product, low);
        }
        double high = clamp(product, -1200, 1200);
        return powSpecial(x, y, exp2Twice(high, high == product ? low : 0));
    }

    /** The same of floats. */
    static double powSingle(double x, double y) {
        double size = Math.abs(x);
        double exponent = clamp(y, -0x1p60, 0x1p60);
        double product = exponent * log2Short(size);
        return powSpecial(x, y, exp2Short(clamp(product, -160, 160)));
    }
}
