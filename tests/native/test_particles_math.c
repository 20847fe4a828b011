/*
 * The arithmetic behind the strict and the fast particle kernels, seen from inside: the kernel's source is
 * included, so that its statics can be called at any register width and its bounds can be compared with
 * exact ones. What an embedding program sees is tested in test_evolve.c.
 *
 * The proof that these tests accompany is in docs/numerics.md, "Particles".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evolve_reference.h"
#include "harness.h"

/* The kernels once more. Here in the shape of the tier with the widest registers and without its
 * instructions: the lane count, the tails and the order of operations of AVX-512, on any processor, and
 * products rounded before they are added. test_particles_math_v3.c has them as tier v3 does: fused. */
#if !defined(HL_EXPECT_V3)
#define HL_VEC_EMULATED_BYTES 64
#define HL_EXPECT_NOTHING
#endif
#define HL_TIER_SUFFIX tested
#include "../../native/src/kernels/particles.c"

/* --- the rounding argument, exhaustively in small formats ---------------------------------------------- */

/* A binary format of `digits` digits without limits to its exponent. Exact for what is used here: a double
 * has room for products and sums of a few small numbers. */
static double round_to(double value, int digits) {
    if (value == 0) {
        return value;
    }
    int exponent;
    const double fraction = frexp(value, &exponent);
    return ldexp(nearbyint(ldexp(fraction, digits)), exponent - digits);
}

/*
 * For every x, every y of two binades, many factors and every interval around the textbook's product: when
 * both ends of an interval that contains it give the same x', so does the textbook.
 */
static void same_ends(void) {
    int64_t decided = 0;
    int64_t left_open = 0;
    for (int digits = 3; digits <= 6; digits++) {
        const int count = 1 << digits;
        for (int a = 0; a < count; a++) {
            const double x = ldexp(a, -digits);
            for (int m = count / 2; m < 2 * count; m++) {
                const double y = ldexp(m, -digits);
                for (int f = count / 2; f < count; f++) {
                    const double factor = ldexp(f, -digits - 2);
                    const double product = round_to(factor * y, digits);
                    const double want = round_to(x - product, digits);
                    for (int width = 1; width <= 3; width++) {
                        /* the ends, as inexact as the kernel's: the product fused, and rounded */
                        const double low = factor * (1 - ldexp(width, -digits));
                        const double high = factor * (1 + ldexp(width, -digits));
                        const double fused[] = {round_to(x - low * y, digits),
                                                round_to(x - high * y, digits)};
                        const double twice[] = {round_to(x - round_to(low * y, digits), digits),
                                                round_to(x - round_to(high * y, digits), digits)};
                        decided += fused[0] == fused[1];
                        left_open += fused[0] != fused[1];
                        CHECK(fused[0] != fused[1] || fused[0] == want,
                              "%d digits: x %g y %g factor %g width %d: %g, not %g", digits, x, y,
                              factor, width, fused[0], want);
                        CHECK(twice[0] != twice[1] || twice[0] == want,
                              "%d digits, rounded twice: x %g y %g factor %g width %d: %g, not %g",
                              digits, x, y, factor, width, twice[0], want);
                    }
                }
            }
        }
    }
    CHECK(decided > 10000 && left_open > 10000, "%" PRId64 " decided, %" PRId64 " open", decided,
          left_open);
    printf("%" PRId64 " intervals decide, %" PRId64 " do not\n", decided, left_open);
}

/* --- the error budget ---------------------------------------------------------------------------------- */

/* The first register's bounds at each step of a period, by the kernel's own operations. */
typedef struct {
    vec_f64 low;
    vec_f64 high;
    vec_f64 low_step;
    vec_f64 high_step;
} bounds;

static bounds bounds_of(const particle_block *b) {
    const vec_f64 k = refresh_k(b, 0);
    bounds result;
    strict_bounds(k, &result.low, &result.high, &result.low_step, &result.high_step);
    return result;
}

/* One step of the textbook, with its products. */
static void step_of(double *x, double *y, double c, double *px, double *py) {
    const double r = sqrt(*x * *x + *y * *y);
    *px = c * (*y / r);
    *py = c * (*x / r);
    *x = *x - *px;
    *y = *y + *py;
}

/*
 * Follows the textbook loop and compares its products with the ends: those must enclose them at every step.
 * Prints the share of the allowance that was used, and wants some: else the test would see nothing.
 */
static void budget(void) {
    const uint64_t seed = 20261122;
    printf("seed %" PRIu64 "\n", seed);
    test_random random = {seed};
    double largest = 0;
    for (int round = 0; round < 20000; round++) {
        particle_block b = {.count = 0};
        while (b.count < VEC_LANES) {
            const double scale = ldexp(1, (int)random_below(&random, 300) - 150);
            const double angle = random_uniform(&random, 0, 6.3);
            const double radius = scale * random_uniform(&random, 1, 2);
            const double share =
                ldexp(random_uniform(&random, 0.5, 1), -(int)random_below(&random, 30));
            const double c = radius * STRICT_MAX_FACTOR * share * (round % 2 == 0 ? 1 : -1);
            /* one in eight at the y axis, within a few steps */
            const bool near = random_below(&random, 8) == 0;
            const double x = near ? c * random_uniform(&random, -40, 40) : radius * cos(angle);
            const double y = near ? radius : radius * sin(angle);
            if (kind_of(x, y, c, STRICT) == STRICT) {
                put(&b, b.count++, x, y, c, 0);
            }
        }
        start_k(&b);
        for (int period = 0; period < 3; period++) {
            bounds k = bounds_of(&b);
            for (int step = 0; step < PERIOD; step++) {
                for (int i = 0; i < VEC_LANES; i++) {
                    const double x = b.x[i];
                    const double y = b.y[i];
                    double px, py;
                    step_of(&b.x[i], &b.y[i], b.c[i], &px, &py);
                    const long double middle = ((long double)k.low[i] + (long double)k.high[i]) / 2;
                    const long double half = fabsl((long double)k.high[i] - middle);
                    const long double off_x = y == 0 ? 0 : fabsl((long double)px / y - middle);
                    const long double off_y = x == 0 ? 0 : fabsl((long double)py / x - middle);
                    largest = fmax(largest, (double)(fmaxl(off_x, off_y) / half));
                    CHECK(off_x <= half && off_y <= half,
                          "step %d: x %a y %a c %a: products %a and %a, factor %a to %a", step, x,
                          y, b.c[i], px, py, k.low[i], k.high[i]);
                }
                k.low += k.low_step;
                k.high += k.high_step;
            }
            vec_store(b.k, k.high);
        }
    }
    printf("at most %.3f of the allowance is used\n", largest);
    CHECK(largest > 0.2, "the allowance is never used: %g", largest);
}

/* --- whole runs ---------------------------------------------------------------------------------------- */

typedef struct {
    int64_t n;
    double *x, *y, *w, *x_out, *y_out, *x_want, *y_want;
} cloud;

static cloud cloud_new(int64_t n) {
    const size_t bytes = (size_t)n * sizeof(double);
    return (cloud){n,
                   malloc(bytes),
                   malloc(bytes),
                   malloc(bytes),
                   malloc(bytes),
                   malloc(bytes),
                   malloc(bytes),
                   malloc(bytes)};
}

static void cloud_free(cloud *p) {
    free(p->x);
    free(p->y);
    free(p->w);
    free(p->x_out);
    free(p->y_out);
    free(p->x_want);
    free(p->y_want);
}

static void check_strict(cloud *p, double dt, int64_t steps, const char *what) {
    const hl_evolve_args args = {p->x, p->y, p->w, p->x_out, p->y_out, dt, steps, NULL};
    evolve_reference(p->n, p->x, p->y, p->w, p->x_want, p->y_want, dt, steps);
    CHECK_STATUS(HL_OK, HL_TIERED(hl_evolve_strict_f64)(&args, 0, p->n));
    for (int64_t i = 0; i < p->n; i++) {
        CHECK(same_double(p->x_out[i], p->x_want[i]) && same_double(p->y_out[i], p->y_want[i]),
              "%s: dt %a, %" PRId64 " steps: (%a, %a, w %a) became (%a, %a), not (%a, %a)", what,
              dt, steps, p->x[i], p->y[i], p->w[i], p->x_out[i], p->y_out[i], p->x_want[i],
              p->y_want[i]);
    }
}

/* The strict kernel: every tail of the width, and step lengths on both sides of each limit. */
static void tails(void) {
    test_random random = {41};
    for (int64_t n = 1; n <= 300; n += n < 150 ? 1 : 37) {
        cloud p = cloud_new(n);
        for (int64_t i = 0; i < n; i++) {
            p.x[i] = random_uniform(&random, -1, 1);
            p.y[i] = random_uniform(&random, -1, 1);
            p.w[i] = random_uniform(&random, -1, 1);
        }
        check_strict(&p, 1e-5, 37, "tails");
        check_strict(&p, 1e-4, 1100, "more open steps");
        check_strict(&p, 3e-2, 40, "textbook");
        cloud_free(&p);
    }
}

/* Where the bounds are in trouble: at the axes, at the limits of the domain, at powers of two, with r just
 * below one, with a factor of zero, and with what no particle should be. */
static void hard_places(void) {
    static const double PLACE[] = {0.0,      -0.0,     0x1p-1074,
                                   0x1p-600, 0x1p-201, 0x1p-200,
                                   0x1p-199, 1e-9,     0x1.fffffffffffffp-1,
                                   1.0,      -1.0,     0x1.0000000000001p0,
                                   -0.5,     3,        0x1p+199,
                                   0x1p+200, 0x1p+201, 0x1p+600,
                                   1e308,    INFINITY, -INFINITY,
                                   NAN};
    static const double SPEED[] = {0.0,      -0.0,      1,        -1,      0.5,
                                   0x1p-200, 0x1p-201,  0x1p200,  0x1p201, 0x1p-13,
                                   0x1p-12,  0x1p-1074, INFINITY, NAN};
    enum { PLACES = sizeof PLACE / sizeof PLACE[0], SPEEDS = sizeof SPEED / sizeof SPEED[0] };
    cloud p = cloud_new(PLACES * PLACES * SPEEDS);
    for (int64_t i = 0; i < p.n; i++) {
        const int64_t k = i * 1009 % p.n; /* a prime: mixes who stands beside whom */
        p.x[i] = PLACE[k % PLACES];
        p.y[i] = PLACE[k / PLACES % PLACES];
        p.w[i] = SPEED[k / PLACES / PLACES];
    }
    static const double DT[] = {1e-5, -1e-5, 0x1p-13, 1.0, 0.0, -0.0};
    for (size_t d = 0; d < sizeof DT / sizeof DT[0]; d++) {
        check_strict(&p, DT[d], 1, "one step");
        check_strict(&p, DT[d], 33, "two periods");
    }
    cloud_free(&p);
}

/* Many axis crossings: a full turn in 600 to 60,000 steps. */
static void turns(void) {
    test_random random = {6};
    cloud p = cloud_new(40);
    for (int64_t i = 0; i < p.n; i++) {
        p.x[i] = random_uniform(&random, -1, 1);
        p.y[i] = random_uniform(&random, -1, 1);
        p.w[i] = ldexp(random_uniform(&random, 0.5, 1), -(int)random_below(&random, 8));
    }
    check_strict(&p, 1e-3, 70000, "turns");
    check_strict(&p, 1e-4, 70000, "turns");
    cloud_free(&p);
}

/* The fast kernel against the textbook over its promised domain: 10,000 steps from the unit square, radii
 * from 10 steps on, speeds that move it through one percent of a turn to several turns. */
static void fast_distance(void) {
    test_random random = {10000};
    static const double DT[] = {1e-6, 1e-5, 3e-5, 1e-4, 1e-3};
    double worst = 0;
    for (size_t d = 0; d < sizeof DT / sizeof DT[0]; d++) {
        cloud p = cloud_new(500);
        for (int64_t i = 0; i < p.n; i++) {
            p.x[i] = random_uniform(&random, -1, 1);
            p.y[i] = random_uniform(&random, -1, 1);
            p.w[i] = random_uniform(&random, -1, 1);
        }
        const hl_evolve_args args = {p.x, p.y, p.w, p.x_out, p.y_out, DT[d], 10000, NULL};
        evolve_reference(p.n, p.x, p.y, p.w, p.x_want, p.y_want, DT[d], 10000);
        CHECK_STATUS(HL_OK, HL_TIERED(hl_evolve_fast_f64)(&args, 0, p.n));
        for (int64_t i = 0; i < p.n; i++) {
            const double off = fmax(fabs(p.x_out[i] - p.x_want[i]), fabs(p.y_out[i] - p.y_want[i]));
            worst = fmax(worst, off);
            CHECK(off <= 1e-15, "dt %g: (%a, %a, w %a) is off by %g", DT[d], p.x[i], p.y[i], p.w[i],
                  off);
        }
        cloud_free(&p);
    }
    printf("at most %.3g from strict\n", worst);
}

TEST_GROUPS({"same_ends", same_ends}, {"budget", budget}, {"tails", tails},
            {"hard_places", hard_places}, {"turns", turns}, {"fast_distance", fast_distance})
