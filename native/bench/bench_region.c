/*
 * What a parallel region costs: hl_parallel_for over nothing, with a team that is hot, one that was idle,
 * and one that has to be made because its caller may not keep it. api.c's thresholds come from here.
 *
 *     GOMP_SPINCOUNT=1000 build/release/native/bench/bench_region [THREADS]
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hotloop.h"
#include "parallel.h"

enum { MOST_CALLS = 20000, N = 100000, GRAIN = 8 };

static double microseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e6 * (double)time.tv_sec + 1e-3 * (double)time.tv_nsec;
}

static int do_nothing(void *context, int64_t begin, int64_t end) {
    (void)context;
    (void)begin;
    (void)end;
    return HL_OK;
}

static int ascending(const void *a, const void *b) {
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return (p > q) - (p < q);
}

static void measure(const char *what, int threads, int calls, int idle_ms) {
    static double taken[MOST_CALLS];
    const struct timespec idle = {0, idle_ms * 1000000L};
    for (int i = 0; i < calls; i++) {
        if (idle_ms > 0) {
            nanosleep(&idle, NULL);
        }
        const double start = microseconds();
        hl_parallel_for(N, GRAIN, threads, do_nothing, NULL);
        taken[i] = microseconds() - start;
    }
    qsort(taken, (size_t)calls, sizeof taken[0], ascending);
    printf("%-34s %7.2f min %8.2f median %8.2f p90 %9.2f max us\n", what, taken[0],
           taken[calls / 2], taken[calls * 9 / 10], taken[calls - 1]);
}

/* Runs beside a thread that keeps a ticket: the last ticket is never kept. */
static void *measure_last_ticket(void *threads) {
    measure("team made for the call", *(int *)threads, 300, 0);
    measure("team made for the call, 20 ms idle", *(int *)threads, 60, 20);
    return NULL;
}

int main(int argc, char **argv) {
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    const char *spin = getenv("GOMP_SPINCOUNT");
    printf("%d threads, GOMP_SPINCOUNT %s\n", threads, spin != NULL ? spin : "not set");
    measure("first", threads, 1, 0);
    measure("team hot", threads, MOST_CALLS, 0);
    measure("team kept, 20 ms idle", threads, 60, 20);
    pthread_t other;
    if (pthread_create(&other, NULL, measure_last_ticket, &threads) != 0) {
        perror("pthread_create");
        return 1;
    }
    pthread_join(other, NULL);
    return 0;
}
