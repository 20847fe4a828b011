/*
 * Elementwise comparisons and tests: the result is a bool.
 */
#include "elementwise.h"

#define COMPARE(T, name, operator) MAP_2(T, b8, name, (b8)(x operator y))
#define ORDERED(M, ...) FOR_INTEGERS(M, __VA_ARGS__) FOR_FLOATS(M, __VA_ARGS__)
ORDERED(COMPARE, eq, ==)
ORDERED(COMPARE, ne, !=)
ORDERED(COMPARE, lt, <)
ORDERED(COMPARE, le, <=)
ORDERED(COMPARE, gt, >)
ORDERED(COMPARE, ge, >=)

#define COMPARE_BOOL(name, operator) MAP_2(b8, b8, name, (b8)((x != 0) operator(y != 0)))
COMPARE_BOOL(eq, ==)
COMPARE_BOOL(ne, !=)
COMPARE_BOOL(lt, <)
COMPARE_BOOL(le, <=)
COMPARE_BOOL(gt, >)
COMPARE_BOOL(ge, >=)

/* Without short cuts, which would be branches. */
#define EQ_COMPLEX(C) MAP_2(C, b8, eq, (x.re == y.re) & (x.im == y.im))
#define NE_COMPLEX(C) MAP_2(C, b8, ne, (x.re != y.re) | (x.im != y.im))
FOR_COMPLEX(EQ_COMPLEX)
FOR_COMPLEX(NE_COMPLEX)

MAP_1(f32, b8, isnan, x != x)
MAP_1(f64, b8, isnan, x != x)
MAP_1(f32, b8, isinf, fabsf(x) == INFINITY)
MAP_1(f64, b8, isinf, fabs(x) == (double)INFINITY)
MAP_1(f32, b8, isfinite, fabsf(x) < INFINITY)
MAP_1(f64, b8, isfinite, fabs(x) < (double)INFINITY)
MAP_1(c64, b8, isnan, (x.re != x.re) | (x.im != x.im))
MAP_1(c128, b8, isnan, (x.re != x.re) | (x.im != x.im))
MAP_1(c64, b8, isinf, (fabsf(x.re) == INFINITY) | (fabsf(x.im) == INFINITY))
MAP_1(c128, b8, isinf, (fabs(x.re) == (double)INFINITY) | (fabs(x.im) == (double)INFINITY))
MAP_1(c64, b8, isfinite, (fabsf(x.re) < INFINITY) & (fabsf(x.im) < INFINITY))
MAP_1(c128, b8, isfinite, (fabs(x.re) < (double)INFINITY) & (fabs(x.im) < (double)INFINITY))

/* The sign bit of a float is that of the integer in its place. */
MAP_1(i32, b8, signbit, x < 0)
MAP_1(i64, b8, signbit, x < 0)

#define ROW_ORDERED(name) ROW_BOOL(name), ROW_INTEGERS(name), ROW_FLOATS(name)
static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_EQ] = {ROW_ORDERED(eq), ROW_COMPLEX(eq)},
    [HL_OP_NE] = {ROW_ORDERED(ne), ROW_COMPLEX(ne)},
    [HL_OP_LT] = {ROW_ORDERED(lt)},
    [HL_OP_LE] = {ROW_ORDERED(le)},
    [HL_OP_GT] = {ROW_ORDERED(gt)},
    [HL_OP_GE] = {ROW_ORDERED(ge)},
    [HL_OP_ISNAN] = {ROW_FLOATS(isnan), ROW_COMPLEX(isnan)},
    [HL_OP_ISINF] = {ROW_FLOATS(isinf), ROW_COMPLEX(isinf)},
    [HL_OP_ISFINITE] = {ROW_FLOATS(isfinite), ROW_COMPLEX(isfinite)},
    [HL_OP_SIGNBIT] = {[HL_F32] = signbit_i32, [HL_F64] = signbit_i64},
};
LOOKUP(comparison, KERNELS)
