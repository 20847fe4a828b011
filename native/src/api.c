/*
 * The exported kernels' way in: arguments are checked here, once, then the tier's kernel is taken from its
 * table and spread over threads. What follows a check may rely on it. No arithmetic on data lives here.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "hotloop.h"
#include "kernels.h"
#include "parallel.h"
#include "tiers.h"

/* Doubles in a 64-byte line. */
enum { LINE_F64 = 8 };

/*
 * Particle-steps for each thread below which threads cost more than they gain. A region takes 0.7 us when
 * its team is hot, 80 us after 20 ms idle, 95 to 190 us when the team has to be made (GOMP_SPINCOUNT=1000,
 * 2 threads); this many steps take 20 to 30 us on a core. So two threads win when hot and lose at most what
 * a cold start costs. EPYC (Zen 3, 2 cores), 2026-11-22, native/bench/bench_region.c.
 */
static const int64_t EVOLVE_WORK_PER_THREAD = 65536;

/* Bytes copied between two looks at the cancel word: some 0.3 ms, where the pages are new. */
static const size_t COPY_CHUNK = (size_t)1 << 20;

int hl_abi_version(void) {
    return HL_ABI_VERSION;
}

/* Whether p may be an array of so many bytes: there, aligned for double, inside the address space. */
static bool is_array_f64(const void *p, size_t bytes) {
    return p != NULL && (uintptr_t)p % sizeof(double) == 0 && (uintptr_t)p <= UINTPTR_MAX - bytes;
}

/* Whether two arrays of so many bytes share any; by distance, which cannot overflow. */
static bool overlap(const void *a, const void *b, size_t bytes) {
    const uintptr_t p = (uintptr_t)a;
    const uintptr_t q = (uintptr_t)b;
    return (p < q ? q - p : p - q) < bytes;
}

static bool evolve_arrays_are_valid(const double *x, const double *y, const double *w,
                                    const double *x_out, const double *y_out, size_t bytes) {
    const bool usable = is_array_f64(x, bytes) && is_array_f64(y, bytes) &&
                        is_array_f64(w, bytes) && is_array_f64(x_out, bytes) &&
                        is_array_f64(y_out, bytes);
    return usable && !overlap(x_out, y_out, bytes) && !overlap(x_out, w, bytes) &&
           !overlap(y_out, w, bytes) && !overlap(x_out, y, bytes) && !overlap(y_out, x, bytes) &&
           (x_out == x || !overlap(x_out, x, bytes)) && (y_out == y || !overlap(y_out, y, bytes));
}

typedef struct {
    hl_evolve_args args;
    hl_evolve_kernel *kernel;
} evolve_call;

static int evolve_range(void *context, int64_t begin, int64_t end) {
    const evolve_call *call = context;
    return call->kernel(&call->args, begin, end);
}

/* A thread count that the work is worth: all that were asked for, or one. */
static int evolve_threads(int64_t n, int64_t steps, int threads) {
    /* n * steps >= work, without the product */
    const int64_t work = EVOLVE_WORK_PER_THREAD * threads;
    return n >= work || steps >= work / n + (work % n != 0) ? threads : 1;
}

/* No steps: the outputs are the inputs. */
static int copy_array(double *to, const double *from, size_t bytes, const int *cancel) {
    for (size_t at = 0; to != from && at < bytes; at += COPY_CHUNK) {
        if (hl_cancelled(cancel)) {
            return HL_ECANCELED;
        }
        const size_t left = bytes - at;
        memcpy((char *)to + at, (const char *)from + at, left < COPY_CHUNK ? left : COPY_CHUNK);
    }
    return HL_OK;
}

int hl_particles_evolve(int method, hl_int64 n, const double *x, const double *y, const double *w,
                        double *x_out, double *y_out, double dt, hl_int64 steps, int threads,
                        const int *cancel) {
    if (method != HL_PARTICLES_SCALAR && method != HL_PARTICLES_STRICT &&
        method != HL_PARTICLES_FAST) {
        return HL_EINVAL;
    }
    if (n < 0 || n > INT64_MAX / (int64_t)sizeof(double) || steps < 0 || threads < 1 ||
        threads > HL_MAX_THREADS || (uintptr_t)cancel % sizeof *cancel != 0) {
        return HL_EINVAL;
    }
    if (n == 0) {
        return HL_OK;
    }
    const size_t bytes = (size_t)n * sizeof(double);
    if (!evolve_arrays_are_valid(x, y, w, x_out, y_out, bytes)) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    if (steps == 0) {
        const int status = copy_array(x_out, x, bytes, cancel);
        return status == HL_OK ? copy_array(y_out, y, bytes, cancel) : status;
    }
    evolve_call call = {
        .args = {x, y, w, x_out, y_out, dt, steps, cancel},
        .kernel = hl_evolve_scalar_f64,
    };
    if (method == HL_PARTICLES_SCALAR) {
        return evolve_range(&call, 0, n);
    }
    const hl_kernels *kernels = NULL;
    const int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK) {
        return status;
    }
    call.kernel =
        method == HL_PARTICLES_FAST ? kernels->evolve_fast_f64 : kernels->evolve_strict_f64;
    return hl_parallel_for(n, LINE_F64, evolve_threads(n, steps, threads), evolve_range, &call);
}
