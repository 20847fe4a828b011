/*
 * cbrt hypot, the hyperbolic functions and their inverses. Each is a branch-free function of an element, which
 * gcc vectorises; Java's Hyperbolic has the same operations in the same order, so that the bits agree.
 * float32 is computed in double by shorter polynomials, without the compensations, and rounded once.
 *
 * Errors: docs/functions.md. Coefficients: native/functions/hyperbolic.py.
 */
#include "double_double.h"
#include "elementwise.h"
#include "hyperbolic_coefficients.h"

/* Adding it rounds a double to an integer, which then stands in the low bits. */
static const double ROUNDING = 0x1.8p52;

/* Bits of 2^52, the integers of whose neighbourhood are read from the low bits. */
static const uint64_t TWO_52 = UINT64_C(0x433) << 52;

static const uint64_t EXPONENT = UINT64_C(0x7ff) << 52;
static const uint64_t FRACTION = (UINT64_C(1) << 52) - 1;
static const uint64_t ONE = UINT64_C(0x3ff) << 52;

/* --- cbrt ------------------------------------------------------------------------------------------- */

/*
 * |x| = 2^(3k) y with 1/2 <= y < 4. An approximation r of y^(-1/3), to 2^-12 from a polynomial in y's
 * significand, to 2^-33 after a step of third order; c = y r^2, and (root_f64) Newton's step from the exact
 * y - c^3 leaves 2^-66 before the last rounding.
 */
typedef struct {
    double y, r;
    uint64_t k; /* 2^k's exponent, in place */
} cube;

static HL_ALWAYS_INLINE cube split_cube(double positive) {
    const uint64_t bits = to_bits(positive);
    const double exponent = from_bits(bits >> 52 | TWO_52) - (0x1p52 + 1023);
    const double shifted = hl_fma(exponent, CBRT_THIRD, ROUNDING);
    const double rest = hl_fma(shifted - ROUNDING, -3, exponent); /* -1, 0, 1 */
    const uint64_t k = to_bits(shifted) << 52;
    const double m = from_bits((bits & FRACTION) | ONE);
    const double y = from_bits(bits - k - (k << 1));
    const double start = hl_fma(hl_fma(hl_fma(CBRT_3, m, CBRT_2), m, CBRT_1), m, CBRT_0);
    double r = rest < 0 ? start * CBRT_ROOT_2 : start;
    r = rest > 0 ? start * CBRT_ROOT_HALF : r;
    const double h = hl_fma(-y * r, r * r, 1);
    const double correction = h * hl_fma(h, CBRT_TWO_NINTHS, CBRT_THIRD);
    return (cube){y, hl_fma(r, correction, r), k};
}

static HL_ALWAYS_INLINE double cbrt_f64(double x) {
    const double ax = magnitude(x);
    const int is_small = ax < 0x1p-1022;
    const cube s = split_cube(is_small ? ax * 0x1p54 : ax);
    const double square = s.r * s.r;
    const double c = s.y * square;
    const double c2 = c * c;
    const double c2_low = hl_fma(c, c, -c2);
    const double c3 = c2 * c;
    const double c3_low = hl_fma(c2, c, -c3);
    const double rest = ((s.y - c3) - c3_low) - c2_low * c;
    const double root = hl_fma(rest * CBRT_THIRD, square, c);
    const uint64_t scale = s.k - (is_small ? UINT64_C(18) << 52 : 0);
    const double result = with_sign(from_bits(to_bits(root) + scale), x);
    return ax > 0 && ax < HUGE_VAL ? result : x + x;
}

static HL_ALWAYS_INLINE double cbrt_f32(double x) {
    const double ax = magnitude(x);
    const cube s = split_cube(ax);
    const double root = s.y * s.r * s.r;
    const double result = with_sign(from_bits(to_bits(root) + s.k), x);
    return ax > 0 && ax < HUGE_VAL ? result : x + x;
}

/* --- hypot ------------------------------------------------------------------------------------------ */

/*
 * The root of a fused sum, corrected by its exact remainder: C. F. Borges, "Algorithm 1014: An Improved
 * Algorithm for hypot(x,y)", ACM TOMS 47, 2020. Scaled by a power of two where a square may leave the normal
 * range: the larger first, since the smaller may then vanish.
 */
static HL_ALWAYS_INLINE double hypot_f64(double x, double y) {
    const double ax = magnitude(x);
    const double ay = magnitude(y);
    const double large = ax > ay ? ax : ay;
    const double small = ax > ay ? ay : ax;
    double down = large < 0x1p-400 ? 0x1p600 : 1;
    down = large > 0x1p500 ? 0x1p-600 : down;
    double up = large < 0x1p-400 ? 0x1p-600 : 1;
    up = large > 0x1p500 ? 0x1p600 : up;
    const double a = large * down;
    const double b = small * down;
    const double h = sqrt(hl_fma(a, a, b * b));
    const double h2 = h * h;
    const double a2 = a * a;
    const double rest = (hl_fma(-b, b, h2 - a2) + hl_fma(h, h, -h2)) - hl_fma(a, a, -a2);
    const double corrected = (h - rest / (2 * h)) * up;
    const double result = large > 0 ? corrected : ax + ay; /* zeros, a NaN */
    return ax == HUGE_VAL || ay == HUGE_VAL ? HUGE_VAL : result;
}

/* A float's square is exact in double, and neither overflows nor underflows. */
static HL_ALWAYS_INLINE double hypot_f32(double x, double y) {
    const double root = sqrt(hl_fma(x, x, y * y));
    return magnitude(x) == HUGE_VAL || magnitude(y) == HUGE_VAL ? HUGE_VAL : root;
}

/* --- sinh cosh tanh --------------------------------------------------------------------------------- */

/*
 * With |x| = k ln 2 + r, |r| <= ln(2)/2, and T = 4^-k:
 *
 *     sinh |x| = 2^(k-1) ((1 - T) cosh r + (1 + T) sinh r)
 *     cosh x   = 2^(k-1) ((1 + T) cosh r + (1 - T) sinh r)
 *
 * For k = 0 the factor 1 - T is 0 and what remains is the polynomial of sinh itself. The leading terms 1 and r
 * are added with their rounding errors; the rest is at most a sixth of the sum.
 */
typedef struct {
    double r, r_low;     /* the reduced argument */
    double cosh1, sinh1; /* cosh r - 1 and sinh r - r */
    double even, odd;    /* 2 - 2T and 2 + 2T */
    double even_low, odd_low;
    uint64_t k; /* 2^k's exponent, in place */
} folded;

static HL_ALWAYS_INLINE folded fold(double ax) {
    folded f;
    const double shifted = hl_fma(ax, INV_LN2, ROUNDING);
    const double k = shifted - ROUNDING;
    const double first = hl_fma(-k, LN2_HIGH, ax); /* exact: 11 low bits of LN2_HIGH are 0 */
    f.r = hl_fma(-k, LN2_LOW, first);
    f.r_low = hl_fma(-k, LN2_LOW, first - f.r);
    const double u = f.r * f.r;
    const double v = u * u;
    f.sinh1 = (f.r * u) *
              hl_fma(v, hl_fma(v, SINH_4, hl_fma(u, SINH_3, SINH_2)), hl_fma(u, SINH_1, SINH_0));
    f.cosh1 = u * hl_fma(u,
                         hl_fma(v, hl_fma(v, COSH_4, hl_fma(u, COSH_3, COSH_2)),
                                hl_fma(u, COSH_1, COSH_0)),
                         0.5);
    const double few = k < 40 ? shifted : ROUNDING + 40; /* 4^-40 and less do not count */
    const double twice = from_bits(((UINT64_C(0x400)) << 52) - (to_bits(few) << 53));
    f.even = 2 - twice;
    f.odd = 2 + twice;
    f.even_low = (2 - f.even) - twice;
    f.odd_low = (2 - f.odd) + twice;
    f.k = to_bits(shifted) << 52;
    return f;
}

/* even cosh r + odd sinh r: the sum, and in *low what is to be added to it. */
static HL_ALWAYS_INLINE double unfold(const folded *f, double even, double even_low, double odd,
                                      double odd_low, double *low) {
    const double p = odd * f->r;
    const double p_low =
        hl_fma(odd, f->r, -p) + hl_fma(odd, f->r_low, hl_fma(odd_low, f->r, even_low));
    const double sum = even + p;
    const double tail =
        hl_fma(even, f->cosh1, hl_fma(odd, f->sinh1, sorted_sum_error(even, p, sum) + p_low));
    const double result = sum + tail;
    *low = sorted_sum_error(sum, tail, result);
    return result;
}

static HL_ALWAYS_INLINE double sinh_f64(double x) {
    const double ax = magnitude(x);
    const folded f = fold(ax > 711 ? 711 : ax);
    double low;
    const double sum = unfold(&f, f.even, f.even_low, f.odd, f.odd_low, &low);
    const double scale = from_bits(f.k + ONE - (UINT64_C(2) << 52));
    return with_sign(sum * scale, x);
}

static HL_ALWAYS_INLINE double cosh_f64(double x) {
    const double ax = magnitude(x);
    const folded f = fold(ax > 711 ? 711 : ax);
    double low;
    const double sum = unfold(&f, f.odd, f.odd_low, f.even, f.even_low, &low);
    const double scale = from_bits(f.k + ONE - (UINT64_C(2) << 52));
    return sum * scale;
}

static HL_ALWAYS_INLINE double tanh_f64(double x) {
    const double ax = magnitude(x);
    const folded f = fold(ax > 22 ? 22 : ax);
    double n_low, d_low;
    const double n = unfold(&f, f.even, f.even_low, f.odd, f.odd_low, &n_low);
    const double d = unfold(&f, f.odd, f.odd_low, f.even, f.even_low, &d_low);
    const double inverse = 1 / d;
    const double q = n * inverse;
    const double rest = hl_fma(-q, d, n) + hl_fma(-q, d_low, n_low);
    return with_sign(hl_fma(rest, inverse, q), x);
}

/* The same with one rounding error or two, for results of 24 bits: even cosh r + odd sinh r. */
typedef struct {
    double cosh, sinh, even, odd;
    uint64_t k;
} folded_single;

static HL_ALWAYS_INLINE folded_single fold_single(double ax) {
    folded_single f;
    const double shifted = hl_fma(ax, INV_LN2, ROUNDING);
    const double r = hl_fma(-(shifted - ROUNDING), LN2, ax);
    const double u = r * r;
    f.sinh = hl_fma(r * u, hl_fma(u, hl_fma(u, SINH_SINGLE_2, SINH_SINGLE_1), SINH_SINGLE_0), r);
    f.cosh = hl_fma(u, hl_fma(u, hl_fma(u, COSH_SINGLE_2, COSH_SINGLE_1), COSH_SINGLE_0), 1);
    const double twice = from_bits(((UINT64_C(0x400)) << 52) - (to_bits(shifted) << 53));
    f.even = 2 - twice;
    f.odd = 2 + twice;
    f.k = to_bits(shifted) << 52;
    return f;
}

static HL_ALWAYS_INLINE double sinh_f32(double x) {
    const double ax = magnitude(x);
    const folded_single f = fold_single(ax > 100 ? 100 : ax);
    const double sum = hl_fma(f.even, f.cosh, f.odd * f.sinh);
    return with_sign(sum * from_bits(f.k + ONE - (UINT64_C(2) << 52)), x);
}

static HL_ALWAYS_INLINE double cosh_f32(double x) {
    const double ax = magnitude(x);
    const folded_single f = fold_single(ax > 100 ? 100 : ax);
    const double sum = hl_fma(f.odd, f.cosh, f.even * f.sinh);
    return sum * from_bits(f.k + ONE - (UINT64_C(2) << 52));
}

static HL_ALWAYS_INLINE double tanh_f32(double x) {
    const double ax = magnitude(x);
    const folded_single f = fold_single(ax > 12 ? 12 : ax);
    const double n = hl_fma(f.even, f.cosh, f.odd * f.sinh);
    const double d = hl_fma(f.odd, f.cosh, f.even * f.sinh);
    return with_sign(n / d, x);
}

/* --- asinh acosh atanh ------------------------------------------------------------------------------ */

/*
 * log(2^k (d + n/2) / (d - n/2)) = k ln 2 + t + t^3 P(t^2), t = n/d: the series of artanh. Each function below
 * finds n and d, d normalised by 2^k, |t| <= 0.4008, with what was lost in them, so that the last sum is the
 * only rounding that counts; of k = 0 nothing is added to t, and tiny arguments come back.
 */
static HL_ALWAYS_INLINE double logarithm(double k, double n, double n_low, double d, double d_low) {
    const double inverse = 1 / d;
    const double t = n * inverse;
    const double t_low = (hl_fma(-t, d, n) + hl_fma(-t, d_low, n_low)) * inverse;
    const double u = t * t;
    const double v = u * u;
    const double w = v * v;
    const double p = hl_fma(w, hl_fma(v, hl_fma(u, ATANH_7, ATANH_6), hl_fma(u, ATANH_5, ATANH_4)),
                            hl_fma(v, hl_fma(u, ATANH_3, ATANH_2), hl_fma(u, ATANH_1, ATANH_0)));
    const double whole = k * LN2_HIGH;
    const double sum = whole + t;
    const double low = sorted_sum_error(whole, t, sum) + hl_fma(k, LN2_LOW, t_low);
    return sum + hl_fma(t * u, p, low);
}

/* The logarithm of y + y_low + y_least, y >= 1, times 2^k0. */
static HL_ALWAYS_INLINE double log_of_sum(double y, double y_low, double y_least, double k0) {
    const uint64_t bits = to_bits(y) + (ONE - to_bits(SQRT_HALF));
    const double k = from_bits(bits >> 52 | TWO_52) - (0x1p52 + 1023);
    const double scale = from_bits((ONE << 1) - (bits & EXPONENT));
    const double f = hl_fma(y, scale, -1); /* exact */
    const double g = y_low * scale;
    const double n = f + g;
    const double n_low = hl_fma(y_least, scale, sum_error(f, g, n));
    const double d = hl_fma(n, 0.5, 1);
    const double d_low = hl_fma(n, 0.5, 1 - d);
    return logarithm(k + k0, n, n_low, d, hl_fma(n_low, 0.5, d_low));
}

static HL_ALWAYS_INLINE double asinh_f64(double x) {
    const double ax = magnitude(x);
    const int is_large = ax > 0x1p100; /* the root of x^2 + 1 is x */
    const double a = is_large ? 1 : ax;
    const double a2 = a * a;
    const double a2_low = hl_fma(a, a, -a2);
    const double square = 1 + a2;
    const double square_low = sum_error(1, a2, square) + a2_low;
    const double root = sqrt(square);
    const double root_low = (hl_fma(-root, root, square) + square_low) * (0.5 / root);
    const double sum = root + a;
    const double sum_low = sorted_sum_error(root, a, sum);
    const double result = log_of_sum(is_large ? ax * 0.25 : sum, is_large ? 0 : sum_low,
                                     is_large ? 0 : root_low, is_large ? 3 : 0);
    return ax < HUGE_VAL ? with_sign(result, x) : x + x;
}

static HL_ALWAYS_INLINE double acosh_f64(double x) {
    const int is_large = x > 0x1p100;
    const double a = is_large ? 1 : x;
    const double a2 = a * a;
    const double a2_low = hl_fma(a, a, -a2);
    const double square = a2 - 1;
    const double square_low = sorted_sum_error(a2, -1, square) + a2_low;
    const double root = sqrt(square);
    const double root_low =
        root > 0 ? (hl_fma(-root, root, square) + square_low) * (0.5 / root) : 0;
    const double sum = a + root;
    const double sum_low = sorted_sum_error(a, root, sum);
    const double result = log_of_sum(is_large ? x * 0.25 : sum, is_large ? 0 : sum_low,
                                     is_large ? 0 : root_low, is_large ? 3 : 0);
    const double checked = x >= 1 ? result : NAN;
    return x < HUGE_VAL ? checked : x + x;
}

/*
 * 2 atanh(x) = log((1 + x) / (1 - x)). The difference of the bits of two numbers is, as a fixed-point number,
 * within 0.0861 of the logarithm of their quotient to base 2 in the exponents' unit: k is off by 0.5861 at most.
 */
static HL_ALWAYS_INLINE double atanh_f64(double x) {
    const double ax = magnitude(x);
    const double above = 1 + ax;
    const double above_low = sorted_sum_error(1, ax, above);
    const double below = 1 - ax;
    const double below_low = sorted_sum_error(1, -ax, below);
    const uint64_t bits = to_bits(above) - to_bits(below) + ONE + (UINT64_C(1) << 51);
    const double k = from_bits(bits >> 52 | TWO_52) - (0x1p52 + 1023);
    const double scale = from_bits(bits & EXPONENT);
    const double scaled = below * scale;
    const double scaled_low = below_low * scale;
    const double difference = above - scaled; /* exact: within a factor of 2 */
    const double difference_low = above_low - scaled_low;
    const double n = difference + difference_low;
    const double n_low = sum_error(difference, difference_low, n);
    const double sum = above + scaled;
    const double sum_low = sum_error(above, scaled, sum) + (above_low + scaled_low);
    const double result = logarithm(k, n, n_low, sum * 0.5, sum_low * 0.5) * 0.5;
    const double checked = ax == 1 ? HUGE_VAL : result;
    return ax <= 1 ? with_sign(checked, x) : NAN;
}

/* For results of 24 bits. */
static HL_ALWAYS_INLINE double logarithm_single(double k, double n, double d) {
    const double t = n / d;
    const double u = t * t;
    const double v = u * u;
    const double p = hl_fma(v, hl_fma(u, ATANH_SINGLE_3, ATANH_SINGLE_2),
                            hl_fma(u, ATANH_SINGLE_1, ATANH_SINGLE_0));
    return hl_fma(k, LN2, hl_fma(t * u, p, t));
}

static HL_ALWAYS_INLINE double asinh_f32(double x) {
    const double ax = magnitude(x);
    const double root = sqrt(hl_fma(ax, ax, 1));
    const double y = ax + root;
    const uint64_t bits = to_bits(y) + (ONE - to_bits(SQRT_HALF));
    const double k = from_bits(bits >> 52 | TWO_52) - (0x1p52 + 1023);
    const double power = from_bits((bits & EXPONENT));
    /* twice tanh(asinh(x)/2) = x / (1 + root), where the difference would lose the digits of x */
    const double n = k == 0 ? ax : y - power;
    const double d = k == 0 ? 1 + root : y + power;
    const double result = logarithm_single(k, n + n, d);
    return ax < HUGE_VAL ? with_sign(result, x) : x + x;
}

static HL_ALWAYS_INLINE double acosh_f32(double x) {
    const double root = sqrt(hl_fma(x, x, -1));
    const double y = x + root;
    const uint64_t bits = to_bits(y) + (ONE - to_bits(SQRT_HALF));
    const double k = from_bits(bits >> 52 | TWO_52) - (0x1p52 + 1023);
    const double power = from_bits((bits & EXPONENT));
    const double n = (x - power) + root;
    const double result = logarithm_single(k, n + n, y + power);
    const double checked = x >= 1 ? result : NAN;
    return x < HUGE_VAL ? checked : x + x;
}

static HL_ALWAYS_INLINE double atanh_f32(double x) {
    const double ax = magnitude(x);
    const double above = 1 + ax;
    const double below = 1 - ax;
    const uint64_t bits = to_bits(above) - to_bits(below) + ONE + (UINT64_C(1) << 51);
    const double k = from_bits(bits >> 52 | TWO_52) - (0x1p52 + 1023);
    const double scaled = below * from_bits(bits & EXPONENT);
    const double n = k == 0 ? ax : (above - scaled) * 0.5;
    const double d = k == 0 ? 1 : (above + scaled) * 0.5;
    const double result = logarithm_single(k, n + n, d) * 0.5;
    const double checked = ax == 1 ? HUGE_VAL : result;
    return ax <= 1 ? with_sign(checked, x) : NAN;
}

/* --- the kernels ------------------------------------------------------------------------------------ */

#define FUNCTION(name) \
    MAP_1(f64, f64, each_##name, name##_f64(x)) \
    MAP_1(f32, f32, each_##name, (f32)name##_f32((f64)x))

FUNCTION(cbrt)
FUNCTION(sinh)
FUNCTION(cosh)
FUNCTION(tanh)
FUNCTION(asinh)
FUNCTION(acosh)
FUNCTION(atanh)
MAP_2(f64, f64, each_hypot, hypot_f64(x, y))
MAP_2(f32, f32, each_hypot, (f32)hypot_f32((f64)x, (f64)y))

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_CBRT] = {ROW_FLOATS(each_cbrt)},   [HL_OP_HYPOT] = {ROW_FLOATS(each_hypot)},
    [HL_OP_SINH] = {ROW_FLOATS(each_sinh)},   [HL_OP_COSH] = {ROW_FLOATS(each_cosh)},
    [HL_OP_TANH] = {ROW_FLOATS(each_tanh)},   [HL_OP_ASINH] = {ROW_FLOATS(each_asinh)},
    [HL_OP_ACOSH] = {ROW_FLOATS(each_acosh)}, [HL_OP_ATANH] = {ROW_FLOATS(each_atanh)},
};
LOOKUP(hyperbolic, KERNELS)
