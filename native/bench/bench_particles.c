/*
 * What hl_particles_evolve costs, with no JVM around it: nanoseconds per particle and step, for each tier,
 * method, size and number of threads; medians and minima of several calls.
 *
 *     bench_particles [STEPS [REPEATS [SPEED]]]      particles in the unit square, |w| up to SPEED, dt 1e-5
 *
 * "of sqrt" is the time against that of one square root a particle and step on the same threads, measured
 * in the same process by the widest instruction of the tier: the limit of a loop that takes a root for each
 * step. What must not live here: checks of results (tests/native).
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "compat.h"
#include "hotloop.h"

enum { MAX_REPEATS = 101, ROOTS = 1024 };
static const double DT = 1e-5;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int compare(const void *a, const void *b) {
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* splitmix64, as everywhere in the C tests: the same particles on every machine. */
static double uniform(uint64_t *state, double limit) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return ((double)((z ^ z >> 31) >> 11) * 0x1p-52 - 1) * limit;
}

/* Independent square roots in L1, by one instruction set. The loop is copied, since target attributes do
 * not reach into what a function calls. */
#define ROOTS_BY(name, ...) \
    __VA_ARGS__ static HL_NOINLINE void name(double *values) { \
        for (int i = 0; i < ROOTS; i++) { \
            values[i] = sqrt(values[i]); \
        } \
    }
ROOTS_BY(roots_baseline)
#if defined(HL_ARCH_X86_64)
ROOTS_BY(roots_v3, __attribute__((target("avx2"))))
#if defined(__clang__) /* has no such attribute, and no need of it */
ROOTS_BY(roots_v4, __attribute__((target("avx512f"))))
#else
ROOTS_BY(roots_v4, __attribute__((target("avx512f,prefer-vector-width=512"))))
#endif
#endif

/* Nanoseconds of one square root on one thread: the least of many short runs. */
static double root_limit(int tier) {
    static _Alignas(64) double values[ROOTS];
    double best = INFINITY;
    for (int i = 0; i < ROOTS; i++) {
        values[i] = 1 + i;
    }
    for (int repeat = 0; repeat < 2000; repeat++) {
        const double start = seconds();
        for (int round = 0; round < 8; round++) {
#if defined(HL_ARCH_X86_64)
            if (tier == HL_TIER_X86_64_V4) {
                roots_v4(values);
            } else if (tier == HL_TIER_X86_64_V3) {
                roots_v3(values);
            } else {
                roots_baseline(values);
            }
#else
            (void)tier;
            roots_baseline(values);
#endif
        }
        best = fmin(best, seconds() - start);
    }
    return best / (8.0 * ROOTS) * 1e9;
}

static void bench(const char *name, int method, hl_int64 n, hl_int64 steps, int repeats,
                  int threads, double speed, double root_ns) {
    double *const x = malloc(5 * (size_t)n * sizeof(double));
    if (x == NULL) {
        exit(1);
    }
    double *const y = x + n, *const w = y + n, *const x_out = w + n, *const y_out = x_out + n;
    uint64_t seed = 42;
    for (hl_int64 i = 0; i < n; i++) {
        x[i] = uniform(&seed, 1);
        y[i] = uniform(&seed, 1);
        w[i] = uniform(&seed, speed);
    }
    double times[MAX_REPEATS];
    for (int repeat = -1; repeat < repeats; repeat++) { /* the first one warms up */
        const double start = seconds();
        if (hl_particles_evolve(method, n, x, y, w, x_out, y_out, DT, steps, threads, NULL) !=
            HL_OK) {
            exit(1);
        }
        times[repeat < 0 ? 0 : repeat] = (seconds() - start) * 1e9 / (double)(n * steps);
    }
    qsort(times, (size_t)repeats, sizeof times[0], compare);
    printf("%-10s %-7s %7lld %8d %9.4f %9.4f", hl_tier_name(hl_tier()), name, n, threads,
           times[repeats / 2], times[0]);
    if (root_ns > 0) {
        printf(" %8.2f", times[repeats / 2] / (root_ns / threads));
    }
    printf("\n");
    fflush(stdout);
    free(x);
}

static void bench_tier(hl_int64 steps, int repeats, double speed) {
    static const hl_int64 SIZES[] = {100, 1000, 10000};
    const double root_ns = root_limit(hl_tier());
    printf("# one square root: %.4f ns on one thread\n", root_ns);
    printf("# %-8s %-7s %7s %8s %9s %9s %8s\n", "tier", "method", "n", "threads", "median", "min",
           "of sqrt");
    for (int s = 0; s < 3; s++) {
        const hl_int64 n = SIZES[s];
        const hl_int64 scaled = n == 10000 ? (steps + 9) / 10 : steps; /* a call: some 10 ms */
        bench("scalar", HL_PARTICLES_SCALAR, n, (scaled + 9) / 10, repeats, 1, speed, 0);
        for (int threads = 1; threads <= 2; threads++) {
            bench("strict", HL_PARTICLES_STRICT, n, scaled, repeats, threads, speed, root_ns);
            bench("fast", HL_PARTICLES_FAST, n, scaled, repeats, threads, speed, root_ns);
        }
    }
}

int main(int argc, char **argv) {
    const hl_int64 steps = argc > 1 ? atoll(argv[1]) : 10000;
    const int repeats = argc > 2 ? atoi(argv[2]) : 11;
    const double speed = argc > 3 ? atof(argv[3]) : 1;
    if (steps < 1 || repeats < 1 || repeats > MAX_REPEATS) {
        fprintf(stderr, "usage: bench_particles [STEPS [REPEATS up to %d [SPEED]]]\n", MAX_REPEATS);
        return 2;
    }
    printf(
        "# ns per particle and step; %lld steps (a tenth at n = 10000), %d calls, |w| up to %g\n",
        steps, repeats, speed);
    fflush(stdout);
    /* A process chooses its tier once: one process for each that this processor has. */
    char names[256];
    snprintf(names, sizeof names, "%s", hl_tier_names());
    for (char *name = strtok(names, ", "); name != NULL; name = strtok(NULL, ", ")) {
        const pid_t child = fork();
        if (child == 0) {
            /* a tier that is lowered is missing here */
            if (hl_tier_select(name) == HL_OK && strcmp(hl_tier_name(hl_tier()), name) == 0) {
                bench_tier(steps, repeats, speed);
            }
            exit(0);
        }
        int status = 1;
        if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
            fprintf(stderr, "the measurement of %s failed\n", name);
            return 1;
        }
    }
    return 0;
}
