/*
 * The rows of exponential functions, logarithms and pow, see functions.h.
 */
#include "functions.h"

FUNCTION_EXACT_1(exp)
FUNCTION_EXACT_1(exp2)
FUNCTION_EXACT_1(expm1)
FUNCTION_EXACT_1(log)
FUNCTION_EXACT_1(log2)
FUNCTION_EXACT_1(log10)
FUNCTION_EXACT_1(log1p)
FUNCTION_EXACT_2(pow)

static const function_special EXP_SPECIALS[] = {
    {0.0, 0, 1.0},         {-0.0, 0, 1.0},    {INFINITY, 0, INFINITY}, {-INFINITY, 0, 0.0},
    {1000.0, 0, INFINITY}, {-1000.0, 0, 0.0}, {NAN, 0, NAN},           {1e300, 0, INFINITY},
    {-1e300, 0, 0.0},      {5e-324, 0, 1.0},  {-2.3e-308, 0, 1.0},     FUNCTION_SPECIALS_END,
};
static const function_special EXP2_SPECIALS[] = {
    {0.0, 0, 1.0},         {-0.0, 0, 1.0},      {INFINITY, 0, INFINITY}, {-INFINITY, 0, 0.0},
    {NAN, 0, NAN},         {1.0, 0, 2.0},       {-1.0, 0, 0.5},          {10.0, 0, 1024.0},
    {-126.0, 0, 0x1p-126}, {127.0, 0, 0x1p127}, {1e300, 0, INFINITY},    {-1e300, 0, 0.0},
    {2000.0, 0, INFINITY}, {-2000.0, 0, 0.0},   FUNCTION_SPECIALS_END,
};
static const function_special EXPM1_SPECIALS[] = {
    {0.0, 0, 0.0},        {-0.0, 0, -0.0},         {INFINITY, 0, INFINITY},
    {-INFINITY, 0, -1.0}, {NAN, 0, NAN},           {1000.0, 0, INFINITY},
    {-1000.0, 0, -1.0},   {0x1p-149, 0, 0x1p-149}, {-0x1p-149, 0, -0x1p-149},
    {-1e300, 0, -1.0},    FUNCTION_SPECIALS_END,
};
static const function_special LOG_SPECIALS[] = {
    {1.0, 0, 0.0},           {0.0, 0, -INFINITY}, {-0.0, 0, -INFINITY},
    {INFINITY, 0, INFINITY}, {-1.0, 0, NAN},      {-INFINITY, 0, NAN},
    {-0x1p-149, 0, NAN},     {NAN, 0, NAN},       FUNCTION_SPECIALS_END,
};
static const function_special LOG2_SPECIALS[] = {
    {1.0, 0, 0.0},       {0.0, 0, -INFINITY}, {-0.0, 0, -INFINITY}, {INFINITY, 0, INFINITY},
    {-1.0, 0, NAN},      {-INFINITY, 0, NAN}, {-0x1p-149, 0, NAN},  {NAN, 0, NAN},
    {2.0, 0, 1.0},       {0.5, 0, -1.0},      {1024.0, 0, 10.0},    {0x1p-126, 0, -126},
    {0x1p-149, 0, -149}, {0x1p-140, 0, -140}, {0x1p127, 0, 127},    FUNCTION_SPECIALS_END,
};
static const function_special LOG10_SPECIALS[] = {
    {1.0, 0, 0.0},   {0.0, 0, -INFINITY},   {-0.0, 0, -INFINITY}, {INFINITY, 0, INFINITY},
    {-1.0, 0, NAN},  {-INFINITY, 0, NAN},   {-0x1p-149, 0, NAN},  {NAN, 0, NAN},
    {10.0, 0, 1.0},  {100.0, 0, 2.0},       {1000.0, 0, 3.0},     {1e5, 0, 5.0},
    {1e10, 0, 10.0}, FUNCTION_SPECIALS_END,
};
static const function_special LOG1P_SPECIALS[] = {
    {0.0, 0, 0.0},         {-0.0, 0, -0.0},         {-1.0, 0, -INFINITY},
    {-2.0, 0, NAN},        {-INFINITY, 0, NAN},     {INFINITY, 0, INFINITY},
    {NAN, 0, NAN},         {0x1p-149, 0, 0x1p-149}, {-0x1p-149, 0, -0x1p-149},
    FUNCTION_SPECIALS_END,
};

/* C17, F.10.4.4, row by row. */
static const function_special POW_SPECIALS[] = {
    /* odd integers below 0: a pole */
    {0.0, -1, INFINITY},
    {-0.0, -1, -INFINITY},
    {0.0, -3, INFINITY},
    {-0.0, -3, -INFINITY},
    {-0.0, -9007199, -INFINITY},
    {0.0, -2, INFINITY},
    {-0.0, -2, INFINITY},
    {0.0, -0.5, INFINITY},
    {-0.0, -0.5, INFINITY},
    {-0.0, -0x1p30, INFINITY},
    {0.0, -INFINITY, INFINITY},
    {-0.0, -INFINITY, INFINITY},
    {0.0, 3, 0.0},
    {-0.0, 3, -0.0},
    {0.0, 2, 0.0},
    {-0.0, 2, 0.0},
    {0.0, 0.5, 0.0},
    {-0.0, 0.5, 0.0},
    {-0.0, INFINITY, 0.0},
    {-1.0, INFINITY, 1.0},
    {-1.0, -INFINITY, 1.0},
    {1.0, 0.0, 1.0},
    {1.0, -0.0, 1.0},
    {1.0, NAN, 1.0},
    {1.0, INFINITY, 1.0},
    {1.0, -INFINITY, 1.0},
    {1.0, 12345.5, 1.0},
    {0.0, 0.0, 1.0},
    {-0.0, -0.0, 1.0},
    {NAN, 0.0, 1.0},
    {NAN, -0.0, 1.0},
    {INFINITY, 0.0, 1.0},
    {-INFINITY, -0.0, 1.0},
    {-3.0, 0.0, 1.0},
    {-1.5, 0.5, NAN},
    {-0x1p-149, 1.5, NAN},
    {-0x1p100, -2.25, NAN},
    {0.5, -INFINITY, INFINITY},
    {-0.5, -INFINITY, INFINITY},
    {2.0, -INFINITY, 0.0},
    {-2.0, -INFINITY, 0.0},
    {0.5, INFINITY, 0.0},
    {-0.5, INFINITY, 0.0},
    {2.0, INFINITY, INFINITY},
    {-2.0, INFINITY, INFINITY},
    {INFINITY, INFINITY, INFINITY},
    {INFINITY, -INFINITY, 0.0},
    {-INFINITY, INFINITY, INFINITY},
    {-INFINITY, -INFINITY, 0.0},
    {-INFINITY, -3, -0.0},
    {-INFINITY, -2, 0.0},
    {-INFINITY, -0.5, 0.0},
    {-INFINITY, -0x1p60, 0.0},
    {-INFINITY, 3, -INFINITY},
    {-INFINITY, 2, INFINITY},
    {-INFINITY, 0.5, INFINITY},
    {INFINITY, -0.5, 0.0},
    {INFINITY, -3, 0.0},
    {INFINITY, 0.5, INFINITY},
    {INFINITY, 3, INFINITY},
    {NAN, 1, NAN},
    {2, NAN, NAN},
    {NAN, NAN, NAN},
    {0.0, NAN, NAN},
    {NAN, INFINITY, NAN},
    {INFINITY, NAN, NAN},
    {-1.0, NAN, NAN},
    /* exact powers, signs of odd and even exponents, overflow and underflow with a sign */
    {-1.0, 3, -1.0},
    {-1.0, 4, 1.0},
    {-1.0, 0x1p60, 1.0},
    {-1.0, 16777215, -1.0},
    {-1.0, 16777216, 1.0},
    {-2.0, 3, -8.0},
    {-2.0, -3, -0.125},
    {2.0, 10, 1024.0},
    {3.0, 4, 81.0},
    {10.0, 10, 1e10},
    {-8.0, 1.0 / 3, NAN},
    {4.0, 0.5, 2.0},
    {2.0, 1e30, INFINITY},
    {-2.0, 4097, -INFINITY},
    {-2.0, -4097, -0.0},
    {-2.0, 4098, INFINITY},
    {-2.0, 1e30, INFINITY},
    {-2.0, -1e30, 0.0},
    {0.5, 1e30, 0.0},
    {0x1p100, -0x1p100, 0.0},
    {0x1p-149, -0x1p100, INFINITY},
    FUNCTION_SPECIALS_END,
};

/* Results over the whole range: x log-uniform, y such that x^y neither overflows nor underflows much; bases
 * close to 1 with large exponents; negative bases with integer exponents; small integers and halves. */
static void sample_pow(test_random *r, double *x, double *y) {
    const double result = random_uniform(r, -1080, 1030);
    switch (random_below(r, 4)) {
    case 0:
        *x = exp2(random_uniform(r, -1074, 1024));
        *y = result / log2(*x);
        break;
    case 1:
        *x = 1 + ldexp(random_uniform(r, -1, 1), -(int)random_below(r, 52));
        *y = result / log2(*x);
        break;
    case 2:
        *x = -exp2(random_uniform(r, -20, 20));
        *y = rint(result / log2(-*x));
        break;
    default:
        *x = rint(random_uniform(r, -40, 1000)) / 4;
        *y = rint(random_uniform(r, -100, 100)) / (*x > 0 ? 2 : 1);
        break;
    }
}

const function_test FUNCTIONS_EXPONENTIAL[] = {
    {
        .name = "exp",
        .op = HL_OP_EXP,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .fast_bound = 4,
        .fast_single_bound = 2,
        .exact = exp_exact,
        .domains = {{-746, 710}, {-104, 89}, {-1, 1}, {-INFINITY, INFINITY}},
        .points = {0, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179,
                   709.782712893384, -708.3964185322641, -744.4400719213812, -745.1332191019412,
                   88.72283, -87.33654, -103.97208, 0.5, 1, -1, NAN},
        .specials = EXP_SPECIALS,
        .where = "all",
    },
    {
        .name = "exp2",
        .op = HL_OP_EXP2,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .fast_bound = 4,
        .fast_single_bound = 1.5,
        .exact = exp2_exact,
        .domains = {{-1076, 1024}, {-150, 128}, {-1, 1}, {-INFINITY, INFINITY}},
        .points = {0, 0.5, -0.5, 1, -1, 1.5, 1023.5, 1024, -1022, -1074, -1075, 128, -126, -149,
                   -150, NAN},
        .specials = EXP2_SPECIALS,
        .where = "all",
    },
    {
        .name = "expm1",
        .op = HL_OP_EXPM1,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .fast_bound = 2.5,
        .exact = expm1_exact,
        .domains = {{-40, 710}, {-18, 89}, {-1, 1}, {-0x1p-20, 0x1p-20}, {-INFINITY, INFINITY}},
        .points = {0, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179,
                   -1.0397207708399179, 709.782712893384, -37.42994775023705, -36.7368005696771,
                   88.72283, -17.32868, 0x1p-53, -0x1p-53, 0x1p-1022, 0.6931471805599453,
                   -0.6931471805599453, 38.5, NAN},
        .specials = EXPM1_SPECIALS,
        .where = "all",
    },
    {
        .name = "log",
        .op = HL_OP_LOG,
        .sources = 1,
        .bound = 0.8,
        .single_bound = 0.51,
        .fast_bound = 2,
        .fast_single_bound = 1.5,
        .exact = log_exact,
        .domains = {{0, INFINITY}, {0.5, 2}, {0.9375, 1.0625}, {0, 1e-300}},
        .points = {1, 0.70710678118654757, 1.4142135623730951, 2, 0.5, 0x1p-1022, 0x1p-1074,
                   0x1p-126, 0x1p-149, 0x1.fffffffffffffp1023, 0x1.fffffep127, 2.718281828459045,
                   NAN},
        .specials = LOG_SPECIALS,
        .where = "all",
    },
    {
        .name = "log2",
        .op = HL_OP_LOG2,
        .sources = 1,
        .bound = 0.7,
        .single_bound = 0.51,
        .fast_bound = 2,
        .fast_single_bound = 2,
        .exact = log2_exact,
        .domains = {{0, INFINITY}, {0.5, 2}, {0.9375, 1.0625}, {0, 1e-300}},
        .points = {1, 0.70710678118654757, 1.4142135623730951, 2, 0.5, 0x1p-1022, 0x1p-1074,
                   0x1p-126, 0x1p-149, 0x1.fffffffffffffp1023, 0x1.fffffep127, 4, 0.25, NAN},
        .specials = LOG2_SPECIALS,
        .where = "all",
    },
    {
        .name = "log10",
        .op = HL_OP_LOG10,
        .sources = 1,
        .bound = 0.7,
        .single_bound = 0.51,
        .fast_bound = 2.5,
        .fast_single_bound = 2.5,
        .exact = log10_exact,
        .domains = {{0, INFINITY}, {0.5, 2}, {0.9375, 1.0625}, {0, 1e-300}},
        .points = {1, 0.70710678118654757, 1.4142135623730951, 2, 0.5, 0x1p-1022, 0x1p-1074,
                   0x1p-126, 0x1p-149, 0x1.fffffffffffffp1023, 0x1.fffffep127, 10, 0.1, 1000, 1e22,
                   NAN},
        .specials = LOG10_SPECIALS,
        .where = "all",
    },
    {
        .name = "log1p",
        .op = HL_OP_LOG1P,
        .sources = 1,
        .bound = 0.9,
        .single_bound = 0.51,
        .exact = log1p_exact,
        .domains = {{-1, INFINITY}, {-1, 1}, {-0.01, 0.01}, {-0x1p-40, 0x1p-40}, {1e15, 1e17}},
        .points = {0, -0.29289321881345248, 0.41421356237309503, 1, -0.5, -0x1.fffffffffffffp-1,
                   0x1p53, 0x1p52, 0x1p54, -0x1p-53, 0x1p-53, 0x1p-1022, 0x1.fffffffffffffp1023,
                   0x1.fffffep127, -0x1.fffffep-1, NAN},
        .specials = LOG1P_SPECIALS,
        .where = "all",
    },
    {
        .name = "pow",
        .op = HL_OP_POW,
        .sources = 2,
        .bound = 0.85,
        .single_bound = 0.51,
        .exact = pow_exact,
        .domains = {{0, 100},
                    {-100, 100},
                    {0, INFINITY},
                    {-INFINITY, INFINITY},
                    {0.5, 2},
                    {-1000, 1000},
                    {0.9999, 1.0001},
                    {-1e7, 1e7}},
        .points = {1, 0.5, 2, 3, 10, 0x1p-1074, 0x1p-1022, 0x1p-149, 0x1.fffffffffffffp1023, 0.1,
                   0.70710678118654757, 1.4142135623730951, -1, -2, 1024, -1074, 1e-10, 1e10, NAN},
        .specials = POW_SPECIALS,
        .sample = sample_pow,
        .where = "all",
    },
    {.name = NULL},
};
