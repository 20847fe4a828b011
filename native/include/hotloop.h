/*
 * Hotloop: the C ABI and its manual. The only header that jextract reads.
 *
 * What lives here: every exported function, its constants and its contract. What must not: kernels,
 * tiers' internals, anything that is not called from outside the library.
 *
 * Rules that hold for every function:
 * - Only fixed-width types, double, float and pointers cross the boundary.
 * - A function that can fail returns an enum hl_status as an int; it writes its results through
 *   pointers. It never prints, aborts or exits.
 * - The library keeps no pointer after a function returns. Who allocates, frees.
 * - Every function may be called from any thread at any time, unless it says otherwise.
 * - Arguments are checked: a bad one is HL_EINVAL and nothing is written.
 */
#ifndef HOTLOOP_H
#define HOTLOOP_H

#if defined(_WIN32)
#if defined(HL_BUILDING)
#define HL_API __declspec(dllexport)
#else
#define HL_API __declspec(dllimport)
#endif
#else
#define HL_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* 64-bit integer of the ABI: int64_t is `long` on Linux and `long long` on Windows, this is one type
 * everywhere. */
typedef long long hl_int64;

/* Version of this ABI. Raised whenever a signature, a constant or a contract below changes; a caller
 * compares it with hl_abi_version() before any other call. */
#define HL_ABI_VERSION 3

/* What a fallible function returns. The values are pinned: they never change; the gaps are for later
 * members. */
enum hl_status {
    HL_OK = 0,         /* done */
    HL_EINVAL = 10,    /* an argument is outside its documented range */
    HL_EBOUNDS = 20,   /* an index value is outside the array */
    HL_ENOMEM = 30,    /* memory could not be had */
    HL_ENOTSUP = 40,   /* this build or this processor cannot do it */
    HL_ECANCELED = 50, /* the cancel word was set during the call */
    HL_EINTERNAL = 60  /* a defect in Hotloop: please report it */
};

/* CPU tiers, each a superset of the ones below it on the same architecture. The values are pinned. */
enum hl_tier {
    HL_TIER_X86_64_V2 = 120, /* SSE4.2 */
    HL_TIER_X86_64_V3 = 130, /* AVX2 and FMA */
    HL_TIER_X86_64_V4 = 140, /* AVX-512 F, BW, CD, DQ, VL */
    HL_TIER_NEON = 220       /* aarch64 Advanced SIMD */
};

/* How hl_particles_evolve computes a step. The values are pinned. */
enum hl_particles_method {
    HL_PARTICLES_SCALAR = 0,  /* the textbook loop, one particle at a time, never vectorised: the
                               * reference; always one thread */
    HL_PARTICLES_STRICT = 10, /* the same bits as HL_PARTICLES_SCALAR, vectorised and threaded */
    HL_PARTICLES_FAST = 20    /* within 1e-15 of it in the unit square after 10,000 steps */
};

/* Element types of arrays. The values are pinned; a new type is appended. */
enum hl_dtype {
    HL_BOOL = 0, /* one byte: 0 is false, anything else is read as true, 1 is written */
    HL_I8 = 1,
    HL_I16 = 2,
    HL_I32 = 3,
    HL_I64 = 4,
    HL_U8 = 5,
    HL_U16 = 6,
    HL_U32 = 7,
    HL_U64 = 8,
    HL_F32 = 9,
    HL_F64 = 10,
    HL_C64 = 11, /* two floats: real, imaginary */
    HL_C128 = 12 /* two doubles */
};

/*
 * Elementwise operations of hl_program_run. The values are pinned, with gaps for later members. R: the
 * result has the step's dtype; B: it is HL_BOOL. A step with a dtype that an operation does not list is
 * HL_EINVAL. Everything is a single IEEE 754 operation unless it says otherwise: the bits do not depend on
 * tier, threads or layout. Integers wrap.
 */
enum hl_op {
    HL_OP_COPY = 0, /* R, all dtypes: the source, cast */

    HL_OP_ADD = 10,      /* R, all but bool */
    HL_OP_SUBTRACT = 11, /* R, all but bool */
    HL_OP_MULTIPLY = 12, /* R, all but bool; complex: (ac - bd, ad + bc), each product rounded */
    HL_OP_DIVIDE = 13,   /* R, floats and complex (Smith's algorithm, as NumPy's) */
    HL_OP_FLOOR_DIVIDE =
        14,               /* R, integers (x / 0 is 0, MIN / -1 is MIN) and floats (NumPy's: from the
                              * exact remainder) */
    HL_OP_REMAINDER = 15, /* R, integers (x % 0 is 0) and floats; the sign of the divisor */
    HL_OP_POW = 16, /* R, integers by squaring, a negative exponent gives 0; floats: a function */
    HL_OP_MAXIMUM = 17,  /* R, bool, integers, floats; a >= b or a is NaN ? a : b */
    HL_OP_MINIMUM = 18,  /* R, as above; a <= b or a is NaN ? a : b */
    HL_OP_COPYSIGN = 19, /* R, floats */

    HL_OP_BITWISE_AND = 30, /* R, bool and integers */
    HL_OP_BITWISE_OR = 31,  /* R, bool and integers */
    HL_OP_BITWISE_XOR = 32, /* R, bool and integers */
    HL_OP_LEFT_SHIFT = 33,  /* R, integers; a count that is negative or too large gives 0 */
    HL_OP_RIGHT_SHIFT =
        34, /* R, integers, arithmetic for signed ones; such a count gives 0 or -1 */

    HL_OP_LOGICAL_AND = 35, /* B, bool */
    HL_OP_LOGICAL_OR = 36,  /* B, bool */
    HL_OP_LOGICAL_XOR = 37, /* B, bool */

    HL_OP_EQ = 40, /* B, all dtypes */
    HL_OP_NE = 41, /* B, all dtypes */
    HL_OP_LT = 42, /* B, all but complex */
    HL_OP_LE = 43, /* B, all but complex */
    HL_OP_GT = 44, /* B, all but complex */
    HL_OP_GE = 45, /* B, all but complex */

    HL_OP_NEGATIVE = 50,    /* R, all but bool */
    HL_OP_ABS = 51,         /* R, integers (MIN stays MIN) and floats */
    HL_OP_SIGN = 52,        /* R, integers and floats: -1, 0, 1; NaN stays; -0.0 gives 0.0 */
    HL_OP_SQUARE = 53,      /* R, all but bool: the product with itself */
    HL_OP_RECIPROCAL = 54,  /* R, floats: 1 divided by it; complex: as NumPy, by the larger part */
    HL_OP_SQRT = 55,        /* R, floats */
    HL_OP_FLOOR = 56,       /* R, floats */
    HL_OP_CEIL = 57,        /* R, floats */
    HL_OP_TRUNC = 58,       /* R, floats */
    HL_OP_ROUND = 59,       /* R, floats, halves to even */
    HL_OP_INVERT = 60,      /* R, bool (logical not) and integers */
    HL_OP_LOGICAL_NOT = 61, /* B, bool */
    HL_OP_ISNAN = 62,       /* B, floats and complex (either part) */
    HL_OP_ISINF = 63,       /* B, floats and complex (either part) */
    HL_OP_ISFINITE = 64,    /* B, floats and complex (both parts) */
    HL_OP_SIGNBIT = 65,     /* B, floats */
    HL_OP_CONJ = 66,        /* R, complex */
    HL_OP_REAL = 67,        /* complex; the result is the float of its parts */
    HL_OP_IMAG = 68,        /* likewise */

    HL_OP_WHERE = 70, /* R, all dtypes: sources are a condition (cast to bool) and two values */
    HL_OP_CLIP = 71,  /* R, bool, integers, floats: minimum(maximum(x, low), high) */
    HL_OP_FMA = 72,   /* R, floats: x * y + z, rounded once */

    /* Functions. R, floats: at most 1 ULP from the exact value (HL_OP_LGAMMA near its zeros: see
     * docs/functions.md), special values as in Annex F of C17, the same bits from every tier. float32 is
     * computed in double and rounded once. */
    HL_OP_EXP = 100,
    HL_OP_EXP2 = 101,
    HL_OP_EXPM1 = 102,
    HL_OP_LOG = 103,
    HL_OP_LOG2 = 104,
    HL_OP_LOG10 = 105,
    HL_OP_LOG1P = 106,
    HL_OP_CBRT = 107,
    HL_OP_SIN = 110,
    HL_OP_COS = 111,
    HL_OP_TAN = 112,
    HL_OP_ASIN = 113,
    HL_OP_ACOS = 114,
    HL_OP_ATAN = 115,
    HL_OP_SINPI = 116, /* sin(pi x) */
    HL_OP_COSPI = 117,
    HL_OP_SINH = 120,
    HL_OP_COSH = 121,
    HL_OP_TANH = 122,
    HL_OP_ASINH = 123,
    HL_OP_ACOSH = 124,
    HL_OP_ATANH = 125,
    HL_OP_ERF = 130,
    HL_OP_ERFC = 131,
    HL_OP_GAMMA = 132,
    HL_OP_LGAMMA = 133, /* log |gamma(x)| */
    HL_OP_ATAN2 = 140,
    HL_OP_HYPOT = 141,

    HL_OP_FAST = 1024 /* added to a function: its faster, looser form where there is one */
};

/* Reductions of hl_reduce. The values are pinned. */
enum hl_reduction {
    HL_SUM =
        0, /* integers and bool: wraps in 64 bits; float32 and complex64: accumulated in double */
    HL_PROD = 1, /* likewise */
    HL_MIN = 2, /* bool, integers, floats; m <= x or m is NaN ? m : x, m the one earlier in order */
    HL_MAX = 3,
    HL_MEAN = 4, /* floats (in double) and complex: sum / count */
    HL_VAR = 5,  /* floats (in double): one pass; the divisor is count - ddof */
    HL_STD = 6,  /* the square root of HL_VAR */
    HL_ANY = 7,  /* all dtypes: a nonzero element exists (NaN is nonzero) */
    HL_ALL = 8,
    HL_ARGMIN = 9, /* bool, integers, floats: position of the first least element; a NaN is less */
    HL_ARGMAX = 10,
    HL_COUNT_NONZERO = 11,
    HL_NORM =
        12 /* floats (in double): sqrt of the sum of squares; complex: of squared moduli re*re + im*im */
};

/*
 * hl_abi_version - the HL_ABI_VERSION this library was built with.
 */
HL_API int hl_abi_version(void);

/*
 * hl_status_name - the name of a status, for messages and logs.
 *
 * @param status  any int.
 * @return        "HL_OK", "HL_EINVAL" and so on; "unknown" for a value that is no status. Static
 *                storage: never freed.
 */
HL_API const char *hl_status_name(int status);

/*
 * hl_tier_select - chooses the tier whose kernels every later call uses.
 *
 * The first call decides, in the whole process; a later one succeeds only when it leads to the same
 * tier. Without a call, the first use of a kernel selects as for NULL.
 *
 * @param name  NULL or "": the environment variable HOTLOOP_TIER, and without it the best tier of this
 *              processor. Else one of the names in hl_tier_names(), or its last part ("v3"). A tier
 *              above the processor's best is lowered to it: a name can only lower.
 * @return      HL_OK; HL_EINVAL for an unknown name; HL_ENOTSUP when the processor has no tier of this
 *              build, or when another tier is in use already.
 */
HL_API int hl_tier_select(const char *name);

/*
 * hl_tier - the tier in use, an enum hl_tier; selects as hl_tier_select(NULL) does when none is chosen
 * yet.
 *
 * @return  the tier; -HL_EINVAL or -HL_ENOTSUP (negative statuses) when the selection fails.
 */
HL_API int hl_tier(void);

/*
 * hl_tier_best - the highest tier that this processor and operating system support (CPUID and XCR0) and
 * this build has.
 *
 * @return  an enum hl_tier; -HL_ENOTSUP when there is none.
 */
HL_API int hl_tier_best(void);

/*
 * hl_tier_name - the name of a tier, such as "x86_64_v3".
 *
 * @param tier  any int.
 * @return      static storage; NULL for a tier that this build does not have.
 */
HL_API const char *hl_tier_name(int tier);

/*
 * hl_tier_names - the names of all tiers of this build, lowest first, separated by ", ".
 *
 * @return  static storage.
 */
HL_API const char *hl_tier_names(void);

/*
 * hl_team_limit - how many calling threads may own a team of OpenMP workers at the same time. A call
 * beyond it runs on its own thread alone: threads alive <= callers + hl_team_limit() * (threads - 1),
 * but for the moment in which one team ends and another starts.
 */
HL_API int hl_team_limit(void);

/*
 * hl_alloc - allocates memory for arrays: aligned to 64 bytes, from 2 MB on to 2 MB and backed by huge
 * pages where the system grants them. Its contents are unspecified (fresh from the system: zero).
 *
 * @param bytes  > 0, at most 2^62.
 * @param out    receives the block; untouched on failure. The caller frees it by hl_free.
 * @return       HL_OK, HL_EINVAL, HL_ENOMEM.
 */
HL_API int hl_alloc(hl_int64 bytes, void **out);

/*
 * hl_free - frees a block of hl_alloc.
 *
 * @param block  what hl_alloc gave; NULL does nothing.
 * @param bytes  the size it was asked for.
 */
HL_API void hl_free(void *block, hl_int64 bytes);

/*
 * hl_particles_evolve - moves n particles along circles around the origin by Euler's method.
 *
 * Each step, from the old x and y, in this order of operations and without contraction:
 *     r = sqrt(x * x + y * y)
 *     x += (dt * w) * (-y / r)
 *     y += (dt * w) * (x / r)
 * A particle at the origin becomes NaN (0 / 0). NaN, infinities, signed zeros and subnormals follow
 * IEEE 754; payloads and signs of NaN are not specified.
 *
 * x_out may be x and y_out may be y (in place); any other overlap between inputs and outputs, or of the
 * two outputs, is HL_EINVAL. Arrays are aligned to 8 bytes, or HL_EINVAL.
 *
 * @param method   an enum hl_particles_method.
 * @param n        number of particles, >= 0; 0 reads and writes nothing.
 * @param x,y      coordinates, n doubles each.
 * @param w        tangential speeds, n doubles; a particle moves dt * w each step.
 * @param x_out,y_out  the coordinates after the last step, n doubles each.
 * @param dt       length of a step; any value (the loop above is applied as it stands).
 * @param steps    number of steps, >= 0; 0 copies the coordinates.
 * @param threads  number of threads to use, 1 to 1024; fewer run when the work is small or no team is
 *                 free. The result does not depend on it.
 * @param cancel   NULL, or a word, aligned to 4 bytes, that another thread sets to a value other than 0
 *                 to end the call early; it is polled at least every millisecond once the threads run
 *                 (starting a team of many takes longer). Set beforehand, nothing is written.
 * @return         HL_OK; HL_EINVAL; HL_ECANCELED: each particle of x_out, y_out is then unspecified (in
 *                 place: some particles have moved and some have not). HL_PARTICLES_STRICT and _FAST
 *                 return HL_EINVAL or HL_ENOTSUP, as hl_tier_select(NULL) does, when no tier can be
 *                 selected.
 */
HL_API int hl_particles_evolve(int method, hl_int64 n, const double *x, const double *y,
                               const double *w, double *x_out, double *y_out, double dt,
                               hl_int64 steps, int threads, const int *cancel);

/* Expressions of hl_fused. The values are pinned. */
enum hl_fused_expression {
    HL_FUSED_ADD = 0,      /* a + b */
    HL_FUSED_COMBINE = 1,  /* 2 * a + 3 * b * c */
    HL_FUSED_LENGTH = 2,   /* sqrt(a * a + b * b) */
    HL_FUSED_EXP = 3,      /* exp(a) */
    HL_FUSED_SIN2_COS2 = 4 /* sin(a) * sin(a) + cos(a) * cos(a) */
};

/*
 * hl_fused - an expression whose loop was written by hand, for benchmarks: what hl_program_run is measured
 * against, with the same bits.
 *
 * @param expression  an enum hl_fused_expression.
 * @param n           number of elements, >= 0.
 * @param a,b,c       its sources, n doubles each; those that it does not read are ignored.
 * @param out         the results, n doubles; no overlap with a source.
 * @param threads     number of threads to use, 1 to 1024; fewer run when the work is small.
 * @return            HL_OK, HL_EINVAL or HL_ENOTSUP as hl_tier_select(NULL).
 */
HL_API int hl_fused(int expression, hl_int64 n, const double *a, const double *b, const double *c,
                    double *out, int threads);

/*
 * The array functions below take a description of the call as a block of 64-bit words, which the callee
 * reads once before it starts, and base pointers of its operands. Strides are in bytes and may be negative or
 * 0; an operand's offset, in bytes, leads from its base pointer to its first element. Elements need not be
 * aligned. The caller guarantees that what offset, shape and strides span can be read or written. Bases may
 * be on the Java heap, so that nothing about them is kept. Of overlapping operands only this is allowed: an
 * input that is the output, element for element. A rank is at most HL_MAX_RANK, a shape's product below
 * 2^62; a shape with a 0 writes nothing. threads and cancel are those of hl_particles_evolve; fewer threads
 * run when the work is small.
 *
 * Each returns HL_OK, HL_EINVAL (a description outside its range), HL_ENOTSUP (no tier), HL_ENOMEM (no
 * scratch) or HL_ECANCELED (outputs are then unspecified).
 */
#define HL_MAX_RANK 64

/* Steps and constants of a program, inputs of one that hl_program_run and hl_expression_run take. */
#define HL_MAX_STEPS 256
#define HL_MAX_CONSTANTS 128
#define HL_MAX_INPUTS 3
#define HL_MAX_EXPRESSION_INPUTS 32

/*
 * hl_program_run - runs a program of elementwise steps over every element of its inputs, in blocks that
 * stay in the L1 cache.
 *
 * @param call  words, in this order:
 *                  rank, threads, cancel (address or 0), inputs, constants, steps
 *                  shape[rank]
 *                  for the output, then each input: dtype, offset, strides[rank]
 *                  for each constant: dtype, bits, more bits (the imaginary part)
 *                  for each step: op, dtype, source, source, source (-1 when it takes fewer)
 *              op is an enum hl_op, or the address of a function of the caller's with one to three sources, which
 *              is called with blocks of n contiguous elements of any alignment, by any thread of the call:
 *                  void function(void *out, const void *a, const void *b, const void *c, hl_int64 n)
 *              dtype is then that of its result, and its sources have the dtypes that it takes: they are not cast.
 *              out may be a, b or c if their elements are of the same size; sources that it has not are some other.
 *              A constant's bits are those of the value in its dtype, the rest of a word is ignored.
 *              Source numbers: inputs first, then constants, then the results of earlier steps. A source
 *              of another dtype than the step's is cast. The last step's result is cast to the output's
 *              dtype.
 *              Casts: float to integer truncates, saturates, NaN gives 0; integers wrap; to bool: not 0;
 *              complex to real drops the imaginary part.
 * @param out   base of the output; its elements lie apart from each other
 * @param a,b,c bases of the inputs, those that exist
 */
HL_API int hl_program_run(const hl_int64 *call, void *out, const void *a, const void *b,
                          const void *c);

/* Bytes of a plan of hl_expression_run, and the most elements of a call that it is used for. */
#define HL_PLAN_BYTES 2048
#define HL_PLAN_ELEMENTS 262144

/*
 * hl_expression_run - hl_program_run for more inputs, and with a reduction of the program's result, which is
 * then never in memory as a whole: threads take it block by block, in scratch on their stacks.
 *
 * @param call  words, in this order:
 *                  rank, threads, cancel, inputs, constants, steps,
 *                  reduction: -1 without one, else an enum hl_reduction, not HL_ARGMIN or HL_ARGMAX;
 *                  kept: of the axes of the shape, which are the kept ones, then the reduced ones in C order;
 *                  ddof (bits of a double; HL_VAR and HL_STD);
 *                  footprint: bytes that the work touches of which this call is a part, 0 if it is all of it;
 *                  what is large is taken past the caches;
 *                  plan: 0, or the address of HL_PLAN_BYTES bytes, see below;
 *                  then as for hl_program_run, but with a reduction the output has strides[kept].
 *              The result is, to the bit, that of hl_program_run, and with a reduction that of hl_reduce for it,
 *              in the dtype of the last step's result.
 *              A plan, aligned to 64 bytes and used by one call at a time, saves most of the time of later calls:
 *              its first word is 0 before the first call, and it goes only with calls that differ in nothing but
 *              threads, cancel, footprint, offsets, bases, and, at rank 1, the length. C fills it where that is
 *              worth it, and sets its first byte then; the caller owns it. With 1 thread, at most HL_PLAN_ELEMENTS
 *              elements and a footprint below 2^25, a filled plan is all that is looked at besides the words up to those
 *              of the operands.
 * @param out   base of the output; its elements lie apart from each other. With a reduction it shares no memory
 *              with an input
 * @param in0,... bases of the inputs, those that exist; NULL for the others
 * @return      also HL_EINVAL: a minimum or maximum of no elements
 */
HL_API int hl_expression_run(const hl_int64 *call, void *out, const void *in0, const void *in1,
                             const void *in2, const void *in3, const void *in4, const void *in5,
                             const void *in6, const void *in7, const void *in8, const void *in9,
                             const void *in10, const void *in11, const void *in12, const void *in13,
                             const void *in14, const void *in15, const void *in16, const void *in17,
                             const void *in18, const void *in19, const void *in20, const void *in21,
                             const void *in22, const void *in23, const void *in24, const void *in25,
                             const void *in26, const void *in27, const void *in28, const void *in29,
                             const void *in30, const void *in31);

/*
 * hl_expression_run_few - hl_expression_run for at most HL_MAX_INPUTS inputs: a call of five pointers costs a Java
 * caller a fraction of one of 34.
 *
 * @param call  as for hl_expression_run
 * @param out   base of the output
 * @param a,b,c bases of the inputs, those that exist
 */
HL_API int hl_expression_run_few(const hl_int64 *call, void *out, const void *a, const void *b,
                                 const void *c);

/*
 * hl_reduce - reduces some axes of an array.
 *
 * The order of a sum, product, mean, norm, minimum or maximum is defined on the logical C-order sequence of
 * the reduced elements: blocks of 128; in a block element k goes to lane k mod 8, the lanes are combined as
 * ((0 1)(2 3))((4 5)(6 7)), neighbouring blocks by a binary tree, an odd one carried up. Lanes start at the
 * identity: -0.0 for sums, 1 for products; for minima and maxima at the lane's first element, empty lanes
 * take no part. HL_VAR: mean and sum of squared deviations of each block (two passes over it, by the lanes),
 * combined along the tree by Chan's formula: with n = n1 + n2, d = mean2 - mean1:
 * mean = mean1 + d * (n2 / n), M2 = (M2_1 + M2_2) + d * d * (n1 * (n2 / n)).
 * The sum of nothing is 0.0, its mean, variance and norm as the division by 0 has it.
 *
 * @param call   words: operation, threads, cancel, ddof (bits of a double; HL_VAR and HL_STD), kept,
 *               reduced, has_where;
 *               shape[kept + reduced]: kept axes, then reduced ones in C order;
 *               dtype, offset, strides[kept] of the output;
 *               dtype, offset, strides[kept + reduced] of the input;
 *               with has_where: offset, strides[kept + reduced] of a bool array: an element where it is false
 *               is taken as the identity (HL_SUM, HL_PROD, HL_ANY, HL_ALL, HL_COUNT_NONZERO, HL_NORM only).
 *               The input's dtype must be the operation's; the result is cast to the output's dtype:
 *               accumulators are int64 (signed and bool), uint64 (unsigned), double and complex128, the
 *               input's own type for minima and maxima, bool and int64 for the rest.
 * @param out    base of the output
 * @param in     base of the input
 * @param where  base of the condition, NULL without
 * @param unused NULL
 * @return       also HL_EINVAL: a minimum, maximum or position of no elements
 */
HL_API int hl_reduce(const hl_int64 *call, void *out, const void *in, const void *where,
                     const void *unused);

/*
 * hl_scan - cumulative sums or products along one axis.
 *
 * The order: blocks of 128 elements, each scanned from the identity (-0.0 or 1) one by one; the totals of
 * the blocks are scanned one by one; element = total of the blocks before (op) scan within the block (for
 * the first block: the scan itself). Accumulated as hl_reduce does.
 *
 * @param call   words: operation (HL_SUM, HL_PROD), threads, cancel, rank; shape[rank], the last axis is the
 *               scanned one; dtype, offset, strides[rank] of the output, then of the input
 * @param out    base of the output
 * @param in     base of the input
 * @param unused NULL, twice
 */
HL_API int hl_scan(const hl_int64 *call, void *out, const void *in, const void *unused1,
                   const void *unused2);

/*
 * hl_take - gathers: out[i..., j...] = in[index[i...], j...]
 *
 * @param call   words: received, threads, cancel, size of an element in bytes (1, 2, 4, 8, 16), length of
 *               the indexed axis, its stride in in, index rank, item rank;
 *               index shape; item shape;
 *               offset, strides[index rank + item rank] of out;
 *               offset, strides[item rank] of in;
 *               offset, strides[index rank] of index
 *               received: on HL_EBOUNDS, an index that was out of range
 * @param out    base of the output
 * @param in     base of the array
 * @param index  base of the int64 indexes, -length <= index < length; each is loaded once, and checked as
 *               loaded
 * @param unused NULL
 * @return       also HL_EBOUNDS: out is then unspecified
 */
HL_API int hl_take(hl_int64 *call, void *out, const void *in, const void *index,
                   const void *unused);

/*
 * hl_put - scatters: out[index[i...], j...] = in[i..., j...], one by one in C order, so that the last one
 * of repeated indexes stays.
 *
 * @param call   as for hl_take, but: offset, strides[item rank] of out;
 *               offset, strides[index rank + item rank] of in; offset, strides[index rank] of index
 * @return       also HL_EBOUNDS: the elements before the offending index are written
 */
HL_API int hl_put(hl_int64 *call, void *out, const void *in, const void *index, const void *unused);

/*
 * hl_compress - copies the items whose mask is true, in C order, to a contiguous output.
 *
 * @param call  words: count, threads, cancel, size of an element, mask rank, item rank; mask shape; item
 *              shape; offset of out; offset, strides[mask rank + item rank] of in; offset, strides[mask
 *              rank] of mask
 *              count: how many items out has room for; receives how many were written. A mask with more
 *              true elements (another thread changes it) is cut off there.
 * @param out   base of the output, C-contiguous
 * @param in    base of the array
 * @param mask  base of the bool array
 */
HL_API int hl_compress(hl_int64 *call, void *out, const void *in, const void *mask,
                       const void *unused);

/*
 * hl_nonzero - the flat C-order positions of the elements of a bool array that are true.
 *
 * @param call  words: count (as for hl_compress), threads, cancel, rank; shape[rank]; offset of out; offset,
 *              strides[rank] of mask
 * @param out   base of the output, int64, contiguous
 * @param mask  base of the bool array
 */
HL_API int hl_nonzero(hl_int64 *call, void *out, const void *mask, const void *unused1,
                      const void *unused2);

/* Metrics of hl_distance: with d the differences of the coordinates. The values are pinned. */
enum hl_metric {
    HL_EUCLIDEAN = 0,         /* the square root of the sum of d * d */
    HL_SQUARED_EUCLIDEAN = 1, /* the sum of d * d */
    HL_MANHATTAN = 2,         /* the sum of |d| */
    HL_CHEBYSHEV = 3          /* the largest |d|; NaN if any d is NaN */
};

/* Which distances hl_distance computes. The values are pinned. */
enum hl_distance_form {
    HL_BETWEEN = 0, /* of every point x to every point y: m rows of n */
    HL_WITHIN = 1,  /* of every point x to every point x: n rows of n */
    HL_CONDENSED =
        2 /* of pairs of points x, each once, in the order of SciPy's pdist: (0, 1), (0, 2) ... (0,
                      * n - 1), (1, 2) ...; those with a first point of the m from `first` on */
};

/*
 * hl_distance - distances between points.
 *
 * Everything is computed in the dtype of the points, each operation rounded once. The order of a sum: dimensions
 * in blocks of 128; a block's contributions are added one after the other, then the blocks' sums likewise. The
 * bits do not depend on tier, threads, layout or form; distances are symmetric to the bit. NaN and infinities
 * follow IEEE 754: infinite coordinates of the same sign differ by NaN, also those of a point and itself; squares
 * may overflow to infinity, and underflow to 0. Points without dimensions have distance 0.
 *
 * @param call  words: metric, threads, cancel, form, dtype (HL_F32, HL_F64), m, n, dims, first (0 but for
 *              HL_CONDENSED, where first + m <= n < 2^31);
 *              offset, strides[2] of the results, rows and columns (HL_CONDENSED: the first one is ignored);
 *              offset, strides[2] of x: points and coordinates;
 *              HL_BETWEEN only: offset, strides[2] of y.
 *              HL_WITHIN: m is n. m * n, m * dims, n * dims < 2^62.
 * @param out   base of the results, of the dtype of the points
 * @param x,y   bases of the points; y only for HL_BETWEEN
 * @param unused NULL
 */
HL_API int hl_distance(const hl_int64 *call, void *out, const void *x, const void *y,
                       const void *unused);

#ifdef __cplusplus
}
#endif

#endif
