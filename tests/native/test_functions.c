/*
 * The mathematical functions by hl_program_run, after the table of functions.h:
 *
 *     errors_<family>  against MPFR, samples and hard places; prints a row of docs/functions.md for each
 *     singles          float32 against float64, every 4099th float; HOTLOOP_SAMPLES=4099: every one
 *     special_values   Annex F of C17
 *     lanes            an element's bits depend on nothing but its arguments: not on where it stands, nor on
 *                      what stands beside it; sources that end at a page that cannot be touched; in place
 *     bits             every tier that this processor has, against the lowest
 *     fused            HL_OP_FMA
 *
 * HOTLOOP_SAMPLES multiplies the samples of the first two.
 */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "kernels.h"

enum { BATCH = 4096, SAMPLES = 4 * BATCH, DIGITS = 170, NEIGHBOURS = 100, NEAR_PAIRS = 3 };

static const function_test *const FAMILIES[] = {FUNCTIONS_EXPONENTIAL, FUNCTIONS_TRIGONOMETRIC,
                                                FUNCTIONS_HYPERBOLIC, FUNCTIONS_SPECIAL};

/* CALL(function, row) for each row of each family. */
#define FOR_FUNCTIONS(row) \
    for (size_t family_ = 0; family_ < sizeof FAMILIES / sizeof *FAMILIES; family_++) \
        for (const function_test *row = FAMILIES[family_]; (row)->name != NULL; (row)++)

static int64_t multiplier(void) {
    const char *const text = getenv("HOTLOOP_SAMPLES");
    const long long value = text == NULL ? 1 : atoll(text);
    return value < 1 ? 1 : value;
}

/* --- arguments of either width ------------------------------------------------------------------- */

typedef struct {
    int dtype;
    const char *name;
    int size;
    int precision;
    int least; /* exponent of the smallest subnormal number */
    int most;  /* numbers are below 2^most */
} float_type;

static const float_type F64 = {HL_F64, "float64", 8, 53, -1074, 1024};
static const float_type F32 = {HL_F32, "float32", 4, 24, -149, 128};

static double rounded(const float_type *t, double x) {
    return t->dtype == HL_F32 ? (double)(float)x : x;
}

static void put(const float_type *t, void *array, int64_t i, double x) {
    if (t->dtype == HL_F32) {
        ((float *)array)[i] = (float)x;
    } else {
        ((double *)array)[i] = x;
    }
}

static double get(const float_type *t, const void *array, int64_t i) {
    return t->dtype == HL_F32 ? (double)((const float *)array)[i] : ((const double *)array)[i];
}

/* The place of a number among all of its type in ascending order, -0.0 and 0.0 being the same. */
static int64_t rank_of(const float_type *t, double x) {
    if (t->dtype == HL_F32) {
        const float single = (float)x;
        int32_t bits;
        memcpy(&bits, &single, sizeof bits);
        return bits >= 0 ? bits : -(int64_t)(bits & INT32_MAX);
    }
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >= 0 ? bits : -(bits & INT64_MAX);
}

static double at_rank(const float_type *t, int64_t rank) {
    const uint64_t magnitude = (uint64_t)(rank < 0 ? -rank : rank);
    double x;
    if (t->dtype == HL_F32) {
        const uint32_t bits = (uint32_t)magnitude;
        float single;
        memcpy(&single, &bits, sizeof single);
        x = (double)single;
    } else {
        memcpy(&x, &magnitude, sizeof x);
    }
    return rank < 0 ? -x : x;
}

static double some_argument(test_random *r, const float_type *t, const function_domain *d) {
    if (isfinite(d->low) && isfinite(d->high) && random_below(r, 2) == 0) {
        return rounded(t, random_uniform(r, d->low, d->high));
    }
    const int64_t low = rank_of(t, rounded(t, d->low));
    const int64_t high = rank_of(t, rounded(t, d->high));
    const uint64_t span = (uint64_t)high - (uint64_t)low;
    const uint64_t step = random_bits(r) % (span + 1);
    return at_rank(t, (int64_t)((uint64_t)low + step));
}

/* --- calls --------------------------------------------------------------------------------------- */

static void run(int op, int sources, const float_type *t, int64_t n, void *out, const void *x,
                const void *y, const void *z) {
    hl_int64 call[32];
    hl_int64 *w = call;
    const hl_int64 head[] = {1, 1, 0, sources, 0, 1, n};
    memcpy(w, head, sizeof head);
    w += sizeof head / sizeof *head;
    for (int k = 0; k <= sources; k++) {
        *w++ = t->dtype;
        *w++ = 0;
        *w++ = t->size;
    }
    *w++ = op;
    *w++ = t->dtype;
    *w++ = 0;
    *w++ = sources > 1 ? 1 : -1;
    *w++ = sources > 2 ? 2 : -1;
    CHECK_STATUS(HL_OK,
                 hl_program_run(call, out, x, sources > 1 ? y : NULL, sources > 2 ? z : NULL));
}

/* --- errors -------------------------------------------------------------------------------------- */

typedef struct {
    const function_test *function;
    const float_type *type;
    bool fast;
    int64_t samples;
    double largest; /* error in ULP */
    double at_x, at_y;
    int64_t waiting;
    _Alignas(64) double x[BATCH], y[BATCH], out[BATCH];
    mpfr_t mx, my, exact, difference;
} measurement;

/* The distance of a result from the exact one, in units of the last place of the exact one. Infinity stands for
 * the power of two that overflows. */
static double error_of(measurement *m, double x, double y, double result) {
    const float_type *const t = m->type;
    mpfr_set_d(m->mx, x, MPFR_RNDN);
    mpfr_set_d(m->my, y, MPFR_RNDN);
    m->function->exact(m->exact, m->mx, m->my, MPFR_RNDN);
    if (mpfr_nan_p(m->exact) || isnan(result)) {
        return mpfr_nan_p(m->exact) && isnan(result) ? 0 : INFINITY;
    }
    const bool negative = mpfr_signbit(m->exact) != 0;
    if (negative != (signbit(result) != 0)) {
        return INFINITY;
    }
    const double overflow = ldexp(negative ? -1.0 : 1.0, t->most - 1);
    mpfr_set_d(m->difference, overflow, MPFR_RNDN);
    mpfr_mul_2si(m->difference, m->difference, 1, MPFR_RNDN);
    if (mpfr_cmpabs(m->exact, m->difference) > 0) {
        mpfr_set(m->exact, m->difference, MPFR_RNDN);
    }
    long exponent = mpfr_zero_p(m->exact) ? t->least : (long)mpfr_get_exp(m->exact) - t->precision;
    exponent = exponent < t->least ? t->least : exponent;
    exponent = exponent > t->most - t->precision ? t->most - t->precision : exponent;
    if (isinf(result)) {
        mpfr_sub(m->difference, m->exact, m->difference, MPFR_RNDN);
    } else {
        mpfr_sub_d(m->difference, m->exact, result, MPFR_RNDN);
    }
    mpfr_mul_2si(m->difference, m->difference, -exponent, MPFR_RNDN);
    return fabs(mpfr_get_d(m->difference, MPFR_RNDN));
}

static double bound_of(const function_test *f, const float_type *t, bool fast) {
    const bool single = t->dtype == HL_F32;
    return fast     ? single ? f->fast_single_bound : f->fast_bound
           : single ? f->single_bound
                    : f->bound;
}

static void flush(measurement *m) {
    const function_test *const f = m->function;
    run(m->fast ? f->op + HL_OP_FAST : f->op, f->sources, m->type, m->waiting, m->out, m->x, m->y,
        NULL);
    const double bound = m->fast           ? m->type == &F64 ? f->fast_bound : f->fast_single_bound
                         : m->type == &F64 ? f->bound
                                           : f->single_bound;
    for (int64_t i = 0; i < m->waiting; i++) {
        const double x = get(m->type, m->x, i);
        const double y = f->sources > 1 ? get(m->type, m->y, i) : 0;
        const double result = get(m->type, m->out, i);
        const double error = error_of(m, x, y, result);
        CHECK(error <= bound, "%s %s(%a, %a) is %a, %.3g ULP from the exact value, not %.17g",
              m->type->name, f->name, x, y, result, error, mpfr_get_d(m->exact, MPFR_RNDN));
        if (error > m->largest) {
            m->largest = error;
            m->at_x = x;
            m->at_y = y;
        }
    }
    m->samples += m->waiting;
    m->waiting = 0;
}

static void add(measurement *m, double x, double y) {
    put(m->type, m->x, m->waiting, x);
    put(m->type, m->y, m->waiting, y);
    if (++m->waiting == BATCH) {
        flush(m);
    }
}

static int count_points(const function_test *f) {
    int n = 0;
    while (n < FUNCTION_POINTS && !isnan(f->points[n])) {
        n++;
    }
    return n;
}

/* A point's neighbours in both types; among floats, the double's neighbours would be one float. */
static double neighbour(const float_type *t, double point, int64_t step) {
    const int64_t last = rank_of(t, INFINITY);
    int64_t rank = rank_of(t, rounded(t, point)) + step;
    rank = rank > last ? last : rank < -last ? -last : rank;
    const double x = at_rank(t, rank);
    return rank == 0 && signbit(point) ? -x : x;
}

static void add_points(measurement *m) {
    const function_test *const f = m->function;
    const int points = count_points(f);
    for (int i = 0; i < points; i++) {
        if (f->sources == 1) {
            for (int64_t step = -NEIGHBOURS; step <= NEIGHBOURS; step++) {
                add(m, neighbour(m->type, f->points[i], step), 0);
            }
        }
        for (int j = 0; j < points && f->sources == 2; j++) {
            for (int64_t step = -NEAR_PAIRS; step <= NEAR_PAIRS; step++) {
                add(m, neighbour(m->type, f->points[i], step), rounded(m->type, f->points[j]));
                add(m, rounded(m->type, f->points[i]), neighbour(m->type, f->points[j], step));
            }
        }
    }
}

static void add_samples(measurement *m) {
    const function_test *const f = m->function;
    test_random r = {(uint64_t)f->op};
    const int64_t samples = SAMPLES * multiplier();
    const int step = f->sources;
    for (int d = 0; d + step <= FUNCTION_DOMAINS; d += step) {
        const function_domain *const domain = &f->domains[d];
        if (domain->low == 0 && domain->high == 0) {
            break;
        }
        for (int64_t i = 0; i < samples; i++) {
            const double x = some_argument(&r, m->type, domain);
            add(m, x, step > 1 ? some_argument(&r, m->type, domain + 1) : 0);
        }
    }
    for (int64_t i = 0; i < 2 * samples && f->sample != NULL; i++) {
        double x, y;
        f->sample(&r, &x, &y);
        add(m, rounded(m->type, x), rounded(m->type, y));
    }
}

static void measure(const function_test *f, const float_type *t, bool fast) {
    static measurement m;
    m.function = f;
    m.type = t;
    m.fast = fast;
    m.samples = m.waiting = 0;
    m.largest = m.at_x = m.at_y = 0;
    mpfr_inits2(DIGITS, m.exact, m.difference, (mpfr_ptr)NULL);
    mpfr_inits2(53, m.mx, m.my, (mpfr_ptr)NULL);
    add_points(&m);
    add_samples(&m);
    if (m.waiting > 0) {
        flush(&m);
    }
    printf("| `%s`%s | %s | %s | %.2g | %.1e | %.4f | ", f->name, fast ? " fast" : "", t->name,
           f->where, bound_of(f, t, fast), (double)m.samples, m.largest);
    printf(f->sources > 1 ? "%a, %a |\n" : "%a |\n", m.at_x, m.at_y);
    mpfr_clears(m.mx, m.my, m.exact, m.difference, (mpfr_ptr)NULL);
}

static void errors(const function_test *family) {
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
    for (const function_test *f = family; f->name != NULL; f++) {
        measure(f, &F64, false);
        measure(f, &F32, false);
        if (f->fast_bound > 0) {
            measure(f, &F64, true);
        }
        if (f->fast_single_bound > 0) {
            measure(f, &F32, true);
        }
    }
}

static void errors_exponential(void) {
    errors(FUNCTIONS_EXPONENTIAL);
}
static void errors_trigonometric(void) {
    errors(FUNCTIONS_TRIGONOMETRIC);
}
static void errors_hyperbolic(void) {
    errors(FUNCTIONS_HYPERBOLIC);
}
static void errors_special(void) {
    errors(FUNCTIONS_SPECIAL);
}

/* float64's results, which the groups above hold against MPFR, are exact enough here: their error is 2^-29 of a
 * float's last place. */
static void singles(void) {
    static float x[BATCH], out[BATCH];
    static double wide_x[BATCH], wide[BATCH];
    const int64_t step = multiplier() >= 4099 ? 1 : 4099 / multiplier();
    FOR_FUNCTIONS(f) {
        double largest = 0.5;
        for (int64_t from = 0; f->sources == 1 && from < (int64_t)1 << 32; from += step * BATCH) {
            for (int64_t i = 0; i < BATCH; i++) {
                const uint32_t bits = (uint32_t)(from + i * step);
                memcpy(&x[i], &bits, sizeof bits);
                wide_x[i] = (double)x[i];
            }
            run(f->op, 1, &F32, BATCH, out, x, NULL, NULL);
            run(f->op, 1, &F64, BATCH, wide, wide_x, NULL, NULL);
            for (int64_t i = 0; i < BATCH; i++) {
                const double value = (double)out[i];
                if (same_double((double)(float)wide[i], value)) {
                    continue; /* half an ULP at most */
                }
                int exponent;
                frexp(wide[i], &exponent);
                exponent = exponent - 24 < -149 ? -149 : exponent - 24;
                const double error = ldexp(fabs(value - wide[i]), -exponent);
                CHECK(error <= f->single_bound && signbit(value) == signbit(wide[i]),
                      "%s(%a) is %a, %.4g ULP from %a", f->name, wide_x[i], value, error, wide[i]);
                largest = error > largest ? error : largest;
            }
        }
        if (f->sources == 1) {
            printf("%s float32: %.5f ULP\n", f->name, largest);
            fflush(stdout);
        }
    }
}

/* --- special values ------------------------------------------------------------------------------ */

static void special_values_of(const function_test *f, int op, const float_type *t) {
    for (const function_special *s = f->specials;
         s != NULL && !(isnan(s->x) && isnan(s->y) && s->value == 0); s++) {
        double x, y, out;
        put(t, &x, 0, s->x);
        put(t, &y, 0, s->y);
        run(op, f->sources, t, 1, &out, &x, &y, NULL);
        const double result = get(t, &out, 0);
        const double expected = rounded(t, s->value);
        /* powers of ten and the like are exact in the strict form alone */
        const bool near = op != f->op && isfinite(expected) && expected != 0 &&
                          llabs(rank_of(t, expected) - rank_of(t, result)) <= 4;
        CHECK(near || same_double(expected, result), "%s %s%s(%a, %a) is %a, not %a", t->name,
              f->name, op != f->op ? " fast" : "", s->x, s->y, result, s->value);
    }
}

static void special_values(void) {
    FOR_FUNCTIONS(f) {
        special_values_of(f, f->op, &F64);
        special_values_of(f, f->op, &F32);
        if (f->fast_bound > 0) {
            special_values_of(f, f->op + HL_OP_FAST, &F64);
            special_values_of(f, f->op + HL_OP_FAST, &F32);
        }
    }
}

/* --- lanes --------------------------------------------------------------------------------------- */

/* An argument of any kind: of a domain, a hard place, a special value. */
static void some_arguments(test_random *r, const function_test *f, const float_type *t, double *x,
                           double *y) {
    *y = 0;
    int domains = 0;
    while (domains + f->sources <= FUNCTION_DOMAINS &&
           (f->domains[domains].low != 0 || f->domains[domains].high != 0)) {
        domains += f->sources;
    }
    int specials = 0;
    while (f->specials != NULL &&
           !(isnan(f->specials[specials].x) && isnan(f->specials[specials].y) &&
             f->specials[specials].value == 0)) {
        specials++;
    }
    const int points = count_points(f);
    switch (random_below(r, 4)) {
    case 0:
        if (specials > 0) {
            const function_special *const s = &f->specials[random_below(r, specials)];
            *x = s->x;
            *y = s->y;
            break;
        }
        /* fallthrough */
    case 1:
        if (points > 0) {
            *x = neighbour(t, f->points[random_below(r, points)], random_below(r, 9) - 4);
            *y = f->points[random_below(r, points)];
            break;
        }
        /* fallthrough */
    default: {
        const function_domain *const d =
            &f->domains[random_below(r, domains / f->sources) * f->sources];
        *x = some_argument(r, t, d);
        *y = f->sources > 1 ? some_argument(r, t, d + 1) : 0;
        break;
    }
    }
    *x = rounded(t, *x);
    *y = rounded(t, *y);
}

enum { LONGEST = 67, ROUNDS = 12 };

static void lanes_of(const function_test *f, int op, const float_type *t) {
    test_random r = {7 + (uint64_t)op};
    double x[LONGEST], y[LONGEST], alone[LONGEST];
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < LONGEST; i++) {
            double one_x, one_y, one;
            some_arguments(&r, f, t, &x[i], &y[i]);
            put(t, &one_x, 0, x[i]);
            put(t, &one_y, 0, y[i]);
            run(op, f->sources, t, 1, &one, &one_x, &one_y, NULL);
            alone[i] = get(t, &one, 0);
        }
        for (int n = 1; n <= LONGEST; n++) {
            /* sources that end at a guard page, results that begin at one; then over each source */
            for (int place = 0; place <= f->sources; place++) {
                guarded a = guarded_new(n, true);
                guarded b = guarded_new(n, true);
                guarded c = guarded_new(n, false);
                char *const xs = (char *)a.data + n * (8 - t->size);
                char *const ys = (char *)b.data + n * (8 - t->size);
                char *const out = place == 0 ? (char *)c.data : place == 1 ? xs : ys;
                const int first = (int)random_below(&r, LONGEST - n + 1);
                for (int i = 0; i < n; i++) {
                    put(t, xs, i, x[first + i]);
                    put(t, ys, i, y[first + i]);
                }
                run(op, f->sources, t, n, out, xs, ys, NULL);
                for (int i = 0; i < n; i++) {
                    const double result = get(t, out, i);
                    CHECK(same_double(alone[first + i], result),
                          "%s %s(%a, %a) as element %d of %d is %a, alone %a", t->name, f->name,
                          x[first + i], y[first + i], i, n, result, alone[first + i]);
                }
                guarded_free(&a);
                guarded_free(&b);
                guarded_free(&c);
            }
        }
    }
}

static void lanes(void) {
    FOR_FUNCTIONS(f) {
        lanes_of(f, f->op, &F64);
        lanes_of(f, f->op, &F32);
        if (f->fast_bound > 0) {
            lanes_of(f, f->op + HL_OP_FAST, &F64);
            lanes_of(f, f->op + HL_OP_FAST, &F32);
        }
    }
}

/* --- tiers --------------------------------------------------------------------------------------- */

/* The tables of all tiers, which this program has been linked with apart from the library. */
#define HL_TIER_ROW(suffix, tier, name) extern const hl_kernels hl_kernels__##suffix;
#include "tiers.def"
#undef HL_TIER_ROW

static const struct {
    int tier;
    const char *name;
    const hl_kernels *kernels;
} TIERS[] = {
#define HL_TIER_ROW(suffix, tier, name) {tier, name, &hl_kernels__##suffix},
#include "tiers.def"
#undef HL_TIER_ROW
};
enum { TIER_COUNT = sizeof TIERS / sizeof *TIERS };

static hl_apply *kernel_of(const hl_kernels *kernels, int op, int dtype) {
    hl_apply_lookup *const lookups[] = {kernels->exponential, kernels->trigonometric,
                                        kernels->hyperbolic, kernels->special};
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
        hl_apply *const kernel = lookups[i](op, dtype);
        if (kernel != NULL) {
            return kernel;
        }
    }
    return NULL;
}

static void bits_of(const function_test *f, const float_type *t) {
    test_random r = {99 + (uint64_t)f->op};
    static double x[BATCH], y[BATCH], lowest[BATCH], other[BATCH];
    for (int batch = 0; batch < 4; batch++) {
        for (int64_t i = 0; i < BATCH; i++) {
            double one_x, one_y;
            some_arguments(&r, f, t, &one_x, &one_y);
            put(t, x, i, one_x);
            put(t, y, i, one_y);
        }
        kernel_of(TIERS[0].kernels, f->op, t->dtype)(lowest, x, y, NULL, BATCH);
        for (int tier = 1; tier < TIER_COUNT && TIERS[tier].tier <= hl_tier_best(); tier++) {
            kernel_of(TIERS[tier].kernels, f->op, t->dtype)(other, x, y, NULL, BATCH);
            for (int64_t i = 0; i < BATCH; i++) {
                CHECK(same_double(get(t, lowest, i), get(t, other, i)),
                      "%s %s(%a, %a) is %a with %s, %a with %s", t->name, f->name, get(t, x, i),
                      get(t, y, i), get(t, other, i), TIERS[tier].name, get(t, lowest, i),
                      TIERS[0].name);
            }
        }
    }
}

static void bits(void) {
    FOR_FUNCTIONS(f) {
        bits_of(f, &F64);
        bits_of(f, &F32);
    }
}

/* --- the fused operation -------------------------------------------------------------------------- */

static void fused(void) {
    test_random r = {5};
    static double x[BATCH], y[BATCH], z[BATCH], out[BATCH];
    static float single_x[BATCH], single_y[BATCH], single_z[BATCH], single_out[BATCH];
    for (int64_t i = 0; i < BATCH; i++) {
        x[i] = random_magnitude(&r);
        y[i] = random_uniform(&r, -2, 2);
        z[i] = i % 2 == 0 ? -x[i] * y[i] : random_magnitude(&r);
        single_x[i] = (float)random_uniform(&r, -2, 2);
        single_y[i] = (float)random_uniform(&r, -2, 2);
        single_z[i] =
            i % 2 == 0 ? -single_x[i] * single_y[i] : (float)random_uniform(&r, -1e-3, 1e-3);
    }
    run(HL_OP_FMA, 3, &F64, BATCH, out, x, y, z);
    run(HL_OP_FMA, 3, &F32, BATCH, single_out, single_x, single_y, single_z);
    for (int64_t i = 0; i < BATCH; i++) {
        CHECK(same_double(fma(x[i], y[i], z[i]), out[i]), "%a * %a + %a is %a", x[i], y[i], z[i],
              out[i]);
        const float expected = fmaf(single_x[i], single_y[i], single_z[i]);
        CHECK(same_double((double)expected, (double)single_out[i]), "%a * %a + %a is %a, not %a",
              (double)single_x[i], (double)single_y[i], (double)single_z[i], (double)single_out[i],
              (double)expected);
    }
}

TEST_GROUPS({"errors_exponential", errors_exponential},
            {"errors_trigonometric", errors_trigonometric},
            {"errors_hyperbolic", errors_hyperbolic}, {"errors_special", errors_special},
            {"singles", singles}, {"special_values", special_values}, {"lanes", lanes},
            {"bits", bits}, {"fused", fused})
