/*
 * hl_reduce against a scalar reference that follows the order of hotloop.h literally: nodes of all blocks in
 * an array, paired level by level. To the bit, NaN aside: for every operation and dtype, sizes around lanes,
 * blocks and trees, every layout of kept and reduced axes (rows in place, gathered rows, tiles of columns),
 * masks, 1, 2 and 5 threads.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "hotloop.h"
#include "strided.h"

enum { OPERATIONS = HL_NORM + 1, LANES = 8, BLOCK = 128 };

static const char *const OPERATION_NAMES[OPERATIONS] = {
    "sum", "prod", "min",    "max",    "mean",          "var", "std",
    "any", "all",  "argmin", "argmax", "count_nonzero", "norm"};

static bool is_supported(int op, int dtype) {
    switch (op) {
    case HL_MIN:
    case HL_MAX:
    case HL_ARGMIN:
    case HL_ARGMAX:
        return !is_complex(dtype);
    case HL_MEAN:
    case HL_NORM:
        return is_float(dtype) || is_complex(dtype);
    case HL_VAR:
    case HL_STD:
        return is_float(dtype);
    default:
        return true;
    }
}

static bool takes_where(int op) {
    return op == HL_SUM || op == HL_PROD || op == HL_ANY || op == HL_ALL ||
           op == HL_COUNT_NONZERO || op == HL_NORM;
}

/* The dtype of the accumulator, which the tests take as the output's unless they are about casts. */
static int result_dtype(int op, int dtype) {
    switch (op) {
    case HL_ANY:
    case HL_ALL:
        return HL_BOOL;
    case HL_ARGMIN:
    case HL_ARGMAX:
    case HL_COUNT_NONZERO:
        return HL_I64;
    case HL_MIN:
    case HL_MAX:
        return dtype;
    case HL_NORM:
        return HL_F64;
    default:
        break;
    }
    return is_complex(dtype)    ? HL_C128
           : is_float(dtype)    ? HL_F64
           : is_unsigned(dtype) ? HL_U64
                                : HL_I64;
}

/* --- the reference -------------------------------------------------------------------------------------- */

/* A lane, a node, a result. */
typedef struct {
    element e;
    double m2;
    double n;
    int64_t at;
    bool empty;
} node;

/* Two parts of a sequence, a the earlier one. */
static node combine(int op, int dtype, node a, node b) {
    const bool integer = !is_float(dtype) && !is_complex(dtype);
    if (a.empty || b.empty) {
        return a.empty ? b : a;
    }
    node r = a;
    switch (op) {
    case HL_SUM:
    case HL_MEAN:
    case HL_NORM:
        r.e.re = a.e.re + b.e.re;
        r.e.im = a.e.im + b.e.im;
        r.e.u = a.e.u + b.e.u;
        r.e.i = (int64_t)r.e.u;
        break;
    case HL_PROD:
        if (is_complex(dtype)) {
            r.e.re = a.e.re * b.e.re - a.e.im * b.e.im;
            r.e.im = a.e.re * b.e.im + a.e.im * b.e.re;
        } else {
            r.e.re = a.e.re * b.e.re;
        }
        r.e.u = a.e.u * b.e.u;
        r.e.i = (int64_t)r.e.u;
        break;
    case HL_MIN:
        if (integer) {
            const bool less = is_unsigned(dtype) ? b.e.u < a.e.u : b.e.i < a.e.i;
            r = less ? b : a;
        } else {
            r = a.e.re <= b.e.re || isnan(a.e.re) ? a : b;
        }
        break;
    case HL_MAX:
        if (integer) {
            const bool more = is_unsigned(dtype) ? b.e.u > a.e.u : b.e.i > a.e.i;
            r = more ? b : a;
        } else {
            r = a.e.re >= b.e.re || isnan(a.e.re) ? a : b;
        }
        break;
    default: { /* variances */
        const double n = a.n + b.n;
        const double d = b.e.re - a.e.re;
        r.e.re = a.e.re + d * (b.n / n);
        r.m2 = (a.m2 + b.m2) + d * d * (a.n * (b.n / n));
        r.n = n;
        break;
    }
    }
    return r;
}

static node identity(int op, int dtype) {
    node r = {.empty = op == HL_MIN || op == HL_MAX};
    const bool one = op == HL_PROD;
    r.e = (element){.re = one ? 1 : -0.0, .im = one ? 0 : -0.0, .i = one, .u = one};
    (void)dtype;
    return r;
}

static node leaf(int op, int dtype, element e) {
    node r = {.e = e};
    if (op == HL_NORM) {
        r.e.re = is_complex(dtype) ? e.re * e.re + e.im * e.im : e.re * e.re;
    }
    return r;
}

static node by_lanes(int op, int dtype, const element *e, int64_t n, const double *deviations) {
    node lane[LANES];
    for (int l = 0; l < LANES; l++) {
        lane[l] = identity(op, dtype);
    }
    for (int64_t k = 0; k < n; k++) {
        node next = leaf(op, dtype, e[k]);
        if (deviations != NULL) {
            next.e.re = deviations[k];
        }
        lane[k % LANES] = combine(op, dtype, lane[k % LANES], next);
    }
    const node a = combine(op, dtype, combine(op, dtype, lane[0], lane[1]),
                           combine(op, dtype, lane[2], lane[3]));
    const node b = combine(op, dtype, combine(op, dtype, lane[4], lane[5]),
                           combine(op, dtype, lane[6], lane[7]));
    return combine(op, dtype, a, b);
}

static node reduce_block(int op, int dtype, const element *e, int64_t n) {
    if (op != HL_VAR && op != HL_STD) {
        return by_lanes(op, dtype, e, n, NULL);
    }
    node r = by_lanes(HL_SUM, dtype, e, n, NULL);
    const double mean = r.e.re / (double)n;
    double squares[BLOCK];
    for (int64_t k = 0; k < n; k++) {
        squares[k] = (e[k].re - mean) * (e[k].re - mean);
    }
    r.m2 = by_lanes(HL_SUM, dtype, e, n, squares).e.re;
    r.e.re = mean;
    r.n = (double)n;
    return r;
}

static bool is_nonzero(int dtype, element e) {
    return is_complex(dtype) ? e.re != 0 || e.im != 0 : is_float(dtype) ? e.re != 0 : e.u != 0;
}

/* Whether b takes the place of an earlier a. */
static bool is_better(int op, int dtype, element b, element a) {
    const int sign = op == HL_ARGMIN ? 1 : -1;
    if (is_float(dtype)) {
        return isnan(b.re) ? !isnan(a.re) : sign * b.re < sign * a.re;
    }
    if (is_unsigned(dtype)) {
        return op == HL_ARGMIN ? b.u < a.u : b.u > a.u;
    }
    return op == HL_ARGMIN ? b.i < a.i : b.i > a.i;
}

/* The result of n elements, as an element of result_dtype. */
static element reference(int op, int dtype, const element *e, int64_t n, double ddof) {
    element r = {0};
    if (op == HL_ANY || op == HL_ALL || op == HL_COUNT_NONZERO) {
        int64_t count = 0;
        for (int64_t k = 0; k < n; k++) {
            count += is_nonzero(dtype, e[k]);
        }
        r.i = op == HL_ANY ? count > 0 : op == HL_ALL ? count == n : count;
        r.u = (uint64_t)r.i;
        return r;
    }
    if (op == HL_ARGMIN || op == HL_ARGMAX) {
        int64_t best = 0;
        for (int64_t k = 1; k < n; k++) {
            best = is_better(op, dtype, e[k], e[best]) ? k : best;
        }
        r.i = best;
        r.u = (uint64_t)best;
        return r;
    }
    int64_t nodes = (n + BLOCK - 1) / BLOCK;
    node *const tree = malloc((size_t)(nodes + 1) * sizeof *tree);
    for (int64_t b = 0; b < nodes; b++) {
        const int64_t m = n - b * BLOCK < BLOCK ? n - b * BLOCK : BLOCK;
        tree[b] = reduce_block(op, dtype, e + b * BLOCK, m);
    }
    while (nodes > 1) {
        for (int64_t b = 0; b < nodes / 2; b++) {
            tree[b] = combine(op, dtype, tree[2 * b], tree[2 * b + 1]);
        }
        if (nodes % 2 == 1) {
            tree[nodes / 2] = tree[nodes - 1];
        }
        nodes = (nodes + 1) / 2;
    }
    node all = {.e = {.re = op == HL_PROD, .i = op == HL_PROD, .u = op == HL_PROD}};
    if (n > 0) {
        all = tree[0];
    }
    free(tree);
    r = all.e;
    if (op == HL_MEAN) {
        r.re /= (double)n;
        r.im /= (double)n;
    } else if (op == HL_VAR || op == HL_STD) {
        r.re = n == 0 ? NAN : all.m2 / ((double)n - ddof);
        r.re = op == HL_STD ? sqrt(r.re) : r.re;
    } else if (op == HL_NORM) {
        r.re = sqrt(r.re);
    }
    return r;
}

/* What a masked element is taken as. */
static element masked(int op, int dtype) {
    const bool one = op == HL_PROD || op == HL_ALL;
    const bool real = is_float(dtype) || is_complex(dtype);
    return (element){.re = one ? 1 : -0.0,
                     .im = one || !is_complex(dtype) ? 0 : -0.0,
                     .i = one && !real,
                     .u = one && !real};
}

static bool same_element(int dtype, element a, element b) {
    if (is_float(dtype)) {
        return same_double(a.re, b.re);
    }
    if (is_complex(dtype)) {
        return same_double(a.re, b.re) && same_double(a.im, b.im);
    }
    return a.u == b.u;
}

/* --- calls ---------------------------------------------------------------------------------------------- */

typedef struct {
    int op;
    int dtype;
    int out_dtype;
    double ddof;
    int kept;
    int reduced;
    const strided *out, *in, *where; /* where may be NULL */
} reduction;

static call_words words_of(const reduction *r, int threads, const int *cancel) {
    call_words call = {.count = 0};
    add_word(&call, r->op);
    add_word(&call, threads);
    add_word(&call, (int64_t)(intptr_t)cancel);
    add_word(&call, (int64_t)double_bits(r->ddof));
    add_word(&call, r->kept);
    add_word(&call, r->reduced);
    add_word(&call, r->where != NULL);
    add_words(&call, r->in->shape, r->in->rank);
    add_word(&call, r->out_dtype);
    add_word(&call, r->out->offset);
    add_words(&call, r->out->strides, r->kept);
    add_word(&call, r->dtype);
    add_word(&call, r->in->offset);
    add_words(&call, r->in->strides, r->in->rank);
    if (r->where != NULL) {
        add_word(&call, r->where->offset);
        add_words(&call, r->where->strides, r->in->rank);
    }
    return call;
}

static int call_reduce(const reduction *r, int threads) {
    const call_words call = words_of(r, threads, NULL);
    return hl_reduce(call.word, r->out->first, r->in->first,
                     r->where != NULL ? r->where->first : NULL, NULL);
}

/* Runs a reduction on all thread counts and compares every output. */
static void check(const reduction *r, const char *layout) {
    const int64_t outputs = product(r->in->shape, r->kept);
    const int64_t n = product(r->in->shape + r->kept, r->reduced);
    element *const e = malloc((size_t)(n + 1) * sizeof *e);
    element *const expected = malloc((size_t)(outputs + 1) * sizeof *expected);
    for (int64_t o = 0; o < outputs; o++) {
        for (int64_t k = 0; k < n; k++) {
            const bool visible = r->where == NULL || *strided_at(r->where, o * n + k) != 0;
            e[k] = visible ? load_element(r->dtype, strided_at(r->in, o * n + k))
                           : masked(r->op, r->dtype);
        }
        expected[o] = reference(r->op, r->dtype, e, n, r->ddof);
    }
    for (int t = 0; t < 3; t++) {
        memset(r->out->first, 0x5a, (size_t)r->out->bytes);
        CHECK_STATUS(HL_OK, call_reduce(r, TEST_THREADS[t]));
        for (int64_t o = 0; o < outputs; o++) {
            const element got = load_element(r->out_dtype, strided_at(r->out, o));
            if (!same_element(r->out_dtype, got, expected[o])) {
                CHECK(false,
                      "%s of %s, %s, %d kept and %d reduced axes, %" PRId64 " x %" PRId64
                      " elements, %s, %d threads: output %" PRId64 " is (%a, %a, %" PRId64
                      "), not (%a, %a, %" PRId64 ")",
                      OPERATION_NAMES[r->op], DTYPE_NAMES[r->dtype], layout, r->kept, r->reduced,
                      outputs, n, r->where != NULL ? "masked" : "not masked", TEST_THREADS[t], o,
                      got.re, got.im, got.i, expected[o].re, expected[o].im, expected[o].i);
                break;
            }
        }
    }
    free(e);
    free(expected);
}

/* One operation and dtype on new arrays of a shape: the last `reduced` axes of the input are reduced. */
static void check_shape(test_random *r, int op, int dtype, int kept, int reduced,
                        const int64_t *shape, int layout, bool where) {
    const int rank = kept + reduced;
    strided in = strided_new(r, dtype_size(dtype), rank, shape, layout);
    strided_fill(&in, r, dtype, random_below(r, 2) == 0);
    guarded_read_only(&in.memory);
    const int out_dtype = result_dtype(op, dtype);
    strided out = strided_new(r, dtype_size(out_dtype), kept, shape,
                              layout == BROADCAST ? ANY_ORDER : layout);
    strided mask = {0};
    if (where) {
        mask = strided_new(r, 1, rank, shape, (int)random_below(r, LAYOUTS));
        strided_fill(&mask, r, HL_BOOL, true);
    }
    const reduction call = {.op = op,
                            .dtype = dtype,
                            .out_dtype = out_dtype,
                            .ddof = (double)random_below(r, 3) - 0.5 * (double)random_below(r, 2),
                            .kept = kept,
                            .reduced = reduced,
                            .out = &out,
                            .in = &in,
                            .where = where ? &mask : NULL};
    check(&call, LAYOUT_NAMES[layout]);
    strided_free(&in);
    strided_free(&out);
    if (where) {
        strided_free(&mask);
    }
}

/* --- groups --------------------------------------------------------------------------------------------- */

static test_random seeded(uint64_t seed) {
    printf("seed %" PRIu64 "\n", seed);
    return (test_random){seed};
}

/* Lanes, blocks, odd blocks that are carried up. */
static void sizes(void) {
    static const int64_t SIZES[] = {1,   2,   3,    7,    8,    9,    15,   16,   17,   63,  64,
                                    65,  127, 128,  129,  191,  192,  193,  255,  256,  257, 383,
                                    385, 640, 1023, 1024, 1025, 2049, 4095, 4096, 4097, 5000};
    test_random r = seeded(1);
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            for (size_t k = 0; is_supported(op, dtype) && k < sizeof SIZES / sizeof *SIZES; k++) {
                const int layout = (int)random_below(&r, 2) * UNALIGNED;
                check_shape(&r, op, dtype, 0, 1, &SIZES[k], layout, false);
            }
        }
    }
}

/* Enough for several threads: units of one reduction, whose last one is short or single. */
static void large(void) {
    static const int64_t SIZES[] = {65535, 65537, 262144, 262145, 400001, 1400001};
    test_random r = seeded(2);
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            if (!is_supported(op, dtype)) {
                continue;
            }
            const int64_t *const size = &SIZES[random_below(&r, 6)];
            check_shape(&r, op, dtype, 0, 1, size, (int)random_below(&r, LAYOUTS), false);
            if (dtype == HL_F64) {
                for (int k = 0; k < 6; k++) {
                    check_shape(&r, op, dtype, 0, 1, &SIZES[k], C_ORDER, false);
                }
            }
        }
    }
    const int64_t bytes = 2200001; /* so many are worth two threads */
    check_shape(&r, HL_SUM, HL_I8, 0, 1, &bytes, C_ORDER, false);
    check_shape(&r, HL_ARGMAX, HL_U8, 0, 1, &bytes, STEPS, false);
    check_shape(&r, HL_COUNT_NONZERO, HL_BOOL, 0, 1, &bytes, UNALIGNED, false);
    for (int op = 0; op < OPERATIONS; op++) {
        if (takes_where(op)) {
            check_shape(&r, op, HL_F64, 0, 1, &SIZES[4], C_ORDER, true);
            check_shape(&r, op, op == HL_NORM ? HL_C64 : HL_I16, 0, 1, &SIZES[4], STEPS, true);
        }
    }
}

/* A shape whose product is about so many. */
static void random_shape(test_random *r, int rank, int64_t elements, int64_t *shape) {
    for (int i = 0; i < rank; i++) {
        int64_t most = elements;
        for (int j = i; j < rank - 1; j++) {
            most = most > 30 ? most / 6 : most > 4 ? most / 2 : most;
        }
        shape[i] = 1 + random_below(r, most < 1 ? 1 : most);
        elements = elements / shape[i] > 0 ? elements / shape[i] : 1;
    }
}

/* Every layout, with up to three kept and three reduced axes in any order in memory. */
static void layouts_of(uint64_t seed, int64_t elements, int repeats) {
    test_random r = seeded(seed);
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            for (int k = 0; is_supported(op, dtype) && k < repeats; k++) {
                int64_t shape[MAX_RANK];
                const int kept = (int)random_below(&r, 4);
                const int reduced = (int)random_below(&r, 4);
                random_shape(&r, kept + reduced, elements, shape);
                const bool where = takes_where(op) && random_below(&r, 3) == 0;
                check_shape(&r, op, dtype, kept, reduced, shape, (int)random_below(&r, LAYOUTS),
                            where);
            }
        }
    }
}

static void layouts(void) {
    layouts_of(3, 3000, 40);
    layouts_of(4, 400000, 1);
}

/* Columns: tiles full and short, blocks full and short, units, more columns than rows and fewer. */
static void columns(void) {
    static const int64_t SHAPES[][2] = {{1, 300},   {2, 129},    {63, 128}, {64, 127},
                                        {65, 1025}, {129, 385},  {1000, 9}, {3, 300000},
                                        {5, 65537}, {300, 1000}, {700, 1},  {16, 20000}};
    test_random r = seeded(5);
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            if (!is_supported(op, dtype)) {
                continue;
            }
            for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++) {
                const int64_t *const shape = SHAPES[k];
                if (shape[0] * shape[1] > 70000 && dtype != HL_F64 && random_below(&r, 6) != 0) {
                    continue;
                }
                /* kept, reduced; in memory the reduced axis is the outer one, with or without gaps */
                const int size = dtype_size(dtype);
                const int64_t gap = random_below(&r, 2);
                const int64_t bytes[2] = {shape[1], shape[0] + gap};
                strided in = strided_new(&r, size, 2, bytes, C_ORDER);
                strided_fill(&in, &r, dtype, true);
                in.shape[0] = shape[0];
                in.shape[1] = shape[1];
                in.strides[0] = size;
                in.strides[1] = bytes[1] * size;
                const int out_dtype = result_dtype(op, dtype);
                strided out = strided_new(&r, dtype_size(out_dtype), 1, shape, C_ORDER);
                strided mask = strided_new(&r, 1, 2, shape, (int)random_below(&r, LAYOUTS));
                strided_fill(&mask, &r, HL_BOOL, true);
                const bool where = takes_where(op) && random_below(&r, 3) == 0;
                const reduction call = {.op = op,
                                        .dtype = dtype,
                                        .out_dtype = out_dtype,
                                        .ddof = 1,
                                        .kept = 1,
                                        .reduced = 1,
                                        .out = &out,
                                        .in = &in,
                                        .where = where ? &mask : NULL};
                check(&call, "columns");
                strided_free(&in);
                strided_free(&out);
                strided_free(&mask);
            }
        }
    }
}

/* Rows shorter than a block, dense and with gaps: every length that has a loop of its own, fewer and more of
 * them than are finished at a time, and enough for threads. */
static void short_rows(void) {
    static const int64_t LENGTHS[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 120, 127, 128};
    static const int64_t ROWS[] = {1, 3, 17, 255, 256, 257, 700};
    test_random r = seeded(9);
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            if (!is_supported(op, dtype)) {
                continue;
            }
            for (size_t k = 0; k < sizeof LENGTHS / sizeof *LENGTHS; k++) {
                for (int layout = 0; layout < LAYOUTS; layout++) {
                    const int64_t shape[] = {ROWS[random_below(&r, 7)], LENGTHS[k]};
                    check_shape(&r, op, dtype, 1, 1, shape, layout, false);
                }
            }
            const int64_t many[] = {140001, 2 + random_below(&r, 3)};
            if (dtype == HL_F64) {
                check_shape(&r, op, dtype, 1, 1, many, C_ORDER, false);
            }
        }
    }
}

/* Many results at a time are cast as a single one is. */
static void many_casts(void) {
    enum { ROWS = 300 };
    static const int DTYPES_IN[] = {HL_F64, HL_F32, HL_C128, HL_I32, HL_BOOL};
    test_random r = seeded(10);
    for (int op = 0; op < OPERATIONS; op++) {
        for (size_t k = 0; k < sizeof DTYPES_IN / sizeof *DTYPES_IN; k++) {
            const int dtype = DTYPES_IN[k];
            for (int out_dtype = 0; is_supported(op, dtype) && out_dtype < DTYPES; out_dtype++) {
                const int64_t shape[] = {ROWS, 3};
                const int size = dtype_size(dtype);
                strided in = strided_new(&r, size, 2, shape, C_ORDER);
                strided_fill(&in, &r, dtype, true);
                _Alignas(16) char many[ROWS * 16];
                hl_int64 call[] = {op,    1,    0,        0,         1, 1,
                                   0,     ROWS, 3,        out_dtype, 0, dtype_size(out_dtype),
                                   dtype, 0,    3 * size, size};
                CHECK_STATUS(HL_OK, hl_reduce(call, many, in.first, NULL, NULL));
                for (int64_t i = 0; i < ROWS; i++) {
                    char one[16];
                    hl_int64 single[] = {op,           1,   0, 0, 0, 1, 0, 3, out_dtype, 0, dtype,
                                         3 * i * size, size};
                    CHECK_STATUS(HL_OK, hl_reduce(single, one, in.first, NULL, NULL));
                    const element a = load_element(out_dtype, many + i * dtype_size(out_dtype));
                    const element b = load_element(out_dtype, one);
                    CHECK(same_element(out_dtype, a, b),
                          "%s of %s as %s, row %" PRId64 ": (%g, %" PRId64 "), alone (%g, %" PRId64
                          ")",
                          OPERATION_NAMES[op], DTYPE_NAMES[dtype], DTYPE_NAMES[out_dtype], i, a.re,
                          a.i, b.re, b.i);
                }
                strided_free(&in);
            }
        }
    }
}

/* Zeros of both signs and NaN at every place of a few blocks: which of them wins depends on the order. */
static void zeros_and_nan(void) {
    static const int OPS[] = {HL_MIN, HL_MAX, HL_ARGMIN, HL_ARGMAX, HL_SUM};
    test_random r = seeded(6);
    for (int o = 0; o < 5; o++) {
        for (int dtype = HL_F32; dtype <= HL_F64; dtype++) {
            for (int trial = 0; trial < 300; trial++) {
                const int64_t n = 1 + random_below(&r, trial % 10 == 0 ? 5000 : 700);
                strided in = strided_new(&r, dtype_size(dtype), 1, &n, C_ORDER);
                const int nans = (int)random_below(&r, 3); /* none, one, several */
                for (int64_t i = 0; i < n; i++) {
                    double value = random_below(&r, 2) == 0 ? 0.0 : -0.0;
                    if (nans == 2 && random_below(&r, 50) == 0) {
                        value = NAN;
                    }
                    const float narrow = (float)value;
                    memcpy(strided_at(&in, i),
                           dtype == HL_F32 ? (const void *)&narrow : (const void *)&value,
                           (size_t)dtype_size(dtype));
                }
                if (nans == 1) {
                    const double value = NAN;
                    const float narrow = NAN;
                    memcpy(strided_at(&in, random_below(&r, n)),
                           dtype == HL_F32 ? (const void *)&narrow : (const void *)&value,
                           (size_t)dtype_size(dtype));
                }
                const int out_dtype = result_dtype(OPS[o], dtype);
                strided out = strided_new(&r, dtype_size(out_dtype), 0, NULL, C_ORDER);
                const reduction call = {.op = OPS[o],
                                        .dtype = dtype,
                                        .out_dtype = out_dtype,
                                        .reduced = 1,
                                        .out = &out,
                                        .in = &in};
                check(&call, "zeros");
                strided_free(&in);
                strided_free(&out);
            }
        }
    }
}

/* The reduction of nothing. */
static void nothing(void) {
    test_random r = seeded(7);
    static const int64_t SHAPE[] = {3, 0};
    static const int64_t NO_OUTPUTS[] = {0, 3};
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            if (!is_supported(op, dtype)) {
                continue;
            }
            const int out_dtype = result_dtype(op, dtype);
            strided in = strided_new(&r, dtype_size(dtype), 2, SHAPE, C_ORDER);
            strided out = strided_new(&r, dtype_size(out_dtype), 1, SHAPE, C_ORDER);
            reduction call = {.op = op,
                              .dtype = dtype,
                              .out_dtype = out_dtype,
                              .ddof = 1,
                              .kept = 1,
                              .reduced = 1,
                              .out = &out,
                              .in = &in};
            if (op == HL_MIN || op == HL_MAX || op == HL_ARGMIN || op == HL_ARGMAX) {
                CHECK_STATUS(HL_EINVAL, call_reduce(&call, 2));
            } else {
                check(&call, "nothing");
            }
            memcpy(in.shape, NO_OUTPUTS, sizeof NO_OUTPUTS);
            CHECK_STATUS(HL_OK, call_reduce(&call, 2));
            strided_free(&in);
            strided_free(&out);
        }
    }
}

/* The result is cast to the output's dtype as hl_program_run casts. */
static void casts(void) {
    static const struct {
        double value; /* the sum of one double */
        int64_t i8, i32, i64;
        uint64_t u8, u64;
        bool truth;
    } CASES[] = {{1.75, 1, 1, 1, 1, 1, true},
                 {-1.75, -1, -1, -1, 0, 0, true},
                 {0.25, 0, 0, 0, 0, 0, true},
                 {-0.0, 0, 0, 0, 0, 0, false},
                 {300, 127, 300, 300, 255, 300, true},
                 {-300, -128, -300, -300, 0, 0, true},
                 {1e30, 127, INT32_MAX, INT64_MAX, 255, UINT64_MAX, true},
                 {-1e30, -128, INT32_MIN, INT64_MIN, 0, 0, true},
                 {0x1.8p63, 127, INT32_MAX, INT64_MAX, 255, UINT64_C(3) << 62, true},
                 {INFINITY, 127, INT32_MAX, INT64_MAX, 255, UINT64_MAX, true},
                 {NAN, 0, 0, 0, 0, 0, true}};
    test_random r = seeded(8);
    const int64_t one = 1;
    for (size_t k = 0; k < sizeof CASES / sizeof *CASES; k++) {
        strided in = strided_new(&r, 8, 1, &one, C_ORDER);
        memcpy(in.first, &CASES[k].value, 8);
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            strided out = strided_new(&r, dtype_size(dtype), 0, NULL, UNALIGNED);
            const reduction call = {.op = HL_SUM,
                                    .dtype = HL_F64,
                                    .out_dtype = dtype,
                                    .reduced = 1,
                                    .out = &out,
                                    .in = &in};
            CHECK_STATUS(HL_OK, call_reduce(&call, 1));
            const element got = load_element(dtype, out.first);
            element expected = {.re = CASES[k].value};
            switch (dtype) {
            case HL_BOOL:
                expected.u = CASES[k].truth;
                break;
            case HL_I8:
                expected.i = CASES[k].i8;
                break;
            case HL_I32:
                expected.i = CASES[k].i32;
                break;
            case HL_I64:
                expected.i = CASES[k].i64;
                break;
            case HL_U8:
                expected.u = CASES[k].u8;
                break;
            case HL_U64:
                expected.u = CASES[k].u64;
                break;
            case HL_F32:
            case HL_C64:
                expected.re = (double)(float)CASES[k].value;
                break;
            case HL_F64:
            case HL_C128:
                break;
            default:
                strided_free(&out);
                continue;
            }
            const bool same =
                is_float(dtype) || is_complex(dtype) ? same_element(dtype, got, expected)
                : dtype == HL_I8 || dtype == HL_I32 || dtype == HL_I64 ? got.i == expected.i
                                                                       : got.u == expected.u;
            CHECK(same, "%g as %s became (%g, %g, %" PRId64 ")", CASES[k].value, DTYPE_NAMES[dtype],
                  got.re, got.im, got.i);
            strided_free(&out);
        }
        strided_free(&in);
    }
    /* integers wrap; a complex number loses its imaginary part, but not for bool */
    const int64_t ints[] = {INT64_MAX, 258};
    hl_int64 wrap[] = {HL_SUM, 1, 0, 0, 0, 1, 0, 2, HL_I8, 0, HL_I64, 0, 8};
    int8_t narrow = 0;
    CHECK_STATUS(HL_OK, hl_reduce(wrap, &narrow, ints, NULL, NULL));
    CHECK(narrow == 1, "INT64_MAX + 258 as int8 is %d", narrow);
    const double imaginary[] = {0, 2};
    hl_int64 drop[] = {HL_SUM, 1, 0, 0, 0, 1, 0, 1, HL_BOOL, 0, HL_C128, 0, 16};
    uint8_t truth = 9;
    CHECK_STATUS(HL_OK, hl_reduce(drop, &truth, imaginary, NULL, NULL));
    CHECK(truth == 1, "2i as bool is %d", truth);
    drop[8] = HL_F64;
    double real = 9;
    CHECK_STATUS(HL_OK, hl_reduce(drop, &real, imaginary, NULL, NULL));
    CHECK(real == 0, "2i as float64 is %g", real);
}

/* Every word outside its range is refused, and nothing is written. */
static void arguments(void) {
    enum { OP, THREADS, CANCEL, DDOF, KEPT, REDUCED, HAS_WHERE, SHAPE_0, SHAPE_1, OUT_DTYPE };
    enum { IN_DTYPE = 12, WORDS = 16 };
    static const hl_int64 GOOD[WORDS] = {HL_SUM, 2,      0, 0, 1,      1, 0,  2,
                                         3,      HL_F64, 0, 8, HL_F64, 0, 24, 8};
    static const struct {
        int word;
        hl_int64 value;
    } BAD[] = {{OP, -1},
               {OP, HL_NORM + 1},
               {THREADS, 0},
               {THREADS, 1025},
               {THREADS, -1},
               {CANCEL, 2},
               {KEPT, -1},
               {KEPT, 64},
               {REDUCED, -1},
               {REDUCED, 64},
               {HAS_WHERE, 2},
               {HAS_WHERE, -1},
               {SHAPE_0, -1},
               {SHAPE_1, -1},
               {SHAPE_1, INT64_C(1) << 62},
               {OUT_DTYPE, -1},
               {OUT_DTYPE, 13},
               {IN_DTYPE, -1},
               {IN_DTYPE, 13},
               {OP, INT64_C(1) << 32},
               {KEPT, INT64_MAX},
               {REDUCED, INT64_MAX},
               {HAS_WHERE, 1}};
    const double in[6] = {1, 2, 3, 4, 5, 6};
    double out[2] = {-7, -7};
    for (size_t k = 0; k < sizeof BAD / sizeof *BAD; k++) {
        hl_int64 call[WORDS + 8] = {0};
        memcpy(call, GOOD, sizeof GOOD);
        call[BAD[k].word] = BAD[k].value;
        const int status = hl_reduce(call, out, in, NULL, NULL);
        CHECK(status == HL_EINVAL, "word %d = %lld: %s", BAD[k].word, BAD[k].value,
              hl_status_name(status));
    }
    CHECK_STATUS(HL_EINVAL, hl_reduce(NULL, out, in, NULL, NULL));
    CHECK_STATUS(HL_EINVAL, hl_reduce(GOOD, NULL, in, NULL, NULL));
    CHECK_STATUS(HL_EINVAL, hl_reduce(GOOD, out, NULL, NULL, NULL));
    CHECK(out[0] == -7 && out[1] == -7, "a refused call wrote %g and %g", out[0], out[1]);
    for (int op = 0; op < OPERATIONS; op++) {
        for (int dtype = 0; dtype < DTYPES; dtype++) {
            hl_int64 call[WORDS];
            memcpy(call, GOOD, sizeof GOOD);
            call[OP] = op;
            call[IN_DTYPE] = dtype;
            call[SHAPE_0] = 0;
            CHECK_STATUS(is_supported(op, dtype) ? HL_OK : HL_EINVAL,
                         hl_reduce(call, out, in, NULL, NULL));
        }
    }
    CHECK_STATUS(HL_OK, hl_reduce(GOOD, out, in, NULL, NULL));
    CHECK(out[0] == 6 && out[1] == 15, "%g and %g", out[0], out[1]);
}

static void *set_soon(void *word) {
    sleep_ms(20);
    __atomic_store_n((int *)word, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* A reduction that would take minutes ends when the word is set: rows in place and gathered, columns. */
static void cancel(void) {
    static const double VALUE = 1;
    const int64_t huge = INT64_C(1) << 40;
    static const int64_t STRIDES[][2] = {{0, 0}, {8, 0}}; /* of the kept and of the reduced axis */
    for (int s = 0; s < 2; s++) {
        for (int t = 0; t < 3; t++) {
            int word = 0;
            double out[64];
            const double in[64] = {VALUE};
            hl_int64 call[] = {HL_SUM,
                               TEST_THREADS[t],
                               (hl_int64)(intptr_t)&word,
                               0,
                               1,
                               1,
                               0,
                               s == 0 ? 1 : 64,
                               huge,
                               HL_F64,
                               0,
                               8,
                               HL_F64,
                               0,
                               STRIDES[s][0],
                               STRIDES[s][1]};
            pthread_t setter;
            const double start = seconds();
            if (pthread_create(&setter, NULL, set_soon, &word) != 0) {
                perror("pthread_create");
                exit(1);
            }
            CHECK_STATUS(HL_ECANCELED, hl_reduce(call, out, in, NULL, NULL));
            pthread_join(setter, NULL);
            CHECK(seconds() - start < 5, "ended after %.1f s", seconds() - start);
        }
    }
    const int set = 1;
    double out = -7;
    const hl_int64 call[] = {HL_SUM, 1, (hl_int64)(intptr_t)&set, 0, 0, 1, 0, 1, HL_F64, 0, HL_F64,
                             0,      8};
    CHECK_STATUS(HL_ECANCELED, hl_reduce(call, &out, &VALUE, NULL, NULL));
    CHECK(out == -7, "a call that was cancelled before wrote %g", out);
}

TEST_GROUPS({"sizes", sizes}, {"large", large}, {"layouts", layouts}, {"columns", columns},
            {"short_rows", short_rows}, {"many_casts", many_casts},
            {"zeros_and_nan", zeros_and_nan}, {"nothing", nothing}, {"casts", casts},
            {"arguments", arguments}, {"cancel", cancel})
