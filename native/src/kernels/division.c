/*
 * Elementwise division with a remainder, and integer powers: what does not trap although the processor's
 * divide instruction would.
 */
#include "elementwise.h"

/* --- integers: the quotient is rounded towards minus infinity ----------------------------------------- */

/* x / 0 and x % 0 are 0. A divisor of -1 is no division: MIN / -1 would trap, -x wraps. */
#define DIVIDE_SIGNED(T, U) \
    static inline T quotient_##T(T x, T y) { \
        if (y == 0) { \
            return 0; \
        } \
        if (y == -1) { \
            return (T)(0 - (U)x); \
        } \
        const T q = (T)(x / y); \
        return (T)(q - (q * y != x && (x < 0) != (y < 0))); \
    } \
    static inline T remainder_of_##T(T x, T y) { \
        if (y == 0 || y == -1) { \
            return 0; \
        } \
        const T r = (T)(x % y); \
        return (T)(r != 0 && (r < 0) != (y < 0) ? r + y : r); \
    }
#define DIVIDE_UNSIGNED(T) \
    static inline T quotient_##T(T x, T y) { \
        return (T)(y == 0 ? 0 : x / y); \
    } \
    static inline T remainder_of_##T(T x, T y) { \
        return (T)(y == 0 ? 0 : x % y); \
    }
DIVIDE_SIGNED(i8, u8)
DIVIDE_SIGNED(i16, u16)
DIVIDE_SIGNED(i32, u32)
DIVIDE_SIGNED(i64, u64)
FOR_UNSIGNED(DIVIDE_UNSIGNED)

/* Powers by squaring, in 64 bits: what is cut off at the end never flows back. */
static inline uint64_t power(uint64_t x, uint64_t exponent) {
    uint64_t r = 1;
    for (; exponent != 0; exponent >>= 1) {
        r = (exponent & 1) != 0 ? r * x : r;
        x *= x;
    }
    return r;
}

/* --- floats --------------------------------------------------------------------------------------- */

/*
 * NumPy's npy_divmod, all in the type T, each operation rounded, fmod exact:
 *     y == 0:  quotient x / y, remainder fmod(x, y), which is NaN
 *     r = fmod(x, y); q = (x - r) / y
 *     r != 0 (NaN too):  if (y < 0) != (r < 0):  r = r + y, q = q - 1
 *     r == 0:            r = copysign(0, y)
 *     q != 0 (NaN too):  f = floor(q); if q - f > 0.5: f = f + 1
 *     q == 0:            f = copysign(0, x / y)
 *     quotient f, remainder r
 */
#define DIVIDE_FLOATS(T, fmod, floor, copysign) \
    static inline T quotient_##T(T x, T y) { \
        if (y == 0) { \
            return x / y; \
        } \
        const T r = fmod(x, y); \
        T q = (x - r) / y; \
        if (r != 0 && (y < 0) != (r < 0)) { \
            q -= 1; \
        } \
        if (q == 0) { \
            return copysign(0, x / y); \
        } \
        const T f = floor(q); \
        return q - f > (T)0.5 ? f + 1 : f; \
    } \
    static inline T remainder_of_##T(T x, T y) { \
        const T r = fmod(x, y); \
        if (y == 0) { \
            return r; \
        } \
        if (r == 0) { \
            return copysign(0, y); \
        } \
        return (y < 0) != (r < 0) ? r + y : r; \
    }
DIVIDE_FLOATS(f32, fmodf, floorf, copysignf)
DIVIDE_FLOATS(f64, fmod, floor, copysign)

/* Not vectorised: calls and branches. */
#define SCALAR_BINARY(T, name, expression) \
    static void name##_##T(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        T *const r = out; \
        const T *const xs = a; \
        const T *const ys = b; \
        (void)c; \
        for (int64_t i = 0; i < n; i++) { \
            const T x = xs[i]; \
            const T y = ys[i]; \
            r[i] = (expression); \
        } \
    }
#define FLOOR_DIVIDE(T) SCALAR_BINARY(T, floor_divide, quotient_##T(x, y))
#define REMAINDER(T) SCALAR_BINARY(T, remainder, remainder_of_##T(x, y))
#define POW_SIGNED(T) SCALAR_BINARY(T, pow, (T)(y < 0 ? 0 : power((uint64_t)x, (uint64_t)y)))
#define POW_UNSIGNED(T) SCALAR_BINARY(T, pow, (T)power(x, y))
FOR_INTEGERS(FLOOR_DIVIDE)
FOR_INTEGERS(REMAINDER)
FOR_FLOATS(FLOOR_DIVIDE)
FOR_FLOATS(REMAINDER)
FOR_SIGNED(POW_SIGNED)
FOR_UNSIGNED(POW_UNSIGNED)

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_FLOOR_DIVIDE] = {ROW_INTEGERS(floor_divide), ROW_FLOATS(floor_divide)},
    [HL_OP_REMAINDER] = {ROW_INTEGERS(remainder), ROW_FLOATS(remainder)},
    [HL_OP_POW] = {ROW_INTEGERS(pow)},
};
LOOKUP(division, KERNELS)
