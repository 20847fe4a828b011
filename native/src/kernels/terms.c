/*
 * Sums and differences of two terms in one pass over their sources, each operation rounded as if it were done by
 * itself: contraction is off. program.c finds where the steps of a program make them.
 *
 * A kernel for each combination, since its loop must not ask. What must not live here: any choice.
 */
#include "elementwise.h"

/* The terms, as values of element i; 1 or 2 is which. A distance is computed once: the compiler sees that. */
#define X(k) (x##k[i])
#define S(k) (s##k)
#define SCALED(k) (s##k * x##k[i])
#define PRODUCT(k) (x##k[i] * y##k[i])
#define SCALED_PRODUCT(k) ((s##k * x##k[i]) * y##k[i])
#define DISTANCE(k) ((x##k[i] - y##k[i]) * (x##k[i] - y##k[i]))

/* The kernel name_T: r[i] = value, of up to two terms. */
#define TERMS(T, name, value) \
    static void name##_##T(void *out, const void *const *from, int64_t n) { \
        T *const r = out; \
        const T s1 = *(const T *)from[0]; \
        const T *const x1 = from[1]; \
        const T *const y1 = from[2]; \
        const T s2 = *(const T *)from[3]; \
        const T *const x2 = from[4]; \
        const T *const y2 = from[5]; \
        (void)s1; \
        (void)x1; \
        (void)y1; \
        (void)s2; \
        (void)x2; \
        (void)y2; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            r[i] = (value); \
        } \
    }

/* M(first, second) for the sums that there are: of two that differ in their order alone, one. */
#define FOR_SUMS(M) \
    M(SCALED, X) \
    M(SCALED, S) \
    M(SCALED, SCALED) \
    M(PRODUCT, X) \
    M(PRODUCT, S) \
    M(PRODUCT, SCALED) \
    M(PRODUCT, PRODUCT) \
    M(SCALED_PRODUCT, X) \
    M(SCALED_PRODUCT, S) \
    M(SCALED_PRODUCT, SCALED) \
    M(SCALED_PRODUCT, PRODUCT) \
    M(SCALED_PRODUCT, SCALED_PRODUCT) \
    M(DISTANCE, X) \
    M(DISTANCE, S) \
    M(DISTANCE, DISTANCE)

/* The differences. */
#define FOR_DIFFERENCES(M) \
    M(SCALED, X) \
    M(X, SCALED) \
    M(SCALED, S) \
    M(S, SCALED) \
    M(SCALED, SCALED) \
    M(PRODUCT, X) \
    M(X, PRODUCT) \
    M(PRODUCT, S) \
    M(S, PRODUCT) \
    M(PRODUCT, SCALED) \
    M(SCALED, PRODUCT) \
    M(PRODUCT, PRODUCT) \
    M(SCALED_PRODUCT, X) \
    M(X, SCALED_PRODUCT) \
    M(SCALED_PRODUCT, S) \
    M(S, SCALED_PRODUCT) \
    M(SCALED_PRODUCT, SCALED) \
    M(SCALED, SCALED_PRODUCT) \
    M(SCALED_PRODUCT, PRODUCT) \
    M(PRODUCT, SCALED_PRODUCT)

/* The sums of which there are roots, and terms that are worth a kernel by themselves. */
#define FOR_ROOTS(M) M(PRODUCT, X) M(PRODUCT, PRODUCT) M(DISTANCE, X) M(DISTANCE, DISTANCE)
#define FOR_SINGLE(M) M(SCALED_PRODUCT) M(DISTANCE)

#define SUM(first, second) \
    TERMS(f32, first##_plus_##second, first(1) + second(2)) \
    TERMS(f64, first##_plus_##second, first(1) + second(2))
#define DIFFERENCE(first, second) \
    TERMS(f32, first##_minus_##second, first(1) - second(2)) \
    TERMS(f64, first##_minus_##second, first(1) - second(2))
#define ROOT(first, second) \
    TERMS(f32, root_##first##_##second, sqrtf(first(1) + second(2))) \
    TERMS(f64, root_##first##_##second, sqrt(first(1) + second(2)))
#define ALONE(first) \
    TERMS(f32, only_##first, first(1)) \
    TERMS(f64, only_##first, first(1))
FOR_SUMS(SUM)
FOR_DIFFERENCES(DIFFERENCE)
FOR_ROOTS(ROOT)
FOR_SINGLE(ALONE)

typedef struct {
    hl_terms *f32, *f64;
} kernels;

#define ROW_SUM(first, second) \
    [HL_TERM_## \
        first][HL_TERM_##second] = {first##_plus_##second##_f32, first##_plus_##second##_f64},
#define ROW_DIFFERENCE(first, second) \
    [HL_TERM_## \
        first][HL_TERM_##second] = {first##_minus_##second##_f32, first##_minus_##second##_f64},
#define ROW_ROOT(first, second) \
    [HL_TERM_## \
        first][HL_TERM_##second] = {root_##first##_##second##_f32, root_##first##_##second##_f64},
#define ROW_ALONE(first) [HL_TERM_##first][HL_TERM_NONE] = {only_##first##_f32, only_##first##_f64},

static const kernels SUMS[HL_TERMS][HL_TERMS] = {FOR_SUMS(ROW_SUM) FOR_SINGLE(ROW_ALONE)};
static const kernels DIFFERENCES[HL_TERMS][HL_TERMS] = {FOR_DIFFERENCES(ROW_DIFFERENCE)};
static const kernels ROOTS[HL_TERMS][HL_TERMS] = {FOR_ROOTS(ROW_ROOT)};

hl_terms *HL_TIERED(hl_terms)(int op, int dtype, hl_term first, hl_term second) {
    const kernels *const row = op == HL_OP_ADD        ? &SUMS[first][second]
                               : op == HL_OP_SUBTRACT ? &DIFFERENCES[first][second]
                                                      : &ROOTS[first][second];
    return dtype == HL_F32 ? row->f32 : dtype == HL_F64 ? row->f64 : NULL;
}
