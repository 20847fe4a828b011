/*
 * A register of doubles for the kernels that must say which values stay in registers: the widest that the
 * tier has, with + - * / as operators and the operations below. gcc's loop vectoriser would put a
 * kernel's state through memory instead; docs/notes.md has the figures.
 *
 * Everything is static: one tier's code must never be linked into another's. What must not live here:
 * anything that knows about a kernel.
 */
#ifndef HL_VEC_F64_H
#define HL_VEC_F64_H

#include <math.h>
#include <stdint.h>

#include "compat.h"

#if defined(HL_VEC_EMULATED_BYTES)
/* For tests: any width on any processor, so that the shape of a wide tier can run where it is missing. */
#define HL_VEC_BYTES HL_VEC_EMULATED_BYTES
#elif defined(__AVX512F__) && defined(__AVX512DQ__)
#define HL_VEC_AVX512 1
#define HL_VEC_BYTES 64
#elif defined(__AVX2__) && defined(__FMA__)
#define HL_VEC_AVX2 1
#define HL_VEC_BYTES 32
#elif defined(__SSE4_2__)
#define HL_VEC_SSE 1
#define HL_VEC_BYTES 16
#else
#define HL_VEC_BYTES 16
#endif

#if defined(HL_VEC_AVX512) || defined(HL_VEC_AVX2) || defined(HL_VEC_SSE)
#include <immintrin.h>
#endif

enum { VEC_LANES = HL_VEC_BYTES / 8 };

typedef double vec_f64 __attribute__((vector_size(HL_VEC_BYTES), may_alias));
typedef int64_t vec_i64 __attribute__((vector_size(HL_VEC_BYTES), may_alias));

static HL_ALWAYS_INLINE vec_f64 vec_all(double value) {
    return value - (vec_f64){0};
}

/* `from` and `to` are aligned to the register. */
static HL_ALWAYS_INLINE vec_f64 vec_load(const double *from) {
    return *(const vec_f64 *)__builtin_assume_aligned(from, HL_VEC_BYTES);
}

static HL_ALWAYS_INLINE void vec_store(double *to, vec_f64 value) {
    *(vec_f64 *)__builtin_assume_aligned(to, HL_VEC_BYTES) = value;
}

static HL_ALWAYS_INLINE vec_f64 vec_sqrt(vec_f64 a) {
#if defined(HL_VEC_AVX512)
    return _mm512_sqrt_pd(a);
#elif defined(HL_VEC_AVX2)
    return _mm256_sqrt_pd(a);
#elif defined(HL_VEC_SSE)
    return _mm_sqrt_pd(a);
#else
    for (int lane = 0; lane < VEC_LANES; lane++) {
        a[lane] = sqrt(a[lane]);
    }
    return a;
#endif
}

/* c + a*b, rounded once on a tier with a fused multiply-add and twice on one without: only for values
 * whose last bit does not matter. */
static HL_ALWAYS_INLINE vec_f64 vec_add_product(vec_f64 c, vec_f64 a, vec_f64 b) {
#if defined(HL_VEC_AVX512)
    return _mm512_fmadd_pd(a, b, c);
#elif defined(HL_VEC_AVX2)
    return _mm256_fmadd_pd(a, b, c);
#elif defined(__ARM_FEATURE_FMA)
    for (int lane = 0; lane < VEC_LANES; lane++) {
        c[lane] = fma(a[lane], b[lane], c[lane]);
    }
    return c;
#else
    return c + a * b;
#endif
}

/* c - a*b, likewise. */
static HL_ALWAYS_INLINE vec_f64 vec_sub_product(vec_f64 c, vec_f64 a, vec_f64 b) {
#if defined(HL_VEC_AVX512)
    return _mm512_fnmadd_pd(a, b, c);
#elif defined(HL_VEC_AVX2)
    return _mm256_fnmadd_pd(a, b, c);
#else
    return vec_add_product(c, -a, b);
#endif
}

/* Whether any bit of a differs from b's, or any of c from d's. */
static HL_ALWAYS_INLINE bool vec_differ(vec_f64 a, vec_f64 b, vec_f64 c, vec_f64 d) {
#if defined(HL_VEC_AVX512)
    const __mmask8 ab = _mm512_cmpneq_epi64_mask((__m512i)a, (__m512i)b);
    const __mmask8 cd = _mm512_cmpneq_epi64_mask((__m512i)c, (__m512i)d);
    return !_kortestz_mask8_u8(ab, cd);
#else
    const vec_i64 bits = ((vec_i64)a ^ (vec_i64)b) | ((vec_i64)c ^ (vec_i64)d);
#if defined(HL_VEC_AVX2)
    return !_mm256_testz_si256((__m256i)bits, (__m256i)bits);
#elif defined(HL_VEC_SSE)
    return !_mm_testz_si128((__m128i)bits, (__m128i)bits);
#else
    int64_t any = 0;
    for (int lane = 0; lane < VEC_LANES; lane++) {
        any |= bits[lane];
    }
    return any != 0;
#endif
#endif
}

#endif
