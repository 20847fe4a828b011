/*
 * Casts between all dtypes, a cast to the same one included. Integers wrap; a float to an integer is cut off, saturates and takes NaN for 0;
 * to bool is "not 0", for a complex number in either part; complex to real drops the imaginary part; what
 * needs rounding (integers to floats, float64 to float32) is rounded once, to nearest.
 *
 * The kernel to_R_S casts elements of type S to R.
 */
#include "elementwise.h"

#define CAST(S, R, value) MAP_1(S, R, to_##R, (R)(value))
#define CAST_COMPLEX(S, R, re, im) MAP_1(S, R, to_##R, ((R){re, im}))

/* --- from bool and integers ----------------------------------------------------------------------- */

#define TO_INTEGERS(S, value) \
    CAST(S, i8, value) \
    CAST(S, i16, value) \
    CAST(S, i32, value) \
    CAST(S, i64, value) \
    CAST(S, u8, value) \
    CAST(S, u16, value) \
    CAST(S, u32, value) \
    CAST(S, u64, value)
#define TO_FLOATS(S, value) \
    CAST(S, f32, value) \
    CAST(S, f64, value) \
    CAST_COMPLEX(S, c64, (f32)(value), 0) \
    CAST_COMPLEX(S, c128, (f64)(value), 0)
#define FROM_INTEGER(S) \
    CAST(S, b8, x != 0) \
    TO_INTEGERS(S, x) \
    TO_FLOATS(S, x)
FOR_INTEGERS(FROM_INTEGER)
CAST(b8, b8, x != 0)
TO_INTEGERS(b8, x != 0)
TO_FLOATS(b8, x != 0)

/* --- from floats ---------------------------------------------------------------------------------- */

/*
 * To integers of up to 32 bits by way of double, which holds float32 and all limits exactly: first the values
 * of a chunk are brought into the range of the type, then they are converted, which is now always defined. In
 * one loop gcc would convert first and select among integers, at twice the cost.
 */
enum { CHUNK = 64 };
static HL_ALWAYS_INLINE double clamped(double x, double low, double high) {
    const double raised = x > low ? x : low;
    const double within = raised < high ? raised : high;
    return x == x ? within : 0;
}
#define SATURATE(S, R, x_, by, low, high) \
    static void to_##R##_##S(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        R *r = out; \
        const S *xs = a; \
        (void)b; \
        (void)c; \
        while (n > 0) { \
            double chunk[CHUNK]; \
            const int64_t count = n < CHUNK ? n : CHUNK; \
            HL_SIMD \
            for (int64_t i = 0; i < count; i++) { \
                const S x = xs[i]; \
                chunk[i] = clamped((double)x_, low, high); \
            } \
            HL_SIMD \
            for (int64_t i = 0; i < count; i++) { \
                r[i] = (R)(by)chunk[i]; \
            } \
            xs += count; \
            r += count; \
            n -= count; \
        } \
    }

/* 64 bits: the greatest int64 is no double, 2^63 and 2^64 are. */
#define TWO_63 0x1p63
#define TWO_64 0x1p64
static inline int64_t to_int64(double x) {
    const int64_t cut = (int64_t)(x >= -TWO_63 && x < TWO_63 ? x : 0.0);
    return x >= TWO_63 ? INT64_MAX : x < -TWO_63 ? INT64_MIN : cut;
}
static inline uint64_t to_uint64(double x) {
    const uint64_t cut = (uint64_t)(x > 0 && x < TWO_64 ? x : 0.0);
    return x >= TWO_64 ? UINT64_MAX : cut;
}

#define FROM_REAL(S, x_, is_true) \
    CAST(S, b8, is_true) \
    SATURATE(S, i8, x_, int32_t, -128.0, 127.0) \
    SATURATE(S, i16, x_, int32_t, -32768.0, 32767.0) \
    SATURATE(S, i32, x_, int32_t, -2147483648.0, 2147483647.0) \
    CAST(S, i64, to_int64((double)x_)) \
    SATURATE(S, u8, x_, int32_t, 0.0, 255.0) \
    SATURATE(S, u16, x_, int32_t, 0.0, 65535.0) \
    SATURATE(S, u32, x_, int64_t, 0.0, 4294967295.0) \
    CAST(S, u64, to_uint64((double)x_)) \
    CAST(S, f32, x_) \
    CAST(S, f64, x_)
FROM_REAL(f32, x, x != 0)
FROM_REAL(f64, x, x != 0)
FROM_REAL(c64, x.re, (x.re != 0) | (x.im != 0))
FROM_REAL(c128, x.re, (x.re != 0) | (x.im != 0))
#define TO_COMPLEX(S, re, im) \
    CAST_COMPLEX(S, c64, (f32)(re), (f32)(im)) \
    CAST_COMPLEX(S, c128, re, im)
TO_COMPLEX(f32, x, 0)
TO_COMPLEX(f64, x, 0)
TO_COMPLEX(c64, x.re, x.im)
TO_COMPLEX(c128, x.re, x.im)

#define CASTS_OF(S) \
    { \
        ROW_CASTS(b8, HL_BOOL, S), ROW_CASTS(i8, HL_I8, S), ROW_CASTS(i16, HL_I16, S), \
            ROW_CASTS(i32, HL_I32, S), ROW_CASTS(i64, HL_I64, S), ROW_CASTS(u8, HL_U8, S), \
            ROW_CASTS(u16, HL_U16, S), ROW_CASTS(u32, HL_U32, S), ROW_CASTS(u64, HL_U64, S), \
            ROW_CASTS(f32, HL_F32, S), ROW_CASTS(f64, HL_F64, S), ROW_CASTS(c64, HL_C64, S), \
            ROW_CASTS(c128, HL_C128, S) \
    }
#define ROW_CASTS(R, dtype, S) [dtype] = to_##R##_##S
static hl_apply *const CASTS[HL_DTYPES][HL_DTYPES] = {
    [HL_BOOL] = CASTS_OF(b8),   [HL_I8] = CASTS_OF(i8),   [HL_I16] = CASTS_OF(i16),
    [HL_I32] = CASTS_OF(i32),   [HL_I64] = CASTS_OF(i64), [HL_U8] = CASTS_OF(u8),
    [HL_U16] = CASTS_OF(u16),   [HL_U32] = CASTS_OF(u32), [HL_U64] = CASTS_OF(u64),
    [HL_F32] = CASTS_OF(f32),   [HL_F64] = CASTS_OF(f64), [HL_C64] = CASTS_OF(c64),
    [HL_C128] = CASTS_OF(c128),
};

hl_apply *HL_TIERED(hl_cast)(int to, int from) {
    return CASTS[from][to];
}
