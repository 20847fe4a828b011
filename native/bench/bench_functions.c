/*
 * What the mathematical functions cost: ns per element, one thread, operands in the L1 cache, beside the C
 * library's scalar functions on the same arguments. Minima over rounds that go through all rows in turn.
 *
 *     [HOTLOOP_TIER=v3] build/release/native/bench/bench_functions [NAME [ROUNDS]]
 *
 * NAME: rows whose name begins with it; "": all.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hotloop.h"

/* Elements of a call, which planning costs next to nothing beside; calls of a measurement; columns. */
enum { N = 1024, CALLS = 40, MOST_ROUNDS = 1000, COLUMNS = 5 };

typedef double libm_1(double);
typedef double libm_2(double, double);

typedef struct {
    const char *name;
    int op;
    double x_low, x_high, y_low, y_high; /* where arguments are uniform */
    libm_1 *one;
    libm_2 *two;
} bench_row;

static const bench_row ROWS[] = {
    {"exp", HL_OP_EXP, -700, 700, 0, 0, exp, NULL},
    {"exp2", HL_OP_EXP2, -1000, 1000, 0, 0, exp2, NULL},
    {"expm1", HL_OP_EXPM1, -10, 10, 0, 0, expm1, NULL},
    {"log", HL_OP_LOG, 0, 1000, 0, 0, log, NULL},
    {"log2", HL_OP_LOG2, 0, 1000, 0, 0, log2, NULL},
    {"log10", HL_OP_LOG10, 0, 1000, 0, 0, log10, NULL},
    {"log1p", HL_OP_LOG1P, -0.9, 10, 0, 0, log1p, NULL},
    {"pow", HL_OP_POW, 0, 100, -20, 20, NULL, pow},
    {"cbrt", HL_OP_CBRT, -1000, 1000, 0, 0, cbrt, NULL},
    {"hypot", HL_OP_HYPOT, -1000, 1000, -1000, 1000, NULL, hypot},
    {"sin", HL_OP_SIN, -100, 100, 0, 0, sin, NULL},
    {"cos", HL_OP_COS, -100, 100, 0, 0, cos, NULL},
    {"tan", HL_OP_TAN, -100, 100, 0, 0, tan, NULL},
    {"sin_huge", HL_OP_SIN, -1e22, 1e22, 0, 0, sin, NULL},
    {"sinpi", HL_OP_SINPI, -100, 100, 0, 0, NULL, NULL},
    {"cospi", HL_OP_COSPI, -100, 100, 0, 0, NULL, NULL},
    {"asin", HL_OP_ASIN, -1, 1, 0, 0, asin, NULL},
    {"acos", HL_OP_ACOS, -1, 1, 0, 0, acos, NULL},
    {"atan", HL_OP_ATAN, -10, 10, 0, 0, atan, NULL},
    {"atan2", HL_OP_ATAN2, -10, 10, -10, 10, NULL, atan2},
    {"sinh", HL_OP_SINH, -10, 10, 0, 0, sinh, NULL},
    {"cosh", HL_OP_COSH, -10, 10, 0, 0, cosh, NULL},
    {"tanh", HL_OP_TANH, -5, 5, 0, 0, tanh, NULL},
    {"asinh", HL_OP_ASINH, -100, 100, 0, 0, asinh, NULL},
    {"acosh", HL_OP_ACOSH, 1, 100, 0, 0, acosh, NULL},
    {"atanh", HL_OP_ATANH, -1, 1, 0, 0, atanh, NULL},
    {"erf", HL_OP_ERF, -4, 4, 0, 0, erf, NULL},
    {"erfc", HL_OP_ERFC, -4, 20, 0, 0, erfc, NULL},
    {"gamma", HL_OP_GAMMA, -10, 100, 0, 0, tgamma, NULL},
    {"lgamma", HL_OP_LGAMMA, -10, 100, 0, 0, lgamma, NULL},
};
enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS };

static double xs[N], ys[N], outs[N];
static float single_xs[N], single_ys[N], single_outs[N];

static double nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

static double uniform(uint64_t *state, double low, double high) {
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return low + (high - low) * ((double)((z ^ z >> 31) >> 11) * 0x1p-53);
}

static int call(const bench_row *row, int op, int dtype) {
    const int is_single = dtype == HL_F32;
    const int sources = row->y_low != row->y_high ? 2 : 1;
    const hl_int64 size = is_single ? 4 : 8;
    const hl_int64 one[] = {1,    1,     0, 1,    0,  1,     N, dtype, 0,
                            size, dtype, 0, size, op, dtype, 0, -1,    -1};
    const hl_int64 two[] = {1, 1,    0,     2, 0,    1,  N,     dtype, 0, size, dtype,
                            0, size, dtype, 0, size, op, dtype, 0,     1, -1};
    return hl_program_run(sources == 1 ? one : two, is_single ? (void *)single_outs : (void *)outs,
                          is_single ? (void *)single_xs : (void *)xs,
                          sources == 1 ? NULL
                          : is_single  ? (void *)single_ys
                                       : (void *)ys,
                          NULL);
}

static double time_calls(const bench_row *row, int op, int dtype) {
    if (call(row, op, dtype) != HL_OK) {
        return NAN;
    }
    const double start = nanoseconds();
    for (int i = 0; i < CALLS; i++) {
        call(row, op, dtype);
    }
    return (nanoseconds() - start) / ((double)CALLS * N);
}

static double time_libm(const bench_row *row) {
    if (row->one == NULL && row->two == NULL) {
        return NAN;
    }
    const double start = nanoseconds();
    for (int k = 0; k < CALLS / 4; k++) {
        for (int i = 0; i < N; i++) {
            outs[i] = row->one != NULL ? row->one(xs[i]) : row->two(xs[i], ys[i]);
        }
    }
    return (nanoseconds() - start) / ((double)(CALLS / 4) * N);
}

int main(int argc, char **argv) {
    const char *const prefix = argc > 1 ? argv[1] : "";
    int rounds = argc > 2 ? atoi(argv[2]) : 25;
    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    static double best[ROW_COUNT][COLUMNS];
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < ROW_COUNT; i++) {
            const bench_row *const row = &ROWS[i];
            if (strncmp(row->name, prefix, strlen(prefix)) != 0) {
                continue;
            }
            uint64_t state = 1;
            for (int k = 0; k < N; k++) {
                xs[k] = uniform(&state, row->x_low, row->x_high);
                ys[k] = uniform(&state, row->y_low, row->y_high);
                single_xs[k] =
                    (float)(row->op == HL_OP_EXP || row->op == HL_OP_EXP2 ? xs[k] / 8 : xs[k]);
                single_ys[k] = (float)ys[k];
            }
            const double times[COLUMNS] = {
                time_calls(row, row->op, HL_F64), time_calls(row, row->op, HL_F32),
                time_calls(row, row->op + HL_OP_FAST, HL_F64),
                time_calls(row, row->op + HL_OP_FAST, HL_F32), time_libm(row)};
            for (int k = 0; k < COLUMNS; k++) {
                if (round == 0 || times[k] < best[i][k]) {
                    best[i][k] = times[k];
                }
            }
        }
    }
    printf("tier %s, ns per element\n%-10s %8s %8s %8s %8s %8s\n", hl_tier_name(hl_tier()), "",
           "float64", "float32", "fast f64", "fast f32", "libm f64");
    for (int i = 0; i < ROW_COUNT; i++) {
        if (best[i][0] > 0) {
            printf("%-10s", ROWS[i].name);
            for (int k = 0; k < COLUMNS; k++) {
                if (isnan(best[i][k])) {
                    printf(" %8s", "-");
                } else {
                    printf(" %8.3f", best[i][k]);
                }
            }
            printf("\n");
        }
    }
    return 0;
}
