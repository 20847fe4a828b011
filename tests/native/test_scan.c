/*
 * hl_scan against a scalar loop that follows the order of hotloop.h: blocks scanned by themselves, then the
 * totals of the blocks before added. To the bit, NaN aside, for both operations and every dtype, layouts,
 * in place, 1, 2 and 5 threads.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "hotloop.h"
#include "strided.h"

enum { BLOCK = 128 };

static int accumulator(int dtype) {
    return is_complex(dtype)    ? HL_C128
           : is_float(dtype)    ? HL_F64
           : is_unsigned(dtype) ? HL_U64
                                : HL_I64;
}

static element operate(int op, int dtype, element a, element b) {
    element r = a;
    if (op == HL_SUM) {
        r.re = a.re + b.re;
        r.im = a.im + b.im;
        r.u = a.u + b.u;
    } else {
        r.re = a.re * b.re;
        if (is_complex(dtype)) {
            const double product = a.im * b.im;
            r.re -= product;
            r.im = a.re * b.im + a.im * b.re;
        }
        r.u = a.u * b.u;
    }
    r.i = (int64_t)r.u;
    return r;
}

/* The scan of a row of n elements. */
static void reference(int op, int dtype, const element *in, int64_t n, element *out) {
    const bool one = op == HL_PROD;
    const element identity = {
        .re = one ? 1 : -0.0, .im = one ? 0 : -0.0, .i = one, .u = (uint64_t)one};
    element before = identity;
    for (int64_t b = 0; b < n; b += BLOCK) {
        element lane = identity;
        for (int64_t k = b; k < n && k < b + BLOCK; k++) {
            lane = operate(op, dtype, lane, in[k]);
            out[k] = b == 0 ? lane : operate(op, dtype, before, lane);
        }
        before = b == 0 ? lane : operate(op, dtype, before, lane);
    }
}

static bool same_element(int dtype, element a, element b) {
    if (dtype == HL_F32 || dtype == HL_C64) {
        b.re = (double)(float)b.re;
        b.im = (double)(float)b.im;
    }
    return is_float(dtype) || is_complex(dtype) ? same_double(a.re, b.re) && same_double(a.im, b.im)
                                                : a.u == b.u;
}

static call_words words_of(int op, int threads, const int *cancel, const strided *out,
                           int out_dtype, const strided *in, int dtype) {
    call_words call = {.count = 0};
    add_word(&call, op);
    add_word(&call, threads);
    add_word(&call, (int64_t)(intptr_t)cancel);
    add_word(&call, in->rank);
    add_words(&call, in->shape, in->rank);
    add_word(&call, out_dtype);
    add_word(&call, out->offset);
    add_words(&call, out->strides, in->rank);
    add_word(&call, dtype);
    add_word(&call, in->offset);
    add_words(&call, in->strides, in->rank);
    return call;
}

static void check(int op, int dtype, int out_dtype, const strided *out, const strided *in,
                  const element *expected, int threads, const char *layout) {
    const int64_t n = product(in->shape, in->rank);
    const call_words call = words_of(op, threads, NULL, out, out_dtype, in, dtype);
    CHECK_STATUS(HL_OK, hl_scan(call.word, out->first, in->first, NULL, NULL));
    for (int64_t k = 0; k < n; k++) {
        const element got = load_element(out_dtype, strided_at(out, k));
        if (!same_element(out_dtype, got, expected[k])) {
            CHECK(false,
                  "%s of %s, %s, rank %d, %" PRId64 " elements, %d threads: element %" PRId64
                  " is (%a, %a, %" PRId64 "), not (%a, %a, %" PRId64 ")",
                  op == HL_SUM ? "sum" : "prod", DTYPE_NAMES[dtype], layout, in->rank, n, threads,
                  k, got.re, got.im, got.i, expected[k].re, expected[k].im, expected[k].i);
            return;
        }
    }
}

/* Out of place, and in place where the dtypes allow, on all thread counts. */
static void check_shape(test_random *r, int op, int dtype, int rank, const int64_t *shape,
                        int layout) {
    strided in = strided_new(r, dtype_size(dtype), rank, shape, layout);
    strided_fill(&in, r, dtype, random_below(r, 2) == 0);
    const bool narrow = random_below(r, 2) == 0 && (is_float(dtype) || is_complex(dtype));
    const int out_dtype = narrow ? dtype : accumulator(dtype);
    strided out = strided_new(r, dtype_size(out_dtype), rank, shape,
                              layout == BROADCAST ? ANY_ORDER : layout);
    const int64_t n = product(shape, rank);
    const int64_t length = shape[rank - 1];
    element *const e = malloc((size_t)(n + 1) * sizeof *e);
    element *const expected = malloc((size_t)(n + 1) * sizeof *e);
    for (int64_t k = 0; k < n; k++) {
        e[k] = load_element(dtype, strided_at(&in, k));
    }
    for (int64_t k = 0; k < n; k += length) {
        reference(op, dtype, e + k, length, expected + k);
    }
    for (int t = 0; t < 3; t++) {
        memset(out.first, 0x5a, (size_t)out.bytes);
        check(op, dtype, out_dtype, &out, &in, expected, TEST_THREADS[t], LAYOUT_NAMES[layout]);
    }
    if (out_dtype == dtype && layout != BROADCAST) {
        char *const copy = malloc((size_t)in.bytes + 1);
        memcpy(copy, in.first, (size_t)in.bytes);
        for (int t = 0; t < 3; t++) {
            memcpy(in.first, copy, (size_t)in.bytes);
            check(op, dtype, dtype, &in, &in, expected, TEST_THREADS[t], "in place");
        }
        free(copy);
    }
    free(e);
    free(expected);
    strided_free(&in);
    strided_free(&out);
}

static test_random seeded(uint64_t seed) {
    printf("seed %" PRIu64 "\n", seed);
    return (test_random){seed};
}

static void sizes(void) {
    static const int64_t SIZES[] = {1,    2,    7,    8,    9,    63,   64,   127,
                                    128,  129,  255,  256,  257,  1023, 1024, 1025,
                                    1151, 1152, 1153, 2048, 2049, 4095, 4096, 4097};
    test_random r = seeded(1);
    for (int op = HL_SUM; op <= HL_PROD; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            for (size_t k = 0; k < sizeof SIZES / sizeof *SIZES; k++) {
                check_shape(&r, op, dtype, 1, &SIZES[k], (int)random_below(&r, 2) * UNALIGNED);
            }
        }
    }
}

/* A row that is cut over threads; its last block full, short, alone. */
static void large(void) {
    static const int64_t SIZES[] = {262144, 262143, 262145, 400001, 655361};
    test_random r = seeded(2);
    for (int op = HL_SUM; op <= HL_PROD; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            check_shape(&r, op, dtype, 1, &SIZES[random_below(&r, 5)],
                        (int)random_below(&r, LAYOUTS));
        }
        for (int k = 0; k < 5; k++) {
            check_shape(&r, op, HL_F64, 1, &SIZES[k], C_ORDER);
        }
    }
    /* past the caches, and not when it is in place */
    const int64_t huge = 2200001;
    check_shape(&r, HL_SUM, HL_F64, 1, &huge, C_ORDER);
    check_shape(&r, HL_SUM, HL_I16, 1, &huge, C_ORDER);
    check_shape(&r, HL_SUM, HL_F64, 1, &huge, UNALIGNED);
    const int64_t rows[] = {3, 200001};
    check_shape(&r, HL_SUM, HL_F64, 2, rows, C_ORDER);
    check_shape(&r, HL_SUM, HL_F32, 2, rows, ANY_ORDER);
}

static void layouts(void) {
    test_random r = seeded(3);
    for (int op = HL_SUM; op <= HL_PROD; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            for (int k = 0; k < 60; k++) {
                const int rank = 1 + (int)random_below(&r, 4);
                int64_t shape[MAX_RANK];
                for (int i = 0; i < rank; i++) {
                    shape[i] = 1 + random_below(&r, rank == 1 ? 3000 : rank == 2 ? 200 : 12);
                }
                check_shape(&r, op, dtype, rank, shape, (int)random_below(&r, LAYOUTS));
            }
        }
    }
}

/* Columns: the scanned axis is the outer one in memory. */
static void columns(void) {
    static const int64_t SHAPES[][2] = {{2, 300},   {63, 129},   {64, 128}, {65, 257},
                                        {200, 100}, {1000, 400}, {4, 70000}};
    test_random r = seeded(4);
    for (int op = HL_SUM; op <= HL_PROD; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++) {
                const int64_t *const shape = SHAPES[k];
                const int out_dtype = accumulator(dtype);
                const int64_t turned[] = {shape[1], shape[0]};
                strided in =
                    strided_new(&r, dtype_size(dtype), 2, turned, (int)random_below(&r, 2));
                strided_fill(&in, &r, dtype, true);
                strided out =
                    strided_new(&r, dtype_size(out_dtype), 2, turned, (int)random_below(&r, 2));
                strided *const both[] = {&in, &out};
                for (int i = 0; i < 2; i++) {
                    const int64_t step = both[i]->strides[0];
                    both[i]->strides[0] = both[i]->strides[1];
                    both[i]->strides[1] = step;
                    both[i]->shape[0] = shape[0];
                    both[i]->shape[1] = shape[1];
                }
                const int64_t n = shape[0] * shape[1];
                element *const e = malloc((size_t)n * sizeof *e);
                element *const expected = malloc((size_t)n * sizeof *e);
                for (int64_t i = 0; i < n; i++) {
                    e[i] = load_element(dtype, strided_at(&in, i));
                }
                for (int64_t i = 0; i < n; i += shape[1]) {
                    reference(op, dtype, e + i, shape[1], expected + i);
                }
                for (int t = 0; t < 3; t++) {
                    check(op, dtype, out_dtype, &out, &in, expected, TEST_THREADS[t], "columns");
                }
                free(e);
                free(expected);
                strided_free(&in);
                strided_free(&out);
            }
        }
    }
}

static void arguments(void) {
    enum { OP, THREADS, CANCEL, RANK, SHAPE, OUT_DTYPE, IN_DTYPE = 8, WORDS = 11 };
    static const hl_int64 GOOD[WORDS] = {HL_SUM, 2, 0, 1, 3, HL_F64, 0, 8, HL_F64, 0, 8};
    static const struct {
        int word;
        hl_int64 value;
    } BAD[] = {{OP, HL_MIN},    {OP, -1},
               {THREADS, 0},    {THREADS, 1025},
               {CANCEL, 1},     {RANK, 0},
               {RANK, 65},      {RANK, -1},
               {SHAPE, -1},     {SHAPE, INT64_C(1) << 62},
               {OUT_DTYPE, 13}, {IN_DTYPE, 13},
               {IN_DTYPE, -1},  {RANK, INT64_MAX}};
    const double in[3] = {1, 2, 3};
    double out[3] = {-7, -7, -7};
    for (size_t k = 0; k < sizeof BAD / sizeof *BAD; k++) {
        hl_int64 call[WORDS];
        memcpy(call, GOOD, sizeof GOOD);
        call[BAD[k].word] = BAD[k].value;
        const int status = hl_scan(call, out, in, NULL, NULL);
        CHECK(status == HL_EINVAL, "word %d = %lld: %s", BAD[k].word, BAD[k].value,
              hl_status_name(status));
    }
    CHECK_STATUS(HL_EINVAL, hl_scan(NULL, out, in, NULL, NULL));
    CHECK_STATUS(HL_EINVAL, hl_scan(GOOD, NULL, in, NULL, NULL));
    CHECK_STATUS(HL_EINVAL, hl_scan(GOOD, out, NULL, NULL, NULL));
    const int set = 1;
    hl_int64 call[WORDS];
    memcpy(call, GOOD, sizeof GOOD);
    call[CANCEL] = (hl_int64)(intptr_t)&set;
    CHECK_STATUS(HL_ECANCELED, hl_scan(call, out, in, NULL, NULL));
    call[CANCEL] = 0;
    call[SHAPE] = 0;
    CHECK_STATUS(HL_OK, hl_scan(call, NULL, NULL, NULL, NULL));
    CHECK(out[0] == -7 && out[2] == -7, "%g and %g were written", out[0], out[2]);
    CHECK_STATUS(HL_OK, hl_scan(GOOD, out, in, NULL, NULL));
    CHECK(out[0] == 1 && out[1] == 3 && out[2] == 6, "%g, %g, %g", out[0], out[1], out[2]);
}

static void *set_soon(void *word) {
    sleep_ms(3);
    __atomic_store_n((int *)word, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* A call that is cancelled while its threads wait for each other ends. */
static void cancel(void) {
    enum { N = 1000000 };
    double *const data = calloc(2 * N, sizeof *data);
    if (data == NULL) {
        perror("calloc");
        exit(1);
    }
    for (int trial = 0; trial < 20; trial++) {
        int word = 0;
        pthread_t setter;
        const bool started = pthread_create(&setter, NULL, set_soon, &word) == 0;
        CHECK(started, "no thread");
        const hl_int64 call[] = {HL_SUM,
                                 TEST_THREADS[trial % 3],
                                 (hl_int64)(intptr_t)&word,
                                 1,
                                 N,
                                 HL_F64,
                                 0,
                                 8,
                                 HL_F64,
                                 0,
                                 8};
        int status = HL_OK;
        while (started && status == HL_OK) {
            status = hl_scan(call, data + N, data, NULL, NULL);
        }
        CHECK_STATUS(HL_ECANCELED, status);
        if (started) {
            pthread_join(setter, NULL);
        }
    }
    free(data);
}

TEST_GROUPS({"sizes", sizes}, {"large", large}, {"layouts", layouts}, {"columns", columns},
            {"arguments", arguments}, {"cancel", cancel})
