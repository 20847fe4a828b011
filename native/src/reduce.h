/*
 * What reduce.c offers to program.c: reductions of elements that a program computes, in the order of hl_reduce and
 * by its kernels. The elements exist in pieces only, in the scratch of the threads.
 */
#ifndef HL_REDUCE_H
#define HL_REDUCE_H

#include <stdint.h>

#include "program.h"

/* The most elements of a program that is reduced: their places, in bytes, are numbers as if they were in memory. */
static const int64_t HL_MOST_COMPUTED = (int64_t)1 << 58;

/*
 * The program's output is HL_COMPUTED, of the dtype in which is reduced; its axes are the kept ones and then the
 * reduced ones, but for by_columns, where the last kept axis is behind the reduced ones. It has at least one element
 * to each result, and one result.
 */
typedef struct {
    const hl_kernels *kernels;
    const hl_program *program;
    int op;
    int dtype;
    int out_dtype;
    int kept;
    int reduced;
    const int64_t *shape;       /* kept axes, then reduced ones */
    const int64_t *out_strides; /* along the kept ones */
    char *out;
    double ddof;
    bool by_columns;
    int threads;
} hl_computed_reduction;

/* Returns HL_OK, HL_ENOMEM or HL_ECANCELED. */
int hl_reduce_computed(const hl_computed_reduction *c);

/* Whether there is such a reduction; and whether it is one that needs elements. */
bool hl_is_reduction(const hl_kernels *kernels, int64_t op, int dtype);
bool hl_reduction_needs_elements(int op);

/* The results of reducing nothing. */
void hl_reduce_nothing(const hl_computed_reduction *c);

/* Whether so few elements are reduced to each result that columns of them are worth turning them. */
bool hl_are_short_rows(int64_t count);

#endif
