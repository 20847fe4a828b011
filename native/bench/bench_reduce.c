/*
 * What reductions, scans, gathers and compressions cost, beside a read sweep over the same bytes in the same
 * process: the machine's limit at this moment, on this core or these cores. The thresholds of reduce.c,
 * scan.c and gather.c come from here.
 *
 *     GOMP_SPINCOUNT=1000 build/release/native/bench/bench_reduce [THREADS [ROUNDS]]
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hotloop.h"

enum { MOST = 10000000, MAX_ROUNDS = 200 };

static int threads = 2;
static int rounds = 15;
static double *data, *results;
static uint8_t *mask;
static int64_t *indexes;

static double microseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e6 * (double)time.tv_sec + 1e-3 * (double)time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return (p > q) - (p < q);
}

typedef struct {
    int64_t n;
    int64_t m; /* of a second axis, or 0 */
    int op;
    hl_int64 call[24];
} bench_case;

typedef void bench_run(bench_case *c);

static void check(int status) {
    if (status != HL_OK) {
        fprintf(stderr, "%s\n", hl_status_name(status));
        exit(1);
    }
}

/* Reads every line: an integer sum of the bits that the compiler vectorises. A thread of its own for each
 * part, started by the reduction of the library, so that both have the same team. */
static void read_sweep(bench_case *c) {
    hl_int64 call[] = {HL_SUM, threads, 0, 0, 0, 1, 0, c->n, HL_I64, 0, HL_I64, 0, 8};
    int64_t sum;
    check(hl_reduce(call, &sum, data, NULL, NULL));
}

static void reduce_all(bench_case *c) {
    hl_int64 call[] = {c->op, threads, 0, 0, 0, 1, 0, c->n, HL_F64, 0, HL_F64, 0, 8};
    double result;
    if (c->op == HL_ARGMAX) {
        call[8] = HL_I64;
    }
    check(hl_reduce(call, &result, data, NULL, NULL));
}

static void reduce_narrow(bench_case *c) {
    hl_int64 call[] = {c->op, threads, 0, 0, 0, 1, 0, 2 * c->n, HL_F32, 0, HL_F32, 0, 4};
    float result;
    check(hl_reduce(call, &result, data, NULL, NULL));
}

static void count_mask(bench_case *c) {
    hl_int64 call[] = {HL_COUNT_NONZERO, threads, 0, 0, 0, 1, 0, c->n, HL_I64, 0, HL_BOOL, 0, 1};
    int64_t result;
    check(hl_reduce(call, &result, mask, NULL, NULL));
}

static void reduce_columns(bench_case *c) {
    hl_int64 call[] = {c->op,       threads, 0, 0, 1,      1, 0, c->m,
                       c->n / c->m, HL_F64,  0, 8, HL_F64, 0, 8, 8 * c->m};
    check(hl_reduce(call, results, data, NULL, NULL));
}

static void reduce_rows(bench_case *c) {
    hl_int64 call[] = {c->op, threads, 0, 0, 1,      1, 0,        c->n / c->m,
                       c->m,  HL_F64,  0, 8, HL_F64, 0, 8 * c->m, 8};
    check(hl_reduce(call, results, data, NULL, NULL));
}

/* All of a matrix that lies transposed. */
static void reduce_transposed(bench_case *c) {
    hl_int64 call[] = {c->op,       threads, 0, 0,      0, 2, 0,       c->m,
                       c->n / c->m, HL_F64,  0, HL_F64, 0, 8, 8 * c->m};
    double result;
    check(hl_reduce(call, &result, data, NULL, NULL));
}

static void reduce_step_2(bench_case *c) {
    hl_int64 call[] = {c->op, threads, 0, 0, 0, 1, 0, c->n / 2, HL_F64, 0, HL_F64, 0, 16};
    double result;
    check(hl_reduce(call, &result, data, NULL, NULL));
}

static void scan_all(bench_case *c) {
    hl_int64 call[] = {HL_SUM, threads, 0, 1, c->n, HL_F64, 0, 8, HL_F64, 0, 8};
    check(hl_scan(call, results, data, NULL, NULL));
}

static void scan_columns(bench_case *c) {
    hl_int64 call[] = {HL_SUM, threads, 0,        2,      c->m, c->n / c->m, HL_F64,
                       0,      8,       8 * c->m, HL_F64, 0,    8,           8 * c->m};
    check(hl_scan(call, results, data, NULL, NULL));
}

/* n/20 rows of two doubles out of n/10, as 5e5 of (1e6, 2). */
static void take_rows(bench_case *c) {
    hl_int64 call[] = {0, threads, 0, 8, c->n / 10, 16, 1, 1, c->n / 20, 2, 0, 16, 8, 0, 8, 0, 8};
    check(hl_take(call, results, data, indexes, NULL));
}

static void take_rows_by_hand(bench_case *c) {
    for (int64_t i = 0; i < c->n / 20; i++) {
        const int64_t at = indexes[i];
        results[2 * i] = data[2 * at];
        results[2 * i + 1] = data[2 * at + 1];
    }
}

static void compress_all(bench_case *c) {
    hl_int64 call[] = {c->n, threads, 0, 8, 1, 0, c->n, 0, 0, 8, 0, 1};
    check(hl_compress(call, results, data, mask, NULL));
}

static void nonzero_all(bench_case *c) {
    hl_int64 call[] = {c->n, threads, 0, 1, c->n, 0, 0, 1};
    check(hl_nonzero(call, results, mask, NULL, NULL));
}

static double measure(bench_run *run, bench_case *c) {
    double taken[MAX_ROUNDS];
    const int64_t repeats = c->n >= 1000000 ? 1 : 1000000 / c->n;
    for (int k = 0; k < rounds; k++) {
        const double start = microseconds();
        for (int64_t i = 0; i < repeats; i++) {
            run(c);
        }
        taken[k] = (microseconds() - start) / (double)repeats;
    }
    qsort(taken, (size_t)rounds, sizeof taken[0], ascending);
    return taken[rounds / 2];
}

static const struct {
    const char *name;
    bench_run *run;
    int op;
    int64_t
        row; /* the second axis of the case with 10^7 elements; smaller ones have its square root */
} CASES[] = {{"sum", reduce_all, HL_SUM, 0},
             {"max", reduce_all, HL_MAX, 0},
             {"argmax", reduce_all, HL_ARGMAX, 0},
             {"std", reduce_all, HL_STD, 0},
             {"norm", reduce_all, HL_NORM, 0},
             {"any, none true", reduce_all, HL_ANY, 0},
             {"sum of twice as many float32", reduce_narrow, HL_SUM, 0},
             {"max of twice as many float32", reduce_narrow, HL_MAX, 0},
             {"sum of every second", reduce_step_2, HL_SUM, 0},
             {"sum axis 0", reduce_columns, HL_SUM, 10000},
             {"max axis 0", reduce_columns, HL_MAX, 10000},
             {"std axis 0", reduce_columns, HL_STD, 10000},
             {"argmax axis 0", reduce_columns, HL_ARGMAX, 10000},
             {"sum axis 0 of 4 columns", reduce_columns, HL_SUM, 4},
             {"sum axis 1", reduce_rows, HL_SUM, 10000},
             {"sum axis 1 of 4 columns", reduce_rows, HL_SUM, 4},
             {"sum transposed", reduce_transposed, HL_SUM, 10000},
             {"cumsum", scan_all, 0, 0},
             {"cumsum axis 0", scan_columns, 0, 10000},
             {"take rows", take_rows, 0, 0},
             {"take rows by hand, 1 thread", take_rows_by_hand, 0, 0},
             {"compress half", compress_all, 0, 0},
             {"nonzero half", nonzero_all, 0, 0},
             {"count of a mask", count_mask, 0, 0}};

static void fill(void) {
    uint64_t state = 1;
    for (int64_t i = 0; i < MOST; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        data[i] = (double)(state >> 11) * 0x1p-53;
        mask[i] = state >> 63 != 0;
        indexes[i] = 0;
    }
    for (int64_t i = 0; i < MOST / 20; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        indexes[i] = (int64_t)(state >> 33);
    }
    memset(results, 0, MOST * sizeof *results);
}

int main(int argc, char **argv) {
    static const int64_t SIZES[] = {1000, 100000, 1000000, MOST};
    threads = argc > 1 ? atoi(argv[1]) : threads;
    rounds = argc > 2 && atoi(argv[2]) < MAX_ROUNDS ? atoi(argv[2]) : rounds;
    void *blocks[4];
    const hl_int64 bytes[] = {8 * MOST, 8 * MOST, MOST, 8 * MOST};
    for (int i = 0; i < 4; i++) {
        check(hl_alloc(bytes[i], &blocks[i]));
    }
    data = blocks[0];
    results = blocks[1];
    mask = blocks[2];
    indexes = blocks[3];
    fill();
    printf("tier %s, %d threads, medians of %d\n", hl_tier_name(hl_tier()), threads, rounds);
    for (int s = 0; s < 4; s++) {
        bench_case c = {.n = SIZES[s]};
        const double sweep = measure(read_sweep, &c);
        printf("%-32s n %8lld %10.2f us %7.1f GB/s\n", "read sweep", (long long)c.n, sweep,
               8e-3 * (double)c.n / sweep);
        for (int64_t i = 0; i < c.n / 20; i++) {
            indexes[i] = (int64_t)((uint64_t)indexes[i] % (uint64_t)(c.n / 10));
        }
        for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
            c.op = CASES[k].op;
            c.m = CASES[k].row <= 4 ? CASES[k].row : c.n == MOST ? CASES[k].row : c.n / 1000 * 10;
            const double time = measure(CASES[k].run, &c);
            printf("%-32s n %8lld %10.2f us %7.2f x the sweep\n", CASES[k].name, (long long)c.n,
                   time, time / sweep);
        }
    }
    for (int i = 0; i < 4; i++) {
        hl_free(blocks[i], bytes[i]);
    }
    return 0;
}
