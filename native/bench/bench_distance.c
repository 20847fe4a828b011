/*
 * What distances cost, beside a streaming fill of the same results in the same process: the machine's limit at this
 * moment, on this core or these cores. What is computed twice (kernels/distance.c) was chosen from here.
 *
 *     GOMP_SPINCOUNT=1000 build/release/native/bench/bench_distance [THREADS [ROUNDS [POINTS]]]
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hotloop.h"
#include "kernels/stream.h"
#include "parallel.h"

enum { MOST_DIMS = 300, MAX_ROUNDS = 200 };

static int threads = 2;
static int rounds = 11;
static int64_t points = 5000;
static double *coordinates, *results;

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
    int metric, form, dtype;
    int64_t dims;
} bench_case;

static void check(int status) {
    if (status != HL_OK) {
        fprintf(stderr, "%s\n", hl_status_name(status));
        exit(1);
    }
}

static int64_t size_of(const bench_case *c) {
    return c->dtype == HL_F32 ? (int64_t)sizeof(float) : (int64_t)sizeof(double);
}

static int64_t results_of(const bench_case *c) {
    return c->form == HL_CONDENSED ? points * (points - 1) / 2 : points * points;
}

static int fill_range(void *context, int64_t begin, int64_t end) {
    (void)context;
    enum { PIECE = 4096 };
    char ones[PIECE];
    memset(ones, 1, sizeof ones);
    for (int64_t at = begin; at < end; at += PIECE) {
        const int64_t n = end - at < PIECE ? end - at : PIECE;
        stream_copy((char *)results + at, ones, n);
    }
    stream_end();
    return HL_OK;
}

static void fill(bench_case *c) {
    check(hl_parallel_for(results_of(c) * size_of(c), 4096, threads, fill_range, NULL));
}

static void distances(bench_case *c) {
    const int64_t size = size_of(c);
    const hl_int64 call[] = {c->metric,
                             threads,
                             0,
                             c->form,
                             c->dtype,
                             points,
                             points,
                             c->dims,
                             0,
                             0,
                             c->form == HL_CONDENSED ? 0 : points * size,
                             size,
                             0,
                             c->dims * size,
                             size,
                             0,
                             c->dims * size,
                             size};
    check(hl_distance(call, results, coordinates, coordinates, NULL));
}

static double measure(void (*run)(bench_case *), bench_case *c) {
    double taken[MAX_ROUNDS];
    run(c);
    for (int k = 0; k < rounds; k++) {
        const double start = microseconds();
        run(c);
        taken[k] = microseconds() - start;
    }
    qsort(taken, (size_t)rounds, sizeof taken[0], ascending);
    return taken[rounds / 2];
}

static void fill_coordinates(int dtype) {
    uint64_t state = 1;
    for (int64_t i = 0; i < points * MOST_DIMS; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        const double value = (double)(state >> 11) * 0x1p-53;
        if (dtype == HL_F32) {
            const float narrow = (float)value;
            memcpy((char *)coordinates + i * (int64_t)sizeof narrow, &narrow, sizeof narrow);
        } else {
            coordinates[i] = value;
        }
    }
}

int main(int argc, char **argv) {
    static const char *const METRICS[] = {"euclidean", "squared", "manhattan", "chebyshev"};
    static const char *const FORMS[] = {"between", "within", "condensed"};
    static const int64_t DIMS[] = {1, 2, 3, 4, 5, 6, 8, 16, 100, 300};
    threads = argc > 1 ? atoi(argv[1]) : threads;
    rounds = argc > 2 && atoi(argv[2]) < MAX_ROUNDS ? atoi(argv[2]) : rounds;
    points = argc > 3 ? atoll(argv[3]) : points;
    void *blocks[2];
    const hl_int64 bytes[] = {8 * points * MOST_DIMS, 8 * points * points};
    check(hl_alloc(bytes[0], &blocks[0]));
    check(hl_alloc(bytes[1], &blocks[1]));
    coordinates = blocks[0];
    results = blocks[1];
    memset(results, 0, (size_t)bytes[1]);
    printf("tier %s, %d threads, %lld points, medians of %d\n", hl_tier_name(hl_tier()), threads,
           (long long)points, rounds);
    for (int dtype = HL_F64; dtype >= HL_F32; dtype--) {
        fill_coordinates(dtype);
        for (size_t k = 0; k < sizeof DIMS / sizeof DIMS[0]; k++) {
            for (int metric = HL_EUCLIDEAN; metric <= HL_CHEBYSHEV; metric++) {
                for (int form = HL_BETWEEN; form <= HL_CONDENSED; form++) {
                    bench_case c = {metric, form, dtype, DIMS[k]};
                    const double limit = measure(fill, &c);
                    const double time = measure(distances, &c);
                    printf(
                        "%s %3lld dims %-10s %-10s %9.2f ms %6.3f ns %6.2f x the fill (%.2f ms)\n",
                        dtype == HL_F64 ? "f64" : "f32", (long long)c.dims, METRICS[metric],
                        FORMS[form], time * 1e-3, 1e3 * time / (double)results_of(&c), time / limit,
                        limit * 1e-3);
                }
            }
        }
    }
    hl_free(blocks[0], bytes[0]);
    hl_free(blocks[1], bytes[1]);
    return 0;
}
