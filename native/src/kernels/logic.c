/*
 * Elementwise operations on bits and truth values, and selection by them. A bool is read as true when it is
 * not 0, and written as 0 or 1.
 */
#include "elementwise.h"

#define AND(T) BINARY(T, bitwise_and, (x) & (y))
#define OR(T) BINARY(T, bitwise_or, x | y)
#define XOR(T) BINARY(T, bitwise_xor, x ^ y)
#define INVERT(T) UNARY(T, invert, ~x)
FOR_INTEGERS(AND)
FOR_INTEGERS(OR)
FOR_INTEGERS(XOR)
FOR_INTEGERS(INVERT)
BINARY(b8, bitwise_and, (x != 0) & (y != 0))
BINARY(b8, bitwise_or, (x | y) != 0)
BINARY(b8, bitwise_xor, (x != 0) ^ (y != 0))
UNARY(b8, invert, x == 0)

/* The count is masked, so that the shift itself is defined, and the result chosen by the whole count: as an
 * unsigned number, a negative count is too large as well. */
#define BITS(T) (8 * (int)sizeof(T))
#define LEFT_SHIFT(T, U) \
    BINARY(T, left_shift, (U)y < BITS(T) ? (T)((U)x << ((U)y & (BITS(T) - 1))) : (T)0)
#define RIGHT_SHIFT(T, U) \
    BINARY(T, right_shift, \
           (U)y < BITS(T) ? (T)(x >> ((U)y & (BITS(T) - 1))) : (T)(x < 0 ? (T)-1 : (T)0))
#define RIGHT_SHIFT_UNSIGNED(T) \
    BINARY(T, right_shift, y < BITS(T) ? (T)(x >> (y & (BITS(T) - 1))) : (T)0)
LEFT_SHIFT(i8, u8)
LEFT_SHIFT(i16, u16)
LEFT_SHIFT(i32, u32)
LEFT_SHIFT(i64, u64)
LEFT_SHIFT(u8, u8)
LEFT_SHIFT(u16, u16)
LEFT_SHIFT(u32, u32)
LEFT_SHIFT(u64, u64)
RIGHT_SHIFT(i8, u8)
RIGHT_SHIFT(i16, u16)
RIGHT_SHIFT(i32, u32)
RIGHT_SHIFT(i64, u64)
FOR_UNSIGNED(RIGHT_SHIFT_UNSIGNED)

/* Selection looks at no value, only at its size. */
#define WHERE(T) \
    static void where_##T(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        T *const r = out; \
        const b8 *const conditions = a; \
        const T *const xs = b; \
        const T *const ys = c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const T x = xs[i]; \
            const T y = ys[i]; \
            r[i] = conditions[i] != 0 ? x : y; \
        } \
    }
FOR_UNSIGNED(WHERE)
static void where_b8(void *out, const void *a, const void *b, const void *c, int64_t n) {
    b8 *const r = out;
    const b8 *const conditions = a;
    const b8 *const xs = b;
    const b8 *const ys = c;
    HL_SIMD
    for (int64_t i = 0; i < n; i++) {
        const b8 x = xs[i];
        const b8 y = ys[i];
        r[i] = (conditions[i] != 0 ? x : y) != 0;
    }
}
typedef struct {
    u64 low, high;
} u128;
WHERE(u128)

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_BITWISE_AND] = {ROW_BOOL(bitwise_and), ROW_INTEGERS(bitwise_and)},
    [HL_OP_BITWISE_OR] = {ROW_BOOL(bitwise_or), ROW_INTEGERS(bitwise_or)},
    [HL_OP_BITWISE_XOR] = {ROW_BOOL(bitwise_xor), ROW_INTEGERS(bitwise_xor)},
    [HL_OP_LEFT_SHIFT] = {ROW_INTEGERS(left_shift)},
    [HL_OP_RIGHT_SHIFT] = {ROW_INTEGERS(right_shift)},
    [HL_OP_LOGICAL_AND] = {ROW_BOOL(bitwise_and)},
    [HL_OP_LOGICAL_OR] = {ROW_BOOL(bitwise_or)},
    [HL_OP_LOGICAL_XOR] = {ROW_BOOL(bitwise_xor)},
    [HL_OP_INVERT] = {ROW_BOOL(invert), ROW_INTEGERS(invert)},
    [HL_OP_LOGICAL_NOT] = {ROW_BOOL(invert)},
    [HL_OP_WHERE] = {ROW_BOOL(where), ROW_UNSIGNED(where), [HL_I8] = where_u8, [HL_I16] = where_u16,
                     [HL_I32] = where_u32, [HL_I64] = where_u64, [HL_F32] = where_u32,
                     [HL_F64] = where_u64, [HL_C64] = where_u64, [HL_C128] = where_u128},
};
LOOKUP(logic, KERNELS)
