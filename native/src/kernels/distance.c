/*
 * Distances between points: rectangles of the matrix of all distances. A tile of points lies transposed in the L1
 * cache, so that a register holds the same coordinate of several points; rows of results are made there too, and
 * leave it in whole lines. The loops are in distance_rows.h, once for each type.
 */
#include <string.h>

#include "../kernels.h"
#include "stream.h"
#include "vec_f64.h"
#include "vec_sqrt.h"
#include "walk.h"

typedef float vec_f32 __attribute__((vector_size(HL_VEC_BYTES), may_alias));
typedef int32_t vec_i32 __attribute__((vector_size(HL_VEC_BYTES), may_alias));
/* The coordinates of a single point are read where they lie, of whatever alignment. */
typedef double HL_UNALIGNED any_f64;
typedef float HL_UNALIGNED any_f32;
typedef double any_vec_f64 __attribute__((vector_size(HL_VEC_BYTES), may_alias, aligned(8)));
typedef float any_vec_f32 __attribute__((vector_size(HL_VEC_BYTES), may_alias, aligned(4)));

enum {
    /* A tile and the results from it: the smallest L1 cache each, so that in the plane rows come in long pieces. */
    TILE_BYTES = 32768,
    RESULT_BYTES = 32768,
    /* Tiles are whole pairs of the widest registers. */
    GRANULE = 128,
    /* Up to here a point's coordinates stay in registers and four points at a time gain nothing. */
    FEW_DIMS = 3,
    /* Rows of a mirrored rectangle and columns of its tile: their results fill RESULT_BYTES as doubles. */
    MIRRORED = 32,
    MIRRORED_TILE = 64,
    /* From here on half of the distances and a transposed copy cost less than all, 1.5 times less with 16 dimensions,
     * 1.85 with 100; below, the copy's short pieces cost more (EPYC Zen 4, 2026-11-23, native/bench/bench_distance.c). */
    MIRRORED_ROOT_DIMS = 8,
    MIRRORED_DIMS = 12,
    /* Which block of dimensions it is. */
    FIRST = 1,
    LAST = 2,
    ALL = FIRST | LAST,
    /* Results go past the caches, all that there are. */
    STREAMED = 4,
    ALL_STREAMED = ALL | STREAMED,
    /* Up to here they go straight from the registers: computing and writing overlap. */
    STREAMED_DIMS = 8
};

/* A block of dimensions of some points: coordinate after coordinate, `pitch` bytes each. */
typedef struct {
    int64_t pitch;
    int64_t capacity; /* points */
    _Alignas(64) char points[TILE_BYTES];
} tile;

/* --- operations on registers ---------------------------------------------------------------------------- */

static HL_ALWAYS_INLINE vec_f64 abs_f64(vec_f64 a) {
    return (vec_f64)((vec_i64)a & INT64_MAX);
}

static HL_ALWAYS_INLINE vec_f32 abs_f32(vec_f32 a) {
    return (vec_f32)((vec_i32)a & INT32_MAX);
}

/* Stores a register past the caches where there is such a store. */
static HL_ALWAYS_INLINE void stream_register(char *to, vec_i64 a) {
#if defined(HL_VEC_AVX512)
    _mm512_stream_si512((void *)to, (__m512i)a);
#elif defined(HL_VEC_AVX2)
    _mm256_stream_si256((void *)to, (__m256i)a);
#elif defined(HL_VEC_SSE)
    _mm_stream_si128((void *)to, (__m128i)a);
#else
    memcpy(to, &a, sizeof a);
#endif
}

/* The larger of two numbers that are not negative, or NaN if one is: as integers their bits are in that order. */
static HL_ALWAYS_INLINE vec_f64 max_f64(vec_f64 a, vec_f64 b) {
#if defined(HL_VEC_AVX512)
    return (vec_f64)_mm512_max_epi64((__m512i)a, (__m512i)b);
#elif defined(HL_VEC_AVX2)
    const __m256i greater = _mm256_cmpgt_epi64((__m256i)a, (__m256i)b);
    return _mm256_blendv_pd(b, a, (__m256d)greater);
#elif defined(HL_VEC_SSE)
    const __m128i greater = _mm_cmpgt_epi64((__m128i)a, (__m128i)b);
    return _mm_blendv_pd(b, a, (__m128d)greater);
#else
    const vec_i64 greater = (vec_i64)a > (vec_i64)b;
    return (vec_f64)(((vec_i64)a & greater) | ((vec_i64)b & ~greater));
#endif
}

static HL_ALWAYS_INLINE vec_f32 max_f32(vec_f32 a, vec_f32 b) {
#if defined(HL_VEC_AVX512)
    return (vec_f32)_mm512_max_epi32((__m512i)a, (__m512i)b);
#elif defined(HL_VEC_AVX2)
    return (vec_f32)_mm256_max_epi32((__m256i)a, (__m256i)b);
#elif defined(HL_VEC_SSE)
    return (vec_f32)_mm_max_epi32((__m128i)a, (__m128i)b);
#else
    const vec_i32 greater = (vec_i32)a > (vec_i32)b;
    return (vec_f32)(((vec_i32)a & greater) | ((vec_i32)b & ~greater));
#endif
}

static HL_ALWAYS_INLINE vec_f32 sqrt_f32(vec_f32 a) {
#if defined(HL_VEC_AVX512)
    return _mm512_sqrt_ps(a);
#elif defined(HL_VEC_AVX2)
    return _mm256_sqrt_ps(a);
#elif defined(HL_VEC_SSE)
    return _mm_sqrt_ps(a);
#else
    for (size_t lane = 0; lane < HL_VEC_BYTES / sizeof(float); lane++) {
        a[lane] = sqrtf(a[lane]);
    }
    return a;
#endif
}

static HL_ALWAYS_INLINE void sqrt_both_f32(vec_f32 *a, vec_f32 *b) {
    *a = sqrt_f32(*a);
    *b = sqrt_f32(*b);
}

/* --- the loops ------------------------------------------------------------------------------------------ */

#define REAL any_f64
#define VEC vec_f64
#define ANY_VEC any_vec_f64
#define NAME(name) name##_f64
#define ABS abs_f64
#define MAX max_f64
#define ROOTS vec_sqrt_both
#include "distance_rows.h"
#undef REAL
#undef VEC
#undef ANY_VEC
#undef NAME
#undef ABS
#undef MAX
#undef ROOTS

#define REAL any_f32
#define VEC vec_f32
#define ANY_VEC any_vec_f32
#define NAME(name) name##_f32
#define ABS abs_f32
#define MAX max_f32
#define ROOTS sqrt_both_f32
#include "distance_rows.h"
#undef REAL
#undef VEC
#undef ANY_VEC
#undef NAME
#undef ABS
#undef MAX
#undef ROOTS

/* --- tiles and results ---------------------------------------------------------------------------------- */

/* The work of one thread: its tile, and results of some rows, `pitch` elements apart. */
typedef struct {
    const hl_distance_args *args;
    int64_t size;  /* of an element */
    int64_t pitch; /* of results, in elements */
    tile tile;
    _Alignas(64) char x[4 * HL_DISTANCE_BLOCK * sizeof(double)];
    _Alignas(64) char results[RESULT_BYTES];
} worker;

static void worker_start(worker *w, const hl_distance_args *args, int64_t most_points) {
    const int64_t dims = args->dims < HL_DISTANCE_BLOCK ? args->dims : HL_DISTANCE_BLOCK;
    w->args = args;
    w->size = args->dtype == HL_F32 ? (int64_t)sizeof(float) : (int64_t)sizeof(double);
    const int64_t room = TILE_BYTES / (dims > 0 ? dims : 1) / GRANULE * GRANULE;
    const int64_t most = most_points * w->size;
    w->tile.pitch = room < most ? room : most;
    w->tile.capacity = w->tile.pitch / w->size;
    w->pitch = w->tile.capacity;
}

static int64_t block_dims(const worker *w, int64_t block) {
    const int64_t left = w->args->dims - block;
    return left < HL_DISTANCE_BLOCK ? left : HL_DISTANCE_BLOCK;
}

/* Brings the dimensions from `block` on of `count` points y to the tile. */
static void fill_tile(worker *w, int64_t first, int64_t count, int64_t block) {
    const hl_distance_args *const args = w->args;
    const int64_t dims = block_dims(w, block);
    const char *from = args->y + first * args->y_strides[0] + block * args->y_strides[1];
    const int64_t used = count * w->size;
    for (int64_t k = 0; k < dims; k++) {
        char *const to = w->tile.points + k * w->tile.pitch;
        walk_copy(to, w->size, from + k * args->y_strides[1], args->y_strides[0], count,
                  (int)w->size);
        memset(to + used, 0, (size_t)((GRANULE - used % GRANULE) % GRANULE));
    }
}

/* Adds the dimensions from `block` on to the distances of points x from `first` on to those of the tile's points
 * [begin, end). */
static void add_block(worker *w, int64_t first, int64_t rows, int64_t block, int64_t begin,
                      int64_t end) {
    const hl_distance_args *const args = w->args;
    const int64_t dims = block_dims(w, block);
    const int part = (block == 0 ? FIRST : 0) | (block + dims == args->dims ? LAST : 0);
    const int64_t granule = GRANULE / w->size;
    const int64_t from = begin / granule * granule;
    const int64_t to = (end + granule - 1) / granule * granule;
    const bool dense = args->x_strides[1] == w->size;
    const int64_t at_once = dense ? rows : 4;
    for (int64_t r = 0; r < rows; r += at_once) {
        const int64_t n = rows - r < at_once ? rows - r : at_once;
        const char *x = args->x + (first + r) * args->x_strides[0] + block * args->x_strides[1];
        int64_t step = args->x_strides[0];
        if (!dense) {
            step = HL_DISTANCE_BLOCK * w->size;
            for (int64_t i = 0; i < n; i++) {
                walk_copy(w->x + i * step, w->size, x + i * args->x_strides[0], args->x_strides[1],
                          dims, (int)w->size);
            }
            x = w->x;
        }
        char *const results = w->results + r * w->pitch * w->size;
        if (args->dtype == HL_F32) {
            block_f32(args->metric, dims, x, step, n, &w->tile, (any_f32 *)results, w->pitch, from,
                      to, part);
        } else {
            block_f64(args->metric, dims, x, step, n, &w->tile, (any_f64 *)results, w->pitch, from,
                      to, part);
        }
    }
}

/* The distances of points x from `first` on to the tile's points [begin, end), which are `point` on of y. */
static int rectangle(worker *w, int64_t first, int64_t rows, int64_t point, int64_t count,
                     int64_t begin) {
    const int64_t dims = w->args->dims;
    if (hl_cancelled(w->args->cancel)) {
        return HL_ECANCELED;
    }
    if (dims == 0) {
        memset(w->results, 0, (size_t)(rows * w->pitch * w->size));
        return HL_OK;
    }
    if (dims <= HL_DISTANCE_BLOCK) { /* the tile is there */
        add_block(w, first, rows, 0, begin, count);
        return HL_OK;
    }
    for (int64_t block = 0; block < dims; block += HL_DISTANCE_BLOCK) {
        if (hl_cancelled(w->args->cancel)) {
            return HL_ECANCELED;
        }
        fill_tile(w, point, count, block);
        add_block(w, first, rows, block, begin, count);
    }
    return HL_OK;
}

/* Contiguous results to their place. */
static void put_results(const worker *w, char *to, int64_t stride, const char *from,
                        int64_t count) {
    if (stride != w->size) {
        walk_copy(to, stride, from, w->size, count, (int)w->size);
    } else if (w->args->streams) {
        stream_copy(to, from, count * w->size);
    } else {
        memcpy(to, from, (size_t)(count * w->size));
    }
}

/* The distances of point x to the tile's points [begin, end), straight to their places, which begin at `to`:
 * whole lines from registers, what lies before and behind them through results. */
static void stream_row(worker *w, int64_t point, int64_t begin, int64_t end, char *to) {
    const hl_distance_args *const args = w->args;
    const int64_t head = (int64_t)(-(uintptr_t)to % STREAM_LINE) / w->size;
    const int64_t middle = head < end - begin ? begin + head : end;
    const int64_t granule = GRANULE / w->size;
    const int64_t last = middle + (end - middle) / granule * granule;
    if (begin < middle) {
        add_block(w, point, 1, 0, begin, middle);
        memcpy(to, w->results + begin * w->size, (size_t)((middle - begin) * w->size));
    }
    if (last < end) {
        add_block(w, point, 1, 0, last, end);
        memcpy(to + (last - begin) * w->size, w->results + last * w->size,
               (size_t)((end - last) * w->size));
    }
    if (middle == last) {
        return;
    }
    const char *x = args->x + point * args->x_strides[0];
    if (args->x_strides[1] != w->size) {
        walk_copy(w->x, w->size, x, args->x_strides[1], args->dims, (int)w->size);
        x = w->x;
    }
    if (args->dtype == HL_F32) {
        one_row_f32(args->metric, args->dims, (const any_f32 *)x, &w->tile, (any_f32 *)to - begin,
                    middle, last, ALL_STREAMED);
    } else {
        one_row_f64(args->metric, args->dims, (const any_f64 *)x, &w->tile, (any_f64 *)to - begin,
                    middle, last, ALL_STREAMED);
    }
}

/* --- the kernels ---------------------------------------------------------------------------------------- */

/* Where the result of a row and a column goes. */
static char *result_place(const hl_distance_args *args, int64_t row, int64_t column) {
    if (args->form != HL_CONDENSED) {
        return args->out + row * args->out_strides[0] + column * args->out_strides[1];
    }
    /* results before this row's, which begin with the pair (row, row + 1) */
    const int64_t before = (row - args->first) * (2 * args->n - 1 - row - args->first) / 2;
    return args->out + (before + column - row - 1) * args->out_strides[1];
}

int HL_TIERED(hl_distance)(const hl_distance_args *args, int64_t begin, int64_t end,
                           int64_t first_column, int64_t last_column) {
    worker w;
    worker_start(&w, args, INT32_MAX);
    const int64_t most_rows = RESULT_BYTES / (w.pitch * w.size);
    const bool condensed = args->form == HL_CONDENSED;
    const bool streamed =
        args->streams && args->dims > 0 && args->dims <= STREAMED_DIMS &&
        args->out_strides[1] == w.size &&
        ((uintptr_t)args->out | (uintptr_t)args->out_strides[0]) % (uintptr_t)w.size == 0;
    int status = HL_OK;
    for (int64_t j = first_column; j < last_column && status == HL_OK; j += w.tile.capacity) {
        const int64_t left = last_column - j;
        const int64_t count = left < w.tile.capacity ? left : w.tile.capacity;
        /* rows whose pairs, those with a later point, reach this tile */
        const int64_t reach = condensed && j + count - 1 < end ? j + count - 1 : end;
        if (begin < reach && args->dims <= HL_DISTANCE_BLOCK) {
            fill_tile(&w, j, count, 0);
        }
        for (int64_t i = begin; i < reach && status == HL_OK; i += most_rows) {
            const int64_t rows = reach - i < most_rows ? reach - i : most_rows;
            const int64_t skipped = condensed && i + 1 > j ? i + 1 - j : 0;
            if (streamed) {
                if (hl_cancelled(args->cancel)) {
                    status = HL_ECANCELED;
                    break;
                }
                for (int64_t row = i; row < i + rows; row++) {
                    const int64_t skip = condensed && row + 1 > j ? row + 1 - j : 0;
                    stream_row(&w, row, skip, count, result_place(args, row, j + skip));
                }
                continue;
            }
            status = rectangle(&w, i, rows, j, count, skipped);
            for (int64_t r = 0; r < rows && status == HL_OK; r++) {
                const int64_t row = i + r;
                const int64_t skip = condensed && row + 1 > j ? row + 1 - j : 0;
                put_results(&w, result_place(args, row, j + skip), args->out_strides[1],
                            w.results + (r * w.pitch + skip) * w.size, count - skip);
            }
        }
    }
    if (args->streams) {
        stream_end();
    }
    return status;
}

int64_t HL_TIERED(hl_distance_tile)(const hl_distance_args *args) {
    const int64_t least = args->metric == HL_EUCLIDEAN ? MIRRORED_ROOT_DIMS : MIRRORED_DIMS;
    if (args->dims < least) {
        return 0;
    }
    worker w;
    worker_start(&w, args, MIRRORED_TILE);
    return w.tile.capacity;
}

/* Results of rows [first, first + rows) and the tile's columns to their places on the other side. */
static void put_mirrored(const worker *w, int64_t first, int64_t rows, int64_t point,
                         int64_t count) {
    const hl_distance_args *const args = w->args;
    _Alignas(64) char column[MIRRORED * sizeof(double)];
    for (int64_t c = 0; c < count; c++) {
        walk_copy(column, w->size, w->results + c * w->size, w->pitch * w->size, rows,
                  (int)w->size);
        put_results(w,
                    args->out + (point + c) * args->out_strides[0] + first * args->out_strides[1],
                    args->out_strides[1], column, rows);
    }
}

int HL_TIERED(hl_distance_mirrored)(const hl_distance_args *args, int64_t begin, int64_t end) {
    worker w;
    worker_start(&w, args, MIRRORED_TILE);
    int status = HL_OK;
    for (int64_t t = begin; t < end && status == HL_OK; t++) {
        const int64_t j = t * w.tile.capacity;
        const int64_t count = args->n - j < w.tile.capacity ? args->n - j : w.tile.capacity;
        if (args->dims <= HL_DISTANCE_BLOCK) {
            fill_tile(&w, j, count, 0);
        }
        for (int64_t i = 0; i < j + count && status == HL_OK;) {
            /* up to the tile's own points; their rows need no mirror */
            const int64_t stop = i < j ? j : j + count;
            const int64_t rows = stop - i < MIRRORED ? stop - i : MIRRORED;
            status = rectangle(&w, i, rows, j, count, 0);
            for (int64_t r = 0; r < rows && status == HL_OK; r++) {
                put_results(&w,
                            args->out + (i + r) * args->out_strides[0] + j * args->out_strides[1],
                            args->out_strides[1], w.results + r * w.pitch * w.size, count);
            }
            if (i < j && status == HL_OK) {
                put_mirrored(&w, i, rows, j, count);
            }
            i += rows;
        }
    }
    if (args->streams) {
        stream_end();
    }
    return status;
}
