/*
 * hl_distance: reads and checks the description, decides what is computed twice, and cuts the matrix over threads.
 * The loops are in kernels/distance.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "axes.h"
#include "hotloop.h"
#include "kernels.h"
#include "parallel.h"
#include "scalar.h"
#include "tiers.h"

enum {
    /* Columns that fill whole lines, whatever the type. */
    LINE = 64,
    /* With fewer rows for each thread than this, columns are cut. */
    FEW_ROWS = 4
};

/* As for programs, program.c: from here on results go past the caches. */
static const int64_t STREAM_BYTES = (int64_t)32 << 20;

/* Coordinates for each thread below which threads cost more than they gain: some 20 us. */
static const int64_t WORK_PER_THREAD = 65536;

typedef struct {
    hl_distance_args args;
    const hl_kernels *kernels;
    int64_t rows;  /* one past the last, from args.first on */
    int64_t tiles; /* of the mirrored form */
} distance;

/* Rows, or for the condensed form pairs of rows from both ends: together all are of the same length. */
static int run_rows(void *context, int64_t begin, int64_t end) {
    const distance *const d = context;
    const int64_t first = d->args.first;
    if (d->args.form != HL_CONDENSED) {
        return d->kernels->distance(&d->args, begin, end, 0, d->args.n);
    }
    const int64_t last = first + d->rows;
    const int64_t middle = first + end < last - end ? last - end : first + end;
    const int status = d->kernels->distance(&d->args, first + begin, first + end, 0, d->args.n);
    if (status != HL_OK || middle >= last - begin) {
        return status;
    }
    return d->kernels->distance(&d->args, middle, last - begin, 0, d->args.n);
}

static int run_columns(void *context, int64_t begin, int64_t end) {
    const distance *const d = context;
    const int64_t first = d->args.first;
    return d->kernels->distance(&d->args, first, first + d->rows, begin, end);
}

/* Pairs of tiles from both ends, likewise. */
static int run_tiles(void *context, int64_t begin, int64_t end) {
    const distance *const d = context;
    const int64_t middle = end < d->tiles - end ? d->tiles - end : end;
    const int status = d->kernels->distance_mirrored(&d->args, begin, end);
    if (status != HL_OK || middle >= d->tiles - begin) {
        return status;
    }
    return d->kernels->distance_mirrored(&d->args, middle, d->tiles - begin);
}

static int run(distance *d, int threads) {
    hl_distance_args *const args = &d->args;
    const int64_t size = hl_dtype_size(args->dtype);
    const int64_t elements = d->rows * args->n / (args->form == HL_CONDENSED ? 2 : 1);
    args->streams = elements >= STREAM_BYTES / size;
    const int64_t dims = args->dims + 2; /* the root and the store */
    const int64_t work = elements > INT64_MAX / dims ? INT64_MAX : elements * dims;
    if (work / threads < WORK_PER_THREAD) {
        threads = 1;
    }
    if (args->form == HL_WITHIN) {
        const int64_t tile = d->kernels->distance_tile(args);
        if (tile > 0) {
            d->tiles = (args->n - 1) / tile + 1;
            return hl_parallel_for((d->tiles + 1) / 2, 1, threads, run_tiles, d);
        }
    }
    if (threads > 1 && d->rows < FEW_ROWS * (int64_t)threads) {
        return hl_parallel_for(args->n, LINE, threads, run_columns, d);
    }
    const int64_t units = args->form == HL_CONDENSED ? (d->rows + 1) / 2 : d->rows;
    return hl_parallel_for(units, 1, threads, run_rows, d);
}

int hl_distance(const hl_int64 *call, void *out, const void *x, const void *y, const void *unused) {
    (void)unused;
    if (call == NULL) {
        return HL_EINVAL;
    }
    hl_words words = {call};
    const int64_t metric = hl_word(&words);
    const int64_t threads = hl_word(&words);
    const int *const cancel = hl_word_cancel(&words);
    const int64_t form = hl_word(&words);
    const int64_t dtype = hl_word(&words);
    const int64_t m = hl_word(&words);
    const int64_t n = hl_word(&words);
    const int64_t dims = hl_word(&words);
    const int64_t first = hl_word(&words);
    int64_t results = 1;
    int64_t x_size = 1;
    int64_t y_size = 1;
    if (metric < HL_EUCLIDEAN || metric > HL_CHEBYSHEV || threads < 1 || threads > HL_MAX_THREADS ||
        (uintptr_t)cancel % sizeof *cancel != 0 || form < HL_BETWEEN || form > HL_CONDENSED ||
        (dtype != HL_F32 && dtype != HL_F64) || first < 0 || (form == HL_WITHIN && m != n) ||
        (form != HL_CONDENSED && first != 0) ||
        !hl_axes_size((const int64_t[]){m, form == HL_CONDENSED ? m : n}, 2, &results) ||
        !hl_axes_size((const int64_t[]){m, dims}, 2, &x_size) ||
        !hl_axes_size((const int64_t[]){n, dims}, 2, &y_size) ||
        (form == HL_CONDENSED &&
         (first > n || m > n - first || n >= (int64_t)1 << 31))) { /* n * n < 2^62 */
        return HL_EINVAL;
    }
    distance d = {.args = {.metric = (int)metric,
                           .form = (int)form,
                           .dtype = (int)dtype,
                           .n = n,
                           .dims = dims,
                           .first = first,
                           .cancel = cancel}};
    const int64_t out_offset = hl_word(&words);
    hl_words_copy(&words, d.args.out_strides, 2);
    const int64_t x_offset = hl_word(&words);
    hl_words_copy(&words, d.args.x_strides, 2);
    const int64_t y_offset = form == HL_BETWEEN ? hl_word(&words) : 0;
    if (form == HL_BETWEEN) {
        hl_words_copy(&words, d.args.y_strides, 2);
    }
    const int status = hl_kernels_in_use(&d.kernels);
    if (status != HL_OK) {
        return status;
    }
    d.rows = m;
    if (form == HL_CONDENSED && first + m == n && m > 0) {
        d.rows--; /* the last point has no later one */
    }
    if (d.rows == 0 || n == 0) {
        return HL_OK;
    }
    if (out == NULL || (dims > 0 && (x == NULL || (form == HL_BETWEEN && y == NULL)))) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    d.args.out = (char *)out + out_offset;
    if (dims > 0) { /* else there is nothing to read */
        d.args.x = (const char *)x + x_offset;
        d.args.y = form == HL_BETWEEN ? (const char *)y + y_offset : d.args.x;
    }
    if (form != HL_BETWEEN) {
        memcpy(d.args.y_strides, d.args.x_strides, sizeof d.args.y_strides);
    }
    return run(&d, (int)threads);
}
