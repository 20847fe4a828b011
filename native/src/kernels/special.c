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
    return ax < 0.75 ? near : with_sign(far, x);
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
    return ax < 0.75 ? near : with_sign(far, x);
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

/* --- the kernels ------------------------------------------------------------------------------------ */

#define FUNCTION(name) \
    MAP_1(f64, f64, each_##name, name##_f64(x)) \
    MAP_1(f32, f32, each_##name, (f32)name##_f32((f64)x))

FUNCTION(erf)
FUNCTION(erfc)

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_ERF] = {ROW_FLOATS(each_erf)},
    [HL_OP_ERFC] = {ROW_FLOATS(each_erfc)},
};
LOOKUP(special, KERNELS)
