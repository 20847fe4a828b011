/*
 * Strided operands through contiguous scratch: a walk goes over the elements of an operand in C order, and
 * moves any number of them to or from a small contiguous block on which a plain loop can then work.
 *
 * Everything is static: one tier's code must never be linked into another's. What must not live here:
 * anything that knows what the elements mean. Elements are 1, 2, 4, 8 or 16 bytes and need not be aligned.
 */
#ifndef HL_WALK_H
#define HL_WALK_H

#include <stdint.h>
#include <string.h>

#include "compat.h"
#include "hotloop.h"

/* A place in an operand. shape and strides (in bytes) are the caller's and outlive the walk; no axis has
 * length 0. The fewer axes the faster: merge those that can be before. */
typedef struct {
    int last;       /* rank - 1; an operand of rank 0 is walked as one of shape {1} */
    int64_t offset; /* bytes from the first element to the one that comes next */
    const int64_t *shape;
    const int64_t *strides;
    int64_t index[HL_MAX_RANK]; /* of the element that comes next */
} walk;

/* Starts at C-order position begin, 0 <= begin <= number of elements. */
static inline void walk_start(walk *w, int rank, const int64_t *shape, const int64_t *strides,
                              int64_t begin) {
    static const int64_t ONE = 1;
    static const int64_t NONE = 0;
    w->last = rank == 0 ? 0 : rank - 1;
    w->shape = rank == 0 ? &ONE : shape;
    w->strides = rank == 0 ? &NONE : strides;
    w->offset = 0;
    for (int axis = w->last; axis > 0; axis--) {
        const int64_t index = begin == 0 ? 0 : begin % w->shape[axis];
        begin = begin == 0 ? 0 : begin / w->shape[axis];
        w->index[axis] = index;
        w->offset += index * w->strides[axis];
    }
    w->index[0] = begin;
    w->offset += begin * w->strides[0];
}

/* How many elements, the next one included, are left of the innermost axis: they lie walk_stride apart. */
static inline int64_t walk_run(const walk *w) {
    return w->shape[w->last] - w->index[w->last];
}

static inline int64_t walk_stride(const walk *w) {
    return w->strides[w->last];
}

/* Moves on by n <= walk_run(w) elements. */
static inline void walk_advance(walk *w, int64_t n) {
    int axis = w->last;
    w->index[axis] += n;
    w->offset += n * w->strides[axis];
    while (axis > 0 && w->index[axis] == w->shape[axis]) {
        w->offset -= w->shape[axis] * w->strides[axis];
        w->index[axis] = 0;
        axis--;
        w->index[axis]++;
        w->offset += w->strides[axis];
    }
}

/* Copies n elements of SIZE bytes between strided places; memcpy of a constant size is one move, and knows
 * no alignment. Fewer than 8 elements are not worth a call of memcpy. */
#define HL_WALK_DEFINE(SIZE) \
    static inline void walk_copy_##SIZE(char *to, int64_t to_stride, const char *from, \
                                        int64_t from_stride, int64_t n) { \
        if (to_stride == SIZE && from_stride == SIZE && n >= 8) { \
            memcpy(to, from, (size_t)n *SIZE); \
        } else if (to_stride == SIZE && from_stride == 0) { \
            char element[SIZE]; \
            memcpy(element, from, SIZE); \
            for (int64_t i = 0; i < n; i++) { \
                memcpy(to + i * SIZE, element, SIZE); \
            } \
        } else { \
            for (int64_t i = 0; i < n; i++) { \
                memcpy(to + i * to_stride, from + i * from_stride, SIZE); \
            } \
        } \
    } \
    static inline void walk_gather_##SIZE(walk *w, const char *base, char *to, int64_t n) { \
        while (n > 0) { \
            const int64_t left = walk_run(w); \
            const int64_t count = left < n ? left : n; \
            walk_copy_##SIZE(to, SIZE, base + w->offset, walk_stride(w), count); \
            walk_advance(w, count); \
            to += count * SIZE; \
            n -= count; \
        } \
    } \
    static inline void walk_scatter_##SIZE(walk *w, char *base, const char *from, int64_t n) { \
        while (n > 0) { \
            const int64_t left = walk_run(w); \
            const int64_t count = left < n ? left : n; \
            walk_copy_##SIZE(base + w->offset, walk_stride(w), from, SIZE, count); \
            walk_advance(w, count); \
            from += count * SIZE; \
            n -= count; \
        } \
    }
HL_WALK_DEFINE(1)
HL_WALK_DEFINE(2)
HL_WALK_DEFINE(4)
HL_WALK_DEFINE(8)
HL_WALK_DEFINE(16)
#undef HL_WALK_DEFINE

/* Copies the next n elements, of size bytes each, of the operand at base to contiguous `to`, and moves on. */
static inline void walk_gather(walk *w, const void *base, void *to, int64_t n, int size) {
    switch (size) {
    case 1:
        walk_gather_1(w, base, to, n);
        break;
    case 2:
        walk_gather_2(w, base, to, n);
        break;
    case 4:
        walk_gather_4(w, base, to, n);
        break;
    case 8:
        walk_gather_8(w, base, to, n);
        break;
    default:
        walk_gather_16(w, base, to, n);
        break;
    }
}

/* Copies n contiguous elements from `from` to the next n places of the operand at base, and moves on. */
static inline void walk_scatter(walk *w, void *base, const void *from, int64_t n, int size) {
    switch (size) {
    case 1:
        walk_scatter_1(w, base, from, n);
        break;
    case 2:
        walk_scatter_2(w, base, from, n);
        break;
    case 4:
        walk_scatter_4(w, base, from, n);
        break;
    case 8:
        walk_scatter_8(w, base, from, n);
        break;
    default:
        walk_scatter_16(w, base, from, n);
        break;
    }
}

/* Copies n elements of `size` bytes that lie from_stride apart to places that lie to_stride apart. */
static inline void walk_copy(char *to, int64_t to_stride, const char *from, int64_t from_stride,
                             int64_t n, int size) {
    switch (size) {
    case 1:
        walk_copy_1(to, to_stride, from, from_stride, n);
        break;
    case 2:
        walk_copy_2(to, to_stride, from, from_stride, n);
        break;
    case 4:
        walk_copy_4(to, to_stride, from, from_stride, n);
        break;
    case 8:
        walk_copy_8(to, to_stride, from, from_stride, n);
        break;
    default:
        walk_copy_16(to, to_stride, from, from_stride, n);
        break;
    }
}

#endif
