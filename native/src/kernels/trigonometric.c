/*
 * Trigonometric functions and their inverses: sin cos tan asin acos atan atan2 sinpi cospi. float32 in
 * double, by shorter polynomials, rounded once. Bounds and proofs: docs/numerics.md; the coefficients come
 * from native/functions/trigonometric.py. Java's Trigonometric has the same operations in the same order.
 */
#include "sincos.h"

static inline f64 with_sign_of(f64 magnitude, f64 x) {
    return from_bits(to_bits(magnitude) ^ (to_bits(x) & SIGN_BIT));
}

/* --- sine, cosine, tangent ------------------------------------------------------------------------------ */

/* Of x, where a is |x| reduced; those for float32 end in _short. */

static inline f64 sin_short_of(angle a, f64 x) {
    const f64 sine = sin_short(a);
    const f64 cosine = cos_short(a);
    return turned_with((a.quadrant & 1) != 0 ? cosine : sine, a.quadrant, x);
}

static inline f64 cos_short_of(angle a, f64 x) {
    (void)x;
    a.quadrant++;
    return sin_short_of(a, 1.0);
}

/* The quotient of sine and cosine or its negative reciprocal, both with their tails; what the quotient
 * lacks is made up by its remainder. */
static inline f64 tan_of(angle a, f64 x) {
    const unrounded s = sin_kernel(a);
    const unrounded c = cos_kernel(a);
    const f64 sine = rounded(s);
    const f64 cosine = rounded(c);
    const f64 sine_tail = s.tail - (sine - s.head);
    const f64 cosine_tail = c.tail - (cosine - c.head);
    const bool odd = (a.quadrant & 1) != 0;
    const f64 above = odd ? cosine : sine;
    const f64 above_tail = odd ? cosine_tail : sine_tail;
    const f64 below = odd ? sine : cosine;
    const f64 below_tail = odd ? sine_tail : cosine_tail;
    const f64 inverse = 1.0 / below;
    const f64 quotient = above * inverse;
    const f64 remainder =
        hl_fma(-quotient, below, above) + hl_fma(-quotient, below_tail, above_tail);
    return turned_with(hl_fma(remainder, inverse, quotient), a.quadrant << 1, x);
}

static inline f64 tan_short_of(angle a, f64 x) {
    const f64 sine = sin_short(a);
    const f64 cosine = cos_short(a);
    const bool odd = (a.quadrant & 1) != 0;
    const f64 quotient = (odd ? cosine : sine) / (odd ? sine : cosine);
    return turned_with(quotient, a.quadrant << 1, x);
}

/* Zeros are positive in every quadrant before they take the sign of x, as in IEEE 754-2019, 9.2.1. */

static inline f64 sinpi_value(f64 x) {
    return with_sign_of(sin_of(reduce_pi(fabs(x)), 1.0) + 0.0, x);
}

static inline f64 cospi_value(f64 x) {
    return cos_of(reduce_pi(fabs(x)), x) + 0.0;
}

static inline f64 sinpi_short(f64 x) {
    return with_sign_of(sin_short_of(reduce_pi(fabs(x)), 1.0) + 0.0, x);
}

static inline f64 cospi_short(f64 x) {
    return cos_short_of(reduce_pi(fabs(x)), x) + 0.0;
}

/* --- inverse sine and cosine ---------------------------------------------------------------------------- */

/*
 * Up to 1/2 the series of asin(x) itself; beyond, with z = (1 - |x|)/2, which is exact, asin |x| is pi/2 -
 * 2 asin(sqrt z) and acos |x| is 2 asin(sqrt z). root + tail is sqrt z beyond, |x| up to 1/2; series is
 * what asin(root) has more.
 */
typedef struct {
    f64 root, tail, series;
    bool small;
} arc_sine;

static inline arc_sine asin_kernel(f64 x) {
    const f64 size = fabs(x);
    const bool small = size <= 0.5;
    const f64 square = small ? size * size : hl_fma(-0.5, size, 0.5);
    const f64 exact_root = sqrt(square);
    const f64 root = small ? size : exact_root;
    /* the root's rounding; the divisor is not 0, and a number that is added to it vanishes */
    const f64 lost = hl_fma(-root, root, square) / hl_fma(2.0, root, 0x1p-1000);
    const f64 z2 = square * square;
    const f64 z4 = z2 * z2;
    const f64 p0 = hl_fma(square, ASIN_5, ASIN_3);
    const f64 p2 = hl_fma(square, ASIN_9, ASIN_7);
    const f64 p4 = hl_fma(square, ASIN_13, ASIN_11);
    const f64 p6 = hl_fma(square, ASIN_17, ASIN_15);
    const f64 p8 = hl_fma(square, ASIN_21, ASIN_19);
    const f64 p10 = hl_fma(z2, ASIN_27, hl_fma(square, ASIN_25, ASIN_23));
    const f64 q0 = hl_fma(z2, p2, p0);
    const f64 q4 = hl_fma(z2, p6, p4);
    const f64 q8 = hl_fma(z2, p10, p8);
    const f64 p = hl_fma(z4, hl_fma(z4, q8, q4), q0);
    return (arc_sine){root, small ? 0.0 : lost, (root * square) * p, small};
}

static inline f64 asin_value(f64 x) {
    const arc_sine s = asin_kernel(x);
    const f64 twice = 2.0 * s.root;
    const f64 from_right = PI_2_A - twice;
    const f64 rest =
        sorted_sum_error(PI_2_A, -twice, from_right) + hl_fma(-2.0, s.series + s.tail, PI_2_BC);
    return with_sign_of(s.small ? s.root + s.series : from_right + rest, x);
}

/* base + head + tail, where base is pi/2, 0 or pi. */
static inline f64 acos_value(f64 x) {
    const arc_sine s = asin_kernel(x);
    const uint64_t sign = to_bits(x) & SIGN_BIT;
    const f64 far = x < 0 ? PI_A : 0.0;
    const f64 far_tail = x < 0 ? PI_B : 0.0;
    const f64 base = s.small ? PI_2_A : far;
    const f64 base_tail = s.small ? PI_2_BC : far_tail;
    const f64 factor = from_bits(to_bits(s.small ? -1.0 : 2.0) ^ sign);
    const f64 head = factor * s.root;
    const f64 sum = base + head;
    return sum + (sorted_sum_error(base, head, sum) + hl_fma(factor, s.series + s.tail, base_tail));
}

/* asin of root, where root is |x| up to 1/2 and the root of (1 - |x|)/2 beyond, within 2^-31. */
static inline f64 asin_short_kernel(f64 size, bool small) {
    const f64 square = small ? size * size : hl_fma(-0.5, size, 0.5);
    const f64 exact_root = sqrt(square);
    const f64 root = small ? size : exact_root;
    f64 p = hl_fma(square, ASIN_SHORT_13, ASIN_SHORT_11);
    p = hl_fma(square, p, ASIN_SHORT_9);
    p = hl_fma(square, p, ASIN_SHORT_7);
    p = hl_fma(square, p, ASIN_SHORT_5);
    p = hl_fma(square, p, ASIN_SHORT_3);
    return hl_fma(root * square, p, root);
}

static inline f64 asin_short(f64 x) {
    const bool small = fabs(x) <= 0.5;
    const f64 arc = asin_short_kernel(fabs(x), small);
    return with_sign_of(small ? arc : hl_fma(-2.0, arc, PI_2_A), x);
}

static inline f64 acos_short(f64 x) {
    const bool small = fabs(x) <= 0.5;
    const f64 arc = asin_short_kernel(fabs(x), small);
    const f64 near = PI_2_A - with_sign_of(arc, x);
    const f64 twice = 2.0 * arc;
    const f64 far = x < 0 ? PI_A - twice : twice;
    return small ? near : far;
}

/* --- inverse tangent ------------------------------------------------------------------------------------ */

/*
 * The angle of a point in the first octant, 0 <= low <= high, seen from another direction: quarters pi/4
 * plus it, or, when mirror is the sign bit and not 0, less it. Beyond tan(pi/8) the octant's other edge is
 * nearer: atan(low/high) is then pi/4 + atan((low - high)/(low + high)). The quotient has a tail for its
 * own rounding and those of sum and difference.
 */
static inline f64 octant(f64 low, f64 high, f64 quarters, uint64_t mirror) {
    const bool far = low > TAN_PI_8 * high;
    const f64 difference = low - high;
    const f64 sum = low + high;
    const f64 difference_lost = low - (difference + high);
    const f64 sum_lost = low - (sum - high);
    const f64 above = far ? difference : low;
    const f64 below = far ? sum : high;
    const f64 above_lost = far ? difference_lost : 0.0;
    const f64 below_lost = far ? sum_lost : 0.0;
    const f64 inverse = 1.0 / below;
    const f64 quotient = above * inverse;
    const f64 remainder =
        hl_fma(-quotient, below, above) + hl_fma(-quotient, below_lost, above_lost);
    const f64 square = quotient * quotient;
    const f64 lost = inverse * remainder;
    const f64 z2 = square * square;
    const f64 z4 = z2 * z2;
    const f64 p0 = hl_fma(square, ATAN_5, ATAN_3);
    const f64 p2 = hl_fma(square, ATAN_9, ATAN_7);
    const f64 p4 = hl_fma(square, ATAN_13, ATAN_11);
    const f64 p6 = hl_fma(square, ATAN_17, ATAN_15);
    const f64 p8 = hl_fma(z2, ATAN_23, hl_fma(square, ATAN_21, ATAN_19));
    const f64 q0 = hl_fma(z2, p2, p0);
    const f64 q4 = hl_fma(z2, p6, p4);
    const f64 p = hl_fma(z4, hl_fma(z4, p8, q4), q0);
    const f64 tail = hl_fma(quotient * square, p, hl_fma(-square, lost, lost));
    const f64 step = far ? 1.0 : 0.0;
    const f64 count = quarters + from_bits(to_bits(step) ^ mirror);
    const f64 base = count * PI_4_A; /* exact: PI_4_A ends in three zeros */
    const f64 base_tail = count * PI_4_B;
    const f64 head = from_bits(to_bits(quotient) ^ mirror);
    const f64 whole = base + head;
    return whole +
           (sorted_sum_error(base, head, whole) + (base_tail + from_bits(to_bits(tail) ^ mirror)));
}

static inline f64 octant_short(f64 low, f64 high) {
    const f64 quotient = low / high;
    const f64 square = quotient * quotient;
    const f64 z2 = square * square;
    const f64 z4 = z2 * z2;
    const f64 p0 = hl_fma(square, ATAN_SHORT_5, ATAN_SHORT_3);
    const f64 p2 = hl_fma(square, ATAN_SHORT_9, ATAN_SHORT_7);
    const f64 p4 = hl_fma(square, ATAN_SHORT_13, ATAN_SHORT_11);
    const f64 p6 = hl_fma(square, ATAN_SHORT_17, ATAN_SHORT_15);
    const f64 p8 = hl_fma(square, ATAN_SHORT_21, ATAN_SHORT_19);
    const f64 q0 = hl_fma(z2, p2, p0);
    const f64 q4 = hl_fma(z2, p6, p4);
    const f64 p = hl_fma(z4, hl_fma(z4, p8, q4), q0);
    return hl_fma(quotient * square, p, quotient);
}

/* From 2^64 on the result is pi/2. */
static inline f64 atan_value(f64 x) {
    const f64 size = fabs(x);
    const f64 bounded = size > 0x1p64 ? 0x1p64 : size;
    const f64 low = bounded > 1.0 ? 1.0 : bounded;
    const f64 high = bounded < 1.0 ? 1.0 : bounded;
    const uint64_t mirror = to_bits(1.0 - high) & SIGN_BIT;
    const f64 quarters = from_bits(to_bits(2.0) & (uint64_t)((int64_t)mirror >> 63));
    return with_sign_of(octant(low, high, quarters, mirror), x);
}

static inline f64 atan_short(f64 x) {
    const f64 size = fabs(x);
    const f64 low = size > 1.0 ? 1.0 : size;
    const f64 high = size < 1.0 ? 1.0 : size;
    const f64 arc = octant_short(low, high);
    const uint64_t mirror = to_bits(1.0 - high) & SIGN_BIT;
    const f64 quarter = from_bits(to_bits(PI_2_A) & (uint64_t)((int64_t)mirror >> 63));
    return with_sign_of(quarter + from_bits(to_bits(arc) ^ mirror), x);
}

/* Two numbers as a point of the first octant, low <= high, and what octant() needs to get back. */
typedef struct {
    f64 low, high, quarters;
    uint64_t mirror;
} octant_point;

/*
 * x and y are scaled so that no inverse, sum or remainder overflows or is subnormal; what the smaller of them
 * loses when it is scaled down is no part of any quotient. 0 and infinite ones become 1, beside which the
 * other is 0 or 1.
 */
static inline octant_point point_of(f64 y, f64 x) {
    const f64 rise = fabs(y);
    const f64 run = fabs(x);
    const bool steep = rise > run;
    const f64 larger = steep ? rise : run;
    const f64 smaller = steep ? run : rise;
    const bool infinite = larger == (f64)INFINITY;
    const f64 beside_infinity = smaller == (f64)INFINITY ? 1.0 : smaller * 0.0;
    const f64 scale = larger > 0x1p500 ? 0x1p-100 : 0x1p300;
    const f64 low = infinite ? beside_infinity : smaller * scale;
    const f64 high = infinite || larger == 0 ? 1.0 : larger * scale;
    /* 4 to the left, where x is negative or -0.0 */
    const uint64_t left = to_bits(x) & SIGN_BIT;
    const f64 flat = from_bits(to_bits(4.0) & (uint64_t)((int64_t)left >> 63));
    return (octant_point){low, high, steep ? 2.0 : flat, left ^ (steep ? SIGN_BIT : 0)};
}

static inline f64 atan2_value(f64 y, f64 x) {
    const octant_point p = point_of(y, x);
    return with_sign_of(octant(p.low, p.high, p.quarters, p.mirror), y);
}

/* In double nothing overflows or is subnormal. */
static inline f64 atan2_short(f64 y, f64 x) {
    const f64 rise = fabs(y);
    const f64 run = fabs(x);
    const bool steep = rise > run;
    const f64 larger = steep ? rise : run;
    const f64 smaller = steep ? run : rise;
    const bool infinite = larger == (f64)INFINITY;
    const f64 beside_infinity = smaller == (f64)INFINITY ? 1.0 : smaller * 0.0;
    const f64 arc =
        octant_short(infinite ? beside_infinity : smaller, infinite || larger == 0 ? 1.0 : larger);
    const f64 right = steep ? PI_2_A - arc : arc;
    const f64 left = steep ? PI_2_A + arc : PI_A - arc;
    return with_sign_of(to_bits(x) >> 63 != 0 ? left : right, y);
}

/* --- HL_OP_FAST ----------------------------------------------------------------------------------------- */

/* The same without the terms that only make up for roundings. Every product with the first three parts of
 * pi/2 is exact, so that the reduction needs no fused operation: |n| < 2^22, and 31 bits. */

static inline angle reduce_fast(f64 x) {
    const f64 shifted = hl_mad(x, TWO_OVER_PI, ROUNDER);
    const f64 n = shifted - ROUNDER;
    f64 high = hl_mad(-n, PI_2_FAST_1, x);
    high = hl_mad(-n, PI_2_FAST_2, high);
    high = hl_mad(-n, PI_2_FAST_3, high);
    high = hl_mad(-n, PI_2_FAST_4, high);
    return (angle){high, 0, to_bits(shifted)};
}

static inline f64 sin_fast(angle a) {
    const f64 square = a.high * a.high;
    f64 p = hl_mad(square, SIN_13, SIN_11);
    p = hl_mad(square, p, SIN_9);
    p = hl_mad(square, p, SIN_7);
    p = hl_mad(square, p, SIN_5);
    p = hl_mad(square, p, SIN_3);
    return hl_mad(square * a.high, p, a.high);
}

static inline f64 cos_fast(angle a) {
    const f64 square = a.high * a.high;
    f64 p = hl_mad(square, COS_14, COS_12);
    p = hl_mad(square, p, COS_10);
    p = hl_mad(square, p, COS_8);
    p = hl_mad(square, p, COS_6);
    p = hl_mad(square, p, COS_4);
    p = hl_mad(square, p, -0.5);
    return hl_mad(square, p, 1.0);
}

static inline f64 sin_fast_of(angle a, f64 x) {
    const f64 sine = sin_fast(a);
    const f64 cosine = cos_fast(a);
    return turned_with((a.quadrant & 1) != 0 ? cosine : sine, a.quadrant, x);
}

static inline f64 cos_fast_of(angle a, f64 x) {
    (void)x;
    a.quadrant++;
    return sin_fast_of(a, 1.0);
}

static inline f64 tan_fast_of(angle a, f64 x) {
    const f64 sine = sin_fast(a);
    const f64 cosine = cos_fast(a);
    const bool odd = (a.quadrant & 1) != 0;
    const f64 quotient = (odd ? cosine : sine) / (odd ? sine : cosine);
    return turned_with(quotient, a.quadrant << 1, x);
}

static inline f64 asin_fast_kernel(f64 size, bool small) {
    const f64 square = small ? size * size : hl_mad(-0.5, size, 0.5);
    const f64 exact_root = sqrt(square);
    const f64 root = small ? size : exact_root;
    const f64 z2 = square * square;
    const f64 z4 = z2 * z2;
    const f64 p0 = hl_mad(square, ASIN_5, ASIN_3);
    const f64 p2 = hl_mad(square, ASIN_9, ASIN_7);
    const f64 p4 = hl_mad(square, ASIN_13, ASIN_11);
    const f64 p6 = hl_mad(square, ASIN_17, ASIN_15);
    const f64 p8 = hl_mad(square, ASIN_21, ASIN_19);
    const f64 p10 = hl_mad(z2, ASIN_27, hl_mad(square, ASIN_25, ASIN_23));
    const f64 q0 = hl_mad(z2, p2, p0);
    const f64 q4 = hl_mad(z2, p6, p4);
    const f64 q8 = hl_mad(z2, p10, p8);
    const f64 p = hl_mad(z4, hl_mad(z4, q8, q4), q0);
    return hl_mad(root * square, p, root);
}

static inline f64 asin_fast(f64 x) {
    const bool small = fabs(x) <= 0.5;
    const f64 arc = asin_fast_kernel(fabs(x), small);
    return with_sign_of(small ? arc : hl_mad(-2.0, arc, PI_2_A), x);
}

static inline f64 acos_fast(f64 x) {
    const bool small = fabs(x) <= 0.5;
    const f64 arc = asin_fast_kernel(fabs(x), small);
    const f64 near = PI_2_A - with_sign_of(arc, x);
    const f64 twice = 2.0 * arc;
    const f64 far = x < 0 ? PI_A - twice : twice;
    return small ? near : far;
}

static inline f64 octant_fast(f64 low, f64 high, f64 quarters, uint64_t mirror) {
    const bool far = low > TAN_PI_8 * high;
    const f64 quotient = (far ? low - high : low) / (far ? low + high : high);
    const f64 square = quotient * quotient;
    const f64 z2 = square * square;
    const f64 z4 = z2 * z2;
    const f64 p0 = hl_mad(square, ATAN_5, ATAN_3);
    const f64 p2 = hl_mad(square, ATAN_9, ATAN_7);
    const f64 p4 = hl_mad(square, ATAN_13, ATAN_11);
    const f64 p6 = hl_mad(square, ATAN_17, ATAN_15);
    const f64 p8 = hl_mad(z2, ATAN_23, hl_mad(square, ATAN_21, ATAN_19));
    const f64 q0 = hl_mad(z2, p2, p0);
    const f64 q4 = hl_mad(z2, p6, p4);
    const f64 p = hl_mad(z4, hl_mad(z4, p8, q4), q0);
    const f64 arc = hl_mad(quotient * square, p, quotient);
    const f64 step = far ? 1.0 : 0.0;
    const f64 count = quarters + from_bits(to_bits(step) ^ mirror);
    return hl_mad(count, PI_4_A, from_bits(to_bits(arc) ^ mirror));
}

static inline f64 atan_fast(f64 x) {
    const f64 size = fabs(x);
    const f64 low = size > 1.0 ? 1.0 : size;
    const f64 high = size < 1.0 ? 1.0 : size;
    const uint64_t mirror = to_bits(1.0 - high) & SIGN_BIT;
    const f64 quarters = from_bits(to_bits(2.0) & (uint64_t)((int64_t)mirror >> 63));
    return with_sign_of(octant_fast(low, high, quarters, mirror), x);
}

static inline f64 atan2_fast(f64 y, f64 x) {
    const octant_point p = point_of(y, x);
    return with_sign_of(octant_fast(p.low, p.high, p.quarters, p.mirror), y);
}

/* --- the loops ------------------------------------------------------------------------------------------ */

/* The kernel of a function of a reduced angle. */
#define MAP_ANGLE(T, limit, name, reduction, function) \
    static void name##_##T(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        (void)b; \
        (void)c; \
        for (int64_t start = 0; start < n; start += ANGLES) { \
            const int64_t m = n - start < ANGLES ? n - start : ANGLES; \
            T *const r = (T *)out + start; \
            const T *const xs = (const T *)a + start; \
            T kept[ANGLES]; \
            const bool large = has_large_##T(xs, m); \
            if (large) { \
                memcpy(kept, xs, (size_t)m * sizeof *xs); \
            } \
            HL_SIMD \
            for (int64_t i = 0; i < m; i++) { \
                const f64 x = xs[i]; \
                r[i] = (T)function(reduction(fabs(x)), x); \
            } \
            for (int64_t i = 0; large && i < m; i++) { \
                const f64 x = kept[i]; \
                if (!(fabs(x) <= limit)) { \
                    r[i] = (T)function(reduce_large(fabs(x)), x); \
                } \
            } \
        } \
    }
#define FUNCTION_1(name) \
    MAP_1(f64, f64, name, name##_value(x)) \
    MAP_1(f32, f32, name, (f32)name##_short(x))

MAP_ANGLE(f64, LIMIT_F64, sin, reduce, sin_of)
MAP_ANGLE(f64, LIMIT_F64, cos, reduce, cos_of)
MAP_ANGLE(f64, LIMIT_F64, tan, reduce, tan_of)
MAP_ANGLE(f32, LIMIT_F32, sin, reduce_short, sin_short_of)
MAP_ANGLE(f32, LIMIT_F32, cos, reduce_short, cos_short_of)
MAP_ANGLE(f32, LIMIT_F32, tan, reduce_short, tan_short_of)
FUNCTION_1(sinpi)
FUNCTION_1(cospi)
FUNCTION_1(asin)
FUNCTION_1(acos)
FUNCTION_1(atan)
MAP_2(f64, f64, atan2, atan2_value(x, y))
MAP_2(f32, f32, atan2, (f32)atan2_short(x, y))

MAP_ANGLE(f64, LIMIT_F64, fast_sin, reduce_fast, sin_fast_of)
MAP_ANGLE(f64, LIMIT_F64, fast_cos, reduce_fast, cos_fast_of)
MAP_ANGLE(f64, LIMIT_F64, fast_tan, reduce_fast, tan_fast_of)
MAP_1(f64, f64, fast_asin, asin_fast(x))
MAP_1(f64, f64, fast_acos, acos_fast(x))
MAP_1(f64, f64, fast_atan, atan_fast(x))
MAP_2(f64, f64, fast_atan2, atan2_fast(x, y))

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_SIN] = {ROW_FLOATS(sin)},     [HL_OP_COS] = {ROW_FLOATS(cos)},
    [HL_OP_TAN] = {ROW_FLOATS(tan)},     [HL_OP_ASIN] = {ROW_FLOATS(asin)},
    [HL_OP_ACOS] = {ROW_FLOATS(acos)},   [HL_OP_ATAN] = {ROW_FLOATS(atan)},
    [HL_OP_SINPI] = {ROW_FLOATS(sinpi)}, [HL_OP_COSPI] = {ROW_FLOATS(cospi)},
    [HL_OP_ATAN2] = {ROW_FLOATS(atan2)},
};

/* Forms that are 1.15 times as fast or more (bench_functions). */
static hl_apply *const FAST_KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_SIN] = {[HL_F64] = fast_sin_f64},     [HL_OP_COS] = {[HL_F64] = fast_cos_f64},
    [HL_OP_TAN] = {[HL_F64] = fast_tan_f64},     [HL_OP_ASIN] = {[HL_F64] = fast_asin_f64},
    [HL_OP_ACOS] = {[HL_F64] = fast_acos_f64},   [HL_OP_ATAN] = {[HL_F64] = fast_atan_f64},
    [HL_OP_ATAN2] = {[HL_F64] = fast_atan2_f64},
};
LOOKUP_WITH_FAST(trigonometric, KERNELS, FAST_KERNELS)
