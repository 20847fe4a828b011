/*
 * Square roots of two registers of doubles at a time. Where there is AVX-512 one of them is computed by fused
 * multiply-adds while the square root unit is busy with the other: both have the bits of the unit.
 *
 * Everything is static. What must not live here: anything that knows about a kernel.
 */
#ifndef HL_VEC_SQRT_H
#define HL_VEC_SQRT_H

#include "vec_f64.h"

#if defined(HL_VEC_AVX512)
/*
 * The unit takes 17 cycles for 8 roots (Zen 4), these 11 operations 11: together twice the speed (5000 x 5000
 * planar distances, one core: 14.0 ms by the unit alone, 7.7 with both, 7.2 to fill the memory; EPYC Zen 4,
 * 2026-11-23, native/bench/bench_distance.c).
 *
 * From an estimate y of 1/sqrt(s) with a relative error of at most 2^-14, two coupled Newton steps (Markstein)
 * bring g to sqrt(s) and h to 1/(2 sqrt(s)), and the last step adds to g what is missing:
 *
 *     s - g*g is exact or off by u of itself (u = 2^-53), so with g = sqrt(s)(1 + e), h = (1 + f)/(2 sqrt(s))
 *     the sum before its rounding is off by at most e*e/2 + |e*f| + |e|*u, relative. The roundings of the last
 *     Newton step leave |e|, |f| <= 2.93 u: 15.8 u*u at most.
 *
 * This rounds to the right side unless sqrt(s) is as close to a midpoint M of two doubles. With s scaled so that
 * M = k + 1/2, 2^52 <= k < 2^53, s = k*k + k + j for an integer j, |j| <= 32; and s is a multiple of 2^52 (2^53
 * for the other parity of the exponent). That has 50 solutions, found by lifting (2k + 1)^2 = 1 - 4j modulo
 * powers of 2. For 49 of them a million random estimates each gave the right bits, tests/native/test_distance.c
 * (hard_roots) repeats that; the other, the mantissa 1 + 2^-52, depends on the estimate and is left to the unit, as
 * are numbers so small or large (0 and infinity among them) that something on the way could not be held.
 */
static HL_ALWAYS_INLINE bool vec_sqrt_is_plain(__m512d s) {
    const int64_t least = (int64_t)(1023 - 900) << 52;
    const int64_t mantissa = ((int64_t)1 << 52) - 1;
    /* 2^-900 < s <= 2^900, in the exponent's bits; one more is taken off, so that the mantissa left out is 0 */
    const __m512i t = _mm512_sub_epi64(_mm512_castpd_si512(s), _mm512_set1_epi64(least + 1));
    const __mmask8 far = _mm512_cmpge_epu64_mask(t, _mm512_set1_epi64((int64_t)1800 << 52));
    const __mmask8 hard = _mm512_testn_epi64_mask(t, _mm512_set1_epi64(mantissa));
    return _kortestz_mask8_u8(far, hard);
}

static HL_ALWAYS_INLINE __m512d vec_sqrt_by_fma(__m512d s, __m512d y) {
    const __m512d half = _mm512_set1_pd(0.5);
    __m512d g = s * y;
    __m512d h = y * half;
    __m512d r = _mm512_fnmadd_pd(g, h, half);
    g = _mm512_fmadd_pd(g, r, g);
    h = _mm512_fmadd_pd(h, r, h);
    r = _mm512_fnmadd_pd(g, h, half);
    g = _mm512_fmadd_pd(g, r, g);
    h = _mm512_fmadd_pd(h, r, h);
    return _mm512_fmadd_pd(_mm512_fnmadd_pd(g, g, s), h, g);
}
#endif

/* Replaces two registers by their square roots. */
static HL_ALWAYS_INLINE void vec_sqrt_both(vec_f64 *a, vec_f64 *b) {
    *a = vec_sqrt(*a);
#if defined(HL_VEC_AVX512)
    if (vec_sqrt_is_plain(*b)) {
        *b = vec_sqrt_by_fma(*b, _mm512_rsqrt14_pd(*b));
        return;
    }
#endif
    *b = vec_sqrt(*b);
}

#endif
