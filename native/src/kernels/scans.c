/*
 * The kernels of hl_scan: blocks of contiguous elements of type T, accumulated as A. In a block elements are
 * added one by one, which is a chain of dependent operations: so several blocks go on side by side, a lane
 * each.
 *
 * What must not live here: strides, threads, results' dtypes (scan.c in the folder above).
 */
#include <stddef.h>
#include <stdint.h>

#include "elementwise.h"

enum { BLOCK = HL_REDUCE_BLOCK, ABREAST = 8 };

typedef struct {
    double re, im;
} pair;

#define ADD(a, b) ((a) + (b))
#define TIMES(a, b) ((a) * (b))

static HL_ALWAYS_INLINE pair add_pair(pair a, pair b) {
    return (pair){a.re + b.re, a.im + b.im};
}

static HL_ALWAYS_INLINE pair times_pair(pair a, pair b) {
    return (pair){hl_rounded(a.re * b.re) - hl_rounded(a.im * b.im),
                  hl_rounded(a.re * b.im) + hl_rounded(a.im * b.re)};
}

#define TO_INT(x) ((int64_t)(x))
#define TO_UNSIGNED(x) ((uint64_t)(x))
#define TO_TRUTH(x) ((int64_t)((x) != 0))
#define TO_DOUBLE(x) ((double)(x))
#define TO_PAIR(x) ((pair){(double)(x).re, (double)(x).im})

/*
 * Defines the kernels of a scan. LOAD(x): an element as an A; START: the identity; OP(a, b).
 *
 * Over a contiguous row, totals and blocks take ABREAST blocks side by side; what an element has in front of
 * it in its block is added first, the total of the blocks before afterwards. Over columns, each has a lane.
 */
#define SCAN(name, T, A, LOAD, START, OP) \
    static void name##_totals(const void *elements, int64_t blocks, void *out) { \
        const T *x = elements; \
        A *const totals = out; \
        int64_t b = 0; \
        for (; b + ABREAST <= blocks; b += ABREAST, x += ABREAST * BLOCK) { \
            A lane[ABREAST]; \
            for (int l = 0; l < ABREAST; l++) { \
                lane[l] = START; \
            } \
            for (int i = 0; i < BLOCK; i++) { \
                for (int l = 0; l < ABREAST; l++) { \
                    lane[l] = OP(lane[l], LOAD(x[l * BLOCK + i])); \
                } \
            } \
            for (int l = 0; l < ABREAST; l++) { \
                totals[b + l] = lane[l]; \
            } \
        } \
        for (; b < blocks; b++, x += BLOCK) { \
            A total = START; \
            for (int i = 0; i < BLOCK; i++) { \
                total = OP(total, LOAD(x[i])); \
            } \
            totals[b] = total; \
        } \
    } \
    static void name##_blocks(const void *elements, int64_t n, bool first, void *before, \
                              void *results) { \
        const T *x = elements; \
        A *out = results; \
        A total = *(const A *)before; \
        while (n > 0) { \
            if (n >= ABREAST * BLOCK) { \
                A lane[ABREAST]; \
                for (int l = 0; l < ABREAST; l++) { \
                    lane[l] = START; \
                } \
                for (int i = 0; i < BLOCK; i++) { \
                    for (int l = 0; l < ABREAST; l++) { \
                        lane[l] = OP(lane[l], LOAD(x[l * BLOCK + i])); \
                        out[l * BLOCK + i] = lane[l]; \
                    } \
                } \
                for (int l = 0; l < ABREAST; l++, out += BLOCK) { \
                    if (first) { \
                        total = lane[l]; \
                        first = false; \
                    } else { \
                        HL_SIMD \
                        for (int i = 0; i < BLOCK; i++) { \
                            out[i] = OP(total, out[i]); \
                        } \
                        total = OP(total, lane[l]); \
                    } \
                } \
                x += ABREAST * BLOCK; \
                n -= ABREAST * BLOCK; \
            } else { \
                const int64_t m = n < BLOCK ? n : BLOCK; \
                A lane = START; \
                for (int64_t i = 0; i < m; i++) { \
                    lane = OP(lane, LOAD(x[i])); \
                    out[i] = first ? lane : OP(total, lane); \
                } \
                total = first ? lane : OP(total, lane); \
                first = false; \
                x += m; \
                out += m; \
                n -= m; \
            } \
        } \
        *(A *)before = total; \
    } \
    static void name##_advance(void *before, bool first, const void *out, int64_t blocks) { \
        const A *const totals = out; \
        A total = *(const A *)before; \
        for (int64_t b = 0; b < blocks; b++) { \
            total = first && b == 0 ? totals[b] : OP(total, totals[b]); \
        } \
        *(A *)before = total; \
    } \
    static void name##_row(const void *elements, int64_t width, bool first, const void *before, \
                           void *lanes, void *results) { \
        const T *const x = elements; \
        const A *const total = before; \
        A *const lane = lanes; \
        A *const out = results; \
        if (first) { \
            HL_SIMD \
            for (int64_t c = 0; c < width; c++) { \
                lane[c] = OP(lane[c], LOAD(x[c])); \
                out[c] = lane[c]; \
            } \
        } else { \
            HL_SIMD \
            for (int64_t c = 0; c < width; c++) { \
                lane[c] = OP(lane[c], LOAD(x[c])); \
                out[c] = OP(total[c], lane[c]); \
            } \
        } \
    } \
    static void name##_next_block(int64_t width, bool first, void *before, void *lanes) { \
        A *const total = before; \
        A *const lane = lanes; \
        for (int64_t c = 0; c < width; c++) { \
            total[c] = first ? lane[c] : OP(total[c], lane[c]); \
            lane[c] = START; \
        } \
    } \
    static void name##_first_block(int64_t width, void *lanes) { \
        A *const lane = lanes; \
        for (int64_t c = 0; c < width; c++) { \
            lane[c] = START; \
        } \
    }

#define SCANS(T, A, LOAD, ZERO, ADD_A, ONE, TIMES_A) \
    SCAN(sum_##T, T, A, LOAD, ZERO, ADD_A) \
    SCAN(prod_##T, T, A, LOAD, ONE, TIMES_A)
#define INT_SCANS(T) SCANS(T, int64_t, TO_INT, 0, ADD, 1, TIMES)
#define UNSIGNED_SCANS(T) SCANS(T, uint64_t, TO_UNSIGNED, 0, ADD, 1, TIMES)
#define FLOAT_SCANS(T) SCANS(T, double, TO_DOUBLE, -0.0, ADD, 1, TIMES)
#define NO_PAIR ((pair){-0.0, -0.0})
#define ONE_PAIR ((pair){1, 0})
#define COMPLEX_SCANS(T) SCANS(T, pair, TO_PAIR, NO_PAIR, add_pair, ONE_PAIR, times_pair)
SCANS(b8, int64_t, TO_TRUTH, 0, ADD, 1, TIMES)
FOR_SIGNED(INT_SCANS)
FOR_UNSIGNED(UNSIGNED_SCANS)
FOR_FLOATS(FLOAT_SCANS)
FOR_COMPLEX(COMPLEX_SCANS)

#define KERNELS(name) \
    { \
        .totals = name##_totals, .blocks = name##_blocks, .advance = name##_advance, \
        .row = name##_row, .first_block = name##_first_block, .next_block = name##_next_block \
    }
#define ALL(op) \
    { \
        [HL_BOOL] = KERNELS(op##_b8), [HL_I8] = KERNELS(op##_i8), [HL_I16] = KERNELS(op##_i16), \
        [HL_I32] = KERNELS(op##_i32), [HL_I64] = KERNELS(op##_i64), [HL_U8] = KERNELS(op##_u8), \
        [HL_U16] = KERNELS(op##_u16), [HL_U32] = KERNELS(op##_u32), [HL_U64] = KERNELS(op##_u64), \
        [HL_F32] = KERNELS(op##_f32), [HL_F64] = KERNELS(op##_f64), [HL_C64] = KERNELS(op##_c64), \
        [HL_C128] = KERNELS(op##_c128), \
    }

static const hl_scan_kernels KERNEL_TABLE[HL_PROD + 1][HL_C128 + 1] = {
    [HL_SUM] = ALL(sum), [HL_PROD] = ALL(prod)};

const hl_scan_kernels *HL_TIERED(hl_scanning)(int op, int dtype) {
    return &KERNEL_TABLE[op][dtype];
}
