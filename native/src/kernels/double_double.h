/*
 * Numbers as unevaluated sums of two doubles, and the bits of doubles, for the function kernels. Every helper
 * is a few operations that gcc vectorises, and Java's DoubleDouble has the same ones.
 *
 * Rounding errors of sums: T. J. Dekker, "A floating-point technique for extending the available precision",
 * Numerische Mathematik 18, 1971 (sorted operands), and D. E. Knuth, TAOCP 2, 4.2.2 (any order).
 */
#ifndef HL_DOUBLE_DOUBLE_H
#define HL_DOUBLE_DOUBLE_H

#include <stdint.h>
#include <string.h>

#include "fma.h"

static HL_ALWAYS_INLINE uint64_t to_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static HL_ALWAYS_INLINE double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static HL_ALWAYS_INLINE double magnitude(double x) {
    return from_bits(to_bits(x) & (UINT64_MAX >> 1));
}

/* A magnitude with the sign of x. */
static HL_ALWAYS_INLINE double with_sign(double value, double x) {
    return from_bits(to_bits(value) | (to_bits(x) & (UINT64_C(1) << 63)));
}

/* What is lost in sum = a + b, exactly, where |a| >= |b| or a = 0. */
static HL_ALWAYS_INLINE double sorted_sum_error(double a, double b, double sum) {
    return (a - sum) + b;
}

/* What is lost in sum = a + b, exactly. */
static HL_ALWAYS_INLINE double sum_error(double a, double b, double sum) {
    const double rest = sum - a;
    return (a - (sum - rest)) + (b - rest);
}

#endif
