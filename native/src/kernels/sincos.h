/*
 * Sine and cosine of an angle in radians, and of one in half turns: argument reduction, and the polynomials
 * on [-pi/4, pi/4] that sin, cos, tan, sinpi and cospi share. Each function is branch-free, so that a loop
 * over it is vectorised, but for the reduction of large angles (reduce_large), which a second pass applies
 * to the elements that need it. Java's Trigonometric has the same operations in the same order.
 *
 * The proofs of the bounds named here are in docs/numerics.md. What must not live here: loops that write.
 */
#ifndef HL_SINCOS_H
#define HL_SINCOS_H

#include "double_double.h"
#include "elementwise.h"
#include "trigonometric_coefficients.h"

static const uint64_t SIGN_BIT = UINT64_C(1) << 63;

/* An angle less a multiple of pi/2: high + low, |high| <= pi/4 (1 + 2^-24), |low| at most an ulp or so of
 * high unless high is tiny; and the multiple, of which the lowest two bits count. */
typedef struct {
    f64 high, low;
    uint64_t quadrant;
} angle;

/* Numbers beyond which the reduction by three constants is not used. */
static const f64 LIMIT_F64 = 0x1p22;
static const f64 LIMIT_F32 = 0x1p28;

/* Adding it rounds a number below 2^51 to an integer, which is then in the lowest bits of the sum. */
static const f64 ROUNDER = 0x1.8p52;

/*
 * |x| <= 2^22, so |n| < 2^22. PI_2_A has 53 bits and PI_2_B 31: x - n PI_2_A is exact, and so is n PI_2_B,
 * whose difference is split exactly into high and low. What PI_2_C leaves is below 2^-138 n.
 */
static inline angle reduce(f64 x) {
    const f64 shifted = hl_fma(x, TWO_OVER_PI, ROUNDER);
    const f64 n = shifted - ROUNDER;
    const f64 first = hl_fma(-n, PI_2_A, x);
    const f64 high = hl_fma(-n, PI_2_B, first);
    const f64 low = hl_fma(-n, PI_2_B, first - high);
    return (angle){high, hl_fma(-n, PI_2_C, low), to_bits(shifted)};
}

/* For float32, |x| <= 2^28: high alone, within 2^-79. */
static inline angle reduce_short(f64 x) {
    const f64 shifted = hl_fma(x, TWO_OVER_PI, ROUNDER);
    const f64 n = shifted - ROUNDER;
    const f64 high = hl_fma(-n, PI_2_BC, hl_fma(-n, PI_2_A, x));
    return (angle){high, 0, to_bits(shifted)};
}

/* x half turns: x - 2 rint(x/2) is exact, and so is the rest to the nearest half; it is multiplied by pi. */
static inline angle reduce_pi(f64 x) {
    const f64 turned = hl_fma(-2.0, rint(0.5 * x), x);
    const f64 shifted = hl_fma(2.0, turned, ROUNDER);
    const f64 rest = hl_fma(-0.5, shifted - ROUNDER, turned);
    const f64 high = rest * PI_A;
    return (angle){high, hl_fma(rest, PI_B, hl_fma(rest, PI_A, -high)), to_bits(shifted)};
}

/*
 * Any x >= 2^20, by Payne and Hanek ("Radian reduction for trigonometric functions", SIGNUM 18, 1983).
 * With x = m 2^e, m an integer, x 2/pi mod 4 is 4 frac(m 2^(e-2) 2/pi): the bits of 2/pi up to bit e - 2
 * add multiples of 4, and what follows the next 192 bits adds less than 2^-137. No double is closer to a
 * multiple of pi/2 than 2^-61.
 */
static HL_NOINLINE HL_MAYBE_UNUSED angle reduce_large(f64 x) {
    const uint64_t bits = to_bits(x);
    const int exponent = (int)(bits >> 52);
    if (exponent >= 0x7ff) {
        return (angle){x - x, 0, 0};
    }
    const uint64_t m = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
    /* e - 2 = exponent - 1077, and the table begins with 64 zeros: never negative */
    const int from = exponent - 1013;
    const uint64_t *const words = TWO_OVER_PI_BITS + from / 64;
    const int shift = from % 64;
    uint64_t g[3];
    for (int i = 0; i < 3; i++) {
        g[i] = words[i] << shift | words[i + 1] >> 1 >> (63 - shift);
    }
    /* the fraction of m g: 192 bits, in turns */
    const hl_uint128 lower = (hl_uint128)m * g[2];
    const hl_uint128 middle = (hl_uint128)m * g[1] + (uint64_t)(lower >> 64);
    const uint64_t top = m * g[0] + (uint64_t)(middle >> 64);
    /* to the nearest quarter turn, and the rest as a signed fraction of one */
    const uint64_t quadrant = (top + (UINT64_C(1) << 61)) >> 62;
    uint64_t a = top << 2 | (uint64_t)middle >> 62;
    uint64_t b = (uint64_t)middle << 2 | (uint64_t)lower >> 62;
    uint64_t c = (uint64_t)lower << 2;
    const uint64_t sign = a & SIGN_BIT;
    if (sign != 0) {
        a = ~a; /* 2^-192 less than its negative */
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
    /* 53 bits and the next 53, both exact */
    const int zeros = __builtin_clzll(a);
    const uint64_t first = a << zeros | b >> 1 >> (63 - zeros);
    const uint64_t second = b << zeros | c >> 1 >> (63 - zeros);
    const f64 unit = from_bits((uint64_t)(scale - zeros) << 52);
    const f64 high = (f64)(first >> 11) * (unit * 0x1p11);
    const f64 low = (f64)((first << 53 | second >> 11) >> 11) * (unit * 0x1p-42);
    const f64 product = high * PI_2_A;
    const f64 rest = hl_fma(low, PI_2_A, hl_fma(high, PI_2_BC, hl_fma(high, PI_2_A, -product)));
    const f64 sum = product + rest;
    const f64 left = rest - (sum - product);
    return (angle){from_bits(to_bits(sum) ^ sign), from_bits(to_bits(left) ^ sign), quadrant};
}

/* A value not yet rounded: head + tail. */
typedef struct {
    f64 head, tail;
} unrounded;

/* sin(a.high + a.low), in half a unit of the last place of head. */
static inline unrounded sin_kernel(angle a) {
    const f64 square = a.high * a.high;
    f64 p = hl_fma(square, SIN_13, SIN_11);
    p = hl_fma(square, p, SIN_9);
    p = hl_fma(square, p, SIN_7);
    p = hl_fma(square, p, SIN_5);
    p = hl_fma(square, p, SIN_3);
    /* low's derivative is cos(high), of which 1 - square/2 is enough */
    return (unrounded){a.high, hl_fma(square, hl_fma(a.high, p, -0.5 * a.low), a.low)};
}

/* cos(a.high + a.low): 1 - square/2 is split exactly, and square's own rounding goes to the tail. */
static inline unrounded cos_kernel(angle a) {
    const f64 square = a.high * a.high;
    f64 p = hl_fma(square, COS_14, COS_12);
    p = hl_fma(square, p, COS_10);
    p = hl_fma(square, p, COS_8);
    p = hl_fma(square, p, COS_6);
    p = hl_fma(square, p, COS_4);
    const f64 head = hl_fma(-0.5, square, 1.0);
    f64 rest = hl_fma(-0.5, square, 1.0 - head);
    rest = hl_fma(-0.5, hl_fma(a.high, a.high, -square), rest);
    rest = hl_fma(-a.high, a.low, rest);
    return (unrounded){head, hl_fma(square * square, p, rest)};
}

static inline f64 rounded(unrounded value) {
    return value.head + value.tail;
}

/* Within 2^-37 for float32. */
static inline f64 sin_short(angle a) {
    const f64 square = a.high * a.high;
    f64 p = hl_fma(square, SIN_SHORT_9, SIN_SHORT_7);
    p = hl_fma(square, p, SIN_SHORT_5);
    p = hl_fma(square, p, SIN_SHORT_3);
    return hl_fma(square * a.high, p, a.high);
}

/* Within 2^-32. */
static inline f64 cos_short(angle a) {
    const f64 square = a.high * a.high;
    f64 p = hl_fma(square, COS_SHORT_8, COS_SHORT_6);
    p = hl_fma(square, p, COS_SHORT_4);
    p = hl_fma(square, p, -0.5);
    return hl_fma(square, p, 1.0);
}

/* value, its sign turned by bit 1 of a quadrant and by the sign of x. */
static inline f64 turned_with(f64 value, uint64_t quadrant, f64 x) {
    return from_bits(to_bits(value) ^ ((quadrant << 62 ^ to_bits(x)) & SIGN_BIT));
}

/* sin x and cos x, where a is |x| reduced. */
static inline f64 sin_of(angle a, f64 x) {
    const f64 sine = rounded(sin_kernel(a));
    const f64 cosine = rounded(cos_kernel(a));
    return turned_with((a.quadrant & 1) != 0 ? cosine : sine, a.quadrant, x);
}

static inline f64 cos_of(angle a, f64 x) {
    (void)x;
    a.quadrant++;
    return sin_of(a, 1.0);
}

/* Elements that are looked at for large angles at a time. */
enum { ANGLES = 256 };

/* Whether an element is beyond the limit, or not a number: what its bits exceed is carried into the sign. */
static inline bool has_large_f64(const f64 *x, int64_t n) {
    const uint64_t carry = SIGN_BIT - 1 - to_bits(LIMIT_F64);
    uint64_t any = 0;
    for (int64_t i = 0; i < n; i++) {
        any |= (to_bits(x[i]) & ~SIGN_BIT) + carry;
    }
    return any >> 63 != 0;
}

static inline bool has_large_f32(const f32 *x, int64_t n) {
    const f32 limit = (f32)LIMIT_F32;
    uint32_t limit_bits;
    memcpy(&limit_bits, &limit, sizeof limit);
    const uint32_t carry = INT32_MAX - limit_bits;
    uint32_t any = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &x[i], sizeof bits);
        any |= (bits & INT32_MAX) + carry;
    }
    return any >> 31 != 0;
}

#endif
