/*
 * Arrays of any dtype and layout for the tests of the array functions: elements that lie between guard pages,
 * strides of every kind, and random elements with the special values among them. What must not live here:
 * anything that knows about one function.
 */
#ifndef HL_TEST_STRIDED_H
#define HL_TEST_STRIDED_H

#include "harness.h"
#include "hotloop.h"

enum { MAX_RANK = 6, DTYPES = HL_C128 + 1 };

extern const char *const DTYPE_NAMES[DTYPES];

int dtype_size(int dtype);
bool is_float(int dtype);
bool is_complex(int dtype);
bool is_unsigned(int dtype);

/* An element: floats in re and im; integers, extended by their sign or by zeros, in both i and u; a bool is
 * 0 or 1 there. */
typedef struct {
    double re, im;
    int64_t i;
    uint64_t u;
} element;

element load_element(int dtype, const void *from);

/* How the axes of an operand lie in memory. */
enum layout {
    C_ORDER,   /* contiguous */
    STEPS,     /* in C order with gaps */
    ANY_ORDER, /* axes in any order, with gaps, some of them backwards */
    BROADCAST, /* as above, and some axes with stride 0: for inputs */
    UNALIGNED, /* contiguous, at an odd address */
    LAYOUTS
};
extern const char *const LAYOUT_NAMES[LAYOUTS];

typedef struct {
    guarded memory;
    char *first;    /* of the bytes that are used */
    int64_t bytes;  /* that are used */
    int64_t offset; /* of the first element from `first` */
    int rank;
    int64_t shape[MAX_RANK];
    int64_t strides[MAX_RANK];
} strided;

/* Bytes flush against a guard page in front or behind; their contents are unspecified. */
strided strided_new(test_random *r, int size, int rank, const int64_t *shape, int layout);
void strided_free(strided *s);

/* The element at a C-order position. */
char *strided_at(const strided *s, int64_t position);

int64_t product(const int64_t *shape, int rank);

/* Fills all bytes with elements. specials: NaN, infinities, zeros of both signs are among them. */
void strided_fill(strided *s, test_random *r, int dtype, bool specials);

/* The words of a call. */
typedef struct {
    hl_int64 word[512];
    int count;
} call_words;

void add_word(call_words *call, int64_t word);
void add_words(call_words *call, const int64_t *words, int count);

#endif
