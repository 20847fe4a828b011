/*
 * See program_reference.h.
 */
#include "program_reference.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "hotloop.h"

static const int BITS[DTYPES] = {8, 8, 16, 32, 64, 8, 16, 32, 64, 32, 64, 64, 128};
static const char *const NAMES[DTYPES] = {"bool",    "int8",      "int16",     "int32",  "int64",
                                          "uint8",   "uint16",    "uint32",    "uint64", "float32",
                                          "float64", "complex64", "complex128"};

int dtype_size(int dtype) {
    return BITS[dtype] / 8;
}

const char *dtype_name(int dtype) {
    return NAMES[dtype];
}

static bool is_signed(int dtype) {
    return dtype >= HL_I8 && dtype <= HL_I64;
}

bool dtype_is_integer(int dtype) {
    return dtype >= HL_I8 && dtype <= HL_U64;
}

bool dtype_is_float(int dtype) {
    return dtype == HL_F32 || dtype == HL_F64;
}

bool dtype_is_complex(int dtype) {
    return dtype == HL_C64 || dtype == HL_C128;
}

/* Whether the dtype's floats are of 32 bits. */
static bool is_single(int dtype) {
    return dtype == HL_F32 || dtype == HL_C64;
}

static __int128 wrap(int dtype, __int128 value) {
    const __int128 range = (__int128)1 << BITS[dtype];
    value &= range - 1;
    return is_signed(dtype) && value >= range / 2 ? value - range : value;
}

static double rounded(int dtype, double value) {
    return is_single(dtype) ? (double)(float)value : value;
}

element element_load(int dtype, const void *from) {
    element e = {0, 0, 0};
    if (dtype == HL_BOOL) {
        e.whole = *(const uint8_t *)from != 0;
    } else if (dtype_is_integer(dtype)) {
        uint64_t bits = 0;
        memcpy(&bits, from, (size_t)dtype_size(dtype));
        e.whole = wrap(dtype, bits);
    } else if (is_single(dtype)) {
        float parts[2] = {0, 0};
        memcpy(parts, from, (size_t)dtype_size(dtype));
        e.re = (double)parts[0];
        e.im = (double)parts[1];
    } else {
        double parts[2] = {0, 0};
        memcpy(parts, from, (size_t)dtype_size(dtype));
        e.re = parts[0];
        e.im = parts[1];
    }
    return e;
}

void element_store(int dtype, void *to, element e) {
    const size_t size = (size_t)dtype_size(dtype);
    if (dtype == HL_BOOL) {
        *(uint8_t *)to = e.whole != 0;
    } else if (dtype_is_integer(dtype)) {
        const uint64_t bits = (uint64_t)e.whole;
        memcpy(to, &bits, size);
    } else if (is_single(dtype)) {
        const float parts[2] = {(float)e.re, (float)e.im};
        memcpy(to, parts, size);
    } else {
        const double parts[2] = {e.re, e.im};
        memcpy(to, parts, size);
    }
}

/* The nearest float or double to an integer of 65 bits, ties to even: long double has 64 bits. */
static double nearest(int dtype, __int128 whole) {
    const bool negative = whole < 0;
    uint64_t magnitude = (uint64_t)(negative ? -whole : whole);
    const int digits = is_single(dtype) ? 24 : 53;
    int shift = 0;
    while (magnitude >> shift >> digits != 0) {
        shift++;
    }
    uint64_t kept = magnitude >> shift;
    const uint64_t rest = magnitude - (kept << shift);
    const uint64_t half = shift == 0 ? 1 : (uint64_t)1 << (shift - 1);
    if (rest > half || (rest == half && kept % 2 == 1)) {
        kept++;
    }
    const double value = ldexp((double)kept, shift);
    return negative ? -value : value;
}

static __int128 saturated(int dtype, double value) {
    const int value_bits = BITS[dtype] - is_signed(dtype);
    const __int128 high = ((__int128)1 << value_bits) - 1;
    const __int128 low = is_signed(dtype) ? -high - 1 : 0;
    if (isnan(value)) {
        return 0;
    }
    const double cut = trunc(value);
    if (cut >= ldexp(1, value_bits)) {
        return high;
    }
    return cut <= (double)low ? low : (__int128)cut;
}

element element_cast(int to, int from, element e) {
    element r = {0, 0, 0};
    const bool whole = from == HL_BOOL || dtype_is_integer(from);
    if (to == HL_BOOL) {
        r.whole = whole ? e.whole != 0 : !(e.re == 0 && (!dtype_is_complex(from) || e.im == 0));
    } else if (dtype_is_integer(to)) {
        r.whole = whole ? wrap(to, e.whole) : saturated(to, e.re);
    } else {
        r.re = whole ? nearest(to, e.whole) : rounded(to, e.re);
        r.im = dtype_is_complex(from) && dtype_is_complex(to) ? rounded(to, e.im) : 0;
    }
    return r;
}

static bool same_part(double a, double b) {
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

bool element_same(int dtype, const void *a, const void *b) {
    if (dtype <= HL_U64) {
        return memcmp(a, b, (size_t)dtype_size(dtype)) == 0;
    }
    const element x = element_load(dtype, a);
    const element y = element_load(dtype, b);
    return same_part(x.re, y.re) && same_part(x.im, y.im);
}

/* --- operations ---------------------------------------------------------------------------------------- */

/* A function of the caller's: element by element in C, and what it is. */
typedef struct {
    void (*apply)(void *out, const void *a, const void *b, const void *c, hl_int64 n);
    element (*of)(element x, element y, element z);
    int sources;
    int from[3];
    int to;
} function;

/* x - 3 y: two sources of the result's size, so that it may be done in place. */
static void twist(void *out, const void *a, const void *b, const void *c, hl_int64 n) {
    (void)c;
    for (hl_int64 i = 0; i < n; i++) {
        double x, y;
        memcpy(&x, (const char *)a + 8 * i, 8);
        memcpy(&y, (const char *)b + 8 * i, 8);
        x -= 3 * y;
        memcpy((char *)out + 8 * i, &x, 8);
    }
}

static element twist_of(element x, element y, element z) {
    (void)z;
    return (element){0, x.re - 3 * y.re, 0};
}

static void half(void *out, const void *a, const void *b, const void *c, hl_int64 n) {
    (void)b;
    (void)c;
    for (hl_int64 i = 0; i < n; i++) {
        float x;
        memcpy(&x, (const char *)a + 4 * i, 4);
        x /= 2;
        memcpy((char *)out + 4 * i, &x, 4);
    }
}

static element half_of(element x, element y, element z) {
    (void)y;
    (void)z;
    return (element){0, (double)((float)x.re / 2), 0};
}

/* A bool chooses: sources of three sizes. */
static void choose(void *out, const void *a, const void *b, const void *c, hl_int64 n) {
    for (hl_int64 i = 0; i < n; i++) {
        int32_t x;
        int64_t y;
        memcpy(&x, (const char *)b + 4 * i, 4);
        memcpy(&y, (const char *)c + 8 * i, 8);
        y = ((const uint8_t *)a)[i] != 0 ? x : y;
        memcpy((char *)out + 8 * i, &y, 8);
    }
}

static element choose_of(element x, element y, element z) {
    return x.whole != 0 ? y : z;
}

static void is_odd(void *out, const void *a, const void *b, const void *c, hl_int64 n) {
    (void)b;
    (void)c;
    for (hl_int64 i = 0; i < n; i++) {
        ((uint8_t *)out)[i] = ((const uint8_t *)a)[2 * i] & 1;
    }
}

static element is_odd_of(element x, element y, element z) {
    (void)y;
    (void)z;
    return (element){x.whole & 1, 0, 0};
}

static void real_and_flag(void *out, const void *a, const void *b, const void *c, hl_int64 n) {
    (void)c;
    for (hl_int64 i = 0; i < n; i++) {
        double x;
        memcpy(&x, (const char *)a + 16 * i, 8);
        x = ((const uint8_t *)b)[i] != 0 ? x : 1;
        memcpy((char *)out + 8 * i, &x, 8);
    }
}

static element real_and_flag_of(element x, element y, element z) {
    (void)z;
    return (element){0, y.whole != 0 ? x.re : 1, 0};
}

static const function TABLE[FUNCTIONS] = {
    {twist, twist_of, 2, {HL_F64, HL_F64, -1}, HL_F64},
    {half, half_of, 1, {HL_F32, -1, -1}, HL_F32},
    {choose, choose_of, 3, {HL_BOOL, HL_I32, HL_I64}, HL_I64},
    {is_odd, is_odd_of, 1, {HL_I16, -1, -1}, HL_BOOL},
    {real_and_flag, real_and_flag_of, 2, {HL_C128, HL_BOOL, -1}, HL_F64},
};

int64_t function_op(int number, int *dtype) {
    *dtype = TABLE[number].to;
    return (int64_t)(intptr_t)TABLE[number].apply;
}

static const function *function_of(int64_t op) {
    for (int i = 0; i < FUNCTIONS; i++) {
        if (op == (int64_t)(intptr_t)TABLE[i].apply) {
            return &TABLE[i];
        }
    }
    return NULL;
}

int op_source_dtype(int64_t op, int dtype, int source) {
    const function *const f = function_of(op);
    return f != NULL ? f->from[source] : op == HL_OP_WHERE && source == 0 ? HL_BOOL : dtype;
}

int op_sources(int64_t op) {
    const function *const f = function_of(op);
    if (f != NULL) {
        return f->sources;
    }
    if (op == HL_OP_COPY || (op >= HL_OP_NEGATIVE && op <= HL_OP_IMAG)) {
        return 1;
    }
    if ((op >= HL_OP_ADD && op <= HL_OP_COPYSIGN) ||
        (op >= HL_OP_BITWISE_AND && op <= HL_OP_LOGICAL_XOR) ||
        (op >= HL_OP_EQ && op <= HL_OP_GE)) {
        return 2;
    }
    return op == HL_OP_WHERE || op == HL_OP_CLIP ? 3 : 0;
}

/* As the comments of enum hl_op list them. */
bool op_has_dtype(int64_t op, int dtype) {
    const bool boolean = dtype == HL_BOOL;
    const bool integer = dtype_is_integer(dtype);
    const bool real = dtype_is_float(dtype);
    const bool complex = dtype_is_complex(dtype);
    switch (op) {
    case HL_OP_COPY:
    case HL_OP_EQ:
    case HL_OP_NE:
    case HL_OP_WHERE:
        return true;
    case HL_OP_ADD:
    case HL_OP_SUBTRACT:
    case HL_OP_MULTIPLY:
    case HL_OP_NEGATIVE:
    case HL_OP_SQUARE:
        return !boolean;
    case HL_OP_DIVIDE:
    case HL_OP_RECIPROCAL:
    case HL_OP_ISNAN:
    case HL_OP_ISINF:
    case HL_OP_ISFINITE:
        return real || complex;
    case HL_OP_FLOOR_DIVIDE:
    case HL_OP_REMAINDER:
    case HL_OP_ABS:
    case HL_OP_SIGN:
        return integer || real;
    case HL_OP_POW:
    case HL_OP_LEFT_SHIFT:
    case HL_OP_RIGHT_SHIFT:
        return integer;
    case HL_OP_MAXIMUM:
    case HL_OP_MINIMUM:
    case HL_OP_CLIP:
    case HL_OP_LT:
    case HL_OP_LE:
    case HL_OP_GT:
    case HL_OP_GE:
        return !complex;
    case HL_OP_BITWISE_AND:
    case HL_OP_BITWISE_OR:
    case HL_OP_BITWISE_XOR:
    case HL_OP_INVERT:
        return boolean || integer;
    case HL_OP_LOGICAL_AND:
    case HL_OP_LOGICAL_OR:
    case HL_OP_LOGICAL_XOR:
    case HL_OP_LOGICAL_NOT:
        return boolean;
    case HL_OP_CONJ:
    case HL_OP_REAL:
    case HL_OP_IMAG:
        return complex;
    default:
        return op_sources(op) > 0 && real;
    }
}

int op_result(int64_t op, int dtype) {
    if ((op >= HL_OP_LOGICAL_AND && op <= HL_OP_GE) ||
        (op >= HL_OP_LOGICAL_NOT && op <= HL_OP_SIGNBIT)) {
        return HL_BOOL;
    }
    return op == HL_OP_REAL || op == HL_OP_IMAG ? (dtype == HL_C64 ? HL_F32 : HL_F64) : dtype;
}

static __int128 power(int dtype, __int128 x, __int128 exponent) {
    if (exponent < 0) {
        return 0;
    }
    __int128 r = 1;
    for (int bit = 63; bit >= 0; bit--) { /* from the highest: not as the kernel does it */
        r = wrap(dtype, r * r);
        if ((exponent >> bit & 1) != 0) {
            r = wrap(dtype, r * x);
        }
    }
    return r;
}

static __int128 apply_integer(int64_t op, int dtype, __int128 x, __int128 y, __int128 z) {
    const int bits = BITS[dtype];
    switch (op) {
    case HL_OP_ADD:
        return x + y;
    case HL_OP_SUBTRACT:
        return x - y;
    case HL_OP_MULTIPLY:
        return (__int128)((unsigned __int128)x * (unsigned __int128)y);
    case HL_OP_SQUARE:
        return (__int128)((unsigned __int128)x * (unsigned __int128)x);
    case HL_OP_FLOOR_DIVIDE:
        return y == 0 ? 0 : x / y - (x % y != 0 && (x < 0) != (y < 0));
    case HL_OP_REMAINDER:
        return y == 0 ? 0 : x % y + (x % y != 0 && (x < 0) != (y < 0) ? y : 0);
    case HL_OP_POW:
        return power(dtype, x, y);
    case HL_OP_MAXIMUM:
        return x > y ? x : y;
    case HL_OP_MINIMUM:
        return x < y ? x : y;
    case HL_OP_CLIP:
        x = x > y ? x : y;
        return x < z ? x : z;
    case HL_OP_BITWISE_AND:
        return x & y;
    case HL_OP_BITWISE_OR:
        return x | y;
    case HL_OP_BITWISE_XOR:
        return x ^ y;
    case HL_OP_LEFT_SHIFT:
        return y < 0 || y >= bits ? 0 : x * ((__int128)1 << y);
    case HL_OP_RIGHT_SHIFT:
        return y < 0 || y >= bits ? (x < 0 ? -1 : 0) : x >> y;
    case HL_OP_NEGATIVE:
        return -x;
    case HL_OP_ABS:
        return x < 0 ? -x : x;
    case HL_OP_SIGN:
        return (x > 0) - (x < 0);
    default: /* HL_OP_INVERT */
        return ~x;
    }
}

static bool apply_bool(int64_t op, bool x, bool y, bool z) {
    switch (op) {
    case HL_OP_BITWISE_AND:
    case HL_OP_LOGICAL_AND:
    case HL_OP_MINIMUM:
        return x && y;
    case HL_OP_BITWISE_OR:
    case HL_OP_LOGICAL_OR:
    case HL_OP_MAXIMUM:
        return x || y;
    case HL_OP_BITWISE_XOR:
    case HL_OP_LOGICAL_XOR:
        return x != y;
    case HL_OP_CLIP:
        return (x || y) && z;
    default: /* HL_OP_INVERT, HL_OP_LOGICAL_NOT */
        return !x;
    }
}

/* NumPy's npy_divmod, with r for `rounded`. */
static double divide_floor(int dtype, double x, double y, bool remainder) {
    double mod = fmod(x, y);
    if (y == 0) {
        return remainder ? mod : rounded(dtype, x / y);
    }
    double quotient = rounded(dtype, rounded(dtype, x - mod) / y);
    if (mod != 0) {
        if ((y < 0) != (mod < 0)) {
            mod = rounded(dtype, mod + y);
            quotient = rounded(dtype, quotient - 1);
        }
    } else {
        mod = copysign(0, y);
    }
    if (remainder) {
        return mod;
    }
    if (quotient == 0) {
        return copysign(0, rounded(dtype, x / y));
    }
    const double below = floor(quotient);
    return quotient - below > 0.5 ? rounded(dtype, below + 1) : below;
}

static double apply_float(int64_t op, int dtype, double x, double y, double z) {
    switch (op) {
    case HL_OP_ADD:
        return rounded(dtype, x + y);
    case HL_OP_SUBTRACT:
        return rounded(dtype, x - y);
    case HL_OP_MULTIPLY:
        return rounded(dtype, x * y);
    case HL_OP_SQUARE:
        return rounded(dtype, x * x);
    case HL_OP_DIVIDE:
        return rounded(dtype, x / y);
    case HL_OP_RECIPROCAL:
        return rounded(dtype, 1 / x);
    case HL_OP_FLOOR_DIVIDE:
        return divide_floor(dtype, x, y, false);
    case HL_OP_REMAINDER:
        return divide_floor(dtype, x, y, true);
    case HL_OP_MAXIMUM:
        return x >= y || isnan(x) ? x : y;
    case HL_OP_MINIMUM:
        return x <= y || isnan(x) ? x : y;
    case HL_OP_CLIP:
        x = x >= y || isnan(x) ? x : y;
        return x <= z || isnan(x) ? x : z;
    case HL_OP_COPYSIGN:
        return copysign(x, y);
    case HL_OP_NEGATIVE:
        return -x;
    case HL_OP_ABS:
        return fabs(x);
    case HL_OP_SIGN:
        return isnan(x) ? x : (double)((x > 0) - (x < 0));
    case HL_OP_SQRT:
        return rounded(dtype, sqrt(x));
    case HL_OP_FLOOR:
        return floor(x);
    case HL_OP_CEIL:
        return ceil(x);
    case HL_OP_TRUNC:
        return trunc(x);
    default: /* HL_OP_ROUND */
        return nearbyint(x);
    }
}

static element complex_of(int dtype, double re, double im) {
    return (element){0, rounded(dtype, re), rounded(dtype, im)};
}

/* Smith's quotient: `scaled` is y divided by its larger part. */
static element divide_complex(int d, element x, element y) {
    const bool real_is_larger = fabs(y.re) >= fabs(y.im);
    if (real_is_larger && y.re == 0) {
        return complex_of(d, x.re / fabs(y.re), x.im / fabs(y.re));
    }
    const double large = real_is_larger ? y.re : y.im;
    const double small = real_is_larger ? y.im : y.re;
    const double ratio = rounded(d, small / large);
    const double scale = rounded(d, 1 / rounded(d, large + rounded(d, small * ratio)));
    if (real_is_larger) {
        return complex_of(d, rounded(d, x.re + rounded(d, x.im * ratio)) * scale,
                          rounded(d, x.im - rounded(d, x.re * ratio)) * scale);
    }
    return complex_of(d, rounded(d, rounded(d, x.re * ratio) + x.im) * scale,
                      rounded(d, rounded(d, x.im * ratio) - x.re) * scale);
}

static element reciprocal_complex(int d, element x) {
    const bool real_is_larger = fabs(x.im) <= fabs(x.re);
    const double large = real_is_larger ? x.re : x.im;
    const double small = real_is_larger ? x.im : x.re;
    const double ratio = rounded(d, small / large);
    const double divisor = rounded(d, large + rounded(d, small * ratio));
    return real_is_larger ? complex_of(d, 1 / divisor, -ratio / divisor)
                          : complex_of(d, ratio / divisor, -1 / divisor);
}

static element apply_complex(int64_t op, int d, element x, element y) {
    switch (op) {
    case HL_OP_ADD:
        return complex_of(d, x.re + y.re, x.im + y.im);
    case HL_OP_SUBTRACT:
        return complex_of(d, x.re - y.re, x.im - y.im);
    case HL_OP_SQUARE:
        y = x;
        /* fall through */
    case HL_OP_MULTIPLY:
        return complex_of(d, rounded(d, x.re * y.re) - rounded(d, x.im * y.im),
                          rounded(d, x.re * y.im) + rounded(d, x.im * y.re));
    case HL_OP_DIVIDE:
        return divide_complex(d, x, y);
    case HL_OP_RECIPROCAL:
        return reciprocal_complex(d, x);
    case HL_OP_NEGATIVE:
        return (element){0, -x.re, -x.im};
    case HL_OP_CONJ:
        return (element){0, x.re, -x.im};
    default: /* HL_OP_REAL, HL_OP_IMAG */
        return (element){0, op == HL_OP_REAL ? x.re : x.im, 0};
    }
}

static bool apply_test(int64_t op, int dtype, element x, element y) {
    const bool whole = dtype <= HL_U64;
    const bool equal = whole ? x.whole == y.whole : x.re == y.re && x.im == y.im;
    const bool less = whole ? x.whole < y.whole : x.re < y.re;
    const bool greater = whole ? x.whole > y.whole : x.re > y.re;
    switch (op) {
    case HL_OP_EQ:
        return equal;
    case HL_OP_NE:
        return !equal;
    case HL_OP_LT:
        return less;
    case HL_OP_LE:
        return less || equal;
    case HL_OP_GT:
        return greater;
    case HL_OP_GE:
        return greater || equal;
    case HL_OP_ISNAN:
        return isnan(x.re) || isnan(x.im);
    case HL_OP_ISINF:
        return isinf(x.re) || isinf(x.im);
    case HL_OP_ISFINITE:
        return isfinite(x.re) && isfinite(x.im);
    default: /* HL_OP_SIGNBIT */
        return signbit(x.re) != 0;
    }
}

element op_apply(int64_t op, int dtype, element x, element y, element z) {
    const function *const f = function_of(op);
    if (f != NULL) {
        return f->of(x, y, z);
    }
    element r = {0, 0, 0};
    if (op == HL_OP_COPY) {
        return x;
    }
    if (op == HL_OP_WHERE) {
        return x.whole != 0 ? y : z;
    }
    if ((op >= HL_OP_EQ && op <= HL_OP_GE) || (op >= HL_OP_ISNAN && op <= HL_OP_SIGNBIT)) {
        r.whole = apply_test(op, dtype, x, y);
    } else if (dtype == HL_BOOL) {
        r.whole = apply_bool(op, x.whole != 0, y.whole != 0, z.whole != 0);
    } else if (dtype_is_integer(dtype)) {
        r.whole = wrap(dtype, apply_integer(op, dtype, x.whole, y.whole, z.whole));
    } else if (dtype_is_float(dtype)) {
        r.re = apply_float(op, dtype, x.re, y.re, z.re);
    } else {
        r = apply_complex(op, dtype, x, y);
    }
    return r;
}
