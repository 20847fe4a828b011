/*
 * erf erfc gamma lgamma. Each is a branch-free function of an element, which gcc vectorises; Java's Special has
 * the same operations in the same order, so that the bits agree. float32 is computed in double by shorter
 * polynomials, without the compensations, and rounded once.
 *
 * Errors: docs/functions.md. Coefficients: native/functions/special.py.
 */
#include "double_double.h"
#include "elementwise.h"
#include "special_coefficients.h"

/* Adding it rounds a double to an integer, which then stands in the low bits. */
static const double ROUNDING = 0x1.8p52;

/* --- polynomials ------------------------------------------------------------------------------------ */

/* c0 + c1 u + c2 u^2 + c3 u^3, v = u^2. The pieces are short, so that the processor has more than one to do. */
static HL_ALWAYS_INLINE double cubic(double u, double v, double c0, double c1, double c2,
                                     double c3) {
    return hl_fma(v, hl_fma(u, c3, c2), hl_fma(u, c1, c0));
}

/* exp(r) - 1 - r, |r| <= ln(2)/2. */
static HL_ALWAYS_INLINE double exp_tail(double r) {
    const double u = r * r;
    const double w = u * u;
    const double p2 = hl_fma(u, EXP_10, hl_fma(r, EXP_9, EXP_8));
    const double p1 = cubic(r, u, EXP_4, EXP_5, EXP_6, EXP_7);
    const double p0 = cubic(r, u, EXP_0, EXP_1, EXP_2, EXP_3);
    return u * hl_fma(w, hl_fma(w, p2, p1), p0);
}

static HL_ALWAYS_INLINE double exp_tail_single(double r) {
    const double u = r * r;
    const double p =
        hl_fma(u, hl_fma(r, EXP_SINGLE_5, EXP_SINGLE_4), hl_fma(r, EXP_SINGLE_3, EXP_SINGLE_2));
    return u * hl_fma(u, p, hl_fma(r, EXP_SINGLE_1, EXP_SINGLE_0));
}

/* --- erf -------------------------------------------------------------------------------------------- */

/*
 * Below 3/4 an odd polynomial, the product with 2/sqrt(pi) unrounded. From there on 1 - exp(log erfc |x|): what
 * the polynomial of the logarithm lacks counts less the smaller erfc is, so that it may end early; its variable
 * is 0 at 3/4, because there it counts most.
 */
static HL_ALWAYS_INLINE double erf_f64(double x) {
    const double ax = magnitude(x);
    const double u = x * x;
    const double u_low = hl_fma(x, x, -u);
    const double v = u * u;
    const double w = v * v;
    const double p =
        hl_fma(w, hl_fma(w, hl_fma(u, ERF_9, ERF_8), cubic(u, v, ERF_4, ERF_5, ERF_6, ERF_7)),
               cubic(u, v, ERF_0, ERF_1, ERF_2, ERF_3));
    const double first = x * ERF_HEAD_HIGH;
    const double first_low =
        hl_fma(x, hl_fma(u_low, ERF_0, ERF_HEAD_LOW), hl_fma(x, ERF_HEAD_HIGH, -first));
    const double near = first + hl_fma(x * u, p, first_low);

    const double t = (ax > 5.95 ? 5.95 : ax) - 0.75;
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double q4 = hl_fma(t2, LOG_ERFC_19, hl_fma(t, LOG_ERFC_18, LOG_ERFC_17));
    const double q3 = cubic(t, t2, LOG_ERFC_13, LOG_ERFC_14, LOG_ERFC_15, LOG_ERFC_16);
    const double q2 = cubic(t, t2, LOG_ERFC_9, LOG_ERFC_10, LOG_ERFC_11, LOG_ERFC_12);
    const double q1 = cubic(t, t2, LOG_ERFC_5, LOG_ERFC_6, LOG_ERFC_7, LOG_ERFC_8);
    const double q0 = cubic(t, t2, LOG_ERFC_1, LOG_ERFC_2, LOG_ERFC_3, LOG_ERFC_4);
    const double q = t * hl_fma(t4, hl_fma(t4, hl_fma(t4, hl_fma(t4, q4, q3), q2), q1), q0);
    const double logarithm = LOG_ERFC_0_HIGH + q;
    const double logarithm_low = ((LOG_ERFC_0_HIGH - logarithm) + q) + LOG_ERFC_0_LOW;
    const double shifted = hl_fma(logarithm, INV_LN2, ROUNDING);
    const double k = shifted - ROUNDING;
    const double r = hl_fma(-k, LN2_HIGH, logarithm) + hl_fma(-k, LN2_LOW, logarithm_low);
    const double scale = from_bits((to_bits(shifted) << 52) + (UINT64_C(0x3ff) << 52));
    const double far = hl_fma(-scale, r + exp_tail(r), 1 - scale);
    return with_sign(ax < 0.75 ? near : far, x);
}

static HL_ALWAYS_INLINE double erf_f32(double x) {
    const double ax = magnitude(x);
    const double u = x * x;
    const double v = u * u;
    const double p = hl_fma(v * v, hl_fma(u, ERF_SINGLE_5, ERF_SINGLE_4),
                            cubic(u, v, ERF_SINGLE_0, ERF_SINGLE_1, ERF_SINGLE_2, ERF_SINGLE_3));
    const double near = x * hl_fma(u, p, ERF_HEAD_HIGH);

    const double t = (ax > 4 ? 4 : ax) - 0.75;
    const double t2 = t * t;
    const double q1 =
        cubic(t, t2, LOG_ERFC_SINGLE_5, LOG_ERFC_SINGLE_6, LOG_ERFC_SINGLE_7, LOG_ERFC_SINGLE_8);
    const double q0 =
        cubic(t, t2, LOG_ERFC_SINGLE_1, LOG_ERFC_SINGLE_2, LOG_ERFC_SINGLE_3, LOG_ERFC_SINGLE_4);
    const double logarithm = hl_fma(t, hl_fma(t2 * t2, q1, q0), LOG_ERFC_SINGLE_0);
    const double shifted = hl_fma(logarithm, INV_LN2, ROUNDING);
    const double r = hl_fma(-(shifted - ROUNDING), LN2, logarithm);
    const double scale = from_bits((to_bits(shifted) << 52) + (UINT64_C(0x3ff) << 52));
    const double far = hl_fma(-scale, r + exp_tail_single(r), 1 - scale);
    return with_sign(ax < 0.75 ? near : far, x);
}

/* --- erfc ------------------------------------------------------------------------------------------- */

/*
 * erfc |x| = exp(-x^2) Q(t) / (1 + |x|), t = (|x| - 4) / (|x| + 4): M. M. Shepherd and J. G. Laframboise,
 * "Chebyshev approximation of (1 + 2x) exp(x^2) erfc x in 0 <= x < infinity", Math. Comp. 36, 1981. The square,
 * the exponential and Q's leading terms carry their rounding errors with them; both quotients share a division.
 */
static HL_ALWAYS_INLINE double erfc_f64(double x) {
    const double ax = magnitude(x);
    const double a = ax > 28 ? 28 : ax;
    const double square = a * a;
    const double square_low = hl_fma(a, a, -square);
    const double shifted = hl_fma(square, -INV_LN2, ROUNDING);
    const double k = shifted - ROUNDING;
    const double first = hl_fma(-k, LN2_HIGH, -square); /* exact */
    const double r = hl_fma(-k, LN2_LOW, first);
    const double r_low = hl_fma(-k, LN2_LOW, first - r) - square_low;
    const double one = 1 + r;
    const double rest = exp_tail(r);
    const double tail = sorted_sum_error(1, r, one) + hl_fma(one + rest, r_low, rest);
    const double e = one + tail;
    const double e_low = sorted_sum_error(one, tail, e);

    const double plus1 = 1 + a;
    const double plus4 = 4 + a;
    const double minus4 = a - 4;
    const double plus1_low = sum_error(1, a, plus1);
    const double plus4_low = sum_error(4, a, plus4);
    const double minus4_low = sum_error(a, -4, minus4);
    const double inverse = 1 / (plus1 * plus4);
    const double inverse4 = inverse * plus1;
    const double inverse1 = inverse * plus4;
    const double t = minus4 * inverse4;
    const double t_low = (hl_fma(-t, plus4, minus4) + hl_fma(-t, plus4_low, minus4_low)) * inverse4;
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double q4 = cubic(t, t2, ERFC_20, ERFC_21, ERFC_22, ERFC_23);
    const double q3 = cubic(t, t2, ERFC_16, ERFC_17, ERFC_18, ERFC_19);
    const double q2 = cubic(t, t2, ERFC_12, ERFC_13, ERFC_14, ERFC_15);
    const double q1 = cubic(t, t2, ERFC_8, ERFC_9, ERFC_10, ERFC_11);
    const double q0 = cubic(t, t2, ERFC_4, ERFC_5, ERFC_6, ERFC_7);
    const double from4 =
        hl_fma(t4, hl_fma(t4, hl_fma(t4, hl_fma(t4, hl_fma(t4, ERFC_24, q4), q3), q2), q1), q0);
    const double upper = hl_fma(t, hl_fma(t, from4, ERFC_3), ERFC_2);
    const double bend = t * upper;
    const double slope = ERFC_1_HIGH + bend;
    const double slope_low = sorted_sum_error(ERFC_1_HIGH, bend, slope) + ERFC_1_LOW;
    const double product = t * slope;
    const double product_low =
        hl_fma(t, slope, -product) + hl_fma(t, slope_low, hl_fma(t_low, slope, ERFC_0_LOW));
    const double q = ERFC_0_HIGH + product;
    const double q_low = sorted_sum_error(ERFC_0_HIGH, product, q) + product_low;

    const double n = e * q;
    const double n_low = hl_fma(e, q, -n) + hl_fma(e, q_low, e_low * q);
    const double y = n * inverse1;
    const double y_rest = hl_fma(-y, plus1, n) + hl_fma(-y, plus1_low, n_low);
    const double value = hl_fma(y_rest, inverse1, y);
    /* 2^(k + 200), then 2^-200: k is below the exponents of doubles */
    const double scale = from_bits((to_bits(shifted) << 52) + (UINT64_C(0x4c7) << 52));
    const double above = value * scale * 0x1p-200;
    return x < 0 ? 2 - above : above;
}

static HL_ALWAYS_INLINE double erfc_f32(double x) {
    const double ax = magnitude(x);
    const double a = ax > 11 ? 11 : ax;
    const double square = a * a; /* exact */
    const double shifted = hl_fma(square, -INV_LN2, ROUNDING);
    const double r = hl_fma(-(shifted - ROUNDING), LN2, -square);
    const double e = 1 + (r + exp_tail_single(r));
    const double inverse = 1 / ((1 + a) * (4 + a));
    const double t = (a - 4) * (inverse * (1 + a));
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double q2 = cubic(t, t2, ERFC_SINGLE_8, ERFC_SINGLE_9, ERFC_SINGLE_10, ERFC_SINGLE_11);
    const double q1 = cubic(t, t2, ERFC_SINGLE_4, ERFC_SINGLE_5, ERFC_SINGLE_6, ERFC_SINGLE_7);
    const double q0 = cubic(t, t2, ERFC_SINGLE_0, ERFC_SINGLE_1, ERFC_SINGLE_2, ERFC_SINGLE_3);
    const double q = hl_fma(t4, hl_fma(t4, hl_fma(t4, ERFC_SINGLE_12, q2), q1), q0);
    const double scale = from_bits((to_bits(shifted) << 52) + (UINT64_C(0x3ff) << 52));
    const double above = e * q * (inverse * (4 + a)) * scale;
    return x < 0 ? 2 - above : above;
}

/* --- gamma and lgamma ------------------------------------------------------------------------------- */

/*
 * For a = |x| Stirling's series at z = a, or for a < 8 at z = a + 8 and divided by a (a + 1) ... (a + 7):
 *
 *     log gamma(z) = (z - 1/2) (log z - 1) + (log(2 pi) - 1) / 2 + S(1/z^2) / z
 *
 * For x < 0 gamma(x) = -1 / (a (sin(pi a) / pi) gamma(a)). All but the ends of the series are sums of two
 * doubles (some 2^-64 of the logarithm is missing; it may be 710): the exponential makes an absolute error a
 * relative one.
 */

/* high + low, |low| a few roundings of high. */
typedef struct {
    double high, low;
} pair;

static const uint64_t EXPONENT = UINT64_C(0x7ff) << 52;
static const uint64_t ONE = UINT64_C(0x3ff) << 52;
static const uint64_t SIGN = UINT64_C(1) << 63;

/* The sum of two numbers of which the second is smaller. */
static HL_ALWAYS_INLINE pair normalised(double a, double b) {
    const double high = a + b;
    return (pair){high, sorted_sum_error(a, b, high)};
}

static HL_ALWAYS_INLINE pair times(pair a, pair b) {
    const double high = a.high * b.high;
    const double low = hl_fma(a.high, b.low, a.low * b.high);
    return (pair){high, hl_fma(a.high, b.high, -high) + low};
}

/* a + b for a double b of any size. */
static HL_ALWAYS_INLINE pair plus(pair a, double b) {
    const double high = a.high + b;
    return (pair){high, sum_error(a.high, b, high) + a.low};
}

static HL_ALWAYS_INLINE double exponent_of(uint64_t bits) {
    return from_bits(bits >> 52 | (UINT64_C(0x433) << 52)) - (0x1p52 + 1023);
}

/* k ln 2 + 2 atanh(n / 2d): the logarithm of 2^k (d + n/2) / (d - n/2). */
static HL_ALWAYS_INLINE pair logarithm(double k, pair n, pair d) {
    const double inverse = 1 / d.high;
    const double t = n.high * inverse;
    const double t_low = (hl_fma(-t, d.high, n.high) + hl_fma(-t, d.low, n.low)) * inverse;
    const double u = t * t;
    const double u_low = hl_fma(t, t, -u) + (t + t) * t_low;
    const double c = t * u;
    const double c_low = hl_fma(t, u, -c) + hl_fma(t, u_low, t_low * u);
    const double third = c * ATANH_0_HIGH;
    const double third_low =
        hl_fma(c, ATANH_0_HIGH, -third) + hl_fma(c, ATANH_0_LOW, c_low * ATANH_0_HIGH);
    const double v = u * u;
    const double p = hl_fma(v * v, cubic(u, v, ATANH_5, ATANH_6, ATANH_7, ATANH_8),
                            cubic(u, v, ATANH_1, ATANH_2, ATANH_3, ATANH_4));
    const double whole = k * LN2_HIGH;
    const double sum = whole + t;
    const double high = sum + third;
    const double low = sorted_sum_error(whole, t, sum) + sorted_sum_error(sum, third, high);
    const double rest = hl_fma(c * u, p, third_low) + hl_fma(k, LN2_LOW, t_low);
    return (pair){high, low + rest};
}

/* The logarithm of z >= 8. */
static HL_ALWAYS_INLINE pair log_of(pair z) {
    const uint64_t bits = to_bits(z.high) + (ONE - to_bits(SQRT_HALF));
    const double scale = from_bits((ONE << 1) - (bits & EXPONENT));
    const double f = hl_fma(z.high, scale, -1);
    const double f_low = z.low * scale;
    const double d = hl_fma(f, 0.5, 1);
    const double d_low = hl_fma(f_low, 0.5, hl_fma(f, 0.5, 1 - d));
    return logarithm(exponent_of(bits), (pair){f, f_low}, (pair){d, d_low});
}

/*
 * The logarithm of n / d. The difference of the bits is within 0.0861 of that of the logarithms to base 2, so
 * that k is off by 0.5861 at most.
 */
static HL_ALWAYS_INLINE pair log_of_quotient(pair n, pair d) {
    const uint64_t bits = to_bits(n.high) - to_bits(d.high) + ONE + (UINT64_C(1) << 51);
    const double scale = from_bits(bits & EXPONENT);
    const double scaled = d.high * scale;
    const double scaled_low = d.low * scale;
    const pair difference = plus((pair){n.low - scaled_low, 0}, n.high - scaled);
    const double sum = n.high + scaled;
    const double sum_low = sum_error(n.high, scaled, sum) + (n.low + scaled_low);
    return logarithm(exponent_of(bits), difference, (pair){sum * 0.5, sum_low * 0.5});
}

/* log gamma(z) of z >= 8, times scale. */
static HL_ALWAYS_INLINE pair stirling(pair z, double scale) {
    const pair log = log_of(z);
    const double l = log.high - 1; /* exact where log z < 4, and the error is kept */
    const double l_low = ((log.high - l) - 1) + log.low;
    const pair b = plus(z, -0.5);
    const pair product = times((pair){b.high * scale, b.low * scale}, (pair){l, l_low});
    const double inverse = 1 / z.high;
    const double inverse_low = (hl_fma(-inverse, z.high, 1) - inverse * z.low) * inverse;
    const double u = inverse * inverse;
    const double v = u * u;
    const double s = hl_fma(v, cubic(u, v, STIRLING_3, STIRLING_4, STIRLING_5, STIRLING_6),
                            hl_fma(u, STIRLING_2, STIRLING_1));
    const double first = inverse * STIRLING_0_HIGH;
    const double first_low = hl_fma(inverse, STIRLING_0_HIGH, -first) +
                             hl_fma(inverse_low, STIRLING_0_HIGH, inverse * STIRLING_0_LOW);
    const double sum = product.high + STIRLING_HEAD_HIGH;
    const double sum2 = sum + first;
    const double low = sorted_sum_error(product.high, STIRLING_HEAD_HIGH, sum) +
                       sorted_sum_error(sum, first, sum2);
    const double rest = hl_fma(u * inverse, s, first_low) + (product.low + STIRLING_HEAD_LOW);
    return normalised(sum2, low + rest);
}

/* a (a + 1) ... (a + 7) = y (y + 6) (y + 10) (y + 12), y = a (a + 7). */
static HL_ALWAYS_INLINE pair rising(double a) {
    const double a7 = a + 7;
    const pair y = times((pair){a, 0}, (pair){a7, sum_error(a, 7, a7)});
    return times(times(y, plus(y, 6)), times(plus(y, 10), plus(y, 12)));
}

/* The sign of sin(pi a), in its place. */
static HL_ALWAYS_INLINE uint64_t sign_of_sine(double a) {
    const double shifted = a + ROUNDING;
    const double f = a - (shifted - ROUNDING);
    return (to_bits(shifted) << 63) ^ (to_bits(f) & SIGN);
}

/* a |sin(pi a)| / pi. */
static HL_ALWAYS_INLINE pair times_sine(double a) {
    const double shifted = a + ROUNDING;
    const double f = a - (shifted - ROUNDING);
    const double v = f * f;
    const double v_low = hl_fma(f, f, -v);
    const double q = v * SINE_0_HIGH;
    const double q_low = hl_fma(v, SINE_0_HIGH, -q) + hl_fma(v, SINE_0_LOW, v_low * SINE_0_HIGH);
    const double w = v * v;
    const double w_low = hl_fma(v, v, -w) + (v + v) * v_low;
    const double q2 = w * SINE_1_HIGH;
    const double q2_low = hl_fma(w, SINE_1_HIGH, -q2) + hl_fma(w, SINE_1_LOW, w_low * SINE_1_HIGH);
    const double p =
        hl_fma(w * w, hl_fma(v, SINE_7, SINE_6), cubic(v, w, SINE_2, SINE_3, SINE_4, SINE_5));
    const double one = 1 + q;
    const double sum = one + q2;
    const double low = sorted_sum_error(1, q, one) + sorted_sum_error(one, q2, sum);
    const pair sine = normalised(sum, hl_fma(v * w, p, low + (q_low + q2_low)));
    return times((pair){a, 0}, times((pair){magnitude(f), 0}, sine));
}

static HL_ALWAYS_INLINE double gamma_f64(double x) {
    const double ax = magnitude(x);
    /* gamma overflows at 171.7, and its reciprocal vanishes at 184 */
    const double a = ax > 190 ? 190 : ax;
    const int is_small = a < 8;
    const double moved = a + 8;
    const double moved_low = sorted_sum_error(8, a, moved);
    const pair logarithm_z = stirling((pair){is_small ? moved : a, is_small ? moved_low : 0}, 1);

    const double shifted = hl_fma(logarithm_z.high, INV_LN2, ROUNDING);
    const double k = shifted - ROUNDING;
    const double first = hl_fma(-k, LN2_HIGH, logarithm_z.high); /* exact */
    const double r = hl_fma(-k, LN2_LOW, first);
    const double r_low = hl_fma(-k, LN2_LOW, first - r) + logarithm_z.low;
    const double one = 1 + r;
    const double rest = exp_tail(r);
    const pair e = normalised(one, sorted_sum_error(1, r, one) + hl_fma(one + rest, r_low, rest));

    const pair all = rising(a);
    const pair product = {is_small ? all.high : 1, is_small ? all.low : 0};
    const pair below = times(times_sine(ax), e);
    const int is_negative = x < 0;
    const int is_tiny = a < 0x1p-60; /* 1/x - 0.577 */
    const pair above = {is_negative ? product.high : e.high, is_negative ? product.low : e.low};
    const pair under = {is_negative ? below.high : product.high,
                        is_negative ? below.low : product.low};
    const pair n = {is_tiny ? 1 : above.high, is_tiny ? 0 : above.low};
    const pair d = {is_tiny ? a : under.high, is_tiny ? 0 : under.low};
    const double inverse = 1 / d.high;
    const double y = n.high * inverse;
    const double y_rest = hl_fma(-y, d.high, n.high) + hl_fma(-y, d.low, n.low);
    const double quotient = is_tiny ? y : hl_fma(y_rest, inverse, y);

    /* 2^k or 2^-k in two steps: it may be beyond the exponents of doubles */
    const double power = is_tiny ? 0 : is_negative ? -k : k;
    const double half = hl_fma(power, 0.5, ROUNDING);
    const double other = (power - (half - ROUNDING)) + ROUNDING;
    const double scale = from_bits((to_bits(half) << 52) + ONE);
    const double scale2 = from_bits((to_bits(other) << 52) + ONE);
    const double value = quotient * scale * scale2;

    const uint64_t sign = (to_bits(x) & SIGN) & ~sign_of_sine(ax);
    const double result = from_bits(to_bits(value) | sign);
    const double whole = (ax + 0x1p52) - 0x1p52;
    const int is_pole = x < 0 && (ax >= 0x1p52 || whole == ax);
    const double checked = is_pole ? NAN : result;
    return x < HUGE_VAL ? checked : x + x; /* infinity, NaN */
}

/*
 * log |gamma(x)| = log gamma(z) - log(a (a + 1) ...), and for x < 0 minus the logarithm of gamma(a) a sin(pi a) /
 * pi; both logarithms beside Stirling's are one of a quotient. Their difference has an absolute error of 2^-58 or
 * so of the larger; around the zeros 1 and 2 polynomials of their own stand for it.
 */
static HL_ALWAYS_INLINE double lgamma_f64(double x) {
    const double ax = magnitude(x);
    const int is_tiny = ax < 0x1p-60; /* -log |x| */
    const int is_small = ax < 8;
    const int is_negative = x < 0;
    const int is_huge = ax > 0x1p900;
    const double moved = ax + 8;
    const double moved_low = sum_error(8, ax, moved);
    const double most = ax > 0x1p1020 ? 0x1p1020 : ax; /* lgamma overflows at 2^1014.5 */
    const pair z = {is_small ? moved : most, is_small ? moved_low : 0};
    const pair series = stirling(z, is_huge ? 0x1p-100 : 1);

    const double t1 = ax - 1;
    const double t2 = ax - 2;
    const int is_second = ax > 1.5;
    const double t = is_second ? t2 : t1;
#define EITHER(i) (is_second ? LGAMMA2_##i : LGAMMA1_##i)
    const double s = t * t;
    const double s2 = s * s;
    const double q2 = cubic(t, s, EITHER(9), EITHER(10), EITHER(11), is_second ? 0 : LGAMMA1_12);
    const double q1 = cubic(t, s, EITHER(5), EITHER(6), EITHER(7), EITHER(8));
    const double q0 = cubic(t, s, EITHER(1), EITHER(2), EITHER(3), EITHER(4));
    const double q = hl_fma(s2, hl_fma(s2, hl_fma(s2, is_second ? 0 : LGAMMA1_13, q2), q1), q0);
    const double head = t * EITHER(0_HIGH);
    const double head_low = hl_fma(t, EITHER(0_HIGH), -head) + t * EITHER(0_LOW);
    const double near = head + hl_fma(s, q, head_low);
#undef EITHER

    const pair all = rising(ax);
    const pair product = {is_small ? all.high : 1, is_small ? all.low : 0};
    const pair n = {is_tiny ? ax * 0x1p120 : product.high, is_tiny ? 0 : product.low};
    const pair sine = times_sine(ax);
    const int has_sine = is_negative && !is_tiny;
    const pair d = {has_sine ? sine.high : 1, has_sine ? sine.low : 0};
    const pair log = log_of_quotient(n, d);
    const double series_high = is_tiny ? 120 * LN2_HIGH : series.high;
    const double series_low = is_tiny ? 120 * LN2_LOW : series.low;
    const double sum = series_high - log.high;
    const double low = sum_error(series_high, -log.high, sum) + (series_low - log.low);
    const double value = sum + low;
    const double far = has_sine ? -value : value;

    const double zero_distance = magnitude(t);
    const double chosen = !is_negative && zero_distance <= 0x1.ap-4 ? near : far;
    const double huge = series.high * 0x1p100;
    const double result = is_huge ? huge : chosen;
    const double whole = (ax + 0x1p52) - 0x1p52;
    const int is_pole = ax == 0 || (x < 0 && (ax >= 0x1p52 || whole == ax));
    const double checked = is_pole ? HUGE_VAL : result;
    return ax < HUGE_VAL ? checked : ax + ax; /* infinities, NaN */
}

/* For results of 24 bits: the same without the second doubles. The polynomials are as long as above, since there
 * are floats near lgamma's zeros where the logarithms agree in 25 bits. */
static HL_ALWAYS_INLINE double logarithm_single(double n, double d) {
    const uint64_t bits = to_bits(n) - to_bits(d) + ONE + (UINT64_C(1) << 51);
    const double scaled = d * from_bits(bits & EXPONENT);
    const double difference = n - scaled;
    const double t = (difference + difference) / (n + scaled);
    const double u = t * t;
    const double v = u * u;
    const double p = hl_fma(v * v, cubic(u, v, ATANH_5, ATANH_6, ATANH_7, ATANH_8),
                            cubic(u, v, ATANH_1, ATANH_2, ATANH_3, ATANH_4));
    return hl_fma(exponent_of(bits), LN2, hl_fma(t * u, hl_fma(u, p, ATANH_0_HIGH), t));
}

static HL_ALWAYS_INLINE double stirling_single(double z) {
    const double inverse = 1 / z;
    const double u = inverse * inverse;
    const double v = u * u;
    const double s =
        hl_fma(v, hl_fma(u, STIRLING_5, STIRLING_4), hl_fma(u, STIRLING_3, STIRLING_2));
    const double rest = hl_fma(v, s, hl_fma(u, STIRLING_1, STIRLING_0_HIGH));
    const double l = logarithm_single(z, 1) - 1;
    return hl_fma(z - 0.5, l, hl_fma(inverse, rest, STIRLING_HEAD_HIGH));
}

static HL_ALWAYS_INLINE double rising_single(double a) {
    const double y = a * (a + 7);
    return (y * (y + 6)) * ((y + 10) * (y + 12));
}

static HL_ALWAYS_INLINE double times_sine_single(double a) {
    const double shifted = a + ROUNDING;
    const double f = a - (shifted - ROUNDING);
    const double v = f * f;
    const double w = v * v;
    const double p = hl_fma(w * w, cubic(v, w, SINE_4, SINE_5, SINE_6, SINE_7),
                            cubic(v, w, SINE_0_HIGH, SINE_1_HIGH, SINE_2, SINE_3));
    return a * magnitude(f) * hl_fma(v, p, 1);
}

static HL_ALWAYS_INLINE double gamma_f32(double x) {
    const double ax = magnitude(x);
    /* gamma overflows at 35.1, and its reciprocal vanishes at 43 */
    const double a = ax > 60 ? 60 : ax;
    const double series = stirling_single(a < 8 ? a + 8 : a);
    const double shifted = hl_fma(series, INV_LN2, ROUNDING);
    const double r = hl_fma(-(shifted - ROUNDING), LN2, series);
    const double scale = from_bits((to_bits(shifted) << 52) + ONE);
    const double e = (1 + (r + exp_tail_single(r))) * scale;
    const double product = a < 8 ? rising_single(a) : 1;
    const double sine = times_sine_single(ax);
    const double value = (x < 0 ? product : e) / (x < 0 ? sine * e : product);
    const uint64_t sign = (to_bits(x) & SIGN) & ~sign_of_sine(ax);
    const double result = from_bits(to_bits(value) | sign);
    const double whole = (ax + 0x1p52) - 0x1p52;
    const int is_pole = x < 0 && (ax >= 0x1p52 || whole == ax);
    const double checked = is_pole ? NAN : result;
    return x < HUGE_VAL ? checked : x + x;
}

static HL_ALWAYS_INLINE double lgamma_f32(double x) {
    const double ax = magnitude(x);
    const int is_second = ax > 1.5;
    const double t = is_second ? ax - 2 : ax - 1;
#define EITHER(i) (is_second ? LGAMMA2_SINGLE_##i : LGAMMA1_SINGLE_##i)
    const double s = t * t;
    const double q1 =
        cubic(t, s, EITHER(4), EITHER(5), EITHER(6), is_second ? 0 : LGAMMA1_SINGLE_7);
    const double near =
        t * hl_fma(s * s, q1, cubic(t, s, EITHER(0), EITHER(1), EITHER(2), EITHER(3)));
#undef EITHER
    const double series = stirling_single(ax < 8 ? ax + 8 : ax);
    const double product = ax < 8 ? rising_single(ax) : 1;
    const double sine = times_sine_single(ax);
    const double value = series - logarithm_single(product, x < 0 ? sine : 1);
    const double far = x < 0 ? -value : value;
    const double chosen = x > 0 && magnitude(t) <= 0x1.ap-4 ? near + 0.0 : far;
    const double whole = (ax + 0x1p52) - 0x1p52;
    const int is_pole = ax == 0 || (x < 0 && (ax >= 0x1p52 || whole == ax));
    const double checked = is_pole ? HUGE_VAL : chosen;
    return ax < HUGE_VAL ? checked : ax + ax;
}

/* --- the kernels ------------------------------------------------------------------------------------ */

#define FUNCTION(name) \
    MAP_1(f64, f64, each_##name, name##_f64(x)) \
    MAP_1(f32, f32, each_##name, (f32)name##_f32((f64)x))

FUNCTION(erf)
FUNCTION(erfc)
FUNCTION(gamma)
FUNCTION(lgamma)

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_ERF] = {ROW_FLOATS(each_erf)},
    [HL_OP_ERFC] = {ROW_FLOATS(each_erfc)},
    [HL_OP_GAMMA] = {ROW_FLOATS(each_gamma)},
    [HL_OP_LGAMMA] = {ROW_FLOATS(each_lgamma)},
};
LOOKUP(special, KERNELS)
