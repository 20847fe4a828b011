/*
 * exp of doubles, and what it shares with the other exponentials of exponential.c: a header, since the loop written by
 * hand in fused.c has it, too. Everything is static. What must not live here: loops.
 */
#ifndef HL_EXP_H
#define HL_EXP_H

#include "double_double.h"
#include "exponential_coefficients.h"
#include "fma.h"

/* x between low and high; NaN stays. Both comparisons are of x: gcc makes three masks of nested ones. */
static HL_ALWAYS_INLINE double clamp(double x, double low, double high) {
    const double below = high < x ? high : x;
    return x < low ? low : below;
}

/*
 * Added to |x| < 2^51, this leaves x rounded to an integer k in the low bits of the sum, of which it is the
 * integer, offset by the addend's: 2046 makes k + 2046 of it, which halves into two exponents with their bias.
 */
#define ROUND 0x1.8p52
#define ROUND_FOR_TWO (ROUND + 2046)
#define ROUND_FOR_HALF (ROUND + 1022)

/* sum * 2^k, shifted being k + ROUND_FOR_TWO, -1080 < k < 1100: by two factors, since 2^k may lie outside the
 * range of numbers. A subnormal result is rounded once more. */
static HL_ALWAYS_INLINE double scale_twice(double sum, double shifted) {
    const uint64_t exponents = to_bits(shifted);
    const uint64_t half = exponents >> 1;
    return sum * from_bits(half << 52) * from_bits((exponents - half) << 52);
}

/*
 * x = k ln 2 + r + rest. The first product is exact with its difference: both are multiples of 2^-54, or of
 * x's last place if that is more, and |r| < 0.35. rest is what rounding r loses.
 */
static HL_ALWAYS_INLINE double exp_double(double any) {
    const double x = clamp(any, -746, 710);
    const double shifted = hl_fma(x, INV_LN2_HIGH, ROUND_FOR_TWO);
    const double k = shifted - ROUND_FOR_TWO;
    const double high = hl_fma(-k, LN2_HIGH, x);
    const double r = hl_fma(-k, LN2_LOW, high);
    const double rest = hl_fma(-k, LN2_LOW, high - r);
    double p = EXP_11;
    p = hl_fma(p, r, EXP_10);
    p = hl_fma(p, r, EXP_9);
    p = hl_fma(p, r, EXP_8);
    p = hl_fma(p, r, EXP_7);
    p = hl_fma(p, r, EXP_6);
    p = hl_fma(p, r, EXP_5);
    p = hl_fma(p, r, EXP_4);
    p = hl_fma(p, r, EXP_3);
    p = hl_fma(p, r, EXP_2);
    const double one = 1 + r;
    const double lost = (1 - one) + r;
    const double sum = one + hl_fma(r * r, p, lost + rest);
    return scale_twice(sum, shifted);
}

#endif
