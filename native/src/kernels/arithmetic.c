/*
 * Elementwise arithmetic: + - * /, extremes, signs, rounding, and the parts of complex numbers. Division
 * with a remainder and powers are in division.c.
 *
 * Each operation is rounded once, as written: contraction is off. Integers are computed as unsigned or in
 * int and cut off, so that they wrap.
 */
#include "elementwise.h"
#include "fma.h"

/* --- + - * / -------------------------------------------------------------------------------------- */

#define ADD(T) BINARY_OR_SINGLE(T, add, x + y)
#define SUBTRACT(T) BINARY_OR_SINGLE(T, subtract, x - y)
#define MULTIPLY(T) BINARY_OR_SINGLE(T, multiply, (x) * (y))
#define SQUARE(T) UNARY(T, square, (x) * (x))
#define DIVIDE(T) BINARY_OR_SINGLE(T, divide, x / y)
#define RECIPROCAL(T) UNARY(T, reciprocal, 1 / x)
FOR_INTEGERS(ADD)
FOR_INTEGERS(SUBTRACT)
FOR_INTEGERS(MULTIPLY)
FOR_INTEGERS(SQUARE)
FOR_FLOATS(ADD)
FOR_FLOATS(SUBTRACT)
FOR_FLOATS(MULTIPLY)
FOR_FLOATS(SQUARE)
FOR_FLOATS(DIVIDE)
FOR_FLOATS(RECIPROCAL)

/* A sum of complex numbers is one of twice as many floats. */
#define AS_FLOATS(name, C, F) \
    static void name##_##C(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        name##_##F(out, a, b, c, 2 * n); \
    }
AS_FLOATS(add, c64, f32)
AS_FLOATS(add, c128, f64)
AS_FLOATS(subtract, c64, f32)
AS_FLOATS(subtract, c128, f64)

/*
 * p - q, to the bit. Where the two parts of a complex number are a difference and a sum of products, gcc 12
 * makes vfmaddsub of them, -ffp-contract=off or not, and so other bits than on a tier without it: it does not
 * see a difference in this.
 */
static HL_ALWAYS_INLINE f32 minus_f32(f32 p, f32 q) {
    uint32_t bits;
    memcpy(&bits, &q, sizeof bits);
    bits ^= (uint32_t)1 << 31;
    memcpy(&q, &bits, sizeof bits);
    return p + q;
}
static HL_ALWAYS_INLINE f64 minus_f64(f64 p, f64 q) {
    uint64_t bits;
    memcpy(&bits, &q, sizeof bits);
    bits ^= (uint64_t)1 << 63;
    memcpy(&q, &bits, sizeof bits);
    return p + q;
}

#define MULTIPLY_COMPLEX(C, minus) \
    MAP_2(C, C, multiply, ((C){minus(x.re * y.re, x.im * y.im), x.re * y.im + x.im * y.re}))
#define SQUARE_COMPLEX(C, minus) \
    MAP_1(C, C, square, ((C){minus(x.re * x.re, x.im * x.im), x.re * x.im + x.im * x.re}))
MULTIPLY_COMPLEX(c64, minus_f32)
MULTIPLY_COMPLEX(c128, minus_f64)
SQUARE_COMPLEX(c64, minus_f32)
SQUARE_COMPLEX(c128, minus_f64)

#define CONJ(C) MAP_1(C, C, conj, ((C){x.re, -x.im}))
FOR_COMPLEX(CONJ)

/*
 * Smith's algorithm (CACM 5, 1962) as NumPy has it. x / y with |y.re| >= |y.im|:
 *     ratio = y.im / y.re, scale = 1 / (y.re + y.im * ratio)
 *     ((x.re + x.im * ratio) * scale, (x.im - x.re * ratio) * scale)
 * otherwise, which a NaN in y is too, with the parts' roles changed:
 *     ratio = y.re / y.im, scale = 1 / (y.im + y.re * ratio)
 *     ((x.re * ratio + x.im) * scale, (x.im * ratio - x.re) * scale)
 * and for y = 0: (x.re / |y.re|, x.im / |y.re|).
 */
#define DIVIDE_COMPLEX(C, F, absolute, minus) \
    static inline C quotient_##C(C x, C y) { \
        const F re = absolute(y.re); \
        const F im = absolute(y.im); \
        if (re >= im) { \
            if (re == 0) { \
                return (C){x.re / re, x.im / re}; \
            } \
            const F ratio = y.im / y.re; \
            const F scale = 1 / (y.re + y.im * ratio); \
            return (C){(x.re + x.im * ratio) * scale, minus(x.im, x.re * ratio) * scale}; \
        } \
        const F ratio = y.re / y.im; \
        const F scale = 1 / (y.im + y.re * ratio); \
        return (C){(x.re * ratio + x.im) * scale, minus(x.im * ratio, x.re) * scale}; \
    } \
    MAP_2(C, C, divide, quotient_##C(x, y))
DIVIDE_COMPLEX(c64, f32, fabsf, minus_f32)
DIVIDE_COMPLEX(c128, f64, fabs, minus_f64)

/*
 * 1 / x as NumPy has it. With |x.im| <= |x.re|:
 *     ratio = x.im / x.re, divisor = x.re + x.im * ratio, (1 / divisor, -ratio / divisor)
 * otherwise:
 *     ratio = x.re / x.im, divisor = x.re * ratio + x.im, (ratio / divisor, -1 / divisor)
 */
#define RECIPROCAL_COMPLEX(C, F, absolute) \
    static inline C inverse_##C(C x) { \
        if (absolute(x.im) <= absolute(x.re)) { \
            const F ratio = x.im / x.re; \
            const F divisor = x.re + x.im * ratio; \
            return (C){1 / divisor, -ratio / divisor}; \
        } \
        const F ratio = x.re / x.im; \
        const F divisor = x.re * ratio + x.im; \
        return (C){ratio / divisor, -1 / divisor}; \
    } \
    MAP_1(C, C, reciprocal, inverse_##C(x))
RECIPROCAL_COMPLEX(c64, f32, fabsf)
RECIPROCAL_COMPLEX(c128, f64, fabs)

/* --- fused ---------------------------------------------------------------------------------------- */

TERNARY(f32, fma, hl_fmaf(x, y, z))
TERNARY(f64, fma, hl_fma(x, y, z))

/* --- extremes ------------------------------------------------------------------------------------- */

/* Comparisons and selections, which become blends; fmax would be a call, and loses NaN. */
#define LARGER(x, y) ((x) >= (y) || (x) != (x) ? (x) : (y))
#define SMALLER(x, y) ((x) <= (y) || (x) != (x) ? (x) : (y))
#define MAXIMUM(T) BINARY_OR_SINGLE(T, maximum, LARGER(x, y))
#define MINIMUM(T) BINARY_OR_SINGLE(T, minimum, SMALLER(x, y))
FOR_FLOATS(MAXIMUM)
FOR_FLOATS(MINIMUM)
#define GREATEST(x, y) ((x) >= (y) ? (x) : (y))
#define LEAST(x, y) ((x) <= (y) ? (x) : (y))
#define MAXIMUM_INTEGER(T) BINARY(T, maximum, GREATEST(x, y))
#define MINIMUM_INTEGER(T) BINARY(T, minimum, LEAST(x, y))
FOR_INTEGERS(MAXIMUM_INTEGER)
FOR_INTEGERS(MINIMUM_INTEGER)
BINARY(b8, maximum, (x | y) != 0)
BINARY(b8, minimum, (x != 0) & (y != 0))

#define CLIP(T) TERNARY(T, clip, SMALLER(LARGER(x, y), z))
#define CLIP_INTEGER(T) TERNARY(T, clip, LEAST(GREATEST(x, y), z))
FOR_FLOATS(CLIP)
FOR_INTEGERS(CLIP_INTEGER)
TERNARY(b8, clip, ((x | y) != 0) & (z != 0))

/* --- signs and rounding --------------------------------------------------------------------------- */

#define NEGATIVE(T) UNARY(T, negative, -x)
FOR_INTEGERS(NEGATIVE)
FOR_FLOATS(NEGATIVE)
#define NEGATIVE_COMPLEX(C, F) \
    static void negative_##C(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        negative_##F(out, a, b, c, 2 * n); \
    }
NEGATIVE_COMPLEX(c64, f32)
NEGATIVE_COMPLEX(c128, f64)

#define ABS_SIGNED(T) UNARY(T, abs, x < 0 ? -x : x)
#define ABS_UNSIGNED(T) UNARY(T, abs, x)
FOR_SIGNED(ABS_SIGNED)
FOR_UNSIGNED(ABS_UNSIGNED)
UNARY(f32, abs, fabsf(x))
UNARY(f64, abs, fabs(x))

#define SIGN_SIGNED(T) UNARY(T, sign, (x > 0) - (x < 0))
#define SIGN_UNSIGNED(T) UNARY(T, sign, x != 0)
#define SIGN_FLOAT(T) UNARY(T, sign, x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x)
FOR_SIGNED(SIGN_SIGNED)
FOR_UNSIGNED(SIGN_UNSIGNED)
FOR_FLOATS(SIGN_FLOAT)

BINARY(f32, copysign, copysignf(x, y))
BINARY(f64, copysign, copysign(x, y))
UNARY(f32, sqrt, sqrtf(x))
UNARY(f64, sqrt, sqrt(x))
UNARY(f32, floor, floorf(x))
UNARY(f64, floor, floor(x))
UNARY(f32, ceil, ceilf(x))
UNARY(f64, ceil, ceil(x))
UNARY(f32, trunc, truncf(x))
UNARY(f64, trunc, trunc(x))
UNARY(f32, round,
      rintf(x)) /* to even: the rounding direction is the default one, as in all of Java */
UNARY(f64, round, rint(x))

/* --- parts ---------------------------------------------------------------------------------------- */

MAP_1(c64, f32, real, x.re)
MAP_1(c128, f64, real, x.re)
MAP_1(c64, f32, imag, x.im)
MAP_1(c128, f64, imag, x.im)

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_ADD] = {ROW_INTEGERS(add), ROW_FLOATS(add), ROW_COMPLEX(add)},
    [HL_OP_SUBTRACT] = {ROW_INTEGERS(subtract), ROW_FLOATS(subtract), ROW_COMPLEX(subtract)},
    [HL_OP_MULTIPLY] = {ROW_INTEGERS(multiply), ROW_FLOATS(multiply), ROW_COMPLEX(multiply)},
    [HL_OP_DIVIDE] = {ROW_FLOATS(divide), ROW_COMPLEX(divide)},
    [HL_OP_MAXIMUM] = {ROW_BOOL(maximum), ROW_INTEGERS(maximum), ROW_FLOATS(maximum)},
    [HL_OP_MINIMUM] = {ROW_BOOL(minimum), ROW_INTEGERS(minimum), ROW_FLOATS(minimum)},
    [HL_OP_COPYSIGN] = {ROW_FLOATS(copysign)},
    [HL_OP_NEGATIVE] = {ROW_INTEGERS(negative), ROW_FLOATS(negative), ROW_COMPLEX(negative)},
    [HL_OP_ABS] = {ROW_INTEGERS(abs), ROW_FLOATS(abs)},
    [HL_OP_SIGN] = {ROW_INTEGERS(sign), ROW_FLOATS(sign)},
    [HL_OP_SQUARE] = {ROW_INTEGERS(square), ROW_FLOATS(square), ROW_COMPLEX(square)},
    [HL_OP_RECIPROCAL] = {ROW_FLOATS(reciprocal), ROW_COMPLEX(reciprocal)},
    [HL_OP_SQRT] = {ROW_FLOATS(sqrt)},
    [HL_OP_FLOOR] = {ROW_FLOATS(floor)},
    [HL_OP_CEIL] = {ROW_FLOATS(ceil)},
    [HL_OP_TRUNC] = {ROW_FLOATS(trunc)},
    [HL_OP_ROUND] = {ROW_FLOATS(round)},
    [HL_OP_CONJ] = {ROW_COMPLEX(conj)},
    [HL_OP_REAL] = {ROW_COMPLEX(real)},
    [HL_OP_IMAG] = {ROW_COMPLEX(imag)},
    [HL_OP_FMA] = {ROW_FLOATS(fma)},
    [HL_OP_CLIP] = {ROW_BOOL(clip), ROW_INTEGERS(clip), ROW_FLOATS(clip)},
};
LOOKUP(arithmetic, KERNELS)

/* By the side that has one element only. */
#define ROWS_SINGLE(side) \
    { \
        [HL_OP_ADD] = {ROW_INTEGERS(add_##side), ROW_FLOATS(add_##side)}, \
        [HL_OP_SUBTRACT] = {ROW_INTEGERS(subtract_##side), ROW_FLOATS(subtract_##side)}, \
        [HL_OP_MULTIPLY] = {ROW_INTEGERS(multiply_##side), ROW_FLOATS(multiply_##side)}, \
        [HL_OP_DIVIDE] = {ROW_FLOATS(divide_##side)}, \
        [HL_OP_MAXIMUM] = {ROW_FLOATS(maximum_##side)}, \
        [HL_OP_MINIMUM] = {ROW_FLOATS(minimum_##side)}, \
    }
static hl_apply *const SINGLE_KERNELS[2][HL_OP_LIMIT][HL_DTYPES] = {ROWS_SINGLE(x), ROWS_SINGLE(y)};

hl_apply *HL_TIERED(hl_single)(int op, int dtype, int source) {
    return SINGLE_KERNELS[source][op][dtype];
}
