/*
 * Exponential functions and logarithms: exp exp2 expm1 log log2 log10 log1p, and pow, of float64 and float32.
 *
 * Each is branch-free: a reduction by powers of 2, a polynomial, and a sum of the terms in which what rounding
 * loses of the large ones is added to the small ones. Special values follow from the arithmetic, or are chosen
 * at the end. float32 is computed in double, by shorter polynomials. Java's Exponential has the same operations
 * in the same order. Constants: native/functions/exponential.py.
 */
#include "elementwise.h"
#include "exp.h"
#include "exponential_coefficients.h"
#include "fma.h"

/* clamp, of floats */
static HL_ALWAYS_INLINE float clampf(float x, float low, float high) {
    const float below = high < x ? high : x;
    return x < low ? low : below;
}

/* --- exp, exp2, expm1 ------------------------------------------------------------------------------- */

static HL_ALWAYS_INLINE float exp_single(float any) {
    const double x = (double)clampf(any, -104, 89);
    const double shifted = hl_fma(x, INV_LN2_HIGH, ROUND);
    const double k = shifted - ROUND;
    const double r = hl_fma(-k, LN2_HIGH, x);
    double p = EXP_SINGLE_7;
    p = hl_fma(p, r, EXP_SINGLE_6);
    p = hl_fma(p, r, EXP_SINGLE_5);
    p = hl_fma(p, r, EXP_SINGLE_4);
    p = hl_fma(p, r, EXP_SINGLE_3);
    p = hl_fma(p, r, EXP_SINGLE_2);
    const double sum = hl_fma(r * r, p, 1 + r);
    return (float)from_bits(to_bits(sum) + (to_bits(shifted) << 52));
}

/* r is exact; r ln 2 is taken in two parts. */
static HL_ALWAYS_INLINE double exp2_double(double any) {
    const double x = clamp(any, -1080, 1030);
    const double shifted = x + ROUND_FOR_TWO;
    const double r = x - (shifted - ROUND_FOR_TWO);
    double p = EXP2_11;
    p = hl_fma(p, r, EXP2_10);
    p = hl_fma(p, r, EXP2_9);
    p = hl_fma(p, r, EXP2_8);
    p = hl_fma(p, r, EXP2_7);
    p = hl_fma(p, r, EXP2_6);
    p = hl_fma(p, r, EXP2_5);
    p = hl_fma(p, r, EXP2_4);
    p = hl_fma(p, r, EXP2_3);
    p = hl_fma(p, r, EXP2_2);
    const double first = r * LN2_HIGH;
    const double rest = hl_fma(r, LN2_LOW, hl_fma(r, LN2_HIGH, -first));
    const double one = 1 + first;
    const double lost = (1 - one) + first;
    const double sum = one + hl_fma(r * r, p, lost + rest);
    return scale_twice(sum, shifted);
}

/* 2^x of |x| < 1000. */
static HL_ALWAYS_INLINE double exp2_short(double x) {
    const double shifted = x + ROUND;
    const double r = x - (shifted - ROUND);
    double p = EXP2_SINGLE_7;
    p = hl_fma(p, r, EXP2_SINGLE_6);
    p = hl_fma(p, r, EXP2_SINGLE_5);
    p = hl_fma(p, r, EXP2_SINGLE_4);
    p = hl_fma(p, r, EXP2_SINGLE_3);
    p = hl_fma(p, r, EXP2_SINGLE_2);
    p = hl_fma(p, r, EXP2_SINGLE_1);
    p = hl_fma(p, r, 1);
    return from_bits(to_bits(p) + (to_bits(shifted) << 52));
}

static HL_ALWAYS_INLINE float exp2_single(float any) {
    return (float)exp2_short((double)clampf(any, -151, 129));
}

/*
 * 2^k ((1 - 2^-k) + r + r^2/2 + ...), so that k = 0 leaves r and its terms; 2^k as 2 * 2^(k-1), which has no
 * overflow. For k = 1 the sum is down to 0.2, and so r^2/2 must be as exact as r. Below -40 all results round to
 * -1.
 */
static HL_ALWAYS_INLINE double expm1_double(double any) {
    const double x = clamp(any, -40, 710);
    const double shifted = hl_fma(x, INV_LN2_HIGH, ROUND_FOR_HALF);
    const double k = shifted - ROUND_FOR_HALF;
    const double high = hl_fma(-k, LN2_HIGH, x);
    const double r = hl_fma(-k, LN2_LOW, high);
    const double rest = hl_fma(-k, LN2_LOW, high - r);
    double p = EXPM1_12;
    p = hl_fma(p, r, EXPM1_11);
    p = hl_fma(p, r, EXPM1_10);
    p = hl_fma(p, r, EXPM1_9);
    p = hl_fma(p, r, EXPM1_8);
    p = hl_fma(p, r, EXPM1_7);
    p = hl_fma(p, r, EXPM1_6);
    p = hl_fma(p, r, EXPM1_5);
    p = hl_fma(p, r, EXPM1_4);
    p = hl_fma(p, r, EXPM1_3);
    const double half = EXPM1_2 * r * r;
    const double half_lost = hl_fma(EXPM1_2 * r, r, -half);
    const double small = hl_fma(r * r, r * p, half_lost + rest);
    const uint64_t exponent = to_bits(shifted);
    const double inverse = 0.5 * from_bits((2046 - exponent) << 52); /* 2^-k; 0 for 2^-1024 */
    const double one = 1 - inverse;
    const double one_lost = (1 - one) - inverse;
    const double first = one + r;
    const double first_lost = (one - first) + r;
    const double sum = first + half;
    const double lost = ((first - sum) + half) + (first_lost + one_lost);
    const double y = sum + (lost + small);
    return copysign((y + y) * from_bits(exponent << 52), any);
}

static HL_ALWAYS_INLINE float expm1_single(float any) {
    const double x = (double)clampf(any, -20, 89);
    const double shifted = hl_fma(x, INV_LN2_HIGH, ROUND);
    const double k = shifted - ROUND;
    const double r = hl_fma(-k, LN2_HIGH, x);
    double p = EXPM1_SINGLE_7;
    p = hl_fma(p, r, EXPM1_SINGLE_6);
    p = hl_fma(p, r, EXPM1_SINGLE_5);
    p = hl_fma(p, r, EXPM1_SINGLE_4);
    p = hl_fma(p, r, EXPM1_SINGLE_3);
    p = hl_fma(p, r, EXPM1_SINGLE_2);
    const double power = from_bits(to_bits(1.0) + (to_bits(shifted) << 52));
    const double sum = hl_fma(power, hl_fma(r * r, p, r), power - 1);
    return (float)copysign(sum, (double)any);
}

/* --- logarithms ------------------------------------------------------------------------------------- */

/* sqrt(1/2): significands are taken from there to its double, so that k = 0 around 1. */
#define SQRT_HALF_BITS UINT64_C(0x3fe6a09e667f3bcd)
#define ONE_BITS UINT64_C(0x3ff0000000000000)
#define SIGNIFICAND ((UINT64_C(1) << 52) - 1)

/* x = 2^k m, of x's bits: those of k + 1023, and m. */
static HL_ALWAYS_INLINE uint64_t exponent_of(uint64_t bits) {
    return (bits + (ONE_BITS - SQRT_HALF_BITS)) >> 52;
}
static HL_ALWAYS_INLINE double significand_of(uint64_t bits) {
    return from_bits(((bits + (ONE_BITS - SQRT_HALF_BITS)) & SIGNIFICAND) + SQRT_HALF_BITS);
}
/* An integer below 2^52 as a double, less an offset. */
static HL_ALWAYS_INLINE double double_of(uint64_t integer, double offset) {
    return from_bits(integer | to_bits(0x1p52)) - (0x1p52 + offset);
}

/* log(1 + f) = f - f^2/2 + s (f^2/2 + z R(z)) with s = f / (2 + f) and z = s^2, after FDLIBM's e_log.c: R. */
static HL_ALWAYS_INLINE double log_series(double z) {
    double p = LOG_7;
    p = hl_fma(p, z, LOG_6);
    p = hl_fma(p, z, LOG_5);
    p = hl_fma(p, z, LOG_4);
    p = hl_fma(p, z, LOG_3);
    p = hl_fma(p, z, LOG_2);
    return hl_fma(p, z, LOG_1);
}

/* added + log(1 + f) - f. */
static HL_ALWAYS_INLINE double log_terms(double f, double s, double added) {
    const double z = s * s;
    const double half = 0.5 * f;
    return hl_fma(s, hl_fma(z, log_series(z), half * f), hl_fma(-half, f, added));
}

/* log(1 + f) as the sum of two doubles, of which the first is f - f^2/2: for products with a constant. */
typedef struct {
    double high, low;
} two_doubles;

static HL_ALWAYS_INLINE two_doubles log_twice(double f) {
    const double s = f / (2 + f);
    const double z = s * s;
    const double half = 0.5 * f * f;
    const double half_low = hl_fma(0.5 * f, f, -half);
    const double high = f - half;
    const double high_low = ((f - high) - half) - half_low;
    return (two_doubles){high, hl_fma(s, hl_fma(z, log_series(z), half), high_low)};
}

/* A logarithm of x, or what it is where there is none: -infinity of 0, NaN below, x of infinity and NaN. */
static HL_ALWAYS_INLINE double or_special(double x, double logarithm) {
    const double regular = x < INFINITY ? logarithm : x;
    const double none = x == 0 ? -INFINITY : NAN;
    return x > 0 ? regular : none;
}

/* k and f of x = 2^k (1 + f). */
typedef struct {
    double k, f;
} log_parts;

static HL_ALWAYS_INLINE log_parts log_split(double x) {
    const double normal = x < 0x1p-1022 ? x * 0x1p54 : x;
    const double offset = x < 0x1p-1022 ? 1023.0 + 54 : 1023.0;
    const uint64_t bits = to_bits(normal);
    return (log_parts){double_of(exponent_of(bits), offset), significand_of(bits) - 1};
}

/* k ln 2 + f exactly but for a last part: the product with the short constant is exact. */
static HL_ALWAYS_INLINE double log_double(double x) {
    const log_parts l = log_split(x);
    const double sum = hl_fma(l.k, LN2_SHORT_HIGH, l.f);
    const double lost = hl_fma(l.k, LN2_SHORT_HIGH, -sum) + l.f;
    const double rest = hl_fma(l.k, LN2_SHORT_LOW, lost);
    return or_special(x, sum + log_terms(l.f, l.f / (2 + l.f), rest));
}

static HL_ALWAYS_INLINE double log2_double(double x) {
    const log_parts l = log_split(x);
    const two_doubles m = log_twice(l.f);
    const double first = m.high * INV_LN2_HIGH;
    const double rest = hl_fma(m.high, INV_LN2_LOW, hl_fma(m.high, INV_LN2_HIGH, -first));
    const double sum = l.k + first;
    const double lost = (l.k - sum) + first;
    return or_special(x, sum + (lost + hl_fma(m.low, INV_LN2_HIGH, rest)));
}

static HL_ALWAYS_INLINE double log10_double(double x) {
    const log_parts l = log_split(x);
    const two_doubles m = log_twice(l.f);
    const double first = m.high * INV_LN10_HIGH;
    const double rest = hl_fma(m.high, INV_LN10_LOW, hl_fma(m.high, INV_LN10_HIGH, -first));
    const double sum = hl_fma(l.k, LOG10_2_HIGH, first);
    const double lost = hl_fma(l.k, LOG10_2_HIGH, -sum) + first;
    return or_special(x,
                      sum + (hl_fma(l.k, LOG10_2_LOW, lost) + hl_fma(m.low, INV_LN10_HIGH, rest)));
}

/*
 * 1 + x = u + e exactly (Knuth's sum); u = 2^k m, so f = (m - 1) + 2^-k e, and f = x where k = 0. What is lost
 * of f counts by the derivative there, 1 / (1 + f), which is 1 - 2s up to 0.06.
 */
static HL_ALWAYS_INLINE double log1p_double(double x) {
    const double u = 1 + x;
    const double v = u - 1;
    const double e = (1 - (u - v)) + (x - v);
    const uint64_t bits = to_bits(u);
    const uint64_t exponent = exponent_of(bits);
    const double k = double_of(exponent, 1023);
    const double e_scaled = e * (0.5 * from_bits((2047 - exponent) << 52)); /* 0 for k = 1024 */
    const double m = significand_of(bits) - 1;
    const double f = m + e_scaled;
    const double f_lost = (m - f) + e_scaled;
    const double s = f / (2 + f);
    const double sum = hl_fma(k, LN2_SHORT_HIGH, f);
    const double lost = hl_fma(k, LN2_SHORT_HIGH, -sum) + f;
    const double rest = hl_fma(f_lost, hl_fma(-2, s, 1), hl_fma(k, LN2_SHORT_LOW, lost));
    const double result = sum + log_terms(f, s, rest);
    return copysign(or_special(u, x < INFINITY ? result : x), x);
}

static HL_ALWAYS_INLINE float log_single(float any) {
    const double x = (double)any;
    const uint64_t bits = to_bits(x);
    const double f = significand_of(bits) - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    double p = LOG_SINGLE_4;
    p = hl_fma(p, z, LOG_SINGLE_3);
    p = hl_fma(p, z, LOG_SINGLE_2);
    p = hl_fma(p, z, LOG_SINGLE_1);
    p = hl_fma(p, z, LOG_SINGLE_0);
    return (float)or_special(x, hl_fma(double_of(exponent_of(bits), 1023), LN2_HIGH, s * p));
}

/* log2 of a float in double, within 2^-45 or so. */
static HL_ALWAYS_INLINE double log2_short(double x) {
    const uint64_t bits = to_bits(x);
    const double f = significand_of(bits) - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    double p = LOG2_SINGLE_5;
    p = hl_fma(p, z, LOG2_SINGLE_4);
    p = hl_fma(p, z, LOG2_SINGLE_3);
    p = hl_fma(p, z, LOG2_SINGLE_2);
    p = hl_fma(p, z, LOG2_SINGLE_1);
    p = hl_fma(p, z, LOG2_SINGLE_0);
    return hl_fma(s, p, double_of(exponent_of(bits), 1023));
}

static HL_ALWAYS_INLINE float log2_single(float x) {
    return (float)or_special((double)x, log2_short((double)x));
}

static HL_ALWAYS_INLINE float log10_single(float x) {
    return (float)or_special((double)x, log2_short((double)x) * LOG10_2);
}

/* 1 + x is exact where k is not 0, or nearly. */
static HL_ALWAYS_INLINE float log1p_single(float any) {
    const double x = (double)any;
    const double u = 1 + x;
    const uint64_t bits = to_bits(u);
    const double k = double_of(exponent_of(bits), 1023);
    const double f = k == 0 ? x : significand_of(bits) - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    double p = LOG_SINGLE_4;
    p = hl_fma(p, z, LOG_SINGLE_3);
    p = hl_fma(p, z, LOG_SINGLE_2);
    p = hl_fma(p, z, LOG_SINGLE_1);
    p = hl_fma(p, z, LOG_SINGLE_0);
    return (float)copysign(or_special(u, hl_fma(k, LN2_HIGH, s * p)), x);
}

/* --- pow -------------------------------------------------------------------------------------------- */

/*
 * log2 of x > 0 as the sum of two doubles, within 2^-65 of itself. With s = f / (2 + f) and z = s^2, all three
 * in two parts: s (POW_0 + z (POW_1 + z q(z))), of which only q is one double: it is 2^-12 of the whole.
 */
static HL_ALWAYS_INLINE two_doubles log2_twice(double x) {
    const log_parts l = log_split(x);
    const double divisor = 2 + l.f;
    const double divisor_low = l.f - (divisor - 2);
    const double inverse = 1 / divisor;
    const double s = l.f * inverse;
    const double s_low = hl_fma(-s, divisor_low, hl_fma(-s, divisor, l.f)) * inverse;
    const double z = s * s;
    const double z_low = hl_fma(s, s, -z) + 2 * s * s_low;
    const double z2 = z * z;
    const double z4 = z2 * z2;
    const double q2 = hl_fma(POW_3, z, POW_2);
    const double q4 = hl_fma(POW_5, z, POW_4);
    const double q6 = hl_fma(POW_7, z, POW_6);
    const double q8 = hl_fma(POW_9, z, POW_8);
    const double q = hl_fma(z4, hl_fma(z4, POW_10, hl_fma(z2, q8, q6)), hl_fma(z2, q4, q2));
    /* POW_1 + z q */
    const double zq = z * q;
    const double zq_low = hl_fma(z, q, -zq) + z_low * q;
    const double u = POW_1_HIGH + zq;
    const double u_low = ((POW_1_HIGH - u) + zq) + (POW_1_LOW + zq_low);
    /* POW_0 + z u */
    const double zu = z * u;
    const double zu_low = hl_fma(z, u, -zu) + hl_fma(z, u_low, z_low * u);
    const double w = POW_0_HIGH + zu;
    const double w_low = ((POW_0_HIGH - w) + zu) + (POW_0_LOW + zu_low);
    /* k + s w */
    const double sw = s * w;
    const double sw_low = hl_fma(s, w, -sw) + hl_fma(s, w_low, s_low * w);
    const double high = l.k + sw;
    return (two_doubles){high, ((l.k - high) + sw) + sw_low};
}

/* 2^(high + low), |high| < 1300, low being less than high's last place; 0 or infinity beyond 1100. */
static HL_ALWAYS_INLINE double exp2_twice(double high, double low) {
    const double shifted = high + ROUND_FOR_TWO;
    const double part = high - (shifted - ROUND_FOR_TWO);
    const double r = part + low;
    const double r_low = (part - r) + low;
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double p2 = hl_fma(EXP2_3, r, EXP2_2);
    const double p4 = hl_fma(EXP2_5, r, EXP2_4);
    const double p6 = hl_fma(EXP2_7, r, EXP2_6);
    const double p8 = hl_fma(EXP2_9, r, EXP2_8);
    const double p10 = hl_fma(EXP2_11, r, EXP2_10);
    const double p = hl_fma(r4, hl_fma(r4, p10, hl_fma(r2, p8, p6)), hl_fma(r2, p4, p2));
    const double first = r * LN2_HIGH;
    const double one = 1 + first;
    const double rest = hl_fma(r, LN2_LOW, hl_fma(r, LN2_HIGH, -first));
    const double lost = (1 - one) + first;
    const double sum = one + hl_fma(r2, p, lost + hl_fma(r_low * LN2_HIGH, one, rest));
    return scale_twice(sum, shifted);
}

/*
 * The cases of C17, F.10.4.4. magnitude is |x|^y for finite x and y other than 0 that do not overflow.
 * A sign is that of an odd integer's power.
 */
static HL_ALWAYS_INLINE double pow_special(double x, double y, double magnitude) {
    const double size = fabs(x);
    /* 0 and infinity, and their inverses */
    const double end = (size == 0) == (y < 0) ? INFINITY : 0;
    const double positive = ((size == 0) | (size == INFINITY)) ? end : magnitude;
    const bool is_integer = rint(y) == y;
    const bool is_odd = is_integer & (rint(0.5 * y) != 0.5 * y);
    const double power = is_odd ? copysign(positive, x) : positive;
    const double real = ((x < 0) & (size < INFINITY) & !is_integer) ? NAN : power;
    const double number = ((x != x) | (y != y)) ? NAN : real;
    return ((x == 1) | (y == 0)) ? 1 : number;
}

static HL_ALWAYS_INLINE double pow_double(double x, double y) {
    const two_doubles log2_x = log2_twice(fabs(x));
    /* beyond 2^65 every power but that of 1 overflows: no product is infinite, no sum NaN */
    const double exponent = clamp(y, -0x1p65, 0x1p65);
    const double product = exponent * log2_x.high;
    const double low = hl_fma(exponent, log2_x.high, -product) + exponent * log2_x.low;
    const double high = clamp(product, -1200, 1200);
    return pow_special(x, y, exp2_twice(high, high == product ? low : 0));
}

/* |y log2(x)| < 160 or it overflows: log2's 45 bits leave 37 to the result. */
static HL_ALWAYS_INLINE float pow_single(float x, float y) {
    const double size = fabs((double)x);
    const double exponent = (double)clampf(y, -0x1p60F, 0x1p60F);
    const double product = exponent * log2_short(size);
    return (float)pow_special((double)x, (double)y, exp2_short(clamp(product, -160, 160)));
}

/* --- HL_OP_FAST --------------------------------------------------------------------------------------- */

/*
 * The same without the terms that only make up for roundings, and with fewer powers. float32 in float32, twice as
 * many to a register. ln 2 in two parts stays: x is large beside r, and without a fused operation the product
 * with the first part, of which 11 bits are 0, is exact nevertheless.
 */
static HL_ALWAYS_INLINE double exp_fast(double any) {
    const double x = clamp(any, -746, 710);
    const double shifted = hl_mad(x, INV_LN2_HIGH, ROUND_FOR_TWO);
    const double k = shifted - ROUND_FOR_TWO;
    const double r = hl_mad(-k, LN2_SHORT_LOW, hl_mad(-k, LN2_SHORT_HIGH, x));
    double p = EXP_FAST_10;
    p = hl_mad(p, r, EXP_FAST_9);
    p = hl_mad(p, r, EXP_FAST_8);
    p = hl_mad(p, r, EXP_FAST_7);
    p = hl_mad(p, r, EXP_FAST_6);
    p = hl_mad(p, r, EXP_FAST_5);
    p = hl_mad(p, r, EXP_FAST_4);
    p = hl_mad(p, r, EXP_FAST_3);
    p = hl_mad(p, r, EXP_FAST_2);
    return scale_twice(hl_mad(r * r, p, 1 + r), shifted);
}

static HL_ALWAYS_INLINE double exp2_fast(double any) {
    const double x = clamp(any, -1080, 1030);
    const double shifted = x + ROUND_FOR_TWO;
    const double r = x - (shifted - ROUND_FOR_TWO);
    double p = EXP2_FAST_10;
    p = hl_mad(p, r, EXP2_FAST_9);
    p = hl_mad(p, r, EXP2_FAST_8);
    p = hl_mad(p, r, EXP2_FAST_7);
    p = hl_mad(p, r, EXP2_FAST_6);
    p = hl_mad(p, r, EXP2_FAST_5);
    p = hl_mad(p, r, EXP2_FAST_4);
    p = hl_mad(p, r, EXP2_FAST_3);
    p = hl_mad(p, r, EXP2_FAST_2);
    p = hl_mad(p, r, EXP2_FAST_1);
    return scale_twice(hl_mad(p, r, 1), shifted);
}

static HL_ALWAYS_INLINE double expm1_fast(double any) {
    const double x = clamp(any, -40, 710);
    const double shifted = hl_mad(x, INV_LN2_HIGH, ROUND_FOR_HALF);
    const double k = shifted - ROUND_FOR_HALF;
    const double r = hl_mad(-k, LN2_SHORT_LOW, hl_mad(-k, LN2_SHORT_HIGH, x));
    double p = EXPM1_FAST_11;
    p = hl_mad(p, r, EXPM1_FAST_10);
    p = hl_mad(p, r, EXPM1_FAST_9);
    p = hl_mad(p, r, EXPM1_FAST_8);
    p = hl_mad(p, r, EXPM1_FAST_7);
    p = hl_mad(p, r, EXPM1_FAST_6);
    p = hl_mad(p, r, EXPM1_FAST_5);
    p = hl_mad(p, r, EXPM1_FAST_4);
    p = hl_mad(p, r, EXPM1_FAST_3);
    p = hl_mad(p, r, EXPM1_FAST_2);
    const uint64_t exponent = to_bits(shifted);
    const double inverse = 0.5 * from_bits((2046 - exponent) << 52);
    const double y = (1 - inverse) + hl_mad(r * r, p, r);
    return copysign((y + y) * from_bits(exponent << 52), any);
}

/* log(1 + f) = f - s (f - z R(z)), FDLIBM's other formula. */
static HL_ALWAYS_INLINE double log_fraction(double f) {
    const double s = f / (2 + f);
    const double z = s * s;
    double p = LOG_7;
    p = hl_mad(p, z, LOG_6);
    p = hl_mad(p, z, LOG_5);
    p = hl_mad(p, z, LOG_4);
    p = hl_mad(p, z, LOG_3);
    p = hl_mad(p, z, LOG_2);
    p = hl_mad(p, z, LOG_1);
    return hl_mad(-s, hl_mad(-z, p, f), f);
}

static HL_ALWAYS_INLINE double log_fast(double x) {
    const log_parts l = log_split(x);
    return or_special(x, hl_mad(l.k, LN2_HIGH, log_fraction(l.f)));
}

static HL_ALWAYS_INLINE double log2_fast(double x) {
    const log_parts l = log_split(x);
    return or_special(x, hl_mad(log_fraction(l.f), INV_LN2_HIGH, l.k));
}

static HL_ALWAYS_INLINE double log10_fast(double x) {
    const log_parts l = log_split(x);
    return or_special(x, hl_mad(l.k, LOG10_2, log_fraction(l.f) * INV_LN10_HIGH));
}

static HL_ALWAYS_INLINE float of_bitsf(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
static HL_ALWAYS_INLINE uint32_t bits_off(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

#define ROUNDF_FOR_TWO (0x1.8p23F + 254)
#define LN2F_HIGH 0x1.62e4p-1F /* 9 zeros at its end */
#define LN2F_LOW 0x1.7f7d1cp-20F

static HL_ALWAYS_INLINE float scale_twicef(float sum, float shifted) {
    const uint32_t exponents = bits_off(shifted);
    const uint32_t half = exponents >> 1;
    return sum * of_bitsf(half << 23) * of_bitsf((exponents - half) << 23);
}

static HL_ALWAYS_INLINE float exp_float(float any) {
    const float x = clampf(any, -104, 89);
    const float shifted = hl_madf(x, (float)INV_LN2_HIGH, ROUNDF_FOR_TWO);
    const float k = shifted - ROUNDF_FOR_TWO;
    const float r = hl_madf(-k, LN2F_LOW, hl_madf(-k, LN2F_HIGH, x));
    float p = EXP_FLOAT_6;
    p = hl_madf(p, r, EXP_FLOAT_5);
    p = hl_madf(p, r, EXP_FLOAT_4);
    p = hl_madf(p, r, EXP_FLOAT_3);
    p = hl_madf(p, r, EXP_FLOAT_2);
    return scale_twicef(hl_madf(r * r, p, 1 + r), shifted);
}

static HL_ALWAYS_INLINE float exp2_float(float any) {
    const float x = clampf(any, -151, 129);
    const float shifted = x + ROUNDF_FOR_TWO;
    const float r = x - (shifted - ROUNDF_FOR_TWO);
    float p = EXP2_FLOAT_6;
    p = hl_madf(p, r, EXP2_FLOAT_5);
    p = hl_madf(p, r, EXP2_FLOAT_4);
    p = hl_madf(p, r, EXP2_FLOAT_3);
    p = hl_madf(p, r, EXP2_FLOAT_2);
    p = hl_madf(p, r, EXP2_FLOAT_1);
    return scale_twicef(hl_madf(p, r, 1), shifted);
}

/* k and f of x = 2^k (1 + f). */
typedef struct {
    float k, f;
} log_partsf;

static HL_ALWAYS_INLINE log_partsf log_splitf(float x) {
    const uint32_t one = UINT32_C(0x3f800000);
    const uint32_t sqrt_half = UINT32_C(0x3f3504f3);
    const float normal = x < 0x1p-126F ? x * 0x1p23F : x;
    const float offset = x < 0x1p-126F ? 127 + 23 : 127;
    const uint32_t bits = bits_off(normal) + (one - sqrt_half);
    return (log_partsf){(float)(int32_t)(bits >> 23) - offset,
                        of_bitsf((bits & UINT32_C(0x7fffff)) + sqrt_half) - 1};
}

static HL_ALWAYS_INLINE float log_fractionf(float f) {
    const float s = f / (2 + f);
    const float z = s * s;
    float p = LOG_FLOAT_3;
    p = hl_madf(p, z, LOG_FLOAT_2);
    p = hl_madf(p, z, LOG_FLOAT_1);
    return hl_madf(-s, hl_madf(-z, p, f), f);
}

static HL_ALWAYS_INLINE float or_specialf(float x, float logarithm) {
    const float regular = x < INFINITY ? logarithm : x;
    const float none = x == 0 ? -INFINITY : NAN;
    return x > 0 ? regular : none;
}

static HL_ALWAYS_INLINE float log_float(float x) {
    const log_partsf l = log_splitf(x);
    return or_specialf(x, hl_madf(l.k, (float)LN2_HIGH, log_fractionf(l.f)));
}

static HL_ALWAYS_INLINE float log2_float(float x) {
    const log_partsf l = log_splitf(x);
    return or_specialf(x, hl_madf(log_fractionf(l.f), (float)INV_LN2_HIGH, l.k));
}

static HL_ALWAYS_INLINE float log10_float(float x) {
    const log_partsf l = log_splitf(x);
    return or_specialf(x, hl_madf(l.k, (float)LOG10_2, log_fractionf(l.f) * (float)INV_LN10_HIGH));
}

/* --- kernels ------------------------------------------------------------------------------------------ */

#define FUNCTION(name) \
    UNARY(f64, name, name##_double(x)) \
    UNARY(f32, name, name##_single(x))
FUNCTION(exp)
FUNCTION(exp2)
FUNCTION(expm1)
FUNCTION(log)
FUNCTION(log2)
FUNCTION(log10)
FUNCTION(log1p)
UNARY(f64, fast_exp, exp_fast(x))
UNARY(f64, fast_exp2, exp2_fast(x))
UNARY(f64, fast_expm1, expm1_fast(x))
UNARY(f64, fast_log, log_fast(x))
UNARY(f64, fast_log2, log2_fast(x))
UNARY(f64, fast_log10, log10_fast(x))
UNARY(f32, fast_exp, exp_float(x))
UNARY(f32, fast_exp2, exp2_float(x))
UNARY(f32, fast_log, log_float(x))
UNARY(f32, fast_log2, log2_float(x))
UNARY(f32, fast_log10, log10_float(x))
BINARY(f64, pow, pow_double(x, y))
BINARY(f32, pow, pow_single(x, y))

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_EXP] = {ROW_FLOATS(exp)},     [HL_OP_EXP2] = {ROW_FLOATS(exp2)},
    [HL_OP_EXPM1] = {ROW_FLOATS(expm1)}, [HL_OP_LOG] = {ROW_FLOATS(log)},
    [HL_OP_LOG2] = {ROW_FLOATS(log2)},   [HL_OP_LOG10] = {ROW_FLOATS(log10)},
    [HL_OP_LOG1P] = {ROW_FLOATS(log1p)}, [HL_OP_POW] = {ROW_FLOATS(pow)},
};

/* Forms that are 1.15 times as fast or more (bench_functions). log1p's was 1.12; pow's time goes into what it
 * needs for 4 ULP, too. */
static hl_apply *const FAST_KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_EXP] = {ROW_FLOATS(fast_exp)},        [HL_OP_EXP2] = {ROW_FLOATS(fast_exp2)},
    [HL_OP_EXPM1] = {[HL_F64] = fast_expm1_f64}, [HL_OP_LOG] = {ROW_FLOATS(fast_log)},
    [HL_OP_LOG2] = {ROW_FLOATS(fast_log2)},      [HL_OP_LOG10] = {ROW_FLOATS(fast_log10)},
};
LOOKUP_WITH_FAST(exponential, KERNELS, FAST_KERNELS)
