/*
 * The axes of up to four operands that share a shape: read from the words of a call, checked, merged where
 * that makes no difference. For the exports; kernels see what is left. Nothing here touches data.
 */
#ifndef HL_AXES_H
#define HL_AXES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "hotloop.h"

enum { HL_MAX_OPERANDS = 4 };

typedef struct {
    int rank;
    int64_t shape[HL_MAX_RANK];
    int64_t strides[HL_MAX_OPERANDS][HL_MAX_RANK]; /* in bytes */
} hl_axes;

/* Multiplies *size, below 2^62, by the lengths; false when one is negative or the product is 2^62 or more.
 * A length of 0 makes it 0, whatever the others are. */
static inline bool hl_axes_size(const int64_t *shape, int rank, int64_t *size) {
    const int64_t bound = (int64_t)1 << 62;
    bool fits = true;
    bool empty = *size == 0;
    int64_t product = empty ? 1 : *size;
    for (int i = 0; i < rank; i++) {
        if (shape[i] < 0) {
            return false;
        }
        if (shape[i] == 0) {
            empty = true;
        } else if (fits) {
            fits = product <= (bound - 1) / shape[i];
            product = fits ? product * shape[i] : product;
        }
    }
    *size = empty ? 0 : product;
    return empty || fits;
}

static inline void hl_axes_move(hl_axes *axes, int operands, int to, int from) {
    axes->shape[to] = axes->shape[from];
    for (int k = 0; k < operands; k++) {
        axes->strides[k][to] = axes->strides[k][from];
    }
}

/* Leaves out axes of length 1, and makes one of two neighbours that every operand steps through evenly. The
 * C order of the elements stays. No axis has length 0. */
static inline void hl_axes_merge(hl_axes *axes, int operands) {
    int last = -1;
    for (int i = 0; i < axes->rank; i++) {
        if (axes->shape[i] == 1) {
            continue;
        }
        bool even = last >= 0;
        for (int k = 0; even && k < operands; k++) {
            /* by division: a stride times a length of an axis may be any number */
            even = axes->strides[k][last] % axes->shape[i] == 0 &&
                   axes->strides[k][last] / axes->shape[i] == axes->strides[k][i];
        }
        if (even) {
            const int64_t length = axes->shape[last] * axes->shape[i];
            hl_axes_move(axes, operands, last, i);
            axes->shape[last] = length;
        } else {
            hl_axes_move(axes, operands, ++last, i);
        }
    }
    axes->rank = last + 1;
}

/* |stride|, that of INT64_MIN included. */
static inline uint64_t hl_axes_distance(int64_t stride) {
    return stride < 0 ? 0 - (uint64_t)stride : (uint64_t)stride;
}

/* Sorts the axes by one operand's strides, the greatest first: for where the order of elements is free. */
static inline void hl_axes_sort(hl_axes *axes, int operands, int by) {
    for (int i = 1; i < axes->rank; i++) {
        for (int j = i; j > 0 && hl_axes_distance(axes->strides[by][j - 1]) <
                                     hl_axes_distance(axes->strides[by][j]);
             j--) {
            int64_t length = axes->shape[j];
            axes->shape[j] = axes->shape[j - 1];
            axes->shape[j - 1] = length;
            for (int k = 0; k < operands; k++) {
                const int64_t stride = axes->strides[k][j];
                axes->strides[k][j] = axes->strides[k][j - 1];
                axes->strides[k][j - 1] = stride;
            }
        }
    }
}

/* The words of a call, read one after the other. */
typedef struct {
    const hl_int64 *next;
} hl_words;

static inline int64_t hl_word(hl_words *words) {
    return *words->next++;
}

static inline void hl_words_copy(hl_words *words, int64_t *to, int count) {
    for (int i = 0; i < count; i++) {
        to[i] = hl_word(words);
    }
}

/* A word that is an address. */
static inline const int *hl_word_cancel(hl_words *words) {
    return (const int *)(uintptr_t)hl_word(words); // NOLINT: Java has no other way to pass it
}

#endif
