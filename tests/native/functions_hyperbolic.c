/*
 * The rows of cbrt, hypot, the hyperbolic functions and their inverses, see functions.h.
 */
#include "functions.h"

FUNCTION_EXACT_1(cbrt)
FUNCTION_EXACT_1(sinh)
FUNCTION_EXACT_1(cosh)
FUNCTION_EXACT_1(tanh)
FUNCTION_EXACT_1(asinh)
FUNCTION_EXACT_1(acosh)
FUNCTION_EXACT_1(atanh)
FUNCTION_EXACT_2(hypot)

static const function_special CBRT_SPECIALS[] = {
    {0.0, 0, 0.0},
    {-0.0, 0, -0.0},
    {INFINITY, 0, INFINITY},
    {-INFINITY, 0, -INFINITY},
    {NAN, 0, NAN},
    {1, 0, 1},
    {-8, 0, -2},
    {27, 0, 3},
    {1000, 0, 10},
    {0x1p-126, 0, 0x1p-42},
    {0x1p-147, 0, 0x1p-49},
    {-3375, 0, -15},
    FUNCTION_SPECIALS_END,
};
/* C17, F.10.4.3. */
static const function_special HYPOT_SPECIALS[] = {
    {0.0, 0.0, 0.0},
    {-0.0, -0.0, 0.0},
    {-0.0, 0.0, 0.0},
    {3, -4, 5},
    {-5, 12, 13},
    {0.0, -7, 7},
    {-7, -0.0, 7},
    {0x1p-149, 0, 0x1p-149},
    {0x1.8p-148, 0x1p-147, 0x1.4p-147},
    {0x1.8p126, -0x1p127, 0x1.4p127},
    {INFINITY, NAN, INFINITY},
    {NAN, INFINITY, INFINITY},
    {-INFINITY, NAN, INFINITY},
    {NAN, -INFINITY, INFINITY},
    {INFINITY, 1, INFINITY},
    {1, -INFINITY, INFINITY},
    {INFINITY, -INFINITY, INFINITY},
    {NAN, 0.0, NAN},
    {0.0, NAN, NAN},
    {NAN, 1, NAN},
    {1, NAN, NAN},
    {NAN, NAN, NAN},
    FUNCTION_SPECIALS_END,
};
static const function_special SINH_SPECIALS[] = {
    {0.0, 0, 0.0},
    {-0.0, 0, -0.0},
    {INFINITY, 0, INFINITY},
    {-INFINITY, 0, -INFINITY},
    {NAN, 0, NAN},
    {1000, 0, INFINITY},
    {-1000, 0, -INFINITY},
    {1e300, 0, INFINITY},
    {-1e300, 0, -INFINITY},
    {0x1p-149, 0, 0x1p-149},
    {-0x1p-149, 0, -0x1p-149},
    FUNCTION_SPECIALS_END,
};
static const function_special COSH_SPECIALS[] = {
    {0.0, 0, 1.0},         {-0.0, 0, 1.0},      {INFINITY, 0, INFINITY}, {-INFINITY, 0, INFINITY},
    {NAN, 0, NAN},         {1000, 0, INFINITY}, {-1000, 0, INFINITY},    {1e300, 0, INFINITY},
    {-1e300, 0, INFINITY}, {0x1p-149, 0, 1},    FUNCTION_SPECIALS_END,
};
static const function_special TANH_SPECIALS[] = {
    {0.0, 0, 0.0},
    {-0.0, 0, -0.0},
    {INFINITY, 0, 1.0},
    {-INFINITY, 0, -1.0},
    {NAN, 0, NAN},
    {20, 0, 1.0},
    {-20, 0, -1.0},
    {1e300, 0, 1.0},
    {-1e300, 0, -1.0},
    {0x1p-149, 0, 0x1p-149},
    {-0x1p-149, 0, -0x1p-149},
    FUNCTION_SPECIALS_END,
};
static const function_special ASINH_SPECIALS[] = {
    {0.0, 0, 0.0}, {-0.0, 0, -0.0},         {INFINITY, 0, INFINITY},   {-INFINITY, 0, -INFINITY},
    {NAN, 0, NAN}, {0x1p-149, 0, 0x1p-149}, {-0x1p-149, 0, -0x1p-149}, FUNCTION_SPECIALS_END,
};
static const function_special ACOSH_SPECIALS[] = {
    {1, 0, 0.0},   {0.5, 0, NAN},         {0x1.fffffep-1, 0, NAN}, {0.0, 0, NAN},
    {-1, 0, NAN},  {-2, 0, NAN},          {INFINITY, 0, INFINITY}, {-INFINITY, 0, NAN},
    {NAN, 0, NAN}, FUNCTION_SPECIALS_END,
};
static const function_special ATANH_SPECIALS[] = {
    {0.0, 0, 0.0},         {-0.0, 0, -0.0},         {1, 0, INFINITY},
    {-1, 0, -INFINITY},    {0x1.000002p+0, 0, NAN}, {-0x1.000002p+0, 0, NAN},
    {2, 0, NAN},           {INFINITY, 0, NAN},      {-INFINITY, 0, NAN},
    {NAN, 0, NAN},         {0x1p-149, 0, 0x1p-149}, {-0x1p-149, 0, -0x1p-149},
    FUNCTION_SPECIALS_END,
};

/* Two sides of any size and of any quotient up to 2^60; few beyond. */
static void sample_hypot(test_random *r, double *x, double *y) {
    const int single = random_below(r, 2) != 0;
    const int least = single ? -149 : -1074;
    const int most = single ? 127 : 1023;
    const int first = least + (int)random_below(r, most - least + 1);
    int second = first + (int)random_below(r, 125) - 62;
    second = second < least ? least : second > most ? most : second;
    *x = ldexp(random_uniform(r, 1, 2), first);
    *y = ldexp(random_uniform(r, 1, 2), second);
}

const function_test FUNCTIONS_HYPERBOLIC[] = {
    {
        .name = "cbrt",
        .op = HL_OP_CBRT,
        .sources = 1,
        .bound = 0.51,
        .single_bound = 0.51,
        .exact = cbrt_exact,
        .domains = {{-INFINITY, INFINITY}, {0.5, 8}, {-1e-300, 1e-300}, {-1e-38, 1e-38}},
        .points = {0,
                   1,
                   2,
                   4,
                   8,
                   27,
                   64,
                   125,
                   1000,
                   0x1p-1022,
                   0x1p-1074,
                   0x1p-1020,
                   0x1p-126,
                   0x1p-149,
                   0x1.fffffffffffffp1023,
                   0x1.fffffep127,
                   -1,
                   -8,
                   1e15,
                   1e18,
                   NAN},
        .specials = CBRT_SPECIALS,
        .where = "all",
    },
    {
        .name = "hypot",
        .op = HL_OP_HYPOT,
        .sources = 2,
        .bound = 0.75, /* subnormal results are rounded twice */
        .single_bound = 0.51,
        .exact = hypot_exact,
        .domains = {{-2, 2},
                    {-2, 2},
                    {-INFINITY, INFINITY},
                    {-INFINITY, INFINITY},
                    {0, 1e-300},
                    {0, 1e-300},
                    {1e307, 0x1.fffffffffffffp1023},
                    {1e307, 0x1.fffffffffffffp1023}},
        .points = {0,
                   3,
                   4,
                   5,
                   12,
                   1e-160,
                   0x1p-400,
                   0x1p500,
                   0x1p-480,
                   0x1p-511,
                   0x1p512,
                   0x1p-1074,
                   0x1p-1022,
                   0x1p-149,
                   0x1p-126,
                   0x1.6a09e667f3bccp1023,
                   0x1.6a09e6p127,
                   0x1.fffffffffffffp1023,
                   0x1p-60,
                   1,
                   NAN},
        .specials = HYPOT_SPECIALS,
        .sample = sample_hypot,
        .where = "all",
    },
    {
        .name = "sinh",
        .op = HL_OP_SINH,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .exact = sinh_exact,
        .domains = {{-1, 1}, {0, 40}, {-711, 711}, {-90, 90}, {0.3, 0.5}, {-INFINITY, INFINITY}},
        .points = {0, 0.34657359027997264, 1.0397207708399179, 1.7328679513998633,
                   18.368400284838547, 18.714973875118523, 19.061547465398492, 27.4,
                   710.4758600739439, -710.4758600739439, 711, 89.41599, 0.6931471805599453,
                   0x1p-27, 0x1p-1022, 0x1p-126, NAN},
        .specials = SINH_SPECIALS,
        .where = "all",
    },
    {
        .name = "cosh",
        .op = HL_OP_COSH,
        .sources = 1,
        .bound = 0.8,
        .single_bound = 0.51,
        .exact = cosh_exact,
        .domains = {{-1, 1}, {0, 40}, {-711, 711}, {-90, 90}, {-INFINITY, INFINITY}},
        .points = {0, 0.34657359027997264, 1.0397207708399179, 1.7328679513998633,
                   18.368400284838547, 18.714973875118523, 19.061547465398492, 27.4,
                   710.4758600739439, -710.4758600739439, 711, 89.41599, 0.6931471805599453,
                   0x1p-27, 0x1p-26, NAN},
        .specials = COSH_SPECIALS,
        .where = "all",
    },
    {
        .name = "tanh",
        .op = HL_OP_TANH,
        .sources = 1,
        .bound = 0.75,
        .single_bound = 0.51,
        .exact = tanh_exact,
        .domains = {{-1, 1}, {-22, 22}, {-INFINITY, INFINITY}, {0.3, 0.5}},
        .points = {0, 0.34657359027997264, 1.0397207708399179, 0.5493061443340549,
                   19.061547465398492, 9.010913, 22, -22, 12, 0.6931471805599453, 0x1p-27,
                   0x1p-1022, 0x1p-126, NAN},
        .specials = TANH_SPECIALS,
        .where = "all",
    },
    {
        .name = "asinh",
        .op = HL_OP_ASINH,
        .sources = 1,
        .bound = 0.75,
        .single_bound = 0.51,
        .exact = asinh_exact,
        .domains = {{-1, 1}, {-10, 10}, {-INFINITY, INFINITY}, {0.2, 0.5}},
        .points = {0, 0.35355339059327379, 1.0606601717798212, 2.3, 0x1p27, 0x1p26, 0x1p53, 0x1p54,
                   0x1p100, -0x1p100, 0x1p-27, 0x1p-1022, 0x1p-126, 0x1.fffffffffffffp1023,
                   0x1.6a09e667f3bccp1023, 0x1.fffffep127, NAN},
        .specials = ASINH_SPECIALS,
        .where = "all",
    },
    {
        .name = "acosh",
        .op = HL_OP_ACOSH,
        .sources = 1,
        .bound = 0.75,
        .single_bound = 0.51,
        .exact = acosh_exact,
        .domains = {{1, 2}, {1, 10}, {1, INFINITY}, {1, 1.00001}},
        .points = {1, 1.0606601717798212, 1.5, 2.1, 0x1p27, 0x1p26, 0x1p53, 0x1p54, 0x1p100,
                   0x1.fffffffffffffp1023, 0x1.6a09e667f3bccp1023, 0x1.fffffep127, NAN},
        .specials = ACOSH_SPECIALS,
        .where = "x >= 1",
    },
    {
        .name = "atanh",
        .op = HL_OP_ATANH,
        .sources = 1,
        .bound = 0.75,
        .single_bound = 0.51,
        .exact = atanh_exact,
        .domains = {{-1, 1}, {0.1, 0.4}, {0.999, 1}, {-0x1p-20, 0x1p-20}},
        .points = {0, 0.17157287525380990, 0.2, 0.33333333333333331, 0.47759225007251715, 0.5, 0.6,
                   0.75, 0.875, 1, -1, 0x1p-53, 0x1p-54, 0x1p-27, 0x1p-1022, 0x1p-126, NAN},
        .specials = ATANH_SPECIALS,
        .where = "[-1, 1]",
    },
    {.name = NULL},
};
