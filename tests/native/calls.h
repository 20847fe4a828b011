/*
 * Calls of programs for the tests of hl_program_run and hl_expression_run: a call as a struct, its words, what it must
 * give (program_reference.h), and random elements, layouts, constants and steps.
 */
#ifndef HL_TEST_CALLS_H
#define HL_TEST_CALLS_H

#include "harness.h"
#include "hotloop.h"

enum { MAX_OPERANDS = 1 + HL_MAX_EXPRESSION_INPUTS };

/* A call: operand 0 is the output. */
typedef struct {
    int rank;
    int64_t shape[HL_MAX_RANK];
    int operands;
    int constants;
    int steps;
    struct {
        int dtype;
        int64_t offset;
        int64_t strides[HL_MAX_RANK];
        char *base;
    } operand[MAX_OPERANDS];
    struct {
        int dtype;
        char value[16];
    } constant[HL_MAX_CONSTANTS];
    int64_t step[HL_MAX_STEPS][5]; /* op, dtype, three sources */
} call;

/* malloc, or the end. */
void *checked_malloc(size_t bytes);

/* The words of hl_program_run for a call, and how many they are. */
int64_t describe(const call *c, hl_int64 *words, int threads, const int *cancel);

int64_t call_elements(const call *c);

/* Where element number position, in C order, of operand k lies. */
char *place(const call *c, int k, int64_t position);

/* What all elements of the output must be, in C order; made before the call, which may be in place. */
char *expected(const call *c);

/* Checks the output, at the first element that is wrong. */
bool compare(const call *c, const char *want, int threads, const char *what);

void random_element(test_random *r, int dtype, void *to);
void random_elements(test_random *r, int dtype, void *to, int64_t n);

/* Lays operand k out over its own memory: axes in a random order with random gaps, some backwards, and for
 * inputs some repeated; the beginning is not aligned. */
void random_layout(test_random *r, call *c, int k, int dtype);
void free_operands(call *c);

/* Random steps, sources and dtypes; the last result is cast to the output's dtype. */
void random_steps(test_random *r, call *c, int steps);
void random_constants(test_random *r, call *c, int count);

#endif
