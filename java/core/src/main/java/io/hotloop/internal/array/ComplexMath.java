package io.hotloop.internal.array;

/**
 * Complex functions, with the special cases of C99's Annex G; where that leaves a sign open, it is NumPy's. Each
 * writes the real part of its value at out[at] and the imaginary part at out[at + 1], after it has read its arguments.
 *
 * <p>The algorithms are those of FreeBSD's msun: the hyperbolic functions by Kahan ("Branch cuts for complex
 * elementary functions", 1987), the inverse ones by Hull, Fairgrieve and Tang ("Implementing the complex arcsine
 * and arccosine functions using exception handling", 1997). The trigonometric ones are the hyperbolic ones turned
 * by a right angle. Each part is within 4 ULP, but for pow, whose error grows with |b log a| as that of
 * exp(b log a) does, and for parts of log1p and expm1 that cancel: those are within 4 ULP of the modulus. exp2 needs
 * an imaginary part below 2^50.
 */
final class ComplexMath {
    private static final double EPSILON = 0x1p-52;
    private static final double LN2 = 6.9314718055994531e-1;
    private static final double LN2_LOW = 2.3190468138462996e-17;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG10_E = 4.3429448190325182e-1;
    private static final double HALF_PI = 1.5707963267948966;
    private static final double HALF_PI_LOW = 6.1232339957367659e-17;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** exp overflows beyond it. */
    private static final double EXP_LIMIT = 709.7;

    /** From here on tanh is 1, and sinh and cosh are half of exp, to the last bit. */
    private static final double HYPERBOLIC_LIMIT = 22;

    // Of the inverse functions: where sums of squares overflow, underflow or lose the smaller summand.
    private static final double FOUR_SQRT_MIN = 0x1p-509;
    private static final double QUARTER_SQRT_MAX = 0x1p509;
    private static final double SQRT_MIN = 0x1p-511;
    private static final double SQRT_3_EPSILON = 2.5809568279517849e-8;
    private static final double SQRT_6_EPSILON = 3.6500241499888571e-8;
    private static final double A_CROSSOVER = 10;
    private static final double B_CROSSOVER = 0.6417;

    private ComplexMath() {}

    private static void set(double[] out, int at, double re, double im) {
        out[at] = re;
        out[at + 1] = im;
    }

    private static boolean isNegative(double x) {
        return Double.doubleToRawLongBits(x) < 0;
    }

    /** z / |z|, 0 for 0; an infinite part alone gives its direction, two give NaN. */
    static void sign(double x, double y, double[] out, int at) {
        double modulus = StrictMath.hypot(x, y);
        if (modulus != modulus) {
            set(out, at, NAN, NAN);
        } else if (modulus == INFINITY) {
            boolean real = Double.isInfinite(x);
            boolean imaginary = Double.isInfinite(y);
            if (real && imaginary) {
                set(out, at, NAN, NAN);
            } else if (real) {
                set(out, at, x > 0 ? 1 : -1, 0);
            } else if (imaginary) {
                set(out, at, 0, y > 0 ? 1 : -1);
            } else {
                sign(x * 0.25, y * 0.25, out, at); // finite parts whose modulus overflows
            }
        } else if (modulus == 0) {
            set(out, at, 0, 0);
        } else if (modulus < Double.MIN_NORMAL) {
            sign(x * 0x1p60, y * 0x1p60, out, at); // a subnormal modulus has few digits
        } else {
            set(out, at, x / modulus, y / modulus);
        }
    }

    /** The square root with a real part that is not negative. */
    static void sqrt(double x, double y, double[] out, int at) {
        if (x == 0 && y == 0) {
            set(out, at, 0, y);
        } else if (Double.isInfinite(y)) {
            set(out, at, INFINITY, y);
        } else if (x != x) {
            set(out, at, NAN, NAN);
        } else if (Double.isInfinite(x)) {
            if (x < 0) {
                set(out, at, y != y ? NAN : 0, y != y ? INFINITY : Math.copySign(INFINITY, y));
            } else {
                set(out, at, x, y != y ? NAN : Math.copySign(0, y));
            }
        } else {
            finiteSqrt(x, y, out, at);
        }
    }

    private static void finiteSqrt(double x, double y, double[] out, int at) {
        double scale = 1;
        if (Math.abs(x) >= 0x1p1021 || Math.abs(y) >= 0x1p1021) {
            x *= 0.25;
            y *= 0.25;
            scale = 2;
        } else if (Math.abs(x) < 0x1p-1000 && Math.abs(y) < 0x1p-1000) {
            x *= 0x1p54;
            y *= 0x1p54;
            scale = 0x1p-27;
        }
        double t = Math.sqrt((Math.abs(x) + StrictMath.hypot(x, y)) * 0.5);
        if (x >= 0) {
            set(out, at, scale * t, scale * (y / (2 * t)));
        } else {
            set(out, at, scale * (Math.abs(y) / (2 * t)), Math.copySign(scale * t, y));
        }
    }

    /** The exponential function. */
    static void exp(double x, double y, double[] out, int at) {
        if (y == 0) {
            set(out, at, StrictMath.exp(x), y);
        } else if (x == 0) {
            set(out, at, StrictMath.cos(y), StrictMath.sin(y));
        } else if (!Double.isFinite(y)) {
            if (x == -INFINITY) {
                set(out, at, 0, Math.copySign(0, y));
            } else {
                set(out, at, x == INFINITY ? INFINITY : NAN, NAN);
            }
        } else {
            scaledExp(x, y, 1, out, at);
        }
    }

    /** exp(x) scale (cos(y) + i sin(y)) where exp(x) alone may overflow. */
    private static void scaledExp(double x, double y, double scale, double[] out, int at) {
        double cos = StrictMath.cos(y);
        double sin = StrictMath.sin(y);
        if (x <= EXP_LIMIT) {
            double e = StrictMath.exp(x) * scale;
            set(out, at, e * cos, e * sin);
        } else if (x <= 2 * EXP_LIMIT) {
            double root = StrictMath.exp(x * 0.5); // half of x is exact
            set(out, at, cos * root * (root * scale), sin * root * (root * scale));
        } else {
            // Finite only where sin or cos is subnormal.
            double root = StrictMath.exp(Math.min(x, 2048) * 0.25);
            set(out, at, cos * root * root * root * (root * scale), sin * root * root * root * (root * scale));
        }
    }

    /** 2 to the power of z. */
    static void exp2(double x, double y, double[] out, int at) {
        if (y == 0) {
            set(out, at, Exponential.exp2(x), y);
        } else if (!Double.isFinite(x) || !Double.isFinite(y)) {
            exp(x, y * LN2, out, at);
        } else if (Math.abs(y) < 0x1p-500) {
            double half = Exponential.exp2(Math.floor(x * 0.5));
            double rest = Exponential.exp2(x - Math.floor(x * 0.5));
            set(out, at, rest * half, y * rest * half * LN2); // y ln 2 may be subnormal
        } else {
            // The angle y ln 2 in two parts: a product has twice the digits of its factors.
            double a = y * LN2;
            double b = Math.fma(y, LN2, -a) + y * LN2_LOW;
            double cos = StrictMath.cos(a) * StrictMath.cos(b) - StrictMath.sin(a) * StrictMath.sin(b);
            double sin = StrictMath.sin(a) * StrictMath.cos(b) + StrictMath.cos(a) * StrictMath.sin(b);
            double half = Exponential.exp2(Math.floor(x * 0.5));
            double rest = Exponential.exp2(x - Math.floor(x * 0.5));
            set(out, at, cos * rest * half, sin * rest * half);
        }
    }

    /** exp(z) - 1. */
    static void expm1(double x, double y, double[] out, int at) {
        if (y == 0) {
            set(out, at, StrictMath.expm1(x), y);
        } else if (!Double.isFinite(x) || !Double.isFinite(y) || x > EXP_LIMIT) {
            exp(x, y, out, at);
            out[at] -= 1;
        } else {
            double half = StrictMath.sin(y * 0.5);
            set(
                    out,
                    at,
                    StrictMath.expm1(x) * StrictMath.cos(y) - 2 * half * half,
                    StrictMath.exp(x) * StrictMath.sin(y));
        }
    }

    /** The principal logarithm. */
    static void log(double x, double y, double[] out, int at) {
        set(out, at, logModulus(x, y), StrictMath.atan2(y, x));
    }

    /** log(|z|), by log1p where |z| is near 1. */
    private static double logModulus(double x, double y) {
        double large = Math.max(Math.abs(x), Math.abs(y));
        double small = Math.min(Math.abs(x), Math.abs(y));
        if (large > 0x1p1021 && large < INFINITY) {
            return StrictMath.log(StrictMath.hypot(x * 0.25, y * 0.25)) + 2 * LN2;
        }
        if (large > 0.5 && large < 2 && small < 1.5) {
            // large^2 + small^2 - 1 = (large - 1) (large + 1) + small^2 with the rounding errors of each product.
            double less = large - 1;
            double more = large + 1;
            double moreError = large - (more - 1);
            double product = less * more;
            double productError = Math.fma(less, more, -product) + less * moreError;
            double square = small * small;
            double squareError = Math.fma(small, small, -square);
            double sum = product + square;
            double shadow = sum - product;
            double sumError = product - (sum - shadow) + (square - shadow);
            return 0.5 * StrictMath.log1p(sum + (sumError + productError + squareError));
        }
        if (large < 0x1p-1000 && large > 0) {
            return StrictMath.log(StrictMath.hypot(x * 0x1p60, y * 0x1p60)) - 60 * LN2;
        }
        return StrictMath.log(StrictMath.hypot(x, y));
    }

    /** log(1 + z). */
    static void log1p(double x, double y, double[] out, int at) {
        double angle = StrictMath.atan2(y, x + 1);
        if (y == 0 && x >= -1) {
            set(out, at, StrictMath.log1p(x), angle);
        } else if (Math.abs(x) < 0.5 && Math.abs(y) < 0.5) {
            set(out, at, 0.5 * StrictMath.log1p(x * (2 + x) + y * y), angle);
        } else {
            set(out, at, logModulus(x + 1, y), angle);
        }
    }

    /** The logarithm to base 2. */
    static void log2(double x, double y, double[] out, int at) {
        log(x, y, out, at);
        out[at] = y == 0 ? Exponential.log2(Math.abs(x)) : out[at] * LOG2_E;
        out[at + 1] *= LOG2_E;
    }

    /** The logarithm to base 10. */
    static void log10(double x, double y, double[] out, int at) {
        log(x, y, out, at);
        out[at] = y == 0 ? StrictMath.log10(Math.abs(x)) : out[at] * LOG10_E;
        out[at + 1] *= LOG10_E;
    }

    /**
     * The principal value of a to the power of b, as NumPy: small integers by multiplication, anything to the
     * power of 0 is 1, and 0 to a power with a real part that is not positive is NaN.
     */
    static void pow(double ar, double ai, double br, double bi, double[] out, int at) {
        if (br == 0 && bi == 0) {
            set(out, at, 1, 0);
            return;
        }
        if (ar == 0 && ai == 0) {
            double value = br > 0 ? 0 : NAN;
            set(out, at, value, value);
            return;
        }
        int n = (int) br;
        if (bi == 0 && n == br && n > -100 && n < 100) {
            power(ar, ai, n, out, at);
            return;
        }
        log(ar, ai, out, at);
        double re = out[at];
        double im = out[at + 1];
        exp(br * re - bi * im, br * im + bi * re, out, at);
    }

    private static void power(double ar, double ai, int n, double[] out, int at) {
        double re = 1;
        double im = 0;
        double pr = ar;
        double pi = ai;
        boolean first = true;
        for (int left = Math.abs(n); left != 0; left >>= 1) {
            if ((left & 1) != 0) {
                // The first factor is taken as it is: 1 times it would turn infinite parts into NaN.
                double product = first ? pr : re * pr - im * pi;
                im = first ? pi : re * pi + im * pr;
                re = product;
                first = false;
            }
            if (left > 1) {
                double square = pr * pr - pi * pi;
                pi = pr * pi + pi * pr;
                pr = square;
            }
        }
        if (n > 0) {
            set(out, at, re, im);
        } else if (Math.abs(re) >= Math.abs(im)) {
            double ratio = im / re;
            double scale = 1 / (re + im * ratio);
            set(out, at, scale, -ratio * scale);
        } else {
            double ratio = re / im;
            double scale = 1 / (im + re * ratio);
            set(out, at, ratio * scale, -scale);
        }
    }

    /** The hyperbolic sine. */
    static void sinh(double x, double y, double[] out, int at) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
            if (y == 0) {
                set(out, at, StrictMath.sinh(x), y);
            } else if (Math.abs(x) < HYPERBOLIC_LIMIT) {
                set(out, at, StrictMath.sinh(x) * StrictMath.cos(y), StrictMath.cosh(x) * StrictMath.sin(y));
            } else {
                scaledExp(Math.abs(x), y, 0.5, out, at);
                out[at] = Math.copySign(1, x) * out[at];
            }
        } else if (x == 0) {
            set(out, at, x, NAN);
        } else if (y == 0) {
            set(out, at, x, y);
        } else if (Double.isInfinite(x)) {
            if (Double.isFinite(y)) {
                set(out, at, x * StrictMath.cos(y), INFINITY * StrictMath.sin(y));
            } else {
                set(out, at, INFINITY, NAN);
            }
        } else {
            set(out, at, NAN, NAN);
        }
    }

    /** The hyperbolic cosine. */
    static void cosh(double x, double y, double[] out, int at) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
            if (y == 0) {
                set(out, at, StrictMath.cosh(x), x * y);
            } else if (Math.abs(x) < HYPERBOLIC_LIMIT) {
                set(out, at, StrictMath.cosh(x) * StrictMath.cos(y), StrictMath.sinh(x) * StrictMath.sin(y));
            } else {
                scaledExp(Math.abs(x), y, 0.5, out, at);
                out[at + 1] = Math.copySign(1, x) * out[at + 1];
            }
        } else if (x == 0) {
            set(out, at, NAN, 0);
        } else if (y == 0) {
            set(out, at, x * x, x != x ? y : Math.copySign(0, x) * y);
        } else if (Double.isInfinite(x)) {
            if (Double.isFinite(y)) {
                set(out, at, INFINITY * StrictMath.cos(y), x * StrictMath.sin(y));
            } else {
                set(out, at, INFINITY, NAN);
            }
        } else {
            set(out, at, NAN, NAN);
        }
    }

    /** The hyperbolic tangent. */
    static void tanh(double x, double y, double[] out, int at) {
        if (x != x) {
            set(out, at, x, y == 0 ? y : NAN);
        } else if (Double.isInfinite(x)) {
            double turn = Double.isFinite(y) ? StrictMath.sin(y) * StrictMath.cos(y) : y;
            set(out, at, Math.copySign(1, x), Math.copySign(0, turn));
        } else if (!Double.isFinite(y)) {
            set(out, at, x == 0 ? x : NAN, NAN);
        } else if (Math.abs(x) >= HYPERBOLIC_LIMIT) {
            double e = StrictMath.exp(-Math.abs(x));
            set(out, at, Math.copySign(1, x), 4 * StrictMath.sin(y) * StrictMath.cos(y) * e * e);
        } else {
            double t = StrictMath.tan(y);
            double beta = 1 + t * t;
            double s = StrictMath.sinh(x);
            double rho = Math.sqrt(1 + s * s);
            double denominator = 1 + beta * s * s;
            set(out, at, beta * rho * s / denominator, t / denominator);
        }
    }

    /** Swaps the parts of the value at out[at]. An odd f with sinh's kinship: sin(z) = swap(sinh(swap(z))). */
    private static void swap(double[] out, int at) {
        double re = out[at];
        out[at] = out[at + 1];
        out[at + 1] = re;
    }

    /** The sine. */
    static void sin(double x, double y, double[] out, int at) {
        sinh(y, x, out, at);
        swap(out, at);
    }

    /** The cosine. */
    static void cos(double x, double y, double[] out, int at) {
        cosh(-y, x, out, at);
    }

    /** The tangent. */
    static void tan(double x, double y, double[] out, int at) {
        tanh(y, x, out, at);
        swap(out, at);
    }

    /** The inverse sine. */
    static void asin(double x, double y, double[] out, int at) {
        asinh(y, x, out, at);
        swap(out, at);
    }

    /** The inverse tangent. */
    static void atan(double x, double y, double[] out, int at) {
        atanh(y, x, out, at);
        swap(out, at);
    }

    /** The inverse hyperbolic sine. */
    static void asinh(double x, double y, double[] out, int at) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        if (x != x || y != y) {
            if (Double.isInfinite(x)) {
                set(out, at, x, NAN);
            } else if (Double.isInfinite(y)) {
                set(out, at, INFINITY, NAN);
            } else {
                set(out, at, NAN, y == 0 ? y : NAN);
            }
        } else if (ax > 1 / EPSILON || ay > 1 / EPSILON) {
            double angle = StrictMath.atan2(ay, ax);
            set(out, at, Math.copySign(logLarge(ax, ay) + LN2, x), Math.copySign(angle, y));
        } else if (ax < SQRT_6_EPSILON / 4 && ay < SQRT_6_EPSILON / 4) {
            set(out, at, x, y);
        } else {
            double re = hullReal(ax, ay);
            double im = hullAngle(ax, ay, false);
            set(out, at, Math.copySign(re, x), Math.copySign(im, y));
        }
    }

    /** The inverse cosine. */
    static void acos(double x, double y, double[] out, int at) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double re;
        double im; // of |y| upwards; the sign is that of -y
        if (x != x || y != y) {
            if (Double.isInfinite(x)) {
                set(out, at, NAN, -INFINITY);
            } else if (Double.isInfinite(y)) {
                set(out, at, NAN, -y);
            } else {
                set(out, at, x == 0 ? HALF_PI : NAN, NAN);
            }
            return;
        }
        if (ax > 1 / EPSILON || ay > 1 / EPSILON) {
            re = Math.abs(StrictMath.atan2(y, x));
            im = logLarge(ax, ay) + LN2;
        } else if (x == 1 && y == 0) {
            re = 0;
            im = 0;
        } else if (ax < SQRT_6_EPSILON / 4 && ay < SQRT_6_EPSILON / 4) {
            re = HALF_PI - (x - HALF_PI_LOW);
            im = ay;
        } else {
            re = hullAngle(ay, x, true);
            im = hullReal(ay, ax);
        }
        set(out, at, re, isNegative(y) ? im : -im);
    }

    /** The inverse hyperbolic cosine. */
    static void acosh(double x, double y, double[] out, int at) {
        acos(x, y, out, at);
        double re = out[at];
        double im = out[at + 1];
        if (re != re) {
            set(out, at, im != im ? im : Math.abs(im), re);
        } else if (im != im) {
            set(out, at, im, x == 0 ? Math.copySign(re, y) : im);
        } else {
            set(out, at, Math.abs(im), Math.copySign(re, y));
        }
    }

    /** The inverse hyperbolic tangent. */
    static void atanh(double x, double y, double[] out, int at) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        if (y == 0 && ax <= 1) {
            set(out, at, Hyperbolic.atanh(x), y);
        } else if (x == 0) {
            set(out, at, x, StrictMath.atan(y));
        } else if (x != x || y != y) {
            if (Double.isInfinite(x)) {
                set(out, at, Math.copySign(0, x), NAN);
            } else if (Double.isInfinite(y)) {
                set(out, at, Math.copySign(0, x), Math.copySign(HALF_PI, y));
            } else {
                set(out, at, NAN, NAN);
            }
        } else if (ax > 1 / EPSILON || ay > 1 / EPSILON) {
            set(out, at, Math.copySign(realOfReciprocal(ax, ay), x), Math.copySign(HALF_PI, y));
        } else if (ax < SQRT_3_EPSILON / 2 && ay < SQRT_3_EPSILON / 2) {
            set(out, at, x, y);
        } else {
            double re = ax == 1 && ay < EPSILON
                    ? (LN2 - StrictMath.log(ay)) / 2
                    : StrictMath.log1p(4 * ax / sumOfSquares(ax - 1, ay)) / 4;
            double im;
            if (ax == 1) {
                im = StrictMath.atan2(2, -ay) / 2;
            } else if (ay < EPSILON) {
                im = StrictMath.atan2(2 * ay, (1 - ax) * (1 + ax)) / 2;
            } else {
                im = StrictMath.atan2(2 * ay, (1 - ax) * (1 + ax) - ay * ay) / 2;
            }
            set(out, at, Math.copySign(re, x), Math.copySign(im, y));
        }
    }

    private static double sumOfSquares(double x, double y) {
        return y < SQRT_MIN ? x * x : x * x + y * y;
    }

    /** x / (x^2 + y^2) for large arguments, not negative. */
    private static double realOfReciprocal(double x, double y) {
        if (x == INFINITY || y == INFINITY) {
            return 0;
        }
        double scale = Math.scalb(1.0, -Math.getExponent(Math.max(x, y)));
        double sx = x * scale;
        double sy = y * scale;
        return sx / (sx * sx + sy * sy) * scale;
    }

    /** log(hypot(x, y)) for arguments not negative of which one is large. */
    private static double logLarge(double x, double y) {
        double large = Math.max(x, y);
        double small = Math.min(x, y);
        if (large == INFINITY) {
            return INFINITY;
        }
        if (large > Double.MAX_VALUE / 2) {
            return StrictMath.log(StrictMath.hypot(x / Math.E, y / Math.E)) + 1;
        }
        if (large > QUARTER_SQRT_MAX || small < FOUR_SQRT_MIN) {
            return StrictMath.log(StrictMath.hypot(x, y));
        }
        return StrictMath.log(large * large + small * small) / 2;
    }

    /** (hypot(a, b) - b) / 2 without cancellation. */
    private static double halfDifference(double a, double b, double hypot) {
        if (b < 0) {
            return (hypot - b) / 2;
        }
        return b == 0 ? a / 2 : a * a / (hypot + b) / 2;
    }

    /** Half the sum of the distances from (x, y) to (0, 1) and (0, -1); at least 1. */
    private static double hullA(double x, double y) {
        return Math.max(1, (StrictMath.hypot(x, y + 1) + StrictMath.hypot(x, y - 1)) / 2);
    }

    /** log(A + sqrt(A^2 - 1)): the real part of asinh(x + iy) for arguments not negative. */
    private static double hullReal(double x, double y) {
        double a = hullA(x, y);
        if (a >= A_CROSSOVER) {
            return StrictMath.log(a + Math.sqrt(a * a - 1));
        }
        if (y == 1 && x < EPSILON * EPSILON / 128) {
            return Math.sqrt(x);
        }
        if (x >= EPSILON * Math.abs(y - 1)) {
            double excess = halfDifference(x, 1 + y, StrictMath.hypot(x, y + 1))
                    + halfDifference(x, 1 - y, StrictMath.hypot(x, y - 1));
            return StrictMath.log1p(excess + Math.sqrt(excess * (a + 1)));
        }
        if (y < 1) {
            return x / Math.sqrt((1 - y) * (1 + y));
        }
        return StrictMath.log1p(y - 1 + Math.sqrt((y - 1) * (y + 1)));
    }

    /**
     * asin(B) or acos(B), B = y / A: by the arc tangent of y and sqrt(A^2 - y^2) where B is near 1 or tiny. x is not
     * negative, y may be for the cosine.
     */
    private static double hullAngle(double x, double signedY, boolean cosine) {
        double y = Math.abs(signedY);
        double a = hullA(x, y);
        double root;
        double scaled = y;
        if (y < FOUR_SQRT_MIN) {
            root = a * (2 / EPSILON);
            scaled = y * (2 / EPSILON);
        } else if (y / a <= B_CROSSOVER) {
            double b = Math.copySign(y / a, signedY);
            return cosine ? StrictMath.acos(b) : StrictMath.asin(b);
        } else if (y == 1 && x < EPSILON / 128) {
            root = Math.sqrt(x) * Math.sqrt((a + y) / 2);
        } else if (x >= EPSILON * Math.abs(y - 1)) {
            double difference = halfDifference(x, y + 1, StrictMath.hypot(x, y + 1))
                    + halfDifference(x, y - 1, StrictMath.hypot(x, y - 1));
            root = Math.sqrt(difference * (a + y));
        } else if (y > 1) {
            root = x * (4 / EPSILON / EPSILON) * y / Math.sqrt((y + 1) * (y - 1));
            scaled = y * (4 / EPSILON / EPSILON);
        } else {
            root = Math.sqrt((1 - y) * (1 + y));
        }
        scaled = Math.copySign(scaled, signedY);
        return cosine ? StrictMath.atan2(root, scaled) : StrictMath.atan2(scaled, root);
    }
}
