/*
 * Runs a planned program over a range of its elements, block by block: gathers what does not lie
 * contiguously into scratch that stays in the L1 cache, applies the instructions to it, and stores the
 * result. What was decided before is in program.h; what an instruction does, in the other files here.
 */
#include <string.h>

#include "../program.h"
#include "elementwise.h"
#include "stream.h"
#include "walk.h"

typedef hl_run run;

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* --- copies --------------------------------------------------------------------------------------- */

typedef struct {
    u64 low, high;
} u128;

/* n elements from strided places to strided places. Contiguous results have loops of their own for the
 * strides that occur most: the same element, every other one, and backwards. */
#define COPY_STRIDED(U, ...) \
    static void copy_##U(char *to, int64_t to_stride, const char *from, int64_t from_stride, \
                         int64_t n) { \
        const int64_t size = sizeof(U); \
        U *const r = (U *)(void *)to; \
        const U *const x = (const U *)(const void *)from; \
        if (to_stride != size) { \
            for (int64_t i = 0; i < n; i++) { \
                *(U *)(void *)(to + i * to_stride) = \
                    *(const U *)(const void *)(from + i * from_stride); \
            } \
        } else if (from_stride == size) { \
            memcpy(to, from, (size_t)(n * size)); \
        } else if (from_stride == 0) { \
            const U element = *x; \
            HL_SIMD \
            for (int64_t i = 0; i < n; i++) { \
                r[i] = element; \
            } \
        } else if (from_stride == 2 * size) { \
            HL_SIMD \
            for (int64_t i = 0; i < n; i++) { \
                r[i] = x[2 * i]; \
            } \
        } else if (from_stride == -size) { \
            HL_SIMD \
            for (int64_t i = 0; i < n; i++) { \
                r[i] = x[-i]; \
            } \
        } else { \
            for (int64_t i = 0; i < n; i++) { \
                r[i] = *(const U *)(const void *)(from + i * from_stride); \
            } \
        } \
    }
FOR_UNSIGNED(COPY_STRIDED)
COPY_STRIDED(u128)

static void copy_strided(char *to, int64_t to_stride, const char *from, int64_t from_stride,
                         int64_t n, int size) {
    switch (size) {
    case 1:
        copy_u8(to, to_stride, from, from_stride, n);
        break;
    case 2:
        copy_u16(to, to_stride, from, from_stride, n);
        break;
    case 4:
        copy_u32(to, to_stride, from, from_stride, n);
        break;
    case 8:
        copy_u64(to, to_stride, from, from_stride, n);
        break;
    default:
        copy_u128(to, to_stride, from, from_stride, n);
        break;
    }
}

/* Two axes of elements: how far apart rows are and the elements of a row. */
typedef struct {
    char *at;
    int64_t row_stride;
    int64_t stride;
} plane;

/* Squares of registers of 16 bytes: SIDE rows are loaded and SIDE columns are stored. */
typedef u64 HL_UNALIGNED pair_u64 __attribute__((vector_size(16)));
typedef u32 HL_UNALIGNED quad_u32 __attribute__((vector_size(16)));

/* Columns of `from` are contiguous, rows of `to` are. */
static void transpose_u64(plane to, plane from, int64_t rows, int64_t columns) {
    int64_t i = 0;
    for (; i <= rows - 2; i += 2) {
        char *const r0 = to.at + i * to.row_stride;
        char *const r1 = r0 + to.row_stride;
        const char *const x = from.at + i * 8;
        int64_t j = 0;
        for (; j <= columns - 2; j += 2) {
            const pair_u64 a = *(const pair_u64 *)(const void *)(x + j * from.stride);
            const pair_u64 b = *(const pair_u64 *)(const void *)(x + (j + 1) * from.stride);
            *(pair_u64 *)(void *)(r0 + j * 8) = __builtin_shufflevector(a, b, 0, 2);
            *(pair_u64 *)(void *)(r1 + j * 8) = __builtin_shufflevector(a, b, 1, 3);
        }
        for (; j < columns; j++) {
            *(u64 *)(void *)(r0 + j * 8) = *(const u64 *)(const void *)(x + j * from.stride);
            *(u64 *)(void *)(r1 + j * 8) = *(const u64 *)(const void *)(x + j * from.stride + 8);
        }
    }
    for (; i < rows; i++) {
        copy_u64(to.at + i * to.row_stride, 8, from.at + i * 8, from.stride, columns);
    }
}

static void transpose_u32(plane to, plane from, int64_t rows, int64_t columns) {
    int64_t i = 0;
    for (; i <= rows - 4; i += 4) {
        const char *const x = from.at + i * 4;
        char *const r = to.at + i * to.row_stride;
        int64_t j = 0;
        for (; j <= columns - 4; j += 4) {
            quad_u32 a[4];
            for (int k = 0; k < 4; k++) {
                a[k] = *(const quad_u32 *)(const void *)(x + (j + k) * from.stride);
            }
            const quad_u32 low01 = __builtin_shufflevector(a[0], a[1], 0, 4, 1, 5);
            const quad_u32 low23 = __builtin_shufflevector(a[2], a[3], 0, 4, 1, 5);
            const quad_u32 high01 = __builtin_shufflevector(a[0], a[1], 2, 6, 3, 7);
            const quad_u32 high23 = __builtin_shufflevector(a[2], a[3], 2, 6, 3, 7);
            char *const to_j = r + j * 4;
            *(quad_u32 *)(void *)to_j = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
            *(quad_u32 *)(void *)(to_j + to.row_stride) =
                __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
            *(quad_u32 *)(void *)(to_j + 2 * to.row_stride) =
                __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
            *(quad_u32 *)(void *)(to_j + 3 * to.row_stride) =
                __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
        }
        for (int k = 0; k < 4; k++) {
            copy_u32(r + k * to.row_stride + j * 4, 4, x + k * 4 + j * from.stride, from.stride,
                     columns - j);
        }
    }
    for (; i < rows; i++) {
        copy_u32(to.at + i * to.row_stride, 4, from.at + i * 4, from.stride, columns);
    }
}

/* Copies rows x columns elements: along the axis that is contiguous on both sides, or along the longer
 * one. */
static void copy_plane(plane to, plane from, int64_t rows, int64_t columns, int size) {
    const bool is_transposed = to.stride == size && from.stride != size && from.row_stride == size;
    if (is_transposed && size == 8) {
        transpose_u64(to, from, rows, columns);
    } else if (is_transposed && size == 4) {
        transpose_u32(to, from, rows, columns);
    } else if (rows > columns && !(to.stride == size && from.stride == size && columns >= 8)) {
        for (int64_t j = 0; j < columns; j++) {
            copy_strided(to.at + j * to.stride, to.row_stride, from.at + j * from.stride,
                         from.row_stride, rows, size);
        }
    } else {
        for (int64_t i = 0; i < rows; i++) {
            copy_strided(to.at + i * to.row_stride, to.stride, from.at + i * from.row_stride,
                         from.stride, columns, size);
        }
    }
}

/* --- blocks --------------------------------------------------------------------------------------- */

/* Gives places to registers, and fills those that stay as they are; n: the most elements of a block. Not inlined,
 * since gcc then fears for places that nobody reads. */
static HL_NOINLINE void start(run *r, const hl_program *p, char *scratch, int64_t n) {
    r->program = p;
    for (int i = 0; i < p->registers; i++) {
        r->place[HL_OPERANDS + i] = scratch + i * p->register_bytes;
    }
    for (int k = 0; k < p->operands; k++) {
        const hl_operand *const o = &p->operand[k];
        if (o->place != 0) {
            r->place[k] = r->place[o->place];
        }
        if (o->access == HL_FIXED && p->mode == HL_ROWS) {
            copy_strided(r->place[k], o->size, o->base, 0, n, o->size);
        }
    }
    for (int i = 0; i < p->constants; i++) {
        const hl_constant *const constant = &p->constant[i];
        if (constant->fills) {
            copy_strided(r->place[constant->place], constant->size, constant->value, 0, n,
                         constant->size);
        } else {
            r->place[constant->place] = (char *)(uintptr_t)constant->value; /* only read */
        }
    }
}

static HL_ALWAYS_INLINE void apply_one(const hl_instruction *step, char *const *place, int64_t n) {
    const int16_t *const from = step->from;
    if (step->has_terms) {
        const void *sources[2 * HL_TERM_SOURCES];
        for (int i = 0; i < 2 * HL_TERM_SOURCES; i++) {
            sources[i] = place[from[i]];
        }
        step->terms(place[step->out], sources, n);
    } else {
        step->apply(place[step->out], place[from[0]], place[from[1]], place[from[2]], n);
    }
}

static inline void apply(const run *r, int64_t n) {
    const hl_program *const p = r->program;
    for (int i = 0; i < p->instructions; i++) {
        apply_one(&p->code[i], r->place, n);
    }
}

/*
 * The same, and the next block's lines of inputs in memory are asked for, a share of them before each
 * instruction: a block reads memory in its first instructions only, and the processor's own prefetch would
 * stand still in the others.
 */
static inline void apply_ahead(const run *r, int64_t n) {
    const hl_program *const p = r->program;
    int64_t done = 0;
    for (int i = 0; i < p->instructions; i++) {
        const int64_t until = n * (i + 1) / p->instructions;
        for (int k = 1; k < p->operands; k++) {
            if (p->operand[k].access == HL_DIRECT) {
                const int size = p->operand[k].size;
                const char *const next = r->place[k] + n * size;
                for (int64_t at = done * size; at < until * size; at += HL_LINE) {
                    HL_PREFETCH(next + at);
                }
            }
        }
        done = until;
        apply_one(&p->code[i], r->place, n);
    }
}

/* Where a copy needs no instruction, its source is gathered straight to the output. */
static void gather_to_output(run *r) {
    const hl_program *const p = r->program;
    const hl_access access = p->operand[HL_OUTPUT].access;
    if (p->instructions == 0 && (access == HL_DIRECT || access == HL_COMPUTED)) {
        r->place[p->result] = r->place[HL_OUTPUT];
    }
}

/* Where the next n elements of an output without a register go. */
static inline void place_output(run *r, char *to, int64_t n) {
    const hl_operand *const out = &r->program->operand[HL_OUTPUT];
    if (out->access == HL_DIRECT) {
        r->place[HL_OUTPUT] = to;
    } else if (out->access == HL_COMPUTED) {
        r->place[HL_OUTPUT] = r->result;
        r->result += n * out->size;
    }
}

/* --- rows ----------------------------------------------------------------------------------------- */

/* The place in the outer axes, all but the last one. */
typedef struct {
    int64_t index[HL_MAX_RANK];
    char *at[HL_OPERANDS]; /* where the run begins in each operand */
} row_place;

static void rows_start(row_place *s, const hl_program *p, int64_t row) {
    for (int k = 0; k < p->operands; k++) {
        s->at[k] = p->operand[k].base;
    }
    for (int axis = p->rank - 2; axis >= 0; axis--) {
        s->index[axis] = row % p->shape[axis];
        row /= p->shape[axis];
        for (int k = 0; k < p->operands; k++) {
            if (p->operand[k].access != HL_UNUSED) {
                s->at[k] += s->index[axis] * p->operand[k].strides[axis];
            }
        }
    }
}

static void rows_next(row_place *s, const hl_program *p) {
    for (int axis = p->rank - 2; axis >= 0; axis--) {
        const bool wraps = ++s->index[axis] == p->shape[axis];
        for (int k = 0; k < p->operands; k++) {
            if (p->operand[k].access != HL_UNUSED) {
                const int64_t stride = p->operand[k].strides[axis];
                s->at[k] += wraps ? (1 - p->shape[axis]) * stride : stride;
            }
        }
        if (!wraps) {
            return;
        }
        s->index[axis] = 0;
    }
}

/* Elements until a streamed output is aligned to a line, or a block. */
static int64_t first_block(const hl_program *p, const char *to) {
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    const int64_t over = (int64_t)((uintptr_t)to % HL_LINE);
    return out->access == HL_STREAMED && p->block * out->size > HL_LINE
               ? p->block - over / out->size
               : p->block;
}

/* Parts of rows that are asked for so many parts ahead: the processor does not foresee them. EPYC (Zen 3),
 * 2026-11-25, sums of (a - b)**2 over axis 0 of (1000,10000). */
enum { PARTS_AHEAD = 4 };

static void prefetch_parts(const run *r, int64_t n, int64_t step) {
    const hl_program *const p = r->program;
    const int last = p->rank - 1;
    for (int k = 1; k < p->operands; k++) {
        const hl_operand *const in = &p->operand[k];
        if (in->access == HL_DIRECT) {
            const int64_t ahead = step < p->shape[last] ? step * in->size : in->strides[last - 1];
            const char *const next = r->place[k] + PARTS_AHEAD * ahead;
            for (int64_t at = 0; at < n * in->size; at += HL_LINE) {
                HL_PREFETCH(next + at);
            }
        }
    }
}

/* Elements [column, stop) of a row; step: to the next part, 0 for none. */
static int run_row(run *r, const row_place *s, int64_t column, int64_t stop, int64_t step) {
    const hl_program *const p = r->program;
    const int last = p->rank - 1;
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    const int64_t out_stride = out->strides[last];
    for (int k = 1; k < p->operands; k++) {
        const hl_operand *const in = &p->operand[k];
        if (in->access == HL_SINGLE) {
            r->place[k] = s->at[k];
        } else if (in->access == HL_REPEATED) {
            copy_strided(r->place[k], in->size, s->at[k], 0, least(p->block, stop - column),
                         in->size);
        }
    }
    int64_t most = first_block(p, s->at[HL_OUTPUT] + column * out_stride);
    while (column < stop) {
        if (hl_cancelled(p->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t n = least(most, stop - column);
        most = p->block;
        char *const to = s->at[HL_OUTPUT] + column * out_stride;
        place_output(r, to, n);
        gather_to_output(r);
        for (int k = 1; k < p->operands; k++) {
            const hl_operand *const in = &p->operand[k];
            if (in->access == HL_DIRECT) {
                r->place[k] = s->at[k] + column * in->size;
            } else if (in->access == HL_STRIDED) {
                const int64_t stride = in->strides[last];
                copy_strided(r->place[k], in->size, s->at[k] + column * stride, stride, n,
                             in->size);
            }
        }
        if (p->is_large && step > 0) {
            prefetch_parts(r, n, step);
            apply(r, n);
        } else if (p->is_large && p->instructions > 1) {
            apply_ahead(r, n);
        } else {
            apply(r, n);
        }
        if (out->access == HL_STREAMED) {
            stream_copy(to, r->place[p->result], n * out->size);
        } else if (out->access == HL_STRIDED) {
            copy_strided(to, out_stride, r->place[p->result], out->size, n, out->size);
        }
        column += n;
    }
    return HL_OK;
}

/* So many parts of n elements from begin on, each `step` positions from the one before it. */
static int run_rows(run *r, int64_t begin, int64_t n, int64_t parts, int64_t step) {
    const hl_program *const p = r->program;
    const int64_t length = p->shape[p->rank - 1];
    const int64_t row = begin < length ? 0 : begin / length;
    int64_t column = begin - row * length;
    row_place s;
    rows_start(&s, p, row);
    for (;;) {
        for (int64_t left = n;;) {
            const int64_t stop = least(length, column + left);
            left -= stop - column;
            const int status = run_row(r, &s, column, stop, step);
            if (status != HL_OK) {
                return status;
            }
            column = stop;
            if (left == 0) {
                break;
            }
            column = 0;
            rows_next(&s, p);
        }
        if (--parts == 0) {
            return HL_OK;
        }
        for (column += step - n; column >= length; column -= length) {
            rows_next(&s, p);
        }
    }
}

/* --- flat ----------------------------------------------------------------------------------------- */

static int run_flat(run *r, int64_t begin, int64_t end) {
    const hl_program *const p = r->program;
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    walk w[HL_OPERANDS];
    for (int k = 0; k < p->operands; k++) {
        const hl_operand *const o = &p->operand[k];
        if (o->access == HL_SINGLE) {
            r->place[k] = o->base;
        }
        if (o->access == HL_STRIDED || o->access == HL_FIXED) {
            walk_start(&w[k], p->rank, p->shape, o->strides, begin);
        }
        if (o->access == HL_FIXED) {
            /* What repeats may end within a block that repeats on: its first axis has no end. */
            walk_gather(&w[k], o->base, r->place[k], least(p->block, end - begin), o->size);
        }
    }
    while (begin < end) {
        if (hl_cancelled(p->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t n = least(p->block, end - begin);
        char *const to = out->base + begin * out->size;
        place_output(r, to, n);
        gather_to_output(r);
        for (int k = 1; k < p->operands; k++) {
            const hl_operand *const in = &p->operand[k];
            if (in->access == HL_DIRECT) {
                r->place[k] = in->base + begin * in->size;
            } else if (in->access == HL_STRIDED) {
                walk_gather(&w[k], in->base, r->place[k], n, in->size);
            }
        }
        apply(r, n);
        if (out->access == HL_STREAMED) {
            stream_copy(to, r->place[p->result], n * out->size);
        } else if (out->access == HL_STRIDED) {
            walk_scatter(&w[HL_OUTPUT], out->base, r->place[p->result], n, out->size);
        }
        begin += n;
    }
    return HL_OK;
}

/* --- tiles ---------------------------------------------------------------------------------------- */

/* Where a tile begins in each operand. */
static void tile_at(char **at, const hl_program *p, int64_t band, int64_t bands) {
    const int last = p->rank - 1;
    const int64_t top = band % bands * p->tile_rows;
    int64_t outer = band / bands;
    for (int k = 0; k < p->operands; k++) {
        const hl_operand *const o = &p->operand[k];
        at[k] = o->access == HL_UNUSED ? NULL : o->base + top * o->strides[last - 1];
    }
    for (int axis = last - 2; axis >= 0; axis--) {
        const int64_t index = outer % p->shape[axis];
        outer /= p->shape[axis];
        for (int k = 0; k < p->operands; k++) {
            const hl_operand *const o = &p->operand[k];
            at[k] = o->access == HL_UNUSED ? NULL : at[k] + index * o->strides[axis];
        }
    }
}

/* Asks for the lines of an input's next tile: its columns are short pieces of memory that the processor does
 * not foresee. */
static void prefetch_tile(const hl_operand *in, const char *from, int last, int64_t rows,
                          int64_t columns) {
    if (in->strides[last - 1] == in->size) {
        for (int64_t j = 0; j < columns; j++) {
            const char *const column = from + j * in->strides[last];
            for (int64_t at = 0; at < rows * in->size; at += HL_LINE) {
                HL_PREFETCH(column + at);
            }
        }
    }
}

static void store_tile(const run *r, char *to, int64_t rows, int64_t columns) {
    const hl_program *const p = r->program;
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    const int last = p->rank - 1;
    const int64_t row_bytes = columns * out->size;
    char *const from = r->place[p->result];
    if (out->access == HL_STRIDED) {
        const plane source = {from, row_bytes, out->size};
        const plane target = {to, out->strides[last - 1], out->strides[last]};
        copy_plane(target, source, rows, columns, out->size);
    } else if (out->access == HL_STREAMED && out->strides[last - 1] == row_bytes) {
        stream_copy(to, from, rows * row_bytes);
    } else if (out->access == HL_STREAMED) {
        for (int64_t i = 0; i < rows; i++) {
            stream_copy(to + i * out->strides[last - 1], from + i * row_bytes, row_bytes);
        }
    }
}

static int run_tiles(run *r, int64_t begin, int64_t end) {
    const hl_program *const p = r->program;
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    const int last = p->rank - 1;
    const int64_t height = p->shape[last - 1];
    const int64_t width = p->shape[last];
    const int64_t bands = height / p->tile_rows + (height % p->tile_rows != 0);
    for (int64_t band = begin; band < end; band++) {
        const int64_t rows_here = least(p->tile_rows, height - band % bands * p->tile_rows);
        char *at[HL_OPERANDS];
        tile_at(at, p, band, bands);
        for (int64_t column = 0; column < width; column += p->tile_columns) {
            if (hl_cancelled(p->cancel)) {
                return HL_ECANCELED;
            }
            const int64_t columns = least(p->tile_columns, width - column);
            char *const to = at[HL_OUTPUT] + column * out->strides[last];
            if (out->access == HL_DIRECT) {
                r->place[HL_OUTPUT] = to;
            }
            gather_to_output(r);
            for (int k = 1; k < p->operands; k++) {
                const hl_operand *const in = &p->operand[k];
                if (in->access == HL_DIRECT || in->access == HL_SINGLE) {
                    r->place[k] = at[k];
                } else if (in->access == HL_STRIDED || (in->access == HL_FIXED && band == begin)) {
                    char *const from = at[k] + column * in->strides[last];
                    const int64_t rows_there =
                        in->access == HL_FIXED ? least(p->tile_rows, height) : rows_here;
                    const plane source = {from, in->strides[last - 1], in->strides[last]};
                    const plane target = {r->place[k], columns * in->size, in->size};
                    if (p->is_large) {
                        prefetch_tile(in, from + columns * in->strides[last], last, rows_here,
                                      least(columns, width - column - columns));
                    }
                    copy_plane(target, source, rows_there, columns, in->size);
                }
            }
            apply(r, rows_here * columns);
            store_tile(r, to, rows_here, columns);
        }
    }
    return HL_OK;
}

static int run_by_mode(run *r, int64_t begin, int64_t end) {
    switch (r->program->mode) {
    case HL_ROWS:
        return run_rows(r, begin, end - begin, 1, 0);
    case HL_FLAT:
        return run_flat(r, begin, end);
    default:
        return run_tiles(r, begin, end);
    }
}

/* The most elements of a block of a range. */
static int64_t longest_block(const hl_program *program, int64_t begin, int64_t end) {
    return program->mode == HL_TILES ? program->block : least(program->block, end - begin);
}

/* Apart, so that programs without registers do not touch the pages of the scratch. */
static HL_NOINLINE int run_with_scratch(const hl_program *program, int64_t begin, int64_t end) {
    _Alignas(64) char scratch[HL_SCRATCH_BYTES];
    run r;
    start(&r, program, scratch, longest_block(program, begin, end));
    return run_by_mode(&r, begin, end);
}

int HL_TIERED(hl_program)(const hl_program *program, int64_t begin, int64_t end) {
    int status;
    if (program->registers > 0) {
        status = run_with_scratch(program, begin, end);
    } else {
        run r;
        start(&r, program, NULL, 0);
        status = run_by_mode(&r, begin, end);
    }
    if (program->operand[HL_OUTPUT].access == HL_STREAMED) {
        stream_end();
    }
    return status;
}

/* --- evaluation ----------------------------------------------------------------------------------- */

void HL_TIERED(hl_evaluator)(hl_evaluator *evaluator, const hl_program *program) {
    start(&evaluator->run, program, evaluator->scratch, program->block);
}

int HL_TIERED(hl_evaluate)(hl_evaluator *evaluator, int64_t begin, int64_t n, int64_t parts,
                           int64_t step, void *result) {
    run *const r = &evaluator->run;
    r->result = result;
    if (r->program->mode == HL_ROWS) {
        return run_rows(r, begin, n, parts, step);
    }
    int status = HL_OK;
    for (int64_t i = 0; i < parts && status == HL_OK; i++) {
        status = run_flat(r, begin + i * step, begin + i * step + n);
    }
    return status;
}

/* --- kept plans ------------------------------------------------------------------------------------- */

static int run_plan(const hl_plan *p, char *const *operands, char *scratch, int64_t n,
                    const int *cancel) {
    char *place[HL_MAX_PLACES];
    const int64_t most = least(p->block, n);
    for (int i = 0; i < p->registers; i++) {
        place[HL_OPERANDS + i] = scratch + i * p->register_bytes;
    }
    for (int i = 0; i < p->constants; i++) {
        const hl_constant *const constant = &p->constant[i];
        if (constant->fills) {
            copy_strided(place[constant->place], constant->size, constant->value, 0, most,
                         constant->size);
        } else {
            place[constant->place] = (char *)(uintptr_t)constant->value; /* only read */
        }
    }
    for (int64_t at = 0; at < n; at += p->block) {
        if (hl_cancelled(cancel)) {
            return HL_ECANCELED;
        }
        for (int k = 0; k < p->operands; k++) {
            place[k] = operands[k] + at * p->size[k];
        }
        const int64_t count = least(p->block, n - at);
        for (int i = 0; i < p->instructions; i++) {
            apply_one(&p->code[i], place, count);
        }
    }
    return HL_OK;
}

static HL_NOINLINE int run_plan_with_scratch(const hl_plan *plan, char *const *operands, int64_t n,
                                             const int *cancel) {
    _Alignas(64) char scratch[HL_SCRATCH_BYTES];
    return run_plan(plan, operands, scratch, n, cancel);
}

int HL_TIERED(hl_planned)(const hl_plan *plan, char *const *operands, int64_t n,
                          const int *cancel) {
    return plan->registers > 0 ? run_plan_with_scratch(plan, operands, n, cancel)
                               : run_plan(plan, operands, NULL, n, cancel);
}
