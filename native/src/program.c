/*
 * hl_program_run: checks the description of a call, plans it (program.h) and spreads it over threads. No
 * arithmetic on data lives here, and no loop over elements.
 */
#include "program.h"

#include <stddef.h>
#include <string.h>

#include "parallel.h"
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
enum { REGISTER_GAP = 192 };

/* Elements between two looks at the cancel word where nothing goes through scratch; and those of a step that
 * may take microseconds each, as the remainder of 1e308 by 1e-323 does: 3.9. */
enum { DIRECT_BLOCK = 8192, SLOW_BLOCK = 128 };

/* A run along the innermost axis that is worth blocks of its own, which cost some 20 ns each; shorter ones are
 * gathered, at 0.3 to 0.5 ns an element. */
enum { LONG_RUN = 64 };

/* Inputs that repeat with a period up to this are gathered once for all blocks. */
enum { LONGEST_PERIOD = 256 };

/* Sides of a tile where operands disagree: in pieces of several lines, together half of L1. 32 by 32, 64 by 64,
 * 128 by 16 and 256 by 8 were no better. */
enum { TILE_ROWS = 64, TILE_COLUMNS = 32, LINE = 64 };

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
    int dtypes[HL_OPERANDS]; /* as hl_program orders operands */
} description;

static bool is_dtype(int64_t value) {
    return value >= 0 && value < HL_DTYPES;
}

static bool read_header(words *w, description *d, hl_program *p) {
    const int64_t rank = word(w);
    const int64_t threads = word(w);
    const int64_t cancel = word(w);
    const int64_t inputs = word(w);
    const int64_t constants = word(w);
    const int64_t steps = word(w);
    if (rank < 0 || rank > HL_MAX_RANK || threads < 1 || threads > HL_MAX_THREADS ||
        (uint64_t)cancel % sizeof *p->cancel != 0 || inputs < 0 || inputs > HL_MAX_INPUTS ||
        constants < 0 || constants > HL_MAX_CONSTANTS || steps < 1 || steps > HL_MAX_STEPS) {
        return false;
    }
    d->rank = (int)rank;
    d->threads = (int)threads;
    d->inputs = (int)inputs;
    d->constants = (int)constants;
    d->steps = (int)steps;
    p->cancel = (const int *)(uintptr_t)cancel;
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

static bool read_operand(words *w, const description *d, int *dtype, const void *base,
                         hl_operand *o) {
    const int64_t type = word(w);
    if (!is_dtype(type) || (base == NULL && d->elements > 0)) {
        return false;
    }
    *dtype = (int)type;
    o->size = SIZES[type];
    o->base = (char *)((uintptr_t)base + (uintptr_t)word(w));
    o->strides[0] = 0;
    for (int axis = 0; axis < d->rank; axis++) {
        o->strides[axis] = word(w);
    }
    return true;
}

static bool read_operands(words *w, description *d, hl_program *p, void *out, const void *a,
                          const void *b, const void *c) {
    const void *const bases[HL_MAX_INPUTS] = {a, b, c};
    for (int k = 0; k < HL_OPERANDS; k++) {
        p->operands[k].access = HL_UNUSED;
        p->operands[k].base = NULL;
        p->operands[k].place = 0;
    }
    if (!read_operand(w, d, &d->dtypes[HL_OUTPUT], out, &p->operands[HL_OUTPUT])) {
        return false;
    }
    for (int k = 0; k < d->inputs; k++) {
        if (!read_operand(w, d, &d->dtypes[k], bases[k], &p->operands[k])) {
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
    bool kept[HL_MAX_PLACES];   /* filled once for a range */
    bool single[HL_MAX_PLACES]; /* all elements of a block are the same */
    bool filled[HL_MAX_PLACES]; /* single, but an instruction reads it as a block */
    int16_t reg[HL_MAX_PLACES];
    /* what a source number stands for */
    int16_t place_of[HL_MAX_INPUTS + HL_MAX_CONSTANTS + HL_MAX_STEPS];
    int8_t dtype_of[HL_MAX_INPUTS + HL_MAX_CONSTANTS + HL_MAX_STEPS];
    int sources;
    /* casts that were made already */
    int casts;
    struct {
        int16_t source, place;
        int8_t dtype;
    } cast[HL_MAX_FILLED];
    int slow_steps;
    int first_constant; /* its source number */
    int first_step;
    const hl_int64 *constants; /* their words */
} compiler;

static int16_t new_place(compiler *c, int dtype) {
    const int place = c->places++;
    c->last_use[place] = -1;
    c->size[place] = SIZES[dtype];
    c->kept[place] = c->single[place] = c->filled[place] = false;
    return (int16_t)place;
}

static void emit(compiler *c, hl_apply *kernel, int out, const int16_t *sources, int count) {
    hl_program *const p = c->program;
    const int16_t number = (int16_t)p->instructions++;
    hl_instruction *const step = &p->code[number];
    step->apply = kernel;
    step->out = (int16_t)out;
    step->a = sources[0];
    step->b = count > 1 ? sources[1] : sources[0];
    step->c = count > 2 ? sources[2] : sources[0];
    for (int i = 0; i < count; i++) {
        c->last_use[sources[i]] = number;
        c->filled[sources[i]] = true;
    }
}

/* A step. Where one of two sources is the same for all elements there may be a kernel that takes it so, and
 * it needs not be spread over a register. */
static void emit_step(compiler *c, hl_apply *kernel, int op, int dtype, int out,
                      const int16_t *sources, int count) {
    const int same = count != 2 || c->single[sources[0]] == c->single[sources[1]] ? -1
                     : c->single[sources[0]]                                      ? 0
                                                                                  : 1;
    hl_apply *const single = same < 0 ? NULL : c->kernels->single(op, dtype, same);
    const bool was_filled = same < 0 || c->filled[sources[same]];
    emit(c, single != NULL ? single : kernel, out, sources, count);
    if (single != NULL) {
        c->filled[sources[same]] = was_filled;
    }
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
    const bool is_gathered =
        p->instructions == 0 && place < HL_OPERANDS && p->operands[place].access == HL_STRIDED;
    const bool is_moved = is_gathered || p->operands[HL_OUTPUT].access != HL_DIRECT;
    if (is_moved && dtype == out_dtype && dtype != HL_BOOL) {
        p->result = place;
        c->filled[place] = true;
        c->last_use[place] = (int16_t)p->instructions;
    } else {
        emit(c, c->kernels->cast(out_dtype, dtype), HL_OUTPUT, &place, 1);
    }
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
    c->casts = 0;
    for (int k = 0; k < HL_OPERANDS; k++) {
        c->last_use[k] = -1;
        c->kept[k] = k != HL_OUTPUT && p->operands[k].access != HL_STRIDED;
        c->filled[k] = false;
        c->single[k] = k < d->inputs && d->elements > 0 &&
                       (p->operands[k].access == HL_REPEATED ||
                        (p->operands[k].access == HL_FIXED && is_constant(p, &p->operands[k])));
    }
    for (int k = 0; k < d->inputs; k++) {
        c->place_of[k] = (int16_t)k;
        c->dtype_of[k] = (int8_t)d->dtypes[k];
        c->size[k] = SIZES[d->dtypes[k]];
    }
    c->size[HL_OUTPUT] = SIZES[out_dtype];
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

/* --- registers --------------------------------------------------------------------------------------- */

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
    const bool has_register =
        place >= HL_OPERANDS || c->program->operands[place].access > HL_DIRECT;
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
    for (int k = 0; k < HL_MAX_INPUTS; k++) {
        hl_operand *const in = &p->operands[k];
        if (c->last_use[k] < 0) {
            in->access = HL_UNUSED;
        } else if (c->single[k] && !c->filled[k]) {
            in->access = HL_SINGLE;
        } else if (in->access > HL_DIRECT) {
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
        int16_t *const sources[] = {&step->a, &step->b, &step->c};
        const int out = step->out;
        int places[3];
        for (int s = 0; s < 3; s++) {
            places[s] = *sources[s];
            if (places[s] >= HL_OPERANDS) {
                *sources[s] = c->reg[places[s]];
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
        } else if (p->operands[HL_OUTPUT].access != HL_DIRECT) {
            give_register(c, &f, HL_OUTPUT);
            p->operands[HL_OUTPUT].place = c->reg[HL_OUTPUT];
        }
        for (int s = 0; s < 3; s++) {
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
    int64_t most = p->registers == 0 ? DIRECT_BLOCK : is_tiled ? TILE_ROWS * TILE_COLUMNS : BLOCK;
    if (c->slow_steps > 0 && most > SLOW_BLOCK / c->slow_steps) {
        most = SLOW_BLOCK / c->slow_steps;
    }
    int64_t size = 1;
    for (int place = 0; place < c->places; place++) {
        const bool is_there = place >= HL_OPERANDS ? !c->single[place] || c->filled[place]
                                                   : p->operands[place].access > HL_DIRECT;
        size = is_there && c->size[place] > size ? c->size[place] : size;
    }
    const int64_t for_each = p->registers * size;
    int64_t block = for_each > 0 ? REGISTERS_BYTES / for_each : most;
    if (block < LEAST_BLOCK) {
        block = (HL_SCRATCH_BYTES - p->registers * REGISTER_GAP) / for_each;
        block = block < LEAST_BLOCK ? block : LEAST_BLOCK;
    }
    p->block = block < most ? block : most;
    p->register_bytes = p->block * size + REGISTER_GAP;
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
static void move_axis(hl_program *p, int axis, int inputs) {
    const int target = p->rank - 2;
    const int64_t length = p->shape[axis];
    for (int i = axis; i < target; i++) {
        p->shape[i] = p->shape[i + 1];
    }
    p->shape[target] = length;
    for (int k = 0; k < HL_OPERANDS; k++) {
        if (k < inputs || k == HL_OUTPUT) {
            int64_t *const strides = p->operands[k].strides;
            const int64_t stride = strides[axis];
            for (int i = axis; i < target; i++) {
                strides[i] = strides[i + 1];
            }
            strides[target] = stride;
        }
    }
}

/* Axes that are long enough for tiles: on both sides, and beside an innermost one that is short. */
enum { TILED_LENGTH = 8, LONG_COLUMN = 64 };

static void choose_mode(hl_program *p, int inputs, bool whole_rows) {
    const int last = p->rank - 1;
    p->whole_rows = whole_rows && p->shape[last] < LONG_RUN;
    for (int k = 0; k < inputs; k++) {
        const int axis = nearest_axis(p, &p->operands[k]);
        if (axis != last && p->shape[axis] >= TILED_LENGTH && p->shape[last] >= TILED_LENGTH) {
            p->mode = HL_TILES;
            move_axis(p, axis, inputs);
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
               : is_whole && o != &p->operands[HL_OUTPUT] && period(p, o) <= p->shape[last]
                   ? HL_FIXED
                   : HL_STRIDED;
    }
    if (p->mode == HL_FLAT) {
        return first_dense_axis(p, o) == 0                                      ? HL_DIRECT
               : o != &p->operands[HL_OUTPUT] && period(p, o) <= LONGEST_PERIOD ? HL_FIXED
                                                                                : HL_STRIDED;
    }
    if (o->strides[last] == o->size || (p->rank == 1 && p->shape[0] == 1)) {
        return HL_DIRECT;
    }
    if (o == &p->operands[HL_OUTPUT] || o->strides[last] != 0) {
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
static bool is_large(const hl_program *p, int inputs) {
    int64_t bytes = footprint(p, &p->operands[HL_OUTPUT]);
    for (int k = 0; k < inputs && bytes < STREAM_BYTES; k++) {
        bytes += footprint(p, &p->operands[k]);
    }
    return bytes >= STREAM_BYTES;
}

/* Whether the output is worth stores past the caches: what is written anew, in long pieces, and will not be
 * found in a cache afterwards anyway. */
static bool is_streamed(const hl_program *p, int inputs) {
    const hl_operand *const out = &p->operands[HL_OUTPUT];
    for (int k = 0; k < inputs; k++) {
        if (p->operands[k].base == out->base) {
            return false;
        }
    }
    if (!p->is_large || out->strides[p->rank - 1] != out->size) {
        return false;
    }
    if (p->mode == HL_TILES && !p->whole_rows) {
        /* rows of a tile are short: whole lines, or not at all */
        bool aligned = (uintptr_t)out->base % LINE == 0;
        for (int axis = 0; axis < p->rank - 1; axis++) {
            aligned = aligned && out->strides[axis] % LINE == 0;
        }
        return aligned;
    }
    return p->mode == HL_ROWS || out->access == HL_DIRECT;
}

/* Blocks of HL_FLAT hold whole periods, so that what repeats is the same in each. */
static void fit_periods(hl_program *p, int inputs) {
    int64_t longest = 1;
    for (int k = 0; k < inputs; k++) {
        hl_operand *const in = &p->operands[k];
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

static void choose_tile(hl_program *p) {
    if (p->whole_rows) {
        p->tile_columns = p->shape[p->rank - 1];
    } else {
        const int64_t columns = p->block >= 16 * TILE_COLUMNS ? TILE_COLUMNS : 8;
        p->tile_columns = columns < p->block ? columns : p->block;
    }
    p->tile_rows = p->block / p->tile_columns;
    /* as many rows as fill whole lines of the output */
    const int64_t whole = p->tile_rows >= LINE ? LINE : p->tile_rows >= 8 ? 8 : 1;
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
    choose_mode(p, d->inputs, whole_rows);
    for (int k = 0; k < HL_OPERANDS; k++) {
        if (k < d->inputs || k == HL_OUTPUT) {
            p->operands[k].access = access_of(p, &p->operands[k]);
            p->operands[k].place = 0;
        }
    }
    p->is_large = is_large(p, d->inputs);
    if (is_streamed(p, d->inputs)) {
        p->operands[HL_OUTPUT].access = HL_STREAMED;
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
    const hl_operand *const out = &p->operands[HL_OUTPUT];
    const char *sources[3] = {NULL, NULL, NULL};
    bool is_direct = n == 1 || out->strides[0] == out->size;
    for (int s = 0; s < 3; s++) {
        const int64_t source = step[2 + s];
        if (s >= OPERATIONS[op].sources) {
            is_direct = is_direct && source == -1;
        } else if (source < 0 || source >= d->inputs) {
            return false;
        } else {
            const hl_operand *const in = &p->operands[source];
            const int wanted = op == HL_OP_WHERE && s == 0 ? HL_BOOL : (int)dtype;
            is_direct =
                is_direct && d->dtypes[source] == wanted && (n == 1 || in->strides[0] == in->size);
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

int hl_program_run(const hl_int64 *call, void *out, const void *a, const void *b, const void *c) {
    if (call == NULL) {
        return HL_EINVAL;
    }
    words w = {call};
    description d;
    hl_program p;
    if (!read_header(&w, &d, &p) || !read_shape(&w, &d, &p) ||
        !read_operands(&w, &d, &p, out, a, b, c)) {
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
    compiler compiled;
    compiled.kernels = kernels;
    compiled.program = &p;
    if (d.elements == 0) {
        return compile(&compiled, &w, &d) ? HL_OK : HL_EINVAL;
    }
    /* The layout decides which registers there are, and these, how many elements a block has: rows that do not
     * fit into one make it a layout without tiles. */
    bool fits = false;
    for (bool whole_rows = true; !fits; whole_rows = false) {
        words steps = w;
        plan_layout(&p, &d, whole_rows);
        if (!compile(&compiled, &steps, &d)) {
            return HL_EINVAL;
        }
        assign_registers(&compiled);
        choose_block(&compiled);
        fits = p.mode != HL_TILES || !p.whole_rows || p.block >= p.shape[p.rank - 1];
    }
    if (hl_cancelled(p.cancel)) {
        return HL_ECANCELED;
    }
    if (p.mode == HL_FLAT) {
        fit_periods(&p, d.inputs);
    } else if (p.mode == HL_TILES) {
        choose_tile(&p);
    }
    return run_planned(kernels, &p, &d);
}
