/*
 * The table of the mathematical functions that test_functions.c checks: for each function where it is
 * sampled, what its exact value is, and its special values. A family's rows are in functions_<family>.c.
 *
 * What must not live here: checks (test_functions.c), anything about how a function is computed.
 */
#ifndef HL_TEST_FUNCTIONS_H
#define HL_TEST_FUNCTIONS_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#define MPFR_USE_NO_MACRO
#include <mpfr.h>

#include "harness.h"
#include "hotloop.h"

/* An interval of arguments: half of the samples are uniform in it, half uniform among its doubles (its
 * floats), and so spread over all magnitudes, subnormals included. */
typedef struct {
    double low, high;
} function_domain;

/* The exact result for special arguments, as Annex F of C17 has it. For functions of one source y is 0. */
typedef struct {
    double x, y, value;
} function_special;

enum { FUNCTION_DOMAINS = 8, FUNCTION_POINTS = 48 };

typedef struct {
    const char *name;
    int op;
    int sources;
    double bound;        /* of the error of float64, in ULP */
    double single_bound; /* of float32 */
    /* MPFR's function, or one made from several with enough digits; for two sources the second is y */
    int (*exact)(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rounding);
    /* where each source is sampled; ends with {0, 0} unless full. Two sources: pairs of domains [0] and [1],
     * [2] and [3] and so on, the first for x, the second for y */
    function_domain domains[FUNCTION_DOMAINS];
    /* hard places: zeros, poles, ends of branches, overflow, of float64 or float32. Each and 100 neighbours
     * on both sides are tested; two sources: each pair of points, 3 neighbours. Ends with NaN unless full */
    double points[FUNCTION_POINTS];
    const function_special *specials; /* ends with a row {NAN, NAN, 0} */
    /* two sources: further pairs that are hard, or NULL */
    void (*sample)(test_random *r, double *x, double *y);
    /* what the table in the docs says of the domain */
    const char *where;
    /* HL_OP_FAST's bounds; 0: there is no such form */
    double fast_bound, fast_single_bound;
} function_test;

/* The end of a row's specials. */
#define FUNCTION_SPECIALS_END \
    { NAN, NAN, 0 }

/* The families' rows, each ends with a row without a name. */
extern const function_test FUNCTIONS_EXPONENTIAL[];
extern const function_test FUNCTIONS_TRIGONOMETRIC[];
extern const function_test FUNCTIONS_HYPERBOLIC[];
extern const function_test FUNCTIONS_SPECIAL[];

/* For rows whose exact function has one source. */
#define FUNCTION_EXACT_1(name) \
    static int name##_exact(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rounding) { \
        (void)y; \
        return mpfr_##name(r, x, rounding); \
    }
#define FUNCTION_EXACT_2(name) \
    static int name##_exact(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rounding) { \
        return mpfr_##name(r, x, y, rounding); \
    }

#endif
