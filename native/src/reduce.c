/*
 * hl_reduce, and reductions of what a program computes (reduce.h): reads and checks the description, lays the
 * axes out, cuts the work into tasks for the threads, and brings every task's elements to a kernel
 * (kernels/reductions.c): in place, or through scratch where they are not contiguous, masked, or have yet to be
 * computed. The order of the elements is that of hotloop.h, whatever the layout.
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "axes.h"
#include "hotloop.h"
#include "kernels.h"
#include "kernels/walk.h"
#include "parallel.h"
#include "reduce.h"
#include "scalar.h"
#include "tiers.h"

enum { OUT, IN, WHERE, OPERANDS };

enum {
    /* Elements between two looks at the cancel word: 0.1 ms of the slowest kernel. */
    POLL = 65536,
    /* Bytes of elements that are gathered at a time: half of an L1 cache. */
    GATHER_BYTES = 8192,
    /* Columns of a tile; the lanes of 128 columns and what is read beside them stay in the L1 cache. */
    TILE = 128,
    /* A tile of gathered rows is a block's rows of so many bytes. */
    GATHERED_ROW = 256,
    /* Elements of rows that are turned where there is no kernel for short rows: below, a row by itself costs 3
     * times as much or more. */
    SHORT_ROW = 32,
    /* Results that are written at a time: their cells stay in the L1 cache. */
    MOST_FINISHED = 256,
    /* Levels of a tile's tree that lie on the stack: 2^20 blocks. */
    STACK_LEVELS = 21,
    /* The most parts in which one reduction is cut. */
    MAX_UNITS = 256,
    /* Bytes that are computed at a time: of rows, and of a block's rows of a tile. */
    COMPUTED_BYTES = 16384,
    COMPUTED_ROW = 512
};

/*
 * Bytes for each thread below which threads cost more than they gain: 1 MB of sums or variances take 15 to 40 us on
 * a core, and a team that has gone to sleep costs up to 80 us (parallel.h). EPYC (Zen 3, 2 cores),
 * 2026-11-22, native/bench/bench_reduce.c.
 */
static const int64_t WORK_PER_THREAD = (int64_t)1 << 20;

/*
 * Rows up to so many bytes are asked for a block ahead: the processor's own prefetch falls behind their short loops.
 * 10^7 doubles in 4 columns: 2.7 -> 1.3 times a sweep, in 10,000 columns 1.15 -> 1.3. What lies in the L2 cache is
 * asked for in vain. EPYC (Zen 5, 2 cores), 2026-11-26, native/bench/bench_reduce.c.
 */
enum { ASKED_ROW = 256 };
static const int64_t ASKED_BYTES = (int64_t)4 << 20;

/* What a thread needs to compute elements, and those that it has computed last: [begin, end). */
typedef struct {
    int64_t begin;
    int64_t end;
    hl_evaluator evaluator;
    _Alignas(64) char elements[HL_REDUCE_BLOCK * COMPUTED_ROW];
} computing;

typedef struct {
    const hl_reduction_kernels *kernels;
    /* What computes the elements; NULL where they are read. Their places are those that they would have in memory,
     * in the order of the program's axes, from COMPUTED on. */
    const hl_program *program;
    const hl_kernels *tier;
    computing *computing; /* the thread's own */
    int op;
    int dtype;
    int out_dtype;
    int size; /* of an element of the input */
    bool has_where;
    double ddof;
    const int *cancel;
    char *out; /* first elements */
    const char *in;
    const char *where;
    hl_axes kept;    /* OUT, IN, WHERE */
    hl_axes reduced; /* OUT unused */
    int64_t count;   /* elements of one reduction */
    int64_t outputs;
    /* tasks: unit u of item i is number i * units + u */
    bool by_columns;
    bool asks_ahead; /* for the next rows of a tile */
    int64_t tile;    /* columns of an item; 1 when rows are reduced */
    int64_t tiles;   /* of the innermost kept axis */
    int64_t unit;    /* elements of a unit, a complete subtree: 128 * 2^k */
    int64_t units;
    hl_node *nodes; /* of the units, when there are several: tile nodes for each task */
} reduction;

/* --- where masks ---------------------------------------------------------------------------------------- */

/* The bits of the identity of the operation, 1 to 16 bytes. */
static void identity_of(int op, int dtype, char *identity) {
    memset(identity, 0, 16);
    const bool one = op == HL_PROD || op == HL_ALL;
    const float f32 = one ? 1.0F : -0.0F;
    const double f64 = one ? 1.0 : -0.0;
    const float zero_f32 = one ? 0.0F : -0.0F;
    const double zero_f64 = one ? 0.0 : -0.0;
    switch (dtype) {
    case HL_F32:
        memcpy(identity, &f32, sizeof f32);
        break;
    case HL_F64:
        memcpy(identity, &f64, sizeof f64);
        break;
    case HL_C64:
        memcpy(identity, &f32, sizeof f32);
        memcpy(identity + sizeof f32, &zero_f32, sizeof zero_f32);
        break;
    case HL_C128:
        memcpy(identity, &f64, sizeof f64);
        memcpy(identity + sizeof f64, &zero_f64, sizeof zero_f64);
        break;
    default:
        hl_store_int(identity, dtype, one);
        break;
    }
}

/* Puts the identity where the mask is false. */
static void blend(const reduction *r, char *elements, const uint8_t *mask, int64_t n) {
    char identity[16];
    identity_of(r->op, r->dtype, identity);
    const size_t size = (size_t)r->size;
    for (int64_t i = 0; i < n; i++) {
        if (mask[i] == 0) {
            memcpy(elements + (size_t)i * size, identity, size);
        }
    }
}

/* --- elements that are computed --------------------------------------------------------------------------- */

/* Where the first one would be: any address that is none. */
static const char *const COMPUTED = (const char *)(uintptr_t)64;

/* Computes n elements from the one that would be at `in` on, and as many `step` bytes behind, so many times. */
static int compute(const reduction *r, const char *in, int64_t n, int64_t parts, int64_t step) {
    computing *const c = r->computing;
    const int64_t position = ((intptr_t)in - (intptr_t)COMPUTED) / r->size;
    return r->tier->evaluate(&c->evaluator, position, n, parts, step / r->size, c->elements);
}

/* The same for a part of a row. What follows a short one is computed with it, for the rows behind. */
static int compute_row(const reduction *r, const char *in, int64_t n, const char **elements) {
    computing *const c = r->computing;
    const int64_t begin = ((intptr_t)in - (intptr_t)COMPUTED) / r->size;
    if (begin < c->begin || begin + n > c->end) {
        const int64_t room = COMPUTED_BYTES / r->size;
        const int64_t total = r->outputs * r->count;
        const int64_t most = r->count < room ? room : n;
        c->begin = begin;
        c->end = total - begin < most ? total : begin + most;
        const int status = compute(r, in, c->end - c->begin, 1, 0);
        if (status != HL_OK) {
            return status;
        }
    }
    *elements = c->elements + (begin - c->begin) * r->size;
    return HL_OK;
}

/* --- rows ----------------------------------------------------------------------------------------------- */

/* The tree's nodes to one, the rightmost ones first: an odd node is carried up. */
static hl_node collapse(const reduction *r, hl_tree *tree) {
    int64_t full = tree->blocks & (tree->blocks - 1);
    double count = (double)(tree->elements - full * HL_REDUCE_BLOCK);
    hl_node node = tree->stack[--tree->height];
    while (tree->height > 0) {
        const int64_t rest = full & (full - 1);
        const double left_count = (double)((full - rest) * HL_REDUCE_BLOCK);
        hl_node left = tree->stack[--tree->height];
        r->kernels->combine(&left.value, &left.extra, &node.value, &node.extra, 1, left_count,
                            count);
        node = left;
        count += left_count;
        full = rest;
    }
    return node;
}

/* Elements [begin, end) of the reduction whose first element is at in. */
static int reduce_row(const reduction *r, const char *in, const char *where, int64_t begin,
                      int64_t end, hl_tree *tree) {
    tree->blocks = 0;
    tree->elements = 0;
    tree->height = 0;
    const hl_axes *const axes = &r->reduced;
    if (r->program != NULL) {
        const int64_t most = COMPUTED_BYTES / r->size;
        for (int64_t at = begin; at < end; at += most) {
            const int64_t n = end - at < most ? end - at : most;
            const char *computed = NULL;
            const int status = compute_row(r, in + at * r->size, n, &computed);
            if (status != HL_OK) {
                return status;
            }
            r->kernels->rows(tree, computed, n);
        }
        return HL_OK;
    }
    const bool in_place =
        !r->has_where && (axes->rank == 0 || (axes->rank == 1 && axes->strides[IN][0] == r->size));
    if (in_place) {
        for (int64_t at = begin; at < end; at += POLL) {
            if (hl_cancelled(r->cancel)) {
                return HL_ECANCELED;
            }
            const int64_t n = end - at < POLL ? end - at : POLL;
            r->kernels->rows(tree, in + at * r->size, n);
        }
        return HL_OK;
    }
    _Alignas(64) char elements[GATHER_BYTES];
    uint8_t mask[GATHER_BYTES];
    const int64_t room = GATHER_BYTES / r->size;
    walk from;
    walk from_mask;
    walk_start(&from, axes->rank, axes->shape, axes->strides[IN], begin);
    walk_start(&from_mask, axes->rank, axes->shape, axes->strides[WHERE], begin);
    for (int64_t at = begin; at < end; at += room) {
        if (hl_cancelled(r->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t n = end - at < room ? end - at : room;
        walk_gather(&from, in, elements, n, r->size);
        if (r->has_where) {
            walk_gather(&from_mask, where, mask, n, 1);
            blend(r, elements, mask, n);
        }
        r->kernels->rows(tree, elements, n);
    }
    return HL_OK;
}

/* --- columns -------------------------------------------------------------------------------------------- */

/* A tile's tree: one row of nodes a level. */
typedef struct {
    _Alignas(64) char lanes[HL_COLUMN_SCRATCH * TILE];
    hl_cell value[STACK_LEVELS][TILE];
    hl_cell extra[STACK_LEVELS][TILE];
    char rows[HL_REDUCE_BLOCK * GATHERED_ROW];
    uint8_t mask[TILE];
} tile_scratch;

/* Where the next n rows of a tile lie: in place, or copied to scratch and masked. */
static void next_rows(const reduction *r, const char *in, const char *where, int64_t width,
                      int64_t n, walk *from, walk *from_mask, tile_scratch *s, const void **rows) {
    const int inner = r->kept.rank - 1;
    const int64_t step = r->kept.strides[IN][inner];
    const bool in_place = !r->has_where && (step == r->size || width == 1);
    if (in_place && n <= walk_run(from)) {
        for (int64_t k = 0; k < n; k++) {
            rows[k] = in + from->offset + k * walk_stride(from);
        }
        walk_advance(from, n);
        return;
    }
    for (int64_t k = 0; k < n; k++) {
        rows[k] = in + from->offset;
        if (!in_place) {
            char *const row = s->rows + k * width * r->size;
            walk_copy(row, r->size, in + from->offset, step, width, r->size);
            rows[k] = row;
        }
        walk_advance(from, 1);
        if (r->has_where) {
            walk_copy((char *)s->mask, 1, where + from_mask->offset, r->kept.strides[WHERE][inner],
                      width, 1);
            blend(r, s->rows + k * width * r->size, s->mask, width);
            walk_advance(from_mask, 1);
        }
    }
}

/* The same where they are computed. Either the columns follow each other, or, of rows that are short, all elements
 * of a column do: then they are turned. */
static int next_computed_rows(const reduction *r, const char *in, int64_t width, int64_t n,
                              walk *from, tile_scratch *s, const void **rows) {
    const int64_t step = r->kept.strides[IN][r->kept.rank - 1];
    const int64_t row = width * r->size;
    char *const elements = r->computing->elements;
    if (step != r->size) {
        const int status = compute(r, in, width * n, 1, 0);
        for (int64_t k = 0; k < n && status == HL_OK; k++) {
            rows[k] = s->rows + k * row;
            walk_copy(s->rows + k * row, r->size, elements + k * r->size, step, width, r->size);
        }
        return status;
    }
    for (int64_t k = 0; k < n; k++) {
        rows[k] = elements + k * row;
    }
    /* the reduced axes are one: their places follow each other */
    const bool is_whole = walk_stride(from) == row;
    const int status = compute(r, in + from->offset, is_whole ? width * n : width, is_whole ? 1 : n,
                               walk_stride(from));
    walk_advance(from, n);
    return status;
}

/* Asks for the next rows of a tile. Inlined, since gcc drops calls of functions that do nothing else. */
static HL_ALWAYS_INLINE void ask_for_rows(const char *in, const walk *from, int64_t left,
                                          int64_t bytes) {
    const int64_t most = left < HL_REDUCE_BLOCK ? left : HL_REDUCE_BLOCK;
    const int64_t n = most < walk_run(from) ? most : walk_run(from);
    for (int64_t k = 0; k < n; k++) {
        const char *const row = in + from->offset + k * walk_stride(from);
        for (int64_t at = 0; at < bytes; at += HL_LINE) {
            HL_PREFETCH(row + at);
        }
    }
}

/* Rows [begin, end) of `width` columns whose first elements are at in; the nodes go to level 0. */
static int reduce_tile(const reduction *r, const char *in, const char *where, int64_t width,
                       int64_t begin, int64_t end, tile_scratch *s) {
    const hl_axes *const axes = &r->reduced;
    walk from;
    walk from_mask;
    walk_start(&from, axes->rank, axes->shape, axes->strides[IN], begin);
    walk_start(&from_mask, axes->rank, axes->shape, axes->strides[WHERE], begin);
    int64_t blocks = 0;
    int height = 0;
    double count = 0;
    for (int64_t at = begin; at < end; at += HL_REDUCE_BLOCK) {
        if (hl_cancelled(r->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t n = end - at < HL_REDUCE_BLOCK ? end - at : HL_REDUCE_BLOCK;
        const void *rows[HL_REDUCE_BLOCK];
        if (r->program == NULL) {
            next_rows(r, in, where, width, n, &from, &from_mask, s, rows);
            if (r->asks_ahead && end - at > n) {
                ask_for_rows(in, &from, end - at - n, width * r->size);
            }
        } else {
            const int status = next_computed_rows(r, in, width, n, &from, s, rows);
            if (status != HL_OK) {
                return status;
            }
        }
        r->kernels->columns(rows, n, at, width, s->lanes, s->value[height], s->extra[height]);
        double left = HL_REDUCE_BLOCK;
        count = (double)n;
        for (int64_t carry = blocks; (carry & 1) != 0; carry >>= 1) {
            height--;
            r->kernels->combine(s->value[height], s->extra[height], s->value[height + 1],
                                s->extra[height + 1], width, left, count);
            count += left;
            left *= 2;
        }
        height++;
        blocks++;
    }
    /* as collapse() */
    int64_t full = blocks & (blocks - 1);
    while (height > 1) {
        const int64_t rest = full & (full - 1);
        const double left = (double)((full - rest) * HL_REDUCE_BLOCK);
        height--;
        r->kernels->combine(s->value[height - 1], s->extra[height - 1], s->value[height],
                            s->extra[height], width, left, count);
        count += left;
        full = rest;
    }
    return HL_OK;
}

/* --- results -------------------------------------------------------------------------------------------- */

/* Writes the result of a whole reduction. */
static void finish(const reduction *r, char *out, const hl_cell *value, const hl_cell *extra) {
    const double count = (double)r->count;
    switch (r->op) {
    case HL_MEAN:
        if (hl_is_complex(r->dtype)) {
            hl_store_complex(out, r->out_dtype, value->f / count, extra->f / count);
        } else {
            hl_store_double(out, r->out_dtype, value->f / count);
        }
        return;
    case HL_VAR:
        hl_store_double(out, r->out_dtype, extra->f / (count - r->ddof));
        return;
    case HL_STD:
        hl_store_double(out, r->out_dtype, sqrt(extra->f / (count - r->ddof)));
        return;
    case HL_NORM:
        hl_store_double(out, r->out_dtype, sqrt(value->f));
        return;
    case HL_ANY:
    case HL_ALL:
    case HL_COUNT_NONZERO:
        hl_store_int(out, r->out_dtype, value->i);
        return;
    case HL_ARGMIN:
    case HL_ARGMAX:
        hl_store_int(out, r->out_dtype, extra->i);
        return;
    default:
        break; /* the accumulator itself */
    }
    if (hl_is_complex(r->dtype)) {
        hl_store_complex(out, r->out_dtype, value->f, extra->f);
    } else if (hl_is_float(r->dtype)) {
        hl_store_double(out, r->out_dtype, value->f);
    } else if (hl_is_unsigned(r->dtype)) {
        hl_store_unsigned(out, r->out_dtype, value->u);
    } else {
        hl_store_int(out, r->out_dtype, value->i);
    }
}

/* One double for each of n nodes: the results of an operation on floats, or of a norm. */
static void double_results(const reduction *r, const hl_cell *value, const hl_cell *extra,
                           int64_t n, double *results) {
    const double count = (double)r->count;
    switch (r->op) {
    case HL_MEAN:
        for (int64_t i = 0; i < n; i++) {
            results[i] = value[i].f / count;
        }
        break;
    case HL_VAR:
        for (int64_t i = 0; i < n; i++) {
            results[i] = extra[i].f / (count - r->ddof);
        }
        break;
    case HL_STD:
        for (int64_t i = 0; i < n; i++) {
            results[i] = extra[i].f / (count - r->ddof);
        }
        break;
    default:
        for (int64_t i = 0; i < n; i++) {
            results[i] = value[i].f;
        }
        break;
    }
    if (r->op == HL_STD || r->op == HL_NORM) {
        r->tier->arithmetic(HL_OP_SQRT, HL_F64)(results, results, NULL, NULL, n);
    }
}

/* Writes n <= MOST_FINISHED results, step bytes apart. */
static void finish_all(const reduction *r, char *out, int64_t step, const hl_cell *value,
                       const hl_cell *extra, int64_t n) {
    const bool at_once = step == hl_dtype_size(r->out_dtype);
    const bool is_position = r->op == HL_ARGMIN || r->op == HL_ARGMAX;
    const bool is_count = r->op == HL_ANY || r->op == HL_ALL || r->op == HL_COUNT_NONZERO;
    const bool is_wide = r->out_dtype == HL_I64 || r->out_dtype == HL_U64;
    if (at_once && is_wide && (is_position || is_count || hl_is_integer(r->dtype))) {
        memcpy(out, is_position ? extra : value, (size_t)n * sizeof *value);
        return;
    }
    if (at_once && is_count && r->out_dtype == HL_BOOL) {
        for (int64_t i = 0; i < n; i++) {
            ((uint8_t *)out)[i] = value[i].u != 0;
        }
        return;
    }
    const bool is_real = !is_position && !is_count &&
                         (hl_is_float(r->dtype) || (hl_is_complex(r->dtype) && r->op == HL_NORM));
    if (at_once && is_real && hl_is_float(r->out_dtype)) {
        double results[MOST_FINISHED];
        double_results(r, value, extra, n, results);
        if (r->out_dtype == HL_F64) {
            memcpy(out, results, (size_t)n * sizeof *results);
            return;
        }
        float narrow[MOST_FINISHED];
        for (int64_t i = 0; i < n; i++) {
            narrow[i] = (float)results[i];
        }
        memcpy(out, narrow, (size_t)n * sizeof *narrow);
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        finish(r, out + i * step, &value[i], &extra[i]);
    }
}

/* The result of reducing nothing, where there is one. */
static void finish_nothing(const reduction *r, char *out) {
    const hl_cell zero = {.u = 0};
    hl_cell value = {.u = 0};
    switch (r->op) {
    case HL_PROD:
        if (hl_is_complex(r->dtype) || hl_is_float(r->dtype)) {
            value.f = 1;
        } else {
            value.i = 1;
        }
        break;
    case HL_ALL:
        value.i = 1;
        break;
    case HL_VAR:
    case HL_STD:
        hl_store_double(out, r->out_dtype, (double)NAN);
        return;
    default:
        break;
    }
    finish(r, out, &value, &zero);
}

/* --- tasks ---------------------------------------------------------------------------------------------- */

/* Where an item begins: offsets of its first output and of its first input elements. */
typedef struct {
    walk at[OPERANDS];
    int64_t tile;
} item_walk;

static void item_start(const reduction *r, item_walk *w, int64_t item) {
    const int rank = r->by_columns ? r->kept.rank - 1 : r->kept.rank;
    w->tile = item % r->tiles;
    for (int k = 0; k < OPERANDS; k++) {
        walk_start(&w->at[k], rank, r->kept.shape, r->kept.strides[k], item / r->tiles);
    }
}

static void item_next(const reduction *r, item_walk *w) {
    if (++w->tile == r->tiles) {
        w->tile = 0;
        for (int k = 0; k < OPERANDS; k++) {
            walk_advance(&w->at[k], 1);
        }
    }
}

static int64_t item_width(const reduction *r, const item_walk *w) {
    if (!r->by_columns) {
        return 1;
    }
    const int64_t left = r->kept.shape[r->kept.rank - 1] - w->tile * r->tile;
    return left < r->tile ? left : r->tile;
}

static int64_t item_offset(const reduction *r, const item_walk *w, int operand) {
    const int64_t column = w->tile * r->tile;
    return w->at[operand].offset +
           (r->by_columns ? column * r->kept.strides[operand][r->kept.rank - 1] : 0);
}

static int64_t out_step(const reduction *r) {
    return r->by_columns ? r->kept.strides[OUT][r->kept.rank - 1] : 0;
}

/* Not inlined: a row needs little of the stack. */
static HL_NOINLINE int column_tasks(const reduction *r, int64_t begin, int64_t end) {
    tile_scratch s;
    item_walk w;
    item_start(r, &w, begin / r->units);
    for (int64_t task = begin; task < end; task++) {
        const int64_t from = task % r->units * r->unit;
        const int64_t to = r->count - from < r->unit ? r->count : from + r->unit;
        const int64_t width = item_width(r, &w);
        const int status = reduce_tile(r, r->in + item_offset(r, &w, IN),
                                       r->where + item_offset(r, &w, WHERE), width, from, to, &s);
        if (status != HL_OK) {
            return status;
        }
        if (r->units == 1) {
            finish_all(r, r->out + item_offset(r, &w, OUT), out_step(r), s.value[0], s.extra[0],
                       width);
        } else {
            for (int64_t c = 0; c < width; c++) {
                r->nodes[task * r->tile + c] = (hl_node){s.value[0][c], s.extra[0][c]};
            }
        }
        if ((task + 1) % r->units == 0) {
            item_next(r, &w);
        }
    }
    return HL_OK;
}

static int row_tasks(const reduction *r, int64_t begin, int64_t end) {
    hl_tree tree;
    item_walk w;
    item_start(r, &w, begin / r->units);
    for (int64_t task = begin; task < end; task++) {
        const int64_t from = task % r->units * r->unit;
        const int64_t to = r->count - from < r->unit ? r->count : from + r->unit;
        const int status = reduce_row(r, r->in + item_offset(r, &w, IN),
                                      r->where + item_offset(r, &w, WHERE), from, to, &tree);
        if (status != HL_OK) {
            return status;
        }
        hl_node node = collapse(r, &tree);
        if (r->op == HL_ARGMIN || r->op == HL_ARGMAX) {
            node.extra.i += from; /* the kernel counts from the first element it is given */
        }
        if (r->units == 1) {
            finish(r, r->out + item_offset(r, &w, OUT), &node.value, &node.extra);
        } else {
            r->nodes[task] = node;
        }
        if ((task + 1) % r->units == 0) {
            item_next(r, &w);
        }
    }
    return HL_OK;
}

/* Outputs [begin, end) of rows shorter than a block that lie in place. */
static int short_row_tasks(void *context, int64_t begin, int64_t end) {
    const reduction *const r = context;
    hl_cell value[MOST_FINISHED];
    hl_cell extra[MOST_FINISHED];
    walk in;
    walk out;
    walk_start(&in, r->kept.rank, r->kept.shape, r->kept.strides[IN], begin);
    walk_start(&out, r->kept.rank, r->kept.shape, r->kept.strides[OUT], begin);
    while (begin < end) {
        if (hl_cancelled(r->cancel)) {
            return HL_ECANCELED;
        }
        int64_t n = walk_run(&in) < end - begin ? walk_run(&in) : end - begin;
        n = n < MOST_FINISHED ? n : MOST_FINISHED;
        r->kernels->short_rows(r->in + in.offset, r->count, walk_stride(&in), n, value, extra);
        finish_all(r, r->out + out.offset, walk_stride(&out), value, extra, n);
        walk_advance(&in, n);
        walk_advance(&out, n);
        begin += n;
    }
    return HL_OK;
}

/* Not inlined, as above: what is computed needs much. */
static HL_NOINLINE int computed_tasks(const reduction *shared, int64_t begin, int64_t end) {
    computing c;
    reduction r = *shared;
    r.computing = &c;
    c.begin = c.end = 0;
    r.tier->evaluator(&c.evaluator, r.program);
    return r.by_columns ? column_tasks(&r, begin, end) : row_tasks(&r, begin, end);
}

static int run_tasks(void *context, int64_t begin, int64_t end) {
    const reduction *const r = context;
    if (r->program != NULL) {
        return computed_tasks(r, begin, end);
    }
    return r->by_columns ? column_tasks(r, begin, end) : row_tasks(r, begin, end);
}

/* The units' nodes to outputs, by the same tree: a unit is a complete subtree, the last one is carried up. */
static void combine_units(const reduction *r, int64_t items) {
    item_walk w;
    item_start(r, &w, 0);
    for (int64_t item = 0; item < items; item++) {
        hl_node *const nodes = r->nodes + item * r->units * r->tile;
        const int64_t width = item_width(r, &w);
        for (int64_t c = 0; c < width; c++) {
            for (int64_t step = 1; step < r->units; step *= 2) {
                for (int64_t u = 0; u + step < r->units; u += 2 * step) {
                    hl_node *const left = &nodes[u * r->tile + c];
                    hl_node *const right = &nodes[(u + step) * r->tile + c];
                    const int64_t begin = (u + step) * r->unit;
                    const int64_t end =
                        r->count - begin < step * r->unit ? r->count : begin + step * r->unit;
                    r->kernels->combine(&left->value, &left->extra, &right->value, &right->extra, 1,
                                        (double)(step * r->unit), (double)(end - begin));
                }
            }
            finish(r, r->out + item_offset(r, &w, OUT) + c * out_step(r), &nodes[c].value,
                   &nodes[c].extra);
        }
        item_next(r, &w);
    }
}

/* --- the plan ------------------------------------------------------------------------------------------- */

/* Whether the elements may be reduced in any order with the same bits. */
static bool is_in_any_order(const reduction *r) {
    switch (r->op) {
    case HL_ANY:
    case HL_ALL:
    case HL_COUNT_NONZERO:
        return true;
    case HL_SUM:
    case HL_PROD:
    case HL_MIN:
    case HL_MAX:
        return hl_is_integer(r->dtype);
    default:
        return false;
    }
}

/* Whether tiles of columns are read nearer to the order in memory than rows are; or rows are so short that
 * turning some of them into columns costs less than starting each. */
static bool columns_are_better(const reduction *r) {
    const int kept = r->kept.rank;
    const int reduced = r->reduced.rank;
    return kept > 0 && reduced > 0 &&
           (hl_axes_distance(r->kept.strides[IN][kept - 1]) <
                hl_axes_distance(r->reduced.strides[IN][reduced - 1]) ||
            (r->count <= SHORT_ROW && r->kept.shape[kept - 1] > SHORT_ROW));
}

/* Whether the reductions are rows of less than a block that a kernel takes as they lie. */
static bool rows_are_short(const reduction *r) {
    const hl_axes *const axes = &r->reduced;
    return r->program == NULL && r->kernels->short_rows != NULL && !r->has_where &&
           r->count < HL_REDUCE_BLOCK && r->kept.rank > 0 &&
           (axes->rank == 0 || (axes->rank == 1 && axes->strides[IN][0] == r->size));
}

/* Blocks that a tile's tree on the stack can count. */
static const int64_t MOST_COLUMN_ROWS = ((int64_t)HL_REDUCE_BLOCK << (STACK_LEVELS - 1)) - 1;

/* A power of two of blocks, so that about so many units come out. */
static int64_t unit_for(int64_t count, int64_t units) {
    int64_t unit = HL_REDUCE_BLOCK;
    while (unit < ((int64_t)1 << 61) && count / unit >= units) {
        unit *= 2;
    }
    return unit;
}

static int run(reduction *r, int threads) {
    hl_axes_sort(&r->kept, OPERANDS, IN);
    hl_axes_merge(&r->kept, OPERANDS);
    if (is_in_any_order(r)) {
        hl_axes_sort(&r->reduced, OPERANDS, IN);
    }
    hl_axes_merge(&r->reduced, OPERANDS);
    /* elements < 2^62 / outputs, so that this cannot overflow */
    const int64_t weight = r->program == NULL ? 1 : r->program->operands + r->program->instructions;
    const int64_t work = r->count > INT64_MAX / 16 / weight / r->outputs
                             ? INT64_MAX
                             : r->count * r->outputs * r->size * weight;
    if (work / threads < WORK_PER_THREAD) {
        threads = 1;
    }
    if (rows_are_short(r)) {
        /* outputs of two threads should not meet in a line */
        return hl_parallel_for(r->outputs, 64, threads, short_row_tasks, r);
    }
    r->by_columns = columns_are_better(r);
    r->tile = 1;
    r->tiles = 1;
    int64_t items = r->outputs;
    if (r->by_columns) {
        const int inner = r->kept.rank - 1;
        const bool in_place = !r->has_where && r->kept.strides[IN][inner] == r->size;
        const bool fits =
            r->program == NULL && r->count <= HL_REDUCE_BLOCK * GATHERED_ROW / (TILE * r->size);
        const int row = in_place && r->program != NULL ? COMPUTED_ROW : GATHERED_ROW;
        const bool is_wide = (in_place && r->program == NULL) || fits;
        r->tile = is_wide || row / r->size > TILE ? TILE : row / r->size;
        if (r->tile > r->kept.shape[inner]) {
            r->tile = r->kept.shape[inner];
        }
        r->tiles = (r->kept.shape[inner] + r->tile - 1) / r->tile;
        r->asks_ahead =
            in_place && r->program == NULL && work > ASKED_BYTES && r->tile * r->size <= ASKED_ROW;
        items = r->outputs / r->kept.shape[inner] * r->tiles;
    }
    r->units = 1;
    r->unit = (int64_t)1 << 62;
    if (threads > 1 && items < 4 * (int64_t)threads) {
        int64_t wanted = 32 * (int64_t)threads / items;
        r->unit = unit_for(r->count, wanted < MAX_UNITS ? wanted : MAX_UNITS);
        r->units = (r->count - 1) / r->unit + 1;
    }
    if (r->by_columns && r->unit > MOST_COLUMN_ROWS && r->count > MOST_COLUMN_ROWS) {
        r->unit = (int64_t)HL_REDUCE_BLOCK << (STACK_LEVELS - 2);
        r->units = (r->count - 1) / r->unit + 1;
    }
    /* outputs of two threads should not meet in a line */
    const int64_t grain = r->units > 1 || r->by_columns ? 1 : 64;
    if (r->units == 1) {
        return hl_parallel_for(items, grain, threads, run_tasks, r);
    }
    const int64_t bytes = items * r->units * r->tile * (int64_t)sizeof(hl_node);
    void *block = NULL;
    int status = hl_alloc(bytes, &block);
    if (status != HL_OK) {
        return status;
    }
    r->nodes = block;
    status = hl_parallel_for(items * r->units, 1, threads, run_tasks, r);
    if (status == HL_OK) {
        combine_units(r, items);
    }
    hl_free(block, bytes);
    return status;
}

/* Nothing is reduced: every output is the same. */
static void fill_with_nothing(const reduction *r) {
    walk w;
    walk_start(&w, r->kept.rank, r->kept.shape, r->kept.strides[OUT], 0);
    for (int64_t i = 0; i < r->outputs; i++) {
        finish_nothing(r, r->out + w.offset);
        walk_advance(&w, 1);
    }
}

/* --- the export ----------------------------------------------------------------------------------------- */

static bool takes_where(int op) {
    return op == HL_SUM || op == HL_PROD || op == HL_ANY || op == HL_ALL ||
           op == HL_COUNT_NONZERO || op == HL_NORM;
}

static bool needs_elements(int op) {
    return op == HL_MIN || op == HL_MAX || op == HL_ARGMIN || op == HL_ARGMAX;
}

int hl_reduce(const hl_int64 *call, void *out, const void *in, const void *where,
              const void *unused) {
    (void)unused;
    if (call == NULL) {
        return HL_EINVAL;
    }
    hl_words words = {call};
    const int64_t op = hl_word(&words);
    const int64_t threads = hl_word(&words);
    const int *const cancel = hl_word_cancel(&words);
    const hl_int64 ddof = hl_word(&words);
    const int64_t kept = hl_word(&words);
    const int64_t reduced = hl_word(&words);
    const int64_t has_where = hl_word(&words);
    if (op < HL_SUM || op > HL_NORM || threads < 1 || threads > HL_MAX_THREADS ||
        (uintptr_t)cancel % sizeof *cancel != 0 || kept < 0 || kept > HL_MAX_RANK || reduced < 0 ||
        reduced > HL_MAX_RANK - kept || has_where < 0 || has_where > 1 ||
        (has_where == 1 && !takes_where((int)op))) {
        return HL_EINVAL;
    }
    reduction
        r; /* filled field by field: zeroing its axes would cost as much as a small reduction */
    r.program = NULL;
    r.op = (int)op;
    r.cancel = cancel;
    r.has_where = has_where == 1;
    memcpy(&r.ddof, &ddof, sizeof r.ddof);
    r.kept.rank = (int)kept;
    r.reduced.rank = (int)reduced;
    hl_words_copy(&words, r.kept.shape, r.kept.rank);
    hl_words_copy(&words, r.reduced.shape, r.reduced.rank);
    const int64_t out_dtype = hl_word(&words);
    const int64_t out_offset = hl_word(&words);
    hl_words_copy(&words, r.kept.strides[OUT], r.kept.rank);
    const int64_t dtype = hl_word(&words);
    const int64_t in_offset = hl_word(&words);
    hl_words_copy(&words, r.kept.strides[IN], r.kept.rank);
    hl_words_copy(&words, r.reduced.strides[IN], r.reduced.rank);
    int64_t where_offset = 0;
    if (r.has_where) {
        where_offset = hl_word(&words);
        hl_words_copy(&words, r.kept.strides[WHERE], r.kept.rank);
        hl_words_copy(&words, r.reduced.strides[WHERE], r.reduced.rank);
    } else {
        memset(r.kept.strides[WHERE], 0, (size_t)kept * sizeof(int64_t));
        memset(r.reduced.strides[WHERE], 0, (size_t)reduced * sizeof(int64_t));
    }
    /* what has no stride merges as the input does */
    memcpy(r.reduced.strides[OUT], r.reduced.strides[IN], (size_t)reduced * sizeof(int64_t));
    r.outputs = 1;
    r.count = 1;
    int64_t elements;
    if (!hl_is_dtype(dtype) || !hl_is_dtype(out_dtype) ||
        !hl_axes_size(r.kept.shape, r.kept.rank, &r.outputs) ||
        !hl_axes_size(r.reduced.shape, r.reduced.rank, &r.count)) {
        return HL_EINVAL;
    }
    elements = r.outputs;
    if (!hl_axes_size(r.reduced.shape, r.reduced.rank, &elements)) {
        return HL_EINVAL;
    }
    const hl_kernels *kernels = NULL;
    const int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK) {
        return status;
    }
    r.dtype = (int)dtype;
    r.out_dtype = (int)out_dtype;
    r.size = hl_dtype_size(r.dtype);
    r.tier = kernels;
    r.kernels = kernels->reduction(r.op, r.dtype);
    if (r.kernels == NULL) {
        return HL_EINVAL;
    }
    if (r.outputs == 0) {
        return HL_OK;
    }
    if (out == NULL || (elements > 0 && (in == NULL || (r.has_where && where == NULL))) ||
        (r.count == 0 && needs_elements(r.op))) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    r.out = (char *)out + out_offset;
    if (r.count == 0) {
        fill_with_nothing(&r);
        return HL_OK;
    }
    r.in = (const char *)in + in_offset;
    r.where = r.has_where ? (const char *)where + where_offset : r.in;
    return run(&r, (int)threads);
}

/* --- reductions of what a program computes ----------------------------------------------------------------- */

bool hl_is_reduction(const hl_kernels *kernels, int64_t op, int dtype) {
    return op >= HL_SUM && op <= HL_NORM && op != HL_ARGMIN && op != HL_ARGMAX &&
           kernels->reduction((int)op, dtype) != NULL;
}

bool hl_reduction_needs_elements(int op) {
    return needs_elements(op);
}

bool hl_are_short_rows(int64_t count) {
    return count <= SHORT_ROW;
}

/* What is the same with and without elements. */
static void start(reduction *r, const hl_computed_reduction *c) {
    r->op = c->op;
    r->dtype = c->dtype;
    r->out_dtype = c->out_dtype;
    r->size = hl_dtype_size(c->dtype);
    r->ddof = c->ddof;
    r->has_where = false;
    r->out = c->out;
    r->kept.rank = c->kept;
    r->outputs = 1;
    for (int i = 0; i < c->kept; i++) {
        r->kept.shape[i] = c->shape[i];
        r->kept.strides[OUT][i] = c->out_strides[i];
        r->kept.strides[WHERE][i] = 0;
        r->outputs *= c->shape[i];
    }
}

void hl_reduce_nothing(const hl_computed_reduction *c) {
    reduction r;
    start(&r, c);
    r.count = 0;
    fill_with_nothing(&r);
}

int hl_reduce_computed(const hl_computed_reduction *c) {
    reduction r;
    start(&r, c);
    r.kernels = c->kernels->reduction(c->op, c->dtype);
    r.tier = c->kernels;
    r.program = c->program;
    r.cancel = c->program->cancel;
    r.reduced.rank = c->reduced;
    r.count = 1;
    /* strides as if the elements were in memory */
    int64_t stride = r.size;
    if (c->by_columns) {
        r.kept.strides[IN][c->kept - 1] = stride;
        stride *= c->shape[c->kept - 1];
    }
    for (int i = c->reduced - 1; i >= 0; i--) {
        const int64_t length = c->shape[c->kept + i];
        r.reduced.shape[i] = length;
        r.reduced.strides[IN][i] = r.reduced.strides[OUT][i] = stride;
        r.reduced.strides[WHERE][i] = 0;
        r.count *= length;
        stride *= length;
    }
    for (int i = c->kept - 1 - c->by_columns; i >= 0; i--) {
        r.kept.strides[IN][i] = stride;
        stride *= c->shape[i];
    }
    r.in = COMPUTED;
    r.where = r.in;
    return run(&r, c->threads);
}
