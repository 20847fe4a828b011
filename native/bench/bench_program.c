/*
 * What hl_program_run costs against the loop that one would write by hand for the same expression: fused,
 * vectorised for this processor, on the same threads, and with streaming stores where the data is large.
 *
 *     GOMP_SPINCOUNT=1000 build/release/native/bench/bench_program [NAME [REPEATS]]
 *
 * Times are medians of calls that alternate, in microseconds; results are compared before they are timed.
 * program.c's constants come from here. What must not live here: tests of values (tests/native).
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compat.h"
#include "hotloop.h"
#include "parallel.h"

#if defined(HL_ARCH_X86_64)
#include <immintrin.h>
#define BY_HAND __attribute__((target("avx2"))) static
#else
#define BY_HAND static
#endif

enum { MAX_REPEATS = 1001, WORDS = 128 };
/* Where the loop by hand changes to streaming stores. */
static const int64_t LARGE = 1000000;

static double microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e6 * (double)now.tv_sec + 1e-3 * (double)now.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return (p > q) - (p < q);
}

/* --- the loops by hand --------------------------------------------------------------------------------- */

typedef struct {
    void *out;
    const void *a, *b, *c;
    int64_t width; /* of a row */
    int64_t n;
} arrays;

/* Each element of out once; at n >= LARGE by streaming stores, out aligned to the register. */
#if defined(HL_ARCH_X86_64)
#define LOOP(name, T, V, lanes, stream, value, vector) \
    BY_HAND int name(void *context, int64_t begin, int64_t end) { \
        const arrays *const x = context; \
        T *restrict const out = x->out; \
        const T *const a = x->a, *const b = x->b, *const c = x->c; \
        int64_t i = begin; \
        if (x->n >= LARGE) { \
            for (; i <= end - lanes; i += lanes) { \
                stream(out + i, vector); \
            } \
            _mm_sfence(); \
        } \
        for (; i < end; i++) { \
            out[i] = value; \
        } \
        (void)a; \
        (void)b; \
        (void)c; \
        return HL_OK; \
    }
#define AT(p) _mm256_loadu_pd((p) + i)
#define ATF(p) _mm256_loadu_ps((p) + i)
#else
#define LOOP(name, T, V, lanes, stream, value, vector) \
    BY_HAND int name(void *context, int64_t begin, int64_t end) { \
        const arrays *const x = context; \
        T *restrict const out = x->out; \
        const T *const a = x->a, *const b = x->b, *const c = x->c; \
        for (int64_t i = begin; i < end; i++) { \
            out[i] = value; \
        } \
        (void)a; \
        (void)b; \
        (void)c; \
        return HL_OK; \
    }
#endif

LOOP(copy_by_hand, double, __m256d, 4, _mm256_stream_pd, a[i], AT(a))
LOOP(add_by_hand, double, __m256d, 4, _mm256_stream_pd, a[i] + b[i], _mm256_add_pd(AT(a), AT(b)))
LOOP(add_f32_by_hand, float, __m256, 8, _mm256_stream_ps, a[i] + b[i],
     _mm256_add_ps(ATF(a), ATF(b)))
LOOP(fused_by_hand, double, __m256d, 4, _mm256_stream_pd, 2 * a[i] + 3 * b[i] * c[i],
     _mm256_add_pd(_mm256_mul_pd(_mm256_set1_pd(2), AT(a)),
                   _mm256_mul_pd(_mm256_mul_pd(_mm256_set1_pd(3), AT(b)), AT(c))))
LOOP(hypot_by_hand, double, __m256d, 4, _mm256_stream_pd, sqrt(a[i] * a[i] + b[i] * b[i]),
     _mm256_sqrt_pd(_mm256_add_pd(_mm256_mul_pd(AT(a), AT(a)), _mm256_mul_pd(AT(b), AT(b)))))

BY_HAND int step2_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    double *restrict const out = x->out;
    const double *const a = x->a, *const b = x->b;
    for (int64_t i = begin; i < end; i++) {
        out[i] = a[2 * i] + b[2 * i];
    }
    return HL_OK;
}

BY_HAND int narrow_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    float *restrict const out = x->out;
    const double *const a = x->a;
    int64_t i = begin;
#if defined(HL_ARCH_X86_64)
    for (; x->n >= LARGE && i <= end - 8; i += 8) {
        _mm256_stream_ps(out + i,
                         _mm256_set_m128(_mm256_cvtpd_ps(AT(a + 4)), _mm256_cvtpd_ps(AT(a))));
    }
    _mm_sfence();
#endif
    for (; i < end; i++) {
        out[i] = (float)a[i];
    }
    return HL_OK;
}

BY_HAND int to_int_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    int32_t *restrict const out = x->out;
    const double *const a = x->a;
    int64_t i = begin;
#if defined(HL_ARCH_X86_64)
    for (; x->n >= LARGE && i <= end - 4; i += 4) {
        _mm_stream_si128((void *)(out + i), _mm256_cvttpd_epi32(AT(a)));
    }
    _mm_sfence();
#endif
    for (; i < end; i++) {
        out[i] = (int32_t)a[i];
    }
    return HL_OK;
}

/* Ranges are in elements and begin anywhere in a row. */
BY_HAND int rows_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    for (int64_t row = begin / x->width; begin < end; row++) {
        const int64_t stop = end < (row + 1) * x->width ? end : (row + 1) * x->width;
        double *const out = (double *)x->out;
        const double *const a = x->a, *const b = (const double *)x->b - row * x->width;
        int64_t i = begin;
#if defined(HL_ARCH_X86_64)
        for (; x->n >= LARGE && i <= stop - 4; i += 4) {
            _mm256_stream_pd(out + i, _mm256_mul_pd(AT(a), AT(b)));
        }
#endif
        for (; i < stop; i++) {
            out[i] = a[i] * b[i];
        }
        begin = stop;
    }
#if defined(HL_ARCH_X86_64)
    _mm_sfence();
#endif
    return HL_OK;
}

BY_HAND int pairs_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    double *const out = (double *)x->out;
    const double *const a = x->a, *const b = x->b;
    int64_t i = begin;
#if defined(HL_ARCH_X86_64)
    const __m256d pair = _mm256_set_pd(b[1], b[0], b[1], b[0]);
    for (; x->n >= LARGE && i <= end - 4; i += 4) {
        _mm256_stream_pd(out + i, _mm256_add_pd(AT(a), pair));
    }
    _mm_sfence();
#endif
    for (; i < end; i++) {
        out[i] = a[i] + b[i % 2];
    }
    return HL_OK;
}

/* a has one value for each pair. */
BY_HAND int columns_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    double *const out = (double *)x->out;
    const double *const a = x->a, *const b = x->b;
    for (int64_t i = begin / 2; i < end / 2; i++) {
        out[2 * i] = a[2 * i] * b[i];
        out[2 * i + 1] = a[2 * i + 1] * b[i];
    }
    return HL_OK;
}

BY_HAND int outer_by_hand(void *context, int64_t begin, int64_t end) {
    const arrays *const x = context;
    double *const out = (double *)x->out;
    for (int64_t row = begin / x->width; begin < end; row++) {
        const int64_t stop = end < (row + 1) * x->width ? end : (row + 1) * x->width;
        const double *const b = (const double *)x->b - row * x->width;
        const double value = ((const double *)x->a)[row];
        int64_t i = begin;
#if defined(HL_ARCH_X86_64)
        for (; x->n >= LARGE && i <= stop - 4; i += 4) {
            _mm256_stream_pd(out + i, _mm256_add_pd(_mm256_set1_pd(value), AT(b)));
        }
#endif
        for (; i < stop; i++) {
            out[i] = value + b[i];
        }
        begin = stop;
    }
#if defined(HL_ARCH_X86_64)
    _mm_sfence();
#endif
    return HL_OK;
}

/* --- the programs -------------------------------------------------------------------------------------- */

typedef struct {
    int dtype;
    int64_t strides[2];
} layout;

typedef struct {
    const char *name;
    hl_range_fn *by_hand;
    int inputs;
    int constants;
    int steps;
    layout out, in[3]; /* of two axes; a stride of ROW stands for a whole row */
    double constant[2];
    int64_t step[4][5];
    bool same_result; /* the loop by hand has the same values in the same places */
    int64_t width;    /* 0: one axis */
} expression;

enum { ROW = -1, COLUMN = -2 };

#define D(...) \
    { HL_F64, __VA_ARGS__ }
static const expression EXPRESSIONS[] = {
    {"copy",
     copy_by_hand,
     1,
     0,
     1,
     D({8}),
     {D({8})},
     {0},
     {{HL_OP_COPY, HL_F64, 0, -1, -1}},
     true,
     0},
    {"a+b",
     add_by_hand,
     2,
     0,
     1,
     D({8}),
     {D({8}), D({8})},
     {0},
     {{HL_OP_ADD, HL_F64, 0, 1, -1}},
     true,
     0},
    {"2*a+3*b*c",
     fused_by_hand,
     3,
     2,
     4,
     D({8}),
     {D({8}), D({8}), D({8})},
     {2, 3},
     {{HL_OP_MULTIPLY, HL_F64, 3, 0, -1},
      {HL_OP_MULTIPLY, HL_F64, 4, 1, -1},
      {HL_OP_MULTIPLY, HL_F64, 6, 2, -1},
      {HL_OP_ADD, HL_F64, 5, 7, -1}},
     true,
     0},
    {"sqrt(a*a+b*b)",
     hypot_by_hand,
     2,
     0,
     4,
     D({8}),
     {D({8}), D({8})},
     {0},
     {{HL_OP_SQUARE, HL_F64, 0, -1, -1},
      {HL_OP_SQUARE, HL_F64, 1, -1, -1},
      {HL_OP_ADD, HL_F64, 2, 3, -1},
      {HL_OP_SQRT, HL_F64, 4, -1, -1}},
     true,
     0},
    {"a+b float32",
     add_f32_by_hand,
     2,
     0,
     1,
     {HL_F32, {4}},
     {{HL_F32, {4}}, {HL_F32, {4}}},
     {0},
     {{HL_OP_ADD, HL_F32, 0, 1, -1}},
     true,
     0},
    {"a+b step 2",
     step2_by_hand,
     2,
     0,
     1,
     D({8}),
     {D({16}), D({16})},
     {0},
     {{HL_OP_ADD, HL_F64, 0, 1, -1}},
     true,
     0},
    {"float64 to float32",
     narrow_by_hand,
     1,
     0,
     1,
     {HL_F32, {4}},
     {D({8})},
     {0},
     {{HL_OP_COPY, HL_F32, 0, -1, -1}},
     true,
     0},
    {"float64 to int32",
     to_int_by_hand,
     1,
     0,
     1,
     {HL_I32, {4}},
     {D({8})},
     {0},
     {{HL_OP_COPY, HL_I32, 0, -1, -1}},
     true,
     0},
    {"(n,3000)*(3000)",
     rows_by_hand,
     2,
     0,
     1,
     D({ROW, 8}),
     {D({ROW, 8}), D({0, 8})},
     {0},
     {{HL_OP_MULTIPLY, HL_F64, 0, 1, -1}},
     true,
     3000},
    {"(n,2)+(2)",
     pairs_by_hand,
     2,
     0,
     1,
     D({ROW, 8}),
     {D({ROW, 8}), D({0, 8})},
     {0},
     {{HL_OP_ADD, HL_F64, 0, 1, -1}},
     true,
     2},
    {"(n,2)*(n,1)",
     columns_by_hand,
     2,
     0,
     1,
     D({ROW, 8}),
     {D({ROW, 8}), D({8, 0})},
     {0},
     {{HL_OP_MULTIPLY, HL_F64, 0, 1, -1}},
     true,
     2},
    {"(n,1)+(1,3000)",
     outer_by_hand,
     2,
     0,
     1,
     D({ROW, 8}),
     {D({8, 0}), D({0, 8})},
     {0},
     {{HL_OP_ADD, HL_F64, 0, 1, -1}},
     true,
     3000},
    {"transposed copy",
     copy_by_hand,
     1,
     0,
     1,
     D({ROW, 8}),
     {D({8, COLUMN})},
     {0},
     {{HL_OP_COPY, HL_F64, 0, -1, -1}},
     false,
     -1},
    {"a + transposed b",
     add_by_hand,
     2,
     0,
     1,
     D({ROW, 8}),
     {D({ROW, 8}), D({8, COLUMN})},
     {0},
     {{HL_OP_ADD, HL_F64, 0, 1, -1}},
     false,
     -1},
};
enum { EXPRESSION_COUNT = sizeof EXPRESSIONS / sizeof EXPRESSIONS[0] };

static void put_layout(hl_int64 **at, const layout *l, int rank, int64_t width, int64_t height) {
    const int64_t size = l->dtype == HL_F32 || l->dtype == HL_I32 ? 4 : 8;
    *(*at)++ = l->dtype;
    *(*at)++ = 0;
    for (int axis = 0; axis < rank; axis++) {
        const int64_t stride = l->strides[axis];
        *(*at)++ = stride == ROW ? width * size : stride == COLUMN ? height * size : stride;
    }
}

static void describe(hl_int64 *call, const expression *e, int64_t height, int64_t width,
                     int threads) {
    const int rank = e->width == 0 ? 1 : 2;
    hl_int64 *at = call;
    *at++ = rank;
    *at++ = threads;
    *at++ = 0;
    *at++ = e->inputs;
    *at++ = e->constants;
    *at++ = e->steps;
    *at++ = rank == 1 ? height * width : height;
    if (rank == 2) {
        *at++ = width;
    }
    put_layout(&at, &e->out, rank, width, height);
    for (int k = 0; k < e->inputs; k++) {
        put_layout(&at, &e->in[k], rank, width, height);
    }
    for (int k = 0; k < e->constants; k++) {
        *at++ = HL_F64;
        memcpy(at++, &e->constant[k], sizeof(double));
        *at++ = 0;
    }
    memcpy(at, e->step, (size_t)e->steps * sizeof e->step[0]);
}

static double *new_array(int64_t n) {
    void *block = NULL;
    if (hl_alloc(n * (int64_t)sizeof(double), &block) != HL_OK) {
        exit(1);
    }
    return block;
}

static void bench(const expression *e, int64_t n, int threads, int repeats) {
    int64_t height = 1;
    int64_t width = n;
    if (e->width > 0) {
        width = e->width;
        height = n / width > 0 ? n / width : 1;
    } else if (e->width < 0) {
        width = height = (int64_t)sqrt((double)n) / 8 * 8;
    }
    n = width * height;
    const int64_t room = 2 * n; /* for steps of 2 */
    double *const out = new_array(room), *const expected = new_array(room);
    double *const a = new_array(room), *const b = new_array(room), *const c = new_array(room);
    for (int64_t i = 0; i < room; i++) {
        a[i] = (double)(i % 1001);
        b[i] = (double)(i % 997) / 8;
        c[i] = (double)(i % 991) / 16;
        out[i] = expected[i] = 0;
    }
    if (e->out.dtype == HL_F32 && e->in[0].dtype == HL_F32) {
        for (int64_t i = 0; i < room; i++) {
            ((float *)(void *)a)[i] = (float)(i % 1001);
            ((float *)(void *)b)[i] = (float)(i % 997) / 8;
        }
    }
    hl_int64 call[WORDS];
    describe(call, e, height, width, threads);
    arrays x = {expected, a, b, c, width, n};
    double ours[MAX_REPEATS], theirs[MAX_REPEATS];
    /* short calls are timed many at a time */
    const int each = n < 20000 ? 200 : 1;
    for (int repeat = -1; repeat < repeats; repeat++) {
        const double start = microseconds();
        for (int i = 0; i < each; i++) {
            if (hl_program_run(call, out, a, b, c) != HL_OK) {
                fprintf(stderr, "%s failed\n", e->name);
                exit(1);
            }
        }
        const double between = microseconds();
        for (int i = 0; i < each; i++) {
            hl_parallel_for(n, 3000 * 8, n < 30000 ? 1 : threads, e->by_hand, &x);
        }
        const double end = microseconds();
        ours[repeat < 0 ? 0 : repeat] = (between - start) / each;
        theirs[repeat < 0 ? 0 : repeat] = (end - between) / each;
        if (repeat < 0 && e->same_result && memcmp(out, expected, (size_t)n * 8) != 0) {
            fprintf(stderr, "%s: results differ\n", e->name);
            exit(1);
        }
    }
    qsort(ours, (size_t)repeats, sizeof ours[0], ascending);
    qsort(theirs, (size_t)repeats, sizeof theirs[0], ascending);
    printf("%-20s %9lld %7d %12.3f %12.3f %7.2f %7.2f\n", e->name, (long long)n, threads,
           ours[repeats / 2], theirs[repeats / 2], ours[repeats / 2] / theirs[repeats / 2],
           ours[0] / theirs[0]);
    fflush(stdout);
    double *const all[] = {out, expected, a, b, c};
    for (int k = 0; k < 5; k++) {
        hl_free(all[k], room * (int64_t)sizeof(double));
    }
}

int main(int argc, char **argv) {
    static const int64_t SIZES[] = {1000, 100000, 10000000};
    const char *const only = argc > 1 ? argv[1] : "";
    const int repeats = argc > 2 ? atoi(argv[2]) : 0;
    if (repeats < 0 || repeats > MAX_REPEATS) {
        fprintf(stderr, "usage: bench_program [NAME [REPEATS up to %d]]\n", MAX_REPEATS);
        return 2;
    }
    printf("# tier %s; us a call\n", hl_tier_name(hl_tier()));
    printf("# %-18s %9s %7s %12s %12s %7s %7s\n", "program", "n", "threads", "hotloop", "by hand",
           "ratio", "of min");
    for (int i = 0; i < EXPRESSION_COUNT; i++) {
        if (strstr(EXPRESSIONS[i].name, only) == NULL) {
            continue;
        }
        for (int s = 0; s < 3; s++) {
            for (int threads = 1; threads <= 2; threads++) {
                bench(&EXPRESSIONS[i], SIZES[s], threads,
                      repeats > 0        ? repeats
                      : SIZES[s] > LARGE ? 15
                                         : 201);
            }
        }
    }
    return 0;
}
