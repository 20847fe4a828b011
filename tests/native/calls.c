/* See calls.h. */
#include "calls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "program_reference.h"

void *checked_malloc(size_t bytes) {
    void *const block = malloc(bytes + 1);
    if (block == NULL) {
        perror("malloc");
        exit(1);
    }
    return block;
}

int64_t describe(const call *c, hl_int64 *words, int threads, const int *cancel) {
    hl_int64 *at = words;
    *at++ = c->rank;
    *at++ = threads;
    *at++ = (hl_int64)(intptr_t)cancel;
    *at++ = c->operands - 1;
    *at++ = c->constants;
    *at++ = c->steps;
    for (int i = 0; i < c->rank; i++) {
        *at++ = c->shape[i];
    }
    for (int k = 0; k < c->operands; k++) {
        *at++ = c->operand[k].dtype;
        *at++ = c->operand[k].offset;
        for (int i = 0; i < c->rank; i++) {
            *at++ = c->operand[k].strides[i];
        }
    }
    for (int k = 0; k < c->constants; k++) {
        const char *const value = c->constant[k].value;
        const size_t half = c->constant[k].dtype == HL_C64 ? 4 : 8;
        at[0] = c->constant[k].dtype;
        at[1] = at[2] = -1; /* what a value leaves of its words is ignored */
        memcpy(&at[1], value, half);
        memcpy(&at[2], value + half, half);
        at += 3;
    }
    for (int s = 0; s < c->steps; s++) {
        for (int i = 0; i < 5; i++) {
            *at++ = c->step[s][i];
        }
    }
    return at - words;
}

/* The program's result for one element of its inputs, in the output's dtype. */
static void reference(const call *c, const char *const *sources, void *result) {
    element values[MAX_OPERANDS + HL_MAX_CONSTANTS + HL_MAX_STEPS];
    int dtypes[MAX_OPERANDS + HL_MAX_CONSTANTS + HL_MAX_STEPS];
    int known = 0;
    for (int k = 1; k < c->operands; k++, known++) {
        dtypes[known] = c->operand[k].dtype;
        values[known] = element_load(dtypes[known], sources[k]);
    }
    for (int k = 0; k < c->constants; k++, known++) {
        dtypes[known] = c->constant[k].dtype;
        values[known] = element_load(dtypes[known], c->constant[k].value);
    }
    for (int s = 0; s < c->steps; s++, known++) {
        const int64_t op = c->step[s][0];
        const int dtype = (int)c->step[s][1];
        element in[3] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
        for (int i = 0; i < op_sources(op); i++) {
            const int64_t source = c->step[s][2 + i];
            in[i] = element_cast(op_source_dtype(op, dtype, i), dtypes[source], values[source]);
        }
        dtypes[known] = op_result(op, dtype);
        values[known] = op_apply(op, dtype, in[0], in[1], in[2]);
    }
    element_store(c->operand[0].dtype, result,
                  element_cast(c->operand[0].dtype, dtypes[known - 1], values[known - 1]));
}

int64_t call_elements(const call *c) {
    int64_t n = 1;
    for (int i = 0; i < c->rank; i++) {
        n *= c->shape[i];
    }
    return n;
}

/* Where element number position, in C order, of operand k lies. */
char *place(const call *c, int k, int64_t position) {
    char *at = c->operand[k].base + c->operand[k].offset;
    for (int i = c->rank - 1; i >= 0; i--) {
        at += position % c->shape[i] * c->operand[k].strides[i];
        position /= c->shape[i];
    }
    return at;
}

/* What all elements of the output must be, in C order; made before the call, which may be in place. */
char *expected(const call *c) {
    const int64_t n = call_elements(c);
    const int size = dtype_size(c->operand[0].dtype);
    char *const want = checked_malloc((size_t)(n * size));
    for (int64_t i = 0; i < n; i++) {
        const char *sources[MAX_OPERANDS] = {NULL};
        for (int k = 1; k < c->operands; k++) {
            sources[k] = place(c, k, i);
        }
        reference(c, sources, want + i * size);
    }
    return want;
}

static void print_bytes(char *text, const void *value, int size) {
    for (int i = 0; i < size; i++) {
        snprintf(text + 2 * i, 3, "%02x", ((const unsigned char *)value)[size - 1 - i]);
    }
}

bool compare(const call *c, const char *want, int threads, const char *what) {
    const int64_t n = call_elements(c);
    const int size = dtype_size(c->operand[0].dtype);
    for (int64_t i = 0; i < n; i++) {
        const char *const got = place(c, 0, i);
        if (!element_same(c->operand[0].dtype, got, want + i * size)) {
            char got_text[33], want_text[33];
            print_bytes(got_text, got, size);
            print_bytes(want_text, want + i * size, size);
            CHECK(false,
                  "%s: op %" PRId64 " on %s, %d steps, rank %d, %" PRId64
                  " elements, %d threads: element %" PRId64 " is %s 0x%s, not 0x%s",
                  what, c->step[c->steps - 1][0], dtype_name((int)c->step[c->steps - 1][1]),
                  c->steps, c->rank, n, threads, i, dtype_name(c->operand[0].dtype), got_text,
                  want_text);
            return false;
        }
    }
    return true;
}

/* --- values -------------------------------------------------------------------------------------------- */

static double random_real(test_random *r, bool single) {
    static const double SPECIAL[] = {0.0,
                                     -0.0,
                                     1,
                                     -1,
                                     0.5,
                                     -0.5,
                                     1.5,
                                     2.5,
                                     -2.5,
                                     3,
                                     127,
                                     128,
                                     -128,
                                     -129,
                                     255,
                                     256,
                                     32767,
                                     32768,
                                     65535.5,
                                     2147483647,
                                     2147483648.0,
                                     -2147483648.0,
                                     -2147483649.0,
                                     4294967295.0,
                                     4294967296.0,
                                     0x1p63,
                                     -0x1p63,
                                     0x1p64,
                                     1e30,
                                     -1e30,
                                     INFINITY,
                                     -INFINITY,
                                     NAN,
                                     1e-45,
                                     0x1p-1074,
                                     1e308};
    const int64_t kind = random_below(r, 8);
    double value;
    if (kind < 2) {
        value = SPECIAL[random_below(r, (int64_t)(sizeof SPECIAL / sizeof SPECIAL[0]))];
    } else if (kind < 4) {
        value = (double)(random_below(r, 41) - 20) / 4;
    } else if (kind < 7) {
        value = random_uniform(r, -100, 100);
    } else {
        value = random_magnitude(r);
    }
    return single ? (double)(float)value : value;
}

void random_element(test_random *r, int dtype, void *to) {
    element e = {0, 0, 0};
    if (dtype == HL_BOOL) {
        static const uint8_t BYTES[] = {0, 0, 0, 1, 1, 2, 128, 255};
        *(uint8_t *)to = BYTES[random_below(r, 8)];
        return;
    }
    if (dtype_is_integer(dtype)) {
        const int bits = 8 * dtype_size(dtype);
        const int64_t kind = random_below(r, 4);
        const __int128 half = (__int128)1 << (bits - 1);
        if (kind == 0) { /* around 0, the middle, and the ends */
            e.whole = (random_below(r, 2) == 0 ? 0 : half) + random_below(r, 5) - 2;
        } else if (kind == 1) {
            e.whole = random_below(r, 140) - 70;
        } else {
            e.whole = (__int128)(random_bits(r) >> random_below(r, 64));
        }
    } else {
        const bool single = dtype == HL_F32 || dtype == HL_C64;
        e.re = random_real(r, single);
        e.im = random_real(r, single);
    }
    element_store(dtype, to, e);
}

void random_elements(test_random *r, int dtype, void *to, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        random_element(r, dtype, (char *)to + i * dtype_size(dtype));
    }
}

/* Lays operand k out over its own memory: axes in a random order with random gaps, some backwards, and for
 * inputs some repeated; the beginning is not aligned. */
void random_layout(test_random *r, call *c, int k, int dtype) {
    const int size = dtype_size(dtype);
    int order[HL_MAX_RANK];
    for (int i = 0; i < c->rank; i++) {
        order[i] = i;
    }
    if (random_below(r, 3) == 0) {
        for (int i = c->rank - 1; i > 0; i--) {
            const int other = (int)random_below(r, i + 1);
            const int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
    const bool gaps = random_below(r, 2) == 0;
    int64_t span = size;
    int64_t offset = 0;
    for (int i = c->rank - 1; i >= 0; i--) {
        const int axis = order[i];
        if (k > 0 && random_below(r, 5) == 0) {
            c->operand[k].strides[axis] = 0;
            continue;
        }
        int64_t stride = span;
        if (gaps) {
            stride += size * random_below(r, 3);
        }
        span = stride * c->shape[axis];
        if (random_below(r, 5) == 0) {
            offset += stride * (c->shape[axis] - 1);
            stride = -stride;
        }
        c->operand[k].strides[axis] = stride;
    }
    const int64_t shift = random_below(r, 2) == 0 ? 0 : random_below(r, 17);
    c->operand[k].dtype = dtype;
    c->operand[k].offset = offset + shift;
    c->operand[k].base = checked_malloc((size_t)(span + shift));
    for (int64_t i = 0; i < shift; i++) {
        c->operand[k].base[i] = 0;
    }
    random_elements(r, dtype, c->operand[k].base + shift, span / size);
}

void free_operands(call *c) {
    for (int k = 0; k < c->operands; k++) {
        free(c->operand[k].base);
    }
}

/* The dtype of a source. */
static int source_dtype(const call *c, int64_t source) {
    const int64_t constant = source - (c->operands - 1);
    if (constant < 0) {
        return c->operand[1 + source].dtype;
    }
    if (constant < c->constants) {
        return c->constant[constant].dtype;
    }
    const int64_t *const step = c->step[constant - c->constants];
    return op_result(step[0], (int)step[1]);
}

/* A call of a function of the caller's, if there are sources of the dtypes that it takes. */
static bool random_function(test_random *r, const call *c, int known, int64_t *step) {
    int dtype;
    step[0] = function_op((int)random_below(r, FUNCTIONS), &dtype);
    step[1] = dtype;
    step[2] = step[3] = step[4] = -1;
    for (int i = 0; i < op_sources(step[0]); i++) {
        for (int64_t at = 0, begin = random_below(r, known); at < known && step[2 + i] < 0; at++) {
            const int64_t source = (begin + at) % known;
            step[2 + i] =
                source_dtype(c, source) == op_source_dtype(step[0], dtype, i) ? source : -1;
        }
        if (step[2 + i] < 0) {
            return false;
        }
    }
    return true;
}

/* Random steps, sources and dtypes; the last result is cast to the output's dtype. */
void random_steps(test_random *r, call *c, int steps) {
    c->steps = steps;
    for (int s = 0; s < steps; s++) {
        const int known = c->operands - 1 + c->constants + s;
        if (known > 0 && random_below(r, 4) == 0 && random_function(r, c, known, c->step[s])) {
            continue;
        }
        int64_t op;
        int dtype;
        do {
            op = random_below(r, HL_OP_CLIP + 1);
            dtype = (int)random_below(r, DTYPES);
        } while (op_sources(op) == 0 || !op_has_dtype(op, dtype) ||
                 (known == 0 && op_sources(op) > 0));
        c->step[s][0] = op;
        c->step[s][1] = dtype;
        for (int i = 0; i < 3; i++) {
            /* half of the sources are recent results, as in expressions */
            const int64_t source = s > 0 && random_below(r, 2) == 0
                                       ? known - 1 - random_below(r, s < 3 ? s : 3)
                                       : random_below(r, known);
            c->step[s][2 + i] = i < op_sources(op) ? source : -1;
        }
    }
}

void random_constants(test_random *r, call *c, int count) {
    c->constants = count;
    for (int k = 0; k < count; k++) {
        c->constant[k].dtype = (int)random_below(r, DTYPES);
        random_element(r, c->constant[k].dtype, c->constant[k].value);
    }
}
