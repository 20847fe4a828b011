/*
 * The vectorised kernels of hl_particles_evolve, compiled once per tier.
 *
 * A block of particles is copied to the stack, goes through all its steps there, and is written back. The
 * strict kernel needs no square root and no divide in nearly all steps: it bounds the step from both sides
 * by numbers that are cheap to have and goes on when both give the same coordinates. The proof is in
 * docs/numerics.md ("Particles"), the experiments are in docs/notes.md. What must not live here: threads,
 * argument checks.
 */
#include <math.h>

#include "../kernels.h"
#include "vec_f64.h"

/* Measured on an EPYC of Zen 3 (AVX2), 2026-11-22, bench_particles; docs/notes.md has the tables. */
enum {
    /* Registers of particles that are stepped together: enough to hide the 4-cycle latency of a step, and
     * their state just fits into AVX2's 16 registers. */
    STRICT_GROUP = 3,
    FAST_GROUP = 4,
    /* Steps between two refreshes of the factor dt*w/r. Longer: fewer refreshes, but wider bounds. */
    PERIOD = 16,
    /* Registers of a block: its state stays in L1, and a loop over it amortises its overhead. */
    BLOCK_VECTORS = 16,
    BLOCK = BLOCK_VECTORS * VEC_LANES,
    /* Steps between two looks at the cancel word, a multiple of PERIOD: about 0.1 ms. */
    CHUNK = 32 * PERIOD,
    /* A register step that the bounds leave open costs some 30 others, the textbook's costs five or six: a
     * chunk with more open ones than one in OPEN_LIMIT is followed by some that do not try. */
    OPEN_LIMIT = 6,
    CHUNKS_WITHOUT_BOUNDS = 7
};

/* The largest relative error of one rounding: u in docs/numerics.md. */
#define UNIT_ROUNDOFF 0x1p-53

/* The bounds' allowance for rounding, relative: at a refresh, and more for each step since. */
#define START_ERROR (10 * UNIT_ROUNDOFF)
#define STEP_ERROR (2.0625 * UNIT_ROUNDOFF)

/* The largest |dt*w|/r of a particle that takes the strict steps instead of the textbook's, and the fast
 * ones instead of the strict. Strict: above it, more than one step in 4 is open on AVX2. Fast: at 2^-15 one
 * particle in 10^7 misses 1e-15 after 10,000 steps; docs/numerics.md has the table. */
#define STRICT_MAX_FACTOR 0x1p-13
#define FAST_MAX_FACTOR 0x1p-16
/* And the range of r and |dt*w|: no product or quotient of theirs comes near underflow or overflow. */
#define MIN_LENGTH 0x1p-200
#define MAX_LENGTH 0x1p+200

/* Some particles on their way through the steps, aligned for any register. */
typedef struct {
    _Alignas(64) double x[BLOCK];
    _Alignas(64) double y[BLOCK];
    _Alignas(64) double c[BLOCK];      /* dt*w: the length of a step */
    _Alignas(64) double inv_c2[BLOCK]; /* 1/c^2, 0 for c = 0 */
    _Alignas(64) double k[BLOCK];      /* about c/r: where the next refresh starts from */
    int64_t index[BLOCK];              /* where the particle comes from; NOWHERE: padding */
    int count;
} particle_block;

enum { NOWHERE = -1 };

static void put(particle_block *b, int i, double x, double y, double c, int64_t index) {
    b->x[i] = x;
    b->y[i] = y;
    b->c[i] = c;
    b->index[i] = index;
}

/* Fills up the last register with particles that stand still. */
static void pad(particle_block *b) {
    for (; b->count % VEC_LANES != 0; b->count++) {
        put(b, b->count, 1, 0, 0, NOWHERE);
    }
}

static void store_block(const particle_block *b, const hl_evolve_args *args) {
    for (int i = 0; i < b->count; i++) {
        if (b->index[i] != NOWHERE) {
            args->x_out[b->index[i]] = b->x[i];
            args->y_out[b->index[i]] = b->y[i];
        }
    }
}

/* The definition of a step, in the textbook's order. */
static HL_NOINLINE void textbook_steps(particle_block *b, int steps) {
    for (int step = 0; step < steps; step++) {
#pragma omp simd
        for (int i = 0; i < b->count; i++) {
            const double r = sqrt(b->x[i] * b->x[i] + b->y[i] * b->y[i]);
            const double dx = b->c[i] * (-b->y[i] / r);
            const double dy = b->c[i] * (b->x[i] / r);
            b->x[i] += dx;
            b->y[i] += dy;
        }
    }
}

/* The ways to compute a step, slowest first. */
typedef enum { TEXTBOOK, STRICT, FAST } step_kind;

/* The fastest way up to `best` that a particle may take. Asked once: r hardly ever shrinks. NaN may take
 * any, since it stays NaN. */
static step_kind kind_of(double x, double y, double c, step_kind best) {
    const double r2 = x * x + y * y; /* squares, to save a root */
    const double c2 = c * c;
    const double low = MIN_LENGTH * MIN_LENGTH;
    const double high = MAX_LENGTH * MAX_LENGTH;
    if (best == TEXTBOOK || r2 < low || r2 > high || (c != 0 && c2 < low) || c2 > high ||
        c2 > STRICT_MAX_FACTOR * STRICT_MAX_FACTOR * r2) {
        return TEXTBOOK;
    }
    return best == FAST && c2 > FAST_MAX_FACTOR * FAST_MAX_FACTOR * r2 ? STRICT : best;
}

static HL_NOINLINE void start_k(particle_block *b) {
    for (int i = 0; i < b->count; i++) {
        b->inv_c2[i] = b->c[i] == 0 ? 0 : 1 / (b->c[i] * b->c[i]);
        b->k[i] = b->c[i] / sqrt(b->x[i] * b->x[i] + b->y[i] * b->y[i]);
    }
}

/* k = c/r of the current coordinates to a few ulps: one Newton step from the old k, which is within
 * 2^-42 of it. The textbook's last bit is not needed here, only a bound on the error. */
static HL_ALWAYS_INLINE vec_f64 refresh_k(const particle_block *b, int i) {
    const vec_f64 x = vec_load(&b->x[i]);
    const vec_f64 y = vec_load(&b->y[i]);
    const vec_f64 k = vec_load(&b->k[i]);
    const vec_f64 inv_k2 = (x * x + y * y) * vec_load(&b->inv_c2[i]);
    const vec_f64 error = vec_sub_product(vec_all(1), inv_k2, k * k);
    return vec_add_product(k, k * 0.5, error);
}

/*
 * The ends between which the textbook's factor (its product divided by y or x) lies, at first and their
 * change with each step, for a k of refresh_k. c/r shrinks as (1 + j*k^2)^(-1/2) with the step j: between
 * 1 - j*k^2/2 and that plus 3/8*(j*k^2)^2; the rest is room for rounding.
 */
static HL_ALWAYS_INLINE void strict_bounds(vec_f64 k, vec_f64 *low, vec_f64 *high,
                                           vec_f64 *low_step, vec_f64 *high_step) {
    const vec_f64 k2 = k * k;
    const vec_f64 curve = vec_add_product(vec_all(-0.5), k2, vec_all(0.375 * PERIOD));
    *low = vec_sub_product(k, k, vec_all(START_ERROR));
    *high = vec_add_product(k, k, vec_all(START_ERROR));
    *low_step = k * vec_sub_product(vec_all(-STEP_ERROR), k2, vec_all(0.5));
    *high_step = k * vec_add_product(vec_all(STEP_ERROR), k2, curve);
}

/*
 * PERIOD strict steps of `group` registers of particles from `at` on. Returns how many register steps the
 * bounds left open.
 *
 * The textbook's step lies between the steps with k_low and with k_high. Rounding is monotonic: where both
 * give the same coordinate, the textbook gives it too.
 */
static HL_ALWAYS_INLINE int strict_period(particle_block *b, int at, int group) {
    vec_f64 x[STRICT_GROUP], y[STRICT_GROUP], k_low[STRICT_GROUP], k_high[STRICT_GROUP],
        low_step[STRICT_GROUP], high_step[STRICT_GROUP];
    int open = 0;
    HL_UNROLL(4)
    for (int g = 0; g < group; g++) {
        const int i = at + g * VEC_LANES;
        x[g] = vec_load(&b->x[i]);
        y[g] = vec_load(&b->y[i]);
        strict_bounds(refresh_k(b, i), &k_low[g], &k_high[g], &low_step[g], &high_step[g]);
    }
    HL_UNROLL(16)
    for (int step = 0; step < PERIOD; step++) {
        HL_UNROLL(4)
        for (int g = 0; g < group; g++) {
            vec_f64 x_new = vec_sub_product(x[g], k_high[g], y[g]);
            vec_f64 y_new = vec_add_product(y[g], k_high[g], x[g]);
            const vec_f64 x_low = vec_sub_product(x[g], k_low[g], y[g]);
            const vec_f64 y_low = vec_add_product(y[g], k_low[g], x[g]);
            if (HL_UNLIKELY(vec_differ(x_new, x_low, y_new, y_low))) {
                const vec_f64 c = vec_load(&b->c[at + g * VEC_LANES]);
                const vec_f64 r = vec_sqrt(x[g] * x[g] + y[g] * y[g]);
                x_new = x[g] - c * (y[g] / r);
                y_new = y[g] + c * (x[g] / r);
                open++;
            }
            x[g] = x_new;
            y[g] = y_new;
            k_low[g] += low_step[g];
            k_high[g] += high_step[g];
        }
    }
    HL_UNROLL(4)
    for (int g = 0; g < group; g++) {
        const int i = at + g * VEC_LANES;
        vec_store(&b->x[i], x[g]);
        vec_store(&b->y[i], y[g]);
        vec_store(&b->k[i], k_high[g]); /* which has the sign of c even when c is zero */
    }
    return open;
}

/* The same with one estimate in place of the two bounds: it never computes a step in full. */
static HL_ALWAYS_INLINE void fast_period(particle_block *b, int at, int group, int steps) {
    vec_f64 x[FAST_GROUP], y[FAST_GROUP], k[FAST_GROUP], k_step[FAST_GROUP];
    HL_UNROLL(4)
    for (int g = 0; g < group; g++) {
        const int i = at + g * VEC_LANES;
        x[g] = vec_load(&b->x[i]);
        y[g] = vec_load(&b->y[i]);
        k[g] = refresh_k(b, i);
        /* The line whose sum over j < steps is that of k*(1 - j*k^2/2 + 3/8*(j*k^2)^2): the second-order
         * error has cancelled at the end. */
        const vec_f64 k2 = k[g] * k[g];
        const vec_f64 curve = vec_all(0.375 * (2 * steps - 1) / 3);
        k_step[g] = k[g] * (k2 * vec_add_product(vec_all(-0.5), k2, curve));
    }
    HL_UNROLL(16)
    for (int step = 0; step < steps; step++) {
        HL_UNROLL(4)
        for (int g = 0; g < group; g++) {
            const vec_f64 x_old = x[g];
            x[g] = vec_sub_product(x_old, k[g], y[g]);
            y[g] = vec_add_product(y[g], k[g], x_old);
            k[g] += k_step[g];
        }
    }
    HL_UNROLL(4)
    for (int g = 0; g < group; g++) {
        const int i = at + g * VEC_LANES;
        vec_store(&b->x[i], x[g]);
        vec_store(&b->y[i], y[g]);
        vec_store(&b->k[i], k[g]);
    }
}

/* One period of the whole block, in groups of 3 registers and at the end 2 + 2, 2 or 1: constants, so that
 * each has its own code with its state in registers. */
static HL_ALWAYS_INLINE int strict_block(particle_block *b) {
    int open = 0;
    int at = 0;
    while (at < b->count) {
        const int left = (b->count - at) / VEC_LANES;
        if (left == 1) {
            open += strict_period(b, at, 1);
            at += VEC_LANES;
        } else if (left == 2 || left == 4) {
            open += strict_period(b, at, 2);
            at += 2 * VEC_LANES;
        } else {
            open += strict_period(b, at, 3);
            at += 3 * VEC_LANES;
        }
    }
    return open;
}

/* At most one period of the whole block; `steps` is a constant, too, where it is PERIOD. */
static HL_ALWAYS_INLINE void fast_block(particle_block *b, int steps) {
    int at = 0;
    for (; at + FAST_GROUP * VEC_LANES <= b->count; at += FAST_GROUP * VEC_LANES) {
        fast_period(b, at, FAST_GROUP, steps);
    }
    for (; at < b->count; at += VEC_LANES) {
        fast_period(b, at, 1, steps);
    }
}

/* At most CHUNK steps of a block whose k is set. Returns how many register steps the bounds left open. */
static HL_NOINLINE int strict_steps(particle_block *b, int steps) {
    int open = 0;
    int done = 0;
    for (; done + PERIOD <= steps; done += PERIOD) {
        open += strict_block(b);
    }
    textbook_steps(b, steps - done);
    return open;
}

static HL_NOINLINE void fast_steps(particle_block *b, int steps) {
    int done = 0;
    for (; done + PERIOD <= steps; done += PERIOD) {
        fast_block(b, PERIOD);
    }
    if (done < steps) {
        fast_block(b, steps - done);
    }
}

/* A block through all its steps, and its results written back. */
static int run_block(particle_block *b, const hl_evolve_args *args, step_kind kind) {
    int wait = 0; /* how many chunks are not worth trying */
    bool started = false;
    pad(b);
    for (int64_t done = 0; done < args->steps; done += CHUNK) {
        if (hl_cancelled(args->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t left = args->steps - done;
        const int steps = left < CHUNK ? (int)left : CHUNK;
        if (kind == TEXTBOOK || wait > 0) {
            textbook_steps(b, steps);
            started = false;
            wait -= wait > 0;
            continue;
        }
        if (!started) {
            start_k(b);
            started = true;
        }
        if (kind == FAST) {
            fast_steps(b, steps);
        } else if (strict_steps(b, steps) > steps * (b->count / VEC_LANES) / OPEN_LIMIT) {
            wait = CHUNKS_WITHOUT_BOUNDS;
        }
    }
    store_block(b, args);
    b->count = 0;
    return HL_OK;
}

static int evolve(const hl_evolve_args *args, int64_t begin, int64_t end, step_kind best) {
    /* Blocks of even size: a last one of a single register would leave the processor idle. */
    const int64_t vectors = (end - begin + VEC_LANES - 1) / VEC_LANES;
    const int64_t blocks = (vectors + BLOCK_VECTORS - 1) / BLOCK_VECTORS;
    const int64_t size = (vectors + blocks - 1) / blocks * VEC_LANES;
    particle_block of_kind[FAST + 1]; /* particles wait here until there are enough of their kind */
    for (int kind = TEXTBOOK; kind <= FAST; kind++) {
        of_kind[kind].count = 0;
    }
    if (args->steps < PERIOD) { /* not worth a start of the bounds */
        best = TEXTBOOK;
    }
    for (int64_t i = begin; i < end; i++) {
        const double c = args->dt * args->w[i];
        const step_kind kind = kind_of(args->x[i], args->y[i], c, best);
        particle_block *b = &of_kind[kind];
        put(b, b->count++, args->x[i], args->y[i], c, i);
        if (b->count == size && run_block(b, args, kind) != HL_OK) {
            return HL_ECANCELED;
        }
    }
    for (int kind = TEXTBOOK; kind <= FAST; kind++) {
        if (of_kind[kind].count > 0 && run_block(&of_kind[kind], args, (step_kind)kind) != HL_OK) {
            return HL_ECANCELED;
        }
    }
    return HL_OK;
}

int HL_TIERED(hl_evolve_strict_f64)(const hl_evolve_args *args, int64_t begin, int64_t end) {
    return evolve(args, begin, end, STRICT);
}

int HL_TIERED(hl_evolve_fast_f64)(const hl_evolve_args *args, int64_t begin, int64_t end) {
    return evolve(args, begin, end, FAST);
}
