/*
 * Arrays of any dtype and layout, see strided.h.
 */
#include "strided.h"

#include <float.h>
#include <math.h>
#include <string.h>

const char *const DTYPE_NAMES[DTYPES] = {"bool",    "int8",      "int16",     "int32",  "int64",
                                         "uint8",   "uint16",    "uint32",    "uint64", "float32",
                                         "float64", "complex64", "complex128"};
const char *const LAYOUT_NAMES[LAYOUTS] = {"contiguous", "steps", "any order", "broadcast",
                                           "unaligned"};

int dtype_size(int dtype) {
    static const int SIZES[DTYPES] = {1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8, 16};
    return SIZES[dtype];
}

bool is_float(int dtype) {
    return dtype == HL_F32 || dtype == HL_F64;
}

bool is_complex(int dtype) {
    return dtype == HL_C64 || dtype == HL_C128;
}

bool is_unsigned(int dtype) {
    return dtype >= HL_U8 && dtype <= HL_U64;
}

static double load_float(const char *from) {
    float value;
    memcpy(&value, from, sizeof value);
    return (double)value;
}

static double load_double(const char *from) {
    double value;
    memcpy(&value, from, sizeof value);
    return value;
}

element load_element(int dtype, const void *from) {
    const char *const bytes = from;
    element e = {0};
    switch (dtype) {
    case HL_F32:
        e.re = load_float(bytes);
        return e;
    case HL_F64:
        e.re = load_double(bytes);
        return e;
    case HL_C64:
        e.re = load_float(bytes);
        e.im = load_float(bytes + 4);
        return e;
    case HL_C128:
        e.re = load_double(bytes);
        e.im = load_double(bytes + 8);
        return e;
    default:
        break;
    }
    const int size = dtype_size(dtype);
    memcpy(&e.u, bytes, (size_t)size); /* little-endian, as all of the library's processors */
    if (dtype == HL_BOOL) {
        e.u = e.u != 0;
        e.i = (int64_t)e.u;
    } else if (is_unsigned(dtype)) {
        e.i = (int64_t)e.u;
    } else {
        const int unused = 64 - 8 * size;
        e.i = (int64_t)(e.u << unused) >> unused;
        e.u = (uint64_t)e.i;
    }
    return e;
}

int64_t product(const int64_t *shape, int rank) {
    int64_t result = 1;
    for (int i = 0; i < rank; i++) {
        result *= shape[i];
    }
    return result;
}

strided strided_new(test_random *r, int size, int rank, const int64_t *shape, int layout) {
    strided s = {.rank = rank};
    int order[MAX_RANK];
    for (int i = 0; i < rank; i++) {
        s.shape[i] = shape[i];
        order[i] = i;
    }
    if (layout == ANY_ORDER || layout == BROADCAST) {
        for (int i = rank - 1; i > 0; i--) {
            const int j = (int)random_below(r, i + 1);
            const int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
    }
    int64_t extent = size; /* bytes from the first to behind the last element so far */
    for (int i = rank - 1; i >= 0; i--) {
        const int axis = order[i];
        const bool gaps = layout == STEPS || layout == ANY_ORDER || layout == BROADCAST;
        const int64_t gap = gaps ? random_below(r, 3) * size : 0;
        int64_t stride = extent + gap;
        if (layout == BROADCAST && random_below(r, 2) == 0) {
            stride = 0;
        }
        if (s.shape[axis] > 0) {
            extent += (s.shape[axis] - 1) * stride;
        }
        if ((layout == ANY_ORDER || layout == BROADCAST) && random_below(r, 3) == 0) {
            stride = -stride;
        }
        s.strides[axis] = stride;
        if (stride < 0 && s.shape[axis] > 0) {
            s.offset -= stride * (s.shape[axis] - 1);
        }
    }
    s.bytes = product(shape, rank) == 0 ? 0 : extent;
    const bool at_end = random_below(r, 2) == 0;
    const int64_t doubles = (s.bytes + 7) / 8 + 1;
    s.memory = guarded_new(doubles, at_end);
    char *const begin = (char *)s.memory.data;
    if (layout == UNALIGNED) {
        s.first = begin + (at_end ? 8 * doubles - s.bytes - 1 - random_below(r, 7) % 7
                                  : 1 + random_below(r, 7));
    } else {
        s.first = at_end ? begin + 8 * doubles - s.bytes : begin;
    }
    return s;
}

void strided_free(strided *s) {
    guarded_free(&s->memory);
}

char *strided_at(const strided *s, int64_t position) {
    int64_t offset = s->offset;
    for (int i = s->rank - 1; i >= 0; i--) {
        offset += position % s->shape[i] * s->strides[i];
        position /= s->shape[i];
    }
    return s->first + offset;
}

static double random_real(test_random *r, bool specials) {
    static const double SPECIAL[] = {0.0, -0.0, 1, -1, NAN, INFINITY, -INFINITY, DBL_MAX, 5e-324};
    if (specials && random_below(r, 16) == 0) {
        return SPECIAL[random_below(r, 9)];
    }
    return random_uniform(r, -2, 2);
}

void strided_fill(strided *s, test_random *r, int dtype, bool specials) {
    const int part = is_complex(dtype) ? dtype_size(dtype) / 2 : dtype_size(dtype);
    const bool narrow = dtype == HL_F32 || dtype == HL_C64;
    for (char *at = s->first; at + part <= s->first + s->bytes; at += part) {
        if (is_float(dtype) || is_complex(dtype)) {
            const double wide = random_real(r, specials);
            const float value = (float)wide;
            memcpy(at, narrow ? (const void *)&value : (const void *)&wide, (size_t)part);
        } else {
            /* few different values, zeros and ends of the range among them: so that ties occur */
            static const uint64_t CHOICE[] = {
                0, 0, 1, ~UINT64_C(0), UINT64_C(0x8080808080808080), UINT64_C(0x7f7f7f7f7f7f7f7f)};
            uint64_t bits = random_bits(r);
            if (random_below(r, 2) == 0) {
                bits = CHOICE[random_below(r, 6)];
            }
            if (dtype == HL_BOOL && random_below(r, 2) == 0) {
                bits = random_below(r, 2) == 0;
            }
            memcpy(at, &bits, (size_t)part);
        }
    }
}

void add_word(call_words *call, int64_t word) {
    call->word[call->count++] = word;
}

void add_words(call_words *call, const int64_t *words, int count) {
    for (int i = 0; i < count; i++) {
        add_word(call, words[i]);
    }
}
