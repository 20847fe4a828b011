/*
 * What every kernel and its callers agree on: the argument structs, the function types, and the table of
 * one tier's kernels, made from kernels.def. A kernel is serial over the range it is given, allocates
 * nothing, trusts its arguments (api.c has checked them) and polls the cancel word.
 *
 * Inside kernels/ nothing with external linkage may be shared between tiers: the linker would keep one
 * tier's copy for all, which is an illegal instruction on a lesser processor. Helpers are static.
 */
#ifndef HL_KERNELS_H
#define HL_KERNELS_H

#include <stdint.h>

#include "compat.h"
#include "hotloop.h"

/* The arguments of hl_particles_evolve after its checks. x_out may be x and y_out may be y, exactly; no
 * other overlap with an output exists. */
typedef struct {
    const double *x;
    const double *y;
    const double *w;
    double *x_out;
    double *y_out;
    double dt;
    int64_t steps;     /* >= 1 */
    const int *cancel; /* may be NULL; poll by hl_cancelled(), at least every millisecond */
} hl_evolve_args;

/* Moves the particles [begin, end), begin < end. Returns HL_OK or HL_ECANCELED. */
typedef int hl_evolve_kernel(const hl_evolve_args *args, int64_t begin, int64_t end);

/* The numbers of dtypes and of places for operations, for tables. */
enum { HL_DTYPES = HL_C128 + 1, HL_OP_LIMIT = HL_OP_HYPOT + 1 };

/* One elementwise operation on n contiguous elements, of any alignment. Sources it does not take are not
 * looked at; out may be exactly one of the others if elements are of the same size, and overlaps none. */
typedef void hl_apply(void *out, const void *a, const void *b, const void *c, int64_t n);

/* The kernel of an operation and a dtype, which are members of their enums; NULL when there is none. */
typedef hl_apply *hl_apply_lookup(int op, int dtype);

/* The kernel of an operation on two sources, of which source 0 or 1 has one element only: it goes with all of
 * the other's. NULL when there is none, although the operation exists. */
typedef hl_apply *hl_single_lookup(int op, int dtype, int source);

/*
 * Two terms, added or subtracted, in one pass and with the roundings of one operation after the other. Of each
 * term's sources s has one element, x and y have n; a term does not look at those that it does not have, but they
 * can be read. Floats only.
 */
typedef enum {
    HL_TERM_NONE, /* as the second one: the first term alone */
    HL_TERM_X,
    HL_TERM_S,
    HL_TERM_SCALED,         /* s * x */
    HL_TERM_PRODUCT,        /* x * y */
    HL_TERM_SCALED_PRODUCT, /* (s * x) * y */
    HL_TERM_DISTANCE,       /* (x - y) * (x - y) */
    HL_TERMS
} hl_term;
enum { HL_TERM_SOURCES = 3 };
typedef void hl_terms(void *out, const void *const *from, int64_t n);

/* The kernel for HL_OP_ADD, HL_OP_SUBTRACT, or HL_OP_SQRT of a sum. NULL when there is none: for sums, perhaps
 * one with the terms exchanged. */
typedef hl_terms *hl_terms_lookup(int op, int dtype, hl_term first, hl_term second);

/* The kernel that casts; there is one for any two dtypes. */
typedef hl_apply *hl_cast_lookup(int to, int from);

/* Runs a program (program.h) over a part of its elements, begin < end. Returns HL_OK or HL_ECANCELED. */
typedef struct hl_program hl_program;
typedef int hl_program_kernel(const hl_program *program, int64_t begin, int64_t end);

/* Evaluates parts of a program to contiguous results: n elements from position `begin`, in C order, on, and as many
 * from each further `step` positions on. An evaluator belongs to a thread, and is started once for a program. */
typedef struct hl_evaluator hl_evaluator;
typedef void hl_evaluator_kernel(hl_evaluator *evaluator, const hl_program *program);
typedef int hl_evaluate_kernel(hl_evaluator *evaluator, int64_t begin, int64_t n, int64_t parts,
                               int64_t step, void *result);

/* Runs a plan that a caller has kept over n elements; the operands' first ones are given, the output's first. */
typedef struct hl_plan hl_plan;
typedef int hl_planned_kernel(const hl_plan *plan, char *const *operands, int64_t n,
                              const int *cancel);

/* What hl_fused was called with; a source that the expression does not have is NULL. */
typedef struct {
    int expression;
    bool streams; /* the result goes past the caches */
    const double *a, *b, *c;
    double *out;
} hl_fused_args;
typedef void hl_fused_kernel(const hl_fused_args *args, int64_t begin, int64_t end);

/* A partial result of a reduction, in two cells of 8 bytes; which member counts is the kernel's business.
 * value: the accumulator, its real part, a mean, the best element; extra: the imaginary part, the sum of
 * squared deviations, the position of the best element. */
typedef union {
    double f;
    int64_t i;
    uint64_t u;
} hl_cell;
typedef struct {
    hl_cell value;
    hl_cell extra;
} hl_node;

/* Elements of a block, see hl_reduce, and the most levels that a tree of blocks has. */
enum { HL_REDUCE_BLOCK = 128, HL_TREE_LEVELS = 64 };

/* The nodes that await their right neighbour, the widest first: one for each bit of `blocks`. */
typedef struct {
    int64_t blocks;
    int64_t elements;
    int height;
    hl_node stack[HL_TREE_LEVELS];
} hl_tree;

/* Appends n contiguous elements, a multiple of HL_REDUCE_BLOCK but in the last call for a tree. */
typedef void hl_rows_kernel(hl_tree *tree, const void *elements, int64_t n);

/* Reduces n <= HL_REDUCE_BLOCK rows of so many contiguous elements each to one node a column. position: that
 * of the first row in the reduction; scratch: HL_COLUMN_SCRATCH bytes a column, aligned to 16. */
enum { HL_COLUMN_SCRATCH = 128 };
typedef void hl_columns_kernel(const void *const *rows, int64_t n, int64_t position, int64_t width,
                               void *scratch, hl_cell *value, hl_cell *extra);

/* Reduces n rows, `step` bytes apart, of m < HL_REDUCE_BLOCK contiguous elements each to one node a row. */
typedef void hl_short_rows_kernel(const void *elements, int64_t m, int64_t step, int64_t n,
                                  hl_cell *value, hl_cell *extra);

/* Combines neighbouring nodes, of n and right_n elements, of so many columns into the left ones. */
typedef void hl_combine_kernel(hl_cell *value, hl_cell *extra, const hl_cell *right_value,
                               const hl_cell *right_extra, int64_t width, double n, double right_n);

typedef struct {
    hl_rows_kernel *rows;
    hl_columns_kernel *columns;
    hl_combine_kernel *combine;
    hl_short_rows_kernel *short_rows; /* NULL: as columns is as good */
} hl_reduction_kernels;

/* The kernels of an enum hl_reduction for an enum hl_dtype; NULL: there are none. */
typedef const hl_reduction_kernels *hl_reduction_lookup(int op, int dtype);

/* Scans of contiguous elements, in blocks of HL_REDUCE_BLOCK. An accumulator is an int64_t, uint64_t, double,
 * or two doubles; `before` is one: what all blocks before came to, unless the first block comes now. */
typedef struct {
    /* what each of so many full blocks comes to by itself */
    void (*totals)(const void *elements, int64_t blocks, void *totals);
    /* scans n elements, of which only the last block may be short, and moves *before past them */
    void (*blocks)(const void *elements, int64_t n, bool first, void *before, void *results);
    /* moves *before past so many full blocks */
    void (*advance)(void *before, bool first, const void *totals, int64_t blocks);
    /* the same for columns, each with a lane and a `before`: their next row; what stands before and behind
     * the rows of a block */
    void (*row)(const void *elements, int64_t width, bool first, const void *before, void *lanes,
                void *results);
    void (*first_block)(int64_t width, void *lanes);
    void (*next_block)(int64_t width, bool first, void *before, void *lanes);
} hl_scan_kernels;

/* The kernels of HL_SUM and HL_PROD for an enum hl_dtype. */
typedef const hl_scan_kernels *hl_scan_lookup(int op, int dtype);

/* A run of indexes and the items that they take or put: contiguous items of `size` bytes. */
typedef struct {
    char *array; /* what is indexed: `length` items, `step` bytes apart */
    int64_t length;
    int64_t step;
    char *items; /* the items by index, item_step bytes apart */
    int64_t item_step;
    const char *index; /* int64 of any alignment, index_step bytes apart */
    int64_t index_step;
    int64_t size;
} hl_take_args;

/* Copies the items of n indexes in their order. Returns how many were in range; when fewer than n, *wrong is
 * the first that was not. */
typedef int64_t hl_take_kernel(const hl_take_args *args, int64_t n, int64_t *wrong);

/* The kernel that takes, or puts, items of so many bytes. */
typedef hl_take_kernel *hl_take_lookup(int64_t size);

/* Copies those of n contiguous items whose mask is true to out, at most `room` of them. Returns how many. */
typedef int64_t hl_compress_kernel(const void *items, const uint8_t *mask, int64_t n, void *out,
                                   int64_t room);

/* The kernel for items of so many bytes; NULL: there is none. */
typedef hl_compress_kernel *hl_compress_lookup(int64_t size);

/* How many of n elements of a mask are true. */
typedef int64_t hl_count_true_kernel(const uint8_t *mask, int64_t n);

/* Writes the positions of those that are true to out, at most `room` int64 of any alignment; the first
 * element's position is `first`. Returns how many. */
typedef int64_t hl_positions_kernel(int64_t first, const uint8_t *mask, int64_t n, void *out,
                                    int64_t room);

/* The arguments of hl_distance after its checks. Strides in bytes: of rows and columns of the result, of points
 * and coordinates of x and y. Of the condensed form, y is x, rows are counted from x's first point, and
 * out_strides[1] is the only one of the result. */
typedef struct {
    int metric;
    int form;
    int dtype;
    bool streams; /* the result goes past the caches */
    int64_t n;    /* points y */
    int64_t dims;
    int64_t first; /* of the condensed form: the first row */
    const int *cancel;
    char *out;
    const char *x;
    const char *y;
    int64_t out_strides[2];
    int64_t x_strides[2];
    int64_t y_strides[2];
} hl_distance_args;

/* Dimensions that are summed up one after the other, see hl_distance. */
enum { HL_DISTANCE_BLOCK = 128 };

/* Rows [begin, end) of the result, as far as columns [first_column, last_column) go. Returns HL_OK or
 * HL_ECANCELED, as those below. */
typedef int hl_distance_kernel(const hl_distance_args *args, int64_t begin, int64_t end,
                               int64_t first_column, int64_t last_column);

/* How many columns a tile has in the mirrored form of HL_WITHIN; 0 where computing everything is faster. */
typedef int64_t hl_distance_tile_kernel(const hl_distance_args *args);

/* Tiles [begin, end) of columns above the diagonal and on it, and what they are the mirror of. */
typedef int hl_distance_mirrored_kernel(const hl_distance_args *args, int64_t begin, int64_t end);

/* The kernels of one tier. */
typedef struct {
#define HL_KERNEL(type, name) type *name;
#include "kernels.def"
#undef HL_KERNEL
} hl_kernels;

/* The reference: one body for all tiers, compiled without vectorisation. */
hl_evolve_kernel hl_evolve_scalar_f64;

#if defined(HL_TIER_SUFFIX)
/* This file is being compiled for one tier: HL_TIERED(hl_add) is hl_add__v3 there. */
#define HL_TIERED(name) HL_TIERED_(name, HL_TIER_SUFFIX)
#define HL_TIERED_(name, suffix) HL_TIERED__(name, suffix)
#define HL_TIERED__(name, suffix) name##__##suffix

#define HL_KERNEL(type, name) type HL_TIERED(hl_##name);
#include "kernels.def"
#undef HL_KERNEL

extern const hl_kernels HL_TIERED(hl_kernels);

/* The build says HL_EXPECT_<tier>; the compiler must have been given the flags that go with it, or the
 * tier would be a slower one under a better name. */
#if defined(HL_EXPECT_V4)
#if !defined(__AVX512F__) || !defined(__AVX512BW__) || !defined(__AVX512CD__) || \
    !defined(__AVX512DQ__) || !defined(__AVX512VL__)
#error "tier v4 needs -march=x86-64-v4"
#endif
#elif defined(HL_EXPECT_V3)
#if !defined(__AVX2__) || !defined(__FMA__) || defined(__AVX512F__)
#error "tier v3 needs -march=x86-64-v3"
#endif
#elif defined(HL_EXPECT_V2)
#if !defined(__SSE4_2__) || defined(__AVX__)
#error "tier v2 needs -march=x86-64-v2"
#endif
#elif defined(HL_EXPECT_NEON)
#if !defined(__ARM_NEON)
#error "tier neon needs Advanced SIMD"
#endif
#elif !defined(HL_EXPECT_NOTHING) /* tests that include a kernel's source */
#error "HL_TIER_SUFFIX without the HL_EXPECT_ macro of its tier, see CMakeLists.txt"
#endif
#endif

#endif
