/*
 * hl_scan: reads and checks the description, and brings the rows along the scanned axis to a kernel
 * (kernels/scans.c): in place where they are contiguous, through scratch where they are not or where the
 * result is of a narrower dtype. A long row is cut in segments over threads, each in two passes of which the
 * second one finds it in the cache: the totals of its blocks, then the scan, from what all before come to.
 */
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "axes.h"
#include "hotloop.h"
#include "kernels.h"
#include "kernels/stream.h"
#include "kernels/walk.h"
#include "parallel.h"
#include "scalar.h"
#include "tiers.h"

enum { OUT, IN, OPERANDS };

enum {
    /* Elements that are scanned at a time: their results lie in the L1 cache when they are cast. */
    PIECE = 8 * HL_REDUCE_BLOCK,
    /* Elements of a segment of a long row: 128 KB of doubles, a quarter of an L2 cache (EPYC Zen 3). */
    SEGMENT = 16 * PIECE,
    /* Columns of a tile, and below how many rows are better. */
    TILE = 64,
    FEW_COLUMNS = 8,
    MAX_ACCUMULATOR = 16
};

/*
 * Bytes for each thread below which threads cost more than they gain: 131,072 accumulators take 80 us on
 * a core, and a team that has gone to sleep costs up to 80 us (parallel.h). EPYC (Zen 3, 2 cores),
 * 2026-11-22, native/bench/bench_reduce.c.
 */
static const int64_t WORK_PER_THREAD = (int64_t)1 << 20;

/* Bytes of input and output from which stores go past the caches: they pay above the size of the L3 cache only
 * (EPYC Zen 3, 32 MB). */
static const int64_t STREAMED = (int64_t)32 << 20;

typedef struct {
    const hl_scan_kernels *kernels;
    int dtype;
    int out_dtype;
    int accumulator; /* its dtype */
    const int *cancel;
    char *out; /* first elements */
    const char *in;
    hl_axes outer;  /* all axes but the scanned one */
    int64_t length; /* of the scanned axis */
    int64_t step[OPERANDS];
    int64_t rows;
    bool streams; /* results go past the caches where they need no cast */
} scan;

/* A place in a row. */
typedef struct {
    const char *in;
    char *out;
    bool first;                                /* no block was before */
    _Alignas(16) char before[MAX_ACCUMULATOR]; /* what the blocks before come to */
} scan_row;

static int accumulator_of(int dtype) {
    return hl_is_complex(dtype)    ? HL_C128
           : hl_is_float(dtype)    ? HL_F64
           : hl_is_unsigned(dtype) ? HL_U64
                                   : HL_I64;
}

/* Accumulators to elements of the output's dtype, contiguous. */
static void cast_results(const scan *s, const void *results, char *to, int64_t n) {
    const int size = hl_dtype_size(s->out_dtype);
    const int64_t *const ints = results;
    const uint64_t *const bits = results;
    const double *const reals = results;
    for (int64_t i = 0; i < n; i++) {
        switch (s->accumulator) {
        case HL_I64:
            hl_store_int(to + i * size, s->out_dtype, ints[i]);
            break;
        case HL_U64:
            hl_store_unsigned(to + i * size, s->out_dtype, bits[i]);
            break;
        case HL_F64:
            hl_store_double(to + i * size, s->out_dtype, reals[i]);
            break;
        default:
            hl_store_complex(to + i * size, s->out_dtype, reals[2 * i], reals[2 * i + 1]);
            break;
        }
    }
}

/* Contiguous elements [begin, begin + n) of a row, gathered if need be. */
static const void *elements_of(const scan *s, const scan_row *row, int64_t begin, int64_t n,
                               char *scratch) {
    const int size = hl_dtype_size(s->dtype);
    const char *const from = row->in + begin * s->step[IN];
    if (s->step[IN] == size) {
        return from;
    }
    walk_copy(scratch, size, from, s->step[IN], n, size);
    return scratch;
}

/* Scans elements [begin, end) of a row, begin a multiple of the block. */
static int scan_range(const scan *s, scan_row *row, int64_t begin, int64_t end) {
    _Alignas(64) char elements[PIECE * MAX_ACCUMULATOR];
    _Alignas(64) char results[PIECE * MAX_ACCUMULATOR];
    const int size = hl_dtype_size(s->out_dtype);
    const bool in_place = s->out_dtype == s->accumulator && s->step[OUT] == size &&
                          (uintptr_t)row->out % sizeof(double) == 0;
    for (int64_t at = begin; at < end; at += PIECE) {
        if (hl_cancelled(s->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t n = end - at < PIECE ? end - at : PIECE;
        const void *const from = elements_of(s, row, at, n, elements);
        char *const to = row->out + at * s->step[OUT];
        const bool direct = in_place && !s->streams;
        s->kernels->blocks(from, n, row->first, row->before, direct ? to : results);
        row->first = false;
        if (direct) {
            continue;
        }
        if (in_place) {
            stream_copy(to, results, n * size);
            continue;
        }
        if (s->out_dtype == s->accumulator) {
            walk_copy(to, s->step[OUT], results, size, n, size);
        } else {
            cast_results(s, results, elements, n);
            walk_copy(to, s->step[OUT], elements, size, n, size);
        }
    }
    if (in_place && s->streams) {
        stream_end();
    }
    return HL_OK;
}

/* --- many rows: each thread takes some ------------------------------------------------------------------ */

static int scan_rows(void *context, int64_t begin, int64_t end) {
    const scan *const s = context;
    walk from;
    walk to;
    walk_start(&from, s->outer.rank, s->outer.shape, s->outer.strides[IN], begin);
    walk_start(&to, s->outer.rank, s->outer.shape, s->outer.strides[OUT], begin);
    for (int64_t i = begin; i < end; i++) {
        scan_row row = {.in = s->in + from.offset, .out = s->out + to.offset, .first = true};
        const int status = scan_range(s, &row, 0, s->length);
        if (status != HL_OK) {
            return status;
        }
        walk_advance(&from, 1);
        walk_advance(&to, 1);
    }
    return HL_OK;
}

/* --- long rows: each thread takes some blocks of each --------------------------------------------------- */

typedef struct {
    const scan *scan;
    scan_row row; /* its `before`: that of segment `ready` */
    int64_t segments;
    _Atomic int64_t next;  /* the first segment that nobody has taken */
    _Atomic int64_t ready; /* the segment of which it is known what stands before */
    atomic_bool stopped;   /* by a cancel: there is nothing to wait for */
} long_row;

/* What each block of a full segment comes to. The segment is in the cache then. */
static int total_segment(const long_row *l, int64_t begin, void *totals) {
    const scan *const s = l->scan;
    _Alignas(64) char elements[PIECE * MAX_ACCUMULATOR];
    const int size = hl_dtype_size(s->accumulator);
    for (int64_t at = 0; at < SEGMENT; at += PIECE) {
        if (hl_cancelled(s->cancel)) {
            return HL_ECANCELED;
        }
        const void *const from = elements_of(s, &l->row, begin + at, PIECE, elements);
        s->kernels->totals(from, PIECE / HL_REDUCE_BLOCK,
                           (char *)totals + at / HL_REDUCE_BLOCK * size);
    }
    return HL_OK;
}

/* Scans a segment once its turn has come to say what stands before the next one. */
static int scan_segment(long_row *l, int64_t segment) {
    const scan *const s = l->scan;
    _Alignas(64) char totals[SEGMENT / HL_REDUCE_BLOCK * MAX_ACCUMULATOR];
    const int64_t begin = segment * SEGMENT;
    const bool is_last =
        segment == l->segments - 1; /* may be short, and its totals are not needed */
    const int status = is_last ? HL_OK : total_segment(l, begin, totals);
    if (status != HL_OK) {
        return status;
    }
    /* whoever has the segment before is running: segments are taken in their order */
    for (int64_t turn = 0; atomic_load_explicit(&l->ready, memory_order_acquire) != segment;
         turn++) {
        if (atomic_load(&l->stopped) || hl_cancelled(s->cancel)) {
            return HL_ECANCELED;
        }
        hl_await(turn);
    }
    scan_row row = l->row;
    row.first = segment == 0;
    if (!is_last) {
        s->kernels->advance(l->row.before, row.first, totals, SEGMENT / HL_REDUCE_BLOCK);
        atomic_store_explicit(&l->ready, segment + 1, memory_order_release);
    }
    return scan_range(s, &row, begin, is_last ? s->length : begin + SEGMENT);
}

/* One thread's part, whatever the range: the segments that come next. */
static int scan_segments(void *context, int64_t begin, int64_t end) {
    (void)begin;
    (void)end;
    long_row *const l = context;
    for (;;) {
        const int64_t segment = atomic_fetch_add(&l->next, 1);
        if (segment >= l->segments) {
            return HL_OK;
        }
        const int status = scan_segment(l, segment);
        if (status != HL_OK) {
            atomic_store(&l->stopped, true);
            return status;
        }
    }
}

static int scan_long_rows(const scan *s, int threads) {
    walk from;
    walk to;
    walk_start(&from, s->outer.rank, s->outer.shape, s->outer.strides[IN], 0);
    walk_start(&to, s->outer.rank, s->outer.shape, s->outer.strides[OUT], 0);
    int status = HL_OK;
    for (int64_t i = 0; i < s->rows && status == HL_OK; i++) {
        long_row l = {.scan = s,
                      .row = {.in = s->in + from.offset, .out = s->out + to.offset},
                      .segments = (s->length - 1) / SEGMENT + 1};
        atomic_init(&l.next, 0);
        atomic_init(&l.ready, 0);
        atomic_init(&l.stopped, false);
        status = hl_parallel_for(threads, 1, threads, scan_segments, &l);
        walk_advance(&from, 1);
        walk_advance(&to, 1);
    }
    return status;
}

/* --- columns: the scanned axis is an outer one in memory ------------------------------------------------ */

/* Columns [begin, begin + width) of the innermost other axis, all their rows; in and out are the first's. */
static int scan_tile(const scan *s, const char *in, char *out, int64_t width) {
    _Alignas(64) char lanes[TILE * MAX_ACCUMULATOR];
    _Alignas(64) char before[TILE * MAX_ACCUMULATOR];
    _Alignas(64) char elements[TILE * MAX_ACCUMULATOR];
    _Alignas(64) char results[TILE * MAX_ACCUMULATOR];
    const int inner = s->outer.rank - 1;
    const int size = hl_dtype_size(s->dtype);
    const int out_size = hl_dtype_size(s->out_dtype);
    const int64_t in_step = s->outer.strides[IN][inner];
    const int64_t out_step = s->outer.strides[OUT][inner];
    const bool same_dtype = s->out_dtype == s->accumulator;
    s->kernels->first_block(width, lanes);
    for (int64_t k = 0; k < s->length; k++) {
        const bool first = k < HL_REDUCE_BLOCK;
        if (k % HL_REDUCE_BLOCK == 0) {
            if (hl_cancelled(s->cancel)) {
                return HL_ECANCELED;
            }
            if (k > 0) {
                s->kernels->next_block(width, k == HL_REDUCE_BLOCK, before, lanes);
            }
        }
        const char *from = in + k * s->step[IN];
        if (in_step != size) {
            walk_copy(elements, size, from, in_step, width, size);
            from = elements;
        }
        char *const to = out + k * s->step[OUT];
        const bool in_place =
            same_dtype && out_step == out_size && (uintptr_t)to % sizeof(double) == 0;
        s->kernels->row(from, width, first, before, lanes, in_place ? to : results);
        if (in_place) {
            continue;
        }
        const char *cast = results;
        if (!same_dtype) {
            cast_results(s, results, elements, width);
            cast = elements;
        }
        walk_copy(to, out_step, cast, out_size, width, out_size);
    }
    return HL_OK;
}

static int64_t tiles_of(const scan *s) {
    return (s->outer.shape[s->outer.rank - 1] - 1) / TILE + 1;
}

static int scan_tiles(void *context, int64_t begin, int64_t end) {
    const scan *const s = context;
    const int inner = s->outer.rank - 1;
    const int64_t tiles = tiles_of(s);
    walk from;
    walk to;
    walk_start(&from, inner, s->outer.shape, s->outer.strides[IN], begin / tiles);
    walk_start(&to, inner, s->outer.shape, s->outer.strides[OUT], begin / tiles);
    for (int64_t i = begin; i < end; i++) {
        const int64_t column = i % tiles * TILE;
        const int64_t left = s->outer.shape[inner] - column;
        const int status = scan_tile(s, s->in + from.offset + column * s->outer.strides[IN][inner],
                                     s->out + to.offset + column * s->outer.strides[OUT][inner],
                                     left < TILE ? left : TILE);
        if (status != HL_OK) {
            return status;
        }
        if ((i + 1) % tiles == 0) {
            walk_advance(&from, 1);
            walk_advance(&to, 1);
        }
    }
    return HL_OK;
}

/* Whether columns are read nearer to the order in memory than rows. */
static bool columns_are_inner(const scan *s) {
    const int inner = s->outer.rank - 1;
    return inner >= 0 && s->outer.shape[inner] >= FEW_COLUMNS &&
           hl_axes_distance(s->outer.strides[IN][inner]) < hl_axes_distance(s->step[IN]);
}

/* --- the export ----------------------------------------------------------------------------------------- */

int hl_scan(const hl_int64 *call, void *out, const void *in, const void *unused1,
            const void *unused2) {
    (void)unused1;
    (void)unused2;
    if (call == NULL) {
        return HL_EINVAL;
    }
    hl_words words = {call};
    const int64_t op = hl_word(&words);
    const int64_t threads = hl_word(&words);
    const int *const cancel = hl_word_cancel(&words);
    const int64_t rank = hl_word(&words);
    if ((op != HL_SUM && op != HL_PROD) || threads < 1 || threads > HL_MAX_THREADS ||
        (uintptr_t)cancel % sizeof *cancel != 0 || rank < 1 || rank > HL_MAX_RANK) {
        return HL_EINVAL;
    }
    scan s;
    const int outer = (int)rank - 1;
    s.cancel = cancel;
    s.outer.rank = outer;
    hl_words_copy(&words, s.outer.shape, outer);
    s.length = hl_word(&words);
    const int64_t out_dtype = hl_word(&words);
    const int64_t out_offset = hl_word(&words);
    hl_words_copy(&words, s.outer.strides[OUT], outer);
    s.step[OUT] = hl_word(&words);
    const int64_t dtype = hl_word(&words);
    const int64_t in_offset = hl_word(&words);
    hl_words_copy(&words, s.outer.strides[IN], outer);
    s.step[IN] = hl_word(&words);
    s.rows = 1;
    if (!hl_is_dtype(out_dtype) || !hl_is_dtype(dtype) ||
        !hl_axes_size(s.outer.shape, outer, &s.rows)) {
        return HL_EINVAL;
    }
    int64_t elements = s.rows;
    if (!hl_axes_size(&s.length, 1, &elements)) {
        return HL_EINVAL;
    }
    const hl_kernels *kernels = NULL;
    const int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK || elements == 0) {
        return status;
    }
    if (out == NULL || in == NULL) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    s.dtype = (int)dtype;
    s.out_dtype = (int)out_dtype;
    s.accumulator = accumulator_of(s.dtype);
    s.kernels = kernels->scanning((int)op, s.dtype);
    s.out = (char *)out + out_offset;
    s.in = (const char *)in + in_offset;
    hl_axes_sort(&s.outer, OPERANDS, IN);
    hl_axes_merge(&s.outer, OPERANDS);
    const int64_t work = elements > INT64_MAX / 8 ? INT64_MAX : elements * 8;
    const int workers = work / threads < WORK_PER_THREAD ? 1 : (int)threads;
    s.streams = in != out && elements > STREAMED / (8 + hl_dtype_size(s.dtype));
    if (columns_are_inner(&s)) {
        return hl_parallel_for(s.rows / s.outer.shape[s.outer.rank - 1] * tiles_of(&s), 1, workers,
                               scan_tiles, &s);
    }
    if (workers > 1 && s.rows < 4 * threads && s.length * 8 / threads >= WORK_PER_THREAD) {
        return scan_long_rows(&s, workers);
    }
    return hl_parallel_for(s.rows, 1, workers, scan_rows, &s);
}
