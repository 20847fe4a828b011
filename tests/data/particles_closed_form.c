/*
 * Makes particles_closed_form.csv: where Euler's recurrence ends in exact arithmetic, rounded to doubles.
 *
 *     cc -O2 -o /tmp/golden particles_closed_form.c -lmpfr -lgmp && /tmp/golden > particles_closed_form.csv
 *
 * All in 900-bit MPFR. Up to DIRECT steps the recurrence itself is run, (x, y) += h/r * (-y, x); beyond, the
 * sum of the angles by the formula of Euler and Maclaurin, from its definition: the integral, the end
 * point, Bernoulli numbers and derivatives, none of the algebra of the implementation under test. Both
 * are compared first where both can be run; the program fails if they differ.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <mpfr.h>

enum {
    BITS = 900,
    DIRECT = 3000,       /* steps that are run one by one */
    SUMMED = 2000,       /* the formula starts where t = c + k reaches this */
    ATAN_TERMS = 40,     /* of atan(1/sqrt(t)) = sum (-1)^m/(2m+1) t^-(m+1/2), for t >= SUMMED */
    BERNOULLI_TERMS = 12 /* the remainder is below 1e-75 */
};

static mpfr_t pi;

static void init(mpfr_t a) {
    mpfr_init2(a, BITS);
}

/* F(t) = t*atan(1/sqrt(t)) + sqrt(t) - atan(sqrt(t)), whose derivative is atan(1/sqrt(t)). */
static void integral(mpfr_t out, const mpfr_t t) {
    mpfr_t root, a;
    init(root);
    init(a);
    mpfr_sqrt(root, t, MPFR_RNDN);
    mpfr_ui_div(a, 1, root, MPFR_RNDN);
    mpfr_atan(a, a, MPFR_RNDN);
    mpfr_mul(out, a, t, MPFR_RNDN);
    mpfr_add(out, out, root, MPFR_RNDN);
    mpfr_atan(a, root, MPFR_RNDN);
    mpfr_sub(out, out, a, MPFR_RNDN);
    mpfr_clears(root, a, (mpfr_ptr)0);
}

static void summand(mpfr_t out, const mpfr_t t) {
    mpfr_sqrt(out, t, MPFR_RNDN);
    if (mpfr_zero_p(out)) {
        mpfr_div_ui(out, pi, 2, MPFR_RNDN);
        return;
    }
    mpfr_ui_div(out, 1, out, MPFR_RNDN);
    mpfr_atan(out, out, MPFR_RNDN);
}

/* The derivative of the given odd order of atan(1/sqrt(t)), term by term of its series. */
static void derivative(mpfr_t out, const mpfr_t t, int order) {
    mpfr_t term, factor;
    init(term);
    init(factor);
    mpfr_set_zero(out, 1);
    for (int m = 0; m < ATAN_TERMS; m++) {
        /* d^order t^-s = (-1)^order s (s+1) ... (s+order-1) t^(-s-order), s = m + 1/2 */
        mpfr_set_si(term, m % 2 ? 1 : -1, MPFR_RNDN);
        mpfr_div_ui(term, term, (unsigned long)(2 * m + 1), MPFR_RNDN);
        for (int i = 0; i < order; i++) {
            mpfr_mul_d(term, term, m + 0.5 + i, MPFR_RNDN);
        }
        mpfr_pow_ui(factor, t, (unsigned long)(m + order), MPFR_RNDN);
        mpfr_div(term, term, factor, MPFR_RNDN);
        mpfr_add(out, out, term, MPFR_RNDN);
    }
    mpfr_sqrt(factor, t, MPFR_RNDN);
    mpfr_div(out, out, factor, MPFR_RNDN);
    mpfr_clears(term, factor, (mpfr_ptr)0);
}

/* The sum of atan(1/sqrt(c+k)) for k = 0 to steps-1. */
static void angle(mpfr_t sum, const mpfr_t c, int64_t steps) {
    /* B(2j) for j = 1 to 12 */
    static const double numerator[] = {1, -1,    1,     -1,      5,      -691,
                                       7, -3617, 43867, -174611, 854513, -236364091};
    static const double denominator[] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
    mpfr_t t, end, a, b;
    init(t);
    init(end);
    init(a);
    init(b);
    mpfr_set_zero(sum, 1);
    mpfr_set(t, c, MPFR_RNDN);
    int64_t k = 0;
    for (; k < steps && mpfr_cmp_ui(t, SUMMED) < 0; k++) {
        summand(a, t);
        mpfr_add(sum, sum, a, MPFR_RNDN);
        mpfr_add_ui(t, t, 1, MPFR_RNDN);
    }
    if (k < steps) {
        mpfr_add_si(end, t, (long)(steps - k), MPFR_RNDN);
        integral(a, end);
        mpfr_add(sum, sum, a, MPFR_RNDN);
        integral(a, t);
        mpfr_sub(sum, sum, a, MPFR_RNDN);
        summand(a, t);
        summand(b, end);
        mpfr_sub(a, a, b, MPFR_RNDN);
        mpfr_div_ui(a, a, 2, MPFR_RNDN);
        mpfr_add(sum, sum, a, MPFR_RNDN);
        for (int j = 1; j <= BERNOULLI_TERMS; j++) {
            derivative(a, end, 2 * j - 1);
            derivative(b, t, 2 * j - 1);
            mpfr_sub(a, a, b, MPFR_RNDN);
            mpfr_mul_d(a, a, numerator[j - 1], MPFR_RNDN);
            mpfr_div_d(a, a, denominator[j - 1], MPFR_RNDN);
            mpfr_fac_ui(b, (unsigned long)(2 * j), MPFR_RNDN);
            mpfr_div(a, a, b, MPFR_RNDN);
            mpfr_add(sum, sum, a, MPFR_RNDN);
        }
    }
    mpfr_clears(t, end, a, b, (mpfr_ptr)0);
}

static void by_recurrence(mpfr_t x, mpfr_t y, double h, int64_t steps) {
    mpfr_t f, g, dx;
    init(f);
    init(g);
    init(dx);
    for (int64_t k = 0; k < steps; k++) {
        mpfr_sqr(f, x, MPFR_RNDN);
        mpfr_sqr(g, y, MPFR_RNDN);
        mpfr_add(f, f, g, MPFR_RNDN);
        mpfr_sqrt(f, f, MPFR_RNDN);
        mpfr_d_div(f, h, f, MPFR_RNDN);
        mpfr_mul(dx, f, y, MPFR_RNDN);
        mpfr_mul(g, f, x, MPFR_RNDN);
        mpfr_sub(x, x, dx, MPFR_RNDN);
        mpfr_add(y, y, g, MPFR_RNDN);
    }
    mpfr_clears(f, g, dx, (mpfr_ptr)0);
}

static void by_formula(mpfr_t x, mpfr_t y, double h, int64_t steps) {
    mpfr_t c, a, sin, cos, stretch, x0;
    init(c);
    init(a);
    init(sin);
    init(cos);
    init(stretch);
    init(x0);
    mpfr_sqr(c, x, MPFR_RNDN);
    mpfr_sqr(a, y, MPFR_RNDN);
    mpfr_add(c, c, a, MPFR_RNDN);
    mpfr_div_d(c, c, h, MPFR_RNDN);
    mpfr_div_d(c, c, h, MPFR_RNDN);
    angle(a, c, steps);
    if (h < 0) {
        mpfr_neg(a, a, MPFR_RNDN);
    }
    mpfr_sin_cos(sin, cos, a, MPFR_RNDN);
    mpfr_add_si(stretch, c, (long)steps, MPFR_RNDN);
    mpfr_div(stretch, stretch, c, MPFR_RNDN);
    mpfr_sqrt(stretch, stretch, MPFR_RNDN);
    mpfr_mul(sin, sin, stretch, MPFR_RNDN);
    mpfr_mul(cos, cos, stretch, MPFR_RNDN);
    mpfr_set(x0, x, MPFR_RNDN);
    mpfr_mul(x, x0, cos, MPFR_RNDN);
    mpfr_mul(a, y, sin, MPFR_RNDN);
    mpfr_sub(x, x, a, MPFR_RNDN);
    mpfr_mul(x0, x0, sin, MPFR_RNDN);
    mpfr_mul(y, y, cos, MPFR_RNDN);
    mpfr_add(y, y, x0, MPFR_RNDN);
    mpfr_clears(c, a, sin, cos, stretch, x0, (mpfr_ptr)0);
}

static void check(double x0, double y0, double h, int64_t steps) {
    mpfr_t x, y, u, v;
    init(x);
    init(y);
    init(u);
    init(v);
    mpfr_set_d(x, x0, MPFR_RNDN);
    mpfr_set_d(y, y0, MPFR_RNDN);
    mpfr_set(u, x, MPFR_RNDN);
    mpfr_set(v, y, MPFR_RNDN);
    by_recurrence(x, y, h, steps);
    by_formula(u, v, h, steps);
    mpfr_sub(u, u, x, MPFR_RNDN);
    mpfr_sub(v, v, y, MPFR_RNDN);
    mpfr_hypot(u, u, v, MPFR_RNDN);
    mpfr_hypot(x, x, y, MPFR_RNDN);
    mpfr_div(u, u, x, MPFR_RNDN);
    if (mpfr_cmp_d(u, 1e-60) > 0) {
        mpfr_fprintf(stderr, "(%g, %g), h %g, %lld steps: formula and recurrence differ by %.3Rg\n",
                     x0, y0, h, (long long)steps, u);
        exit(1);
    }
    mpfr_clears(x, y, u, v, (mpfr_ptr)0);
}

static void row(double x0, double y0, double h, int64_t steps) {
    mpfr_t x, y;
    init(x);
    init(y);
    mpfr_set_d(x, x0, MPFR_RNDN);
    mpfr_set_d(y, y0, MPFR_RNDN);
    if (steps <= DIRECT) {
        by_recurrence(x, y, h, steps);
    } else {
        by_formula(x, y, h, steps);
    }
    printf("%.17g,%.17g,%.17g,%lld,%.17g,%.17g\n", x0, y0, h, (long long)steps,
           mpfr_get_d(x, MPFR_RNDN), mpfr_get_d(y, MPFR_RNDN));
    mpfr_clears(x, y, (mpfr_ptr)0);
}

/* SplitMix64 */
static double uniform(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return (double)(z >> 11) * 0x1p-53;
}

int main(void) {
    /* The three particles at dt = 1e-5; then radii far below, about and far above h. */
    static const double starts[][3] = {{0.3, 0.5, 1e-5},
                                       {0.0, -0.5, -1e-5},
                                       {-0.1, -0.4, 1e-5 * 3},
                                       {1, 0, 1},
                                       {0, 1, -1},
                                       {-3, 4, 0.5},
                                       {1, 0, 0.1767},
                                       {1, 0, 0.17677669529663689},
                                       {1, -1, 1e-3},
                                       {0.6, 0.8, 1e-10},
                                       {0.6, 0.8, -1e-15},
                                       {-7, 1, 1e-25},
                                       {2, 3, 1e-60},
                                       {1e-8, 1e-9, 0.01},
                                       {1e-12, -2e-12, -1},
                                       {-1e-20, 0, 1},
                                       {0, 3e-170, 2},
                                       {5e-324, 0, 1e-5},
                                       {1e200, 1e199, 1e195},
                                       {-1e150, 3e160, 1e152},
                                       {1e-300, 2e-300, 1e-305},
                                       {4e-310, 3e-320, 1e-318},
                                       {1e-5, 1e-320, 1e-5},
                                       {0.25, 1e-30, -3e-7}};
    static const int64_t counts[] = {1,
                                     2,
                                     3,
                                     10,
                                     31,
                                     32,
                                     33,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     123456789,
                                     (int64_t)1e12,
                                     (int64_t)1e15,
                                     ((int64_t)1 << 53) + 1,
                                     (int64_t)1 << 62};
    mpfr_set_emin(-1000000);
    mpfr_set_emax(1000000);
    init(pi);
    mpfr_const_pi(pi, MPFR_RNDN);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        check(starts[i][0], starts[i][1], starts[i][2], 10000);
    }
    puts("x0,y0,h,steps,x,y");
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        for (size_t j = 0; j < sizeof counts / sizeof *counts; j++) {
            row(starts[i][0], starts[i][1], starts[i][2], counts[j]);
        }
    }
    uint64_t state = 42;
    for (int i = 0; i < 400; i++) {
        const double x = 2 * uniform(&state) - 1;
        const double y = 2 * uniform(&state) - 1;
        const double w = 2 * uniform(&state) - 1;
        /* Every order of magnitude of h from 1e-12 to 10 and of steps from 1 to 2^62 is as likely. */
        mpfr_t power;
        init(power);
        mpfr_set_d(power, 13 * uniform(&state) - 12, MPFR_RNDN);
        mpfr_exp10(power, power, MPFR_RNDN);
        const double h = w * mpfr_get_d(power, MPFR_RNDN);
        mpfr_set_d(power, 62 * uniform(&state), MPFR_RNDN);
        mpfr_exp2(power, power, MPFR_RNDN);
        const int64_t steps = (int64_t)mpfr_get_d(power, MPFR_RNDD);
        mpfr_clear(power);
        row(x, y, h, steps);
    }
    mpfr_clear(pi);
    mpfr_free_cache();
    return 0;
}
