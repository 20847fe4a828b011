/*
 * hl_fused: checks the arguments of the loops that were written by hand for the benchmark, and spreads them
 * over threads.
 */
#include <stddef.h>

#include "kernels.h"
#include "parallel.h"
#include "tiers.h"

/* As for programs, program.c: from here on the result goes past the caches; elements a thread. */
static const int64_t STREAM_BYTES = (int64_t)32 << 20;
static const int64_t WORK_PER_THREAD = 16384;

enum { LINE_F64 = 8 };

typedef struct {
    hl_fused_args args;
    hl_fused_kernel *kernel;
} task;

static int run_range(void *context, int64_t begin, int64_t end) {
    const task *const t = context;
    t->kernel(&t->args, begin, end);
    return HL_OK;
}

/* How many sources an expression reads. */
static int sources(int expression) {
    switch (expression) {
    case HL_FUSED_EXP:
    case HL_FUSED_SIN2_COS2:
        return 1;
    case HL_FUSED_ADD:
    case HL_FUSED_LENGTH:
        return 2;
    case HL_FUSED_COMBINE:
        return 3;
    default:
        return 0;
    }
}

int hl_fused(int expression, hl_int64 n, const double *a, const double *b, const double *c,
             double *out, int threads) {
    const int count = sources(expression);
    if (count == 0 || n < 0 || n > INT64_MAX / (int64_t)sizeof(double) || threads < 1 ||
        threads > HL_MAX_THREADS) {
        return HL_EINVAL;
    }
    if (n == 0) {
        return HL_OK;
    }
    if (out == NULL || a == NULL || (count > 1 && b == NULL) || (count > 2 && c == NULL)) {
        return HL_EINVAL;
    }
    const hl_kernels *kernels = NULL;
    const int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK) {
        return status;
    }
    const bool streams = n > STREAM_BYTES / (int64_t)sizeof(double) / (count + 1);
    task t = {
        .args = {expression, streams, a, count > 1 ? b : NULL, count > 2 ? c : NULL, out},
        .kernel = kernels->fused,
    };
    return hl_parallel_for(n, LINE_F64, n < WORK_PER_THREAD * threads ? 1 : threads, run_range, &t);
}
