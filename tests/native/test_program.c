/*
 * hl_program_run against a reference that computes one element at a time (program_reference.h): every
 * operation on every dtype, all casts, layouts, programs of many steps, the streaming path and tiles, which
 * large and transposed operands take, and what a bad description gives.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "harness.h"
#include "hotloop.h"
#include "program_reference.h"

enum { MAX_WORDS = 8192 };

static int run(const call *c, int threads, const int *cancel) {
    static hl_int64 words[MAX_WORDS];
    describe(c, words, threads, cancel);
    return hl_program_run(words, c->operand[0].base, c->operand[1].base, c->operand[2].base,
                          c->operand[3].base);
}

/* --- groups: every operation ---------------------------------------------------------------------------- */

/* Around every number of lanes, blocks of 512, and what two threads are for. */
static const int64_t SIZES[] = {0,   1,   2,   3,   4,   5,   7,   8,    9,    11,  15,
                                16,  17,  19,  31,  32,  33,  35,  63,   64,   65,  127,
                                128, 129, 131, 259, 511, 512, 513, 4095, 4096, 4097};
enum { SIZE_COUNT = sizeof SIZES / sizeof SIZES[0] };

/* One step on contiguous operands that end, or begin, at a page that cannot be touched. */
static void check_step(test_random *r, int64_t op, int dtype, int64_t n, bool at_end) {
    call c = {.rank = 1, .shape = {n}, .operands = op_sources(op) + 1, .steps = 1};
    guarded memory[MAX_OPERANDS];
    for (int k = 0; k < c.operands; k++) {
        const int own = k == 0 ? op_result(op, dtype) : op_source_dtype(op, dtype, k - 1);
        const int64_t bytes = n * dtype_size(own);
        const int64_t doubles = (bytes + 7) / 8;
        memory[k] = guarded_new(doubles, at_end);
        c.operand[k].dtype = own;
        c.operand[k].strides[0] = dtype_size(own);
        c.operand[k].base = (char *)memory[k].data + (at_end ? 8 * doubles - bytes : 0);
        if (k > 0) {
            random_elements(r, own, c.operand[k].base, n);
            guarded_read_only(&memory[k]);
        }
    }
    const int64_t step[5] = {op, dtype, 0, c.operands > 2 ? 1 : -1, c.operands > 3 ? 2 : -1};
    memcpy(c.step[0], step, sizeof step);
    char *const want = expected(&c);
    CHECK_STATUS(HL_OK, run(&c, 1, NULL));
    compare(&c, want, 1, at_end ? "ends at a guard page" : "begins at a guard page");
    free(want);
    for (int k = 0; k < c.operands; k++) {
        guarded_free(&memory[k]);
    }
}

static void operations(void) {
    test_random r = {1};
    for (int64_t op = -1; op < 100; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            if (op == HL_OP_POW && dtype_is_float(dtype)) {
                continue; /* a function: test_functions.c */
            }
            if (op_sources(op) == 0 || !op_has_dtype(op, dtype)) {
                static char bytes[64];
                call c = {.rank = 1,
                          .shape = {1},
                          .operands = 4,
                          .steps = 1,
                          .step = {{op, dtype, 0, op_sources(op) > 1 ? 1 : -1,
                                    op_sources(op) > 2 ? 2 : -1}}};
                for (int k = 0; k < 4; k++) {
                    c.operand[k].dtype = dtype;
                    c.operand[k].base = bytes + 16 * k;
                }
                CHECK(run(&c, 1, NULL) == HL_EINVAL, "op %" PRId64 " on %s is accepted", op,
                      dtype_name(dtype));
                c.step[0][0] += HL_OP_FAST;
                CHECK(run(&c, 1, NULL) == HL_EINVAL, "op %" PRId64 " on %s has a fast form", op,
                      dtype_name(dtype));
                continue;
            }
            for (int s = 0; s < SIZE_COUNT; s++) {
                check_step(&r, op, dtype, SIZES[s], s % 2 == 0);
                check_step(&r, op, dtype, SIZES[s], s % 2 == 1);
            }
        }
    }
}

/* From every dtype to every dtype, by a step's dtype, by a source's and by the output's. */
static void casts(void) {
    enum { N = 1037 };
    test_random r = {2};
    char *const in = checked_malloc(N * 16), *const out = checked_malloc(N * 16);
    for (int from = 0; from < DTYPES; from++) {
        for (int to = 0; to < DTYPES; to++) {
            for (int by = 0; by < 3; by++) {
                const int between = by == 0 ? to : by == 1 ? from : (from + to) % DTYPES;
                call c = {.rank = 1, .shape = {N}, .operands = 2, .steps = 1};
                c.operand[0].dtype = to;
                c.operand[0].strides[0] = dtype_size(to);
                c.operand[0].base = out;
                c.operand[1].dtype = from;
                c.operand[1].strides[0] = dtype_size(from);
                c.operand[1].base = in;
                const int64_t step[5] = {HL_OP_COPY, between, 0, -1, -1};
                memcpy(c.step[0], step, sizeof step);
                random_elements(&r, from, in, N);
                char *const want = expected(&c);
                CHECK_STATUS(HL_OK, run(&c, 1, NULL));
                compare(&c, want, 1, dtype_name(from));
                free(want);
            }
        }
    }
    free(in);
    free(out);
}

/* --- groups: layouts and programs ------------------------------------------------------------------------ */

static void check_random_call(test_random *r, int steps, int constants, const char *what) {
    static const int64_t LENGTHS[] = {1, 2, 3, 5, 8, 9, 33, 64, 65, 130, 600};
    call c = {.rank = (int)random_below(r, 5), .operands = 1 + (int)random_below(r, 4)};
    int64_t n;
    do {
        n = 1;
        for (int i = 0; i < c.rank; i++) {
            c.shape[i] = LENGTHS[random_below(r, (int64_t)(sizeof LENGTHS / sizeof LENGTHS[0]))];
            n *= c.shape[i];
        }
    } while (n * steps > 200000 || n > 50000);
    for (int k = 0; k < c.operands; k++) {
        random_layout(r, &c, k, (int)random_below(r, DTYPES));
    }
    random_constants(r, &c, constants + (c.operands == 1 && constants == 0));
    random_steps(r, &c, steps);
    char *const want = expected(&c);
    const int threads = TEST_THREADS[random_below(r, 3)];
    CHECK_STATUS(HL_OK, run(&c, threads, NULL));
    compare(&c, want, threads, what);
    free(want);
    free_operands(&c);
}

static void layouts(void) {
    const uint64_t seed = 3;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    for (int i = 0; i < 1500; i++) {
        check_random_call(&r, 1, 0, "layouts");
    }
}

static void programs(void) {
    const uint64_t seed = 4;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    for (int i = 0; i < 400; i++) {
        check_random_call(&r, 1 + (int)random_below(&r, 8), (int)random_below(&r, 4), "programs");
    }
    /* as large as they can be: more registers than fit into a usual block */
    for (int i = 0; i < 60; i++) {
        check_random_call(&r, HL_MAX_STEPS, HL_MAX_CONSTANTS, "the largest programs");
    }
}

/* So many values at a time that a block has fewer elements than a short row: 64 constants, and 32 results
 * that are added up at the end. Short rows, and transposed. */
static void many_registers(void) {
    enum { HEIGHT = 100, WIDTH = 40 };
    test_random r = {8};
    for (int transposed = 0; transposed < 2; transposed++) {
        call c = {.rank = 2, .shape = {HEIGHT, WIDTH}, .operands = 3};
        for (int k = 0; k < 3; k++) {
            c.operand[k].dtype = HL_C128;
            c.operand[k].base = checked_malloc((size_t)HEIGHT * WIDTH * 16);
            c.operand[k].strides[0] = k == 2 ? 16 : WIDTH * 16;
            c.operand[k].strides[1] = k == 2 ? transposed * HEIGHT * 16 : 16;
            random_elements(&r, HL_C128, c.operand[k].base, HEIGHT * WIDTH);
        }
        random_constants(&r, &c, HL_MAX_CONSTANTS);
        for (int k = 0; k < c.constants; k++) {
            c.constant[k].dtype = HL_C128;
            random_elements(&r, HL_F64, c.constant[k].value, 2);
        }
        c.steps = HL_MAX_STEPS;
        for (int s = 0; s < HL_MAX_STEPS; s++) {
            const int first = 2 + HL_MAX_CONSTANTS;
            const int64_t product[5] = {HL_OP_WHERE, HL_C128, s % 2, 2 + s, 2 + 32 + s};
            const int64_t sum[5] = {HL_OP_ADD, HL_C128, first + s - 1, first + s - 32, -1};
            memcpy(c.step[s], s < 32 ? product : sum, sizeof sum);
        }
        char *const want = expected(&c);
        CHECK_STATUS(HL_OK, run(&c, 1, NULL));
        compare(&c, want, 1, "many registers");
        free(want);
        free_operands(&c);
    }
}

/* The shapes that have paths of their own: whole rows and single values against rows, short rows that are
 * all alike, short rows with one value each, one axis of steps. On 1, 2 and 5 threads. */
static void broadcasts(void) {
    static const struct {
        int64_t height, width;
        int64_t a[2], b[2]; /* strides in elements */
    } SHAPES[] = {
        {300, 700, {700, 1}, {0, 1}},   {300, 700, {700, 1}, {1, 0}},
        {300, 700, {1, 0}, {0, 1}},     {60000, 2, {2, 1}, {0, 1}},
        {60000, 2, {2, 1}, {1, 0}},     {40000, 3, {3, 1}, {0, 0}},
        {40000, 3, {1, 40000}, {3, 1}}, {3, 40000, {1, 3}, {0, 1}},
        {30000, 4, {8, 2}, {-4, 1}},    {1, 100000, {0, 2}, {0, -1}},
        {1, 100000, {0, 1}, {0, 0}},    {313, 317, {1, 313}, {317, 1}},
        {313, 317, {1, 313}, {1, 313}}, {313, 317, {-1, 313}, {317, -1}},
    };
    test_random r = {5};
    for (size_t s = 0; s < sizeof SHAPES / sizeof SHAPES[0]; s++) {
        const int64_t n = SHAPES[s].height * SHAPES[s].width;
        for (int dtype = HL_F32; dtype <= HL_F64; dtype++) {
            const int size = dtype_size(dtype);
            call c = {.rank = 2, .shape = {SHAPES[s].height, SHAPES[s].width}, .operands = 3};
            for (int k = 0; k < 3; k++) {
                const int64_t *const strides = k == 1 ? SHAPES[s].a : SHAPES[s].b;
                c.operand[k].dtype = dtype;
                c.operand[k].base = checked_malloc((size_t)(4 * n * size));
                c.operand[k].offset = 2 * n * size;
                c.operand[k].strides[0] = k == 0 ? SHAPES[s].width * size : strides[0] * size;
                c.operand[k].strides[1] = k == 0 ? size : strides[1] * size;
                random_elements(&r, dtype, c.operand[k].base, 4 * n);
            }
            c.steps = 1;
            const int64_t step[5] = {HL_OP_SUBTRACT, dtype, 0, 1, -1};
            memcpy(c.step[0], step, sizeof step);
            char *const want = expected(&c);
            for (int t = 0; t < 3; t++) {
                CHECK_STATUS(HL_OK, run(&c, TEST_THREADS[t], NULL));
                compare(&c, want, TEST_THREADS[t], "broadcasts");
            }
            free(want);
            free_operands(&c);
        }
    }
}

/* Blocks are short enough for a slow function: the cancel word is looked at between two. */
static void short_blocks(void *out, const void *a, const void *b, const void *c, hl_int64 n) {
    (void)a;
    (void)b;
    (void)c;
    memset(out, n >= 1 && n <= 512, (size_t)n);
}

/* Functions of the caller's, alone: every size, with sources that are constants, repeated, and in place. */
static void functions(void) {
    test_random r = {11};
    for (int s = 0; s < SIZE_COUNT; s++) {
        for (int f = 0; f < FUNCTIONS; f++) {
            int dtype;
            const int64_t op = function_op(f, &dtype);
            check_step(&r, op, dtype, SIZES[s], s % 2 == 0);
            check_step(&r, op, dtype, SIZES[s], s % 2 == 1);
        }
    }
    static char memory[100000], out[100000];
    call c = {.rank = 1, .shape = {100000}, .operands = 2, .steps = 1};
    c.operand[0].base = out;
    c.operand[1].base = memory;
    c.operand[0].dtype = c.operand[1].dtype = HL_I8;
    c.operand[0].strides[0] = c.operand[1].strides[0] = 1;
    const int64_t step[5] = {(int64_t)(intptr_t)short_blocks, HL_I8, 0, -1, -1};
    memcpy(c.step[0], step, sizeof step);
    CHECK_STATUS(HL_OK, run(&c, 5, NULL));
    for (int i = 0; i < 100000; i++) {
        CHECK(out[i] == 1, "element %d is not written, or in too long a block", i);
    }
    /* sources that are missing, in between or too many */
    static const int64_t BAD[][3] = {{-1, -1, -1}, {-1, 0, -1}, {0, -1, 0}, {1, -1, -1}, {0, 0, 1}};
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        memcpy(&c.step[0][2], BAD[i], sizeof BAD[i]);
        CHECK_STATUS(HL_EINVAL, run(&c, 1, NULL));
    }
}

/* The output is one of the inputs: with and without scratch, contiguous and not, transposed against the other
 * input, and with casts in between. */
static void in_place(void) {
    enum { HEIGHT = 61, WIDTH = 67 };
    test_random r = {6};
    for (int layout = 0; layout < 4; layout++) {
        for (int input = 1; input <= 3; input++) {
            for (int dtype = HL_I8; dtype <= HL_C128; dtype++) {
                const int64_t size = dtype_size(dtype);
                const int64_t gap = layout == 1 ? 3 : 1;
                call c = {.rank = 2, .shape = {HEIGHT, WIDTH}, .operands = 4};
                for (int k = 0; k < 4; k++) {
                    c.operand[k].dtype = dtype;
                    c.operand[k].base = checked_malloc((size_t)(HEIGHT * WIDTH * 3 * size));
                    c.operand[k].strides[0] = layout == 2 ? size : WIDTH * gap * size;
                    c.operand[k].strides[1] = layout == 2 ? HEIGHT * size : gap * size;
                    random_elements(&r, dtype, c.operand[k].base, HEIGHT * WIDTH * 3);
                    if (layout == 3 && k != 0 && k != input) {
                        c.operand[k].strides[0] = size;
                        c.operand[k].strides[1] = HEIGHT * size;
                    }
                }
                free(c.operand[0].base);
                c.operand[0].base = c.operand[input].base;
                for (int steps = 1; steps <= 3; steps += 2) {
                    const int cast = steps == 1 ? dtype : HL_C128;
                    const int64_t program[3][5] = {{HL_OP_SUBTRACT, dtype, 0, input - 1, -1},
                                                   {HL_OP_ADD, cast, 3, 1, -1},
                                                   {HL_OP_MULTIPLY, dtype, 4, 2, -1}};
                    memcpy(c.step, program, sizeof program);
                    c.steps = steps;
                    char *const want = expected(&c);
                    CHECK_STATUS(HL_OK, run(&c, 1, NULL));
                    compare(&c, want, 1, "in place");
                    free(want);
                }
                c.operand[0].base = NULL;
                free_operands(&c);
            }
        }
    }
}

/* Copies of a transposed array, of every size of elements; shapes around the sides of tiles. */
static void transposed(void) {
    static const int64_t SIDES[] = {1,  2,  7,  8,  9,  15, 16,  17,  31,
                                    32, 33, 40, 63, 64, 65, 100, 130, 257};
    enum { SIDE_COUNT = sizeof SIDES / sizeof SIDES[0], MOST = 257 * 257 };
    static const int DTYPE_OF_SIZE[] = {HL_U8, HL_U16, HL_U32, HL_U64, HL_C128, HL_BOOL};
    test_random r = {7};
    char *const in = checked_malloc(MOST * 16), *const out = checked_malloc(MOST * 16);
    for (size_t d = 0; d < sizeof DTYPE_OF_SIZE / sizeof DTYPE_OF_SIZE[0]; d++) {
        const int dtype = DTYPE_OF_SIZE[d];
        const int size = dtype_size(dtype);
        random_elements(&r, dtype, in, MOST);
        for (int i = 0; i < SIDE_COUNT; i++) {
            for (int j = 0; j < SIDE_COUNT; j++) {
                call c = {.rank = 2, .shape = {SIDES[i], SIDES[j]}, .operands = 2, .steps = 1};
                c.operand[0].dtype = c.operand[1].dtype = dtype;
                c.operand[0].base = out;
                c.operand[1].base = in;
                c.operand[0].strides[0] = SIDES[j] * size;
                c.operand[0].strides[1] = size;
                c.operand[1].strides[0] = size;
                c.operand[1].strides[1] = SIDES[i] * size;
                const int64_t step[5] = {HL_OP_COPY, dtype, 0, -1, -1};
                memcpy(c.step[0], step, sizeof step);
                const int threads = TEST_THREADS[(i + j) % 3];
                CHECK_STATUS(HL_OK, run(&c, threads, NULL));
                char *const want = expected(&c);
                compare(&c, want, threads, "transposed");
                free(want);
            }
        }
    }
    free(in);
    free(out);
}

/* Outputs so large that they are stored past the caches: aligned and not, dense, in rows with gaps and
 * transposed, on 1, 2 and 5 threads. What lies before, behind and between stays. */
static void streamed(void) {
    enum { HEIGHT = 2003, WIDTH = 2005, GAP = 3, N = HEIGHT * (WIDTH + GAP) };
    static const struct {
        int64_t gap, shift; /* of the output, in elements and in bytes */
        bool transposed;
    } LAYOUTS[] = {{0, 0, false},    {0, 8, false}, {GAP, 0, false},
                   {GAP, 13, false}, {0, 0, true},  {0, 24, true}};
    double *const a = checked_malloc(N * sizeof(double));
    char *const block = checked_malloc((N + 16) * sizeof(double));
    char *const out = block + (64 - (uintptr_t)block % 64) % 64;
    for (int i = 0; i < N; i++) {
        a[i] = i;
    }
    for (size_t l = 0; l < sizeof LAYOUTS / sizeof LAYOUTS[0]; l++) {
        for (int steps = 0; steps <= 2; steps++) { /* 0: a copy */
            const int64_t row = WIDTH + LAYOUTS[l].gap;
            call c = {.rank = 2, .shape = {HEIGHT, WIDTH}, .operands = 2, .constants = 1};
            c.operand[0].dtype = c.operand[1].dtype = c.constant[0].dtype = HL_F64;
            c.operand[0].base = out;
            c.operand[0].offset = LAYOUTS[l].shift;
            c.operand[0].strides[0] = row * 8;
            c.operand[0].strides[1] = 8;
            c.operand[1].base = (char *)a;
            c.operand[1].strides[0] = LAYOUTS[l].transposed ? 8 : WIDTH * 8;
            c.operand[1].strides[1] = LAYOUTS[l].transposed ? HEIGHT * 8 : 8;
            const double factor = 3;
            memcpy(c.constant[0].value, &factor, sizeof factor);
            const int64_t program[2][5] = {{HL_OP_MULTIPLY, HL_F64, 0, 1, -1},
                                           {HL_OP_ADD, HL_F64, 2, 0, -1}};
            const int64_t copy[5] = {HL_OP_COPY, HL_F64, 0, -1, -1};
            memcpy(c.step, program, sizeof program);
            if (steps == 0) {
                memcpy(c.step[0], copy, sizeof copy);
            }
            c.steps = steps > 1 ? steps : 1;
            for (int t = 0; t < 3; t++) {
                memset(out, 0x5a, (N + 7) * sizeof(double));
                CHECK_STATUS(HL_OK, run(&c, TEST_THREADS[t], NULL));
                bool right = true;
                for (int64_t i = 0; right && i < HEIGHT; i++) {
                    for (int64_t j = 0; right && j < row; j++) {
                        const int64_t from = LAYOUTS[l].transposed ? j * HEIGHT + i : i * WIDTH + j;
                        double want = (double)from * (steps == 0 ? 1 : steps == 1 ? 3 : 4), got;
                        if (j >= WIDTH) {
                            memset(&want, 0x5a, sizeof want);
                        }
                        memcpy(&got, out + LAYOUTS[l].shift + (i * row + j) * 8, sizeof got);
                        right = got == want;
                        CHECK(right,
                              "layout %zu, %d steps, %d threads: (%" PRId64 ", %" PRId64
                              ") is %g, not %g",
                              l, steps, TEST_THREADS[t], i, j, got, want);
                    }
                }
                const int64_t end = LAYOUTS[l].shift + HEIGHT * row * 8;
                for (int64_t i = 0; i < 16; i++) {
                    CHECK(out[end + i] == 0x5a && (i >= LAYOUTS[l].shift || out[i] == 0x5a),
                          "layout %zu: a byte outside was written", l);
                }
            }
        }
    }
    free(a);
    free(block);
}

/* --- groups: arguments and cancelling --------------------------------------------------------------------- */

enum {
    RANK,
    THREADS,
    CANCEL,
    INPUTS,
    CONSTANTS,
    STEPS,
    LENGTH,
    OUT,
    IN = OUT + 3,
    CONSTANT = IN + 3,
    STEP = CONSTANT + 3
};

/* A description that is right: out = a * 2, of one element. */
static void good_call(hl_int64 *words) {
    call c = {.rank = 1,
              .shape = {1},
              .operands = 2,
              .constants = 1,
              .steps = 1,
              .step = {{HL_OP_MULTIPLY, HL_F64, 0, 1, -1}}};
    const double two = 2;
    c.operand[0].dtype = c.operand[1].dtype = c.constant[0].dtype = HL_F64;
    c.operand[0].strides[0] = c.operand[1].strides[0] = 8;
    memcpy(c.constant[0].value, &two, sizeof two);
    describe(&c, words, 1, NULL);
}

static void arguments(void) {
    static const struct {
        int word;
        hl_int64 value;
    } BAD[] = {
        {RANK, -1},
        {RANK, HL_MAX_RANK + 1},
        {RANK, INT64_MIN},
        {RANK, INT64_C(1) << 32},
        {THREADS, 0},
        {THREADS, -1},
        {THREADS, 1025},
        {THREADS, (INT64_C(1) << 32) + 1},
        {CANCEL, 2},
        {INPUTS, -1},
        {INPUTS, 4},
        {INPUTS, (INT64_C(1) << 32) + 1},
        {CONSTANTS, -1},
        {CONSTANTS, HL_MAX_CONSTANTS + 1},
        {STEPS, 0},
        {STEPS, -1},
        {STEPS, HL_MAX_STEPS + 1},
        {LENGTH, -1},
        {LENGTH, INT64_C(1) << 62},
        {LENGTH, INT64_MAX},
        {OUT, -1},
        {OUT, DTYPES},
        {IN, -1},
        {IN, DTYPES},
        {IN, (INT64_C(1) << 32) + HL_F64},
        {CONSTANT, -1},
        {CONSTANT, DTYPES},
        {STEP, -1},
        {STEP, 1},
        {STEP, 72},
        {STEP, INT64_MIN},
        {STEP, (1 << 16) - 1},
        {STEP, HL_OP_CLIP},
        {STEP + 1, -1},
        {STEP + 1, DTYPES},
        {STEP + 1, HL_BOOL},
        {STEP + 2, -1},
        {STEP + 2, 2},
        {STEP + 2, INT64_MIN},
        {STEP + 3, -1},
        {STEP + 3, 2},
        {STEP + 4, 0},
        {STEP + 4, -2},
    };
    double a = 21, out = 5;
    hl_int64 words[64];
    good_call(words);
    CHECK_STATUS(HL_EINVAL, hl_program_run(NULL, &out, &a, NULL, NULL));
    CHECK_STATUS(HL_EINVAL, hl_program_run(words, NULL, &a, NULL, NULL));
    CHECK_STATUS(HL_EINVAL, hl_program_run(words, &out, NULL, NULL, NULL));
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        good_call(words);
        words[BAD[i].word] = BAD[i].value;
        CHECK(hl_program_run(words, &out, &a, NULL, NULL) == HL_EINVAL,
              "word %d = %lld is accepted", BAD[i].word, BAD[i].value);
        CHECK(out == 5, "word %d = %lld: the refused call wrote %g", BAD[i].word, BAD[i].value,
              out);
    }
    good_call(words);
    CHECK_STATUS(HL_OK, hl_program_run(words, &out, &a, NULL, NULL));
    CHECK(out == 42, "%g", out);
    /* nothing to do: no base is looked at, the rest is checked all the same */
    words[LENGTH] = 0;
    CHECK_STATUS(HL_OK, hl_program_run(words, NULL, NULL, NULL, NULL));
    words[STEP + 1] = HL_BOOL;
    CHECK_STATUS(HL_EINVAL, hl_program_run(words, NULL, NULL, NULL, NULL));
    /* a shape of 2^62 elements, spread over its axes, is too large even where another axis has none */
    call c = {.rank = 3,
              .shape = {INT64_C(1) << 31, 0, INT64_C(1) << 31},
              .operands = 1,
              .constants = 1,
              .steps = 1,
              .step = {{HL_OP_COPY, HL_I8, 0, -1, -1}}};
    CHECK_STATUS(HL_EINVAL, run(&c, 1, NULL));
    c.shape[2]--;
    CHECK_STATUS(HL_OK, run(&c, 1, NULL));
}

/* A word that is set before: nothing is written. A word that is set during a call that would take minutes. */
static void *set_soon(void *word) {
    sleep_ms(20);
    __atomic_store_n((int *)word, 1, __ATOMIC_RELAXED);
    return NULL;
}

static void cancel(void) {
    enum { N = 1 << 25 };
    int64_t *const out = checked_malloc((size_t)N * sizeof(int64_t));
    int64_t base = 3, exponent = INT64_MAX;
    call c = {.rank = 1, .shape = {N}, .operands = 3, .steps = HL_MAX_STEPS};
    c.operand[0].dtype = c.operand[1].dtype = c.operand[2].dtype = HL_I64;
    c.operand[0].strides[0] = 8;
    c.operand[0].base = (char *)out;
    c.operand[1].base = (char *)&base;
    c.operand[2].base = (char *)&exponent;
    for (int s = 0; s < HL_MAX_STEPS; s++) {
        const int64_t step[5] = {HL_OP_POW, HL_I64, s == 0 ? 0 : s + 1, 1, -1};
        memcpy(c.step[s], step, sizeof step);
    }
    const int set = -1;
    out[0] = 77;
    CHECK_STATUS(HL_ECANCELED, run(&c, 1, &set));
    CHECK(out[0] == 77, "written although cancelled before");
    for (int steps = 1; steps <= HL_MAX_STEPS; steps += HL_MAX_STEPS - 1) {
        c.steps = steps;
        for (int t = 0; t < 3; t++) {
            int word = 0;
            pthread_t setter;
            const double begin = seconds();
            if (pthread_create(&setter, NULL, set_soon, &word) != 0) {
                perror("pthread_create");
                exit(1);
            }
            CHECK_STATUS(HL_ECANCELED, run(&c, TEST_THREADS[t], &word));
            pthread_join(setter, NULL);
            CHECK(seconds() - begin < 5, "%d steps, %d threads: ended after %.1f s", steps,
                  TEST_THREADS[t], seconds() - begin);
        }
    }
    free(out);
}

TEST_GROUPS({"operations", operations}, {"casts", casts}, {"functions", functions},
            {"layouts", layouts}, {"programs", programs}, {"many_registers", many_registers},
            {"broadcasts", broadcasts}, {"in_place", in_place}, {"transposed", transposed},
            {"streamed", streamed}, {"arguments", arguments}, {"cancel", cancel})
