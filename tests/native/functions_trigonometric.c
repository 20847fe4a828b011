/*
 * The rows of sin cos tan asin acos atan atan2 sinpi cospi, see functions.h.
 */
#include "functions.h"

FUNCTION_EXACT_1(sin)
FUNCTION_EXACT_1(cos)
FUNCTION_EXACT_1(tan)
FUNCTION_EXACT_1(asin)
FUNCTION_EXACT_1(acos)
FUNCTION_EXACT_1(atan)
FUNCTION_EXACT_1(sinpi)
FUNCTION_EXACT_1(cospi)
FUNCTION_EXACT_2(atan2)

#define PI 0x1.921fb54442d18p1
#define LEAST 0x1p-1074
#define MOST 0x1.fffffffffffffp1023

/* Around multiples of pi/4, of all magnitudes up to 2^44. */
static void near_multiples(test_random *r, double *x, double *y) {
    const int64_t n = random_below(r, (int64_t)1 << (1 + random_below(r, 44)));
    const double multiple = (double)((long double)n * 0.785398163397448309615660845819875721L);
    const int64_t steps = random_below(r, 7) - 3;
    *x = multiple + (double)steps * (nextafter(multiple, INFINITY) - multiple);
    *x = random_below(r, 2) == 0 ? *x : -*x;
    *y = 0;
}

/* Around multiples of 1/4, halves more than others. */
static void near_quarters(test_random *r, double *x, double *y) {
    const int64_t n = random_below(r, (int64_t)1 << (1 + random_below(r, 54)));
    const double multiple = (double)n * (random_below(r, 4) == 0 ? 0.25 : 0.5);
    const int64_t steps = random_below(r, 5) - 2;
    *x = multiple + (double)steps * (nextafter(multiple, INFINITY) - multiple);
    *x = random_below(r, 2) == 0 ? *x : -*x;
    *y = 0;
}

/* Pairs with a quotient around those at which atan2 changes its way, of all magnitudes. */
static void near_diagonals(test_random *r, double *y, double *x) {
    static const double SLOPES[] = {1, 0x1.a827999fcef32p-2, 0x1.3504f333f9de6p1, 0.5, 2};
    *x = random_magnitude(r);
    const double close = 1 + random_uniform(r, -1, 1) * ldexp(1, -(int)random_below(r, 54));
    *y = *x * SLOPES[random_below(r, 5)] * close * (random_below(r, 2) == 0 ? 1 : -1);
}

/* The doubles and floats closest to multiples of pi/2, as continued fractions find them, and angles around the
 * limits of the ways to reduce them. */
#define HARD_ANGLES \
    { \
        0x1.6ac5b262ca1ffp849, 0x1.6c6cbc45dc8dep5, 0x1.6ac5b262ca1ffp850, 0x1.b951f1572eba5p23, \
            0x1.504cac51f1eafp131, 0x1.e009c53148be1p991, 0x1.4c96c11134d36p577, \
            0x1.cfe482285f8edp860, 0x1.db41f3cb71d7bp680, 0x1.e7e44a78ac18cp197, \
            0x1.c45cd11154dfdp295, 0x1.83009e2e9e2ebp614, 0x1.b2196364d750bp253, \
            0x1.69eab0985179bp246, 0x1.782b7a20df6d4p67, 0x1.66bd5424e5655p90, \
            0x1.4117573397d42p939, 0x1.39c6fd67805a7p18, 0x1.9eb7148f354d6p20, \
            0x1.67e57cdd4dc54p15, 0x1.f37c8ap95, 0x1.47d0fep34, 0x1.f9cbe2p7, 0x1.32ede2p85, \
            0x1.628d4cp40, -0x1.921fb54442d18p-1, -0x1.921fb54442d18p0, 0x1.921fb54442d18p1, \
            0x1.2d97c7f3321d2p1, 0x1.2d97c7f3321d2p2, 0, -0.0, LEAST, 0x1p-1022, 0x1p-149, \
            0x1p-126, 0x1p-27, 0x1p-12, 0x1p22, -0x1p22, 0x1p28, 0x1p52, 1e22, 0x1.fffffep127, \
            MOST, -MOST, NAN \
    }

#define HARD_TURNS \
    { \
        0, -0.0, LEAST, 0x1p-1022, 0x1.46p-1024, 0x1p-970, 0x1p-149, 0x1p-126, 0x1p-27, 0.25, \
            -0.25, 0.5, -0.5, 0.75, 1, -1, 1.25, 1.5, -1.5, 2, -2, 2.5, 3, 4, 0x1p23, 0x1p24, \
            0x1p25, 0x1p51, 0x1p52, 0x1p53, -0x1p53, 0x1p54, 0x1p51 + 0.5, 0x1.fffffep127, MOST, \
            -MOST, NAN \
    }

#define HARD_RATIOS \
    { \
        0, -0.0, LEAST, 0x1p-1022, 0x1p-149, 0x1p-126, 0x1p-27, 0x1p-12, 0x1.a827999fcef32p-2, \
            0.5, -0.5, 1, -1, 0x1p-1060, NAN \
    }

static const function_special SIN_SPECIALS[] = {
    {0, 0, 0},     {-0.0, 0, -0.0},   {INFINITY, 0, NAN},  {-INFINITY, 0, NAN},
    {NAN, 0, NAN}, {LEAST, 0, LEAST}, {-LEAST, 0, -LEAST}, FUNCTION_SPECIALS_END,
};
static const function_special COS_SPECIALS[] = {
    {0, 0, 1},     {-0.0, 0, 1},  {INFINITY, 0, NAN},    {-INFINITY, 0, NAN},
    {NAN, 0, NAN}, {LEAST, 0, 1}, FUNCTION_SPECIALS_END,
};
/* IEEE 754-2019, 9.2.1: integers give a zero with their sign, halves of odd numbers +0. */
static const function_special SINPI_SPECIALS[] = {
    {0, 0, 0},      {-0.0, 0, -0.0},    {1, 0, 0},           {-1, 0, -0.0},  {2, 0, 0},
    {-2, 0, -0.0},  {3, 0, 0},          {-3, 0, -0.0},       {0.5, 0, 1},    {-0.5, 0, -1},
    {1.5, 0, -1},   {-1.5, 0, 1},       {2.5, 0, 1},         {0x1p23, 0, 0}, {-0x1p23, 0, -0.0},
    {0x1p53, 0, 0}, {INFINITY, 0, NAN}, {-INFINITY, 0, NAN}, {NAN, 0, NAN},  FUNCTION_SPECIALS_END,
};
static const function_special COSPI_SPECIALS[] = {
    {0, 0, 1},          {-0.0, 0, 1},        {1, 0, -1},    {-1, 0, -1},           {2, 0, 1},
    {-2, 0, 1},         {3, 0, -1},          {0.5, 0, 0},   {-0.5, 0, 0},          {1.5, 0, 0},
    {-1.5, 0, 0},       {2.5, 0, 0},         {-2.5, 0, 0},  {0x1p23, 0, 1},        {0x1p53, 0, 1},
    {INFINITY, 0, NAN}, {-INFINITY, 0, NAN}, {NAN, 0, NAN}, FUNCTION_SPECIALS_END,
};
static const function_special ASIN_SPECIALS[] = {
    {0, 0, 0},           {-0.0, 0, -0.0}, {1, 0, PI / 2},    {-1, 0, -PI / 2},
    {1.25, 0, NAN},      {-1.25, 0, NAN}, {2, 0, NAN},       {INFINITY, 0, NAN},
    {-INFINITY, 0, NAN}, {NAN, 0, NAN},   {LEAST, 0, LEAST}, FUNCTION_SPECIALS_END,
};
static const function_special ACOS_SPECIALS[] = {
    {1, 0, 0},      {-1, 0, PI},           {0, 0, PI / 2},     {-0.0, 0, PI / 2},
    {1.25, 0, NAN}, {-1.25, 0, NAN},       {INFINITY, 0, NAN}, {-INFINITY, 0, NAN},
    {NAN, 0, NAN},  FUNCTION_SPECIALS_END,
};
static const function_special ATAN_SPECIALS[] = {
    {0, 0, 0},
    {-0.0, 0, -0.0},
    {INFINITY, 0, PI / 2},
    {-INFINITY, 0, -PI / 2},
    {MOST, 0, PI / 2},
    {-MOST, 0, -PI / 2},
    {NAN, 0, NAN},
    {LEAST, 0, LEAST},
    FUNCTION_SPECIALS_END,
};
static const function_special ATAN2_SPECIALS[] = {
    {0, 0, 0},
    {-0.0, 0, -0.0},
    {0, -0.0, PI},
    {-0.0, -0.0, -PI},
    {0, 1, 0},
    {-0.0, 1, -0.0},
    {0, -1, PI},
    {-0.0, -1, -PI},
    {0, INFINITY, 0},
    {-0.0, INFINITY, -0.0},
    {0, -INFINITY, PI},
    {-0.0, -INFINITY, -PI},
    {1, 0, PI / 2},
    {1, -0.0, PI / 2},
    {-1, 0, -PI / 2},
    {-1, -0.0, -PI / 2},
    {1, INFINITY, 0},
    {-1, INFINITY, -0.0},
    {1, -INFINITY, PI},
    {-1, -INFINITY, -PI},
    {INFINITY, 0, PI / 2},
    {INFINITY, 1, PI / 2},
    {INFINITY, -1, PI / 2},
    {-INFINITY, 1, -PI / 2},
    {-INFINITY, -1, -PI / 2},
    {INFINITY, INFINITY, PI / 4},
    {-INFINITY, INFINITY, -PI / 4},
    {INFINITY, -INFINITY, 3 * PI / 4},
    {-INFINITY, -INFINITY, -3 * PI / 4},
    {NAN, 1, NAN},
    {1, NAN, NAN},
    {NAN, NAN, NAN},
    {NAN, INFINITY, NAN},
    {INFINITY, NAN, NAN},
    {NAN, 0, NAN},
    {0, NAN, NAN},
    {0x1p-600, 0x1p600, 0},
    {-0x1p-600, 0x1p600, -0.0},
    {LEAST, -1, PI},
    {0x1.8p100, 0x1.8p100, PI / 4},
    FUNCTION_SPECIALS_END,
};

const function_test FUNCTIONS_TRIGONOMETRIC[] = {
    {
        .name = "sin",
        .op = HL_OP_SIN,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .fast_bound = 2.5,
        .exact = sin_exact,
        .domains = {{-INFINITY, INFINITY}, {-1, 1}, {-100, 100}, {-0x1p22, 0x1p22}},
        .points = HARD_ANGLES,
        .specials = SIN_SPECIALS,
        .sample = near_multiples,
        .where = "all",
    },
    {
        .name = "cos",
        .op = HL_OP_COS,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .fast_bound = 3,
        .exact = cos_exact,
        .domains = {{-INFINITY, INFINITY}, {-1, 1}, {-100, 100}, {-0x1p22, 0x1p22}},
        .points = HARD_ANGLES,
        .specials = COS_SPECIALS,
        .sample = near_multiples,
        .where = "all",
    },
    {
        .name = "tan",
        .op = HL_OP_TAN,
        .sources = 1,
        .bound = 0.97,
        .single_bound = 0.51,
        .fast_bound = 4.5,
        .exact = tan_exact,
        .domains = {{-INFINITY, INFINITY}, {-1, 1}, {-100, 100}, {-0x1p22, 0x1p22}},
        .points = HARD_ANGLES,
        .specials = SIN_SPECIALS,
        .sample = near_multiples,
        .where = "all",
    },
    {
        .name = "sinpi",
        .op = HL_OP_SINPI,
        .sources = 1,
        .bound = 1,
        .single_bound = 0.51,
        .exact = sinpi_exact,
        .domains = {{-INFINITY, INFINITY}, {-2, 2}, {-1e6, 1e6}, {-0x1p-1020, 0x1p-1020}},
        .points = HARD_TURNS,
        .specials = SINPI_SPECIALS,
        .sample = near_quarters,
        .where = "all",
    },
    {
        .name = "cospi",
        .op = HL_OP_COSPI,
        .sources = 1,
        .bound = 0.85,
        .single_bound = 0.51,
        .exact = cospi_exact,
        .domains = {{-INFINITY, INFINITY}, {-2, 2}, {-1e6, 1e6}},
        .points = HARD_TURNS,
        .specials = COSPI_SPECIALS,
        .sample = near_quarters,
        .where = "all",
    },
    {
        .name = "asin",
        .op = HL_OP_ASIN,
        .sources = 1,
        .bound = 0.7,
        .single_bound = 0.51,
        .fast_bound = 2.5,
        .exact = asin_exact,
        .domains = {{-1, 1}, {0.5, 1}, {-1, -0.5}, {0.4375, 0.5625}},
        .points = HARD_RATIOS,
        .specials = ASIN_SPECIALS,
        .where = "[-1, 1]",
    },
    {
        .name = "acos",
        .op = HL_OP_ACOS,
        .sources = 1,
        .bound = 0.7,
        .single_bound = 0.51,
        .fast_bound = 1.5,
        .exact = acos_exact,
        .domains = {{-1, 1}, {0.5, 1}, {-1, -0.5}, {0.4375, 0.5625}},
        .points = HARD_RATIOS,
        .specials = ACOS_SPECIALS,
        .where = "[-1, 1]",
    },
    {
        .name = "atan",
        .op = HL_OP_ATAN,
        .sources = 1,
        .bound = 0.7,
        .single_bound = 0.51,
        .fast_bound = 3,
        .exact = atan_exact,
        .domains = {{-INFINITY, INFINITY}, {-1, 1}, {-8, 8}, {-1e17, 1e17}},
        .points = {0,
                   -0.0,
                   LEAST,
                   0x1p-1022,
                   0x1p-149,
                   0x1p-126,
                   0x1p-27,
                   0x1p-12,
                   0x1.a827999fcef32p-2,
                   0.5,
                   1,
                   -1,
                   0x1.3504f333f9de6p1,
                   0x1p53,
                   0x1p54,
                   0x1p64,
                   0x1.fffffep127,
                   MOST,
                   -MOST,
                   NAN},
        .specials = ATAN_SPECIALS,
        .where = "all",
    },
    {
        .name = "atan2",
        .op = HL_OP_ATAN2,
        .sources = 2,
        .bound = 0.8,
        .single_bound = 0.51,
        .fast_bound = 3,
        .exact = atan2_exact,
        .domains = {{-INFINITY, INFINITY},
                    {-INFINITY, INFINITY},
                    {-2, 2},
                    {-2, 2},
                    {-0x1p-1000, 0x1p-1000},
                    {-0x1p-1000, 0x1p-1000}},
        .points = {0,         -0.0,     LEAST,      -LEAST,   0x1p-1022, 0x1.8p-1060, 0x1p-930,
                   0x1p-149,  0x1p-126, 0x1.5p-50,  1,        -1,        0x1.5p40,    0x1p127,
                   0x1.2p400, 0x1p500,  -0x1.7p510, 0x1p1000, MOST,      -MOST,       NAN},
        .specials = ATAN2_SPECIALS,
        .sample = near_diagonals,
        .where = "all",
    },
    {.name = NULL},
};
