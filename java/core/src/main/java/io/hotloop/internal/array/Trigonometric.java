package io.hotloop.internal.array;

import static io.hotloop.internal.array.TrigonometricCoefficients.*;

/**
 * Trigonometric functions and their inverses, with the bits of {@code native/src/kernels/sincos.h} and {@code
 * trigonometric.c}: the same operations in the same order, of which those whose result is not used are left out. Their
 * bounds and proofs are in {@code docs/numerics.md}. The forms that end in {@code Single} are for arguments that are
 * floats: their results are within 0.01 ULP of a float before they are rounded to one.
 */
final class Trigonometric {
    // Numbers beyond which the reduction by three constants is not used.
    private static final double LIMIT = 0x1p22;
    private static final double LIMIT_SINGLE = 0x1p28;

    /** Adding it rounds a number below 2^51 to an integer, which is then in the lowest bits of the sum. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long SIGN_BIT = Long.MIN_VALUE;
    private static final long SIGNIFICAND = (1L << 52) - 1;

    /** An angle less a multiple of pi/2: high + low; and the multiple, of which the lowest two bits count. */
    private record Angle(double high, double low, long quadrant) {}

    private Trigonometric() {}

    /** The sine of an angle in radians, within 0.85 ULP. */
    static double sin(double x) {
        return withSignOf(sine(Math.abs(x), 0), x);
    }

    /** The cosine of an angle in radians, within 0.85 ULP. */
    static double cos(double x) {
        return sine(Math.abs(x), 1);
    }

    /** The tangent of an angle in radians, within 1 ULP. */
    static double tan(double x) {
        double size = Math.abs(x);
        if (!(size <= LIMIT)) {
            Angle a = reduceLarge(size);
            return withSignOf(tangent(a.high, a.low, a.quadrant), x);
        }
        double shifted = Math.fma(size, TWO_OVER_PI, ROUNDER);
        double n = shifted - ROUNDER;
        double first = Math.fma(-n, PI_2_A, size);
        double high = Math.fma(-n, PI_2_B, first);
        return withSignOf(tangent(high, low(n, first, high), Double.doubleToRawLongBits(shifted)), x);
    }

    /** The sine of so many half turns, within 1 ULP; integers give a zero with their sign. */
    static double sinpi(double x) {
        return withSignOf(sineOfTurns(Math.abs(x), 0), x);
    }

    /** The cosine of so many half turns, within 0.85 ULP; 0.0 where it is 0. */
    static double cospi(double x) {
        return sineOfTurns(Math.abs(x), 1);
    }

    static double sinSingle(double x) {
        return withSignOf(sineSingle(Math.abs(x), 0), x);
    }

    static double cosSingle(double x) {
        return sineSingle(Math.abs(x), 1);
    }

    static double tanSingle(double x) {
        double size = Math.abs(x);
        if (!(size <= LIMIT_SINGLE)) {
            Angle a = reduceLarge(size);
            return withSignOf(tangentSingle(a.high, a.quadrant), x);
        }
        double shifted = Math.fma(size, TWO_OVER_PI, ROUNDER);
        double n = shifted - ROUNDER;
        double high = Math.fma(-n, PI_2_BC, Math.fma(-n, PI_2_A, size));
        return withSignOf(tangentSingle(high, Double.doubleToRawLongBits(shifted)), x);
    }

    static double sinpiSingle(double x) {
        return withSignOf(sineOfTurnsSingle(Math.abs(x), 0), x);
    }

    static double cospiSingle(double x) {
        return sineOfTurnsSingle(Math.abs(x), 1);
    }

    /** The sine of size + quarters pi/2. */
    private static double sine(double size, int quarters) {
        if (!(size <= LIMIT)) {
            Angle a = reduceLarge(size);
            return sine(a.high, a.low, a.quadrant + quarters);
        }
        double shifted = Math.fma(size, TWO_OVER_PI, ROUNDER);
        double n = shifted - ROUNDER;
        double first = Math.fma(-n, PI_2_A, size);
        double high = Math.fma(-n, PI_2_B, first);
        return sine(high, low(n, first, high), Double.doubleToRawLongBits(shifted) + quarters);
    }

    private static double low(double n, double first, double high) {
        return Math.fma(-n, PI_2_C, Math.fma(-n, PI_2_B, first - high));
    }

    private static double sineSingle(double size, int quarters) {
        if (!(size <= LIMIT_SINGLE)) {
            Angle a = reduceLarge(size);
            return sineSingle(a.high, a.quadrant + quarters);
        }
        double shifted = Math.fma(size, TWO_OVER_PI, ROUNDER);
        double n = shifted - ROUNDER;
        double high = Math.fma(-n, PI_2_BC, Math.fma(-n, PI_2_A, size));
        return sineSingle(high, Double.doubleToRawLongBits(shifted) + quarters);
    }

    /** The sine of size half turns and so many quarters; zeros are positive. */
    private static double sineOfTurns(double size, int quarters) {
        double turned = Math.fma(-2.0, Math.rint(0.5 * size), size);
        double shifted = Math.fma(2.0, turned, ROUNDER);
        double rest = Math.fma(-0.5, shifted - ROUNDER, turned);
        double high = rest * PI_A;
        double low = Math.fma(rest, PI_B, Math.fma(rest, PI_A, -high));
        return sine(high, low, Double.doubleToRawLongBits(shifted) + quarters) + 0.0;
    }

    private static double sineOfTurnsSingle(double size, int quarters) {
        double turned = Math.fma(-2.0, Math.rint(0.5 * size), size);
        double shifted = Math.fma(2.0, turned, ROUNDER);
        double high = Math.fma(-0.5, shifted - ROUNDER, turned) * PI_A;
        return sineSingle(high, Double.doubleToRawLongBits(shifted) + quarters) + 0.0;
    }

    /** The sine of high + low + quadrant pi/2. */
    private static double sine(double high, double low, long quadrant) {
        double square = high * high;
        double value = (quadrant & 1) != 0
                ? cosineHead(square) + cosineTail(high, low, square)
                : high + sineTail(high, low, square);
        return turned(value, quadrant);
    }

    /** What sin(high + low) has beside high. */
    private static double sineTail(double high, double low, double square) {
        double p = Math.fma(square, SIN_13, SIN_11);
        p = Math.fma(square, p, SIN_9);
        p = Math.fma(square, p, SIN_7);
        p = Math.fma(square, p, SIN_5);
        p = Math.fma(square, p, SIN_3);
        return Math.fma(square, Math.fma(high, p, -0.5 * low), low);
    }

    private static double cosineHead(double square) {
        return Math.fma(-0.5, square, 1.0);
    }

    /** What cos(high + low) has beside 1 - square/2, rounded. */
    private static double cosineTail(double high, double low, double square) {
        double p = Math.fma(square, COS_14, COS_12);
        p = Math.fma(square, p, COS_10);
        p = Math.fma(square, p, COS_8);
        p = Math.fma(square, p, COS_6);
        p = Math.fma(square, p, COS_4);
        double rest = Math.fma(-0.5, square, 1.0 - cosineHead(square));
        rest = Math.fma(-0.5, Math.fma(high, high, -square), rest);
        rest = Math.fma(-high, low, rest);
        return Math.fma(square * square, p, rest);
    }

    /** The tangent of high + low + quadrant pi/2. */
    private static double tangent(double high, double low, long quadrant) {
        double square = high * high;
        double sineTail = sineTail(high, low, square);
        double cosineHead = cosineHead(square);
        double cosineTail = cosineTail(high, low, square);
        double sine = high + sineTail;
        double cosine = cosineHead + cosineTail;
        sineTail -= sine - high;
        cosineTail -= cosine - cosineHead;
        boolean odd = (quadrant & 1) != 0;
        double above = odd ? cosine : sine;
        double aboveTail = odd ? cosineTail : sineTail;
        double below = odd ? sine : cosine;
        double belowTail = odd ? sineTail : cosineTail;
        double inverse = 1.0 / below;
        double quotient = above * inverse;
        double remainder = Math.fma(-quotient, below, above) + Math.fma(-quotient, belowTail, aboveTail);
        return turned(Math.fma(remainder, inverse, quotient), quadrant << 1);
    }

    private static double sineSingle(double high, long quadrant) {
        return turned((quadrant & 1) != 0 ? cosineSingle(high) : sineSingle(high), quadrant);
    }

    private static double sineSingle(double high) {
        double square = high * high;
        double p = Math.fma(square, SIN_SHORT_9, SIN_SHORT_7);
        p = Math.fma(square, p, SIN_SHORT_5);
        p = Math.fma(square, p, SIN_SHORT_3);
        return Math.fma(square * high, p, high);
    }

    private static double cosineSingle(double high) {
        double square = high * high;
        double p = Math.fma(square, COS_SHORT_8, COS_SHORT_6);
        p = Math.fma(square, p, COS_SHORT_4);
        p = Math.fma(square, p, -0.5);
        return Math.fma(square, p, 1.0);
    }

    private static double tangentSingle(double high, long quadrant) {
        double sine = sineSingle(high);
        double cosine = cosineSingle(high);
        return turned((quadrant & 1) != 0 ? cosine / sine : sine / cosine, quadrant << 1);
    }

    /** Payne and Hanek's reduction of any x >= 2^20, see sincos.h. */
    private static Angle reduceLarge(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52);
        if (exponent == 0x7ff) {
            return new Angle(x - x, 0, 0);
        }
        long m = bits & SIGNIFICAND | 1L << 52;
        int from = exponent - 1013;
        int word = from / 64;
        int shift = from % 64;
        long g0 = window(word, shift);
        long g1 = window(word + 1, shift);
        long g2 = window(word + 2, shift);
        long bottom = m * g2;
        long carry = Math.unsignedMultiplyHigh(m, g2);
        long middle = m * g1 + carry;
        long over = Math.unsignedMultiplyHigh(m, g1) + (Long.compareUnsigned(middle, carry) < 0 ? 1 : 0);
        long top = m * g0 + over;
        long quadrant = top + (1L << 61) >>> 62;
        long a = top << 2 | middle >>> 62;
        long b = middle << 2 | bottom >>> 62;
        long c = bottom << 2;
        long sign = a & SIGN_BIT;
        if (sign != 0) {
            a = ~a;
            b = ~b;
            c = ~c;
        }
        int scale = 1023 - 64;
        if (a == 0) {
            a = b;
            b = c;
            c = 0;
            scale -= 64;
        }
        int zeros = Long.numberOfLeadingZeros(a);
        long first = a << zeros | b >>> 1 >>> 63 - zeros;
        long second = b << zeros | c >>> 1 >>> 63 - zeros;
        double unit = Double.longBitsToDouble((long) (scale - zeros) << 52);
        double high = (first >>> 11) * (unit * 0x1p11);
        double low = ((first << 53 | second >>> 11) >>> 11) * (unit * 0x1p-42);
        double product = high * PI_2_A;
        double rest = Math.fma(low, PI_2_A, Math.fma(high, PI_2_BC, Math.fma(high, PI_2_A, -product)));
        double sum = product + rest;
        double left = rest - (sum - product);
        return new Angle(flipped(sum, sign), flipped(left, sign), quadrant);
    }

    private static long window(int word, int shift) {
        return TWO_OVER_PI_BITS[word] << shift | TWO_OVER_PI_BITS[word + 1] >>> 1 >>> 63 - shift;
    }

    /** The inverse sine in radians, within 0.7 ULP; NaN beyond -1 and 1. */
    static double asin(double x) {
        double size = Math.abs(x);
        if (size <= 0.5) {
            return withSignOf(size + asinSeries(size, size * size), x);
        }
        double square = Math.fma(-0.5, size, 0.5);
        double root = Math.sqrt(square);
        double twice = 2.0 * root;
        double fromRight = PI_2_A - twice;
        double rest =
                PI_2_A - fromRight - twice + Math.fma(-2.0, asinSeries(root, square) + rootTail(root, square), PI_2_BC);
        return withSignOf(fromRight + rest, x);
    }

    /** The inverse cosine in radians, within 0.7 ULP; NaN beyond -1 and 1. */
    static double acos(double x) {
        double size = Math.abs(x);
        boolean small = size <= 0.5;
        double square = small ? size * size : Math.fma(-0.5, size, 0.5);
        double root = small ? size : Math.sqrt(square);
        double tail = asinSeries(root, square) + (small ? 0.0 : rootTail(root, square));
        double far = x < 0 ? PI_A : 0.0;
        double farTail = x < 0 ? PI_B : 0.0;
        double base = small ? PI_2_A : far;
        double baseTail = small ? PI_2_BC : farTail;
        double factor = withSignOf(small ? -1.0 : 2.0, x);
        double head = factor * root;
        double sum = base + head;
        return sum + (base - sum + head + Math.fma(factor, tail, baseTail));
    }

    /** What asin(root) has beside root. */
    private static double asinSeries(double root, double square) {
        double z2 = square * square;
        double z4 = z2 * z2;
        double p0 = Math.fma(square, ASIN_5, ASIN_3);
        double p2 = Math.fma(square, ASIN_9, ASIN_7);
        double p4 = Math.fma(square, ASIN_13, ASIN_11);
        double p6 = Math.fma(square, ASIN_17, ASIN_15);
        double p8 = Math.fma(square, ASIN_21, ASIN_19);
        double p10 = Math.fma(z2, ASIN_27, Math.fma(square, ASIN_25, ASIN_23));
        double q0 = Math.fma(z2, p2, p0);
        double q4 = Math.fma(z2, p6, p4);
        double q8 = Math.fma(z2, p10, p8);
        return root * square * Math.fma(z4, Math.fma(z4, q8, q4), q0);
    }

    /** What the root of square has beside root, its rounded value. */
    private static double rootTail(double root, double square) {
        return Math.fma(-root, root, square) / Math.fma(2.0, root, 0x1p-1000);
    }

    static double asinSingle(double x) {
        double size = Math.abs(x);
        double arc = asinArc(size);
        return withSignOf(size <= 0.5 ? arc : Math.fma(-2.0, arc, PI_2_A), x);
    }

    static double acosSingle(double x) {
        double size = Math.abs(x);
        double arc = asinArc(size);
        if (size <= 0.5) {
            return PI_2_A - withSignOf(arc, x);
        }
        double twice = 2.0 * arc;
        return x < 0 ? PI_A - twice : twice;
    }

    /** asin(size) up to 1/2, beyond that of the root of (1 - size)/2. */
    private static double asinArc(double size) {
        boolean small = size <= 0.5;
        double square = small ? size * size : Math.fma(-0.5, size, 0.5);
        double root = small ? size : Math.sqrt(square);
        double p = Math.fma(square, ASIN_SHORT_13, ASIN_SHORT_11);
        p = Math.fma(square, p, ASIN_SHORT_9);
        p = Math.fma(square, p, ASIN_SHORT_7);
        p = Math.fma(square, p, ASIN_SHORT_5);
        p = Math.fma(square, p, ASIN_SHORT_3);
        return Math.fma(root * square, p, root);
    }

    /** The inverse tangent in radians, within 0.7 ULP. */
    static double atan(double x) {
        double size = Math.abs(x);
        double bounded = size > 0x1p64 ? 0x1p64 : size;
        double low = bounded > 1.0 ? 1.0 : bounded;
        double high = bounded < 1.0 ? 1.0 : bounded;
        boolean steep = high > 1.0;
        return withSignOf(octant(low, high, steep ? 2.0 : 0.0, steep ? SIGN_BIT : 0), x);
    }

    /** The angle of the point (x, y), within 0.8 ULP; special cases as C's atan2. */
    static double atan2(double y, double x) {
        double rise = Math.abs(y);
        double run = Math.abs(x);
        boolean steep = rise > run;
        double larger = steep ? rise : run;
        double smaller = steep ? run : rise;
        boolean infinite = larger == Double.POSITIVE_INFINITY;
        double scale = larger > 0x1p500 ? 0x1p-100 : 0x1p300;
        double low = infinite ? besideInfinity(smaller) : smaller * scale;
        double high = infinite || larger == 0 ? 1.0 : larger * scale;
        long left = Double.doubleToRawLongBits(x) & SIGN_BIT;
        double flat = left != 0 ? 4.0 : 0.0;
        return withSignOf(octant(low, high, steep ? 2.0 : flat, left ^ (steep ? SIGN_BIT : 0)), y);
    }

    private static double besideInfinity(double smaller) {
        return smaller == Double.POSITIVE_INFINITY ? 1.0 : smaller * 0.0;
    }

    /** quarters pi/4 plus the angle of a point in the first octant, or less it where mirror is the sign bit. */
    private static double octant(double low, double high, double quarters, long mirror) {
        boolean far = low > TAN_PI_8 * high;
        double difference = low - high;
        double sum = low + high;
        double above = far ? difference : low;
        double below = far ? sum : high;
        double aboveLost = far ? low - (difference + high) : 0.0;
        double belowLost = far ? low - (sum - high) : 0.0;
        double inverse = 1.0 / below;
        double quotient = above * inverse;
        double remainder = Math.fma(-quotient, below, above) + Math.fma(-quotient, belowLost, aboveLost);
        double square = quotient * quotient;
        double lost = inverse * remainder;
        double z2 = square * square;
        double z4 = z2 * z2;
        double p0 = Math.fma(square, ATAN_5, ATAN_3);
        double p2 = Math.fma(square, ATAN_9, ATAN_7);
        double p4 = Math.fma(square, ATAN_13, ATAN_11);
        double p6 = Math.fma(square, ATAN_17, ATAN_15);
        double p8 = Math.fma(z2, ATAN_23, Math.fma(square, ATAN_21, ATAN_19));
        double q0 = Math.fma(z2, p2, p0);
        double q4 = Math.fma(z2, p6, p4);
        double p = Math.fma(z4, Math.fma(z4, p8, q4), q0);
        double tail = Math.fma(quotient * square, p, Math.fma(-square, lost, lost));
        double count = quarters + flipped(far ? 1.0 : 0.0, mirror);
        double base = count * PI_4_A;
        double baseTail = count * PI_4_B;
        double head = flipped(quotient, mirror);
        double whole = base + head;
        return whole + (base - whole + head + (baseTail + flipped(tail, mirror)));
    }

    static double atanSingle(double x) {
        double size = Math.abs(x);
        double low = size > 1.0 ? 1.0 : size;
        double high = size < 1.0 ? 1.0 : size;
        double arc = octantSingle(low, high);
        return withSignOf(high > 1.0 ? PI_2_A - arc : 0.0 + arc, x);
    }

    static double atan2Single(double y, double x) {
        double rise = Math.abs(y);
        double run = Math.abs(x);
        boolean steep = rise > run;
        double larger = steep ? rise : run;
        double smaller = steep ? run : rise;
        boolean infinite = larger == Double.POSITIVE_INFINITY;
        double arc = octantSingle(infinite ? besideInfinity(smaller) : smaller, infinite || larger == 0 ? 1.0 : larger);
        double right = steep ? PI_2_A - arc : arc;
        double left = steep ? PI_2_A + arc : PI_A - arc;
        return withSignOf(Double.doubleToRawLongBits(x) < 0 ? left : right, y);
    }

    private static double octantSingle(double low, double high) {
        double quotient = low / high;
        double square = quotient * quotient;
        double z2 = square * square;
        double z4 = z2 * z2;
        double p0 = Math.fma(square, ATAN_SHORT_5, ATAN_SHORT_3);
        double p2 = Math.fma(square, ATAN_SHORT_9, ATAN_SHORT_7);
        double p4 = Math.fma(square, ATAN_SHORT_13, ATAN_SHORT_11);
        double p6 = Math.fma(square, ATAN_SHORT_17, ATAN_SHORT_15);
        double p8 = Math.fma(square, ATAN_SHORT_21, ATAN_SHORT_19);
        double q0 = Math.fma(z2, p2, p0);
        double q4 = Math.fma(z2, p6, p4);
        double p = Math.fma(z4, Math.fma(z4, p8, q4), q0);
        return Math.fma(quotient * square, p, quotient);
    }

    private static double flipped(double value, long sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ sign);
    }

    /** A value, its sign turned by bit 1 of a quadrant. */
    private static double turned(double value, long quadrant) {
        return flipped(value, quadrant << 62 & SIGN_BIT);
    }

    private static double withSignOf(double magnitude, double x) {
        return flipped(magnitude, Double.doubleToRawLongBits(x) & SIGN_BIT);
    }
}
