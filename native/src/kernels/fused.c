/*
 * Expressions whose loops were written by hand, each in one pass: what the block interpreter is measured
 * against (hl_fused). Nothing else calls them.
 */
#include "elementwise.h"
#include "exp.h"
#include "sincos.h"
#include "stream.h"

/* Elements that a streamed result has in L1 before it goes to memory. */
enum { FUSED_BLOCK = 512 };

/* The loop name: r[i] = value, where x, y and z are the elements of a, b and c. */
#define FUSED(name, value) \
    static void name(f64 *r, const f64 *a, const f64 *b, const f64 *c, int64_t n) { \
        (void)b; \
        (void)c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            r[i] = (value); \
        } \
    }
FUSED(add, a[i] + b[i])
FUSED(combine, 2.0 * a[i] + 3.0 * b[i] * c[i])
FUSED(length, sqrt(a[i] * a[i] + b[i] * b[i]))
FUSED(exponential, exp_double(a[i]))

/* Sine and cosine share the reduction; which is which and their signs do not matter to the sum of squares. */
static inline f64 sum_of_squares(angle a) {
    const f64 sine = rounded(sin_kernel(a));
    const f64 cosine = rounded(cos_kernel(a));
    return sine * sine + cosine * cosine;
}

static void sin2_cos2(f64 *r, const f64 *a, const f64 *b, const f64 *c, int64_t n) {
    (void)b;
    (void)c;
    for (int64_t start = 0; start < n; start += ANGLES) {
        const int64_t end = n - start < ANGLES ? n : start + ANGLES;
        HL_SIMD
        for (int64_t i = start; i < end; i++) {
            r[i] = sum_of_squares(reduce(fabs(a[i])));
        }
        if (has_large_f64(a + start, end - start)) {
            for (int64_t i = start; i < end; i++) {
                if (!(fabs(a[i]) <= LIMIT_F64)) {
                    r[i] = sum_of_squares(reduce_large(fabs(a[i])));
                }
            }
        }
    }
}

typedef void fused_loop(f64 *r, const f64 *a, const f64 *b, const f64 *c, int64_t n);

static fused_loop *const LOOPS[] = {
    [HL_FUSED_ADD] = add,         [HL_FUSED_COMBINE] = combine,     [HL_FUSED_LENGTH] = length,
    [HL_FUSED_EXP] = exponential, [HL_FUSED_SIN2_COS2] = sin2_cos2,
};

void HL_TIERED(hl_fused)(const hl_fused_args *args, int64_t begin, int64_t end) {
    fused_loop *const loop = LOOPS[args->expression];
    const double *const a = args->a + begin;
    /* sources that an expression does not have are NULL, and not read */
    const double *const b = args->b != NULL ? args->b + begin : NULL;
    const double *const c = args->c != NULL ? args->c + begin : NULL;
    double *const out = args->out + begin;
    const int64_t n = end - begin;
    if (!args->streams) {
        loop(out, a, b, c, n);
        return;
    }
    f64 scratch[FUSED_BLOCK];
    for (int64_t i = 0; i < n; i += FUSED_BLOCK) {
        const int64_t m = n - i < FUSED_BLOCK ? n - i : FUSED_BLOCK;
        loop(scratch, a + i, b != NULL ? b + i : NULL, c != NULL ? c + i : NULL, m);
        stream_copy((char *)(out + i), (const char *)scratch, m * (int64_t)sizeof *out);
    }
    stream_end();
}
