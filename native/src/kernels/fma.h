/*
 * x * y + z, rounded once, for the function kernels: the processor's instruction where the tier has it, and
 * else an exact software version with the same bits, so that a function's bits do not depend on the tier.
 * The software version is slow and not vectorised: tier v2 only.
 *
 * NaN's sign and payload are not specified. What must not live here: anything but the fused operation.
 */
#ifndef HL_FMA_H
#define HL_FMA_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "../compat.h"

/* A finite number other than 0 as significand * 2^exponent, 2^52 <= significand < 2^53. */
typedef struct {
    uint64_t significand;
    int exponent;
    int negative;
} fma_parts;

static inline fma_parts fma_split(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    fma_parts p;
    p.negative = (int)(bits >> 63);
    p.exponent = (int)(bits >> 52 & 0x7ff) - 1075;
    p.significand = bits & ((UINT64_C(1) << 52) - 1);
    if (p.exponent == -1075) {
        const int shift = __builtin_clzll(p.significand) - 11;
        p.significand <<= shift;
        p.exponent = -1074 - shift;
    } else {
        p.significand |= UINT64_C(1) << 52;
    }
    return p;
}

/* Shifts right; a one that falls out sticks to the lowest bit. Where the lowest bits of the other operand of
 * the sum are 0, the sum is on the same side of every rounding boundary as the exact one. */
static inline hl_uint128 fma_shift_sticky(hl_uint128 x, int by) {
    if (by > 126) {
        return 1;
    }
    return x >> by | (hl_uint128)((x & (((hl_uint128)1 << by) - 1)) != 0);
}

/* magnitude * 2^exponent, 0 < magnitude < 2^127, rounded to nearest even. */
static inline double fma_round(hl_uint128 magnitude, int exponent, int negative) {
    const uint64_t high = (uint64_t)(magnitude >> 64);
    const int top =
        high != 0 ? 127 - __builtin_clzll(high) : 63 - __builtin_clzll((uint64_t)magnitude);
    /* bits below the result's last: 53 remain, or as many as a subnormal number has */
    int drop = top - 52;
    if (drop < -1074 - exponent) {
        drop = -1074 - exponent;
    }
    uint64_t kept;
    if (drop <= 0) {
        kept = (uint64_t)magnitude << -drop;
    } else if (drop > 127) {
        kept = 0;
    } else {
        const hl_uint128 half = (hl_uint128)1 << (drop - 1);
        const hl_uint128 rest = magnitude & (2 * half - 1);
        kept = (uint64_t)(magnitude >> drop);
        kept += rest > half || (rest == half && (kept & 1) != 0);
    }
    /* 1 for subnormal numbers too, whose leading bit is missing in `kept`; a carry runs into the exponent */
    const int biased = exponent + drop + 1075;
    const uint64_t infinity = UINT64_C(0x7ff) << 52;
    uint64_t bits = infinity;
    if (kept == 0) {
        bits = 0;
    } else if (biased < 0x7ff) {
        bits = ((uint64_t)biased << 52) + kept - (UINT64_C(1) << 52);
    }
    bits |= (uint64_t)negative << 63;
    double result;
    memcpy(&result, &bits, sizeof result);
    return result;
}

/* Any operands, by integers. */
static HL_NOINLINE HL_MAYBE_UNUSED double fma_by_integers(double x, double y, double z) {
    if (!isfinite(x) || !isfinite(y) || x == 0 || y == 0) {
        return x * y + z; /* the product is exact */
    }
    if (!isfinite(z)) {
        return z; /* the product could overflow to the other infinity */
    }
    if (z == 0) {
        return x * y; /* not -0.0 + 0.0 where the product underflows */
    }
    const fma_parts a = fma_split(x);
    const fma_parts b = fma_split(y);
    const fma_parts c = fma_split(z);
    /* Both to 2^125 <= magnitude < 2^126, which leaves 19 zeros or more at the low end. */
    hl_uint128 product = ((hl_uint128)a.significand * b.significand) << 20;
    int exponent = a.exponent + b.exponent - 20;
    if (product >> 125 == 0) {
        product <<= 1;
        exponent--;
    }
    const int negative = a.negative ^ b.negative;
    hl_uint128 addend = (hl_uint128)c.significand << 73;
    const int distance = exponent - (c.exponent - 73);
    if (distance > 0) {
        addend = fma_shift_sticky(addend, distance);
    } else {
        product = fma_shift_sticky(product, -distance);
        exponent -= distance;
    }
    if (negative == c.negative) {
        return fma_round(product + addend, exponent, negative);
    }
    if (product == addend) {
        return 0;
    }
    return product > addend ? fma_round(product - addend, exponent, negative)
                            : fma_round(addend - product, exponent, c.negative);
}

/* The exact sum of two numbers as two, the first of which is the rounded one (Knuth). */
typedef struct {
    double high, low;
} fma_pair;

static HL_ALWAYS_INLINE fma_pair fma_two_sum(double a, double b) {
    const double high = a + b;
    const double rest = high - a;
    return (fma_pair){high, (a - (high - rest)) + (b - rest)};
}

/* The exact product (Dekker): each factor is split into halves, whose products are exact. */
static HL_ALWAYS_INLINE fma_pair fma_two_product(double a, double b) {
    const double a_scaled = a * 0x8000001p0;
    const double b_scaled = b * 0x8000001p0;
    const double a_high = a_scaled - (a_scaled - a);
    const double b_high = b_scaled - (b_scaled - b);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    const double high = a * b;
    return (fma_pair){high,
                      ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

/* A sum rounded to odd: where it is not exact, to the neighbour whose last bit is 1. Rounded again it is as if it
 * had been exact. */
static HL_ALWAYS_INLINE double fma_sum_to_odd(double a, double b) {
    const fma_pair sum = fma_two_sum(a, b);
    uint64_t bits;
    memcpy(&bits, &sum.high, sizeof bits);
    if (sum.low != 0 && (bits & 1) == 0) {
        bits += (sum.low > 0) == (sum.high > 0) ? 1 : UINT64_MAX;
    }
    double odd;
    memcpy(&odd, &bits, sizeof odd);
    return odd;
}

static HL_ALWAYS_INLINE uint64_t fma_exponent(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 52 & 0x7ff;
}

/*
 * S. Boldo and G. Melquiond, "Emulation of a FMA and correctly rounded sums" (IEEE TC 57, 2008), where nothing
 * overflows and no part of the product is below 2^-1074.
 */
static HL_NOINLINE HL_MAYBE_UNUSED double fma_software(double x, double y, double z) {
    const uint64_t x_exponent = fma_exponent(x);
    const uint64_t y_exponent = fma_exponent(y);
    if ((x_exponent - 100 < 1800) & (y_exponent - 100 < 1800) & (fma_exponent(z) - 100 < 1800) &
        (x_exponent + y_exponent - 1100 < 1900)) {
        const fma_pair product = fma_two_product(x, y);
        const fma_pair low = fma_two_sum(z, product.low);
        const fma_pair sum = fma_two_sum(product.high, low.high);
        return sum.high + fma_sum_to_odd(low.low, sum.low);
    }
    return fma_by_integers(x, y, z);
}

/* For float32: the exact product in double, a sum rounded to odd, then to float. */
static HL_NOINLINE HL_MAYBE_UNUSED float fmaf_software(float x, float y, float z) {
    const double product = (double)x * (double)y;
    const double sum = product + (double)z;
    return (float)(isfinite(sum) ? fma_sum_to_odd(product, (double)z) : sum);
}

/* The last two, for HL_OP_FAST: fused or not, whichever is fast. */
#if defined(__FMA__) || defined(__aarch64__)
static HL_ALWAYS_INLINE double hl_fma(double x, double y, double z) {
    return fma(x, y, z);
}
static HL_ALWAYS_INLINE float hl_fmaf(float x, float y, float z) {
    return fmaf(x, y, z);
}
static HL_ALWAYS_INLINE double hl_mad(double x, double y, double z) {
    return fma(x, y, z);
}
static HL_ALWAYS_INLINE float hl_madf(float x, float y, float z) {
    return fmaf(x, y, z);
}
#else
static HL_ALWAYS_INLINE double hl_fma(double x, double y, double z) {
    return fma_software(x, y, z);
}
static HL_ALWAYS_INLINE float hl_fmaf(float x, float y, float z) {
    return fmaf_software(x, y, z);
}
static HL_ALWAYS_INLINE double hl_mad(double x, double y, double z) {
    return x * y + z;
}
static HL_ALWAYS_INLINE float hl_madf(float x, float y, float z) {
    return x * y + z;
}
#endif

#endif
