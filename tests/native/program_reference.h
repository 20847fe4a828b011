/*
 * What hl_program_run must give, one element at a time: integers in 128 bits and then cut off, float32 in
 * double and then rounded once, the rest as hotloop.h and the comments of the kernels define it. For the
 * tests; shares nothing with the library.
 */
#ifndef HL_PROGRAM_REFERENCE_H
#define HL_PROGRAM_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

enum { DTYPES = 13 };

/* An element of any dtype: bool and integers in `whole`, floats and complex numbers in re and im. */
typedef struct {
    __int128 whole;
    double re, im;
} element;

int dtype_size(int dtype);
const char *dtype_name(int dtype);
bool dtype_is_integer(int dtype); /* bool is none */
bool dtype_is_float(int dtype);
bool dtype_is_complex(int dtype);

element element_load(int dtype, const void *from);
void element_store(int dtype, void *to, element e);
element element_cast(int to, int from, element e);
/* Same bits; a NaN is like any other. */
bool element_same(int dtype, const void *a, const void *b);

/* The number of sources of an operation, 0 for none of that number. */
int op_sources(int64_t op);
/* In which dtype an operation takes a source. */
int op_source_dtype(int64_t op, int dtype, int source);
bool op_has_dtype(int64_t op, int dtype);
int op_result(int64_t op, int dtype);
element op_apply(int64_t op, int dtype, element x, element y, element z);

/* Operations that are functions of the caller's: one of a few, and the dtype of its result. */
enum { FUNCTIONS = 5 };
int64_t function_op(int number, int *dtype);

#endif
