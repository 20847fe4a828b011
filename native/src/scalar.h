/*
 * Single elements: what a dtype is, and how a result in a wide type becomes one. The casts are those of
 * hl_program_run: float to integer truncates and saturates, NaN gives 0; integers wrap; to bool: not 0;
 * complex to real drops the imaginary part. Loops over elements do not live here.
 */
#ifndef HL_SCALAR_H
#define HL_SCALAR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "hotloop.h"

static inline bool hl_is_dtype(int64_t dtype) {
    return dtype >= HL_BOOL && dtype <= HL_C128;
}

static inline int hl_dtype_size(int dtype) {
    static const int SIZES[] = {1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8, 16};
    return SIZES[dtype];
}

static inline bool hl_is_float(int dtype) {
    return dtype == HL_F32 || dtype == HL_F64;
}

static inline bool hl_is_complex(int dtype) {
    return dtype == HL_C64 || dtype == HL_C128;
}

static inline bool hl_is_unsigned(int dtype) {
    return dtype >= HL_U8 && dtype <= HL_U64;
}

/* The low bits of an integer; a bool is whether it is not 0. */
static inline void hl_store_bits(void *out, int dtype, uint64_t bits) {
    switch (dtype) {
    case HL_BOOL:
        *(uint8_t *)out = bits != 0;
        break;
    case HL_I8:
    case HL_U8:
        *(uint8_t *)out = (uint8_t)bits;
        break;
    case HL_I16:
    case HL_U16:
        memcpy(out, &(uint16_t){(uint16_t)bits}, 2);
        break;
    case HL_I32:
    case HL_U32:
        memcpy(out, &(uint32_t){(uint32_t)bits}, 4);
        break;
    default:
        memcpy(out, &bits, 8);
        break;
    }
}

/* A float or a complex number. narrow: the value rounded once to float, wide: to double. */
static inline void hl_store_real(void *out, int dtype, float narrow, double wide) {
    switch (dtype) {
    case HL_F32:
        memcpy(out, &narrow, 4);
        break;
    case HL_F64:
        memcpy(out, &wide, 8);
        break;
    case HL_C64:
        memcpy(out, (float[]){narrow, 0}, 8);
        break;
    default:
        memcpy(out, (double[]){wide, 0}, 16);
        break;
    }
}

static inline bool hl_is_integer(int dtype) {
    return dtype <= HL_U64;
}

static inline void hl_store_int(void *out, int dtype, int64_t value) {
    if (hl_is_integer(dtype)) {
        hl_store_bits(out, dtype, (uint64_t)value);
    } else {
        hl_store_real(out, dtype, (float)value, (double)value);
    }
}

static inline void hl_store_unsigned(void *out, int dtype, uint64_t value) {
    if (hl_is_integer(dtype)) {
        hl_store_bits(out, dtype, value);
    } else {
        hl_store_real(out, dtype, (float)value, (double)value);
    }
}

/* Truncated, and held within the dtype's range. */
static inline uint64_t hl_saturated(int dtype, double value) {
    static const int64_t LEAST[] = {0, INT8_MIN, INT16_MIN, INT32_MIN, INT64_MIN, 0, 0, 0, 0};
    static const uint64_t GREATEST[] = {1,         INT8_MAX,   INT16_MAX,  INT32_MAX, INT64_MAX,
                                        UINT8_MAX, UINT16_MAX, UINT32_MAX, UINT64_MAX};
    if (value != value) {
        return 0;
    }
    /* a bound that a double cannot hold is the one next to it outside the range */
    if (value <= (double)LEAST[dtype]) {
        return (uint64_t)LEAST[dtype];
    }
    if (value >= (double)GREATEST[dtype]) {
        return GREATEST[dtype];
    }
    return value < 0 ? (uint64_t)(int64_t)value : (uint64_t)value;
}

static inline void hl_store_double(void *out, int dtype, double value) {
    if (dtype == HL_BOOL) {
        *(uint8_t *)out = value != 0;
    } else if (hl_is_integer(dtype)) {
        hl_store_bits(out, dtype, hl_saturated(dtype, value));
    } else {
        hl_store_real(out, dtype, (float)value, value);
    }
}

static inline void hl_store_complex(void *out, int dtype, double re, double im) {
    if (dtype == HL_C64) {
        memcpy(out, (float[]){(float)re, (float)im}, 8);
    } else if (dtype == HL_C128) {
        memcpy(out, (double[]){re, im}, 16);
    } else if (dtype == HL_BOOL) {
        *(uint8_t *)out = (re != 0) | (im != 0);
    } else {
        hl_store_double(out, dtype, re);
    }
}

#endif
