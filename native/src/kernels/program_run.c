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

enum { LINE = 64 };

/* The state of one thread. */
typedef struct {
    const hl_program *program;
    char *place[HL_MAX_PLACES];
} run;

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

/* Gives places to registers, and fills constants; n: elements of the range. Not inlined, since gcc then fears
 * for places that nobody reads. */
static HL_NOINLINE void start(run *r, const hl_program *p, char *scratch, int64_t n) {
    r->program = p;
    for (int i = 0; i < p->registers; i++) {
        r->place[HL_OPERANDS + i] = scratch + i * p->register_bytes;
    }
    for (int k = 0; k < HL_OPERANDS; k++) {
        const hl_operand *const o = &p->operands[k];
        if (o->place != 0) {
            r->place[k] = r->place[o->place];
        }
    }
    for (int i = 0; i < p->constants; i++) {
        const hl_constant *const constant = &p->constant[i];
        if (constant->fills) {
            copy_strided(r->place[constant->place], constant->size, constant->value, 0,
                         least(p->block, n), constant->size);
        } else {
            r->place[constant->place] = (char *)(uintptr_t)constant->value; /* only read */
        }
    }
}

static inline void apply(const run *r, int64_t n) {
    const hl_program *const p = r->program;
    for (int i = 0; i < p->instructions; i++) {
        const hl_instruction *const step = &p->code[i];
        step->apply(r->place[step->out], r->place[step->a], r->place[step->b], r->place[step->c],
                    n);
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
        for (int k = 0; k < HL_MAX_INPUTS; k++) {
            if (p->operands[k].access == HL_DIRECT) {
                const int size = p->operands[k].size;
                const char *const next = r->place[k] + n * size;
                for (int64_t at = done * size; at < until * size; at += LINE) {
                    HL_PREFETCH(next + at);
                }
            }
        }
        done = until;
        const hl_instruction *const step = &p->code[i];
        step->apply(r->place[step->out], r->place[step->a], r->place[step->b], r->place[step->c],
                    n);
    }
}

/* Where a copy needs no instruction, its source is gathered straight to the output. */
static void gather_to_output(run *r) {
    const hl_program *const p = r->program;
    if (p->instructions == 0 && p->operands[HL_OUTPUT].access == HL_DIRECT) {
        r->place[p->result] = r->place[HL_OUTPUT];
    }
}

/* --- rows ----------------------------------------------------------------------------------------- */

/* The place in the outer axes, all but the last one. */
typedef struct {
    int64_t index[HL_MAX_RANK];
    char *at[HL_OPERANDS]; /* where the run begins in each operand */
} row_place;

static void rows_start(row_place *s, const hl_program *p, int64_t row) {
    for (int k = 0; k < HL_OPERANDS; k++) {
        s->at[k] = p->operands[k].base;
    }
    for (int axis = p->rank - 2; axis >= 0; axis--) {
        s->index[axis] = row % p->shape[axis];
        row /= p->shape[axis];
        for (int k = 0; k < HL_OPERANDS; k++) {
            if (p->operands[k].access != HL_UNUSED) {
                s->at[k] += s->index[axis] * p->operands[k].strides[axis];
            }
        }
    }
}

static void rows_next(row_place *s, const hl_program *p) {
    for (int axis = p->rank - 2; axis >= 0; axis--) {
        const bool wraps = ++s->index[axis] == p->shape[axis];
        for (int k = 0; k < HL_OPERANDS; k++) {
            if (p->operands[k].access != HL_UNUSED) {
                const int64_t stride = p->operands[k].strides[axis];
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
    const hl_operand *const out = &p->operands[HL_OUTPUT];
    const int64_t over = (int64_t)((uintptr_t)to % LINE);
    return out->access == HL_STREAMED && p->block * out->size > LINE ? p->block - over / out->size
                                                                     : p->block;
}

static int run_rows(run *r, int64_t begin, int64_t end) {
    const hl_program *const p = r->program;
    const int last = p->rank - 1;
    const int64_t length = p->shape[last];
    const hl_operand *const out = &p->operands[HL_OUTPUT];
    const int64_t out_stride = out->strides[last];
    const int64_t row = begin < length ? 0 : begin / length;
    int64_t column = begin - row * length;
    row_place s;
    rows_start(&s, p, row);
    for (int k = 0; k < HL_MAX_INPUTS; k++) {
        if (p->operands[k].access == HL_FIXED) {
            copy_strided(r->place[k], p->operands[k].size, s.at[k], 0, p->block,
                         p->operands[k].size);
        }
    }
    for (;;) {
        const int64_t stop = least(length, column + (end - begin));
        begin += stop - column;
        for (int k = 0; k < HL_MAX_INPUTS; k++) {
            const hl_operand *const in = &p->operands[k];
            if (in->access == HL_SINGLE) {
                r->place[k] = s.at[k];
            } else if (in->access == HL_REPEATED) {
                copy_strided(r->place[k], in->size, s.at[k], 0, least(p->block, stop - column),
                             in->size);
            }
        }
        int64_t most = first_block(p, s.at[HL_OUTPUT] + column * out_stride);
        while (column < stop) {
            if (hl_cancelled(p->cancel)) {
                return HL_ECANCELED;
            }
            const int64_t n = least(most, stop - column);
            most = p->block;
            char *const to = s.at[HL_OUTPUT] + column * out_stride;
            if (out->access == HL_DIRECT) {
                r->place[HL_OUTPUT] = to;
            }
            gather_to_output(r);
            for (int k = 0; k < HL_MAX_INPUTS; k++) {
                const hl_operand *const in = &p->operands[k];
                if (in->access == HL_DIRECT) {
                    r->place[k] = s.at[k] + column * in->size;
                } else if (in->access == HL_STRIDED) {
                    const int64_t stride = in->strides[last];
                    copy_strided(r->place[k], in->size, s.at[k] + column * stride, stride, n,
                                 in->size);
                }
            }
            if (p->is_large && p->instructions > 1) {
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
        if (begin == end) {
            return HL_OK;
        }
        column = 0;
        rows_next(&s, p);
    }
}

/* --- flat ----------------------------------------------------------------------------------------- */

static int run_flat(run *r, int64_t begin, int64_t end) {
    const hl_program *const p = r->program;
    const hl_operand *const out = &p->operands[HL_OUTPUT];
    walk w[HL_OPERANDS];
    for (int k = 0; k < HL_OPERANDS; k++) {
        const hl_operand *const o = &p->operands[k];
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
        if (out->access == HL_DIRECT) {
            r->place[HL_OUTPUT] = to;
        }
        gather_to_output(r);
        for (int k = 0; k < HL_MAX_INPUTS; k++) {
            const hl_operand *const in = &p->operands[k];
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
    for (int k = 0; k < HL_OPERANDS; k++) {
        const hl_operand *const o = &p->operands[k];
        at[k] = o->access == HL_UNUSED ? NULL : o->base + top * o->strides[last - 1];
    }
    for (int axis = last - 2; axis >= 0; axis--) {
        const int64_t index = outer % p->shape[axis];
        outer /= p->shape[axis];
        for (int k = 0; k < HL_OPERANDS; k++) {
            const hl_operand *const o = &p->operands[k];
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
            for (int64_t at = 0; at < rows * in->size; at += LINE) {
                HL_PREFETCH(column + at);
            }
        }
    }
}

static void store_tile(const run *r, char *to, int64_t rows, int64_t columns) {
    const hl_program *const p = r->program;
    const hl_operand *const out = &p->operands[HL_OUTPUT];
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
    const hl_operand *const out = &p->operands[HL_OUTPUT];
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
            for (int k = 0; k < HL_MAX_INPUTS; k++) {
                const hl_operand *const in = &p->operands[k];
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
        return run_rows(r, begin, end);
    case HL_FLAT:
        return run_flat(r, begin, end);
    default:
        return run_tiles(r, begin, end);
    }
}

/* Apart, so that programs without registers do not touch the pages of the scratch. */
static HL_NOINLINE int run_with_scratch(const hl_program *program, int64_t begin, int64_t end) {
    _Alignas(64) char scratch[HL_SCRATCH_BYTES];
    run r;
    const int64_t elements = program->mode == HL_TILES ? program->block : end - begin;
    start(&r, program, scratch, elements);
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
    if (program->operands[HL_OUTPUT].access == HL_STREAMED) {
        stream_end();
    }
    return status;
}
