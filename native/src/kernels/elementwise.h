/*
 * What the elementwise kernels share: element types, the shapes of their loops, and the lookups by which
 * program.c finds them. A kernel is one loop over n contiguous elements; out may be exactly one of its
 * sources, so that no alias check stands before the vector loop (HL_SIMD says so to the compiler).
 *
 * Everything but the lookups is static. What must not live here: strides, blocks, threads (program.c).
 */
#ifndef HL_ELEMENTWISE_H
#define HL_ELEMENTWISE_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "../kernels.h"

/* Elements as they lie in arrays: of any alignment, and of whatever type they were stored as. */
typedef uint8_t HL_UNALIGNED b8; /* a bool: 0 is false, all else is true */
typedef int8_t HL_UNALIGNED i8;
typedef int16_t HL_UNALIGNED i16;
typedef int32_t HL_UNALIGNED i32;
typedef int64_t HL_UNALIGNED i64;
typedef uint8_t HL_UNALIGNED u8;
typedef uint16_t HL_UNALIGNED u16;
typedef uint32_t HL_UNALIGNED u32;
typedef uint64_t HL_UNALIGNED u64;
typedef float HL_UNALIGNED f32;
typedef double HL_UNALIGNED f64;
typedef struct {
    f32 re, im;
} c64;
typedef struct {
    f64 re, im;
} c128;

/* M(type, ...) for each type of a kind. */
#define FOR_SIGNED(M, ...) \
    M(i8, ##__VA_ARGS__) M(i16, ##__VA_ARGS__) M(i32, ##__VA_ARGS__) M(i64, ##__VA_ARGS__)
#define FOR_UNSIGNED(M, ...) \
    M(u8, ##__VA_ARGS__) M(u16, ##__VA_ARGS__) M(u32, ##__VA_ARGS__) M(u64, ##__VA_ARGS__)
#define FOR_INTEGERS(M, ...) FOR_SIGNED(M, ##__VA_ARGS__) FOR_UNSIGNED(M, ##__VA_ARGS__)
#define FOR_FLOATS(M, ...) M(f32, ##__VA_ARGS__) M(f64, ##__VA_ARGS__)
#define FOR_COMPLEX(M, ...) M(c64, ##__VA_ARGS__) M(c128, ##__VA_ARGS__)

/*
 * Each of these defines the kernel name_S: r[i] = value, where x, y and z are the elements of its one, two
 * or three sources of type S; the result is of type R.
 */
#define MAP_1(S, R, name, value) \
    static void name##_##S(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        R *const r = out; \
        const S *const xs = a; \
        (void)b; \
        (void)c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const S x = xs[i]; \
            r[i] = value; \
        } \
    }
#define MAP_2(S, R, name, value) \
    static void name##_##S(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        R *const r = out; \
        const S *const xs = a; \
        const S *const ys = b; \
        (void)c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const S x = xs[i]; \
            const S y = ys[i]; \
            r[i] = value; \
        } \
    }
/* As MAP_2, but x or y is the same for all: its source has one element only. The kernels are name_x_S and
 * name_y_S. */
#define MAP_SINGLE(S, R, name, value) \
    static void name##_x_##S(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        R *const r = out; \
        const S x = *(const S *)a; \
        const S *const ys = b; \
        (void)c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const S y = ys[i]; \
            r[i] = value; \
        } \
    } \
    static void name##_y_##S(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        R *const r = out; \
        const S *const xs = a; \
        const S y = *(const S *)b; \
        (void)c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const S x = xs[i]; \
            r[i] = value; \
        } \
    }
#define MAP_3(S, R, name, value) \
    static void name##_##S(void *out, const void *a, const void *b, const void *c, int64_t n) { \
        R *const r = out; \
        const S *const xs = a; \
        const S *const ys = b; \
        const S *const zs = c; \
        HL_SIMD \
        for (int64_t i = 0; i < n; i++) { \
            const S x = xs[i]; \
            const S y = ys[i]; \
            const S z = zs[i]; \
            r[i] = value; \
        } \
    }

/* Real numbers: C computes small integers as int, the result is cut off. */
#define UNARY(T, name, value) MAP_1(T, T, name, (T)(value))
#define BINARY(T, name, value) MAP_2(T, T, name, (T)(value))
#define TERNARY(T, name, value) MAP_3(T, T, name, (T)(value))
/* Operations that often take a constant. */
#define BINARY_OR_SINGLE(T, name, value) \
    BINARY(T, name, value) \
    MAP_SINGLE(T, T, name, (T)(value))

/* Rows of a lookup's table: the kernels name_type of a kind of types. */
#define ROW_SIGNED(name) \
    [HL_I8] = name##_i8, [HL_I16] = name##_i16, [HL_I32] = name##_i32, [HL_I64] = name##_i64
#define ROW_UNSIGNED(name) \
    [HL_U8] = name##_u8, [HL_U16] = name##_u16, [HL_U32] = name##_u32, [HL_U64] = name##_u64
#define ROW_INTEGERS(name) ROW_SIGNED(name), ROW_UNSIGNED(name)
#define ROW_FLOATS(name) [HL_F32] = name##_f32, [HL_F64] = name##_f64
#define ROW_COMPLEX(name) [HL_C64] = name##_c64, [HL_C128] = name##_c128
#define ROW_BOOL(name) [HL_BOOL] = name##_b8

/* The lookup of a family: its kernel for an operation and a dtype, NULL when it has none. An operation's faster
 * form (HL_OP_FAST) is the same here. */
#define LOOKUP(family, table) \
    hl_apply *HL_TIERED(hl_##family)(int op, int dtype) { \
        return table[op & ~HL_OP_FAST][dtype]; \
    }
/* The same with a table of faster forms, where there are some. */
#define LOOKUP_WITH_FAST(family, table, fast) \
    hl_apply *HL_TIERED(hl_##family)(int op, int dtype) { \
        const int strict = op & ~HL_OP_FAST; \
        return op != strict && fast[strict][dtype] != NULL ? fast[strict][dtype] \
                                                           : table[strict][dtype]; \
    }

#endif
