/*
 * hl_program_run and hl_expression_run: checks the description of a call, plans it (program.h) and spreads it over
 * threads, or gives it to reduce.c to be reduced. No arithmetic on data lives here, and no loop over elements.
 */
#include "program.h"

#include <stddef.h>
#include <string.h>

#include "parallel.h"
#include "reduce.h"
#include "tiers.h"

/*
 * The constants below: EPYC (Zen 3, 2 cores, 32 KB of L1, 32 MB of L3), 2026-11-22, native/bench/bench_program.c.
 *
 * Elements of a block: the registers of a usual program fit into L1 beside the lines of its inputs, and what a
 * block costs besides its elements, some 20 ns, is spread over many. With 1024, and without gaps between
 * registers, 2*a+3*b*c took half as long again at 10^5.
 */
enum { BLOCK = 512, REGISTERS_BYTES = 24 << 10, LEAST_BLOCK = 128 };

/* Between registers: elements of the same number shall not share a set of the cache, nor look like the same
 * address to the processor's store forwarding, which compares the low 12 bits. */
enum { REGISTER_GAP = 192, GAPS_BYTES = 16 << 10 };

/* Elements between two looks at the cancel word where nothing goes through scratch; and those of a step that
 * may take microseconds each, as the remainder of 1e308 by 1e-323 does: 3.9. */
enum { DIRECT_BLOCK = 8192, SLOW_BLOCK = 128 };

/* A run along the innermost axis that is worth blocks of its own, which cost some 20 ns each; shorter ones are
 * gathered, at 0.3 to 0.5 ns an element. */
enum { LONG_RUN = 64 };

/* Inputs that repeat with a period up to this are gathered once for all blocks. */
enum { LONGEST_PERIOD = 256 };

/* Sides of a tile where operands disagree: in pieces of several lines, together half of L1. 32 by 32, 64 by 64 and
 * 256 by 8 were no better, 128 by 16 only where is_copy_in_memory. */
enum { TILE_ROWS = 64, TILE_COLUMNS = 32, TALL_TILE_COLUMNS = 16 };

/* Footprint from which on results are stored past the caches: the last-level cache. Around it neither way is
 * better by more than 10 %; below, ordinary stores leave the result in the cache. */
static const int64_t STREAM_BYTES = (int64_t)32 << 20;

/* Elements times instructions (and one more) for each thread below which threads cost more than they gain: 5
 * to 10 us of work, against 0.7 us for a team that is hot and 80 us for one that was idle (bench_region.c). */
static const int64_t WORK_PER_THREAD = 32768;

static const int64_t MOST_ELEMENTS = (int64_t)1 << 62;

/* --- operations ------------------------------------------------------------------------------------- */

/* Where an operation's kernels are. */
typedef enum {
    NO_OPERATION,
    COPY,
    ARITHMETIC,
    DIVISION,
    LOGIC,
    COMPARISON,
    EXPONENTIAL,
    TRIGONOMETRIC,
    HYPERBOLIC,
    SPECIAL
} family;

typedef struct {
    uint8_t family;
    uint8_t sources;
} operation;

static const operation OPERATIONS[HL_OP_LIMIT] = {
    [HL_OP_COPY] = {COPY, 1},           [HL_OP_ADD] = {ARITHMETIC, 2},
    [HL_OP_SUBTRACT] = {ARITHMETIC, 2}, [HL_OP_MULTIPLY] = {ARITHMETIC, 2},
    [HL_OP_DIVIDE] = {ARITHMETIC, 2},   [HL_OP_FLOOR_DIVIDE] = {DIVISION, 2},
    [HL_OP_REMAINDER] = {DIVISION, 2},  [HL_OP_POW] = {DIVISION, 2},
    [HL_OP_MAXIMUM] = {ARITHMETIC, 2},  [HL_OP_MINIMUM] = {ARITHMETIC, 2},
    [HL_OP_COPYSIGN] = {ARITHMETIC, 2}, [HL_OP_BITWISE_AND] = {LOGIC, 2},
    [HL_OP_BITWISE_OR] = {LOGIC, 2},    [HL_OP_BITWISE_XOR] = {LOGIC, 2},
    [HL_OP_LEFT_SHIFT] = {LOGIC, 2},    [HL_OP_RIGHT_SHIFT] = {LOGIC, 2},
    [HL_OP_LOGICAL_AND] = {LOGIC, 2},   [HL_OP_LOGICAL_OR] = {LOGIC, 2},
    [HL_OP_LOGICAL_XOR] = {LOGIC, 2},   [HL_OP_EQ] = {COMPARISON, 2},
    [HL_OP_NE] = {COMPARISON, 2},       [HL_OP_LT] = {COMPARISON, 2},
    [HL_OP_LE] = {COMPARISON, 2},       [HL_OP_GT] = {COMPARISON, 2},
    [HL_OP_GE] = {COMPARISON, 2},       [HL_OP_NEGATIVE] = {ARITHMETIC, 1},
    [HL_OP_ABS] = {ARITHMETIC, 1},      [HL_OP_SIGN] = {ARITHMETIC, 1},
    [HL_OP_SQUARE] = {ARITHMETIC, 1},   [HL_OP_RECIPROCAL] = {ARITHMETIC, 1},
    [HL_OP_SQRT] = {ARITHMETIC, 1},     [HL_OP_FLOOR] = {ARITHMETIC, 1},
    [HL_OP_CEIL] = {ARITHMETIC, 1},     [HL_OP_TRUNC] = {ARITHMETIC, 1},
    [HL_OP_ROUND] = {ARITHMETIC, 1},    [HL_OP_INVERT] = {LOGIC, 1},
    [HL_OP_LOGICAL_NOT] = {LOGIC, 1},   [HL_OP_ISNAN] = {COMPARISON, 1},
    [HL_OP_ISINF] = {COMPARISON, 1},    [HL_OP_ISFINITE] = {COMPARISON, 1},
    [HL_OP_SIGNBIT] = {COMPARISON, 1},  [HL_OP_CONJ] = {ARITHMETIC, 1},
    [HL_OP_REAL] = {ARITHMETIC, 1},     [HL_OP_IMAG] = {ARITHMETIC, 1},
    [HL_OP_WHERE] = {LOGIC, 3},         [HL_OP_CLIP] = {ARITHMETIC, 3},
    [HL_OP_FMA] = {ARITHMETIC, 3},      [HL_OP_EXP] = {EXPONENTIAL, 1},
    [HL_OP_EXP2] = {EXPONENTIAL, 1},    [HL_OP_EXPM1] = {EXPONENTIAL, 1},
    [HL_OP_LOG] = {EXPONENTIAL, 1},     [HL_OP_LOG2] = {EXPONENTIAL, 1},
    [HL_OP_LOG10] = {EXPONENTIAL, 1},   [HL_OP_LOG1P] = {EXPONENTIAL, 1},
    [HL_OP_SIN] = {TRIGONOMETRIC, 1},   [HL_OP_COS] = {TRIGONOMETRIC, 1},
    [HL_OP_TAN] = {TRIGONOMETRIC, 1},   [HL_OP_ASIN] = {TRIGONOMETRIC, 1},
    [HL_OP_ACOS] = {TRIGONOMETRIC, 1},  [HL_OP_ATAN] = {TRIGONOMETRIC, 1},
    [HL_OP_SINPI] = {TRIGONOMETRIC, 1}, [HL_OP_COSPI] = {TRIGONOMETRIC, 1},
    [HL_OP_ATAN2] = {TRIGONOMETRIC, 2}, [HL_OP_SINH] = {HYPERBOLIC, 1},
    [HL_OP_COSH] = {HYPERBOLIC, 1},     [HL_OP_TANH] = {HYPERBOLIC, 1},
    [HL_OP_ASINH] = {HYPERBOLIC, 1},    [HL_OP_ACOSH] = {HYPERBOLIC, 1},
    [HL_OP_ATANH] = {HYPERBOLIC, 1},    [HL_OP_CBRT] = {HYPERBOLIC, 1},
    [HL_OP_HYPOT] = {HYPERBOLIC, 2},    [HL_OP_ERF] = {SPECIAL, 1},
    [HL_OP_ERFC] = {SPECIAL, 1},        [HL_OP_GAMMA] = {SPECIAL, 1},
    [HL_OP_LGAMMA] = {SPECIAL, 1},
};

static const int8_t SIZES[HL_DTYPES] = {1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8, 16};

/* An op from here on is the address of a caller's function: no system maps memory below. */
static const int64_t FIRST_ADDRESS = 1 << 16;

/* The member of enum hl_op that an operation's faster form belongs to; -1 for what is no operation. */
static int64_t strict_op(int64_t op) {
    const int64_t strict = op >= HL_OP_FAST ? op - HL_OP_FAST : op;
    const bool is_one = strict >= 0 && strict < HL_OP_LIMIT;
    return is_one &&
                   (strict == op || strict == HL_OP_POW || OPERATIONS[strict].family >= EXPONENTIAL)
               ? strict
               : -1;
}

static int family_of(int64_t op, int dtype) {
    return op == HL_OP_POW && (dtype == HL_F32 || dtype == HL_F64) ? EXPONENTIAL
                                                                   : OPERATIONS[op].family;
}

/* Whether an element may take microseconds: functions on a processor without a fused multiply-add. */
static bool is_slow(int64_t op, int dtype) {
    const int where = family_of(op, dtype);
    return where == DIVISION || (where >= EXPONENTIAL && hl_tier() == HL_TIER_X86_64_V2);
}

/* The kernel of a step; NULL when there is no such operation, or not in this dtype. */
static hl_apply *kernel_of(const hl_kernels *kernels, int64_t op, int dtype) {
    const int64_t strict = strict_op(op);
    if (strict < 0) {
        return NULL;
    }
    switch (family_of(strict, dtype)) {
    case COPY:
        return kernels->cast(dtype, dtype);
    case ARITHMETIC:
        return kernels->arithmetic((int)op, dtype);
    case DIVISION:
        return op == strict ? kernels->division((int)op, dtype) : NULL;
    case LOGIC:
        return kernels->logic((int)op, dtype);
    case COMPARISON:
        return kernels->comparison((int)op, dtype);
    case EXPONENTIAL:
        return kernels->exponential((int)op, dtype);
    case TRIGONOMETRIC:
        return kernels->trigonometric((int)op, dtype);
    case HYPERBOLIC:
        return kernels->hyperbolic((int)op, dtype);
    case SPECIAL:
        return kernels->special((int)op, dtype);
    default:
        return NULL;
    }
}

static int result_dtype(int op, int dtype) {
    if (OPERATIONS[op].family == COMPARISON || op == HL_OP_LOGICAL_NOT) {
        return HL_BOOL;
    }
    if (op == HL_OP_REAL || op == HL_OP_IMAG) {
        return dtype == HL_C64 ? HL_F32 : HL_F64;
    }
    return dtype;
}

/* --- the description -------------------------------------------------------------------------------- */

/* A call's words, taken one after the other. */
typedef struct {
    const hl_int64 *next;
} words;

static int64_t word(words *w) {
    return *w->next++;
}

typedef struct {
    int rank;
    int threads;
    int inputs;
    int constants;
    int steps;
    int64_t elements;
    int64_t footprint; /* of the whole work, as far as the caller says */
    int64_t reduction; /* -1 for none, and else: */
    int kept;          /* axes of the output */
    double ddof;
    int dtypes[HL_OPERANDS]; /* as hl_program orders operands */
} description;

static bool is_dtype(int64_t value) {
    return value >= 0 && value < HL_DTYPES;
}

static bool read_header(words *w, description *d, hl_program *p, int most_inputs) {
    const int64_t rank = word(w);
    const int64_t threads = word(w);
    const int64_t cancel = word(w);
    const int64_t inputs = word(w);
    const int64_t constants = word(w);
    const int64_t steps = word(w);
    if (rank < 0 || rank > HL_MAX_RANK || threads < 1 || threads > HL_MAX_THREADS ||
        (uint64_t)cancel % sizeof *p->cancel != 0 || inputs < 0 || inputs > most_inputs ||
        constants < 0 || constants > HL_MAX_CONSTANTS || steps < 1 || steps > HL_MAX_STEPS) {
        return false;
    }
    d->rank = (int)rank;
    d->threads = (int)threads;
    d->inputs = (int)inputs;
    d->constants = (int)constants;
    d->steps = (int)steps;
    d->footprint = 0;
    d->reduction = -1;
    p->cancel = (const int *)(uintptr_t)cancel;
    p->operands = 1 + d->inputs;
    return true;
}

/* The shape; one of rank 0 becomes {1}. Lengths of 0 count as 1 for the limit: strides span no more. */
static bool read_shape(words *w, description *d, hl_program *p) {
    int64_t spanned = 1;
    d->elements = 1;
    p->rank = d->rank == 0 ? 1 : d->rank;
    p->shape[0] = 1;
    for (int axis = 0; axis < d->rank; axis++) {
        const int64_t length = word(w);
        /* divisions are slow: the first axis has none */
        if (length < 0 || length >= MOST_ELEMENTS ||
            (spanned > 1 && length > (MOST_ELEMENTS - 1) / spanned)) {
            return false;
        }
        spanned *= length > 1 ? length : 1;
        d->elements *= length;
        p->shape[axis] = length;
    }
    return true;
}

/* axes: how many strides it has. */
static bool read_operand(words *w, int axes, bool is_used, int *dtype, const void *base,
                         hl_operand *o) {
    const int64_t type = word(w);
    if (!is_dtype(type) || (base == NULL && is_used)) {
        return false;
    }
    *dtype = (int)type;
    o->access = HL_UNUSED;
    o->size = SIZES[type];
    o->place = 0;
    o->base = (char *)((uintptr_t)base + (uintptr_t)word(w));
    o->strides[0] = 0;
    for (int axis = 0; axis < axes; axis++) {
        o->strides[axis] = word(w);
    }
    return true;
}

static bool read_inputs(words *w, description *d, hl_program *p, const void *const *inputs) {
    for (int k = 0; k < d->inputs; k++) {
        if (!read_operand(w, d->rank, d->elements > 0, &d->dtypes[1 + k], inputs[k],
                          &p->operand[1 + k])) {
            return false;
        }
    }
    return true;
}

/* Whether all elements of an operand are the same one. */
static bool is_constant(const hl_program *p, const hl_operand *o) {
    for (int axis = 0; axis < p->rank; axis++) {
        if (o->strides[axis] != 0 && p->shape[axis] != 1) {
            return false;
        }
    }
    return true;
}

/* --- values and instructions -------------------------------------------------------------------------- */

/* A program before it has registers: places are operands and, from HL_OPERANDS on, one for each value. */
typedef struct {
    const hl_kernels *kernels;
    hl_program *program;
    int places;
    int16_t last_use[HL_MAX_PLACES]; /* the last instruction that reads it, -1 for none */
    int8_t size[HL_MAX_PLACES];
    bool kept[HL_MAX_PLACES];     /* filled once for a range */
    bool single[HL_MAX_PLACES];   /* all elements of a block are the same */
    bool filled[HL_MAX_PLACES];   /* single, but an instruction reads it as a block */
    int16_t uses[HL_MAX_PLACES];  /* how often instructions read it */
    int16_t maker[HL_MAX_PLACES]; /* the instruction that writes it, -1 for none */
    int16_t reg[HL_MAX_PLACES];
    /* what an instruction was before it had a kernel: op -1 for what takes no part in terms */
    int16_t op[HL_MAX_INSTRUCTIONS];
    int8_t dtype[HL_MAX_INSTRUCTIONS];
    int8_t one[HL_MAX_INSTRUCTIONS]; /* the source that is taken as a single element, -1 for none */
    int8_t sources[HL_MAX_INSTRUCTIONS]; /* how many; of terms: a bit for each that is there */
    /* what a source number stands for */
    int16_t place_of[HL_MAX_EXPRESSION_INPUTS + HL_MAX_CONSTANTS + HL_MAX_STEPS];
    int8_t dtype_of[HL_MAX_EXPRESSION_INPUTS + HL_MAX_CONSTANTS + HL_MAX_STEPS];
    /* casts that were made already */
    int casts;
    struct {
        int16_t source, place;
        int8_t dtype;
    } cast[HL_MAX_FILLED];
    int slow_steps;
    bool has_calls;     /* of functions of the caller's */
    int first_constant; /* its source number */
    int first_step;
    const hl_int64 *constants; /* their words */
} compiler;

static int16_t new_place(compiler *c, int dtype) {
    const int place = c->places++;
    c->size[place] = SIZES[dtype];
    c->kept[place] = c->single[place] = false;
    c->uses[place] = 0;
    c->maker[place] = -1;
    return (int16_t)place;
}

static void emit(compiler *c, hl_apply *kernel, int out, const int16_t *sources, int count) {
    hl_program *const p = c->program;
    const int16_t number = (int16_t)p->instructions++;
    hl_instruction *const step = &p->code[number];
    step->apply = kernel;
    step->has_terms = false;
    step->out = (int16_t)out;
    for (int i = 0; i < 3; i++) {
        step->from[i] = sources[i < count ? i : 0];
    }
    for (int i = 0; i < count; i++) {
        c->uses[sources[i]]++;
    }
    c->maker[out] = number;
    c->op[number] = -1;
    c->one[number] = -1;
    c->sources[number] = (int8_t)count;
}

/* A step. Where one of two sources is the same for all elements there may be a kernel that takes it so, and
 * it needs not be spread over a register. */
static void emit_step(compiler *c, hl_apply *kernel, int op, int dtype, int out,
                      const int16_t *sources, int count) {
    const int same = count != 2 || c->single[sources[0]] == c->single[sources[1]] ? -1
                     : c->single[sources[0]]                                      ? 0
                                                                                  : 1;
    hl_apply *const single = same < 0 ? NULL : c->kernels->single(op, dtype, same);
    const int number = c->program->instructions;
    emit(c, single != NULL ? single : kernel, out, sources, count);
    c->op[number] = (int16_t)op;
    c->dtype[number] = (int8_t)dtype;
    c->one[number] = (int8_t)(single != NULL ? same : -1);
}

/* The place that a constant fills in a dtype. */
static int16_t fill_constant(compiler *c, int source, int dtype) {
    const hl_int64 *const constant = c->constants + 3 * (source - c->first_constant);
    const int own = c->dtype_of[source];
    const int16_t place = new_place(c, dtype);
    c->kept[place] = c->single[place] = true;
    hl_constant *const filled = &c->program->constant[c->program->constants++];
    /* The low bytes come first on every processor that has kernels. */
    char value[16];
    if (own == HL_C64) {
        memcpy(value, &constant[1], 4);
        memcpy(value + 4, &constant[2], 4);
    } else {
        memcpy(value, &constant[1], 8);
        memcpy(value + 8, &constant[2], 8);
    }
    filled->place = place;
    filled->size = SIZES[dtype];
    c->kernels->cast(dtype, own)(filled->value, value, NULL, NULL, 1);
    return place;
}

/* The place of a source in a dtype: its own, or that of a cast, made once. */
static int16_t place_in(compiler *c, int source, int dtype) {
    const bool is_constant = source >= c->first_constant && source < c->first_step;
    if (!is_constant && c->dtype_of[source] == dtype) {
        return c->place_of[source];
    }
    for (int i = 0; i < c->casts; i++) {
        if (c->cast[i].source == source && c->cast[i].dtype == dtype) {
            return c->cast[i].place;
        }
    }
    int16_t place;
    if (is_constant) {
        place = fill_constant(c, source, dtype);
    } else {
        place = new_place(c, dtype);
        emit(c, c->kernels->cast(dtype, c->dtype_of[source]), place, &c->place_of[source], 1);
    }
    c->cast[c->casts].source = (int16_t)source;
    c->cast[c->casts].dtype = (int8_t)dtype;
    c->cast[c->casts].place = place;
    c->casts++;
    return place;
}

/* Writes the value of a place to the output. Where that is moved anyway, by a gather, scatter or stream, an
 * instruction would only copy it once more; but a bool is brought to 0 or 1. */
static void emit_result(compiler *c, int16_t place, int dtype, int out_dtype) {
    hl_program *const p = c->program;
    const hl_access access = p->operand[HL_OUTPUT].access;
    const bool is_gathered =
        p->instructions == 0 && place < HL_OPERANDS && p->operand[place].access == HL_STRIDED;
    const bool is_moved = is_gathered || (access != HL_DIRECT && access != HL_COMPUTED);
    if (is_moved && dtype == out_dtype && dtype != HL_BOOL) {
        p->result = place;
        c->uses[place]++;
    } else {
        emit(c, c->kernels->cast(out_dtype, dtype), HL_OUTPUT, &place, 1);
    }
}

/* A step that calls a function of the caller's, which has the form of a kernel. Sources have the dtypes that it takes. */
static bool compile_call(compiler *c, words *w, hl_apply *function, int dtype, int number,
                         bool is_last, int out_dtype) {
    const int known = c->first_step + number;
    int16_t sources[3];
    int count = 0;
    for (int s = 0; s < 3; s++) {
        const int64_t source = word(w);
        if (source < -1 || source >= known || (source >= 0 && s > count)) {
            return false;
        }
        if (source >= 0) {
            sources[count++] = place_in(c, (int)source, c->dtype_of[source]);
        }
    }
    if (count == 0) {
        return false;
    }
    c->has_calls = true;
    c->dtype_of[known] = (int8_t)dtype;
    const bool is_out = is_last && dtype == out_dtype;
    const int16_t place = is_out ? HL_OUTPUT : new_place(c, dtype);
    c->place_of[known] = place;
    emit(c, function, place, sources, count);
    if (is_last && !is_out) {
        emit_result(c, place, dtype, out_dtype);
    }
    return true;
}

/* Reads the steps and turns them into instructions. */
static bool compile(compiler *c, words *w, const description *d) {
    hl_program *const p = c->program;
    const int out_dtype = d->dtypes[HL_OUTPUT];
    p->instructions = 0;
    p->constants = 0;
    p->result = HL_OUTPUT;
    c->places = HL_OPERANDS;
    c->slow_steps = 0;
    c->has_calls = false;
    c->casts = 0;
    for (int k = 0; k < p->operands; k++) {
        const hl_operand *const o = &p->operand[k];
        c->kept[k] = k != HL_OUTPUT && o->access != HL_STRIDED;
        c->single[k] = k != HL_OUTPUT && d->elements > 0 &&
                       (o->access == HL_REPEATED || (o->access == HL_FIXED && is_constant(p, o)));
        c->uses[k] = 0;
        c->maker[k] = -1;
        c->size[k] = SIZES[d->dtypes[k]];
    }
    for (int k = 0; k < d->inputs; k++) {
        c->place_of[k] = (int16_t)(1 + k);
        c->dtype_of[k] = (int8_t)d->dtypes[1 + k];
    }
    c->first_constant = d->inputs;
    c->first_step = d->inputs + d->constants;
    c->constants = w->next;
    for (int i = 0; i < d->constants; i++) {
        const int64_t dtype = w->next[3 * i];
        if (!is_dtype(dtype)) {
            return false;
        }
        c->dtype_of[c->first_constant + i] = (int8_t)dtype;
    }
    w->next += 3 * d->constants;
    for (int i = 0; i < d->steps; i++) {
        const int64_t wanted = word(w);
        const int64_t type = word(w);
        if (!is_dtype(type)) {
            return false;
        }
        const int dtype = (int)type;
        if (wanted >= FIRST_ADDRESS) {
            if (!compile_call(c, w, (hl_apply *)(uintptr_t)wanted, dtype, i, i == d->steps - 1,
                              out_dtype)) {
                return false;
            }
            continue;
        }
        hl_apply *const kernel = kernel_of(c->kernels, wanted, dtype);
        if (kernel == NULL) {
            return false;
        }
        const int64_t op = strict_op(wanted);
        c->slow_steps += is_slow(op, dtype);
        const int count = OPERATIONS[op].sources;
        const int known = c->first_step + i;
        int16_t sources[3];
        for (int s = 0; s < 3; s++) {
            const int64_t source = word(w);
            if (s < count ? source < 0 || source >= known : source != -1) {
                return false;
            }
            if (s < count) {
                sources[s] =
                    place_in(c, (int)source, op == HL_OP_WHERE && s == 0 ? HL_BOOL : dtype);
            }
        }
        const int result = result_dtype((int)op, dtype);
        const bool is_last = i == d->steps - 1;
        c->dtype_of[known] = (int8_t)result;
        if (op == HL_OP_COPY) {
            c->place_of[known] = sources[0];
            if (is_last) {
                emit_result(c, sources[0], dtype, out_dtype);
            }
        } else if (is_last && result == out_dtype) {
            emit_step(c, kernel, (int)op, dtype, HL_OUTPUT, sources, count);
        } else {
            const int16_t place = new_place(c, result);
            c->place_of[known] = place;
            emit_step(c, kernel, (int)op, dtype, place, sources, count);
            if (is_last) {
                emit_result(c, place, result, out_dtype);
            }
        }
    }
    return true;
}

/* --- terms ------------------------------------------------------------------------------------------- */

/* What a value is to the instruction that reads it: a term, and the instructions that it stands for. */
typedef struct {
    hl_term kind;
    int16_t from[HL_TERM_SOURCES]; /* s, x, y; -1 for none */
    int16_t made[2];               /* the instructions, -1 for none */
} term;

/* The instruction that makes a value for nobody but `readers` sources of one instruction, of an operation in a
 * dtype; -1 when there is none. */
static int made_by(const compiler *c, int place, int readers, int op, int dtype) {
    const int m = c->maker[place];
    return m >= 0 && place != HL_OUTPUT && c->uses[place] == readers && c->op[m] == op &&
                   c->dtype[m] == dtype
               ? m
               : -1;
}

/* Splits a product with a single element into both. */
static void split_scaled(const compiler *c, int instruction, int16_t *scalar, int16_t *x) {
    const int16_t *const from = c->program->code[instruction].from;
    *scalar = from[c->one[instruction]];
    *x = from[1 - c->one[instruction]];
}

/* The product or square that an instruction makes, as a term. */
static term product_term(const compiler *c, int instruction) {
    const int dtype = c->dtype[instruction];
    const int16_t *const from = c->program->code[instruction].from;
    term t = {HL_TERM_PRODUCT, {-1, from[0], from[1]}, {(int16_t)instruction, -1}};
    if (c->one[instruction] >= 0) {
        t.kind = HL_TERM_SCALED;
        split_scaled(c, instruction, &t.from[0], &t.from[1]);
        t.from[2] = -1;
        return t;
    }
    if (from[0] == from[1]) {
        const int m = made_by(c, from[0], c->sources[instruction], HL_OP_SUBTRACT, dtype);
        if (m >= 0 && c->one[m] < 0) {
            t.kind = HL_TERM_DISTANCE;
            t.from[1] = c->program->code[m].from[0];
            t.from[2] = c->program->code[m].from[1];
            t.made[1] = (int16_t)m;
        }
        return t;
    }
    for (int side = 0; side < 2; side++) {
        const int m = made_by(c, from[side], 1, HL_OP_MULTIPLY, dtype);
        if (m >= 0 && c->one[m] >= 0) {
            t.kind = HL_TERM_SCALED_PRODUCT;
            split_scaled(c, m, &t.from[0], &t.from[1]);
            t.from[2] = from[1 - side];
            t.made[1] = (int16_t)m;
            return t;
        }
    }
    return t;
}

static term term_of(const compiler *c, int place, int dtype) {
    const int16_t value = (int16_t)place;
    if (c->single[place]) {
        return (term){HL_TERM_S, {value, -1, -1}, {-1, -1}};
    }
    int m = made_by(c, place, 1, HL_OP_MULTIPLY, dtype);
    if (m < 0) {
        m = made_by(c, place, 1, HL_OP_SQUARE, dtype);
    }
    return m >= 0 ? product_term(c, m) : (term){HL_TERM_X, {-1, value, -1}, {-1, -1}};
}

/* Makes an instruction of terms. What they stood for is no more: their kernel is NULL. */
static void put_terms(compiler *c, int instruction, hl_terms *kernel, const term *first,
                      const term *second) {
    hl_instruction *const code = c->program->code;
    hl_instruction *const step = &code[instruction];
    const term *const terms[] = {first, second};
    step->terms = kernel;
    step->has_terms = true;
    /* what a term does not have can be read all the same */
    const int16_t some = first->from[0] >= 0 ? first->from[0] : first->from[1];
    int used = 0;
    for (int t = 0; t < 2; t++) {
        for (int i = 0; i < HL_TERM_SOURCES; i++) {
            const int16_t place = terms[t]->from[i];
            const int source = t * HL_TERM_SOURCES + i;
            step->from[source] = place >= 0 ? place : some;
            used |= (place >= 0) << source;
        }
        for (int i = 0; i < 2; i++) {
            const int m = terms[t]->made[i];
            if (m >= 0 && m != instruction) {
                code[m].apply = NULL;
            }
        }
    }
    c->op[instruction] = -1;
    c->sources[instruction] = (int8_t)used;
}

static void put_sum(compiler *c, int instruction) {
    const int dtype = c->dtype[instruction];
    const int16_t *const from = c->program->code[instruction].from;
    term first = term_of(c, from[0], dtype);
    term second = term_of(c, from[1], dtype);
    const int op = c->op[instruction];
    hl_terms *kernel = c->kernels->terms(op, dtype, first.kind, second.kind);
    if (kernel == NULL && op == HL_OP_ADD) {
        const term other = first;
        first = second;
        second = other;
        kernel = c->kernels->terms(op, dtype, first.kind, second.kind);
    }
    if (kernel == NULL) {
        return;
    }
    put_terms(c, instruction, kernel, &first, &second);
    /* its root, if that is all that it is made for, in the same pass */
    hl_program *const p = c->program;
    const int next = instruction + 1;
    hl_terms *const root =
        op == HL_OP_ADD ? c->kernels->terms(HL_OP_SQRT, dtype, first.kind, second.kind) : NULL;
    if (root != NULL && next < p->instructions && c->op[next] == HL_OP_SQRT &&
        p->code[next].from[0] == p->code[instruction].out &&
        c->uses[p->code[instruction].out] == 1) {
        p->code[instruction].terms = root;
        p->code[instruction].out = p->code[next].out;
        c->maker[p->code[next].out] = (int16_t)instruction;
        p->code[next].apply = NULL;
        c->op[next] = -1;
    }
}

/*
 * Makes one instruction of several where a kernel takes them in one pass: a block in the L1 cache costs as much for
 * each time it is loaded and stored as for the arithmetic. Values are written once, so that reading one later is
 * the same. EPYC (Zen 3), 2026-11-25, bench_program: 2*a+3*b*c for 1000 elements 0.56 us without, 0.16 with it.
 */
static void find_terms(compiler *c) {
    hl_program *const p = c->program;
    for (int i = 0; i < p->instructions; i++) {
        if (c->op[i] == HL_OP_ADD || c->op[i] == HL_OP_SUBTRACT) {
            if (c->dtype[i] == HL_F32 || c->dtype[i] == HL_F64) {
                put_sum(c, i);
            }
        }
    }
    /* products that no sum has taken */
    for (int i = 0; i < p->instructions; i++) {
        if (p->code[i].apply != NULL && (c->op[i] == HL_OP_MULTIPLY || c->op[i] == HL_OP_SQUARE) &&
            (c->dtype[i] == HL_F32 || c->dtype[i] == HL_F64)) {
            const term first = product_term(c, i);
            const term none = {HL_TERM_NONE, {-1, -1, -1}, {-1, -1}};
            hl_terms *const kernel =
                c->kernels->terms(HL_OP_ADD, c->dtype[i], first.kind, none.kind);
            if (kernel != NULL) {
                put_terms(c, i, kernel, &first, &none);
            }
        }
    }
    int kept = 0;
    for (int i = 0; i < p->instructions; i++) {
        if (p->code[i].apply != NULL) {
            c->one[kept] = c->one[i];
            c->sources[kept] = c->sources[i];
            p->code[kept++] = p->code[i];
        }
    }
    p->instructions = kept;
}

/* Notes for each place where it is read last, and whether as a block. */
static void find_uses(compiler *c) {
    hl_program *const p = c->program;
    for (int k = 0; k < p->operands; k++) {
        c->last_use[k] = -1;
        c->filled[k] = false;
    }
    for (int place = HL_OPERANDS; place < c->places; place++) {
        c->last_use[place] = -1;
        c->filled[place] = false;
    }
    for (int i = 0; i < p->instructions; i++) {
        const hl_instruction *const step = &p->code[i];
        const int used = step->has_terms ? c->sources[i] : (1 << c->sources[i]) - 1;
        for (int s = 0; used >> s != 0; s++) {
            if ((used >> s & 1) != 0) {
                const bool is_single = step->has_terms ? s % HL_TERM_SOURCES == 0 : s == c->one[i];
                c->last_use[step->from[s]] = (int16_t)i;
                c->filled[step->from[s]] |= !is_single;
            }
        }
    }
    if (p->result != HL_OUTPUT) {
        c->filled[p->result] = true;
        c->last_use[p->result] = (int16_t)p->instructions;
    }
}

/* --- registers --------------------------------------------------------------------------------------- */

/* Whether an operand's blocks go through a register. */
static bool is_in_register(const hl_operand *o) {
    return o->access > HL_DIRECT && o->access != HL_COMPUTED;
}

/* Registers that are free again. */
typedef struct {
    int count;
    int16_t free[HL_MAX_PLACES];
} free_registers;

static void give_register(compiler *c, free_registers *f, int place) {
    c->reg[place] =
        (int16_t)(HL_OPERANDS + (f->count > 0 ? f->free[--f->count] : c->program->registers++));
}

/* After its last use, a register is another's. */
static void end_use(compiler *c, free_registers *f, int place, int instruction) {
    const bool has_register = place >= HL_OPERANDS || is_in_register(&c->program->operand[place]);
    if (has_register && !c->kept[place] && c->last_use[place] == instruction) {
        c->last_use[place] = -1;
        f->free[f->count++] = (int16_t)(c->reg[place] - HL_OPERANDS);
    }
}

/* Gives registers to places: the fewer, the more elements of each fit into L1. An instruction may write
 * where it reads if the elements are of the same size. */
static void assign_registers(compiler *c) {
    hl_program *const p = c->program;
    free_registers f;
    f.count = 0;
    p->registers = 0;
    for (int k = 1; k < p->operands; k++) {
        hl_operand *const in = &p->operand[k];
        if (c->last_use[k] < 0) {
            in->access = HL_UNUSED;
        } else if (c->single[k] && !c->filled[k]) {
            in->access = HL_SINGLE;
        } else if (is_in_register(in)) {
            give_register(c, &f, k);
            in->place = c->reg[k];
        }
    }
    int singles = 0;
    for (int i = 0; i < p->constants; i++) {
        hl_constant *const constant = &p->constant[i];
        const int place = constant->place;
        constant->fills = c->filled[place];
        if (constant->fills) {
            give_register(c, &f, place);
        } else { /* a place behind those of the registers */
            c->reg[place] = (int16_t)(HL_MAX_PLACES - ++singles);
        }
        constant->place = c->reg[place];
    }
    for (int i = 0; i < p->instructions; i++) {
        hl_instruction *const step = &p->code[i];
        const int sources = step->has_terms ? 2 * HL_TERM_SOURCES : 3;
        const int out = step->out;
        int places[2 * HL_TERM_SOURCES];
        for (int s = 0; s < sources; s++) {
            places[s] = step->from[s];
            if (places[s] >= HL_OPERANDS) {
                step->from[s] = c->reg[places[s]];
            }
            if (c->size[places[s]] == c->size[out]) {
                end_use(c, &f, places[s], i);
            }
        }
        if (out >= HL_OPERANDS) {
            give_register(c, &f, out);
            step->out = c->reg[out];
            if (c->last_use[out] < 0) { /* a result that nobody reads */
                c->last_use[out] = (int16_t)i;
            }
            end_use(c, &f, out, i);
        } else if (is_in_register(&p->operand[HL_OUTPUT])) {
            give_register(c, &f, HL_OUTPUT);
            p->operand[HL_OUTPUT].place = c->reg[HL_OUTPUT];
        }
        for (int s = 0; s < sources; s++) {
            end_use(c, &f, places[s], i);
        }
    }
    if (p->result >= HL_OPERANDS) {
        p->result = c->reg[p->result];
    }
}

static void choose_block(compiler *c) {
    hl_program *const p = c->program;
    const bool is_tiled = p->mode == HL_TILES && !p->whole_rows;
    int64_t most = p->registers == 0 && !c->has_calls ? DIRECT_BLOCK
                   : is_tiled                         ? TILE_ROWS * TILE_COLUMNS
                                                      : BLOCK;
    if (c->slow_steps > 0 && most > SLOW_BLOCK / c->slow_steps) {
        most = c->slow_steps < SLOW_BLOCK ? SLOW_BLOCK / c->slow_steps : 1;
    }
    int64_t size = 1;
    for (int place = 0; place < c->places; place++) {
        const bool is_there = place >= HL_OPERANDS
                                  ? !c->single[place] || c->filled[place]
                                  : place < p->operands && is_in_register(&p->operand[place]);
        size = is_there && c->size[place] > size ? c->size[place] : size;
    }
    const int64_t for_each = p->registers * size;
    int64_t block = for_each > 0 ? REGISTERS_BYTES / for_each : most;
    int64_t gap = REGISTER_GAP;
    if (block < LEAST_BLOCK) {
        /* the gaps of very many registers are smaller: all of them and a few elements fit in any case */
        const int64_t room = GAPS_BYTES / p->registers / HL_LINE * HL_LINE;
        gap = room < gap ? room : gap;
        block = (HL_SCRATCH_BYTES - p->registers * gap) / for_each;
        block = block < LEAST_BLOCK ? block : LEAST_BLOCK;
    }
    p->block = block < most ? block : most;
    p->register_bytes = p->block * size + gap;
}

/* --- layouts ----------------------------------------------------------------------------------------- */

static int64_t magnitude(int64_t stride) {
    return stride < 0 ? -stride : stride;
}

/* The axis, other than the innermost, along which an operand's elements lie nearest to each other; the
 * innermost one if that is it. */
static int nearest_axis(const hl_program *p, const hl_operand *o) {
    int nearest = p->rank - 1;
    for (int axis = p->rank - 2; axis >= 0; axis--) {
        const int64_t stride = magnitude(o->strides[axis]);
        if (stride != 0 && p->shape[axis] > 1 && stride < magnitude(o->strides[nearest])) {
            nearest = axis;
        }
    }
    return nearest;
}

/* Makes an axis the last one but one. */
static void move_axis(hl_program *p, int axis) {
    const int target = p->rank - 2;
    const int64_t length = p->shape[axis];
    for (int i = axis; i < target; i++) {
        p->shape[i] = p->shape[i + 1];
    }
    p->shape[target] = length;
    for (int k = 0; k < p->operands; k++) {
        int64_t *const strides = p->operand[k].strides;
        const int64_t stride = strides[axis];
        for (int i = axis; i < target; i++) {
            strides[i] = strides[i + 1];
        }
        strides[target] = stride;
    }
}

/* Axes that are long enough for tiles: on both sides, and beside an innermost one that is short. */
enum { TILED_LENGTH = 8, LONG_COLUMN = 64 };

static void choose_mode(hl_program *p, bool whole_rows) {
    const int last = p->rank - 1;
    p->whole_rows = whole_rows && p->shape[last] < LONG_RUN;
    for (int k = 1; k < p->operands; k++) {
        const int axis = nearest_axis(p, &p->operand[k]);
        if (axis != last && p->shape[axis] >= TILED_LENGTH && p->shape[last] >= TILED_LENGTH) {
            p->mode = HL_TILES;
            move_axis(p, axis);
            return;
        }
    }
    p->mode = p->rank == 1 || p->shape[last] >= LONG_RUN           ? HL_ROWS
              : p->whole_rows && p->shape[last - 1] >= LONG_COLUMN ? HL_TILES
                                                                   : HL_FLAT;
}

/* The first axis from which on inwards the operand lies in C order without gaps. */
static int first_dense_axis(const hl_program *p, const hl_operand *o) {
    int64_t expected = o->size;
    int axis = p->rank;
    while (axis > 0 && (o->strides[axis - 1] == expected || p->shape[axis - 1] == 1)) {
        axis--;
        expected *= p->shape[axis];
    }
    return axis;
}

/* After how many positions an operand repeats: all axes outside of them have stride 0. */
static int64_t period(const hl_program *p, const hl_operand *o) {
    int first = 0;
    while (first < p->rank && (o->strides[first] == 0 || p->shape[first] == 1)) {
        first++;
    }
    int64_t length = 1;
    for (int axis = first; axis < p->rank; axis++) {
        length *= p->shape[axis];
    }
    return length;
}

static hl_access access_of(const hl_program *p, const hl_operand *o) {
    const int last = p->rank - 1;
    if (p->mode == HL_TILES) {
        const bool is_whole = p->whole_rows;
        return is_whole && first_dense_axis(p, o) <= last - 1 ? HL_DIRECT
               : is_whole && o != &p->operand[HL_OUTPUT] && period(p, o) <= p->shape[last]
                   ? HL_FIXED
                   : HL_STRIDED;
    }
    if (p->mode == HL_FLAT) {
        return first_dense_axis(p, o) == 0                                     ? HL_DIRECT
               : o != &p->operand[HL_OUTPUT] && period(p, o) <= LONGEST_PERIOD ? HL_FIXED
                                                                               : HL_STRIDED;
    }
    if (o->strides[last] == o->size || (p->rank == 1 && p->shape[0] == 1)) {
        return HL_DIRECT;
    }
    if (o == &p->operand[HL_OUTPUT] || o->strides[last] != 0) {
        return HL_STRIDED;
    }
    return is_constant(p, o) ? HL_FIXED : HL_REPEATED;
}

/* Bytes that an operand's elements take, each counted once. */
static int64_t footprint(const hl_program *p, const hl_operand *o) {
    int64_t bytes = o->size;
    for (int axis = 0; axis < p->rank; axis++) {
        bytes *= o->strides[axis] != 0 ? p->shape[axis] : 1;
    }
    return bytes;
}

/* Whether the operands together are too large for the caches. */
static bool is_large(const hl_program *p, int64_t whole) {
    int64_t bytes = whole;
    for (int k = 0; k < p->operands && bytes < STREAM_BYTES; k++) {
        if (p->operand[k].access != HL_COMPUTED) {
            bytes += footprint(p, &p->operand[k]);
        }
    }
    return bytes >= STREAM_BYTES;
}

/* Whether the output is worth stores past the caches: what is written anew, in long pieces, and will not be
 * found in a cache afterwards anyway. */
static bool is_streamed(const hl_program *p) {
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    for (int k = 1; k < p->operands; k++) {
        if (p->operand[k].base == out->base) {
            return false;
        }
    }
    if (!p->is_large || out->strides[p->rank - 1] != out->size) {
        return false;
    }
    if (p->mode == HL_TILES && !p->whole_rows) {
        /* rows of a tile are short: whole lines, or not at all */
        bool aligned = (uintptr_t)out->base % HL_LINE == 0;
        for (int axis = 0; axis < p->rank - 1; axis++) {
            aligned = aligned && out->strides[axis] % HL_LINE == 0;
        }
        return aligned;
    }
    return p->mode == HL_ROWS || out->access == HL_DIRECT;
}

/* Blocks of HL_FLAT hold whole periods, so that what repeats is the same in each. */
static void fit_periods(hl_program *p) {
    int64_t longest = 1;
    for (int k = 1; k < p->operands; k++) {
        hl_operand *const in = &p->operand[k];
        if (in->access == HL_FIXED) {
            const int64_t length = period(p, in);
            if (length > p->block) {
                in->access = HL_STRIDED;
            } else {
                longest = length > longest ? length : longest;
            }
        }
    }
    /* periods are products of the innermost lengths: the longest is a multiple of the others */
    p->block -= p->block % longest;
}

/* Whether words go from one place in memory to another. Taller tiles read longer pieces of columns: 3000 x 3000
 * transposed 4.7 to 5.2 ms, 5.8 to 6.2 with the others (EPYC Zen 5, 2026-11-26). In the caches, with more operands and of
 * smaller elements, whose rows would be parts of lines, they are slower. */
static bool is_copy_in_memory(const hl_program *p) {
    const int word = 8;
    return p->is_large && p->operands == 2 && p->operand[HL_OUTPUT].size == word &&
           p->operand[1].size == word;
}

static void choose_tile(hl_program *p) {
    if (p->whole_rows) {
        p->tile_columns = p->shape[p->rank - 1];
    } else {
        const int64_t most = is_copy_in_memory(p) ? TALL_TILE_COLUMNS : TILE_COLUMNS;
        const int64_t columns = p->block >= 16 * TILE_COLUMNS ? most : 8;
        p->tile_columns = columns < p->block ? columns : p->block;
    }
    p->tile_rows = p->block / p->tile_columns;
    /* as many rows as fill whole lines of the output */
    const int64_t whole = p->tile_rows >= HL_LINE ? HL_LINE : p->tile_rows >= 8 ? 8 : 1;
    p->tile_rows -= p->tile_rows % whole;
}

/* --- the call ---------------------------------------------------------------------------------------- */

typedef struct {
    const hl_program *program;
    hl_program_kernel *kernel;
} task;

static int run_range(void *context, int64_t begin, int64_t end) {
    const task *const t = context;
    return t->kernel(t->program, begin, end);
}

static void plan_layout(hl_program *p, const description *d, bool whole_rows) {
    choose_mode(p, whole_rows);
    for (int k = 0; k < p->operands; k++) {
        p->operand[k].access = access_of(p, &p->operand[k]);
        p->operand[k].place = 0;
    }
    p->is_large = is_large(p, d->footprint);
    if (is_streamed(p)) {
        p->operand[HL_OUTPUT].access = HL_STREAMED;
    }
}

/* All threads, or one. */
static int worthwhile_threads(const hl_program *p, const description *d) {
    const int64_t work = WORK_PER_THREAD * d->threads;
    return d->elements >= work || d->elements * (p->instructions + 1) >= work ? d->threads : 1;
}

static int run_planned(const hl_kernels *kernels, const hl_program *p, const description *d) {
    task t = {p, kernels->program};
    int64_t n = d->elements;
    int64_t grain = BLOCK;
    if (p->mode == HL_TILES) {
        const int64_t height = p->shape[p->rank - 2];
        const int64_t bands = height / p->tile_rows + (height % p->tile_rows != 0);
        n = d->elements / p->shape[p->rank - 1] / height * bands;
        grain = 1;
    }
    return hl_parallel_for(n, grain, worthwhile_threads(p, d), run_range, &t);
}

/*
 * One step on few contiguous elements, without casts: the kernel itself, for planning would take longer. What
 * is not so, or not right, is left to the rest of hl_program_run; then false.
 */
static bool run_directly(const hl_kernels *kernels, const hl_program *p, const description *d,
                         const hl_int64 *step) {
    const int64_t op = strict_op(step[0]);
    const int64_t dtype = step[1];
    const int64_t n = d->elements;
    if (d->steps != 1 || d->constants != 0 || d->rank > 1 || n > DIRECT_BLOCK || op < 0 ||
        !is_dtype(dtype) || (n > SLOW_BLOCK && is_slow(op, (int)dtype)) ||
        d->dtypes[HL_OUTPUT] != result_dtype((int)op, (int)dtype)) {
        return false;
    }
    const hl_operand *const out = &p->operand[HL_OUTPUT];
    const char *sources[3] = {NULL, NULL, NULL};
    bool is_direct = n == 1 || out->strides[0] == out->size;
    for (int s = 0; s < 3; s++) {
        const int64_t source = step[2 + s];
        if (s >= OPERATIONS[op].sources) {
            is_direct = is_direct && source == -1;
        } else if (source < 0 || source >= d->inputs) {
            return false;
        } else {
            const hl_operand *const in = &p->operand[1 + source];
            const int wanted = op == HL_OP_WHERE && s == 0 ? HL_BOOL : (int)dtype;
            is_direct = is_direct && d->dtypes[1 + source] == wanted &&
                        (n == 1 || in->strides[0] == in->size);
            sources[s] = in->base;
        }
    }
    hl_apply *const kernel = is_direct ? kernel_of(kernels, step[0], (int)dtype) : NULL;
    if (kernel == NULL || hl_cancelled(p->cancel)) {
        return false;
    }
    kernel(out->base, sources[0], sources[1], sources[2], n);
    return true;
}

/* Turns the steps into a planned program. */
static bool plan_steps(compiler *c, const words *w, const description *d) {
    words steps = *w;
    if (!compile(c, &steps, d)) {
        return false;
    }
    find_terms(c);
    find_uses(c);
    assign_registers(c);
    choose_block(c);
    return true;
}

/* Plans a program that has elements. Apart, so that its stack is free when the program runs. */
static HL_NOINLINE bool plan(const hl_kernels *kernels, hl_program *p, const words *w,
                             const description *d) {
    compiler c;
    c.kernels = kernels;
    c.program = p;
    /* The layout decides which registers there are, and these, how many elements a block has: rows that do not
     * fit into one make it a layout without tiles. */
    bool fits = false;
    for (bool whole_rows = true; !fits; whole_rows = false) {
        plan_layout(p, d, whole_rows);
        if (!plan_steps(&c, w, d)) {
            return false;
        }
        fits = p->mode != HL_TILES || !p->whole_rows || p->block >= p->shape[p->rank - 1];
    }
    if (p->mode == HL_FLAT) {
        fit_periods(p);
    } else if (p->mode == HL_TILES) {
        choose_tile(p);
    }
    return true;
}

/* Whether the steps are right. */
static HL_NOINLINE bool are_steps(const hl_kernels *kernels, hl_program *p, const words *w,
                                  const description *d) {
    compiler c;
    c.kernels = kernels;
    c.program = p;
    words steps = *w;
    return compile(&c, &steps, d);
}

int hl_program_run(const hl_int64 *call, void *out, const void *a, const void *b, const void *c) {
    if (call == NULL) {
        return HL_EINVAL;
    }
    words w = {call};
    description d;
    hl_program p;
    const void *const inputs[HL_MAX_INPUTS] = {a, b, c};
    if (!read_header(&w, &d, &p, HL_MAX_INPUTS) || !read_shape(&w, &d, &p) ||
        !read_operand(&w, d.rank, d.elements > 0, &d.dtypes[HL_OUTPUT], out,
                      &p.operand[HL_OUTPUT]) ||
        !read_inputs(&w, &d, &p, inputs)) {
        return HL_EINVAL;
    }
    const hl_kernels *kernels = NULL;
    const int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK) {
        return status;
    }
    if (d.elements > 0 && run_directly(kernels, &p, &d, w.next)) {
        return HL_OK;
    }
    if (d.elements == 0) {
        return are_steps(kernels, &p, &w, &d) ? HL_OK : HL_EINVAL;
    }
    if (!plan(kernels, &p, &w, &d)) {
        return HL_EINVAL;
    }
    return hl_cancelled(p.cancel) ? HL_ECANCELED : run_planned(kernels, &p, &d);
}

/* --- kept plans -------------------------------------------------------------------------------------- */

_Static_assert(sizeof(hl_plan) <= HL_PLAN_BYTES, "HL_PLAN_BYTES");

/* Keeps a plan that holds for any length of its axis. */
static void keep_plan(hl_plan *kept, const hl_program *p, const description *d) {
    if (d->rank != 1 || p->mode != HL_ROWS || p->operands > HL_PLANNED_OPERANDS ||
        p->constants > HL_PLANNED_CONSTANTS || p->instructions > HL_PLANNED_INSTRUCTIONS ||
        p->operand[HL_OUTPUT].access != HL_DIRECT) {
        return;
    }
    for (int k = 0; k < p->operands; k++) {
        const hl_operand *const o = &p->operand[k];
        const bool is_direct = o->access == HL_DIRECT && o->strides[0] == o->size;
        if (!is_direct && o->access != HL_SINGLE && o->access != HL_UNUSED) {
            return;
        }
        kept->size[k] = (int8_t)(is_direct ? o->size : 0);
        if (o->access == HL_SINGLE && o->strides[0] != 0) {
            return; /* a single element because there is only one now */
        }
    }
    kept->operands = p->operands;
    kept->constants = p->constants;
    kept->instructions = p->instructions;
    kept->registers = p->registers;
    kept->block = p->block;
    kept->register_bytes = p->register_bytes;
    memcpy(kept->constant, p->constant, (size_t)p->constants * sizeof p->constant[0]);
    memcpy(kept->code, p->code, (size_t)p->instructions * sizeof p->code[0]);
    kept->is_filled = true;
}

/* Words of hl_expression_run before the shape; of an operand with one axis. */
enum { EXPRESSION_WORDS = 11, OPERAND_WORDS = 3 };

/* Runs a plan, if the call is one for it: then true, and its status. */
static bool run_kept(const hl_kernels *kernels, const hl_plan *kept, const hl_int64 *call,
                     const hl_program *p, const description *d, void *out,
                     const void *const *inputs, int *status) {
    const int64_t n = call[EXPRESSION_WORDS];
    const int64_t work = WORK_PER_THREAD * d->threads;
    if (!kept->is_filled || d->rank != 1 || d->reduction >= 0 || p->operands != kept->operands ||
        n < 1 || n > HL_PLAN_ELEMENTS || d->footprint >= STREAM_BYTES ||
        (d->threads > 1 && n * (kept->instructions + 1) >= work)) {
        return false;
    }
    char *first[HL_PLANNED_OPERANDS];
    for (int k = 0; k < kept->operands; k++) {
        const void *const base = k == HL_OUTPUT ? out : inputs[k - 1];
        const hl_int64 offset = call[EXPRESSION_WORDS + 1 + OPERAND_WORDS * k + 1];
        if (base == NULL) {
            return false;
        }
        first[k] = (char *)((uintptr_t)base + (uintptr_t)offset);
    }
    *status = kernels->planned(kept, first, n, p->cancel);
    return true;
}

/* --- reductions -------------------------------------------------------------------------------------- */

/* Puts the last kept axis behind the reduced ones if most inputs are read nearer to the order in memory then. True
 * if it is there. */
static bool turn_columns(hl_program *p, const description *d, int64_t count) {
    const int inner = d->kept - 1;
    const int last = d->rank - 1;
    if (inner < 0 || inner == last || count < 2 || p->shape[inner] < 2) {
        return false;
    }
    int votes = 0;
    for (int k = 1; k < p->operands; k++) {
        const int64_t across = magnitude(p->operand[k].strides[inner]);
        const int64_t along = magnitude(p->operand[k].strides[last]);
        if (across != along && (across != 0 || !hl_are_short_rows(count))) {
            votes += across < along ? 1 : -1;
        }
    }
    if (votes <= 0) {
        return false;
    }
    const int64_t length = p->shape[inner];
    memmove(&p->shape[inner], &p->shape[inner + 1], (size_t)(last - inner) * sizeof p->shape[0]);
    p->shape[last] = length;
    for (int k = 1; k < p->operands; k++) {
        int64_t *const strides = p->operand[k].strides;
        const int64_t stride = strides[inner];
        memmove(&strides[inner], &strides[inner + 1], (size_t)(last - inner) * sizeof strides[0]);
        strides[last] = stride;
    }
    return true;
}

/* Makes one axis of neighbours that all inputs step through evenly: positions in C order stay what they are. */
static void merge_axes(hl_program *p) {
    int to = 0;
    for (int axis = 1; axis < p->rank; axis++) {
        bool is_even = true;
        for (int k = 1; k < p->operands && is_even; k++) {
            const int64_t *const strides = p->operand[k].strides;
            /* wraps, as no stride of elements that exist does */
            is_even = p->shape[to] == 1 || p->shape[axis] == 1 ||
                      (uint64_t)strides[to] == (uint64_t)strides[axis] * (uint64_t)p->shape[axis];
        }
        const bool keeps_inner = !is_even || p->shape[axis] != 1;
        to += !is_even;
        p->shape[to] = is_even ? p->shape[to] * p->shape[axis] : p->shape[axis];
        for (int k = 1; k < p->operands && keeps_inner; k++) {
            p->operand[k].strides[to] = p->operand[k].strides[axis];
        }
    }
    p->rank = to + 1;
}

/* Plans a program whose elements are computed to be reduced. */
static HL_NOINLINE bool plan_computed(const hl_kernels *kernels, hl_program *p, const words *w,
                                      const description *d) {
    compiler c;
    c.kernels = kernels;
    c.program = p;
    merge_axes(p);
    p->mode = p->rank == 1 || p->shape[p->rank - 1] >= LONG_RUN ? HL_ROWS : HL_FLAT;
    p->whole_rows = false;
    for (int k = 1; k < p->operands; k++) {
        p->operand[k].access = access_of(p, &p->operand[k]);
    }
    p->is_large = is_large(p, d->footprint);
    if (!plan_steps(&c, w, d)) {
        return false;
    }
    if (p->mode == HL_FLAT) {
        fit_periods(p);
    }
    return true;
}

/* The dtype of the last step's result, -1 when there is no such step. */
static int last_dtype(const words *w, const description *d) {
    const hl_int64 *const last = w->next + 3 * d->constants + 5 * (d->steps - 1);
    const int64_t op = strict_op(last[0]);
    if (!is_dtype(last[1]) || (op < 0 && last[0] < FIRST_ADDRESS)) {
        return -1;
    }
    return op < 0 ? (int)last[1] : result_dtype((int)op, (int)last[1]);
}

/* w: at the constants. out_strides: along the kept axes. */
static int run_reduced(const hl_kernels *kernels, hl_program *p, words *w, description *d,
                       const hl_operand *to, int out_dtype) {
    const int dtype = last_dtype(w, d);
    if (dtype < 0 || !hl_is_reduction(kernels, d->reduction, dtype)) {
        return HL_EINVAL;
    }
    int64_t shape[HL_MAX_RANK];
    memcpy(shape, p->shape, (size_t)d->rank * sizeof shape[0]);
    int64_t outputs = 1;
    int64_t count = 1;
    for (int axis = 0; axis < d->rank; axis++) {
        *(axis < d->kept ? &outputs : &count) *= shape[axis];
    }
    d->dtypes[HL_OUTPUT] = dtype;
    hl_operand *const computed = &p->operand[HL_OUTPUT];
    computed->base = NULL;
    computed->access = HL_COMPUTED;
    computed->size = SIZES[dtype];
    computed->place = 0;
    memset(computed->strides, 0, sizeof computed->strides);
    hl_computed_reduction c = {
        .kernels = kernels,
        .program = p,
        .op = (int)d->reduction,
        .dtype = dtype,
        .out_dtype = out_dtype,
        .kept = d->kept,
        .reduced = d->rank - d->kept,
        .shape = shape,
        .out_strides = to->strides,
        .out = to->base,
        .ddof = d->ddof,
        .threads = d->threads,
    };
    if (d->elements == 0) {
        if (!are_steps(kernels, p, w, d) || (outputs > 0 && hl_reduction_needs_elements(c.op))) {
            return HL_EINVAL;
        }
        if (outputs > 0) {
            hl_reduce_nothing(&c);
        }
        return HL_OK;
    }
    c.by_columns = turn_columns(p, d, count);
    if (d->elements >= HL_MOST_COMPUTED || !plan_computed(kernels, p, w, d)) {
        return HL_EINVAL;
    }
    return hl_cancelled(p->cancel) ? HL_ECANCELED : hl_reduce_computed(&c);
}

/* --- expressions ------------------------------------------------------------------------------------- */

static int run_expression(const hl_int64 *call, void *out, const void *const *inputs, int most) {
    words w = {call};
    description d;
    hl_program p;
    if (call == NULL || !read_header(&w, &d, &p, most)) {
        return HL_EINVAL;
    }
    d.reduction = word(&w);
    const int64_t kept = word(&w);
    const hl_int64 ddof = word(&w);
    d.footprint = word(&w);
    hl_plan *const planned = (hl_plan *)(uintptr_t)word(&w);
    if (d.reduction < -1 || d.footprint < 0 || (uintptr_t)planned % HL_LINE != 0 || kept < 0 ||
        kept > d.rank) {
        return HL_EINVAL;
    }
    d.kept = (int)kept;
    memcpy(&d.ddof, &ddof, sizeof d.ddof);
    const hl_kernels *kernels = NULL;
    int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK) {
        return status;
    }
    if (planned != NULL && run_kept(kernels, planned, call, &p, &d, out, inputs, &status)) {
        return status;
    }
    if (!read_shape(&w, &d, &p)) {
        return HL_EINVAL;
    }
    const bool is_reduced = d.reduction >= 0;
    bool has_results = true;
    for (int axis = 0; axis < (is_reduced ? d.kept : d.rank); axis++) {
        has_results = has_results && p.shape[axis] > 0;
    }
    if (is_reduced) {
        hl_operand to;
        int dtype;
        if (!read_operand(&w, d.kept, has_results, &dtype, out, &to) ||
            !read_inputs(&w, &d, &p, inputs)) {
            return HL_EINVAL;
        }
        return run_reduced(kernels, &p, &w, &d, &to, dtype);
    }
    if (!read_operand(&w, d.rank, has_results, &d.dtypes[HL_OUTPUT], out, &p.operand[HL_OUTPUT]) ||
        !read_inputs(&w, &d, &p, inputs)) {
        return HL_EINVAL;
    }
    if (d.elements == 0) {
        return are_steps(kernels, &p, &w, &d) ? HL_OK : HL_EINVAL;
    }
    if (!plan(kernels, &p, &w, &d)) {
        return HL_EINVAL;
    }
    if (planned != NULL && !planned->is_filled) {
        keep_plan(planned, &p, &d);
    }
    return hl_cancelled(p.cancel) ? HL_ECANCELED : run_planned(kernels, &p, &d);
}

int hl_expression_run(const hl_int64 *call, void *out, const void *in0, const void *in1,
                      const void *in2, const void *in3, const void *in4, const void *in5,
                      const void *in6, const void *in7, const void *in8, const void *in9,
                      const void *in10, const void *in11, const void *in12, const void *in13,
                      const void *in14, const void *in15, const void *in16, const void *in17,
                      const void *in18, const void *in19, const void *in20, const void *in21,
                      const void *in22, const void *in23, const void *in24, const void *in25,
                      const void *in26, const void *in27, const void *in28, const void *in29,
                      const void *in30, const void *in31) {
    const void *const inputs[HL_MAX_EXPRESSION_INPUTS] = {
        in0,  in1,  in2,  in3,  in4,  in5,  in6,  in7,  in8,  in9,  in10,
        in11, in12, in13, in14, in15, in16, in17, in18, in19, in20, in21,
        in22, in23, in24, in25, in26, in27, in28, in29, in30, in31};
    return run_expression(call, out, inputs, HL_MAX_EXPRESSION_INPUTS);
}

int hl_expression_run_few(const hl_int64 *call, void *out, const void *a, const void *b,
                          const void *c) {
    const void *const inputs[HL_MAX_INPUTS] = {a, b, c};
    return run_expression(call, out, inputs, HL_MAX_INPUTS);
}
