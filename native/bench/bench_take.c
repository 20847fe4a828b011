/*
 * What hl_take costs, beside the loop that one would write by hand, in the same process and turn by turn:
 * 5*10^5 random rows of a table of 10^6, by the bytes of a row, into the same output every time (it stays in
 * the caches) and into one of many (as new arrays are: a result of 8 MB, dropped, comes back from the pool when
 * 128 MB of others have been written).
 *
 *     GOMP_SPINCOUNT=1000 build/release/native/bench/bench_take [THREADS [ROUNDS]]
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hotloop.h"

enum {
    ROWS = 1000000,
    TAKEN = ROWS / 2,
    OUTPUTS = 16,
    MAX_ROUNDS = 1000,
    TURNS = 5,
    MOST_DOUBLES = 8
};

static int threads = 2;
static int rounds = 50;

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

static void check(int status) {
    if (status != HL_OK) {
        fprintf(stderr, "%s\n", hl_status_name(status));
        exit(1);
    }
}

static double *allocate(int64_t doubles) {
    void *block = NULL;
    check(hl_alloc(doubles * (int64_t)sizeof(double), &block));
    memset(block, 0, (size_t)doubles * sizeof(double));
    return block;
}

static void take(double *out, const double *table, const int64_t *index, int64_t doubles) {
    hl_int64 call[] = {0,       threads, 0,           8, ROWS, 8 * doubles, 1, 1, TAKEN,
                       doubles, 0,       8 * doubles, 8, 0,    8,           0, 8};
    check(hl_take(call, out, table, index, NULL));
}

/* Not inlined, and of a constant length where that matters: what a compiler makes of the plain loop. */
static __attribute__((noinline)) void by_hand_2(double *restrict out, const double *restrict table,
                                                const int64_t *restrict index) {
    for (int64_t i = 0; i < TAKEN; i++) {
        const int64_t row = index[i];
        out[2 * i] = table[2 * row];
        out[2 * i + 1] = table[2 * row + 1];
    }
}

static __attribute__((noinline)) void by_hand(double *restrict out, const double *restrict table,
                                              const int64_t *restrict index, int64_t doubles) {
    for (int64_t i = 0; i < TAKEN; i++) {
        const int64_t row = index[i];
        for (int64_t j = 0; j < doubles; j++) {
            out[doubles * i + j] = table[doubles * row + j];
        }
    }
}

typedef struct {
    const char *name;
    int hand;
    int outputs;
    int turn;
    double taken[MAX_ROUNDS];
} variant;

/* One turn, in microseconds. */
static double run(variant *v, double *const *outs, const double *table, const int64_t *index,
                  int64_t doubles) {
    double *const out = outs[v->turn++ % v->outputs];
    const double start = microseconds();
    if (!v->hand) {
        take(out, table, index, doubles);
    } else if (doubles == 2) {
        by_hand_2(out, table, index);
    } else {
        by_hand(out, table, index, doubles);
    }
    return microseconds() - start;
}

int main(int argc, char **argv) {
    threads = argc > 1 ? atoi(argv[1]) : threads;
    rounds = argc > 2 && atoi(argv[2]) < MAX_ROUNDS ? atoi(argv[2]) : rounds;
    rounds = (rounds + TURNS - 1) / TURNS * TURNS;
    static variant variants[] = {{.name = "hl_take, one output", .outputs = 1},
                                 {.name = "hl_take, new outputs", .outputs = OUTPUTS},
                                 {.name = "by hand, one output", .hand = 1, .outputs = 1},
                                 {.name = "by hand, new outputs", .hand = 1, .outputs = OUTPUTS}};
    enum { VARIANTS = sizeof variants / sizeof variants[0] };
    static const int64_t DOUBLES[] = {1, 2, 3, 4, 8};
    double *const table = allocate(ROWS * MOST_DOUBLES);
    int64_t *const index = (int64_t *)allocate(TAKEN);
    double *outs[OUTPUTS];
    for (int i = 0; i < OUTPUTS; i++) {
        outs[i] = allocate(TAKEN * MOST_DOUBLES);
    }
    uint64_t state = 7;
    for (int64_t i = 0; i < TAKEN; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        index[i] = (int64_t)((state >> 33) % ROWS);
    }
    printf("tier %s, %d threads by hand 1, us, least and median of %d\n", hl_tier_name(hl_tier()),
           threads, rounds);
    for (size_t d = 0; d < sizeof DOUBLES / sizeof DOUBLES[0]; d++) {
        const int64_t doubles = DOUBLES[d];
        for (int k = 0; k < rounds; k += TURNS) {
            for (int v = 0; v < VARIANTS; v++) {
                /* the first turns bring the caches into the state in which it leaves them itself */
                for (int turn = -2; turn < TURNS; turn++) {
                    const double taken = run(&variants[v], outs, table, index, doubles);
                    if (turn >= 0) {
                        variants[v].taken[k + turn] = taken;
                    }
                }
            }
        }
        for (int v = 0; v < VARIANTS; v++) {
            double *const taken = variants[v].taken;
            qsort(taken, (size_t)rounds, sizeof taken[0], ascending);
            printf("rows of %lld: %-24s %8.0f %8.0f\n", (long long)doubles, variants[v].name,
                   taken[0], taken[rounds / 2]);
        }
    }
    return 0;
}
