/*
 * The kernels of hl_reduce, one struct hl_reduction_kernels for each operation and dtype. A kernel reduces
 * contiguous elements (rows), or the rows of a tile to one result for each of its columns (columns), in the
 * order that hotloop.h writes down: 8 lanes, blocks of 128, a binary tree. What is found in that order does
 * not depend on how the compiler vectorises it: lanes are independent of each other.
 *
 * What must not live here: strides, masks, threads, results' dtypes (reduce.c in the folder above).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "elementwise.h"

enum { LANES = 8, BLOCK = HL_REDUCE_BLOCK, AHEAD = 8192 };

typedef struct {
    double re, im;
} pair;

/* --- the tree ------------------------------------------------------------------------------------------- */

/* Puts the node of the next block of n elements on the tree's stack: as in a binary counter, two nodes of
 * the same height become one. */
static HL_ALWAYS_INLINE void push(hl_tree *tree, hl_node node, int64_t n,
                                  hl_combine_kernel *combine) {
    int64_t carry = tree->blocks;
    double width = BLOCK;
    double count = (double)n;
    while (carry & 1) {
        hl_node left = tree->stack[--tree->height];
        combine(&left.value, &left.extra, &node.value, &node.extra, 1, width, count);
        node = left;
        count += width;
        width *= 2;
        carry >>= 1;
    }
    tree->stack[tree->height++] = node;
    tree->blocks++;
    tree->elements += n;
}

/* Asks for the memory of a block that comes some blocks later: the processor's own prefetch falls behind, most
 * where each block is read twice. 10^7 doubles, one thread: variances 7.2 -> 1.8 ms, sums 2.0 -> 1.6. */
static HL_ALWAYS_INLINE void ask_for(const void *next, size_t bytes) {
    for (size_t at = 0; at < bytes; at += HL_LINE) {
        HL_PREFETCH((const void *)((uintptr_t)next + AHEAD + at));
    }
}

/* Whether at least one full set of lanes comes as rows that follow each other in memory. Of interest for few
 * columns, whose loops are short. */
static bool are_dense(const void *const *rows, int64_t n, int64_t bytes) {
    if (n < LANES || bytes > 256) {
        return false;
    }
    bool dense = true;
    for (int64_t k = 1; k < n; k++) {
        dense &= (uintptr_t)rows[k] - (uintptr_t)rows[k - 1] == (uintptr_t)bytes;
    }
    return dense;
}

/* --- what a lane holds, as the cells of a node ---------------------------------------------------------- */

#define PACK_f(a) ((hl_node){.value.f = (a)})
#define UNPACK_f(value, extra) ((value).f)
#define PACK_narrow(a) PACK_f((double)(a))
#define UNPACK_narrow(value, extra) ((float)(value).f)
#define PACK_i(a) ((hl_node){.value.i = (a)})
#define UNPACK_i(value, extra) ((value).i)
#define PACK_u(a) ((hl_node){.value.u = (a)})
#define UNPACK_u(value, extra) ((value).u)
#define PACK_pair(a) ((hl_node){.value.f = (a).re, .extra.f = (a).im})
#define UNPACK_pair(value, extra) ((pair){(value).f, (extra).f})

/* --- rows and columns by lanes -------------------------------------------------------------------------- */

/*
 * Defines name_join, name_rows and name_columns. T: an element; A: what a lane holds, packed by PACK_kind;
 * FIRST(x): a lane that has met x alone; NEXT(m, x): lane m then meets x; JOIN(a, b): two lanes, or two
 * nodes, a the earlier. Empty lanes take no part: for sums and products that is what their identity does.
 *
 * Short rows that are dense have the outputs for the vectors' lanes, which the compiler turns by itself for the
 * constant lengths.
 *
 * A block's loop runs over the lanes outside and over their elements inside, unrolled: so the compiler
 * vectorises over lanes and holds them in registers.
 */
#define BY_LANES(name, T, A, kind, FIRST, NEXT, JOIN) \
    JOIN_OF_TWO(name, A, JOIN) \
    static HL_ALWAYS_INLINE A name##_block(const T *x) { \
        A lane[LANES]; \
        for (int c = 0; c < LANES; c++) { \
            A m = FIRST(x[c]); \
            HL_UNROLL(16) \
            for (int k = LANES; k < BLOCK; k += LANES) { \
                m = NEXT(m, x[k + c]); \
            } \
            lane[c] = m; \
        } \
        return name##_pair( \
            name##_pair(name##_pair(lane[0], lane[1]), name##_pair(lane[2], lane[3])), \
            name##_pair(name##_pair(lane[4], lane[5]), name##_pair(lane[6], lane[7]))); \
    } \
    PARTS_BY_LANES(name, T, A, kind, FIRST, NEXT, JOIN) \
    static void name##_rows(hl_tree *tree, const void *elements, int64_t n) { \
        const T *x = elements; \
        for (; n >= BLOCK; n -= BLOCK, x += BLOCK) { \
            ask_for(x + BLOCK, BLOCK * sizeof(T)); \
            push(tree, PACK_##kind(name##_block(x)), BLOCK, name##_join); \
        } \
        if (n > 0) { \
            push(tree, PACK_##kind(name##_part(x, n)), n, name##_join); \
        } \
    }

#define JOIN_OF_TWO(name, A, JOIN) \
    static HL_ALWAYS_INLINE A name##_pair(A a, A b) { \
        return JOIN(a, b); \
    }

/* All but the rows, where name_pair is there already. */
#define PARTS_BY_LANES(name, T, A, kind, FIRST, NEXT, JOIN) \
    PARTS_BY_LANES_(name, T, A, kind, FIRST, NEXT, JOIN)
#define PARTS_BY_LANES_(name, T, A, kind, FIRST, NEXT, JOIN) \
    static void name##_join(hl_cell *value, hl_cell *extra, const hl_cell *right_value, \
                            const hl_cell *right_extra, int64_t width, double n, double right_n) { \
        (void)extra; \
        (void)right_extra; \
        (void)n; \
        (void)right_n; \
        HL_SIMD \
        for (int64_t c = 0; c < width; c++) { \
            const A a = UNPACK_##kind(value[c], extra[c]); \
            const A b = UNPACK_##kind(right_value[c], right_extra[c]); \
            const hl_node node = PACK_##kind(JOIN(a, b)); \
            STORE_##kind(value, extra, c, node); \
        } \
    } \
    /* n <= LANES elements, each alone in its lane. */ \
    static HL_ALWAYS_INLINE A name##_few(const T *x, int64_t n) { \
        A a = FIRST(x[0]); \
        if (n > 1) { \
            a = name##_pair(a, FIRST(x[1])); \
        } \
        if (n > 2) { \
            const A b = FIRST(x[2]); \
            a = name##_pair(a, n > 3 ? name##_pair(b, FIRST(x[3])) : b); \
        } \
        if (n > 4) { \
            A b = FIRST(x[4]); \
            if (n > 5) { \
                b = name##_pair(b, FIRST(x[5])); \
            } \
            if (n > 6) { \
                b = name##_pair(b, FIRST(x[6])); \
            } \
            a = name##_pair(a, b); \
        } \
        return a; \
    } \
    static HL_NOINLINE A name##_part(const T *x, int64_t n) { \
        if (n < LANES) { \
            return name##_few(x, n); \
        } \
        A lane[LANES]; \
        int64_t k = LANES; \
        if (n < 2 * LANES) { \
            for (int c = 0; c < LANES; c++) { \
                lane[c] = FIRST(x[c]); \
            } \
        } else { /* two at once: a copy first would be made in halves, which stalls the loads */ \
            for (int c = 0; c < LANES; c++) { \
                const A first = FIRST(x[c]); \
                lane[c] = NEXT(first, x[LANES + c]); \
            } \
            k += LANES; \
        } \
        for (; k + LANES <= n; k += LANES) { \
            for (int c = 0; c < LANES; c++) { \
                lane[c] = NEXT(lane[c], x[k + c]); \
            } \
        } \
        for (int c = 0; k + c < n; c++) { \
            lane[c] = NEXT(lane[c], x[k + c]); \
        } \
        return name##_pair( \
            name##_pair(name##_pair(lane[0], lane[1]), name##_pair(lane[2], lane[3])), \
            name##_pair(name##_pair(lane[4], lane[5]), name##_pair(lane[6], lane[7]))); \
    } \
    static void name##_short_rows(const void *elements, int64_t m, int64_t step, int64_t n, \
                                  hl_cell *value, hl_cell *extra) { \
        const T *const x = elements; \
        (void)extra; \
        switch (step == m * (int64_t)sizeof(T) ? m : 0) { \
            SHORT_ROWS(name, kind, 2) \
            SHORT_ROWS(name, kind, 3) \
            SHORT_ROWS(name, kind, 4) \
        default: \
            for (int64_t i = 0; i < n; i++) { \
                const T *const row = (const T *)((const char *)elements + i * step); \
                const hl_node node = \
                    PACK_##kind(m < LANES ? name##_few(row, m) : name##_part(row, m)); \
                STORE_##kind(value, extra, i, node); \
            } \
            break; \
        } \
    } \
    static void name##_columns(const void *const *rows, int64_t n, int64_t position, \
                               int64_t width, void *scratch, hl_cell *value, hl_cell *extra) { \
        A *const lanes = scratch; \
        const int64_t used = n < LANES ? n : LANES; \
        /* rows that follow each other in memory: the lanes lie side by side, and are one */ \
        const bool dense = are_dense(rows, n, width * (int64_t)sizeof(T)); \
        const int64_t abreast = dense ? LANES : 1; \
        const int64_t wide = abreast * width; \
        const int64_t whole = dense ? n - n % LANES : n; \
        (void)position; \
        (void)extra; \
        for (int64_t l = 0; l < used; l += abreast) { \
            A *const m = lanes + l * width; \
            const T *const x = rows[l]; \
            HL_SIMD \
            for (int64_t c = 0; c < wide; c++) { \
                m[c] = FIRST(x[c]); \
            } \
            int64_t k = l + LANES; \
            for (; k + 2 * LANES < whole; k += 3 * LANES) { \
                const T *const x0 = rows[k]; \
                const T *const x1 = rows[k + LANES]; \
                const T *const x2 = rows[k + 2 * LANES]; \
                HL_SIMD \
                for (int64_t c = 0; c < wide; c++) { \
                    A met = NEXT(m[c], x0[c]); \
                    met = NEXT(met, x1[c]); \
                    m[c] = NEXT(met, x2[c]); \
                } \
            } \
            for (; k < whole; k += LANES) { \
                const T *const x0 = rows[k]; \
                HL_SIMD \
                for (int64_t c = 0; c < wide; c++) { \
                    m[c] = NEXT(m[c], x0[c]); \
                } \
            } \
        } \
        for (int64_t k = whole; k < n; k++) { \
            A *const m = lanes + k % LANES * width; \
            const T *const x = rows[k]; \
            for (int64_t c = 0; c < width; c++) { \
                m[c] = NEXT(m[c], x[c]); \
            } \
        } \
        for (int step = 1; step < LANES; step *= 2) { \
            for (int64_t l = 0; l + step < used; l += 2 * step) { \
                A *const a = lanes + l * width; \
                const A *const b = a + step * width; \
                HL_SIMD \
                for (int64_t c = 0; c < width; c++) { \
                    a[c] = JOIN(a[c], b[c]); \
                } \
            } \
        } \
        HL_SIMD \
        for (int64_t c = 0; c < width; c++) { \
            const hl_node node = PACK_##kind(lanes[c]); \
            STORE_##kind(value, extra, c, node); \
        } \
    }

/* A case of a switch over the length of dense rows at x. */
#define SHORT_ROWS(name, kind, M) \
    case M: \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const hl_node node = PACK_##kind(name##_few(x + i * M, M)); \
            STORE_##kind(value, extra, i, node); \
        } \
        break;

#define STORE_f(value, extra, c, node) ((value)[c].f = (node).value.f)
#define STORE_narrow STORE_f
#define STORE_i(value, extra, c, node) ((value)[c].i = (node).value.i)
#define STORE_u(value, extra, c, node) ((value)[c].u = (node).value.u)
#define STORE_pair(values, extras, c, node) \
    ((values)[c].f = (node).value.f, (extras)[c].f = (node).extra.f)

#define KERNELS(name) \
    { \
        .rows = name##_rows, .columns = name##_columns, .combine = name##_join, \
        .short_rows = name##_short_rows \
    }
/* Without short rows. */
#define MAIN_KERNELS(name, join) \
    { .rows = name##_rows, .columns = name##_columns, .combine = join }

/* --- sums, products, norms of floats -------------------------------------------------------------------- */

#define AS_IT_IS(x) ((double)(x))
#define ADD(m, x) ((m) + (double)(x))
#define TIMES(m, x) ((m) * (double)(x))
#define SQUARED(x) ((double)(x) * (double)(x))
#define ADD_SQUARE(m, x) ((m) + (double)(x) * (double)(x))
#define JOIN_BY_ADD(a, b) ((a) + (b))
#define JOIN_BY_TIMES(a, b) ((a) * (b))

#define FLOAT_SUMS(T) \
    BY_LANES(sum_##T, T, double, f, AS_IT_IS, ADD, JOIN_BY_ADD) \
    BY_LANES(prod_##T, T, double, f, AS_IT_IS, TIMES, JOIN_BY_TIMES) \
    BY_LANES(norm_##T, T, double, f, SQUARED, ADD_SQUARE, JOIN_BY_ADD)
FOR_FLOATS(FLOAT_SUMS)

/* --- sums, products, norms of complex numbers ----------------------------------------------------------- */

static HL_ALWAYS_INLINE pair pair_add(pair a, pair b) {
    return (pair){a.re + b.re, a.im + b.im};
}

static HL_ALWAYS_INLINE pair pair_multiply(pair a, pair b) {
    return (pair){hl_rounded(a.re * b.re) - hl_rounded(a.im * b.im),
                  hl_rounded(a.re * b.im) + hl_rounded(a.im * b.re)};
}

#define TO_PAIR(x) ((pair){(double)(x).re, (double)(x).im})
#define ADD_PAIR(m, x) pair_add(m, TO_PAIR(x))
#define MODULUS_SQUARED(x) ((double)(x).re * (double)(x).re + (double)(x).im * (double)(x).im)
#define ADD_MODULUS_SQUARED(m, x) ((m) + MODULUS_SQUARED(x))
#define COMPLEX_SUMS(T) \
    BY_LANES(sum_##T, T, pair, pair, TO_PAIR, ADD_PAIR, pair_add) \
    BY_LANES(norm_##T, T, double, f, MODULUS_SQUARED, ADD_MODULUS_SQUARED, JOIN_BY_ADD)
FOR_COMPLEX(COMPLEX_SUMS)

/* A product with 1 + 0i is not the identity for signed zeros, infinities and NaN: every lane starts at it,
 * and the empty ones take part. */
static const pair ONE = {1, 0};

#define COMPLEX_PRODUCT(T) \
    static void prod_##T##_join(hl_cell *value, hl_cell *extra, const hl_cell *right_value, \
                                const hl_cell *right_extra, int64_t width, double n, \
                                double right_n) { \
        (void)n; \
        (void)right_n; \
        for (int64_t c = 0; c < width; c++) { \
            const pair a = pair_multiply(UNPACK_pair(value[c], extra[c]), \
                                         UNPACK_pair(right_value[c], right_extra[c])); \
            value[c].f = a.re; \
            extra[c].f = a.im; \
        } \
    } \
    static void prod_##T##_rows(hl_tree *tree, const void *elements, int64_t n) { \
        const T *x = elements; \
        while (n > 0) { \
            const int64_t m = n < BLOCK ? n : BLOCK; \
            pair lane[LANES]; \
            for (int c = 0; c < LANES; c++) { \
                lane[c] = ONE; \
            } \
            for (int64_t k = 0; k < m; k++) { \
                lane[k % LANES] = pair_multiply(lane[k % LANES], TO_PAIR(x[k])); \
            } \
            for (int step = 1; step < LANES; step *= 2) { \
                for (int c = 0; c < LANES; c += 2 * step) { \
                    lane[c] = pair_multiply(lane[c], lane[c + step]); \
                } \
            } \
            push(tree, PACK_pair(lane[0]), m, prod_##T##_join); \
            x += m; \
            n -= m; \
        } \
    } \
    static void prod_##T##_columns(const void *const *rows, int64_t n, int64_t position, \
                                   int64_t width, void *scratch, hl_cell *value, hl_cell *extra) { \
        pair *const lanes = scratch; \
        (void)position; \
        for (int64_t i = 0; i < LANES * width; i++) { \
            lanes[i] = ONE; \
        } \
        for (int64_t k = 0; k < n; k++) { \
            pair *const m = lanes + k % LANES * width; \
            const T *const x = rows[k]; \
            for (int64_t c = 0; c < width; c++) { \
                m[c] = pair_multiply(m[c], TO_PAIR(x[c])); \
            } \
        } \
        for (int step = 1; step < LANES; step *= 2) { \
            for (int64_t l = 0; l < LANES; l += 2 * step) { \
                pair *const a = lanes + l * width; \
                for (int64_t c = 0; c < width; c++) { \
                    a[c] = pair_multiply(a[c], a[step * width + c]); \
                } \
            } \
        } \
        for (int64_t c = 0; c < width; c++) { \
            value[c].f = lanes[c].re; \
            extra[c].f = lanes[c].im; \
        } \
    }
FOR_COMPLEX(COMPLEX_PRODUCT)

/* --- least and greatest floats -------------------------------------------------------------------------- */

#define THE_ELEMENT(x) (x)

/* m <= x or m is NaN ? m : x, up to which of two NaN it is: a minimum as the processor has it, and a choice. */
#define LESSER(m, x) ((x) != (x) ? (x) : (x) < (m) ? (x) : (m))
#define GREATER(m, x) ((x) != (x) ? (x) : (x) > (m) ? (x) : (m))

/* Blocks whose extreme is found at a time: they stay in the L1 cache. */
enum { EXTREME_BLOCKS = 16 };

/*
 * The order decides only which of two zeros comes out, and NaN. So some blocks are reduced in any order, while NaN
 * are only looked for, two elements at a time; where there is one, it is the result, and where the result is a
 * zero, the blocks are reduced again in their order. Among blocks, it is the earliest extreme that stays, however
 * they are paired: one node gathers all. I: an integer as wide as T.
 */
#define EXTREME(name, T, A, I, COMPARED, CHOICE) \
    JOIN_OF_TWO(name, A, CHOICE) \
    PARTS_BY_LANES(name, T, A, KIND_##T, THE_ELEMENT, CHOICE, CHOICE) \
    static HL_NOINLINE A name##_blocks(const T *x, int64_t blocks) { \
        A lane[LANES]; \
        I unordered[LANES]; \
        for (int c = 0; c < LANES; c++) { \
            lane[c] = x[c]; \
            unordered[c] = 0; \
        } \
        for (int64_t b = 0; b < blocks; b++) { \
            const T *const y = x + b * BLOCK; \
            for (int c = 0; c < LANES; c++) { \
                A m = lane[c]; \
                HL_UNROLL(16) \
                for (int k = 0; k < BLOCK; k += LANES) { \
                    const A next = y[k + c]; \
                    m = next COMPARED m ? next : m; \
                } \
                I nan = 0; \
                HL_UNROLL(8) \
                for (int k = 0; k < BLOCK; k += 2 * LANES) { \
                    nan |= __builtin_isunordered(y[k + c], y[k + LANES + c]); \
                } \
                lane[c] = m; \
                unordered[c] |= nan; \
            } \
        } \
        I any = 0; \
        A best = lane[0]; \
        for (int c = 0; c < LANES; c++) { \
            any |= unordered[c]; \
            best = lane[c] COMPARED best ? lane[c] : best; \
        } \
        if (HL_UNLIKELY(any != 0)) { \
            return (A)NAN; \
        } \
        if (HL_UNLIKELY(best == 0)) { \
            best = name##_part(x, BLOCK); \
            for (int64_t b = 1; b < blocks; b++) { \
                best = name##_pair(best, name##_part(x + b * BLOCK, BLOCK)); \
            } \
        } \
        return best; \
    } \
    static void name##_rows(hl_tree *tree, const void *elements, int64_t n) { \
        const T *x = elements; \
        bool met = tree->blocks > 0; \
        A all = met ? (A)tree->stack[0].value.f : 0; \
        while (n > 0 && all == all) { /* nothing follows a NaN */ \
            const int64_t blocks = n / BLOCK < EXTREME_BLOCKS ? n / BLOCK : EXTREME_BLOCKS; \
            const int64_t m = blocks > 0 ? blocks * BLOCK : n; \
            const A some = blocks > 0 ? name##_blocks(x, blocks) : name##_part(x, n); \
            all = met ? name##_pair(all, some) : some; \
            met = true; \
            x += m; \
            n -= m; \
        } \
        tree->stack[0] = PACK_f((double)all); \
        tree->blocks = 1; \
        tree->height = 1; \
    }
#define KIND_f32 narrow
#define KIND_f64 f

/* A lane of the element's own type is as wide as the element; a node holds it as a double, exactly. */
EXTREME(min_f32, f32, float, int32_t, <, LESSER)
EXTREME(max_f32, f32, float, int32_t, >, GREATER)
EXTREME(min_f64, f64, double, int64_t, <, LESSER)
EXTREME(max_f64, f64, double, int64_t, >, GREATER)

/* --- variances ------------------------------------------------------------------------------------------ */

/* value: the mean, extra: the sum of squared deviations from it. */
static HL_ALWAYS_INLINE void chan(hl_cell *value, hl_cell *extra, const hl_cell *right_value,
                                  const hl_cell *right_extra, int64_t width, double n,
                                  double right_n) {
    const double share = right_n / (n + right_n);
    HL_SIMD
    for (int64_t c = 0; c < width; c++) {
        const double d = right_value[c].f - value[c].f;
        value[c].f = value[c].f + d * share;
        extra[c].f = (extra[c].f + right_extra[c].f) + d * d * (n * share);
    }
}

static void var_join(hl_cell *value, hl_cell *extra, const hl_cell *right_value,
                     const hl_cell *right_extra, int64_t width, double n, double right_n) {
    chan(value, extra, right_value, right_extra, width, n, right_n);
}

#define DEVIATION_SQUARED(x, mean) (((double)(x) - (mean)) * ((double)(x) - (mean)))

#define VARIANCE(T) \
    static HL_ALWAYS_INLINE hl_node var_##T##_block(const T *x) { \
        const double mean = sum_##T##_block(x) / BLOCK; \
        double lane[LANES]; \
        for (int c = 0; c < LANES; c++) { \
            double m = DEVIATION_SQUARED(x[c], mean); \
            HL_UNROLL(16) \
            for (int k = LANES; k < BLOCK; k += LANES) { \
                m += DEVIATION_SQUARED(x[k + c], mean); \
            } \
            lane[c] = m; \
        } \
        return (hl_node){.value.f = mean, \
                         .extra.f = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + \
                                    ((lane[4] + lane[5]) + (lane[6] + lane[7]))}; \
    } \
    static hl_node var_##T##_part(const T *x, int64_t n) { \
        const double mean = sum_##T##_part(x, n) / (double)n; \
        double lane[LANES]; \
        for (int c = 0; c < LANES; c++) { \
            lane[c] = -0.0; \
        } \
        for (int64_t k = 0; k < n; k++) { \
            lane[k % LANES] += DEVIATION_SQUARED(x[k], mean); \
        } \
        return (hl_node){.value.f = mean, \
                         .extra.f = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + \
                                    ((lane[4] + lane[5]) + (lane[6] + lane[7]))}; \
    } \
    static void var_##T##_rows(hl_tree *tree, const void *elements, int64_t n) { \
        const T *x = elements; \
        for (; n >= BLOCK; n -= BLOCK, x += BLOCK) { \
            ask_for(x + BLOCK, BLOCK * sizeof(T)); \
            push(tree, var_##T##_block(x), BLOCK, var_join); \
        } \
        if (n > 0) { \
            push(tree, var_##T##_part(x, n), n, var_join); \
        } \
    } \
    static void var_##T##_columns(const void *const *rows, int64_t n, int64_t position, \
                                  int64_t width, void *scratch, hl_cell *value, hl_cell *extra) { \
        double *const lanes = scratch; \
        const int64_t used = n < LANES ? n : LANES; \
        sum_##T##_columns(rows, n, position, width, scratch, value, extra); \
        const double count = (double)n; \
        HL_SIMD \
        for (int64_t c = 0; c < width; c++) { \
            value[c].f /= count; \
        } \
        for (int64_t l = 0; l < used; l++) { \
            double *const m = lanes + l * width; \
            const T *const x = rows[l]; \
            HL_SIMD \
            for (int64_t c = 0; c < width; c++) { \
                m[c] = DEVIATION_SQUARED(x[c], value[c].f); \
            } \
            int64_t k = l + LANES; \
            for (; k + 2 * LANES < n; k += 3 * LANES) { \
                const T *const x0 = rows[k]; \
                const T *const x1 = rows[k + LANES]; \
                const T *const x2 = rows[k + 2 * LANES]; \
                HL_SIMD \
                for (int64_t c = 0; c < width; c++) { \
                    const double mean = value[c].f; \
                    m[c] = ((m[c] + DEVIATION_SQUARED(x0[c], mean)) + \
                            DEVIATION_SQUARED(x1[c], mean)) + \
                           DEVIATION_SQUARED(x2[c], mean); \
                } \
            } \
            for (; k < n; k += LANES) { \
                const T *const x0 = rows[k]; \
                HL_SIMD \
                for (int64_t c = 0; c < width; c++) { \
                    m[c] += DEVIATION_SQUARED(x0[c], value[c].f); \
                } \
            } \
        } \
        for (int step = 1; step < LANES; step *= 2) { \
            for (int64_t l = 0; l + step < used; l += 2 * step) { \
                double *const a = lanes + l * width; \
                const double *const b = a + step * width; \
                HL_SIMD \
                for (int64_t c = 0; c < width; c++) { \
                    a[c] += b[c]; \
                } \
            } \
        } \
        for (int64_t c = 0; c < width; c++) { \
            extra[c].f = lanes[c]; \
        } \
    }
FOR_FLOATS(VARIANCE)

/* --- where the order does not matter -------------------------------------------------------------------- */

/*
 * Defines name_join, name_rows and name_columns for an operation in which any order gives the same bits: one
 * node gathers all. A: what it holds, packed by PACK_kind; FROM: its start; NEXT, JOIN as above. Over
 * PIECE elements at a time a loop with an accumulator of type S, from `start`: as narrow as their number
 * allows, since the compiler then vectorises it without widening. ENOUGH(a): nothing can change a.
 */
#define IN_ANY_ORDER(name, T, A, kind, FROM, NEXT, JOIN, S, PIECE, ENOUGH) \
    static void name##_join(hl_cell *value, hl_cell *extra, const hl_cell *right_value, \
                            const hl_cell *right_extra, int64_t width, double n, double right_n) { \
        (void)extra; \
        (void)right_extra; \
        (void)n; \
        (void)right_n; \
        for (int64_t c = 0; c < width; c++) { \
            const A a = UNPACK_##kind(value[c], extra[c]); \
            const A b = UNPACK_##kind(right_value[c], right_extra[c]); \
            value[c] = PACK_##kind(JOIN(a, b)).value; \
        } \
    } \
    static HL_NOINLINE void name##_rows(hl_tree *tree, const void *elements, int64_t n) { \
        const T *x = elements; \
        A all = FROM; \
        if (tree->blocks > 0) { \
            all = UNPACK_##kind(tree->stack[0].value, tree->stack[0].extra); \
        } \
        while (n > 0 && !ENOUGH(all)) { \
            const int64_t m = n < PIECE ? n : PIECE; \
            S some = (S)(FROM); \
            for (int64_t i = 0; i < m; i++) { \
                some = (S)NEXT(some, x[i]); \
            } \
            all = JOIN(all, (A)some); \
            x += m; \
            n -= m; \
        } \
        tree->stack[0] = PACK_##kind(all); \
        tree->blocks = 1; \
        tree->height = 1; \
    } \
    static void name##_short_rows(const void *elements, int64_t m, int64_t step, int64_t n, \
                                  hl_cell *value, hl_cell *extra) { \
        (void)extra; \
        for (int64_t i = 0; i < n; i++) { \
            const T *const x = (const T *)((const char *)elements + i * step); \
            if (m >= LONG_ROW) { \
                hl_tree tree; \
                tree.blocks = 0; \
                name##_rows(&tree, x, m); \
                value[i] = tree.stack[0].value; \
                continue; \
            } \
            A all = FROM; \
            for (int64_t k = 0; k < m; k++) { \
                all = (A)NEXT(all, x[hl_scalar(k)]); \
            } \
            value[i] = PACK_##kind(all).value; \
        } \
    } \
    static void name##_columns(const void *const *rows, int64_t n, int64_t position, \
                               int64_t width, void *scratch, hl_cell *value, hl_cell *extra) { \
        (void)position; \
        (void)extra; \
        A *const all = scratch; \
        HL_SIMD \
        for (int64_t c = 0; c < width; c++) { \
            all[c] = FROM; \
        } \
        int64_t k = 0; \
        for (; k + 3 < n; k += 4) { \
            const T *const x0 = rows[k]; \
            const T *const x1 = rows[k + 1]; \
            const T *const x2 = rows[k + 2]; \
            const T *const x3 = rows[k + 3]; \
            HL_SIMD \
            for (int64_t c = 0; c < width; c++) { \
                A a = (A)NEXT(all[c], x0[c]); \
                a = (A)NEXT(a, x1[c]); \
                a = (A)NEXT(a, x2[c]); \
                all[c] = (A)NEXT(a, x3[c]); \
            } \
        } \
        for (; k < n; k++) { \
            const T *const x0 = rows[k]; \
            HL_SIMD \
            for (int64_t c = 0; c < width; c++) { \
                all[c] = (A)NEXT(all[c], x0[c]); \
            } \
        } \
        for (int64_t c = 0; c < width; c++) { \
            value[c] = PACK_##kind(all[c]).value; \
        } \
    }

/* Elements from which a short row is worth a loop of vectors. */
enum { LONG_ROW = 16 };

#define NEVER_ENOUGH(a) false
#define IS_TRUE(a) ((a) != 0)
#define IS_FALSE(a) ((a) == 0)

#define ADD_INT(m, x) ((m) + (x))
#define ADD_BOOL(m, x) ((m) + ((x) != 0))
#define TIMES_INT(m, x) ((m) * (x))
#define TIMES_BOOL(m, x) ((m) & ((x) != 0))
#define LESSER_INT(m, x) ((x) < (m) ? (x) : (m))
#define GREATER_INT(m, x) ((x) > (m) ? (x) : (m))

/* Sums of 8- and 16-bit integers: 32 bits hold 2^15 of them. */
enum { NARROW = 4096, WIDE = 65536 };

#define INT_SUM(T, A, kind, S, PIECE) \
    IN_ANY_ORDER(sum_##T, T, A, kind, 0, ADD_INT, ADD_INT, S, PIECE, NEVER_ENOUGH) \
    IN_ANY_ORDER(prod_##T, T, A, kind, 1, TIMES_INT, TIMES_INT, A, WIDE, NEVER_ENOUGH)
INT_SUM(i8, int64_t, i, int32_t, NARROW)
INT_SUM(i16, int64_t, i, int32_t, NARROW)
INT_SUM(i32, int64_t, i, int64_t, WIDE)
INT_SUM(i64, int64_t, i, int64_t, WIDE)
INT_SUM(u8, uint64_t, u, uint32_t, NARROW)
INT_SUM(u16, uint64_t, u, uint32_t, NARROW)
INT_SUM(u32, uint64_t, u, uint64_t, WIDE)
INT_SUM(u64, uint64_t, u, uint64_t, WIDE)
IN_ANY_ORDER(prod_b8, b8, int64_t, i, 1, TIMES_BOOL, TIMES_INT, uint8_t, NARROW, IS_FALSE)

#define INT_EXTREMES(T, A, kind, LEAST, GREATEST, PLAIN) \
    IN_ANY_ORDER(min_##T, T, A, kind, GREATEST, LESSER_INT, LESSER_INT, PLAIN, WIDE, NEVER_ENOUGH) \
    IN_ANY_ORDER(max_##T, T, A, kind, LEAST, GREATER_INT, GREATER_INT, PLAIN, WIDE, NEVER_ENOUGH)
INT_EXTREMES(i8, int64_t, i, INT8_MIN, INT8_MAX, int8_t)
INT_EXTREMES(i16, int64_t, i, INT16_MIN, INT16_MAX, int16_t)
INT_EXTREMES(i32, int64_t, i, INT32_MIN, INT32_MAX, int32_t)
INT_EXTREMES(i64, int64_t, i, INT64_MIN, INT64_MAX, int64_t)
INT_EXTREMES(u8, uint64_t, u, 0, UINT8_MAX, uint8_t)
INT_EXTREMES(u16, uint64_t, u, 0, UINT16_MAX, uint16_t)
INT_EXTREMES(u32, uint64_t, u, 0, UINT32_MAX, uint32_t)
INT_EXTREMES(u64, uint64_t, u, 0, UINT64_MAX, uint64_t)

/* --- truth ---------------------------------------------------------------------------------------------- */

#define NONZERO(x) ((x) != 0)
#define NONZERO_PAIR(x) ((unsigned)((x).re != 0) | (unsigned)((x).im != 0))
#define OR(m, x) ((m) | NONZERO(x))
#define AND(m, x) ((m)&NONZERO(x))
#define COUNT(m, x) ((m) + NONZERO(x))
#define OR_PAIR(m, x) ((m) | NONZERO_PAIR(x))
#define AND_PAIR(m, x) ((m)&NONZERO_PAIR(x))
#define COUNT_PAIR(m, x) ((m) + NONZERO_PAIR(x))
#define JOIN_BY_OR(a, b) ((a) | (b))
#define JOIN_BY_AND(a, b) ((a) & (b))

/* S is as wide as the element, so that masks need no widening; a byte counts to 255. */
#define TRUTH(T, S, PIECE, suffix) \
    IN_ANY_ORDER(any_##T, T, int64_t, i, 0, OR##suffix, JOIN_BY_OR, S, NARROW, IS_TRUE) \
    IN_ANY_ORDER(all_##T, T, int64_t, i, 1, AND##suffix, JOIN_BY_AND, S, NARROW, IS_FALSE) \
    IN_ANY_ORDER(count_##T, T, int64_t, i, 0, COUNT##suffix, ADD_INT, S, PIECE, NEVER_ENOUGH)
TRUTH(u8, uint8_t, 192, )
TRUTH(u16, uint16_t, NARROW, )
TRUTH(u32, uint32_t, NARROW, )
TRUTH(u64, uint64_t, NARROW, )
TRUTH(f32, uint32_t, NARROW, )
TRUTH(f64, uint64_t, NARROW, )
TRUTH(c64, uint32_t, NARROW, _PAIR)
TRUTH(c128, uint64_t, NARROW, _PAIR)

/* --- positions of the least and the greatest ------------------------------------------------------------ */

/* Whether x takes the place of an earlier m. */
#define LESS_INT(x, m) ((x) < (m))
#define MORE_INT(x, m) ((x) > (m))
#define LESS_FLOAT(x, m) (((x) < (m)) | (((x) != (x)) & ((m) == (m))))
#define MORE_FLOAT(x, m) (((x) > (m)) | (((x) != (x)) & ((m) == (m))))

/* Elements whose best is found first and looked for then: they stay in the L1 cache. */
enum { ARG_PIECE = 1024, ARG_LANES = 64 };

/*
 * Defines name_join, name_rows and name_columns: value is the best element and extra its position. BETTER
 * orders the elements in full (equal ones and NaN aside), so that the best of a piece may be found in any
 * order before its first place.
 */
#define POSITION(name, T, A, member, VALUE, BETTER) \
    static void name##_join(hl_cell *value, hl_cell *extra, const hl_cell *right_value, \
                            const hl_cell *right_extra, int64_t width, double n, double right_n) { \
        (void)n; \
        (void)right_n; \
        for (int64_t c = 0; c < width; c++) { \
            if (BETTER(right_value[c].member, value[c].member)) { \
                value[c] = right_value[c]; \
                extra[c] = right_extra[c]; \
            } \
        } \
    } \
    static A name##_best(const T *x, int64_t n) { \
        if (n < ARG_LANES) { \
            A best = VALUE(x[0]); \
            for (int64_t i = 1; i < n; i++) { \
                best = BETTER(VALUE(x[i]), best) ? VALUE(x[i]) : best; \
            } \
            return best; \
        } \
        A lane[ARG_LANES]; \
        HL_SIMD \
        for (int c = 0; c < ARG_LANES; c++) { \
            lane[c] = VALUE(x[c]); \
        } \
        for (int64_t i = ARG_LANES;; i += ARG_LANES) { \
            /* the last ones may be met twice */ \
            i = i < n - ARG_LANES ? i : n - ARG_LANES; \
            HL_SIMD \
            for (int c = 0; c < ARG_LANES; c++) { \
                const A value = VALUE(x[i + c]); \
                lane[c] = BETTER(value, lane[c]) ? value : lane[c]; \
            } \
            if (i == n - ARG_LANES) { \
                break; \
            } \
        } \
        A best = lane[0]; \
        for (int c = 1; c < ARG_LANES; c++) { \
            best = BETTER(lane[c], best) ? lane[c] : best; \
        } \
        return best; \
    } \
    static void name##_rows(hl_tree *tree, const void *elements, int64_t n) { \
        const T *x = elements; \
        while (n > 0) { \
            const int64_t m = n < ARG_PIECE ? n : ARG_PIECE; \
            const A best = name##_best(x, m); \
            if (tree->blocks == 0 || BETTER(best, tree->stack[0].value.member)) { \
                int64_t i = 0; \
                while (BETTER(best, VALUE(x[i]))) { \
                    i++; \
                } \
                tree->stack[0].value.member = best; \
                tree->stack[0].extra.i = tree->elements + i; \
                tree->blocks = 1; \
                tree->height = 1; \
            } \
            tree->elements += m; \
            x += m; \
            n -= m; \
        } \
    } \
    static void name##_columns(const void *const *rows, int64_t n, int64_t position, \
                               int64_t width, void *scratch, hl_cell *value, hl_cell *extra) { \
        (void)scratch; \
        const T *const x0 = rows[0]; \
        for (int64_t c = 0; c < width; c++) { \
            value[c].member = VALUE(x0[c]); \
            extra[c].i = position; \
        } \
        for (int64_t k = 1; k < n; k++) { \
            const T *const x = rows[k]; \
            const int64_t here = position + k; \
            HL_SIMD \
            for (int64_t c = 0; c < width; c++) { \
                const A best = value[c].member; \
                const A next = VALUE(x[c]); \
                const int64_t at = extra[c].i; \
                value[c].member = BETTER(next, best) ? next : best; \
                extra[c].i = BETTER(next, best) ? here : at; \
            } \
        } \
    }

#define POSITIONS(T, A, member, VALUE, KIND) \
    POSITION(argmin_##T, T, A, member, VALUE, LESS_##KIND) \
    POSITION(argmax_##T, T, A, member, VALUE, MORE_##KIND)
POSITIONS(b8, int64_t, i, NONZERO, INT)
POSITIONS(i8, int64_t, i, THE_ELEMENT, INT)
POSITIONS(i16, int64_t, i, THE_ELEMENT, INT)
POSITIONS(i32, int64_t, i, THE_ELEMENT, INT)
POSITIONS(i64, int64_t, i, THE_ELEMENT, INT)
POSITIONS(u8, uint64_t, u, THE_ELEMENT, INT)
POSITIONS(u16, uint64_t, u, THE_ELEMENT, INT)
POSITIONS(u32, uint64_t, u, THE_ELEMENT, INT)
POSITIONS(u64, uint64_t, u, THE_ELEMENT, INT)
POSITIONS(f32, double, f, THE_ELEMENT, FLOAT)
POSITIONS(f64, double, f, THE_ELEMENT, FLOAT)

/* --- the lookup ----------------------------------------------------------------------------------------- */

#define POSITION_KERNELS(op, T) MAIN_KERNELS(op##_##T, op##_##T##_join)
#define ALL_POSITIONS(op) \
    [HL_BOOL] = POSITION_KERNELS(op, b8), [HL_I8] = POSITION_KERNELS(op, i8), \
    [HL_I16] = POSITION_KERNELS(op, i16), [HL_I32] = POSITION_KERNELS(op, i32), \
    [HL_I64] = POSITION_KERNELS(op, i64), [HL_U8] = POSITION_KERNELS(op, u8), \
    [HL_U16] = POSITION_KERNELS(op, u16), [HL_U32] = POSITION_KERNELS(op, u32), \
    [HL_U64] = POSITION_KERNELS(op, u64), [HL_F32] = POSITION_KERNELS(op, f32), \
    [HL_F64] = POSITION_KERNELS(op, f64)
#define INTEGERS_AND_FLOATS(op) \
    [HL_I8] = KERNELS(op##_i8), [HL_I16] = KERNELS(op##_i16), [HL_I32] = KERNELS(op##_i32), \
    [HL_I64] = KERNELS(op##_i64), [HL_U8] = KERNELS(op##_u8), [HL_U16] = KERNELS(op##_u16), \
    [HL_U32] = KERNELS(op##_u32), [HL_U64] = KERNELS(op##_u64), [HL_F32] = KERNELS(op##_f32), \
    [HL_F64] = KERNELS(op##_f64)
#define COMPLEX(op) [HL_C64] = KERNELS(op##_c64), [HL_C128] = KERNELS(op##_c128)
#define MAIN_COMPLEX(op) \
    [HL_C64] = MAIN_KERNELS(op##_c64, op##_c64_join), [HL_C128] = \
                                                          MAIN_KERNELS(op##_c128, op##_c128_join)
#define FLOATS(op) [HL_F32] = KERNELS(op##_f32), [HL_F64] = KERNELS(op##_f64)
/* Zero or not: the sign of an integer does not matter. */
#define ANY_DTYPE(op) \
    [HL_BOOL] = KERNELS(op##_u8), [HL_I8] = KERNELS(op##_u8), [HL_I16] = KERNELS(op##_u16), \
    [HL_I32] = KERNELS(op##_u32), [HL_I64] = KERNELS(op##_u64), [HL_U8] = KERNELS(op##_u8), \
    [HL_U16] = KERNELS(op##_u16), [HL_U32] = KERNELS(op##_u32), [HL_U64] = KERNELS(op##_u64), \
    FLOATS(op), COMPLEX(op)

static const hl_reduction_kernels KERNEL_TABLE[HL_NORM + 1][HL_C128 + 1] = {
    [HL_SUM] = {[HL_BOOL] = KERNELS(count_u8), INTEGERS_AND_FLOATS(sum), COMPLEX(sum)},
    [HL_PROD] = {[HL_BOOL] = KERNELS(prod_b8), INTEGERS_AND_FLOATS(prod), MAIN_COMPLEX(prod)},
    [HL_MIN] = {[HL_BOOL] = KERNELS(all_u8), INTEGERS_AND_FLOATS(min)},
    [HL_MAX] = {[HL_BOOL] = KERNELS(any_u8), INTEGERS_AND_FLOATS(max)},
    [HL_MEAN] = {FLOATS(sum), COMPLEX(sum)},
    [HL_VAR] =
        {[HL_F32] = MAIN_KERNELS(var_f32, var_join), [HL_F64] = MAIN_KERNELS(var_f64, var_join)},
    [HL_STD] =
        {[HL_F32] = MAIN_KERNELS(var_f32, var_join), [HL_F64] = MAIN_KERNELS(var_f64, var_join)},
    [HL_ANY] = {ANY_DTYPE(any)},
    [HL_ALL] = {ANY_DTYPE(all)},
    [HL_ARGMIN] = {ALL_POSITIONS(argmin)},
    [HL_ARGMAX] = {ALL_POSITIONS(argmax)},
    [HL_COUNT_NONZERO] = {ANY_DTYPE(count)},
    [HL_NORM] = {FLOATS(norm), COMPLEX(norm)},
};

const hl_reduction_kernels *HL_TIERED(hl_reduction)(int op, int dtype) {
    const hl_reduction_kernels *const kernels = &KERNEL_TABLE[op][dtype];
    return kernels->rows != NULL ? kernels : NULL;
}
