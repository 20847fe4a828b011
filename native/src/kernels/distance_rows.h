/*
 * The loops of distance.c for one type of elements, which defines before it includes this file:
 * REAL (the type), VEC and ANY_VEC (a register of it, and one that lies anywhere), NAME(f) (f with the type's suffix),
 * ABS, MAX and ROOTS (on registers).
 *
 * Vectors run over points, sums over dimensions stay in a register: no lanes are added up. Rows and tiles are
 * whole registers, padded behind the last point.
 */

/* What one coordinate contributes. */
static HL_ALWAYS_INLINE VEC NAME(term)(int metric, VEC y, VEC x) {
    const VEC d = y - x;
    if (metric <= HL_SQUARED_EUCLIDEAN) {
        return d * d;
    }
    return ABS(d);
}

/* A distance with one more contribution. */
static HL_ALWAYS_INLINE VEC NAME(with)(int metric, VEC sum, VEC term) {
    if (metric == HL_CHEBYSHEV) {
        return MAX(sum, term);
    }
    return sum + term;
}

static HL_ALWAYS_INLINE VEC NAME(all)(REAL value) {
    return value - (VEC){0};
}

/* Stores two registers: the block's sums if it is the first one, what there was with them if it is not, and
 * their square roots if it is the last one and the metric has one. */
static HL_ALWAYS_INLINE void NAME(put)(int metric, REAL *to, VEC a, VEC b, int part) {
    VEC *const at = __builtin_assume_aligned(to, HL_VEC_BYTES);
    if ((part & FIRST) == 0) {
        a = NAME(with)(metric, at[0], a);
        b = NAME(with)(metric, at[1], b);
    }
    if (metric == HL_EUCLIDEAN && (part & LAST) != 0) {
        ROOTS(&a, &b);
    }
    if ((part & STREAMED) != 0) {
        stream_register((char *)at, (vec_i64)a);
        stream_register((char *)(at + 1), (vec_i64)b);
    } else {
        at[0] = a;
        at[1] = b;
    }
}

/* The distances of point x to the points [begin, end) of a tile, whole pairs of registers; to + begin is aligned to
 * a register, the points need not be. */
static HL_ALWAYS_INLINE void NAME(row)(int metric, int64_t dims, const REAL *restrict x,
                                       const tile *t, REAL *to, int64_t begin, int64_t end,
                                       int part) {
    enum { LANES = HL_VEC_BYTES / sizeof(REAL) };
    const int64_t pitch = t->pitch;
    for (int64_t j = begin; j < end; j += 2 * LANES) {
        const ANY_VEC *y = (const ANY_VEC *)(t->points + j * (int64_t)sizeof(REAL));
        const VEC first = NAME(all)(x[0]);
        VEC a = NAME(term)(metric, y[0], first);
        VEC b = NAME(term)(metric, y[1], first);
        for (int64_t k = 1; k < dims; k++) {
            y = (const ANY_VEC *)((const char *)y + pitch);
            const VEC next = NAME(all)(x[k]);
            a = NAME(with)(metric, a, NAME(term)(metric, y[0], next));
            b = NAME(with)(metric, b, NAME(term)(metric, y[1], next));
        }
        NAME(put)(metric, to + j, a, b, part);
    }
}

/* The same for four points x, whose results lie `pitch` elements apart: each register of the tile is loaded once
 * for all of them, and eight sums hide the latency of an addition. */
static HL_ALWAYS_INLINE void NAME(rows)(int metric, int64_t dims, const REAL *const *x,
                                        const tile *t, REAL *to, int64_t pitch, int64_t begin,
                                        int64_t end, int part) {
    enum { LANES = HL_VEC_BYTES / sizeof(REAL) };
    const REAL *const x0 = x[0];
    const REAL *const x1 = x[1];
    const REAL *const x2 = x[2];
    const REAL *const x3 = x[3];
    for (int64_t j = begin; j < end; j += 2 * LANES) {
        const VEC *y =
            __builtin_assume_aligned(t->points + j * (int64_t)sizeof(REAL), HL_VEC_BYTES);
        VEC a0 = NAME(term)(metric, y[0], NAME(all)(x0[0]));
        VEC b0 = NAME(term)(metric, y[1], NAME(all)(x0[0]));
        VEC a1 = NAME(term)(metric, y[0], NAME(all)(x1[0]));
        VEC b1 = NAME(term)(metric, y[1], NAME(all)(x1[0]));
        VEC a2 = NAME(term)(metric, y[0], NAME(all)(x2[0]));
        VEC b2 = NAME(term)(metric, y[1], NAME(all)(x2[0]));
        VEC a3 = NAME(term)(metric, y[0], NAME(all)(x3[0]));
        VEC b3 = NAME(term)(metric, y[1], NAME(all)(x3[0]));
        for (int64_t k = 1; k < dims; k++) {
            y = (const VEC *)((const char *)y + t->pitch);
            const VEC ya = y[0];
            const VEC yb = y[1];
            VEC next = NAME(all)(x0[k]);
            a0 = NAME(with)(metric, a0, NAME(term)(metric, ya, next));
            b0 = NAME(with)(metric, b0, NAME(term)(metric, yb, next));
            next = NAME(all)(x1[k]);
            a1 = NAME(with)(metric, a1, NAME(term)(metric, ya, next));
            b1 = NAME(with)(metric, b1, NAME(term)(metric, yb, next));
            next = NAME(all)(x2[k]);
            a2 = NAME(with)(metric, a2, NAME(term)(metric, ya, next));
            b2 = NAME(with)(metric, b2, NAME(term)(metric, yb, next));
            next = NAME(all)(x3[k]);
            a3 = NAME(with)(metric, a3, NAME(term)(metric, ya, next));
            b3 = NAME(with)(metric, b3, NAME(term)(metric, yb, next));
        }
        NAME(put)(metric, to + j, a0, b0, part);
        NAME(put)(metric, to + pitch + j, a1, b1, part);
        NAME(put)(metric, to + 2 * pitch + j, a2, b2, part);
        NAME(put)(metric, to + 3 * pitch + j, a3, b3, part);
    }
}

/* A copy of the loop for each metric; the dimensions of the plane and of space are known to the compiler. */
static HL_ALWAYS_INLINE void NAME(row_of_dims)(int metric, int64_t dims, const REAL *x,
                                               const tile *t, REAL *to, int64_t begin, int64_t end,
                                               int part) {
    /* of more than one block, the last one may be as short */
    switch (part == ALL_STREAMED ? -dims : part == ALL ? dims : 0) {
    case -1:
        NAME(row)(metric, 1, x, t, to, begin, end, ALL_STREAMED);
        break;
    case -2:
        NAME(row)(metric, 2, x, t, to, begin, end, ALL_STREAMED);
        break;
    case -3:
        NAME(row)(metric, 3, x, t, to, begin, end, ALL_STREAMED);
        break;
    case 1:
        NAME(row)(metric, 1, x, t, to, begin, end, ALL);
        break;
    case 2:
        NAME(row)(metric, 2, x, t, to, begin, end, ALL);
        break;
    case 3:
        NAME(row)(metric, 3, x, t, to, begin, end, ALL);
        break;
    default:
        NAME(row)(metric, dims, x, t, to, begin, end, part);
        break;
    }
}

/* Not inlined, and named for tests/native/codegen.table. */
static HL_NOINLINE void NAME(distance_euclidean)(int64_t dims, const REAL *x, const tile *t,
                                                 REAL *to, int64_t begin, int64_t end, int part) {
    NAME(row_of_dims)(HL_EUCLIDEAN, dims, x, t, to, begin, end, part);
}

static HL_NOINLINE void NAME(distance_squared)(int64_t dims, const REAL *x, const tile *t, REAL *to,
                                               int64_t begin, int64_t end, int part) {
    NAME(row_of_dims)(HL_SQUARED_EUCLIDEAN, dims, x, t, to, begin, end, part);
}

static HL_NOINLINE void NAME(distance_manhattan)(int64_t dims, const REAL *x, const tile *t,
                                                 REAL *to, int64_t begin, int64_t end, int part) {
    NAME(row_of_dims)(HL_MANHATTAN, dims, x, t, to, begin, end, part);
}

static HL_NOINLINE void NAME(distance_chebyshev)(int64_t dims, const REAL *x, const tile *t,
                                                 REAL *to, int64_t begin, int64_t end, int part) {
    NAME(row_of_dims)(HL_CHEBYSHEV, dims, x, t, to, begin, end, part);
}

static HL_NOINLINE void NAME(distance_rows)(int metric, int64_t dims, const REAL *const *x,
                                            const tile *t, REAL *to, int64_t pitch, int64_t begin,
                                            int64_t end, int part) {
    switch (metric) {
    case HL_EUCLIDEAN:
        NAME(rows)(HL_EUCLIDEAN, dims, x, t, to, pitch, begin, end, part);
        break;
    case HL_SQUARED_EUCLIDEAN:
        NAME(rows)(HL_SQUARED_EUCLIDEAN, dims, x, t, to, pitch, begin, end, part);
        break;
    case HL_MANHATTAN:
        NAME(rows)(HL_MANHATTAN, dims, x, t, to, pitch, begin, end, part);
        break;
    default:
        NAME(rows)(HL_CHEBYSHEV, dims, x, t, to, pitch, begin, end, part);
        break;
    }
}

/* NAME(row) by a metric that is not known to the compiler. */
static void NAME(one_row)(int metric, int64_t dims, const REAL *x, const tile *t, REAL *to,
                          int64_t begin, int64_t end, int part) {
    switch (metric) {
    case HL_EUCLIDEAN:
        NAME(distance_euclidean)(dims, x, t, to, begin, end, part);
        break;
    case HL_SQUARED_EUCLIDEAN:
        NAME(distance_squared)(dims, x, t, to, begin, end, part);
        break;
    case HL_MANHATTAN:
        NAME(distance_manhattan)(dims, x, t, to, begin, end, part);
        break;
    default:
        NAME(distance_chebyshev)(dims, x, t, to, begin, end, part);
        break;
    }
}

/* Distances of `rows` points, whose coordinates of this block lie dense, x_step bytes apart, to the points
 * [begin, end) of a tile. */
static void NAME(block)(int metric, int64_t dims, const char *x, int64_t x_step, int64_t rows,
                        const tile *t, REAL *to, int64_t pitch, int64_t begin, int64_t end,
                        int part) {
    int64_t r = 0;
    if (dims > FEW_DIMS) {
        for (; r + 4 <= rows; r += 4) {
            const REAL *const four[] = {
                (const REAL *)(x + r * x_step), (const REAL *)(x + (r + 1) * x_step),
                (const REAL *)(x + (r + 2) * x_step), (const REAL *)(x + (r + 3) * x_step)};
            NAME(distance_rows)(metric, dims, four, t, to + r * pitch, pitch, begin, end, part);
        }
    }
    for (; r < rows; r++) {
        NAME(one_row)
        (metric, dims, (const REAL *)(x + r * x_step), t, to + r * pitch, begin, end, part);
    }
}
