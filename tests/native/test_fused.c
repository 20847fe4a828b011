/*
 * hl_fused: the bits of the same operations done one after the other by hl_program_run, for any number of
 * threads, and past the caches.
 */
#include <math.h>
#include <stdlib.h>

#include "harness.h"
#include "hotloop.h"

/* Into and beyond the size from which results are streamed. */
enum { MOST = 5 << 20, CHECKED = 20000 };

typedef struct {
    const char *name;
    int expression;
    int sources;
    int steps;
    /* operation, dtype, sources: as hl_program_run's; -1 for none, constants after the sources */
    hl_int64 code[6][5];
    int constants;
    double constant[2];
} fused_test;

static const fused_test TESTS[] = {
    {"a + b", HL_FUSED_ADD, 2, 1, {{HL_OP_ADD, HL_F64, 0, 1, -1}}, 0, {0}},
    {"2 * a + 3 * b * c",
     HL_FUSED_COMBINE,
     3,
     4,
     {{HL_OP_MULTIPLY, HL_F64, 3, 0, -1},
      {HL_OP_MULTIPLY, HL_F64, 4, 1, -1},
      {HL_OP_MULTIPLY, HL_F64, 6, 2, -1},
      {HL_OP_ADD, HL_F64, 5, 7, -1}},
     2,
     {2, 3}},
    {"sqrt(a * a + b * b)",
     HL_FUSED_LENGTH,
     2,
     4,
     {{HL_OP_MULTIPLY, HL_F64, 0, 0, -1},
      {HL_OP_MULTIPLY, HL_F64, 1, 1, -1},
      {HL_OP_ADD, HL_F64, 2, 3, -1},
      {HL_OP_SQRT, HL_F64, 4, -1, -1}},
     0,
     {0}},
    {"exp(a)", HL_FUSED_EXP, 1, 1, {{HL_OP_EXP, HL_F64, 0, -1, -1}}, 0, {0}},
    {"sin(a) * sin(a) + cos(a) * cos(a)",
     HL_FUSED_SIN2_COS2,
     1,
     5,
     {{HL_OP_SIN, HL_F64, 0, -1, -1},
      {HL_OP_COS, HL_F64, 0, -1, -1},
      {HL_OP_MULTIPLY, HL_F64, 1, 1, -1},
      {HL_OP_MULTIPLY, HL_F64, 2, 2, -1},
      {HL_OP_ADD, HL_F64, 3, 4, -1}},
     0,
     {0}},
};
enum { TEST_COUNT = sizeof TESTS / sizeof *TESTS };

static void run_program(const fused_test *t, int64_t n, const double *a, const double *b,
                        const double *c, double *out) {
    hl_int64 call[64];
    int w = 0;
    const hl_int64 head[] = {1, 1, 0, t->sources, t->constants, t->steps, n};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        call[w++] = head[i];
    }
    for (int k = 0; k <= t->sources; k++) {
        call[w++] = HL_F64;
        call[w++] = 0;
        call[w++] = sizeof(double);
    }
    for (int k = 0; k < t->constants; k++) {
        call[w++] = HL_F64;
        call[w++] = (hl_int64)double_bits(t->constant[k]);
        call[w++] = 0;
    }
    for (int k = 0; k < t->steps; k++) {
        for (int i = 0; i < 5; i++) {
            call[w++] = t->code[k][i];
        }
    }
    CHECK_STATUS(
        HL_OK, hl_program_run(call, out, a, t->sources > 1 ? b : NULL, t->sources > 2 ? c : NULL));
}

static double some_number(test_random *r) {
    static const double SPECIALS[] = {0, -0.0, INFINITY, -INFINITY, NAN, 0x1p-1074, 0x1p22, 1e22};
    switch (random_below(r, 8)) {
    case 0:
        return SPECIALS[random_below(r, 8)];
    case 1:
        return random_magnitude(r);
    default:
        return random_uniform(r, -100, 100);
    }
}

static void same_bits(void) {
    double *const data = malloc(5 * (size_t)MOST * sizeof *data);
    CHECK(data != NULL, "no memory");
    double *const a = data;
    double *const b = a + MOST;
    double *const c = b + MOST;
    double *const out = c + MOST;
    double *const expected = out + MOST;
    test_random r = {31};
    for (int64_t i = 0; i < MOST; i++) {
        /* large angles are slow, and rare beyond the part that every test takes */
        a[i] = i < CHECKED ? some_number(&r) : random_uniform(&r, -100, 100);
        b[i] = i < CHECKED ? some_number(&r) : random_uniform(&r, -100, 100);
        c[i] = i < CHECKED ? some_number(&r) : random_uniform(&r, -100, 100);
    }
    static const int64_t SIZES[] = {0, 1, 2, 3, 5, 8, 17, 255, 256, 257, 4097, CHECKED, MOST};
    for (int t = 0; t < TEST_COUNT; t++) {
        for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++) {
            const int64_t n = SIZES[s];
            if (n > 0) {
                run_program(&TESTS[t], n, a, b, c, expected);
            }
            for (int k = 0; k < 3; k++) {
                CHECK_STATUS(HL_OK,
                             hl_fused(TESTS[t].expression, n, a, b, c, out, TEST_THREADS[k]));
                for (int64_t i = 0; i < n; i++) {
                    CHECK(same_double(expected[i], out[i]),
                          "%s of %a, %a, %a, element %d of %d: %a, not %a", TESTS[t].name, a[i],
                          b[i], c[i], (int)i, (int)n, out[i], expected[i]);
                }
                if (n == MOST) {
                    break;
                }
            }
        }
    }
    free(data);
}

static void arguments(void) {
    double a[2] = {1, 2};
    double out[2];
    CHECK_STATUS(HL_EINVAL, hl_fused(-1, 2, a, a, a, out, 1));
    CHECK_STATUS(HL_EINVAL, hl_fused(HL_FUSED_SIN2_COS2 + 1, 2, a, a, a, out, 1));
    CHECK_STATUS(HL_EINVAL, hl_fused(HL_FUSED_ADD, -1, a, a, a, out, 1));
    CHECK_STATUS(HL_EINVAL, hl_fused(HL_FUSED_ADD, 2, a, a, a, out, 0));
    CHECK_STATUS(HL_EINVAL, hl_fused(HL_FUSED_ADD, 2, a, NULL, a, out, 1));
    CHECK_STATUS(HL_EINVAL, hl_fused(HL_FUSED_SIN2_COS2, 2, NULL, a, a, out, 1));
    CHECK_STATUS(HL_OK, hl_fused(HL_FUSED_SIN2_COS2, 2, a, NULL, NULL, out, 1));
    CHECK_STATUS(HL_OK, hl_fused(HL_FUSED_SIN2_COS2, 0, NULL, NULL, NULL, NULL, 1));
}

TEST_GROUPS({"same_bits", same_bits}, {"arguments", arguments})
