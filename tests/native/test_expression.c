/*
 * hl_expression_run: programs of up to 32 inputs and the kernels of two terms against the reference of
 * program_reference.h; reductions against hl_program_run into memory and hl_reduce from there, bit for bit; plans
 * that the caller keeps; and that a reduction takes no memory for what it reduces.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "calls.h"
#include "harness.h"
#include "hotloop.h"
#include "program_reference.h"

enum { MAX_WORDS = 1 << 13, HEAD = 6, EXTRA = 5 };

/* What a call of hl_expression_run has beyond one of hl_program_run. */
typedef struct {
    int64_t reduction;
    int kept;
    double ddof;
    int64_t footprint;
    void *plan;
} extras;

static const extras NO_EXTRAS = {.reduction = -1};

/* Words of the call; a reduced output has strides along the kept axes only. */
static void describe_expression(const call *c, const extras *e, hl_int64 *words, int threads,
                                const int *cancel) {
    static hl_int64 plain[MAX_WORDS];
    const int64_t count = describe(c, plain, threads, cancel);
    hl_int64 *at = words;
    memcpy(at, plain, HEAD * sizeof *at);
    at += HEAD;
    *at++ = e->reduction;
    *at++ = e->kept;
    memcpy(at++, &e->ddof, sizeof e->ddof);
    *at++ = e->footprint;
    *at++ = (hl_int64)(intptr_t)e->plan;
    /* shape, then the output's dtype and offset */
    const int64_t until = HEAD + c->rank + 2;
    memcpy(at, plain + HEAD, (size_t)(until - HEAD) * sizeof *at);
    at += until - HEAD;
    const int out_axes = e->reduction < 0 ? c->rank : e->kept;
    memcpy(at, plain + until, (size_t)out_axes * sizeof *at);
    at += out_axes;
    memcpy(at, plain + until + c->rank, (size_t)(count - until - c->rank) * sizeof *at);
}

static int run_words(const hl_int64 *w, const call *c) {
    const void *b[HL_MAX_EXPRESSION_INPUTS] = {NULL};
    for (int k = 1; k < c->operands; k++) {
        b[k - 1] = c->operand[k].base;
    }
    static unsigned calls;
    if (c->operands - 1 <= HL_MAX_INPUTS && calls++ % 2 == 0) {
        return hl_expression_run_few(w, c->operand[0].base, b[0], b[1], b[2]);
    }
    return hl_expression_run(w, c->operand[0].base, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7],
                             b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15], b[16], b[17],
                             b[18], b[19], b[20], b[21], b[22], b[23], b[24], b[25], b[26], b[27],
                             b[28], b[29], b[30], b[31]);
}

static int run(const call *c, const extras *e, int threads, const int *cancel) {
    static hl_int64 words[MAX_WORDS];
    describe_expression(c, e, words, threads, cancel);
    return run_words(words, c);
}

static void random_shape(test_random *r, call *c, int64_t most) {
    static const int64_t LENGTHS[] = {1, 2, 3, 5, 8, 9, 33, 64, 65, 130, 600};
    int64_t n;
    do {
        n = 1;
        for (int i = 0; i < c->rank; i++) {
            c->shape[i] = LENGTHS[random_below(r, (int64_t)(sizeof LENGTHS / sizeof LENGTHS[0]))];
            n *= c->shape[i];
        }
    } while (n > most);
}

/* --- elementwise --------------------------------------------------------------------------------------- */

static void inputs(void) {
    const uint64_t seed = 21;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    for (int i = 0; i < 150; i++) {
        call c = {.rank = (int)random_below(&r, 4), .operands = 1 + (int)random_below(&r, 33)};
        const bool is_largest = i % 15 == 0;
        const int steps = is_largest ? HL_MAX_STEPS : 1 + (int)random_below(&r, 40);
        random_shape(&r, &c, 200000 / steps);
        for (int k = 0; k < c.operands; k++) {
            random_layout(&r, &c, k, (int)random_below(&r, DTYPES));
        }
        random_constants(
            &r, &c, is_largest ? HL_MAX_CONSTANTS : (int)random_below(&r, 4) + (c.operands == 1));
        random_steps(&r, &c, steps);
        char *const want = expected(&c);
        const int threads = TEST_THREADS[random_below(&r, 3)];
        const extras e = {.reduction = -1,
                          .footprint = random_below(&r, 2) == 0 ? 0 : INT64_C(1) << 30};
        CHECK_STATUS(HL_OK, run(&c, &e, threads, NULL));
        compare(&c, want, threads, "inputs");
        free(want);
        free_operands(&c);
    }
}

/* Programs of what the terms are made of: every operand is read by one or by several, is a constant, or has one
 * element; sizes around every number of lanes, flush against guard pages. */
static void terms(void) {
    static const int64_t OPS[] = {HL_OP_MULTIPLY, HL_OP_MULTIPLY, HL_OP_MULTIPLY,
                                  HL_OP_ADD,      HL_OP_ADD,      HL_OP_SUBTRACT,
                                  HL_OP_SUBTRACT, HL_OP_SQUARE,   HL_OP_SQRT};
    static const int64_t SIZES[] = {1,  2,  3,  4,  5,  7,  8,   9,   15,  16,  17,  31,
                                    32, 33, 63, 64, 65, 67, 131, 511, 512, 513, 1100};
    const uint64_t seed = 22;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    for (int i = 0; i < 4000; i++) {
        const int dtype = random_below(&r, 3) == 0 ? HL_F32 : HL_F64;
        const int64_t n = SIZES[random_below(&r, (int64_t)(sizeof SIZES / sizeof SIZES[0]))];
        call c = {.rank = 1, .shape = {n}, .operands = 2 + (int)random_below(&r, 4)};
        guarded memory[MAX_OPERANDS];
        const int size = dtype_size(dtype);
        for (int k = 0; k < c.operands; k++) {
            const bool is_single = k > 0 && random_below(&r, 4) == 0;
            const int64_t bytes = (is_single ? 1 : n) * size;
            const int64_t doubles = (bytes + 7) / 8;
            const bool at_end = random_below(&r, 2) == 0;
            memory[k] = guarded_new(doubles, at_end);
            c.operand[k].dtype = dtype;
            c.operand[k].strides[0] = is_single ? 0 : size;
            c.operand[k].base = (char *)memory[k].data + (at_end ? 8 * doubles - bytes : 0);
            if (k > 0) {
                random_elements(&r, dtype, c.operand[k].base, bytes / size);
                guarded_read_only(&memory[k]);
            }
        }
        c.constants = (int)random_below(&r, 3);
        for (int k = 0; k < c.constants; k++) {
            c.constant[k].dtype = HL_F64;
            random_element(&r, HL_F64, c.constant[k].value);
        }
        c.steps = 1 + (int)random_below(&r, 7);
        for (int s = 0; s < c.steps; s++) {
            const int known = c.operands - 1 + c.constants + s;
            const int64_t op = OPS[random_below(&r, (int64_t)(sizeof OPS / sizeof OPS[0]))];
            c.step[s][0] = op;
            c.step[s][1] = random_below(&r, 30) == 0 ? HL_F32 + HL_F64 - dtype : dtype;
            for (int k = 0; k < 3; k++) {
                /* mostly what is not read yet: values with one reader */
                const int64_t source = s > 0 && random_below(&r, 3) != 0
                                           ? known - 1 - random_below(&r, s < 2 ? s : 2)
                                           : random_below(&r, known);
                c.step[s][2 + k] = k < op_sources(op) ? source : -1;
            }
            if (op == HL_OP_MULTIPLY && random_below(&r, 4) == 0) {
                c.step[s][3] = c.step[s][2];
            }
        }
        char *const want = expected(&c);
        CHECK_STATUS(HL_OK, run(&c, &NO_EXTRAS, 1, NULL));
        compare(&c, want, 1, "terms");
        free(want);
        for (int k = 0; k < c.operands; k++) {
            guarded_free(&memory[k]);
        }
    }
}

/* --- reductions ---------------------------------------------------------------------------------------- */

static const int64_t REDUCTIONS[] = {HL_SUM, HL_PROD, HL_MIN, HL_MAX,           HL_MEAN, HL_VAR,
                                     HL_STD, HL_ANY,  HL_ALL, HL_COUNT_NONZERO, HL_NORM};
enum { REDUCTION_COUNT = sizeof REDUCTIONS / sizeof REDUCTIONS[0] };

/* What the program computes, in memory in C order. */
static char *computed(const call *c, int dtype) {
    const int64_t n = call_elements(c);
    call plain = *c;
    plain.operand[0].dtype = dtype;
    plain.operand[0].offset = 0;
    plain.operand[0].base = checked_malloc((size_t)(n * dtype_size(dtype)));
    int64_t stride = dtype_size(dtype);
    for (int i = c->rank - 1; i >= 0; i--) {
        plain.operand[0].strides[i] = stride;
        stride *= c->shape[i];
    }
    CHECK_STATUS(HL_OK, run(&plain, &NO_EXTRAS, 1, NULL));
    return plain.operand[0].base;
}

/* hl_reduce of an array in C order to results in C order. */
static int reduce(const call *c, const extras *e, int dtype, const char *values, char *results) {
    hl_int64 words[256];
    hl_int64 *at = words;
    *at++ = e->reduction;
    *at++ = 1;
    *at++ = 0;
    memcpy(at++, &e->ddof, sizeof e->ddof);
    *at++ = e->kept;
    *at++ = c->rank - e->kept;
    *at++ = 0;
    for (int i = 0; i < c->rank; i++) {
        *at++ = c->shape[i];
    }
    for (int k = 0; k < 2; k++) {
        const int axes = k == 0 ? e->kept : c->rank;
        int64_t stride = dtype_size(k == 0 ? c->operand[0].dtype : dtype);
        *at++ = k == 0 ? c->operand[0].dtype : dtype;
        *at++ = 0;
        for (int i = axes - 1; i >= 0; i--) {
            at[i] = stride;
            stride *= c->shape[i];
        }
        at += axes;
    }
    return hl_reduce(words, results, values, NULL, NULL);
}

/* One reduction of a call whose inputs are there; the output's memory is made here. */
static void check_reduction(test_random *r, call *c, extras *e, int threads, const char *what) {
    const int64_t *const last = c->step[c->steps - 1];
    const int dtype = op_result(last[0], (int)last[1]);
    int64_t outputs = 1;
    for (int i = 0; i < e->kept; i++) {
        outputs *= c->shape[i];
    }
    c->operand[0].dtype = random_below(r, 2) == 0 ? dtype : (int)random_below(r, DTYPES);
    const int size = dtype_size(c->operand[0].dtype);
    /* gaps between the results, the last axis outermost */
    int64_t stride = size + (random_below(r, 2) == 0 ? 0 : size);
    for (int i = 0; i < e->kept; i++) {
        c->operand[0].strides[i] = stride;
        stride *= c->shape[i];
    }
    c->operand[0].offset = 0;
    c->operand[0].base = checked_malloc((size_t)stride);
    memset(c->operand[0].base, 0, (size_t)stride);
    char *const values = computed(c, dtype);
    char *const want = checked_malloc((size_t)(outputs * size));
    const int status = reduce(c, e, dtype, values, want);
    CHECK_STATUS(status, run(c, e, threads, NULL));
    if (status == HL_OK) {
        call results = *c;
        results.rank = e->kept;
        compare(&results, want, threads, what);
    }
    free(values);
    free(want);
    free(c->operand[0].base);
}

/* Any program, layout, dtype, axes. */
static void reductions(void) {
    const uint64_t seed = 23;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    for (int i = 0; i < 700; i++) {
        call c = {.rank = (int)random_below(&r, 5), .operands = 2 + (int)random_below(&r, 5)};
        random_shape(&r, &c, 30000);
        for (int k = 1; k < c.operands; k++) {
            random_layout(&r, &c, k, (int)random_below(&r, DTYPES));
        }
        random_constants(&r, &c, (int)random_below(&r, 3));
        random_steps(&r, &c, 1 + (int)random_below(&r, 6));
        c.operand[0].base = NULL;
        extras e = {.reduction = REDUCTIONS[i % REDUCTION_COUNT],
                    .kept = (int)random_below(&r, c.rank + 1),
                    .ddof = (double)random_below(&r, 2)};
        check_reduction(&r, &c, &e, TEST_THREADS[random_below(&r, 3)], "reductions");
        for (int k = 1; k < c.operands; k++) {
            free(c.operand[k].base);
        }
    }
}

/* Contiguous inputs, reduced along their first axes and their last ones: (x - y)**2 and sqrt(x), of lengths around the
 * blocks of the order and the tiles of columns. */
static void columns(void) {
    static const int64_t LENGTHS[] = {1, 2, 3, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300, 1025};
    enum { COUNT = sizeof LENGTHS / sizeof LENGTHS[0] };
    static const int TYPES[] = {HL_F64, HL_F32, HL_I32, HL_C128, HL_U8};
    test_random r = {24};
    for (int i = 0; i < COUNT * COUNT; i++) {
        const int64_t rows = LENGTHS[i / COUNT], width = LENGTHS[i % COUNT];
        const int dtype = TYPES[i % 5];
        const int size = dtype_size(dtype);
        for (int first = 0; first < 2; first++) {
            call c = {.rank = 3, .operands = 3};
            /* kept (2, width) of (2, rows, width), or (2, rows) of (2, rows, width) */
            c.shape[0] = 2;
            c.shape[1] = first ? width : rows;
            c.shape[2] = first ? rows : width;
            for (int k = 1; k < 3; k++) {
                c.operand[k].dtype = dtype;
                c.operand[k].base = checked_malloc((size_t)(2 * rows * width * size));
                random_elements(&r, dtype, c.operand[k].base, 2 * rows * width);
                c.operand[k].strides[0] = rows * width * size;
                c.operand[k].strides[1] = first ? size : width * size;
                c.operand[k].strides[2] = first ? width * size : size;
            }
            c.steps = 2;
            const int64_t steps[2][5] = {{HL_OP_SUBTRACT, dtype, 0, 1, -1},
                                         {HL_OP_SQUARE, dtype, 2, -1, -1}};
            memcpy(c.step, steps, sizeof steps);
            extras e = {.reduction = i % 3 == 0   ? HL_SUM
                                     : i % 3 == 1 ? HL_MAX
                                                  : HL_MEAN,
                        .kept = 2};
            check_reduction(&r, &c, &e, TEST_THREADS[i % 3], first ? "columns" : "rows");
            free(c.operand[1].base);
            free(c.operand[2].base);
        }
    }
}

/* Enough for several threads and units: one result, and few. */
static void large(void) {
    static const int64_t SHAPES[][2] = {{1, 1234567}, {3, 400001}, {1000003, 1}, {700, 900}};
    test_random r = {25};
    for (int s = 0; s < 4; s++) {
        for (int turned = 0; turned < 2; turned++) {
            const int64_t n = SHAPES[s][0] * SHAPES[s][1];
            call c = {.rank = 2, .operands = 3, .shape = {SHAPES[s][0], SHAPES[s][1]}};
            for (int k = 1; k < 3; k++) {
                double *const values = checked_malloc((size_t)n * sizeof *values);
                for (int64_t i = 0; i < n; i++) {
                    values[i] = random_uniform(&r, -1, 1);
                }
                c.operand[k].dtype = HL_F64;
                c.operand[k].base = (char *)values;
                c.operand[k].strides[0] = turned ? 8 : 8 * SHAPES[s][1];
                c.operand[k].strides[1] = turned ? 8 * SHAPES[s][0] : 8;
            }
            c.steps = 2;
            const int64_t steps[2][5] = {{HL_OP_SUBTRACT, HL_F64, 0, 1, -1},
                                         {HL_OP_SQUARE, HL_F64, 2, -1, -1}};
            memcpy(c.step, steps, sizeof steps);
            for (int i = 0; i < 3; i++) {
                extras e = {.reduction = HL_SUM, .kept = (s + turned) % 2};
                check_reduction(&r, &c, &e, TEST_THREADS[i], "large");
                e.reduction = HL_STD;
                e.kept = 1;
                check_reduction(&r, &c, &e, TEST_THREADS[i], "large");
            }
            free(c.operand[1].base);
            free(c.operand[2].base);
        }
    }
}

/* Reductions of no elements have the value that hl_reduce gives them, or none; no results, no base. */
static void nothing(void) {
    for (int i = 0; i < REDUCTION_COUNT; i++) {
        test_random r = {26};
        call c = {.rank = 2, .operands = 2, .shape = {3, 0}, .steps = 1};
        const int64_t step[5] = {HL_OP_SQUARE, HL_F64, 0, -1, -1};
        memcpy(c.step[0], step, sizeof step);
        c.operand[1].dtype = HL_F64;
        extras e = {.reduction = REDUCTIONS[i], .kept = 1, .ddof = 0};
        check_reduction(&r, &c, &e, 1, "nothing");
        c.shape[0] = 0;
        c.operand[0].base = NULL;
        CHECK_STATUS(HL_OK, run(&c, &e, 1, NULL));
        c.step[0][1] = HL_BOOL;
        CHECK_STATUS(HL_EINVAL, run(&c, &e, 1, NULL));
    }
}

/* --- plans, arguments, cancelling, memory -------------------------------------------------------------- */

/* A plan that is kept gives what a call without one gives, for other lengths, offsets and bases; and it is kept only
 * where the layout allows other lengths. */
static void plans(void) {
    enum { MOST = 5000 };
    static const int64_t LENGTHS[] = {100, 1, 2, 513, MOST, 64, 4096};
    test_random r = {27};
    static _Alignas(64) char plan[HL_PLAN_BYTES];
    int kept = 0;
    for (int i = 0; i < 300; i++) {
        memset(plan, 0, sizeof plan);
        call c = {.rank = 1, .operands = 2 + (int)random_below(&r, 6)};
        for (int k = 0; k < c.operands; k++) {
            c.operand[k].dtype = random_below(&r, 2) == 0 ? HL_F64 : (int)random_below(&r, DTYPES);
            c.operand[k].strides[0] =
                k > 0 && random_below(&r, 4) == 0 ? 0 : dtype_size(c.operand[k].dtype);
            c.operand[k].base = checked_malloc((MOST + 10) * 16);
            random_elements(&r, c.operand[k].dtype, c.operand[k].base, MOST + 10);
        }
        random_constants(&r, &c, (int)random_below(&r, 4));
        random_steps(&r, &c, 1 + (int)random_below(&r, 10));
        const extras e = {.reduction = -1, .plan = plan};
        for (int l = 0; l < 7; l++) {
            c.shape[0] = LENGTHS[l];
            for (int k = 0; k < c.operands; k++) {
                c.operand[k].offset = random_below(&r, 10) * dtype_size(c.operand[k].dtype);
            }
            char *const want = expected(&c);
            CHECK_STATUS(HL_OK, run(&c, &e, TEST_THREADS[l % 3], NULL));
            compare(&c, want, 1, "plans");
            free(want);
        }
        kept += plan[0] != 0;
        free_operands(&c);
    }
    CHECK(kept > 100, "%d plans of 300 were kept", kept);
    /* a step of 16 bytes is no plan for other lengths, nor is one that does not show: a length of 1 */
    for (int64_t n = 1; n < 3; n++) {
        memset(plan, 0, sizeof plan);
        double values[8] = {1, 2, 3, 4, 5, 6, 7, 8}, out[3] = {0, 0, 0};
        call c = {.rank = 1, .operands = 2, .shape = {n}, .steps = 1};
        const int64_t step[5] = {HL_OP_SQUARE, HL_F64, 0, -1, -1};
        memcpy(c.step[0], step, sizeof step);
        c.operand[0].dtype = c.operand[1].dtype = HL_F64;
        c.operand[0].strides[0] = 8;
        c.operand[1].strides[0] = 16;
        c.operand[0].base = (char *)out;
        c.operand[1].base = (char *)values;
        const extras e = {.reduction = -1, .plan = plan};
        CHECK_STATUS(HL_OK, run(&c, &e, 1, NULL));
        c.shape[0] = 3;
        CHECK_STATUS(HL_OK, run(&c, &e, 1, NULL));
        CHECK(out[0] == 1 && out[1] == 9 && out[2] == 25, "%g %g %g", out[0], out[1], out[2]);
    }
}

/* sum((a - a)**2) over an axis of 2^40 elements that are one: would take minutes, or 8 TB. */
static void endless(call *c, double *value, double *out) {
    *c = (call){.rank = 1, .operands = 2, .shape = {INT64_C(1) << 40}, .steps = 2};
    const int64_t steps[2][5] = {{HL_OP_SUBTRACT, HL_F64, 0, 0, -1},
                                 {HL_OP_SQUARE, HL_F64, 1, -1, -1}};
    memcpy(c->step, steps, sizeof steps);
    c->operand[0].dtype = c->operand[1].dtype = HL_F64;
    c->operand[0].base = (char *)out;
    c->operand[1].base = (char *)value;
}

static void arguments(void) {
    static hl_int64 words[MAX_WORDS];
    double value = 3, out = 5;
    call c;
    endless(&c, &value, &out);
    c.shape[0] = 10;
    const extras good = {.reduction = HL_SUM};
    static const struct {
        int word;
        hl_int64 value;
    } BAD[] = {
        {0, -1},
        {0, HL_MAX_RANK + 1},
        {1, 0},
        {2, 2},
        {3, 33},
        {4, HL_MAX_CONSTANTS + 1},
        {5, 0},
        {5, HL_MAX_STEPS + 1},
        {6, -2},
        {6, HL_NORM + 1},
        {6, HL_ARGMIN},
        {6, HL_ARGMAX},
        {6, INT64_MAX},
        {7, -1},
        {7, 2},
        {9, -1},
        {10, 8},
        {11, -1},
        {11, INT64_C(1) << 58},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        describe_expression(&c, &good, words, 1, NULL);
        words[BAD[i].word] = BAD[i].value;
        CHECK(run_words(words, &c) == HL_EINVAL, "word %d = %lld is accepted", BAD[i].word,
              BAD[i].value);
        CHECK(out == 5, "word %d = %lld: the refused call wrote %g", BAD[i].word, BAD[i].value,
              out);
    }
    CHECK_STATUS(HL_OK, run(&c, &good, 1, NULL));
    CHECK(out == 0, "%g", out);
    /* no minimum of complex numbers, no variance of integers */
    c.step[1][1] = HL_C128;
    const extras min = {.reduction = HL_MIN}, var = {.reduction = HL_VAR};
    CHECK_STATUS(HL_EINVAL, run(&c, &min, 1, NULL));
    c.step[1][1] = HL_I32;
    CHECK_STATUS(HL_EINVAL, run(&c, &var, 1, NULL));
    c.step[1][1] = HL_F64;
    c.operand[1].base = NULL;
    CHECK_STATUS(HL_EINVAL, run(&c, &good, 1, NULL));
    c.operand[1].base = (char *)&value;
    c.operand[0].base = NULL;
    CHECK_STATUS(HL_EINVAL, run(&c, &good, 1, NULL));
    CHECK_STATUS(HL_EINVAL, run_words(NULL, &c));
    CHECK_STATUS(HL_EINVAL, run_words(NULL, &c));
    c.operand[0].base = (char *)&out;
    describe_expression(&c, &good, words, 1, NULL);
    words[3] = HL_MAX_INPUTS + 1;
    CHECK_STATUS(HL_EINVAL, hl_expression_run_few(words, &out, &value, &value, &value));
}

static void *set_soon(void *word) {
    sleep_ms(20);
    __atomic_store_n((int *)word, 1, __ATOMIC_RELAXED);
    return NULL;
}

static void cancel(void) {
    double value = 3, out = 5;
    call c;
    endless(&c, &value, &out);
    const extras e = {.reduction = HL_SUM};
    const int set = 1;
    CHECK_STATUS(HL_ECANCELED, run(&c, &e, 1, &set));
    CHECK(out == 5, "written although cancelled before");
    for (int t = 0; t < 3; t++) {
        int word = 0;
        pthread_t setter;
        const double begin = seconds();
        if (pthread_create(&setter, NULL, set_soon, &word) != 0) {
            perror("pthread_create");
            exit(1);
        }
        CHECK_STATUS(HL_ECANCELED, run(&c, &e, TEST_THREADS[t], &word));
        pthread_join(setter, NULL);
        CHECK(seconds() - begin < 5, "%d threads: ended after %.1f s", TEST_THREADS[t],
              seconds() - begin);
    }
}

static int64_t peak_kilobytes(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* A reduction of 400 MB that are computed needs no more than some scratch for each thread. */
static void memory(void) {
    enum { ROWS = 50000, WIDTH = 1000 };
    double *const row = checked_malloc(WIDTH * sizeof *row), *const column = checked_malloc(
                                                                 ROWS * sizeof *column);
    double *const out = checked_malloc(ROWS * sizeof *out);
    for (int64_t i = 0; i < WIDTH; i++) {
        row[i] = (double)(i % 7);
    }
    for (int64_t i = 0; i < ROWS; i++) {
        column[i] = (double)(i % 11);
        out[i] = 0;
    }
    const int64_t before = peak_kilobytes();
    for (int kept = 0; kept < 2; kept++) {
        for (int turned = 0; turned < 2; turned++) {
            call c = {.rank = 2, .operands = 3, .steps = 2};
            c.shape[turned] = ROWS;
            c.shape[1 - turned] = WIDTH;
            const int64_t steps[2][5] = {{HL_OP_SUBTRACT, HL_F64, 0, 1, -1},
                                         {HL_OP_SQUARE, HL_F64, 2, -1, -1}};
            memcpy(c.step, steps, sizeof steps);
            for (int k = 0; k < 3; k++) {
                c.operand[k].dtype = HL_F64;
            }
            c.operand[0].base = (char *)out;
            c.operand[0].strides[0] = 8;
            c.operand[1].base = (char *)row;
            c.operand[1].strides[1 - turned] = 8;
            c.operand[2].base = (char *)column;
            c.operand[2].strides[turned] = 8;
            const extras e = {.reduction = HL_SUM, .kept = kept};
            CHECK_STATUS(HL_OK, run(&c, &e, 5, NULL));
        }
    }
    const int64_t grown = peak_kilobytes() - before;
    CHECK(grown < 32 << 10, "%" PRId64 " KB more", grown);
    free(row);
    free(column);
    free(out);
}

TEST_GROUPS({"inputs", inputs}, {"terms", terms}, {"reductions", reductions}, {"columns", columns},
            {"large", large}, {"nothing", nothing}, {"plans", plans}, {"arguments", arguments},
            {"cancel", cancel}, {"memory", memory})
