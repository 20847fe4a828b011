/*
 * hotloop_kernel.h - what a kernel of one's own sees of its arrays, for C17 and C++17 with gcc or clang.
 *
 * An array comes as a pointer to a view: where its first element is, how many there are along each axis, and how many
 * elements lie between neighbours along it. hl_float64_view is for reading, hl_float64_array for writing; so for every
 * dtype, and Point_view and Point_array for an array of the record Point.
 *
 *     AT(a, i, j)         the element, to read or to assign to: up to 6 indices
 *     LEN(a, axis)        the length of an axis
 *     RANGE(i, n)         for (i = 0; i < n; i++), and ends after an error
 *     PRANGE(i, n, ...)   the same over OpenMP's threads; further clauses, as in PRANGE(i, n, reduction(+ : sum))
 *     DIV(a, b), MOD(a, b)    of integers, never the end of the process
 *     FAIL(code, "text")  the call throws a KernelException; goes on after it, so return
 *
 * Define HL_NO_SHORT_NAMES to have only HL_AT, HL_LEN and so on. Directives: HL_CHECKS_OFF; and HL_CHECKS_ON; hold to
 * the end of the block that they stand in, HL_DIVISION_CHECKS_OFF; and …_ON; for DIV and MOD. HL_CONTRACT before a
 * function lets a * b + c be rounded once, HL_TARGET("avx2") names its instructions.
 */
#ifndef HOTLOOP_KERNEL_H
#define HOTLOOP_KERNEL_H

/* Errors and warnings are about the source that uses the macros, not about what they become. */
#pragma GCC system_header

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define HL_AUTO auto
#define HL_STATIC_ASSERT static_assert
#else
#define HL_AUTO __auto_type
#define HL_STATIC_ASSERT _Static_assert
#endif

/* One call from Java. Shared by the threads that it starts. */
typedef struct hl_call hl_call;

/* What is tested: constants, so that what is not costs nothing; a block may have its own of the same name. */
#ifndef HL_CHECKS
#define HL_CHECKS 1
#endif
#ifndef HL_DIVISION_CHECKS
#define HL_DIVISION_CHECKS HL_CHECKS
#endif
enum { hl_checks = HL_CHECKS, hl_division_checks = HL_DIVISION_CHECKS };

#define HL_CHECKS_OFF enum { hl_checks = 0 }
#define HL_CHECKS_ON enum { hl_checks = 1 }
#define HL_DIVISION_CHECKS_OFF enum { hl_division_checks = 0 }
#define HL_DIVISION_CHECKS_ON enum { hl_division_checks = 1 }

/* data: the first element. shape, stride: one word for each of rank axes. size: elements in all. */
#define HL_ARRAY(element, name) \
    typedef struct name##_view { \
        const element *data; \
        const int64_t *shape; \
        const int64_t *stride; \
        int64_t rank; \
        int64_t size; \
        hl_call *call; \
    } name##_view; \
    typedef struct name##_array { \
        element *data; \
        const int64_t *shape; \
        const int64_t *stride; \
        int64_t rank; \
        int64_t size; \
        hl_call *call; \
    } name##_array

HL_ARRAY(bool, hl_bool);
HL_ARRAY(int8_t, hl_int8);
HL_ARRAY(int16_t, hl_int16);
HL_ARRAY(int32_t, hl_int32);
HL_ARRAY(int64_t, hl_int64);
HL_ARRAY(uint8_t, hl_uint8);
HL_ARRAY(uint16_t, hl_uint16);
HL_ARRAY(uint32_t, hl_uint32);
HL_ARRAY(uint64_t, hl_uint64);
HL_ARRAY(float, hl_float32);
HL_ARRAY(double, hl_float64);

/* Real and imaginary part. In C they may be read as float _Complex and double _Complex. */
typedef struct hl_complex64_t {
    float re, im;
} hl_complex64_t;
typedef struct hl_complex128_t {
    double re, im;
} hl_complex128_t;
HL_ARRAY(hl_complex64_t, hl_complex64);
HL_ARRAY(hl_complex128_t, hl_complex128);

/* For the macros below. Errors: the first one of a call is kept; a place is a file and a line. */
void *hl_bad_index(hl_call *call, int axis, int64_t index, int64_t extent, const char *file,
                   int line);
void *hl_bad_rank(hl_call *call, int indices, int64_t rank, const char *file, int line);
void hl_bad_divisor(hl_call *call, const char *file, int line);
void hl_fail(hl_call *call, int code, const char *text, const char *file, int line);
hl_call *hl_calling(void);
int hl_threads(const hl_call *call);
hl_call *hl_join(hl_call *call);
hl_call *hl_part(hl_call *before);

/* The first word of a call: whether it has failed. */
__attribute__((no_instrument_function)) static inline bool hl_has_failed(const hl_call *call) {
    return __atomic_load_n((const int32_t *)call, __ATOMIC_RELAXED) != 0;
}

#define HL_PRAGMA(text) _Pragma(#text)
#define HL_LIKELY(condition) __builtin_expect(!!(condition), 1)

/* A negative index is a large one. */
#define HL_INSIDE(i, axis) ((uint64_t)(i) < (uint64_t)hl_a->shape[axis])
#define HL_BAD(i, axis) hl_bad_index(hl_a->call, axis, i, hl_a->shape[axis], __FILE__, __LINE__)
#define HL_BAD_RANK(n) hl_bad_rank(hl_a->call, n, hl_a->rank, __FILE__, __LINE__)
#define HL_POINTER(offset, indices, bad) \
    hl_checks && !HL_LIKELY(hl_a->rank == indices) ? (__typeof__(hl_a->data))HL_BAD_RANK(indices) \
    : hl_checks && !HL_LIKELY(!(bad))              ? (__typeof__(hl_a->data))hl_wrong \
                                                   : hl_a->data + (offset);

/* Each argument is evaluated once. The last test that fails leaves the address of what stands for the element. */
#define HL_TEST(i, axis) (!HL_INSIDE(i, axis) && (hl_wrong = HL_BAD(i, axis), true))
#define HL_OFFSET(i, axis) (i) * hl_a->stride[axis]

#define HL_AT_1(a, i) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (i); \
        void *hl_wrong = NULL; \
        (void)hl_wrong; \
        HL_POINTER(HL_OFFSET(hl_i0, 0), 1, HL_TEST(hl_i0, 0)) \
    }))
#define HL_AT_2(a, i, j) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (i), hl_i1 = (j); \
        void *hl_wrong = NULL; \
        (void)hl_wrong; \
        HL_POINTER(HL_OFFSET(hl_i0, 0) + HL_OFFSET(hl_i1, 1), 2, \
                   HL_TEST(hl_i0, 0) || HL_TEST(hl_i1, 1)) \
    }))
#define HL_AT_3(a, i, j, k) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (i), hl_i1 = (j), hl_i2 = (k); \
        void *hl_wrong = NULL; \
        (void)hl_wrong; \
        HL_POINTER(HL_OFFSET(hl_i0, 0) + HL_OFFSET(hl_i1, 1) + HL_OFFSET(hl_i2, 2), 3, \
                   HL_TEST(hl_i0, 0) || HL_TEST(hl_i1, 1) || HL_TEST(hl_i2, 2)) \
    }))
#define HL_AT_4(a, i, j, k, l) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (i), hl_i1 = (j), hl_i2 = (k), hl_i3 = (l); \
        void *hl_wrong = NULL; \
        (void)hl_wrong; \
        HL_POINTER( \
            HL_OFFSET(hl_i0, 0) + HL_OFFSET(hl_i1, 1) + HL_OFFSET(hl_i2, 2) + HL_OFFSET(hl_i3, 3), \
            4, HL_TEST(hl_i0, 0) || HL_TEST(hl_i1, 1) || HL_TEST(hl_i2, 2) || HL_TEST(hl_i3, 3)) \
    }))
#define HL_AT_5(a, i, j, k, l, m) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (i), hl_i1 = (j), hl_i2 = (k), hl_i3 = (l), hl_i4 = (m); \
        void *hl_wrong = NULL; \
        (void)hl_wrong; \
        HL_POINTER(HL_OFFSET(hl_i0, 0) + HL_OFFSET(hl_i1, 1) + HL_OFFSET(hl_i2, 2) + \
                       HL_OFFSET(hl_i3, 3) + HL_OFFSET(hl_i4, 4), \
                   5, \
                   HL_TEST(hl_i0, 0) || HL_TEST(hl_i1, 1) || HL_TEST(hl_i2, 2) || \
                       HL_TEST(hl_i3, 3) || HL_TEST(hl_i4, 4)) \
    }))
#define HL_AT_6(a, i, j, k, l, m, n) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (i), hl_i1 = (j), hl_i2 = (k), hl_i3 = (l), hl_i4 = (m), \
                      hl_i5 = (n); \
        void *hl_wrong = NULL; \
        (void)hl_wrong; \
        HL_POINTER(HL_OFFSET(hl_i0, 0) + HL_OFFSET(hl_i1, 1) + HL_OFFSET(hl_i2, 2) + \
                       HL_OFFSET(hl_i3, 3) + HL_OFFSET(hl_i4, 4) + HL_OFFSET(hl_i5, 5), \
                   6, \
                   HL_TEST(hl_i0, 0) || HL_TEST(hl_i1, 1) || HL_TEST(hl_i2, 2) || \
                       HL_TEST(hl_i3, 3) || HL_TEST(hl_i4, 4) || HL_TEST(hl_i5, 5)) \
    }))
#define HL_SELECT(i, j, k, l, m, n, chosen, ...) chosen
#define HL_AT(a, ...) \
    HL_SELECT(__VA_ARGS__, HL_AT_6, HL_AT_5, HL_AT_4, HL_AT_3, HL_AT_2, HL_AT_1, HL_AT_0) \
    (a, __VA_ARGS__)

#define HL_LEN(a, axis) \
    (*__extension__({ \
        HL_AUTO hl_a = (a); \
        const int64_t hl_i0 = (axis); \
        hl_checks && (uint64_t)hl_i0 >= (uint64_t)hl_a->rank \
            ? (const int64_t *)hl_bad_rank(hl_a->call, (int)hl_i0 + 1, hl_a->rank, __FILE__, \
                                           __LINE__) \
            : &hl_a->shape[hl_i0]; \
    }))

/* The outer loop runs once: it is for what the inner one looks at. */
#define HL_RANGE(i, n) \
    for (const hl_call *hl_loop = hl_checks ? hl_calling() : (const hl_call *)1; hl_loop; \
         hl_loop = NULL) \
        for (int64_t i = 0, hl_n = (n); i < hl_n && !(hl_checks && hl_has_failed(hl_loop)); ++i)

/* Each thread joins the call, so that errors of functions that it calls are the call's, too. */
#define HL_PRANGE(i, n, ...) \
    for (hl_call *hl_loop = hl_calling(); hl_loop; hl_loop = NULL) \
        HL_PRAGMA(omp parallel num_threads(hl_threads(hl_loop))) \
    for (hl_call *hl_before = hl_join(hl_loop), *hl_here = hl_loop; hl_here; \
         hl_here = hl_part(hl_before)) \
    HL_PRAGMA(omp for __VA_ARGS__) \
    for (int64_t i = 0; i < (int64_t)(n); ++i) \
        if (hl_checks && hl_has_failed(hl_here)) { \
        } else

/* As Java's / and %, where 0 divides: 0, and the call throws an ArithmeticException. The least integer divided by -1
   is itself. */
#define HL_DIVISION(a, b, op, by_minus_one) \
    __extension__({ \
        __typeof__((a) + (b)) hl_n = (a), hl_d = (b), hl_q; \
        if (hl_division_checks && !HL_LIKELY(hl_d != 0)) { \
            hl_bad_divisor(hl_calling(), __FILE__, __LINE__); \
            hl_q = 0; \
        } else if (hl_division_checks && (__typeof__(hl_d))-1 < 1 && \
                   hl_d == (__typeof__(hl_d))-1) { \
            hl_q = by_minus_one; \
        } else { \
            hl_q = hl_n op hl_d; \
        } \
        hl_q; \
    })
#define HL_DIV(a, b) HL_DIVISION(a, b, /, 0 - hl_n)
#define HL_MOD(a, b) HL_DIVISION(a, b, %, 0)

#define HL_FAIL(code, text) hl_fail(hl_calling(), code, text, __FILE__, __LINE__)

#ifdef __clang__
#define HL_CONTRACT
#else
#define HL_CONTRACT __attribute__((optimize("fp-contract=fast")))
#endif
#define HL_TARGET(names) __attribute__((target(names)))

#ifndef HL_NO_SHORT_NAMES
#define AT HL_AT
#define LEN HL_LEN
#define RANGE HL_RANGE
#define PRANGE HL_PRANGE
#define DIV HL_DIV
#define MOD HL_MOD
#define FAIL HL_FAIL
#endif

#ifdef __cplusplus
}
#endif
#endif
